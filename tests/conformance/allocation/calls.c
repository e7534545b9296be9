/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "allocation.h"
#include "forge_issuer.h"
#include "forge_provider.h"

struct text {
    char *out;
    size_t length;
};

static void add(struct text *text, const char *piece)
{
    size_t left = ANSWER_MAX - text->length;
    int wrote = snprintf(text->out + text->length, left, "%s|", piece);
    text->length += (size_t)wrote < left ? (size_t)wrote : left - 1;
}

static toegang_status text_of_identity(const toegang_identity *identity, char *answer)
{
    struct text text = {answer, 0};
    toegang_rrn holder = toegang_identity_holder(identity);
    char clear[16], count[64];
    toegang_rrn_format(&holder, clear);
    add(&text, clear);
    add(&text, toegang_identity_issuer(identity));
    add(&text, toegang_identity_assertion_id(identity));
    add(&text, toegang_identity_authentication(identity));
    add(&text, toegang_assurance_name(toegang_identity_assurance(identity)));
    add(&text, toegang_identity_capacity(identity));
    add(&text, toegang_identity_given_name(identity));
    add(&text, toegang_identity_family_name(identity));
    add(&text, toegang_identity_organisation(identity).value);
    add(&text, toegang_identity_key_fingerprint(identity));
    for (size_t i = 0; i < toegang_identity_roles(identity); i++) add(&text, toegang_identity_role(identity, i)->value);
    for (size_t i = 0; i < toegang_identity_stated_count(identity); i++)
        add(&text, toegang_identity_stated(identity, i)->value);
    (void)snprintf(count, sizeof count, "%lld %lld", (long long)toegang_identity_until(identity),
                   (long long)toegang_identity_authenticated_at(identity));
    add(&text, count);
    return TOEGANG_GOOD;
}

static toegang_status numbers(const struct world *world, char *answer)
{
    (void)world;
    toegang_rrn rrn;
    toegang_organisation one, two, three;
    toegang_time time;
    toegang_language language;
    toegang_report report = {0};
    if (toegang_rrn_parse("85.07.30-033.28", 15, 0, &rrn, NULL) != TOEGANG_GOOD ||
        toegang_kbo_parse("0999.999.922", 12, &one, NULL) != TOEGANG_GOOD ||
        toegang_establishment_parse("2.297.964.444", 13, &two, NULL) != TOEGANG_GOOD ||
        toegang_organisation_parse("ovo:OVO002949", 13, &three, NULL) != TOEGANG_GOOD ||
        toegang_time_parse("2026-11-23T10:00:00Z", 20, &time, NULL) != TOEGANG_GOOD ||
        toegang_language_parse("fr", &language, NULL) != TOEGANG_GOOD ||
        toegang_rrn_parse("85.07.30-033.29", 15, 0, &rrn, &report) != TOEGANG_REFUSED)
        return TOEGANG_REFUSED;
    char room[TOEGANG_ORGANISATION_KEY_MAX];
    struct text text = {answer, 0};
    add(&text, (toegang_rrn_mask(&rrn, room), room));
    add(&text, (toegang_organisation_format(&one, room), room));
    add(&text, (toegang_organisation_format(&two, room), room));
    add(&text, (toegang_organisation_key(&two, room), room));
    add(&text, (toegang_time_format(time, room), room));
    add(&text, three.value);
    add(&text, report.check);
    return TOEGANG_GOOD;
}

static toegang_status trust_new(const struct world *world, char *answer)
{
    const toegang_saml_provider provider = forge_provider(world->metadata);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    toegang_status status = toegang_trust_new(&settings, &trust, NULL);
    if (status != TOEGANG_GOOD) return trust ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "trust");
    toegang_trust_free(trust);
    return status;
}

static toegang_status verify(const struct world *world, const char *octets, size_t length, char *answer)
{
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    toegang_status status =
        toegang_verify_saml(world->trust, octets, length, FORGE_REQUEST, FORGE_AT, &identity, &report);
    if (status == TOEGANG_GOOD) status = text_of_identity(identity, answer);
    else (void)snprintf(answer, ANSWER_MAX, "%s: %s", report.check, report.came);
    toegang_identity_free(identity);
    return status;
}

static toegang_status verify_saml(const struct world *world, char *answer)
{
    return verify(world, world->response, world->response_length, answer);
}

static toegang_status verify_encrypted(const struct world *world, char *answer)
{
    return verify(world, world->encrypted, strlen(world->encrypted), answer);
}

static void count_inspected(void *context, const char *check, int passed, const char *value)
{
    (void)check;
    (void)passed;
    *(size_t *)context += 1 + strlen(value);
}

static toegang_status inspect_saml(const struct world *world, char *answer)
{
    toegang_identity *identity = NULL;
    size_t count = 0;
    toegang_status status = toegang_inspect_saml(world->trust, world->response, world->response_length, FORGE_REQUEST,
                                                 FORGE_AT, count_inspected, &count, &identity, NULL);
    if (status == TOEGANG_GOOD) status = text_of_identity(identity, answer);
    toegang_identity_free(identity);
    return status;
}

static toegang_status verify_token(const toegang_trust *trust, const char *token, char *answer)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    toegang_status status = toegang_verify_jwt(trust, token, strlen(token), &expected, FORGE_AT, &identity, &report);
    if (status == TOEGANG_GOOD) status = text_of_identity(identity, answer);
    else (void)snprintf(answer, ANSWER_MAX, "%s: %s", report.check, report.came);
    toegang_identity_free(identity);
    return status;
}

static toegang_status issuer_new(const toegang_token_issuer *issuer, toegang_trust **out)
{
    const toegang_trust_settings settings = {.size = sizeof settings, .issuers = issuer, .issuer_count = 1};
    return toegang_trust_new(&settings, out, NULL);
}

static toegang_status trust_new_issuer(const struct world *world, char *answer)
{
    const char *const decryption[] = {world->decryption_key};
    toegang_token_issuer issuer = forge_issuer(world->keys);
    issuer.decryption_keys = decryption, issuer.decryption_key_count = 1;
    toegang_trust *trust = NULL;
    toegang_status status = issuer_new(&issuer, &trust);
    if (status != TOEGANG_GOOD) return trust ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "trust");
    toegang_trust_free(trust);
    return status;
}

/* An update that fails leaves what was there: here nothing, by which nobody is identified. */
static toegang_status trust_update(const struct world *world, char *answer)
{
    const toegang_token_issuer issuer = forge_issuer(NULL);
    toegang_trust *trust = NULL;
    toegang_status status = issuer_new(&issuer, &trust);
    if (status != TOEGANG_GOOD) return status;
    status = toegang_trust_update(trust, FORGE_OP, world->keys, strlen(world->keys), FORGE_AT, NULL);
    if (status == TOEGANG_GOOD && !toegang_trust_may_refresh(trust, FORGE_OP, FORGE_AT)) status = TOEGANG_INTERNAL;
    if (status == TOEGANG_GOOD) status = verify_token(trust, world->id_token, answer);
    toegang_trust_free(trust);
    return status;
}

static toegang_status verify_jwt(const struct world *world, char *answer)
{
    return verify_token(world->trust, world->id_token, answer);
}

static toegang_status verify_jwt_encrypted(const struct world *world, char *answer)
{
    return verify_token(world->trust, world->sealed_token, answer);
}

static toegang_status inspect_jwt(const struct world *world, char *answer)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_identity *identity = NULL;
    size_t count = 0;
    toegang_status status = toegang_inspect_jwt(world->trust, world->id_token, strlen(world->id_token), &expected,
                                                FORGE_AT, count_inspected, &count, &identity, NULL);
    if (status == TOEGANG_GOOD) status = text_of_identity(identity, answer);
    toegang_identity_free(identity);
    return status;
}

static toegang_status text_of_logout(toegang_logout *logout, char *answer)
{
    (void)snprintf(answer, ANSWER_MAX, "%s|%s|%s|%s|%lld", toegang_logout_issuer(logout), toegang_logout_id(logout),
                   toegang_logout_name_id(logout), toegang_logout_session_index(logout),
                   (long long)toegang_logout_until(logout));
    toegang_logout_free(logout);
    return TOEGANG_GOOD;
}

static toegang_status verify_logout_token(const struct world *world, char *answer)
{
    toegang_logout *logout = NULL;
    toegang_status status = toegang_verify_logout_token(world->trust, world->logout_token, strlen(world->logout_token),
                                                        FORGE_AT, &logout, NULL);
    return status == TOEGANG_GOOD ? text_of_logout(logout, answer) : status;
}

static toegang_status inspect_logout_token(const struct world *world, char *answer)
{
    toegang_logout *logout = NULL;
    size_t count = 0;
    toegang_status status =
        toegang_inspect_logout_token(world->trust, world->logout_token, strlen(world->logout_token), FORGE_AT,
                                     count_inspected, &count, &logout, NULL);
    return status == TOEGANG_GOOD ? text_of_logout(logout, answer) : status;
}

static toegang_status attest(const struct world *world, char *answer)
{
    const toegang_statement statement = {.size = sizeof statement, .holder = world->holder,
                                         .assurance = TOEGANG_ASSURANCE_HIGH, .capacity = "EA"};
    toegang_identity *identity = NULL;
    toegang_status status = toegang_identity_attest(&statement, &identity, NULL);
    if (status == TOEGANG_GOOD) status = text_of_identity(identity, answer);
    toegang_identity_free(identity);
    return status;
}

static toegang_status add_fact(void *context, const toegang_fact *fact)
{
    add(context, fact->code);
    add(context, fact->source);
    return TOEGANG_GOOD;
}

/* Asks everything about the organisation and frees the directory. */
static toegang_status read_of(const struct world *world, toegang_directory *directory, char *answer)
{
    const toegang_directory_question question = {.size = sizeof question, .reg = TOEGANG_KBO, .kind = TOEGANG_FACT_FUNCTION,
                                                 .organisation = world->organisation};
    struct text text = {answer, 0};
    toegang_status status = toegang_directory_read(directory, &question, add_fact, &text, NULL);
    toegang_directory_free(directory);
    return status;
}

static toegang_status yaml_open(const struct world *world, char *answer)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    toegang_status status = toegang_directory_yaml_open(world->facts, NULL, &directory, &report);
    return status == TOEGANG_GOOD ? read_of(world, directory, answer) : status;
}

static toegang_status memory_new(const struct world *world, char *answer)
{
    const toegang_fact fact = {.size = sizeof fact, .kind = TOEGANG_FACT_FUNCTION, .holder = world->holder,
                               .organisation = world->organisation, .code = "10007", .eloket = "", .context = "",
                               .from = TOEGANG_ALWAYS, .until = TOEGANG_NEVER, .granted_as = "",
                               .granted_at = TOEGANG_ALWAYS, .source = "here", .as_of = TOEGANG_ALWAYS};
    toegang_directory *directory = NULL;
    toegang_status status = toegang_directory_memory_new(&fact, 1, &directory, NULL);
    return status == TOEGANG_GOOD ? read_of(world, directory, answer) : status;
}

/* A layer takes its directories on GOOD only. */
static toegang_status layer_new(const struct world *world, char *answer)
{
    toegang_report why = {.status = TOEGANG_UNAVAILABLE, .check = "file.absent"};
    toegang_directory *kbo = NULL, *btb = NULL, *layer = NULL;
    toegang_status status = toegang_directory_yaml_open(world->facts, NULL, &kbo, NULL);
    if (status == TOEGANG_GOOD) status = toegang_directory_broken_new(&why, &btb, NULL);
    toegang_directory *const registers[TOEGANG_REGISTERS] = {kbo, btb};
    if (status == TOEGANG_GOOD) status = toegang_directory_layer_new(registers, &layer, NULL);
    if (status == TOEGANG_GOOD) return read_of(world, layer, answer);
    toegang_directory_free(kbo);
    toegang_directory_free(btb);
    return status;
}

static toegang_status read_nothing(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                                   void *context, toegang_report *report)
{
    (void)self, (void)question, (void)sink, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status directory_new(const struct world *world, char *answer)
{
    static const toegang_directory_class class_ = {.size = sizeof class_, .name = "test", .read = read_nothing};
    toegang_directory *directory = NULL;
    toegang_status status = toegang_directory_new(&class_, NULL, &directory, NULL);
    if (status != TOEGANG_GOOD) return status;
    add(&(struct text){answer, 0}, "directory");
    char nothing[ANSWER_MAX];
    return read_of(world, directory, nothing);
}

static toegang_status text_of_decision(toegang_decision *decision, char *answer)
{
    if (!decision) return TOEGANG_REFUSED;
    (void)toegang_decision_json(decision, answer, ANSWER_MAX);
    toegang_decision_free(decision);
    return TOEGANG_GOOD;
}

static toegang_status check_of(const struct world *world, const toegang_identity *identity, const char *eloket,
                               char *answer)
{
    const toegang_question question = {.size = sizeof question, .identity = identity,
                                       .organisation = world->organisation, .eloket = eloket, .at = FORGE_AT};
    toegang_decision *decision = NULL;
    toegang_status status = toegang_check(world->all, &question, &decision, NULL);
    if (!decision) return status < 0 ? status : TOEGANG_REFUSED;
    /* Undecided because memory ended is an error that says so, and never anything but undecided. */
    if (status == TOEGANG_INDETERMINATE) {
        int undecided = toegang_decision_outcome(decision) == TOEGANG_OUTCOME_INDETERMINATE;
        toegang_decision_free(decision);
        return undecided ? status : TOEGANG_REFUSED;
    }
    return text_of_decision(decision, answer);
}

static toegang_status check_permit(const struct world *world, char *answer)
{
    return check_of(world, world->identity, "e-loketondernemers", answer);
}

static toegang_status check_deny(const struct world *world, char *answer)
{
    return check_of(world, world->identity, "subsidieloket", answer);
}

static toegang_status check_asserted(const struct world *world, char *answer)
{
    return check_of(world, world->signed_in, "gelovig", answer);
}

static toegang_status refusal(const struct world *world, char *answer)
{
    (void)world;
    const toegang_report why = {.status = TOEGANG_REFUSED, .check = "rrn.checksum", .expected = "28", .came = "29"};
    toegang_decision *decision = NULL;
    toegang_status status = toegang_decision_refusal(&why, &decision, NULL);
    return status == TOEGANG_GOOD ? text_of_decision(decision, answer) : status;
}

static toegang_status explain(const struct world *world, char *answer)
{
    const toegang_report why = {.status = TOEGANG_REFUSED, .check = "rrn.checksum", .expected = "28", .came = "29"};
    struct text text = {answer, 0};
    char room[4096];
    for (int language = 0; language < TOEGANG_LANGUAGES; language++) {
        add(&text, (toegang_decision_explain(world->decision, (toegang_language)language, room, sizeof room), room));
        add(&text, (toegang_decision_remedy(world->decision, (toegang_language)language, room, sizeof room), room));
        add(&text, (toegang_report_explain(&why, (toegang_language)language, room, sizeof room), room));
    }
    add(&text, (toegang_decision_json(world->decision, room, sizeof room), room));
    return TOEGANG_GOOD;
}

static toegang_status add_representation(void *context, const toegang_representation *row)
{
    char clear[16];
    toegang_rrn_format(&row->holder, clear);
    add(context, clear);
    add(context, row->as);
    return TOEGANG_GOOD;
}

static toegang_status represent(const struct world *world, char *answer)
{
    struct text text = {answer, 0};
    toegang_status status = toegang_represent(world->all, &world->organisation, NULL, FORGE_AT, add_representation,
                                              &text, NULL);
    if (status != TOEGANG_GOOD) return status;
    return toegang_represent(world->all, NULL, &world->holder, FORGE_AT, add_representation, &text, NULL);
}

static toegang_status handles(const struct world *world, char *answer)
{
    static const uint8_t key[32] = {1, 2, 3};
    toegang_rrn opened;
    char clear[16];
    toegang_status status = toegang_handle_seal(key, &world->holder, answer, NULL);
    if (status == TOEGANG_GOOD) status = toegang_handle_open(key, answer, &opened, NULL);
    if (status != TOEGANG_GOOD) return status;
    toegang_rrn_format(&opened, clear);
    (void)snprintf(answer + strlen(answer), ANSWER_MAX - strlen(answer), "|%s", clear);
    return status;
}

static toegang_status add_scenario(void *context, const toegang_scenario *scenario)
{
    add(context, scenario->name);
    return TOEGANG_GOOD;
}

static toegang_status scenarios(const struct world *world, char *answer)
{
    struct text text = {answer, 0};
    return toegang_scenarios_read(world->scenarios, NULL, NULL, add_scenario, &text, NULL);
}

static void add_part(void *context, const char *section, const char *name, const char *detail)
{
    add(context, section);
    add(context, name);
    add(context, detail);
}

static toegang_status parts(const struct world *world, char *answer)
{
    struct text text = {answer, 0};
    toegang_parts(world->all, add_part, &text);
    return toegang_knows(world->all, "subsidieloket", NULL, NULL);
}

const struct row rows[] = {
    {"numbers, times, languages", numbers, 0},
    {"trust_new", trust_new, 0},
    {"verify_saml", verify_saml, CLOSED},
    {"verify_saml, encrypted", verify_encrypted, CLOSED},
    {"inspect_saml", inspect_saml, CLOSED},
    {"trust_new with keys of ours and signed metadata", own_trust, CLOSED},
    {"trust_update with signed metadata", update_metadata, CLOSED},
    {"login_request", login_request, 0},
    {"own_metadata", own_metadata, CLOSED},
    {"logout_request", logout_request, 0},
    {"verify_logout_request and logout_response, by URL", logout_by_url, CLOSED},
    {"verify_logout_request and logout_response, by POST", logout_by_post, CLOSED},
    {"verify_logout_request, the name encrypted", logout_sealed, CLOSED},
    {"verify_logout_response", logout_answer, CLOSED},
    {"trust_new of an issuer", trust_new_issuer, 0},
    {"trust_update and trust_may_refresh", trust_update, CLOSED},
    {"verify_jwt", verify_jwt, CLOSED},
    {"verify_jwt, encrypted", verify_jwt_encrypted, CLOSED},
    {"inspect_jwt", inspect_jwt, CLOSED},
    {"verify_logout_token and logout", verify_logout_token, CLOSED},
    {"inspect_logout_token", inspect_logout_token, CLOSED},
    {"identity_attest", attest, 0},
    {"directory_yaml_open and read", yaml_open, 0},
    {"directory_memory_new and read", memory_new, 0},
    {"directory_layer_new, directory_broken_new and read", layer_new, 0},
    {"directory_new and read", directory_new, 0},
    {"directory_ldap_open and read", directory_ldap, 0},
    {"directory_postgresql_open and read", directory_postgresql, 0},
    {"directory_postgresql_open with a query", directory_postgresql_query, 0},
    {"open", open_config, 0},
    {"open_strict", open_strict, 0},
    {"open_with", open_with, 0},
    {"check: permit", check_permit, 0},
    {"check: deny", check_deny, 0},
    {"check: permit by the word of the issuer", check_asserted, 0},
    {"decision_refusal and json", refusal, 0},
    {"explanations", explain, 0},
    {"represent", represent, 0},
    {"handle_seal and handle_open", handles, CLOSED},
    {"seal_keys_read and visits", visits, CLOSED},
    {"scenarios_read", scenarios, 0},
    {"parts and knows", parts, 0},
    {"logged decisions, audit_verify, audit_show and audit_replay", audit_trail, ALONE},
    {"appoint, grant, revoke, dismiss", changes, ALONE},
    {"list", lists, 0},
    {"search_organisations, search_holders, search_rights", searches, 0},
    {"authzen_answer: evaluations", authzen_evaluations, 0},
    {"authzen_answer: malformed", authzen_malformed, 0},
    {"authzen_answer: subjects", authzen_subjects, 0},
    {"authzen_answer: resources", authzen_resources, 0},
    {"authzen_answer: actions", authzen_actions, 0},
    {"use_once", use_once, 0},
    {"sign_in_jwt", sign_in_jwt, CLOSED},
    {"replay_memory_new and use", replay_memory, 0},
    {"replay_sqlite_open and use", replay_sqlite, 0},
    {"directory_sqlite_open and read", directory_sqlite, 0},
    {"replay_postgresql_open and use", replay_postgresql, 0},
    {"directory_http_open, read and describe", directory_http, 0},
    {"replay_new and use", replay_new, 0},
    {"directory_cache_new and read", layer_cache, 0},
    {"directory_breaker_new and read", layer_breaker, 0},
    {"directory_first_new and read", layer_first, 0},
    {"directory_union_new and read", layer_union, 0},
    {"export", export_yaml, ALONE}, {"organisation_known", known_organisation, ALONE},
};
const size_t row_count = sizeof rows / sizeof *rows;

/* SPDX-License-Identifier: Apache-2.0 */
/* AuthZEN 1.0 evaluation response: one line, keys in a fixed order, national numbers masked. */
#include <stdio.h>
#include <string.h>

#include "decision/say.h"

static const char *const languages[TOEGANG_LANGUAGES] = {"nl", "en", "fr", "de"};

/* What comes from outside is masked, then escaped. NULL and "" are null. */
static void add_value(struct tg_text *text, const char *value)
{
    char safe[1024];
    if (!value || !value[0]) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_safe(safe, sizeof safe, tg_span_of(value));
    tg_text_add_json(text, tg_span_of(safe));
}

static void add_member(struct tg_text *text, const char *key, const char *value)
{
    tg_text_addf(text, ",\"%s\":", key);
    add_value(text, value);
}

/* Open ends are null. */
static void add_time(struct tg_text *text, const char *key, toegang_time time)
{
    char written[32] = "";
    if (time != TOEGANG_ALWAYS && time != TOEGANG_NEVER) toegang_time_format(time, written);
    add_member(text, key, written);
}

static void add_holder(struct tg_text *text, const char *key, const toegang_rrn *rrn)
{
    char masked[16] = "";
    if (rrn->kind != TOEGANG_RRN_NONE) toegang_rrn_mask(rrn, masked);
    add_member(text, key, masked);
}

static void add_organisation(struct tg_text *text, const char *key, const toegang_organisation *organisation)
{
    char typed[40] = "";
    const char *scheme = toegang_scheme_name((toegang_scheme)organisation->scheme);
    if (scheme) snprintf(typed, sizeof typed, "%s:%s", scheme, organisation->value);
    add_member(text, key, typed);
}

/* The same text in every language, as said by that function. */
typedef void say(struct tg_text *text, const toegang_decision *decision, toegang_language language);

static void add_said(struct tg_text *text, const toegang_decision *decision, say *sentence)
{
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
        char said[2 * TG_SENTENCE_MAX];
        struct tg_text written = tg_text_of(said, sizeof said);
        sentence(&written, decision, (toegang_language)language);
        tg_text_addf(text, "%s\"%s\":", language > 0 ? "," : "{", languages[language]);
        tg_text_add_json(text, tg_span_of(said));
    }
    tg_text_add_char(text, '}');
}

static const char *action_name(enum tg_action_kind action)
{
    switch (action) {
    case TG_ACTION_SIGN_IN_AGAIN:
        return "sign-in-again";
    case TG_ACTION_STRONGER_KEY:
        return "sign-in-stronger";
    case TG_ACTION_CHOOSE_CAPACITY:
        return "choose-capacity";
    case TG_ACTION_LIFT_SUSPENSION:
        return "lift-suspension";
    case TG_ACTION_APPOINT_HTB:
        return "appoint-htb";
    case TG_ACTION_REGISTER_FUNCTION:
        return "register-function";
    case TG_ACTION_GRANT_RIGHT:
        return "grant-right";
    case TG_ACTION_RENEW_RIGHT:
        return "renew-right";
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        return "sign-in-with-mandate";
    case TG_ACTION_TRY_LATER:
        break;
    }
    return "try-later";
}

static void add_right_action(struct tg_text *text, const toegang_decision *decision)
{
    bool oneself = decision->organisation.scheme == TOEGANG_SCHEME_NONE;
    tg_text_addf(text, ",\"who\":%s", oneself ? "[\"register\"]" : "[\"legal-representative\",\"htb\"]");
    add_member(text, "where", toegang_register_name(decision->policy.reg));
    add_member(text, "eloket", decision->policy.eloket);
    add_member(text, "right", decision->right);
    add_member(text, "context", decision->context);
    tg_text_addf(text, ",\"context_required\":%s", decision->policy.context_required ? "true" : "false");
    add_organisation(text, "organisation", &decision->organisation);
}

static void add_role_action(struct tg_text *text, const toegang_decision *decision, const char *who,
                            const char *where)
{
    tg_text_addf(text, ",\"who\":[\"%s\"],\"where\":\"%s\"", who, where);
    add_organisation(text, "organisation", &decision->organisation);
}

static void add_capacities(struct tg_text *text, const struct tg_policy *policy)
{
    tg_text_add(text, ",\"capacities\":[");
    for (size_t i = 0; i < policy->capacity_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        add_value(text, policy->capacities[i]);
    }
    tg_text_add_char(text, ']');
}

static void add_action(struct tg_text *text, const toegang_decision *decision, enum tg_action_kind action)
{
    tg_text_addf(text, "{\"action\":\"%s\"", action_name(action));
    switch (action) {
    case TG_ACTION_STRONGER_KEY:
        add_member(text, "assurance", toegang_assurance_name(decision->policy.assurance));
        break;
    case TG_ACTION_CHOOSE_CAPACITY:
        add_capacities(text, &decision->policy);
        break;
    case TG_ACTION_LIFT_SUSPENSION:
        add_member(text, "where", toegang_register_name(decision->policy.reg));
        break;
    case TG_ACTION_APPOINT_HTB:
        add_role_action(text, decision, "legal-representative", "btb");
        break;
    case TG_ACTION_REGISTER_FUNCTION:
        add_role_action(text, decision, "organisation", "kbo");
        break;
    case TG_ACTION_GRANT_RIGHT:
    case TG_ACTION_RENEW_RIGHT:
        add_right_action(text, decision);
        break;
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        add_organisation(text, "organisation", &decision->organisation);
        break;
    case TG_ACTION_SIGN_IN_AGAIN:
    case TG_ACTION_TRY_LATER:
        break;
    }
    tg_text_add_char(text, '}');
}

/* The target group is mandatory in ACM's link: the one chosen at sign-in, else the first that the policy
 * admits. */
static const char *target_group(const toegang_decision *decision)
{
    if (decision->identity->capacity && decision->identity->capacity[0]) return decision->identity->capacity;
    if (decision->policy.capacity_count > 0) return decision->policy.capacities[0];
    return decision->organisation.scheme == TOEGANG_SCHEME_NONE ? "BUR" : "EA";
}

static bool asks_right(const toegang_decision *decision)
{
    for (size_t i = 0; i < decision->action_count; i++)
        if (decision->actions[i] == TG_ACTION_GRANT_RIGHT || decision->actions[i] == TG_ACTION_RENEW_RIGHT)
            return true;
    return false;
}

static void add_self_registration(struct tg_text *text, const toegang_decision *decision)
{
    if (!decision->policy.self_registration || !asks_right(decision)) return;
    tg_text_add(text, ",\"self_registration\":{\"base\":");
    add_value(text, decision->policy.self_registration);
    add_member(text, "dg", target_group(decision));
    add_member(text, "ec", decision->right);
    add_member(text, "ctx", decision->context);
    add_member(text, "oc", decision->organisation.value);
    tg_text_add_char(text, '}');
}

static void add_remedy(struct tg_text *text, const toegang_decision *decision)
{
    tg_text_add(text, ",\"remedy\":");
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_add(text, "{\"text\":");
    add_said(text, decision, tg_say_remedy);
    tg_text_add(text, ",\"actions\":[");
    for (size_t i = 0; i < decision->action_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        add_action(text, decision, decision->actions[i]);
    }
    tg_text_add_char(text, ']');
    add_self_registration(text, decision);
    tg_text_add_char(text, '}');
}

static const char *fact_kind_name(toegang_fact_kind kind)
{
    switch (kind) {
    case TOEGANG_FACT_FUNCTION:
        return "function";
    case TOEGANG_FACT_APPOINTMENT:
        return "appointment";
    case TOEGANG_FACT_RIGHT:
        return "right";
    case TOEGANG_FACT_SUSPENSION:
        break;
    }
    return "suspension";
}

static void add_fact(struct tg_text *text, const toegang_fact *fact)
{
    tg_text_addf(text, "{\"kind\":\"%s\"", fact_kind_name(fact->kind));
    add_holder(text, "holder", &fact->holder);
    add_organisation(text, "organisation", &fact->organisation);
    add_organisation(text, "held_by", &fact->held_by);
    add_member(text, "eloket", fact->eloket);
    add_member(text, "code", fact->code);
    add_member(text, "context", fact->context);
    add_time(text, "from", fact->from);
    add_time(text, "until", fact->until);
    add_holder(text, "granted_by", &fact->granted_by);
    add_member(text, "granted_as", fact->granted_as);
    add_time(text, "granted_at", fact->granted_at);
    add_member(text, "source", fact->source);
    add_time(text, "as_of", fact->as_of);
    tg_text_add_char(text, '}');
}

static const char *stated_kind_name(toegang_stated_kind kind)
{
    switch (kind) {
    case TOEGANG_STATED_LEGAL_REPRESENTATIVE:
        return "legal-representative";
    case TOEGANG_STATED_MANDATE:
        return "mandate";
    case TOEGANG_STATED_RIGHT:
        break;
    }
    return "right";
}

static void add_stated(struct tg_text *text, const toegang_stated *stated)
{
    tg_text_addf(text, ",\"stated\":{\"kind\":\"%s\"", stated_kind_name(stated->kind));
    add_member(text, "claim", stated->claim);
    add_member(text, "value", stated->value);
    add_organisation(text, "organisation", &stated->organisation);
    tg_text_add_char(text, '}');
}

static void add_piece(struct tg_text *text, const toegang_evidence *piece)
{
    static const char *const kinds[] = {"", "identity", "policy", "fact", "register", "warning", "asserted"};
    bool of_register = piece->kind == TOEGANG_EVIDENCE_FACT || piece->kind == TOEGANG_EVIDENCE_REGISTER;
    tg_text_addf(text, "{\"kind\":\"%s\",\"used\":%s", kinds[piece->kind], piece->used ? "true" : "false");
    add_member(text, "register", of_register ? toegang_register_name(piece->reg) : NULL);
    add_member(text, "check", piece->check);
    add_member(text, "detail", piece->detail);
    tg_text_add(text, ",\"fact\":");
    if (piece->fact)
        add_fact(text, piece->fact);
    else
        tg_text_add(text, "null");
    if (piece->stated) add_stated(text, piece->stated);
    tg_text_add_char(text, '}');
}

static void add_evidence(struct tg_text *text, const toegang_decision *decision)
{
    tg_text_add(text, ",\"evidence\":[");
    for (size_t i = 0; i < decision->piece_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        add_piece(text, &decision->pieces[i]);
    }
    tg_text_add_char(text, ']');
}

static const char *origin_name(toegang_origin origin)
{
    switch (origin) {
    case TOEGANG_ORIGIN_SAML:
        return "saml";
    case TOEGANG_ORIGIN_JWT:
        return "jwt";
    case TOEGANG_ORIGIN_HOST:
        break;
    }
    return "host";
}

static void add_identity(struct tg_text *text, const struct tg_shown_identity *identity)
{
    tg_text_add(text, ",\"identity\":");
    if (!identity) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_addf(text, "{\"origin\":\"%s\"", origin_name(identity->origin));
    add_holder(text, "holder", &identity->holder);
    add_member(text, "issuer", identity->issuer);
    add_member(text, "authentication", identity->authentication);
    add_member(text, "assurance", toegang_assurance_name(identity->assurance));
    add_member(text, "capacity", identity->capacity);
    add_organisation(text, "organisation", &identity->organisation);
    add_time(text, "authenticated_at", identity->authenticated_at);
    add_time(text, "until", identity->until);
    tg_text_add_char(text, '}');
}

/* What nothing bounds holds to the last instant that can be written. A refusal had no moment: null, not to be
 * kept. */
static void add_valid_through(struct tg_text *text, const toegang_decision *decision)
{
    if (decision->valid_through == TOEGANG_NEVER)
        add_member(text, "valid_through", "9999-12-31T23:59:59Z");
    else
        add_time(text, "valid_through", decision->valid_through);
}

static void add_policy(struct tg_text *text, const toegang_decision *decision)
{
    const struct tg_policy *policy = &decision->policy;
    tg_text_add(text, ",\"policy\":");
    if (decision->why) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_add(text, "{\"eloket\":");
    add_value(text, policy->eloket);
    add_member(text, "source", policy->source);
    add_member(text, "legal-representative", tg_way_name(policy->legal_representative));
    add_member(text, "htb", tg_way_name(policy->htb));
    add_member(text, "mandate", tg_way_name(policy->mandate));
    add_member(text, "others", tg_way_name(policy->others));
    add_member(text, "self", tg_way_name(policy->self));
    add_member(text, "right", decision->right);
    add_member(text, "register", toegang_register_name(policy->reg));
    add_member(text, "asserted", tg_asserted_names[policy->asserted]);
    add_member(text, "assurance", toegang_assurance_name(policy->assurance));
    tg_text_add_char(text, '}');
}

size_t toegang_decision_json(const toegang_decision *decision, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    bool permit = decision->outcome == TOEGANG_OUTCOME_PERMIT;
    tg_text_addf(&text, "{\"decision\":%s,\"context\":{\"outcome\":\"%s\"", permit ? "true" : "false",
                 toegang_outcome_name(decision->outcome));
    add_member(&text, "check", decision->check);
    tg_text_add(&text, ",\"reason\":");
    add_said(&text, decision, tg_say_reason);
    add_remedy(&text, decision);
    add_evidence(&text, decision);
    add_identity(&text, decision->identity);
    add_valid_through(&text, decision);
    add_policy(&text, decision);
    tg_text_add(&text, "}}");
    return text.length;
}

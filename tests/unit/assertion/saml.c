/* SPDX-License-Identifier: Apache-2.0 */
/* What a good response becomes, what is told about it, and how a refusal reads. The attacks are in
 * conformance/saml. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/trust.h>

#include "forge_provider.h"

static toegang_trust *trust_of(const char *metadata, const char *const *algorithms, size_t algorithm_count)
{
    toegang_saml_provider provider = forge_provider(metadata);
    provider.algorithms = algorithms;
    provider.algorithm_count = algorithm_count;
    const toegang_trust_settings settings = forge_settings(&provider);
    toegang_trust *trust = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_trust_new(&settings, &trust, &report), TOEGANG_GOOD, "%s %s", report.check,
                 report.came);
    return trust;
}

static toegang_trust *usual_trust(void)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    toegang_trust *trust = trust_of(metadata, NULL, 0);
    free(metadata);
    return trust;
}

static toegang_status verify(const toegang_trust *trust, const char *message, toegang_time at,
                             toegang_identity **out, toegang_report *report)
{
    return toegang_verify_saml(trust, message, strlen(message), FORGE_REQUEST, at, out, report);
}

Test(saml, a_response_becomes_an_identity)
{
    toegang_trust *trust = usual_trust();
    toegang_identity *identity = NULL;
    char *message = forge_response(NULL, 0, NULL);
    cr_assert_eq(verify(trust, message, FORGE_AT, &identity, NULL), TOEGANG_GOOD);
    memset(message, 'x', strlen(message));
    toegang_trust_free(trust);
    toegang_rrn holder = toegang_identity_holder(identity);
    cr_expect_eq(memcmp(holder.digits, FORGE_RRN, 11), 0);
    cr_expect_eq(toegang_identity_origin(identity), TOEGANG_ORIGIN_SAML);
    cr_expect_str_eq(toegang_identity_issuer(identity), FORGE_ISSUER);
    cr_expect_str_eq(toegang_identity_assertion_id(identity), "_a8e2b6d4f91c04d7aa3b5c7e8f6012d9c");
    cr_expect_str_eq(toegang_identity_authentication(identity), "urn:be:vlaanderen:authmech:eid");
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_HIGH);
    cr_expect_str_eq(toegang_identity_capacity(identity), "EA");
    cr_expect_str_eq(toegang_identity_organisation(identity).value, "0999999922");
    cr_expect_str_eq(toegang_identity_given_name(identity), "Veerle");
    cr_expect_str_eq(toegang_identity_family_name(identity), "Peeters");
    cr_expect_str_eq(toegang_identity_name_id(identity), "_t9b6e1c53a7d84f0e");
    cr_expect_str_eq(toegang_identity_session_index(identity), "_s41f7c0d2");
    cr_expect_str_eq(toegang_identity_key_fingerprint(identity), forge_key_fingerprint(forge_key("idp")));
    cr_expect_eq(toegang_identity_authenticated_at(identity), FORGE_AT - 20);
    cr_expect_eq(toegang_identity_until(identity), FORGE_AT + 298 + 60, "the earliest end and the skew");
    cr_expect_eq(toegang_identity_roles(identity), 5);
    cr_expect_str_eq(toegang_identity_role(identity, 2)->right, "wse-gebruiker");
    cr_expect_str_eq(toegang_identity_role(identity, 2)->context, "50042");
    cr_expect_eq(toegang_identity_stated_count(identity), 1);
    cr_expect_str_eq(toegang_identity_stated(identity, 0)->claim, "wv_orgcode");
    cr_expect_str_eq(toegang_identity_stated(identity, 0)->organisation.value, "0999999922");
    cr_expect_eq(toegang_identity_asserts(identity), 0, "nothing, where the settings do not say so");
    toegang_identity_free(identity);
    free(message);
}

Test(saml, the_identity_ends_with_what_ends_first)
{
    static const struct {
        const char *name, *value;
        toegang_time until;
    } rows[] = {{"session-end", "2026-11-23T10:02:00Z", FORGE_AT + 120 + 60},
                {"not-on-or-after", "2026-11-23T10:01:00.9Z", FORGE_AT + 60 + 60},
                {"session-end", "2026-11-24T10:02:00Z", FORGE_AT + 298 + 60}};
    toegang_trust *trust = usual_trust();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_identity *identity = NULL;
        const struct forge_value value = {rows[i].name, rows[i].value};
        char *message = forge_response(&value, 1, NULL);
        cr_assert_eq(verify(trust, message, FORGE_AT, &identity, NULL), TOEGANG_GOOD);
        cr_expect_eq(toegang_identity_until(identity), rows[i].until, "row %zu", i);
        toegang_identity_free(identity);
        identity = NULL;
        cr_expect_eq(verify(trust, message, rows[i].until - 1, &identity, NULL), TOEGANG_GOOD, "row %zu", i);
        toegang_identity_free(identity);
        identity = NULL;
        cr_expect_eq(verify(trust, message, rows[i].until, &identity, NULL), TOEGANG_REFUSED, "row %zu", i);
        free(message);
    }
    toegang_trust_free(trust);
}

/* Who operates this has to see at once whose clock is wrong and by how much. */
Test(saml, a_refusal_gives_both_clocks_and_the_difference)
{
    static const struct {
        toegang_time at;
        const char *check, *expected, *came;
    } rows[] = {
        {FORGE_AT + 603, "saml.conditions.expired", "before 2026-11-23T10:04:58Z + 60 s",
         "2026-11-23T10:10:03Z, 245 s late"},
        {FORGE_AT + 358, "saml.conditions.expired", "before 2026-11-23T10:04:58Z + 60 s",
         "2026-11-23T10:05:58Z, 0 s late"},
        {FORGE_AT - 63, "saml.issue-instant", "from 2026-11-23T09:59:58Z - 60 s",
         "2026-11-23T09:58:57Z, 1 s early"},
    };
    toegang_trust *trust = usual_trust();
    char *message = forge_response(NULL, 0, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_identity *identity = NULL;
        cr_expect_eq(verify(trust, message, rows[i].at, &identity, &report), TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, rows[i].check);
        cr_expect_str_eq(report.expected, rows[i].expected, "%s", report.expected);
        cr_expect_str_eq(report.came, rows[i].came, "%s", report.came);
    }
    free(message);
    toegang_trust_free(trust);
}

Test(saml, a_clock_may_say_anything)
{
    static const struct {
        toegang_time at;
        const char *check;
    } rows[] = {{TOEGANG_ALWAYS, "saml.issue-instant"},
                {TOEGANG_ALWAYS + 1, "saml.issue-instant"},
                {0, "saml.issue-instant"},
                {-1, "saml.issue-instant"},
                {TOEGANG_NEVER - 1, "saml.conditions.expired"}};
    toegang_trust *trust = usual_trust();
    char *message = forge_response(NULL, 0, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_identity *identity = NULL;
        cr_expect_eq(verify(trust, message, rows[i].at, &identity, &report), TOEGANG_REFUSED, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        cr_expect_not_null(strstr(report.came, i == 4 ? " s late" : " s early"), "%s", report.came);
    }
    free(message);
    toegang_trust_free(trust);
}

Test(saml, a_status_is_told_with_its_words)
{
    char *form = forge_file("acm.xml");
    char *changed = forge_replace(
        form, "<samlp:StatusCode Value=\"{{status}}\"/>",
        "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"><samlp:StatusCode "
        "Value=\"urn:oasis:names:tc:SAML:2.0:status:AuthnFailed\"/></"
        "samlp:StatusCode><samlp:StatusMessage>No rights for " FORGE_RRN "</samlp:StatusMessage>");
    char *message = forge_fill(changed, NULL, 0);
    toegang_trust *trust = usual_trust();
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    cr_expect_eq(verify(trust, message, FORGE_AT, &identity, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "saml.status");
    cr_expect_str_eq(
        report.came,
        "urn:oasis:names:tc:SAML:2.0:status:Responder / urn:oasis:names:tc:SAML:2.0:status:AuthnFailed: "
        "No rights for 850730*****");
    free(form), free(changed), free(message);
    toegang_trust_free(trust);
}

Test(saml, misuse)
{
    toegang_trust *trust = usual_trust();
    toegang_identity *identity = NULL;
    char *message = forge_response(NULL, 0, NULL);
    size_t length = strlen(message);
    cr_expect_eq(toegang_verify_saml(NULL, message, length, FORGE_REQUEST, FORGE_AT, &identity, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_saml(trust, NULL, length, FORGE_REQUEST, FORGE_AT, &identity, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_saml(trust, message, length, NULL, FORGE_AT, &identity, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_saml(trust, message, length, "", FORGE_AT, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_saml(trust, message, length, FORGE_REQUEST, FORGE_AT, NULL, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_saml(trust, NULL, 0, FORGE_REQUEST, FORGE_AT, &identity, NULL),
                 TOEGANG_REFUSED);
    cr_expect_null(identity);
    free(message);
    toegang_trust_free(trust);
}

Test(saml, only_pinned_algorithms_count)
{
    static const char *const pinned[] = {"RS512", "PS256"};
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    toegang_trust *trust = trust_of(metadata, pinned, 2);
    static const struct {
        const char *algorithm;
        bool good;
    } rows[] = {{"RS256", false}, {"RS384", false}, {"RS512", true}, {"PS256", true}, {"PS512", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct forge_signing how = {
            .key = key, .what = FORGE_ASSERTION, .algorithm = rows[i].algorithm};
        toegang_report report = {0};
        toegang_identity *identity = NULL;
        char *message = forge_response(NULL, 0, &how);
        cr_expect_eq(verify(trust, message, FORGE_AT, &identity, &report) == TOEGANG_GOOD, rows[i].good, "%s",
                     rows[i].algorithm);
        cr_expect_str_eq(report.check, rows[i].good ? "" : "saml.signature.pinned", "%s", report.check);
        toegang_identity_free(identity);
        free(message);
    }
    free(metadata);
    toegang_trust_free(trust);
}

Test(saml, metadata_that_expired_believes_nobody)
{
    const struct forge_key *key = forge_key("idp");
    char *open = forge_metadata(&key, 1, FORGE_ISSUER);
    char *metadata = forge_replace(open, " entityID=", " validUntil=\"2026-11-23T10:00:01Z\" entityID=");
    toegang_trust *trust = trust_of(metadata, NULL, 0);
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    char *message = forge_response(NULL, 0, NULL);
    cr_expect_eq(verify(trust, message, FORGE_AT, &identity, NULL), TOEGANG_GOOD);
    toegang_identity_free(identity);
    identity = NULL;
    cr_expect_eq(verify(trust, message, FORGE_AT + 1, &identity, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "saml.metadata.expired");
    free(open), free(metadata), free(message);
    toegang_trust_free(trust);
}

/* A piece n times, each with its number, before a mark of the template. */
static char *repeated(const char *mark, const char *head, const char *tail, size_t n)
{
    char *form = forge_file("acm.xml"), *list = calloc(n + 1, strlen(head) + strlen(tail) + strlen(mark) + 8),
         *at = list;
    for (size_t i = 0; i < n; i++) at += sprintf(at, "%s%zu%s", head, i, tail);
    strcpy(at, mark);
    char *changed = forge_replace(form, mark, list), *filled = forge_fill(changed, NULL, 0);
    const struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_ASSERTION};
    char *message = forge_sign(filled, &how);
    free(form), free(list), free(changed), free(filled);
    return message;
}

Test(saml, attributes_and_values_have_a_limit)
{
    static const struct {
        const char *mark, *head, *tail;
        size_t most; /* beside what the template holds */
    } rows[] = {{"</saml:AttributeStatement>", "<saml:Attribute Name=\"a", "\"/>", 256 - 12},
                {"<saml:AttributeValue xsi:type=\"xs:string\">6b5e", "<saml:AttributeValue>",
                 "</saml:AttributeValue>", 256 - 1}};
    toegang_trust *trust = usual_trust();
    for (size_t i = 0; i < 2; i++)
        for (size_t more = 0; more < 2; more++) {
            toegang_report report = {0};
            toegang_identity *identity = NULL;
            char *message = repeated(rows[i].mark, rows[i].head, rows[i].tail, rows[i].most + more);
            cr_expect_eq(verify(trust, message, FORGE_AT, &identity, &report),
                         more ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s", report.check);
            cr_expect_str_eq(report.check, more ? "saml.attribute.limit" : "");
            toegang_identity_free(identity);
            free(message);
        }
    toegang_trust_free(trust);
}

struct told {
    char text[16384];
    size_t failed, passed;
};

static void listen(void *context, const char *check, int passed, const char *value)
{
    struct told *told = context;
    size_t length = strlen(told->text);
    told->passed += passed == 1;
    told->failed += passed == 0;
    snprintf(told->text + length, sizeof told->text - length, "%s %d %s\n", check, passed, value);
}

static toegang_status inspect(const char *message, const char *request, struct told *told,
                              toegang_identity **out, toegang_report *report)
{
    toegang_trust *trust = usual_trust();
    toegang_status status =
        toegang_inspect_saml(trust, message, strlen(message), request, FORGE_AT, listen, told, out, report);
    toegang_trust_free(trust);
    return status;
}

Test(saml, inspect_tells_every_step_and_no_number)
{
    static const char *const lines[] = {"saml.issuer.unknown 1 " FORGE_ISSUER "\n",
                                        "saml.signature.value 1 RS256\n",
                                        "saml.status 1 ",
                                        "saml.destination 1 " FORGE_RECIPIENT "\n",
                                        "saml.audience 1 " FORGE_AUDIENCE "\n",
                                        "saml.recipient 1 " FORGE_RECIPIENT "\n",
                                        "saml.conditions.expired 1 2026-11-23T10:04:58Z\n",
                                        "saml.authn.context 1 urn:be:vlaanderen:authmech:eid\n",
                                        "saml.attribute.value 1 rrn=850730*****\n",
                                        "rrn.birth 1 85.07.30-***.**\n"};
    struct told told = {.passed = 0};
    toegang_identity *identity = NULL;
    char *message = forge_response(NULL, 0, NULL);
    cr_expect_eq(inspect(message, FORGE_REQUEST, &told, &identity, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_expect_not_null(strstr(told.text, lines[i]), "%s in\n%s", lines[i], told.text);
    cr_expect_eq(told.failed, 0);
    cr_expect_null(strstr(told.text, FORGE_RRN));
    toegang_identity_free(identity);
    free(message);
}

Test(saml, inspect_ends_with_what_fell)
{
    const struct forge_value value = {"audience", "https://other.example"};
    struct told told = {.passed = 0};
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    char *message = forge_response(&value, 1, NULL);
    cr_expect_eq(inspect(message, FORGE_REQUEST, &told, &identity, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "saml.audience");
    cr_expect_eq(told.failed, 1);
    cr_expect_not_null(strstr(told.text, "saml.audience 0 https://other.example\n"), "%s", told.text);
    cr_expect_null(identity);
    free(message);
}

Test(saml, inspect_without_a_request_gives_no_identity)
{
    struct told told = {.passed = 0};
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    char *message = forge_response(NULL, 0, NULL);
    cr_expect_eq(inspect(message, NULL, &told, &identity, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "saml.in-response-to");
    cr_expect_str_eq(report.came, "not asked");
    cr_expect(told.passed > 20);
    cr_expect_null(identity);
    free(message);
}

Test(saml, inspect_misuse)
{
    struct told told = {.passed = 0};
    toegang_identity *identity = NULL;
    toegang_trust *trust = usual_trust();
    cr_expect_eq(inspect("<x/>", "", &told, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_inspect_saml(trust, "<x/>", 4, NULL, FORGE_AT, NULL, NULL, &identity, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_inspect_saml(NULL, "<x/>", 4, NULL, FORGE_AT, listen, &told, &identity, NULL),
                 TOEGANG_MISUSE);
    toegang_trust_free(trust);
}

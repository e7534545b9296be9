/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "base/text.h"

/* RFC 8259, as strict as can be: no white space outside strings is ever written. Returns what follows, NULL
 * when wrong. */
static const char *value(const char *at);

static const char *string(const char *at)
{
    if (!at || *at != '"') return NULL;
    for (at++; *at && *at != '"'; at++) {
        if ((unsigned char)*at < 0x20) return NULL;
        if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at)) return NULL;
    }
    return *at ? at + 1 : NULL;
}

static const char *members(const char *at, char end, bool keys)
{
    if (*at == end) return at + 1;
    for (;;) {
        if (keys) {
            at = string(at);
            if (!at || *at++ != ':') return NULL;
        }
        at = value(at);
        if (!at) return NULL;
        if (*at == end) return at + 1;
        if (*at++ != ',') return NULL;
    }
}

static const char *value(const char *at)
{
    static const char *const words[] = {"true", "false", "null"};
    if (*at == '{') return members(at + 1, '}', true);
    if (*at == '[') return members(at + 1, ']', false);
    for (size_t i = 0; i < 3; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0) return at + strlen(words[i]);
    return string(at);
}

static void json_of(const toegang_decision *decision, char *out, size_t size)
{
    size_t length = toegang_decision_json(decision, out, size);
    cr_assert_lt(length, size);
    cr_expect_eq(toegang_decision_json(decision, NULL, 0), length);
    cr_expect_eq(strlen(out), length);
    const char *end = value(out);
    cr_expect(end && *end == '\0', "not JSON: %s", out);
    cr_expect_null(strchr(out, '\n'));
}

static void expect_all(const char *json, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_not_null(strstr(json, parts[i]), "no %s in %s", parts[i], json);
}

Test(json, a_permit)
{
    static const char *const parts[] = {
        "{\"decision\":true,\"context\":{\"outcome\":\"permit\",\"check\":null,\"reason\":{\"nl\":\"",
        "\"remedy\":null,\"evidence\":[{\"kind\":\"identity\",\"used\":true,",
        "\"fact\":{\"kind\":\"function\",\"holder\":\"85.07.30-***.**\",\"organisation\":\"kbo:0999999922\","
        "\"held_by\":null,\"eloket\":null,\"code\":\"10006\",\"context\":null,\"from\":\"1970-01-24T03:33:"
        "20Z\","
        "\"until\":\"1970-02-27T20:53:20Z\",",
        "\"identity\":{\"origin\":\"saml\",\"holder\":\"85.07.30-***.**\",\"issuer\":\"https://idp.example/"
        "saml\"",
        "\"valid_through\":\"1970-02-27T20:53:20Z\",\"policy\":{\"eloket\":\"e0\""};
    static char out[16384];
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    json_of(decision, out, sizeof out);
    expect_all(out, parts, sizeof parts / sizeof *parts);
    toegang_decision_free(decision);
}

Test(json, a_permit_by_the_word_of_the_issuer)
{
    static const char *const parts[] = {
        "\"en\":\"You are let in with a mandate, by the word of the sign-in at https://idp.example/saml.\"",
        "{\"kind\":\"asserted\",\"used\":true,\"register\":null,\"check\":null,"
        "\"detail\":\"https://idp.example/saml\",\"fact\":null,\"stated\":{\"kind\":\"mandate\","
        "\"claim\":\"ssm_mandaatgever\",\"value\":\"as it came\",\"organisation\":\"kbo:0999999922\"}}",
        "{\"kind\":\"asserted\",\"used\":false,\"register\":null,\"check\":\"asserted.issuer\",",
        "\"stated\":{\"kind\":\"right\",\"claim\":\"e0_rol_3d\",\"value\":\"r\",",
        "\"mandate\":\"automatic\",\"others\":\"with-right\",",
        "\"asserted\":\"register\","};
    static char out[16384];
    struct small small;
    small_open(&small);
    small.policy.mandate = TG_AUTOMATIC;
    small.policy.rights = small_rights, small.policy.right_count = 2;
    small.identity.asserts = TOEGANG_ASSERTS_MANDATE;
    small_state(&small, TOEGANG_STATED_MANDATE, 0);
    small_role(&small, "r", "", 0);
    toegang_decision *decision = small_ask(&small);
    json_of(decision, out, sizeof out);
    expect_all(out, parts, sizeof parts / sizeof *parts);
    toegang_decision_free(decision);
}

Test(json, a_denial_with_its_remedy)
{
    static const char *const parts[] = {
        "{\"decision\":false,\"context\":{\"outcome\":\"deny\",\"check\":\"right.absent\",\"reason\":",
        "\"actions\":[{\"action\":\"grant-right\",\"who\":[\"legal-representative\",\"htb\"],"
        "\"where\":\"gebruikersbeheer\",\"eloket\":\"e0\",\"right\":\"indienen\",\"context\":\"c\","
        "\"context_required\":false,\"organisation\":\"kbo:0999999922\"}]",
        "\"self_registration\":{\"base\":\"https://zelf.example/"
        "\",\"dg\":\"EA\",\"ec\":\"indienen\",\"ctx\":\"c\","
        "\"oc\":\"0999999922\"}}",
        "\"valid_through\":\"1970-02-27T20:53:20Z\""};
    static char out[16384];
    struct small small;
    small_open(&small);
    small.policy.right = "indienen";
    small.policy.self_registration = "https://zelf.example/";
    small.question.context = "c";
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    json_of(decision, out, sizeof out);
    expect_all(out, parts, sizeof parts / sizeof *parts);
    toegang_decision_free(decision);
}

/* Null means only that nothing may be kept. */
Test(json, a_verdict_that_nothing_bounds)
{
    static const char *const parts[] = {"\"valid_through\":\"9999-12-31T23:59:59Z\",\"policy\":{"};
    static char out[16384];
    struct small small;
    small_open(&small);
    small.identity.until = TOEGANG_NEVER;
    toegang_decision *decision = small_ask(&small);
    cr_assert_eq(toegang_decision_valid_through(decision), TOEGANG_NEVER);
    json_of(decision, out, sizeof out);
    expect_all(out, parts, 1);
    toegang_decision_free(decision);
}

/* Every action and gate, so that every branch is strict JSON. */
Test(json, every_action)
{
    static const char *const capacities[] = {"LB", "OV"};
    static const char *const parts[] = {
        "{\"action\":\"sign-in-again\"},{\"action\":\"lift-suspension\",\"where\":\"gebruikersbeheer\"},"
        "{\"action\":\"sign-in-stronger\",\"assurance\":\"high\"},"
        "{\"action\":\"choose-capacity\",\"capacities\":[\"LB\",\"OV\"]},"
        "{\"action\":\"appoint-htb\",\"who\":[\"legal-representative\"],\"where\":\"btb\","
        "\"organisation\":\"kbo:0999999922\"},{\"action\":\"grant-right\""};
    static char out[16384];
    struct small small;
    small_open(&small);
    small.identity.until = NOW;
    small.identity.assurance = TOEGANG_ASSURANCE_LOW;
    small.policy.assurance = TOEGANG_ASSURANCE_HIGH;
    small.policy.capacities = capacities;
    small.policy.capacity_count = 2;
    small.policy.others = TG_NEVER;
    small_add(&small, block_of(0, NOBODY, NOBODY, PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    json_of(decision, out, sizeof out);
    expect_all(out, parts, 1);
    toegang_decision_free(decision);
}

Test(json, refusals_and_silence)
{
    static const char *const refused[] = {
        "{\"decision\":false,\"context\":{\"outcome\":\"deny\",\"check\":\"saml.audience\",",
        "\"evidence\":[],\"identity\":null,\"valid_through\":null,\"policy\":null}}"};
    static const char *const silent[] = {
        "\"outcome\":\"indeterminate\",\"check\":\"directory.unavailable\"",
        "\"actions\":[{\"action\":\"try-later\"}]",
        "{\"kind\":\"register\",\"used\":true,\"register\":\"gebruikersbeheer\","
        "\"check\":\"file.absent\",\"detail\":\"kbo.yaml\",\"fact\":null}"};
    static char out[16384];
    toegang_report why = {.status = TOEGANG_REFUSED, .check = "saml.audience"};
    toegang_decision *decision = NULL;
    cr_assert_eq(toegang_decision_refusal(&why, &decision, NULL), TOEGANG_GOOD);
    json_of(decision, out, sizeof out);
    expect_all(out, refused, 2);
    toegang_decision_free(decision);
    struct small small;
    small_open(&small);
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    decision = small_ask(&small);
    json_of(decision, out, sizeof out);
    expect_all(out, silent, 3);
    toegang_decision_free(decision);
}

/* What comes from outside cannot leave its string, nor carry a national number out. */
Test(json, hostile_texts)
{
    static const char *const hostile[] = {
        "\"}],\"decision\":true", "a\\", "\x01\x1f\x7f", "\xff\xfe bad", "85073003328",
        "85.07.30-033.28",        "é\n"};
    static char out[16384];
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct small small;
        small_open(&small);
        small.policy.eloket = small.policy.source = small.policy.self_registration = hostile[i];
        small.question.right = small.question.context = small.identity.issuer = hostile[i];
        small.identity.capacity = small.identity.authentication = hostile[i];
        toegang_fact right = right_of(0, 0, 0, "x", NOBODY, PAST, LATER);
        right.eloket = right.context = right.source = right.granted_as = hostile[i];
        small_add(&small, right);
        toegang_decision *decision = small_ask(&small);
        json_of(decision, out, sizeof out);
        cr_expect_null(strstr(out, "85073003328"), "%s", out);
        cr_expect_null(strstr(out, "033.28"), "%s", out);
        cr_expect(strncmp(out, "{\"decision\":false,", 18) == 0);
        for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
            (void)toegang_decision_explain(decision, (toegang_language)language, out, sizeof out);
            cr_expect_null(strstr(out, "85073003328"), "%s", out);
            cr_expect_null(strstr(out, "033.28"), "%s", out);
            cr_expect_null(strpbrk(out, "\x01\x1f\x7f"), "%s", out);
        }
        toegang_decision_free(decision);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios: questions with the answers that their writer expects. */
#include <stddef.h>
#include <string.h>

#include "base/report.h"
#include "check.h"
#include "config_form.h"
#include "internal.h"

static void read_rrn(struct tg_config *config, const struct tg_config_key *key,
                     const struct tg_yaml_node *node, void *target)
{
    toegang_report report = {0};
    (void)key;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (toegang_rrn_parse(node->text.at, node->text.length, TOEGANG_RRN_ALLOW_TEST, target, &report) !=
        TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(node), &report);
}
static const struct tg_config_type type_rrn = {"rrn", read_rrn, &tg_form_text};

static void read_organisation(struct tg_config *config, const struct tg_config_key *key,
                              const struct tg_yaml_node *node, void *target)
{
    toegang_report report = {0};
    (void)key;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (toegang_organisation_parse(node->text.at, node->text.length, target, &report) != TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(node), &report);
}
static const struct tg_config_type type_organisation = {"organisation", read_organisation, &tg_form_text};

static void read_time(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    toegang_report report = {0};
    (void)key;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (toegang_time_parse(node->text.at, node->text.length, target, &report) != TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(node), &report);
}
static const struct tg_config_type type_time = {"time", read_time, &tg_form_text};

static const char *const outcomes[] = {"deny", "indeterminate", "permit"};
static const struct tg_config_words outcome_words = {outcomes, 3, TOEGANG_OUTCOME_DENY};

static const char *const kinds[] = {"id", "access", "userinfo", "introspection"};
static const struct tg_config_words kind_words = {kinds, 4, TOEGANG_TOKEN_ID};

#define AT(member) offsetof(toegang_scenario, member)
static const struct tg_config_key scenario_keys[] = {
    {"name", &tg_type_text, AT(name), NULL, true, NULL, "what it is about"},
    {"config", &tg_type_path, AT(config), NULL, true, NULL, "the configuration that is asked"},
    {"holder", &type_rrn, AT(holder), NULL, false, NULL, "who acts, without an assertion"},
    {"saml", &tg_type_path, AT(saml), NULL, false, NULL, "file with the response that says who acts"},
    {"in-response-to", &tg_type_text, AT(in_response_to), NULL, false, NULL,
     "the request that the response answers"},
    {"jwt", &tg_type_path, AT(jwt), NULL, false, NULL, "file with the token that says who acts"},
    {"kind", &tg_type_word, AT(kind), &kind_words, false, "id", "what the token is"},
    {"nonce", &tg_type_text, AT(nonce), NULL, false, NULL, "the nonce of the request that the token answers"},
    {"assurance", &tg_type_word, AT(assurance), &tg_assurance_words, false, "none", "with holder"},
    {"capacity", &tg_type_text, AT(capacity), NULL, false, NULL, "with holder"},
    {"organisation", &type_organisation, AT(organisation), NULL, false, "for oneself", "for whom"},
    {"eloket", &tg_type_text, AT(eloket), NULL, true, NULL, "which e-counter"},
    {"right", &tg_type_text, AT(right), NULL, false, "the policy's", "which right"},
    {"context", &tg_type_text, AT(context), NULL, false, NULL, "for which context"},
    {"at", &type_time, AT(at), NULL, false, "now", "at which moment, 2026-11-23T10:00:00Z"},
    {"expect", &tg_type_word, AT(expect), &outcome_words, true, NULL, "permit, deny or indeterminate"},
    {"check", &tg_type_text, AT(check), NULL, false, "any", "the check that has to fall"},
};
static const struct tg_config_section scenario_section = {"scenario", scenario_keys,
                                                          sizeof scenario_keys / sizeof *scenario_keys};
static const char *const one_of[] = {"holder", "saml", "jwt", NULL};
static const struct tg_config_form form_scenario = {
    .kind = TG_FORM_SECTION, .section = &scenario_section, .one_of = one_of};
static const struct tg_config_form form_list = {
    .kind = TG_FORM_LIST, .of = TG_FORMS(&form_scenario), .least = 1, .most = TG_SCENARIOS_MAX};

static bool has(const struct tg_yaml_node *node, const char *key)
{
    return tg_yaml_get(node, key) != NULL;
}

static void read_scenario(struct tg_config *config, const struct tg_yaml_node *node, toegang_scenario *out)
{
    *out = (toegang_scenario){.size = sizeof *out,
                              .name = "",
                              .config = "",
                              .saml = "",
                              .in_response_to = "",
                              .jwt = "",
                              .nonce = "",
                              .kind = TOEGANG_TOKEN_ID,
                              .capacity = "",
                              .eloket = "",
                              .right = "",
                              .context = "",
                              .check = "",
                              .at = TOEGANG_ALWAYS,
                              .line = node->line};
    tg_config_section_read(config, &scenario_section, node, out);
    if (node->kind != TG_YAML_MAPPING) return;
    int ways = has(node, "holder") + has(node, "saml") + has(node, "jwt");
    if (ways != 1)
        tg_problem(config, tg_place_of(node), CHECK_SCENARIO_HOLDER, "holder, saml or jwt",
                   tg_span_of(ways > 1 ? "several" : "neither"));
    if (has(node, "saml") && !has(node, "in-response-to"))
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_KEY_MISSING, "in-response-to",
                   tg_span_of("scenario"));
}

struct file {
    const struct tg_yaml_node *scenarios;
};
static const struct tg_config_key file_keys[] = {{"scenarios", &tg_type_node,
                                                  offsetof(struct file, scenarios), &form_list, true, NULL,
                                                  "questions with answers"}};
static const struct tg_config_section file_section = {"file", file_keys, 1};
const struct tg_config_form tg_form_scenarios = {.kind = TG_FORM_SECTION, .section = &file_section};

static toegang_scenario *read_file(struct tg_config *config, size_t *count)
{
    struct file file = {0};
    const struct tg_yaml_node *root = tg_config_tree(config);
    if (root) tg_config_section_read(config, &file_section, root, &file);
    if (!file.scenarios || !tg_config_is(config, file.scenarios, TG_YAML_SEQUENCE)) return NULL;
    if (file.scenarios->count == 0)
        tg_problem(config, tg_place_of(file.scenarios), CHECK_CONFIG_EMPTY, "one or more", tg_span_of("[]"));
    if (file.scenarios->count > TG_SCENARIOS_MAX) {
        tg_problem(config, tg_place_of(file.scenarios), CHECK_CONFIG_LIMIT, "10000 scenarios",
                   tg_span_of("more"));
        return NULL;
    }
    toegang_scenario *scenarios = tg_config_take(config, file.scenarios->count, sizeof *scenarios);
    if (!scenarios) return NULL;
    for (const struct tg_yaml_node *node = file.scenarios->first; node; node = node->next)
        read_scenario(config, node, &scenarios[(*count)++]);
    return scenarios;
}

toegang_status toegang_scenarios_read(const char *path, toegang_problem_sink *problems,
                                      void *problems_context, toegang_scenario_sink *sink, void *context,
                                      toegang_report *report)
{
    struct tg_arena arena = {0};
    size_t count = 0;
    if (!path || !sink) return tg_misuse(report, "a path and a sink");
    struct tg_config config = {
        .path = path, .arena = &arena, .sink = problems, .context = problems_context, .report = report};
    const toegang_scenario *scenarios = read_file(&config, &count);
    toegang_status status = tg_config_end(&config);
    for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++) status = sink(context, &scenarios[i]);
    tg_arena_free(&arena);
    return status;
}

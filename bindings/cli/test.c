/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

struct run {
    const struct options *options;
    toegang *all; /* of the configuration that was opened last: scenarios of one file mostly share it */
    char *config;
    size_t good, differ;
};

static const char *given(const char *value)
{
    return *value ? value : NULL;
}

static bool open_config(struct run *run, const char *path)
{
    struct options options = *run->options;
    int code = EXIT_USAGE;
    if (run->config && strcmp(run->config, path) == 0) return true;
    toegang_free(run->all);
    free(run->config);
    options.config = path;
    run->all = input_config(&options, &code);
    run->config = run->all ? strdup(path) : NULL;
    return run->all != NULL;
}

static void print_indented(const char *lines)
{
    for (const char *line = lines; *line;) {
        size_t length = strcspn(line, "\n");
        printf("    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void print_differing(const struct run *run, const toegang_scenario *scenario,
                            const toegang_decision *decision)
{
    toegang_language language = run->options->language;
    const char *came = toegang_decision_check(decision);
    printf("✘ %s (%s:%u)\n", scenario->name, run->options->file, scenario->line);
    printf("  %s: %s%s%s\n", text(TEXT_SCENARIO_EXPECTED, language), toegang_outcome_name(scenario->expect),
           *scenario->check ? " " : "", scenario->check);
    printf("  %s: %s%s%s\n", text(TEXT_SCENARIO_CAME, language),
           toegang_outcome_name(toegang_decision_outcome(decision)), *came ? " " : "", came);
    char *why = explained(decision, language);
    if (why) print_indented(why);
    free(why);
}

static bool as_expected(const toegang_scenario *scenario, const toegang_decision *decision)
{
    return toegang_decision_outcome(decision) == scenario->expect &&
           (!*scenario->check || strcmp(scenario->check, toegang_decision_check(decision)) == 0);
}

static int ask_scenario(const struct run *run, const toegang_scenario *scenario, toegang_decision **out)
{
    struct ask question = {.saml = given(scenario->saml),
                           .in_response_to = given(scenario->in_response_to),
                           .jwt = given(scenario->jwt),
                           .nonce = given(scenario->nonce),
                           .kind = scenario->kind,
                           .rehearsal = true,
                           .holder = scenario->holder,
                           .assurance = scenario->assurance,
                           .capacity = given(scenario->capacity),
                           .organisation = scenario->organisation,
                           .eloket = scenario->eloket,
                           .right = given(scenario->right),
                           .context = given(scenario->context),
                           .at = scenario->at};
    if (question.at == TOEGANG_ALWAYS) question.at = (toegang_time)time(NULL);
    if ((question.saml || question.jwt) && !toegang_trusted(run->all))
        return fault(run->options->language, TEXT_NO_TRUST, scenario->config), EXIT_USAGE;
    return ask(run->all, &question, run->options->language, out);
}

static toegang_status run_scenario(void *context, const toegang_scenario *scenario)
{
    struct run *run = context;
    toegang_decision *decision = NULL;
    if (!open_config(run, scenario->config)) return TOEGANG_CONFIGURATION;
    ask_scenario(run, scenario, &decision);
    if (!decision)
        return fprintf(stderr, "%s:%u: %s\n", run->options->file, scenario->line, scenario->name),
               TOEGANG_MISUSE;
    bool good = as_expected(scenario, decision);
    if (good)
        run->good++;
    else
        run->differ++, print_differing(run, scenario, decision);
    toegang_decision_free(decision);
    return TOEGANG_GOOD;
}

static void print_count(const struct run *run)
{
    say(stdout, run->options->language, TEXT_SCENARIOS, run->good + run->differ, run->good, run->differ);
    putchar('\n');
}

int run_test(const struct options *options)
{
    struct run run = {.options = options};
    struct told told = {options->language, 0};
    toegang_report report = {0};
    toegang_status status =
        toegang_scenarios_read(options->file, tell_problem, &told, run_scenario, &run, &report);
    toegang_free(run.all);
    free(run.config);
    if (status != TOEGANG_GOOD && report.status != TOEGANG_GOOD && told.count == 0)
        fault_report(options->language, &report);
    if (status != TOEGANG_GOOD) return exit_of(status);
    print_count(&run);
    return run.differ > 0 ? EXIT_REFUSED : EXIT_DONE;
}

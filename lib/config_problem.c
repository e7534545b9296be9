/* SPDX-License-Identifier: Apache-2.0 */
/* The problems of one file: gathered in the order of their lines, told at once. */
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "internal.h"

struct tg_place tg_place_of(const struct tg_yaml_node *node)
{
    return (struct tg_place){node->line, node->column};
}

struct tg_place tg_place_of_key(const struct tg_yaml_node *node)
{
    if (node->key_line == 0) return tg_place_of(node);
    return (struct tg_place){node->key_line, node->key_column};
}

static bool stands_before(const toegang_report *one, const toegang_report *other)
{
    return one->line < other->line || (one->line == other->line && one->column < other->column);
}

/* The first one of all is gathered whatever there was, so that a refusal never lacks a reason. */
static void gather(struct tg_config *config, const toegang_report *report)
{
    if (report->status == TOEGANG_NO_MEMORY) config->no_memory = true;
    if (config->no_memory || ++config->problems > TG_PROBLEMS_MAX) return;
    struct tg_problem *problem = tg_arena_take(&config->scratch, sizeof *problem);
    if (!problem) {
        config->no_memory = true;
        return;
    }
    struct tg_problem **at = &config->first;
    while (*at && !stands_before(report, &(*at)->report)) at = &(*at)->next;
    *problem = (struct tg_problem){*at, *report};
    *at = problem;
}

void tg_problem(struct tg_config *config, struct tg_place place, const char *check, const char *expected,
                struct tg_span came)
{
    toegang_report report = {0};
    tg_report(&report, TOEGANG_CONFIGURATION, check, expected, came);
    tg_report_place(&report, place.line, place.column, 0);
    gather(config, &report);
}

static void add_words(struct tg_text *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) tg_text_add(text, ", ");
        tg_text_add(text, words[i]);
    }
}

void tg_problem_among(struct tg_config *config, struct tg_place place, const char *check,
                      const char *const *words, size_t count, struct tg_span came)
{
    char all[sizeof((toegang_report *)0)->expected + 4];
    struct tg_text text = tg_text_of(all, sizeof all);
    const char *nearest = tg_text_nearest(came, words, count);
    if (!nearest) add_words(&text, words, count);
    tg_problem(config, place, check, nearest ? nearest : all, came);
}

void tg_problem_of(struct tg_config *config, struct tg_place place, const toegang_report *report)
{
    toegang_report copy = *report;
    if (copy.status != TOEGANG_NO_MEMORY) copy.status = TOEGANG_CONFIGURATION;
    tg_report_place(&copy, place.line, place.column, 0);
    gather(config, &copy);
}

#define LINE_SHOWN 1024

static void tell(const struct tg_config *config, const toegang_report *report)
{
    char line[LINE_SHOWN] = "";
    struct tg_span source = {0};
    if (report->line > 0) source = tg_yaml_source_line(config->octets, report->line);
    if (source.length > 0 && source.length < sizeof line) tg_text_safe(line, sizeof line, source);
    if (config->sink) config->sink(config->context, config->path, line, report);
    if (config->report && config->report->status == TOEGANG_GOOD) *config->report = *report;
}

void tg_problems_tell(struct tg_config *config)
{
    for (const struct tg_problem *problem = config->first; problem; problem = problem->next)
        tell(config, &problem->report);
    config->first = NULL;
}

toegang_status tg_config_end(struct tg_config *config)
{
    toegang_status status = TOEGANG_CONFIGURATION;
    tg_problems_tell(config);
    if (config->no_memory)
        status = tg_no_memory(config->report);
    else if (config->problems == 0)
        status = TOEGANG_GOOD;
    tg_arena_free(&config->scratch);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* audit verify, show, export, replay: looking at the trails. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- verify ---- */

struct table {
    const struct options *options;
    size_t rows;
    const char *trail; /* of the line before */
};

static void finding_json(const struct table *table, const toegang_audit_finding *finding, bool whole)
{
    printf("%s{\"trail\": ", table->rows > 0 ? ", " : "");
    print_json(finding->trail);
    printf(", \"whole\": %s, \"lines\": %" PRIu64 ", \"line\": %" PRIu64, whole ? "true" : "false", finding->lines,
           finding->line);
    print_member("check", finding->check);
    print_member("head", finding->head);
    putchar('}');
}

/* What is to be known of a trail: where it is broken, or what else its lines say. */
static enum text remark_of(const toegang_audit_finding *finding)
{
    if (strcmp(finding->check, "audit.torn") == 0) return TEXT_TRAIL_TORN;
    return strcmp(finding->check, "audit.continued") == 0 ? TEXT_TRAIL_CONTINUED : TEXT_TRAIL_AT;
}

static void take_finding(void *context, const toegang_audit_finding *finding)
{
    struct table *table = context;
    toegang_language language = table->options->language;
    enum text remark = remark_of(finding);
    bool whole = remark != TEXT_TRAIL_AT || !finding->check[0];
    if (table->options->json) {
        finding_json(table, finding, whole);
    } else {
        say(stdout, language, whole ? TEXT_TRAIL_WHOLE : TEXT_TRAIL_BROKEN, finding->trail, finding->lines,
            finding->head);
        if (finding->check[0]) say(stdout, language, remark, finding->line, finding->check);
        putchar('\n');
    }
    table->rows++;
}

static int end(const struct options *options, toegang_status status, const toegang_report *report)
{
    if (status != TOEGANG_GOOD && report->status != TOEGANG_GOOD) fault_report(options->language, report);
    return exit_of(status);
}

static int verify(const struct options *options, const toegang *all)
{
    struct table table = {.options = options};
    toegang_report report = {0};
    if (options->json) fputs("{\"trails\": [", stdout);
    toegang_status status = toegang_audit_verify(all, take_finding, &table, &report);
    if (options->json) fputs("]}\n", stdout);
    return end(options, status, &report);
}

/* ---- show and export ---- */

/*
 * The text of a member of a line that was verified: the first of that name, up to its quote. In a text of ours a
 * quote is escaped, so that no text can look like a member. "-" where there is none.
 */
static int member(const char *line, size_t length, const char *name, const char **out)
{
    size_t size = strlen(name);
    for (const char *at = line; at + size < line + length; at++) {
        if (memcmp(at, name, size) != 0) continue;
        const char *from = at + size, *to = from;
        while (to < line + length && *to != '"') to += *to == '\\' ? 2 : 1;
        return *out = from, (int)(to - from);
    }
    return *out = "-", 1;
}

static void print_value(const char *before, const char *line, size_t length, const char *name)
{
    const char *value;
    int size = member(line, length, name, &value);
    printf("%s%.*s", before, size, value);
}

static void print_change(const char *line, size_t length)
{
    print_value("  ", line, length, ",\"who\":\"");
    print_value(" > ", line, length, ",\"whom\":\"");
    print_value("  ", line, length, ",\"organisation\":\"");
    print_value("  ", line, length, ",\"eloket\":\"");
    print_value(" ", line, length, ",\"right\":\"");
    print_value("  ", line, length, ",\"ground\":\"");
}

static void print_decision(const char *line, size_t length)
{
    print_value("  ", line, length, ",\"id\":\"");
    print_value("  ", line, length, ",\"organisation\":\"");
    print_value("  ", line, length, "{\"type\":\"eloket\",\"id\":\"");
    print_value("  ", line, length, "\"outcome\":\"");
}

static toegang_status show_line(void *context, const char *trail, const char *line, size_t length)
{
    struct table *table = context;
    const char *event;
    if (table->options->json) return printf("%.*s\n", (int)length, line) < 0 ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD;
    if (!table->trail || strcmp(table->trail, trail) != 0) printf("%s\n", trail);
    table->trail = trail;
    printf("%8" PRIu64, (uint64_t)strtoull(line + strlen("{\"v\":1,\"number\":"), NULL, 10));
    print_value("  ", line, length, ",\"time\":\"");
    print_value("  ", line, length, ",\"event\":\"");
    int size = member(line, length, ",\"event\":\"", &event);
    if (size == 8 && memcmp(event, "decision", 8) == 0)
        print_decision(line, length);
    else
        print_change(line, length);
    putchar('\n');
    return TOEGANG_GOOD;
}

/* What stores keep, so that it can lie in a file. */
static toegang_status export_line(void *context, const char *trail, const char *line, size_t length)
{
    (void)context;
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (strcmp(trail, toegang_register_name((toegang_register)reg)) == 0) {
            fwrite(line, 1, length, stdout);
            putchar('\n');
        }
    return TOEGANG_GOOD;
}

static int show(const struct options *options, const toegang *all)
{
    struct table table = {.options = options};
    toegang_report report = {0};
    bool exports = options->command->bit == COMMAND_AUDIT_EXPORT;
    return end(options, toegang_audit_show(all, exports ? export_line : show_line, &table, &report), &report);
}

/* ---- replay ---- */

static toegang_status differing_line(void *context, const char *trail, const char *line, size_t length)
{
    struct table *table = context;
    (void)trail;
    if (table->options->json && table->rows > 0) fputs(", ", stdout);
    fwrite(line, 1, length, stdout);
    if (!table->options->json) putchar('\n');
    table->rows++;
    return TOEGANG_GOOD;
}

static int replay(const struct options *options, const toegang *all)
{
    struct table table = {.options = options};
    toegang_report report = {0};
    uint64_t replayed = 0, others = 0;
    if (options->json) fputs("{\"differing\": [", stdout);
    toegang_status status = toegang_audit_replay(all, differing_line, &table, &replayed, &others, &report);
    if (options->json)
        printf("], \"replayed\": %" PRIu64 ", \"others\": %" PRIu64 "}\n", replayed, others);
    else if (status >= TOEGANG_GOOD)
        say(stdout, options->language, TEXT_REPLAYED, replayed, (uint64_t)table.rows, others), putchar('\n');
    return end(options, status, &report);
}

int run_audit(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    if (options->command->bit == COMMAND_AUDIT_VERIFY)
        code = verify(options, all);
    else if (options->command->bit == COMMAND_AUDIT_REPLAY)
        code = replay(options, all);
    else
        code = show(options, all);
    toegang_free(all);
    return code;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An adapter: KBO functions from a text file, one a line, six fields with a tab between, "-" where there is
 * nothing:
 *
 *   holder  held-by  organisation  code  from  until
 *
 * It keeps nothing but the file's name and reads the file at each question, so that several threads may ask
 * at once.
 */
#include "example_adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/sys/directory.h>

enum { FIELDS = 6, LINE_MAX_OCTETS = 512 };

struct example {
    char *path;
};

/* What a caller sees of a failure. The national number goes into no text. */
static toegang_status unavailable(toegang_report *report, const char *check, uint32_t line)
{
    *report = (toegang_report){.status = TOEGANG_UNAVAILABLE, .line = line};
    snprintf(report->check, sizeof report->check, "%s", check);
    return TOEGANG_UNAVAILABLE;
}

static int is_absent(const char *field)
{
    return strcmp(field, "-") == 0;
}

/* Six fields, no more and no less. */
static int split(char *line, char *fields[FIELDS])
{
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line;
        line += strcspn(line, "\t\n");
        if (*line != (i + 1 < FIELDS ? '\t' : '\n')) return 0;
        *line++ = '\0';
    }
    return 1;
}

static toegang_status read_time(const char *field, toegang_time absent, toegang_time *out)
{
    *out = absent;
    return is_absent(field) ? TOEGANG_GOOD : toegang_time_parse(field, strlen(field), out, NULL);
}

/* Every field goes through the library's own readers: a number that is wrong becomes no fact. */
static toegang_status read_fact(char *line, toegang_fact *out)
{
    char *fields[FIELDS];
    *out = (toegang_fact){.size = sizeof *out,
                          .kind = TOEGANG_FACT_FUNCTION,
                          .granted_at = TOEGANG_ALWAYS,
                          .source = "example",
                          .as_of = TOEGANG_ALWAYS};
    toegang_status status = split(line, fields) ? TOEGANG_GOOD : TOEGANG_REFUSED;
    if (status == TOEGANG_GOOD && !is_absent(fields[0]))
        status = toegang_rrn_parse(fields[0], strlen(fields[0]), 0, &out->holder, NULL);
    if (status == TOEGANG_GOOD && !is_absent(fields[1]))
        status = toegang_kbo_parse(fields[1], strlen(fields[1]), &out->held_by, NULL);
    if (status == TOEGANG_GOOD)
        status = toegang_organisation_parse(fields[2], strlen(fields[2]), &out->organisation, NULL);
    if (status == TOEGANG_GOOD) out->code = fields[3];
    if (status == TOEGANG_GOOD) status = read_time(fields[4], TOEGANG_ALWAYS, &out->from);
    if (status == TOEGANG_GOOD) status = read_time(fields[5], TOEGANG_NEVER, &out->until);
    return status;
}

/* Every given field of the question narrows the answer. Ended and future functions belong to it. */
static int answers(const toegang_fact *fact, const toegang_directory_question *question)
{
    if (question->holder.kind && !toegang_rrn_equal(&fact->holder, &question->holder)) return 0;
    if (question->organisation.scheme &&
        !toegang_organisation_equal(&fact->organisation, &question->organisation))
        return 0;
    return !question->for_oneself && !question->eloket; /* a function has an organisation and no e-counter */
}

static toegang_status push_lines(FILE *file, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    char line[LINE_MAX_OCTETS];
    for (uint32_t number = 1; fgets(line, sizeof line, file); number++) {
        toegang_fact fact;
        if (read_fact(line, &fact) != TOEGANG_GOOD) return unavailable(report, "example.line", number);
        if (!answers(&fact, question)) continue;
        toegang_status status = sink(context, &fact);
        if (status != TOEGANG_GOOD) return status; /* the sink's word, as it is */
    }
    return feof(file) ? TOEGANG_GOOD : unavailable(report, "example.read", 0); /* half an answer is none */
}

static toegang_status example_read(void *self, const toegang_directory_question *question,
                                   toegang_fact_sink *sink, void *context, toegang_report *report)
{
    const struct example *example = self;
    if (question->kind != TOEGANG_FACT_FUNCTION) /* "I do not know" is not "there is none" */
        return unavailable(report, "example.register", 0);
    FILE *file = fopen(example->path, "r");
    if (!file) return unavailable(report, "example.file", 0);
    toegang_status status = push_lines(file, question, sink, context, report);
    fclose(file);
    return status;
}

static void example_close(void *self)
{
    struct example *example = self;
    free(example->path);
    free(example);
}

static const toegang_directory_class example_class = {
    .size = sizeof example_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "example",
    .read = example_read,
    .close = example_close,
};

toegang_status example_open(const char *path, toegang_directory **out, toegang_report *report)
{
    struct example *example = calloc(1, sizeof *example);
    toegang_status status = TOEGANG_NO_MEMORY;
    if (example && (example->path = strdup(path)))
        status = toegang_directory_new(&example_class, example, out, report);
    if (status != TOEGANG_GOOD && example) example_close(example); /* not taken: still ours */
    return status;
}

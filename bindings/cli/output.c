/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int exit_of(toegang_status status)
{
    if (status == TOEGANG_GOOD) return EXIT_DONE;
    if (status > TOEGANG_GOOD) return EXIT_REFUSED;
    return status == TOEGANG_MISUSE || status == TOEGANG_CONFIGURATION ? EXIT_USAGE : EXIT_UNKNOWN;
}

/* The one place where a text of the table is a format. */
static void say_list(FILE *file, toegang_language language, enum text which, va_list arguments)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vfprintf(file, text(which, language), arguments);
#pragma GCC diagnostic pop
}

void say(FILE *file, toegang_language language, enum text which, ...)
{
    va_list arguments;
    va_start(arguments, which);
    say_list(file, language, which, arguments);
    va_end(arguments);
}

void fault(toegang_language language, enum text which, ...)
{
    va_list arguments;
    fputs("toegang: ", stderr);
    va_start(arguments, which);
    say_list(stderr, language, which, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

char *explained_report(const toegang_report *report, toegang_language language)
{
    size_t length = toegang_report_explain(report, language, NULL, 0);
    char *out = malloc(length + 1);
    if (out) toegang_report_explain(report, language, out, length + 1);
    return out;
}

char *explained(const toegang_decision *decision, toegang_language language)
{
    size_t length = toegang_decision_explain(decision, language, NULL, 0);
    char *out = malloc(length + 1);
    if (out) toegang_decision_explain(decision, language, out, length + 1);
    return out;
}

char *explained_json(const toegang_decision *decision)
{
    size_t length = toegang_decision_json(decision, NULL, 0);
    char *out = malloc(length + 1);
    if (out) toegang_decision_json(decision, out, length + 1);
    return out;
}

char *explained_deed(const toegang_deed *deed, const struct options *options)
{
    size_t length = options->json ? toegang_deed_json(deed, NULL, 0)
                                  : toegang_deed_explain(deed, options->language, NULL, 0);
    char *out = malloc(length + 1);
    if (out && options->json) toegang_deed_json(deed, out, length + 1);
    if (out && !options->json) toegang_deed_explain(deed, options->language, out, length + 1);
    return out;
}

void put_line(FILE *file, const char *line)
{
    size_t length = strlen(line);
    fputs(line, file);
    if (length == 0 || line[length - 1] != '\n') fputc('\n', file);
}

void fault_report(toegang_language language, const toegang_report *report)
{
    char *line = explained_report(report, language);
    fputs("toegang: ", stderr);
    put_line(stderr, line ? line : report->check);
    free(line);
}

/* ---- a problem of a file, with a caret ---- */

#define SHOWN 100 /* columns of a long line that are shown around the problem */

/* Octets of the word or the quoted text at the column. */
static size_t word_length(const char *at)
{
    char quote = *at == '"' || *at == '\'' ? *at : '\0';
    size_t length = quote ? 1 : strcspn(at, " :,]}#");
    while (quote && at[length] && at[length] != quote) length++;
    if (quote && at[length]) length++;
    return length > 0 ? length : 1;
}

static bool begins_character(char octet)
{
    return ((unsigned char)octet & 0xc0) != 0x80;
}

static void put_characters(char octet, const char *from, size_t octets)
{
    for (size_t i = 0; i < octets && from[i]; i++)
        if (begins_character(from[i])) fputc(octet, stderr);
}

/* "did you mean" where one word was expected instead of another; else what was expected. */
static enum text hint_of(const toegang_report *problem)
{
    static const char *const mistyped[] = {"config.key.unknown", "config.value", "config.trust.claims"};
    for (size_t i = 0; i < sizeof mistyped / sizeof *mistyped; i++)
        if (strcmp(problem->check, mistyped[i]) == 0 && !strpbrk(problem->expected, " ,")) return TEXT_MEANT;
    return TEXT_EXPECTED;
}

/*
 * What was expected as the explanation says it, in the reader's language: the first line that is indented, without
 * its title, and the lines that it was wrapped into. False when the explanation has no such line.
 */
static bool find_expected(const char *sentence, char *out, size_t size)
{
    static const char indent[] = "\n     ";
    const char *at = strstr(sentence, indent), *title = at ? strchr(at, ':') : NULL;
    size_t length = 0;
    if (!title) return false;
    for (at = title + 1; *at && length + 1 < size; at++) {
        bool ends = *at == '\n' && (strncmp(at, indent, strlen(indent)) != 0 || at[strlen(indent)] != ' ');
        if (ends) break;
        bool space = *at == ' ' || *at == '\n';
        if (!space)
            out[length++] = *at;
        else if (length > 0 && out[length - 1] != ' ')
            out[length++] = ' ';
    }
    out[length] = '\0';
    return length > 0;
}

static void show_hint(const toegang_report *problem, const char *sentence, toegang_language language)
{
    char expected[1024];
    enum text hint = hint_of(problem);
    bool found = hint == TEXT_EXPECTED && sentence && find_expected(sentence, expected, sizeof expected);
    say(stderr, language, hint, found ? expected : problem->expected);
}

static void show_place(const char *line, const toegang_report *problem, const char *sentence,
                       toegang_language language)
{
    size_t column = problem->column > 0 ? problem->column - 1 : 0;
    size_t length = strlen(line);
    if (length == 0) return;
    if (column > length) column = length;
    size_t from = column > SHOWN * 3 / 4 ? column - SHOWN / 2 : 0;
    while (from > 0 && !begins_character(line[from])) from--;
    size_t shown = length - from > SHOWN ? SHOWN : length - from;
    while (shown > 0 && from + shown < length && !begins_character(line[from + shown])) shown--;
    fprintf(stderr, "%5u | %.*s\n      | ", problem->line, (int)shown, line + from);
    put_characters(' ', line + from, column - from);
    size_t word = word_length(line + column);
    put_characters('^', line + column, word < shown ? word : shown);
    fputc(' ', stderr);
    show_hint(problem, sentence, language);
    fputc('\n', stderr);
}

/* The explanation up to its check id, on one line: the rest is shown at its place in the file. */
static void keep_sentence(char *sentence, const char *check)
{
    char *found = strstr(sentence, check);
    if (found) found[strcspn(found, "\n")] = '\0';
    for (char *at = sentence; *at; at++)
        if (*at == '\n') *at = ' ';
}

void tell_problem(void *context, const char *file, const char *source_line, const toegang_report *problem)
{
    struct told *told = context;
    char *sentence = explained_report(problem, told->language), *whole = sentence ? strdup(sentence) : NULL;
    told->count++;
    if (sentence && *source_line) keep_sentence(sentence, problem->check);
    fputs(file, stderr);
    if (problem->line > 0) fprintf(stderr, ":%u:%u", problem->line, problem->column);
    fprintf(stderr, ": %s: ", text(TEXT_FAULT, told->language));
    put_line(stderr, sentence ? sentence : problem->check);
    show_place(source_line, problem, whole, told->language);
    free(sentence);
    free(whole);
}

void print_json(const char *value)
{
    putchar('"');
    for (const char *at = value; *at; at++) {
        unsigned char octet = (unsigned char)*at;
        if (octet == '"' || octet == '\\')
            printf("\\%c", octet);
        else if (octet < 0x20 || octet == 0x7f)
            printf("\\u%04x", octet);
        else
            putchar(octet);
    }
    putchar('"');
}

void print_member(const char *name, const char *value)
{
    printf(", \"%s\": ", name);
    if (*value)
        print_json(value);
    else
        fputs("null", stdout);
}

void print_organisation(const char *name, const toegang_organisation *organisation)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, key);
    print_member(name, key);
}

void write_day(toegang_language language, toegang_time time, char out[DAY_ROOM])
{
    static const char separators[TOEGANG_LANGUAGES] = {'-', '-', '/', '.'};
    char day[32], separator = separators[language];
    toegang_day_format(time, day);
    bool iso = language == TOEGANG_EN || strlen(day) != strlen("2026-11-23");
    if (iso)
        snprintf(out, DAY_ROOM, "%s", day);
    else
        snprintf(out, DAY_ROOM, "%.2s%c%.2s%c%.4s", day + 8, separator, day + 5, separator, day);
}

void print_period(toegang_language language, toegang_time from, toegang_time until)
{
    char begins[DAY_ROOM], ends[DAY_ROOM];
    bool open = from == TOEGANG_ALWAYS, endless = until == TOEGANG_NEVER;
    write_day(language, from, begins);
    write_day(language, endless ? until : until - 1, ends);
    if (endless && !open)
        say(stdout, language, TEXT_SINCE, begins);
    else if (!endless)
        say(stdout, language, TEXT_UNTIL, open ? "…" : begins, ends);
}

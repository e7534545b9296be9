/* SPDX-License-Identifier: Apache-2.0 */
/* directory status: how the directory of every register is now. */
#include <stdlib.h>
#include <string.h>

#include "directory.h"
#include "progress.h"

#define DETAILS_MOST 48
#define NAME_ROOM 48
#define VALUE_ROOM 256

struct detail {
    char name[NAME_ROOM], value[VALUE_ROOM];
};

struct standing {
    char shown[VALUE_ROOM]; /* its source as it is configured: "sqlite:toegang.db" */
    struct detail details[DETAILS_MOST];
    size_t count;
};

struct status {
    const struct options *options;
    int only; /* the register that is asked; below 0: all */
    struct standing registers[TOEGANG_REGISTERS];
};

/* What a store says of one register begins with its name; what it says of the others is theirs. */
static const char *name_in(toegang_register reg, const char *name)
{
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        const char *of = toegang_register_name((toegang_register)i);
        size_t length = strlen(of);
        if (strncmp(name, of, length) != 0 || name[length] != ' ') continue;
        return i == (unsigned)reg ? name + length + 1 : NULL;
    }
    return name;
}

static void take_detail(void *context, toegang_register reg, const char *name, const char *value)
{
    struct status *status = context;
    struct standing *standing = &status->registers[reg];
    const char *own = name_in(reg, name);
    if (!own || standing->count == DETAILS_MOST) return;
    struct detail *detail = &standing->details[standing->count++];
    snprintf(detail->name, sizeof detail->name, "%s", own);
    snprintf(detail->value, sizeof detail->value, "%s", value);
}

static void take_source(void *context, const char *section, const char *name, const char *detail)
{
    struct status *status = context;
    if (strcmp(section, "directories") != 0) return;
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++)
        if (strcmp(name, toegang_register_name((toegang_register)i)) == 0)
            snprintf(status->registers[i].shown, VALUE_ROOM, "%s", detail);
}

static const char *value_of(const struct standing *standing, const char *name)
{
    for (size_t i = 0; i < standing->count; i++)
        if (strcmp(standing->details[i].name, name) == 0) return standing->details[i].value;
    return "";
}

static bool is_reachable(const struct standing *standing)
{
    return strcmp(value_of(standing, "reachable"), "yes") == 0;
}

/* What the first line of a register says already. */
static bool is_first_line(const char *name)
{
    static const char *const names[] = {"reachable", "check", "came", "took"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

/* ---- for programs ---- */

static void print_json_of(toegang_register reg, const struct standing *standing)
{
    bool first = true;
    printf("{\"register\":\"%s\",\"source\":", toegang_register_name(reg));
    print_json(standing->shown);
    printf(",\"good\":%s,\"took\":", is_reachable(standing) ? "true" : "false");
    print_json(value_of(standing, "took"));
    if (!is_reachable(standing)) {
        printf(",\"check\":"), print_json(value_of(standing, "check"));
        printf(",\"came\":"), print_json(value_of(standing, "came"));
    }
    printf(",\"details\":{");
    for (size_t i = 0; i < standing->count; i++) {
        if (is_first_line(standing->details[i].name)) continue;
        if (!first) putchar(',');
        print_json(standing->details[i].name);
        putchar(':');
        print_json(standing->details[i].value);
        first = false;
    }
    puts("}}");
}

/* ---- for people ---- */

static const struct {
    const char *name;
    enum text text;
} known[] = {{"schema", TEXT_STATUS_SCHEMA}, {"facts", TEXT_STATUS_FACTS}, {"as of", TEXT_STATUS_AS_OF},
             {"trail lines", TEXT_STATUS_TRAIL}, {"organisations", TEXT_STATUS_ORGANISATIONS},
             {"organisations as of", TEXT_STATUS_ORGANISATIONS_AS_OF}};

static const char *title_of(const char *name, toegang_language language)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) return text(known[i].text, language);
    return name;
}

static bool is_number(const char *value)
{
    return *value && strspn(value, "0123456789") == strlen(value) && strlen(value) < 16;
}

static bool is_age(const char *name)
{
    size_t length = strlen(name);
    return length >= 5 && strcmp(name + length - 5, "as of") == 0;
}

/* A store's own words, but for a number and an age that people read as such. */
static void print_value(const struct detail *detail, toegang_language language)
{
    char shown[COUNT_ROOM], day[DAY_ROOM];
    toegang_time time;
    if (is_number(detail->value)) {
        write_number(strtoull(detail->value, NULL, 10), shown);
        fputs(shown, stdout);
    } else if (is_age(detail->name) && strcmp(detail->value, "now") == 0) {
        fputs(text(TEXT_STATUS_NOW, language), stdout);
    } else if (is_age(detail->name) &&
               toegang_time_parse(detail->value, strlen(detail->value), &time, NULL) == TOEGANG_GOOD) {
        write_day(language, time, day);
        printf("%s (%s)", day, detail->value);
    } else {
        fputs(detail->value, stdout);
    }
}

/* Columns of characters, not of octets. */
static void print_title(const char *title)
{
    int width = 0;
    for (const char *at = title; *at; at++) width += ((unsigned char)*at & 0xc0) != 0x80;
    printf("  %s%*s", title, width < 20 ? 20 - width : 1, "");
}

static void print_failure(const struct standing *standing, toegang_language language)
{
    toegang_report report = {.status = TOEGANG_UNAVAILABLE};
    snprintf(report.check, sizeof report.check, "%s", value_of(standing, "check"));
    snprintf(report.came, sizeof report.came, "%.200s", value_of(standing, "came"));
    char *sentence = explained_report(&report, language);
    if (sentence) sentence[strcspn(sentence, "\n")] = '\0';
    printf("  %s", sentence ? sentence : report.check);
    free(sentence);
    if (*report.came) printf(" %s", report.came);
    putchar('\n');
}

static void print_standing(const struct status *status, toegang_register reg)
{
    const struct standing *standing = &status->registers[reg];
    toegang_language language = status->options->language;
    printf("%s (%s): ", toegang_register_name(reg), standing->shown);
    say(stdout, language, is_reachable(standing) ? TEXT_STATUS_GOOD : TEXT_STATUS_BAD, value_of(standing, "took"));
    putchar('\n');
    if (!is_reachable(standing)) print_failure(standing, language);
    for (size_t i = 0; i < standing->count; i++) {
        if (is_first_line(standing->details[i].name)) continue;
        print_title(title_of(standing->details[i].name, language));
        print_value(&standing->details[i], language);
        putchar('\n');
    }
    if (*value_of(standing, "organisations")) printf("  %s\n", text(TEXT_OPEN_DATA_NOBODY, language));
}

static int print_all(const struct status *status)
{
    int code = EXIT_DONE, shown = 0;
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        const struct standing *standing = &status->registers[i];
        if (standing->count == 0 || (status->only >= 0 && status->only != (int)i)) continue;
        if (status->options->json)
            print_json_of((toegang_register)i, standing);
        else
            print_standing(status, (toegang_register)i);
        if (!is_reachable(standing)) code = EXIT_UNKNOWN;
        shown++;
    }
    if (shown > 0) return code;
    fault(status->options->language, TEXT_STATUS_NONE, status->only >= 0 ? status->options->reg : "directories");
    return EXIT_USAGE;
}

int run_directory_status(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang_register reg;
    toegang_report report = {0};
    if (options->reg && !input_register(options, &reg)) return EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    struct status *status = calloc(1, sizeof *status);
    if (status) {
        status->options = options;
        status->only = options->reg ? (int)reg : -1;
        toegang_parts(all, take_source, status);
        /* Each register says for itself how it is. */
        (void)!toegang_directories(all, 0, take_detail, status, &report);
        code = print_all(status);
    }
    free(status);
    toegang_free(all);
    return status ? code : EXIT_UNKNOWN;
}

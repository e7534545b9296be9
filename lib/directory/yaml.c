/* SPDX-License-Identifier: Apache-2.0 */
/* A YAML file with functions, appointments and rights, read once. */
#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "directory/store.h"
#include "parse/file.h"
#include "rows_reading.h"
#include "yaml_reading.h"

#define FILE_MAX ((size_t)64 << 20)

static const toegang_directory_class yaml_class = {
    .size = sizeof yaml_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_AT_HAND,
    .name = "yaml",
    .read = tg_store_read,
};

/* A line of the file for a person: national numbers masked, so that columns stay where they are. */
static void source_line(const struct tg_yaml_reading *reading, uint32_t line, char *out, size_t size)
{
    tg_text_safe(out, size, line > 0 ? tg_yaml_source_line(reading->octets, line) : (struct tg_span){"", 0});
}

/* The caller's report names the file: in evidence nothing else says which of the sources it was. */
static void keep_first(const struct tg_yaml_reading *reading, const toegang_report *fault)
{
    toegang_report *report = reading->report;
    if (!report || report->status != TOEGANG_GOOD) return;
    *report = (toegang_report){.status = TOEGANG_GOOD};
    tg_reportf(report, fault->status, fault->check, fault->expected, "%.64s:%u: %.128s", reading->name,
               (unsigned)fault->line, fault->came);
    tg_report_place(report, fault->line, fault->column, fault->offset);
}

void tg_yaml_problem(struct tg_yaml_reading *reading, toegang_report *fault, uint32_t line, uint32_t column)
{
    char text[512];
    fault->status = TOEGANG_CONFIGURATION;
    fault->line = line;
    fault->column = column;
    if (reading->problems++ >= TG_YAML_PROBLEMS_MAX) return;
    keep_first(reading, fault);
    if (!reading->settings->problems) return;
    source_line(reading, line, text, sizeof text);
    reading->settings->problems(reading->settings->problems_context, reading->path, text, fault);
}

void tg_yaml_unknown_key(struct tg_yaml_reading *reading, const struct tg_yaml_node *value,
                         const char *const *known, size_t count)
{
    toegang_report fault = {0};
    char all[224];
    struct tg_text text = tg_text_of(all, sizeof all);
    const char *nearest = tg_text_nearest(value->key, known, count);
    for (size_t i = 0; !nearest && i < count; i++) tg_text_addf(&text, "%s%s", i > 0 ? ", " : "", known[i]);
    tg_refuse(&fault, CHECK_FACT_KEY, nearest ? nearest : all, value->key);
    tg_yaml_problem(reading, &fault, value->key_line, value->key_column);
}

void tg_yaml_shape(struct tg_yaml_reading *reading, const struct tg_yaml_node *value, const char *expected)
{
    static const char *const names[] = {"", "a value", "a list", "a mapping"};
    toegang_report fault = {0};
    tg_refuse(&fault, CHECK_FACT_SHAPE, expected, tg_span_of(names[value->kind]));
    tg_yaml_problem(reading, &fault, value->line, value->column);
}

static const char *const top_keys[] = {"functions", "appointments", "rights", "suspensions", "register", "as-of"};
#define TOP_KEYS (sizeof top_keys / sizeof *top_keys)

static void check_top(struct tg_yaml_reading *reading, const struct tg_yaml_node *root)
{
    for (const struct tg_yaml_node *value = root->first; value; value = value->next) {
        bool known = false;
        for (size_t i = 0; i < TOP_KEYS; i++) known = known || tg_span_is(value->key, top_keys[i]);
        if (!known) tg_yaml_unknown_key(reading, value, top_keys, TOP_KEYS);
    }
}

/* Which register's rights the file holds. Only the two that know rights may be said beside a list of them. */
static unsigned read_register(struct tg_yaml_reading *reading, const struct tg_yaml_node *root)
{
    const struct tg_yaml_node *value = tg_yaml_get(root, "register");
    toegang_report fault = {0};
    if (!value) return 1U << TOEGANG_GEBRUIKERSBEHEER;
    for (unsigned reg = 0; value->kind == TG_YAML_SCALAR && reg < TOEGANG_REGISTERS; reg++) {
        bool fits =
            tg_register_holds((toegang_register)reg, TOEGANG_FACT_RIGHT) || !tg_yaml_get(root, "rights");
        if (fits && tg_span_is(value->text, toegang_register_name((toegang_register)reg))) return 1U << reg;
    }
    tg_refuse(&fault, CHECK_FACT_REGISTER,
              tg_yaml_get(root, "rights") ? "gebruikersbeheer, rollenbeheer"
                                          : "kbo, btb, gebruikersbeheer, rollenbeheer",
              value->text);
    tg_yaml_problem(reading, &fault, value->line, value->column);
    return 0;
}

static void read_as_of(struct tg_yaml_reading *reading, const struct tg_yaml_node *root)
{
    const struct tg_yaml_node *value = tg_yaml_get(root, "as-of");
    toegang_report fault = {0};
    if (value && tg_moment_read(value->text, TG_END_FROM, &reading->as_of, &fault) != TOEGANG_GOOD)
        tg_yaml_problem(reading, &fault, value->line, value->column);
}

static size_t count_rows(struct tg_yaml_reading *reading, const struct tg_yaml_node *root)
{
    size_t count = 0;
    for (size_t i = 0; i < TG_YAML_LISTS; i++) {
        const struct tg_yaml_node *list = tg_yaml_get(root, tg_yaml_lists[i].key);
        if (list && list->kind != TG_YAML_SEQUENCE)
            tg_yaml_shape(reading, list, "a list");
        else if (list)
            count += list->count;
    }
    return count;
}

static bool goes_on(const struct tg_yaml_reading *reading)
{
    return !reading->no_memory && reading->problems < TG_YAML_PROBLEMS_MAX;
}

static void read_rows(struct tg_yaml_reading *reading, const struct tg_yaml_node *root, toegang_fact *facts)
{
    for (size_t i = 0; i < TG_YAML_LISTS; i++) {
        const struct tg_yaml_node *list = tg_yaml_get(root, tg_yaml_lists[i].key);
        if (!list || list->kind != TG_YAML_SEQUENCE) continue;
        for (const struct tg_yaml_node *row = list->first; row && goes_on(reading); row = row->next)
            tg_yaml_row(reading, &tg_yaml_lists[i], row, facts++);
    }
}

unsigned tg_yaml_top(struct tg_yaml_reading *reading, const struct tg_yaml_node *root)
{
    if (root->kind != TG_YAML_MAPPING) tg_yaml_shape(reading, root, "a mapping");
    check_top(reading, root);
    unsigned registers = read_register(reading, root);
    read_as_of(reading, root);
    return registers;
}

static toegang_status read_tree(struct tg_yaml_reading *reading, const struct tg_yaml_node *root,
                                struct tg_store **out)
{
    unsigned registers = tg_yaml_top(reading, root);
    size_t count = count_rows(reading, root);
    toegang_fact *facts = tg_arena_array(reading->arena, count, sizeof *facts);
    if (!facts) return tg_no_memory(reading->report);
    read_rows(reading, root, facts);
    if (reading->problems > 0) return TOEGANG_CONFIGURATION;
    struct tg_store *store = NULL;
    if (!reading->no_memory) store = tg_store_new(reading->arena, facts, count, registers);
    if (!store) return tg_no_memory(reading->report);
    store->as_of = reading->as_of;
    return *out = store, TOEGANG_GOOD;
}

toegang_status tg_yaml_file(struct tg_yaml_reading *reading, struct tg_arena *source, struct tg_yaml_node **root)
{
    toegang_report fault = {0};
    toegang_status status =
        tg_file_read(reading->path, FILE_MAX, source, &reading->octets, &reading->as_of, reading->report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_yaml_read(reading->octets, FILE_MAX, source, root, &fault);
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(reading->report);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    tg_yaml_problem(reading, &fault, fault.line, fault.column);
    return TOEGANG_CONFIGURATION;
}

/* The arena of the source holds the file and its tree; both go when the facts are made. */
static toegang_status read_file(struct tg_yaml_reading *reading, struct tg_arena *source,
                                struct tg_store **out)
{
    struct tg_yaml_node *root = NULL;
    toegang_status status = tg_yaml_file(reading, source, &root);
    return status == TOEGANG_GOOD ? read_tree(reading, root, out) : status;
}

toegang_status toegang_directory_yaml_open(const char *path, const toegang_yaml_settings *settings,
                                           toegang_directory **out, toegang_report *report)
{
    const toegang_yaml_settings none = {.size = sizeof none};
    struct tg_arena facts = {0}, source = {0};
    struct tg_store *store = NULL;
    if (!path || !out || (settings && settings->size < sizeof *settings))
        return tg_misuse(report, "a path, out, and settings with their size");
    struct tg_yaml_reading reading = {.path = path,
                                      .name = tg_rows_name(path),
                                      .settings = settings ? settings : &none,
                                      .report = report,
                                      .arena = &facts};
    toegang_status status = read_file(&reading, &source, &store);
    tg_arena_free(&source);
    if (status == TOEGANG_GOOD) status = tg_directory_own(&yaml_class, store, &facts, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&facts);
    return status;
}

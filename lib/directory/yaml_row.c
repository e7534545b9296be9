/* SPDX-License-Identifier: Apache-2.0 */
/* One row of a YAML directory to one fact. */
#include "yaml_reading.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"

const struct tg_yaml_list tg_yaml_lists[TG_YAML_LISTS] = {
    {"functions", TOEGANG_FACT_FUNCTION},
    {"appointments", TOEGANG_FACT_APPOINTMENT},
    {"rights", TOEGANG_FACT_RIGHT},
    {"suspensions", TOEGANG_FACT_SUSPENSION},
};

static void read_value(struct tg_yaml_reading *reading, const struct tg_field *field,
                       const struct tg_yaml_node *value, toegang_fact *fact)
{
    unsigned options = reading->settings->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    toegang_report fault = {0};
    if (value->kind != TG_YAML_SCALAR)
        tg_yaml_shape(reading, value, "a value");
    else if (field->take(value->text, options, fact, &fault) != TOEGANG_GOOD)
        tg_yaml_problem(reading, &fault, value->line, value->column);
}

static size_t keys_of(toegang_fact_kind kind, const char *out[TG_FIELDS])
{
    size_t count = 0;
    for (size_t i = 0; i < TG_FIELDS; i++)
        if (tg_fields[i].lists & TG_FIELD_OF(kind)) out[count++] = tg_fields[i].name;
    return count;
}

/* An unknown key of the row was told with this one as the nearest word: the same mistake is not told twice.
 */
static bool is_mistyped(const struct tg_yaml_node *row, toegang_fact_kind kind, const char *name)
{
    const char *known[TG_FIELDS];
    size_t count = keys_of(kind, known);
    for (const struct tg_yaml_node *value = row->first; value; value = value->next) {
        const char *nearest = tg_field_of_list(value->key, kind) ? NULL : tg_text_nearest(value->key, known, count);
        if (nearest && strcmp(nearest, name) == 0) return true;
    }
    return false;
}

static void check_missing(struct tg_yaml_reading *reading, toegang_fact_kind kind,
                          const struct tg_yaml_node *row)
{
    for (size_t i = 0; i < TG_FIELDS; i++) {
        toegang_report fault = {0};
        if (!(tg_fields[i].must & TG_FIELD_OF(kind)) || tg_yaml_get(row, tg_fields[i].name)) continue;
        if (is_mistyped(row, kind, tg_fields[i].name)) continue;
        tg_refuse(&fault, CHECK_FACT_MISSING, tg_fields[i].name, TG_SPAN(""));
        tg_yaml_problem(reading, &fault, row->line, row->column);
    }
}

/* Which key a fault of the whole row is about; the row itself where it is about none. */
static const struct tg_yaml_node *culprit(const struct tg_yaml_node *row, const char *check)
{
    static const struct {
        const char *check, *key;
    } rows[] = {{CHECK_FACT_PERIOD, "until"}, {CHECK_FACT_HELD_BY, "held-by"}, {CHECK_FACT_CODE, "code"},
                {CHECK_FACT_CODE, "role"},    {CHECK_FACT_CODE, "right"},      {CHECK_FACT_ELOKET, "eloket"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tg_yaml_node *value = tg_yaml_get(row, rows[i].key);
        if (value && strcmp(check, rows[i].check) == 0) return value;
    }
    return row;
}

static void finish(struct tg_yaml_reading *reading, const struct tg_yaml_node *row, const toegang_fact *fact,
                   toegang_fact *out)
{
    toegang_report fault = {0};
    if (tg_fact_check(fact, &fault) != TOEGANG_GOOD) {
        const struct tg_yaml_node *place = culprit(row, fault.check);
        tg_yaml_problem(reading, &fault, place->line, place->column);
    } else if (!tg_fact_copy_into(reading->arena, fact, out))
        reading->no_memory = true;
}

void tg_yaml_row(struct tg_yaml_reading *reading, const struct tg_yaml_list *list,
                 const struct tg_yaml_node *row, toegang_fact *out)
{
    char source[TG_FACT_TEXT_MAX + 1];
    const char *known[TG_FIELDS];
    size_t known_count = keys_of(list->kind, known), before = reading->problems;
    toegang_fact fact = tg_fact_empty(list->kind);
    fact.source = source;
    fact.as_of = reading->as_of;
    if (row->kind != TG_YAML_MAPPING) {
        tg_yaml_shape(reading, row, "a mapping");
        return;
    }
    snprintf(source, sizeof source, "%.200s:%u", reading->name, (unsigned)row->line);
    for (const struct tg_yaml_node *value = row->first; value; value = value->next) {
        const struct tg_field *field = tg_field_of_list(value->key, list->kind);
        if (field)
            read_value(reading, field, value, &fact);
        else
            tg_yaml_unknown_key(reading, value, known, known_count);
    }
    check_missing(reading, list->kind, row);
    if (reading->problems == before) finish(reading, row, &fact, out);
    explicit_bzero(&fact, sizeof fact);
}

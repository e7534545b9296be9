/* SPDX-License-Identifier: Apache-2.0 */
/* One row of a YAML directory to one fact. */
#include "yaml_reading.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "base/time.h"
#include "directory/check.h"

const struct tg_yaml_list tg_yaml_lists[TG_YAML_LISTS] = {
    {"functions", TOEGANG_FACT_FUNCTION},
    {"appointments", TOEGANG_FACT_APPOINTMENT},
    {"rights", TOEGANG_FACT_RIGHT},
};

static bool is_first(struct tg_span text, const char *word, bool wanted)
{
    return wanted && tg_span_is(text, word);
}

toegang_status tg_yaml_moment(struct tg_span text, enum tg_yaml_end end, toegang_time *out,
                              toegang_report *fault)
{
    struct tg_day day;
    bool until = end == TG_YAML_UNTIL;
    if (is_first(text, "0001-01-01", !until)) return *out = TOEGANG_ALWAYS, TOEGANG_GOOD;
    if (is_first(text, "9999-12-31", until)) return *out = TOEGANG_NEVER, TOEGANG_GOOD;
    if (tg_day_read(text, &day)) return *out = until ? tg_day_end(day) : tg_day_begin(day), TOEGANG_GOOD;
    if (tg_time_read(text, until ? TG_ROUND_DOWN : TG_ROUND_UP, out)) return TOEGANG_GOOD;
    return tg_refuse(fault, CHECK_FACT_TIME, "2027-03-01 or 2027-03-01T10:00:00Z", text);
}

/* What a key means. text ends in NUL and outlives the row; a take that refuses fills the fault. */
typedef toegang_status take(const struct tg_yaml_reading *reading, struct tg_span text, toegang_fact *fact,
                            toegang_report *fault);

static toegang_status take_number(const struct tg_yaml_reading *reading, struct tg_span text,
                                  toegang_rrn *out, toegang_report *fault)
{
    unsigned options = reading->settings->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    return toegang_rrn_parse(text.at, text.length, options, out, fault);
}

static toegang_status take_holder(const struct tg_yaml_reading *reading, struct tg_span text,
                                  toegang_fact *fact, toegang_report *fault)
{
    return take_number(reading, text, &fact->holder, fault);
}

static toegang_status take_granted_by(const struct tg_yaml_reading *reading, struct tg_span text,
                                      toegang_fact *fact, toegang_report *fault)
{
    return take_number(reading, text, &fact->granted_by, fault);
}

static toegang_status take_organisation(const struct tg_yaml_reading *reading, struct tg_span text,
                                        toegang_fact *fact, toegang_report *fault)
{
    (void)reading;
    return toegang_organisation_parse(text.at, text.length, &fact->organisation, fault);
}

static toegang_status take_held_by(const struct tg_yaml_reading *reading, struct tg_span text,
                                   toegang_fact *fact, toegang_report *fault)
{
    (void)reading;
    toegang_status status = toegang_organisation_parse(text.at, text.length, &fact->held_by, fault);
    if (status != TOEGANG_GOOD || fact->held_by.scheme == TOEGANG_SCHEME_KBO) return status;
    return tg_refuse(fault, CHECK_FACT_HELD_BY, "an enterprise number", text);
}

static toegang_status take_from(const struct tg_yaml_reading *reading, struct tg_span text,
                                toegang_fact *fact, toegang_report *fault)
{
    (void)reading;
    return tg_yaml_moment(text, TG_YAML_FROM, &fact->from, fault);
}

static toegang_status take_until(const struct tg_yaml_reading *reading, struct tg_span text,
                                 toegang_fact *fact, toegang_report *fault)
{
    (void)reading;
    return tg_yaml_moment(text, TG_YAML_UNTIL, &fact->until, fault);
}

static toegang_status take_granted_at(const struct tg_yaml_reading *reading, struct tg_span text,
                                      toegang_fact *fact, toegang_report *fault)
{
    (void)reading;
    return tg_yaml_moment(text, TG_YAML_FROM, &fact->granted_at, fault);
}

/* Copied with the whole fact when the row is good. */
#define TAKE_TEXT(field) \
    static toegang_status take_##field(const struct tg_yaml_reading *reading, struct tg_span text, \
                                       toegang_fact *fact, toegang_report *fault) \
    { \
        (void)reading, (void)fault; \
        fact->field = text.at; \
        return TOEGANG_GOOD; \
    }
TAKE_TEXT(code)
TAKE_TEXT(eloket)
TAKE_TEXT(context)
TAKE_TEXT(granted_as)

#define OF(kind) (1U << (kind))
#define FUNCTIONS OF(TOEGANG_FACT_FUNCTION)
#define APPOINTMENTS OF(TOEGANG_FACT_APPOINTMENT)
#define RIGHTS OF(TOEGANG_FACT_RIGHT)

/* Every key with the lists that it may and must stand in. */
static const struct key {
    const char *name;
    unsigned may, must;
    take *take;
} keys[] = {
    {"holder", FUNCTIONS | APPOINTMENTS | RIGHTS, APPOINTMENTS | RIGHTS, take_holder},
    {"held-by", FUNCTIONS, 0, take_held_by},
    {"organisation", FUNCTIONS | APPOINTMENTS | RIGHTS, FUNCTIONS | APPOINTMENTS, take_organisation},
    {"code", FUNCTIONS, FUNCTIONS, take_code},
    {"role", APPOINTMENTS, APPOINTMENTS, take_code},
    {"eloket", RIGHTS, RIGHTS, take_eloket},
    {"right", RIGHTS, RIGHTS, take_code},
    {"context", RIGHTS, 0, take_context},
    {"from", FUNCTIONS | APPOINTMENTS | RIGHTS, 0, take_from},
    {"until", FUNCTIONS | APPOINTMENTS | RIGHTS, 0, take_until},
    {"granted-by", APPOINTMENTS | RIGHTS, 0, take_granted_by},
    {"granted-at", APPOINTMENTS | RIGHTS, 0, take_granted_at},
    {"granted-as", APPOINTMENTS | RIGHTS, 0, take_granted_as},
};
#define KEYS (sizeof keys / sizeof *keys)

static const struct key *find_key(struct tg_span name, toegang_fact_kind kind)
{
    for (size_t i = 0; i < KEYS; i++)
        if ((keys[i].may & OF(kind)) && tg_span_is(name, keys[i].name)) return &keys[i];
    return NULL;
}

static void read_value(struct tg_yaml_reading *reading, const struct key *key,
                       const struct tg_yaml_node *value, toegang_fact *fact)
{
    toegang_report fault = {0};
    if (value->kind != TG_YAML_SCALAR)
        tg_yaml_shape(reading, value, "a value");
    else if (key->take(reading, value->text, fact, &fault) != TOEGANG_GOOD)
        tg_yaml_problem(reading, &fault, value->line, value->column);
}

static size_t keys_of(toegang_fact_kind kind, const char *out[KEYS])
{
    size_t count = 0;
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].may & OF(kind)) out[count++] = keys[i].name;
    return count;
}

/* An unknown key of the row was told with this one as the nearest word: the same mistake is not told twice.
 */
static bool is_mistyped(const struct tg_yaml_node *row, toegang_fact_kind kind, const char *name)
{
    const char *known[KEYS];
    size_t count = keys_of(kind, known);
    for (const struct tg_yaml_node *value = row->first; value; value = value->next) {
        const char *nearest = find_key(value->key, kind) ? NULL : tg_text_nearest(value->key, known, count);
        if (nearest && strcmp(nearest, name) == 0) return true;
    }
    return false;
}

static void check_missing(struct tg_yaml_reading *reading, toegang_fact_kind kind,
                          const struct tg_yaml_node *row)
{
    for (size_t i = 0; i < KEYS; i++) {
        toegang_report fault = {0};
        if (!(keys[i].must & OF(kind)) || tg_yaml_get(row, keys[i].name)) continue;
        if (is_mistyped(row, kind, keys[i].name)) continue;
        tg_refuse(&fault, CHECK_FACT_MISSING, keys[i].name, TG_SPAN(""));
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
    const char *known[KEYS];
    size_t known_count = keys_of(list->kind, known), before = reading->problems;
    toegang_fact fact = {.size = sizeof fact,
                         .kind = list->kind,
                         .from = TOEGANG_ALWAYS,
                         .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS,
                         .source = source,
                         .as_of = reading->as_of};
    if (row->kind != TG_YAML_MAPPING) {
        tg_yaml_shape(reading, row, "a mapping");
        return;
    }
    snprintf(source, sizeof source, "%.200s:%u", reading->name, (unsigned)row->line);
    for (const struct tg_yaml_node *value = row->first; value; value = value->next) {
        const struct key *key = find_key(value->key, list->kind);
        if (key)
            read_value(reading, key, value, &fact);
        else
            tg_yaml_unknown_key(reading, value, known, known_count);
    }
    check_missing(reading, list->kind, row);
    if (reading->problems == before) finish(reading, row, &fact, out);
    explicit_bzero(&fact, sizeof fact);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/field.h"

#include "base/report.h"
#include "base/time.h"
#include "directory/check.h"

static bool is_first(struct tg_span text, const char *word, bool wanted)
{
    return wanted && tg_span_is(text, word);
}

toegang_status tg_moment_read(struct tg_span text, enum tg_end end, toegang_time *out, toegang_report *fault)
{
    struct tg_day day;
    bool until = end == TG_END_UNTIL;
    if (is_first(text, "0001-01-01", !until)) return *out = TOEGANG_ALWAYS, TOEGANG_GOOD;
    if (is_first(text, "9999-12-31", until)) return *out = TOEGANG_NEVER, TOEGANG_GOOD;
    if (tg_day_read(text, &day)) return *out = until ? tg_day_end(day) : tg_day_begin(day), TOEGANG_GOOD;
    if (tg_time_read(text, until ? TG_ROUND_DOWN : TG_ROUND_UP, out)) return TOEGANG_GOOD;
    return tg_refuse(fault, CHECK_FACT_TIME, "2027-03-01 or 2027-03-01T10:00:00Z", text);
}

static toegang_status take_holder(struct tg_span text, unsigned options, toegang_fact *fact,
                                  toegang_report *fault)
{
    return toegang_rrn_parse(text.at, text.length, options, &fact->holder, fault);
}

static toegang_status take_granted_by(struct tg_span text, unsigned options, toegang_fact *fact,
                                      toegang_report *fault)
{
    return toegang_rrn_parse(text.at, text.length, options, &fact->granted_by, fault);
}

static toegang_status take_organisation(struct tg_span text, unsigned options, toegang_fact *fact,
                                        toegang_report *fault)
{
    (void)options;
    return toegang_organisation_parse(text.at, text.length, &fact->organisation, fault);
}

static toegang_status take_held_by(struct tg_span text, unsigned options, toegang_fact *fact,
                                   toegang_report *fault)
{
    (void)options;
    toegang_status status = toegang_organisation_parse(text.at, text.length, &fact->held_by, fault);
    if (status != TOEGANG_GOOD || fact->held_by.scheme == TOEGANG_SCHEME_KBO) return status;
    return tg_refuse(fault, CHECK_FACT_HELD_BY, "an enterprise number", text);
}

#define TAKE_MOMENT(field, end) \
    static toegang_status take_##field(struct tg_span text, unsigned options, toegang_fact *fact, \
                                       toegang_report *fault) \
    { \
        (void)options; \
        return tg_moment_read(text, end, &fact->field, fault); \
    }
TAKE_MOMENT(from, TG_END_FROM)
TAKE_MOMENT(until, TG_END_UNTIL)
TAKE_MOMENT(granted_at, TG_END_FROM)
TAKE_MOMENT(as_of, TG_END_FROM)

#define TAKE_TEXT(field) \
    static toegang_status take_##field(struct tg_span text, unsigned options, toegang_fact *fact, \
                                       toegang_report *fault) \
    { \
        (void)options, (void)fault; \
        fact->field = text.at; \
        return TOEGANG_GOOD; \
    }
TAKE_TEXT(code)
TAKE_TEXT(eloket)
TAKE_TEXT(context)
TAKE_TEXT(granted_as)
TAKE_TEXT(source)

#define FUNCTIONS TG_FIELD_OF(TOEGANG_FACT_FUNCTION)
#define APPOINTMENTS TG_FIELD_OF(TOEGANG_FACT_APPOINTMENT)
#define RIGHTS TG_FIELD_OF(TOEGANG_FACT_RIGHT)
#define BLOCKS TG_FIELD_OF(TOEGANG_FACT_SUSPENSION)
#define GRANTED (APPOINTMENTS | RIGHTS | BLOCKS)
#define ALL (FUNCTIONS | GRANTED)

const struct tg_field tg_fields[TG_FIELDS] = {
    {"holder", ALL, ALL, APPOINTMENTS | RIGHTS, take_holder},
    {"held-by", FUNCTIONS, FUNCTIONS, 0, take_held_by},
    {"organisation", ALL, ALL, FUNCTIONS | APPOINTMENTS, take_organisation},
    {"code", FUNCTIONS, ALL, FUNCTIONS, take_code},
    {"role", APPOINTMENTS, APPOINTMENTS, APPOINTMENTS, take_code},
    {"eloket", RIGHTS | BLOCKS, RIGHTS | BLOCKS, RIGHTS, take_eloket},
    {"right", RIGHTS, RIGHTS, RIGHTS, take_code},
    {"context", RIGHTS, RIGHTS, 0, take_context},
    {"from", ALL, ALL, 0, take_from},
    {"until", ALL, ALL, 0, take_until},
    {"granted-by", GRANTED, GRANTED, 0, take_granted_by},
    {"granted-at", GRANTED, GRANTED, 0, take_granted_at},
    {"granted-as", GRANTED, GRANTED, 0, take_granted_as},
    {"source", 0, ALL, 0, take_source},
    {"as-of", 0, ALL, 0, take_as_of},
};

const struct tg_field *tg_field_of_list(struct tg_span name, toegang_fact_kind kind)
{
    for (size_t i = 0; i < TG_FIELDS; i++)
        if ((tg_fields[i].lists & TG_FIELD_OF(kind)) && tg_span_is(name, tg_fields[i].name)) return &tg_fields[i];
    return NULL;
}

/* Names of columns are written with _ where ours have -. */
static bool is_name(struct tg_span text, const char *name)
{
    for (size_t i = 0; i < text.length; i++)
        if (name[i] == '\0' || (text.at[i] == '_' ? '-' : text.at[i]) != name[i]) return false;
    return name[text.length] == '\0';
}

const struct tg_field *tg_field_of_row(struct tg_span name, toegang_fact_kind kind)
{
    for (size_t i = 0; i < TG_FIELDS; i++)
        if ((tg_fields[i].rows & TG_FIELD_OF(kind)) && is_name(name, tg_fields[i].name)) return &tg_fields[i];
    return NULL;
}

toegang_fact tg_fact_empty(toegang_fact_kind kind)
{
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = kind,
                          .from = TOEGANG_ALWAYS,
                          .until = TOEGANG_NEVER,
                          .granted_at = TOEGANG_ALWAYS,
                          .as_of = TOEGANG_ALWAYS};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* An entry becomes facts. */
#include <string.h>
#include <strings.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "ldap_server.h"
#include "ldap_time.h"

#define EXPECTED_ROW "a row that is a fact"
#define SOURCE "ldap:"

/* An entry while it is read. Its values are copied into memory that is gone with it. */
struct row {
    struct tg_ldap_reading *reading;
    LDAP *handle;
    LDAPMessage *entry;
    struct tg_arena arena;
    toegang_fact fact;                /* all but the field that repeats */
    const struct tg_ldap_place *many; /* that field; NULL: none does */
    struct berval **values;           /* of it */
};

static toegang_status no_fact(struct row *row, const char *came)
{
    return tg_report(row->reading->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, EXPECTED_ROW,
                     tg_span_of(came));
}

/* ---- one value ---- */

static bool is_time(const struct tg_field *field, enum tg_rounding *rounding, toegang_time **out,
                    toegang_fact *fact)
{
    const struct {
        const char *name;
        toegang_time *time;
    } times[] = {{"from", &fact->from},
                 {"until", &fact->until},
                 {"granted-at", &fact->granted_at},
                 {"as-of", &fact->as_of}};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (strcmp(field->name, times[i].name) != 0) continue;
        /* A fraction shortens a period; what is known as of a second was known in it. */
        *rounding = i == 0 || i == 2 ? TG_ROUND_UP : TG_ROUND_DOWN;
        *out = times[i].time;
        return true;
    }
    return false;
}

static toegang_status take(struct row *row, const struct tg_field *field, struct tg_span text)
{
    enum tg_rounding rounding;
    toegang_time *time = NULL;
    toegang_report fault = {0};
    if (is_time(field, &rounding, &time, &row->fact) && tg_ldap_time_read(text, rounding, time))
        return TOEGANG_GOOD;
    if (field->take(text, row->reading->server->rrn_options, &row->fact, &fault) == TOEGANG_GOOD)
        return TOEGANG_GOOD;
    return no_fact(row, fault.check);
}

/* Of "uid=85073003328,ou=people,dc=example" what the first RDN says of its one type; false when it says
 * another. */
static bool take_rdn(struct row *row, const char *type, struct tg_span *text)
{
    LDAPDN dn = NULL;
    if (ldap_str2dn(text->at, &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS) return false;
    LDAPAVA *const *first = dn ? dn[0] : NULL;
    bool good = first && first[0] && !first[1] && first[0]->la_attr.bv_len == strlen(type) &&
                strncasecmp(first[0]->la_attr.bv_val, type, strlen(type)) == 0;
    if (good) {
        text->length = first[0]->la_value.bv_len;
        text->at = tg_arena_text(&row->arena, (struct tg_span){first[0]->la_value.bv_val, text->length});
    }
    ldap_dnfree(dn);
    return good;
}

static toegang_status take_value(struct row *row, const struct tg_ldap_place *place,
                                 const struct berval *value)
{
    struct tg_span text = {value->bv_val, value->bv_len};
    if (memchr(value->bv_val, '\0', value->bv_len)) return no_fact(row, CHECK_FACT_TEXT);
    text.at = tg_arena_text(&row->arena, text);
    if (!text.at) return tg_no_memory(row->reading->report);
    if (place->rdn && !take_rdn(row, place->rdn, &text)) return no_fact(row, "another DN");
    if (!text.at) return tg_no_memory(row->reading->report);
    if (memchr(text.at, '\0', text.length)) return no_fact(row, CHECK_FACT_TEXT);
    return take(row, place->field, text);
}

/* ---- all of them ---- */

/* Values of two fields that both repeat do not say which belong together. */
static toegang_status keep_many(struct row *row, const struct tg_ldap_place *place, struct berval **values)
{
    if (!place->may_repeat || row->many) {
        ldap_value_free_len(values);
        return no_fact(row, "several values");
    }
    row->many = place;
    row->values = values;
    return TOEGANG_GOOD;
}

static toegang_status take_place(struct row *row, const struct tg_ldap_place *place)
{
    if (!place->attribute) return take(row, place->field, tg_span_of(place->value));
    struct berval **values = ldap_get_values_len(row->handle, row->entry, place->attribute);
    int count = values ? ldap_count_values_len(values) : 0;
    if (count > 1) return keep_many(row, place, values);
    toegang_status status = count == 1 ? take_value(row, place, values[0]) : TOEGANG_GOOD;
    ldap_value_free_len(values);
    return status;
}

/* Where no field says it: the entry's own number, which names nobody, or else the base. */
static toegang_status name_source(struct row *row)
{
    const struct tg_span base = tg_span_of(row->reading->server->base);
    const char *said = row->fact.source && *row->fact.source ? row->fact.source : NULL;
    struct berval **values = said ? NULL : ldap_get_values_len(row->handle, row->entry, "entryUUID");
    struct tg_span text = said ? tg_span_of(said) : base;
    if (values && values[0]) text = (struct tg_span){values[0]->bv_val, values[0]->bv_len};
    char *source = tg_arena_take(&row->arena, sizeof SOURCE + text.length);
    if (source) {
        struct tg_text out = tg_text_of(source, sizeof SOURCE + text.length);
        tg_text_add(&out, SOURCE);
        tg_text_add_span(&out, tg_span_until(text, TG_FACT_TEXT_MAX - sizeof SOURCE));
        row->fact.source = source;
    }
    ldap_value_free_len(values);
    return source ? TOEGANG_GOOD : tg_no_memory(row->reading->report);
}

/* ---- pushing ---- */

/*
 * A server compares names by rules of its own (spaces do not count), so what bears almost the name that is
 * asked is passed over, as is whatever a filter of one's own finds too much. But numbers are numbers: where
 * our own filter brings those of another, it was another question that was answered, which the guard refuses.
 */
static bool is_wanted(const struct row *row, const toegang_fact *fact)
{
    const toegang_directory_question *question = row->reading->question;
    if (tg_fact_answers(fact, question)) return true;
    toegang_directory_question numbers = *question;
    numbers.eloket = NULL;
    return row->reading->kind->is_ours && !question->for_oneself && !tg_fact_answers(fact, &numbers);
}

static toegang_status stale(const struct tg_ldap_reading *reading, toegang_time as_of)
{
    char since[32], came[32], expected[64];
    struct tg_text text = tg_text_of(expected, sizeof expected);
    toegang_time_format(reading->question->since, since);
    toegang_time_format(as_of, came);
    tg_text_addf(&text, "facts of %s or later", since);
    return tg_report(reading->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STALE, expected, tg_span_of(came));
}

static toegang_status push(struct row *row)
{
    struct tg_ldap_reading *reading = row->reading;
    const toegang_directory_question *question = reading->question;
    toegang_report fault = {0};
    const toegang_fact fact = tg_fact_with_texts(&row->fact);
    if (tg_fact_check(&fact, &fault) != TOEGANG_GOOD) return no_fact(row, fault.check);
    if (!is_wanted(row, &fact)) return TOEGANG_GOOD;
    if (fact.as_of != TOEGANG_ALWAYS && fact.as_of < question->since) return stale(reading, fact.as_of);
    reading->pushed++;
    return reading->sink(reading->context, &fact);
}

static toegang_status push_each(struct row *row)
{
    toegang_status status = TOEGANG_GOOD;
    if (!row->many) return push(row);
    for (size_t i = 0; status == TOEGANG_GOOD && row->values[i]; i++) {
        status = take_value(row, row->many, row->values[i]);
        if (status == TOEGANG_GOOD) status = push(row);
    }
    return status;
}

static toegang_status read_row(struct row *row)
{
    const struct tg_ldap_kind *kind = row->reading->kind;
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < kind->count; i++)
        status = take_place(row, &kind->places[i]);
    if (status == TOEGANG_GOOD) status = name_source(row);
    if (status == TOEGANG_GOOD) status = push_each(row);
    return status;
}

toegang_status tg_ldap_entry(struct tg_ldap_reading *reading, LDAP *handle, LDAPMessage *entry)
{
    struct row row = {reading, handle, entry, {0}, tg_fact_empty(reading->question->kind), NULL, NULL};
    if (++reading->entries > TOEGANG_FACTS_MAX)
        return tg_report(reading->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_LIMIT, "at most 10000 facts",
                         TG_SPAN("more"));
    toegang_status status = read_row(&row);
    ldap_value_free_len(row.values);
    tg_arena_free(&row.arena);
    return status;
}

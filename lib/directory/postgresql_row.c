/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of our schema to facts, and facts to values of a statement. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

enum {
    ID,
    KIND,
    HOLDER,
    ORGANISATION,
    HELD_BY,
    ELOKET,
    CODE,
    CONTEXT,
    FROM,
    UNTIL,
    GRANTED_AT,
    GRANTED_BY,
    GRANTED_AS,
    SOURCE
};

toegang_status tg_postgresql_bad_row(const toegang_report *fault, toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact",
                     fault && *fault->check ? tg_span_of(fault->check) : TG_SPAN("something else"));
}

bool tg_postgresql_integer(const PGresult *answer, int row, int column, int64_t *out)
{
    const char *at = PQgetvalue(answer, row, column);
    bool is_negative = *at == '-';
    int64_t value = 0;
    if (is_negative) at++;
    if (!*at) return false;
    for (; *at >= '0' && *at <= '9'; at++)
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, *at - '0', &value))
            return false;
    if (*at || (!is_negative && value == INT64_MIN)) return false;
    *out = is_negative ? value : -value;
    return true;
}

static bool read_holder(const struct tg_pg_rows *rows, struct tg_span text, toegang_rrn *out,
                        toegang_report *fault)
{
    unsigned options =
        TOEGANG_RRN_DIGITS_ONLY | (rows->server->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0);
    return text.length == 0 || toegang_rrn_parse(text.at, text.length, options, out, fault) == TOEGANG_GOOD;
}

/* Only the form that we write: a question for it would not have found another. */
static bool read_key(struct tg_span text, toegang_organisation *out, toegang_report *fault)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    if (text.length == 0) return true;
    if (toegang_organisation_parse(text.at, text.length, out, fault) != TOEGANG_GOOD) return false;
    toegang_organisation_key(out, key);
    return tg_span_is(text, key);
}

static bool read_kind(struct tg_span text, toegang_fact_kind *out)
{
    for (int kind = TOEGANG_FACT_FUNCTION; kind <= TOEGANG_FACT_SUSPENSION; kind++)
        if (tg_span_is(text, tg_fact_kinds[kind])) return *out = (toegang_fact_kind)kind, true;
    return false;
}

/* "postgresql:kbo.csv#12"; a stored source that is too long to stand in it gives its place to the table. */
static void write_source(struct tg_pg_rows *rows, struct tg_span stored, struct tg_span id)
{
    const char *table = tg_sql_tables[rows->reg];
    struct tg_text text = tg_text_of(rows->source, sizeof rows->source);
    tg_text_add(&text, "postgresql:");
    tg_text_add_span(&text, stored.length > 0 && stored.length <= 200 ? stored : tg_span_of(table));
    tg_text_add_char(&text, '#');
    tg_text_add_span(&text, id);
}

/* A row, by the columns that we name. */
struct row {
    const PGresult *answer;
    int number, first;
};

static struct tg_span span_of(const struct row *row, int column)
{
    column += row->first;
    return (struct tg_span){PQgetvalue(row->answer, row->number, column),
                            (size_t)PQgetlength(row->answer, row->number, column)};
}

static bool read_instants(const struct row *row, toegang_fact *fact)
{
    return tg_postgresql_integer(row->answer, row->number, row->first + FROM, &fact->from) &&
           tg_postgresql_integer(row->answer, row->number, row->first + UNTIL, &fact->until) &&
           tg_postgresql_integer(row->answer, row->number, row->first + GRANTED_AT, &fact->granted_at);
}

static bool read_numbers(struct tg_pg_rows *rows, const struct row *row, toegang_report *fault)
{
    toegang_fact *fact = &rows->fact;
    return read_holder(rows, span_of(row, HOLDER), &fact->holder, fault) &&
           read_holder(rows, span_of(row, GRANTED_BY), &fact->granted_by, fault) &&
           read_key(span_of(row, ORGANISATION), &fact->organisation, fault) &&
           read_key(span_of(row, HELD_BY), &fact->held_by, fault);
}

static void read_texts(const struct row *row, toegang_fact *fact)
{
    fact->eloket = span_of(row, ELOKET).at;
    fact->code = span_of(row, CODE).at;
    fact->context = span_of(row, CONTEXT).at;
    fact->granted_as = span_of(row, GRANTED_AS).at;
}

toegang_status tg_pg_rows_read(struct tg_pg_rows *rows, const PGresult *answer, int number,
                               toegang_report *report)
{
    toegang_report fault = {0};
    const struct row row = {answer, number, rows->first};
    toegang_fact *fact = &rows->fact;
    *fact = tg_fact_empty(0);
    if (!read_kind(span_of(&row, KIND), &fact->kind) || !read_numbers(rows, &row, &fault) ||
        !read_instants(&row, fact))
        return tg_postgresql_bad_row(&fault, report);
    read_texts(&row, fact);
    write_source(rows, span_of(&row, SOURCE), span_of(&row, ID));
    fact->source = rows->source;
    fact->as_of = rows->as_of;
    if (tg_fact_check(fact, &fault) != TOEGANG_GOOD) return tg_postgresql_bad_row(&fault, report);
    return TOEGANG_GOOD;
}

/* ---- facts to values ---- */

void tg_postgresql_holder(const toegang_rrn *rrn, char out[12])
{
    memcpy(out, rrn->digits, sizeof rrn->digits);
    out[rrn->kind == TOEGANG_RRN_NONE ? 0 : sizeof rrn->digits] = '\0';
}

static const char *write_time(char out[24], toegang_time time)
{
    (void)snprintf(out, 24, "%lld", (long long)time);
    return out;
}

void tg_pg_values(struct tg_pg_values *values, const toegang_fact *given)
{
    toegang_fact fact = tg_fact_with_texts(given);
    tg_postgresql_holder(&fact.holder, values->holder);
    tg_postgresql_holder(&fact.granted_by, values->granted_by);
    toegang_organisation_key(&fact.organisation, values->organisation);
    toegang_organisation_key(&fact.held_by, values->held_by);
    const char *const at[TG_POSTGRESQL_VALUES] = {
        tg_fact_kinds[fact.kind],
        values->holder,
        values->organisation,
        values->held_by,
        fact.eloket,
        fact.code,
        fact.context,
        write_time(values->from, fact.from),
        write_time(values->until, fact.until),
        write_time(values->granted_at, fact.granted_at),
        values->granted_by,
        fact.granted_as,
        fact.source,
    };
    memcpy(values->at, at, sizeof at);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of our tables to facts, and facts to values. Nothing in a row is believed: the file may be from
 * anywhere. */

#include "base/report.h"
#include "directory/check.h"
#include "directory/field.h"
#include "directory_sqlite.h"

enum {
    ID,
    SOURCE,
    KIND,
    HOLDER,
    ORGANISATION,
    HELD_BY,
    ELOKET,
    CODE,
    CONTEXT,
    FROM,
    UNTIL,
    GRANTED_BY,
    GRANTED_AS,
    GRANTED_AT
};

#define ADAPTER "sqlite:"
#define ADAPTER_LENGTH (sizeof ADAPTER - 1)
#define SOURCE_MOST \
    200 /* octets of a stored source: our own name and the number of the row stand around it */

void tg_rows_begin(struct tg_rows *rows, sqlite3_stmt *statement, int first, toegang_register reg,
                   const toegang_directory_question *question, bool allow_test_numbers)
{
    memcpy(rows->source, ADAPTER, ADAPTER_LENGTH);
    rows->table = tg_sql_tables[reg];
    rows->statement = statement;
    rows->first = first;
    rows->question = question;
    rows->allow_test_numbers = allow_test_numbers;
    rows->fact = tg_fact_empty(question ? question->kind : TOEGANG_FACT_FUNCTION);
    rows->fact.source = rows->source;
}

/* Lies in SQLite's memory until the next row. */
static bool read_text(const struct tg_rows *rows, int column, size_t most, struct tg_span *out)
{
    if (sqlite3_column_type(rows->statement, rows->first + column) != SQLITE_TEXT) return false;
    out->at = (const char *)sqlite3_column_text(rows->statement, rows->first + column);
    out->length = (size_t)sqlite3_column_bytes(rows->statement, rows->first + column);
    return out->at && out->length <= most && !memchr(out->at, '\0', out->length);
}

static bool read_field(const struct tg_rows *rows, int column, const char **out)
{
    struct tg_span text;
    return read_text(rows, column, TG_FACT_TEXT_MAX, &text) && (*out = text.at, true);
}

static bool read_instant(const struct tg_rows *rows, int column, toegang_time *out)
{
    if (sqlite3_column_type(rows->statement, rows->first + column) != SQLITE_INTEGER) return false;
    *out = sqlite3_column_int64(rows->statement, rows->first + column);
    return true;
}

static bool read_rrn(const struct tg_rows *rows, int column, toegang_rrn *out)
{
    unsigned options = TOEGANG_RRN_DIGITS_ONLY | (rows->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0);
    struct tg_span text;
    out->kind = TOEGANG_RRN_NONE;
    if (!read_text(rows, column, sizeof out->digits, &text)) return false;
    return text.length == 0 || toegang_rrn_parse(text.at, text.length, options, out, NULL) == TOEGANG_GOOD;
}

/* Only as we write it: another form of the same key is not found by who asks for it. */
static bool read_key(const struct tg_rows *rows, int column, toegang_organisation *out)
{
    struct tg_span text;
    out->scheme = TOEGANG_SCHEME_NONE;
    if (!read_text(rows, column, TG_FACT_TEXT_MAX, &text)) return false;
    if (text.length == 0) return true;
    size_t colon = tg_span_find(text, ':');
    if (colon == text.length || toegang_organisation_parse(text.at, text.length, out, NULL) != TOEGANG_GOOD)
        return false;
    return tg_span_is(tg_span_from(text, colon + 1), out->value);
}

/* What was asked for is what came: the statement compared it. */
static bool read_holder(struct tg_rows *rows)
{
    const toegang_directory_question *question = rows->question;
    if (!question || question->holder.kind == TOEGANG_RRN_NONE)
        return read_rrn(rows, HOLDER, &rows->fact.holder);
    rows->fact.holder = question->holder;
    return rows->allow_test_numbers || question->holder.kind != TOEGANG_RRN_TEST;
}

static bool read_organisation(struct tg_rows *rows)
{
    const toegang_directory_question *question = rows->question;
    if (!question || (question->organisation.scheme == TOEGANG_SCHEME_NONE && !question->for_oneself))
        return read_key(rows, ORGANISATION, &rows->fact.organisation);
    rows->fact.organisation = question->organisation;
    return true;
}

static bool read_held_by(struct tg_rows *rows)
{
    toegang_organisation *company = &rows->fact.held_by;
    return read_key(rows, HELD_BY, company) &&
           (company->scheme == TOEGANG_SCHEME_NONE || company->scheme == TOEGANG_SCHEME_KBO);
}

static bool read_kind(struct tg_rows *rows)
{
    struct tg_span text;
    if (rows->question) return true;
    if (!read_text(rows, KIND, TG_FACT_TEXT_MAX, &text)) return false;
    for (unsigned kind = TOEGANG_FACT_FUNCTION; kind <= TOEGANG_FACT_SUSPENSION; kind++)
        if (tg_span_is(text, tg_fact_kinds[kind])) return rows->fact.kind = (toegang_fact_kind)kind, true;
    return false;
}

static void write_number(char *out, int64_t number)
{
    char digits[20];
    size_t count = 0;
    uint64_t rest = number < 0 ? 0 : (uint64_t)number;
    do digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    *out++ = '#';
    while (count > 0) *out++ = digits[--count];
    *out = '\0';
}

/* "sqlite:kbo.csv:12#7" of a row that was loaded from elsewhere, "sqlite:toegang_kbo#7" of others. */
static bool read_source(struct tg_rows *rows)
{
    struct tg_span text;
    char *out = rows->source + ADAPTER_LENGTH;
    if (!read_text(rows, SOURCE, SOURCE_MOST, &text)) return false;
    if (text.length == 0) text = tg_span_of(rows->table);
    memcpy(out, text.at, text.length);
    write_number(out + text.length, sqlite3_column_int64(rows->statement, rows->first + ID));
    return true;
}

static bool read_row(struct tg_rows *rows)
{
    toegang_fact *fact = &rows->fact;
    return read_kind(rows) && read_holder(rows) && read_organisation(rows) && read_held_by(rows) &&
           read_field(rows, ELOKET, &fact->eloket) && read_field(rows, CODE, &fact->code) &&
           read_field(rows, CONTEXT, &fact->context) && read_instant(rows, FROM, &fact->from) &&
           read_instant(rows, UNTIL, &fact->until) && read_rrn(rows, GRANTED_BY, &fact->granted_by) &&
           read_field(rows, GRANTED_AS, &fact->granted_as) &&
           read_instant(rows, GRANTED_AT, &fact->granted_at) && read_source(rows);
}

/* Which row it is, not what is in it. */
toegang_status tg_rows_read(struct tg_rows *rows, toegang_report *report)
{
    if (read_row(rows) && tg_fact_check_read(&rows->fact, NULL) == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact",
                      ADAPTER "%s#%lld", rows->table,
                      (long long)sqlite3_column_int64(rows->statement, rows->first + ID));
}

/* ---- facts to values ---- */

const char *tg_sqlite_key(const toegang_organisation *key, char out[TOEGANG_ORGANISATION_KEY_MAX])
{
    toegang_organisation_key(key, out);
    return out;
}

/* A statement that is asked again keeps its own copies of nothing: texts are borrowed until it has run. */
static int bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    return sqlite3_bind_text(statement, place, text ? text : "", -1, SQLITE_STATIC);
}

static int bind_rrn(sqlite3_stmt *statement, int place, const toegang_rrn *rrn)
{
    int length = rrn->kind == TOEGANG_RRN_NONE ? 0 : (int)sizeof rrn->digits;
    return sqlite3_bind_text(statement, place, rrn->digits, length, SQLITE_STATIC);
}

static int bind_texts(struct tg_values *values, sqlite3_stmt *statement, int first, const toegang_fact *fact)
{
    const struct {
        int column;
        const char *text;
    } rows[] = {{KIND, tg_fact_kinds[fact->kind]},
                {ORGANISATION, tg_sqlite_key(&fact->organisation, values->organisation)},
                {HELD_BY, tg_sqlite_key(&fact->held_by, values->held_by)},
                {ELOKET, fact->eloket},
                {CODE, fact->code},
                {CONTEXT, fact->context},
                {GRANTED_AS, fact->granted_as}};
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof rows / sizeof *rows; i++)
        code = bind_text(statement, first + rows[i].column - KIND, rows[i].text);
    return code;
}

int tg_values_bind(struct tg_values *values, sqlite3_stmt *statement, int first, const toegang_fact *fact)
{
    int code = bind_texts(values, statement, first, fact);
    if (code == SQLITE_OK) code = bind_rrn(statement, first + HOLDER - KIND, &fact->holder);
    if (code == SQLITE_OK) code = bind_rrn(statement, first + GRANTED_BY - KIND, &fact->granted_by);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(statement, first + FROM - KIND, fact->from);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(statement, first + UNTIL - KIND, fact->until);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(statement, first + GRANTED_AT - KIND, fact->granted_at);
    return code;
}

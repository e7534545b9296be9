/* SPDX-License-Identifier: Apache-2.0 */
/* A query of one's own over tables of one's own: its columns are fields of a fact. It runs in a transaction
 * that reads. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "columns.h"
#include "directory/check.h"
#include "directory_postgresql.h"

enum { BEGIN, FORM, AGE, ROWS, COMMIT };

/* Of the transaction alone. The environment has a say in what a session begins with (PGDATESTYLE, PGTZ). */
static const char form_text[] =
    "SELECT set_config('DateStyle', 'ISO, YMD', true), set_config('TimeZone', 'Europe/Brussels', true)";

struct mapped {
    const struct tg_postgresql *server;
    const toegang_directory_question *question;
    struct tg_columns columns;
    toegang_time age;
    char source[TG_FACT_TEXT_MAX + 1];
};

/* ---- columns ---- */

static toegang_status map_columns(struct mapped *mapped, const PGresult *rows, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    mapped->columns = (struct tg_columns){.kind = mapped->question->kind};
    for (int i = 0; status == TOEGANG_GOOD && i < PQnfields(rows); i++)
        status = tg_columns_add(&mapped->columns, tg_span_of(PQfname(rows, i)), report);
    return status == TOEGANG_GOOD ? tg_columns_check(&mapped->columns, report) : status;
}

/* ---- a row ---- */

static toegang_time *instant_of(const struct tg_field *field, toegang_fact *fact)
{
    const struct {
        const char *name;
        toegang_time *at;
    } rows[] = {{"from", &fact->from},
                {"until", &fact->until},
                {"granted-at", &fact->granted_at},
                {"as-of", &fact->as_of}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(field->name, rows[i].name) == 0) return rows[i].at;
    return NULL;
}

/* NULL and an empty text are nothing. */
static bool take_column(const struct mapped *mapped, const PGresult *rows, int row, int column,
                        toegang_fact *fact)
{
    const struct tg_field *field = mapped->columns.fields[column];
    struct tg_span text = {PQgetvalue(rows, row, column), (size_t)PQgetlength(rows, row, column)};
    unsigned options = mapped->server->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    if (!field || text.length == 0) return true;
    if (text.length > TG_FACT_TEXT_MAX) return false;
    toegang_time *instant = instant_of(field, fact);
    if (instant) return tg_postgresql_moment(text, instant == &fact->until, instant);
    return field->take(text, options, fact, NULL) == TOEGANG_GOOD;
}

static toegang_status bad_row(const char *what, toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact",
                     tg_span_of(what));
}

/* A table that does not say how old it is, is as old as the answer; it is never younger. */
static toegang_status read_row(struct mapped *mapped, const PGresult *rows, int row, toegang_fact *fact,
                               toegang_report *report)
{
    toegang_report fault = {0};
    *fact = tg_fact_empty(mapped->question->kind);
    fact->as_of = mapped->age;
    for (int i = 0; i < mapped->columns.count; i++)
        if (!take_column(mapped, rows, row, i, fact)) return bad_row(PQfname(rows, i), report);
    if (fact->as_of > mapped->age) fact->as_of = mapped->age;
    int length = snprintf(mapped->source, sizeof mapped->source, "postgresql:%s",
                          fact->source ? fact->source : "query");
    if (length >= (int)sizeof mapped->source) return bad_row("source", report);
    fact->source = mapped->source;
    return tg_fact_check(fact, &fault) == TOEGANG_GOOD ? TOEGANG_GOOD : bad_row(fault.check, report);
}

/* That only facts without an organisation are asked, no parameter can say. */
static toegang_status push(struct mapped *mapped, const PGresult *rows, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    toegang_status status = map_columns(mapped, rows, report);
    for (int row = 0; status == TOEGANG_GOOD && row < PQntuples(rows); row++) {
        toegang_fact fact;
        status = read_row(mapped, rows, row, &fact, report);
        if (status == TOEGANG_GOOD) status = tg_postgresql_stale(fact.as_of, mapped->question, report);
        bool is_asked = !mapped->question->for_oneself || fact.organisation.scheme == TOEGANG_SCHEME_NONE;
        if (status == TOEGANG_GOOD && is_asked) status = sink(context, &fact);
    }
    return status;
}

/* ---- the question ---- */

struct parameters {
    char holder[12], organisation[TOEGANG_ORGANISATION_KEY_MAX];
    const char *values[TG_PARAMETERS];
};

static void write_parameters(const struct tg_named *query, const toegang_directory_question *question,
                             struct parameters *out)
{
    tg_postgresql_holder(&question->holder, out->holder);
    toegang_organisation_key(&question->organisation, out->organisation);
    const char *const said[TG_PARAMETERS] = {
        out->holder, out->organisation, question->eloket ? question->eloket : "",
        toegang_register_name(question->reg), tg_fact_kinds[question->kind]};
    for (int i = 0; i < query->count; i++) out->values[i] = said[query->parameters[i]];
}

/* A query that does not look at the kind knows of the facts that its register is for. */
static bool knows_kind(const struct tg_named *query, toegang_fact_kind kind)
{
    for (int i = 0; i < query->count; i++)
        if (query->parameters[i] == TG_PARAMETER_KIND) return true;
    return kind != TOEGANG_FACT_SUSPENSION;
}

static void write_pieces(const struct tg_postgresql *server, const struct parameters *parameters,
                         struct tg_question *out)
{
    const struct tg_named *query = server->query;
    tg_question_add(out, (struct tg_piece){.text = "BEGIN READ ONLY"});
    tg_question_add(out, (struct tg_piece){.text = form_text});
    tg_question_add(out, (struct tg_piece){.text = tg_postgresql_now_text});
    tg_question_add(out, (struct tg_piece){query->text, server->query_name, TG_NUMBER_QUERY, query->count,
                                           parameters->values, TG_ANYWHERE});
    tg_question_add(out, (struct tg_piece){.text = "COMMIT"});
}

toegang_status tg_postgresql_mapped(void *self, const toegang_directory_question *question,
                                    toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    struct mapped mapped = {.server = server, .question = question};
    struct parameters parameters;
    struct tg_question asked = {.count = 0};
    struct tg_asking asking = {.server = server,
                               .pool = tg_postgresql_pool(server, question->fresh),
                               .deadline = tg_postgresql_deadline(server, question->patience_ms),
                               .report = report};
    if (!knows_kind(server->query, question->kind)) return TOEGANG_GOOD;
    write_parameters(server->query, question, &parameters);
    write_pieces(server, &parameters, &asked);
    toegang_status status = tg_question_ask(&asking, &asked);
    if (status != TOEGANG_GOOD) return status;
    status = tg_postgresql_age(asked.answers[AGE], question, &mapped.age, report);
    if (status == TOEGANG_GOOD) status = push(&mapped, asked.answers[ROWS], sink, context, report);
    tg_question_forget(&asked);
    return status;
}

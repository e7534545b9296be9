/* SPDX-License-Identifier: Apache-2.0 */
/* A query of one's own over tables of one's own: its columns are fields of a fact, its parameters what is
 * asked. */
#include <stdio.h>

#include "base/report.h"
#include "columns.h"
#include "directory/check.h"
#include "directory_sqlite.h"

/* What one question binds, by the names of parameters. */
static const char *const parameters[] = {":holder", ":organisation", ":eloket", ":register", ":kind"};
#define PARAMETERS (sizeof parameters / sizeof *parameters)

struct mapped {
    struct tg_link *link;
    sqlite3_stmt *statement;
    const toegang_directory_question *question;
    unsigned options; /* of toegang_rrn_parse */
    struct tg_columns columns;
    char source[TG_FACT_TEXT_MAX + 1];
    toegang_time now;
};

static toegang_status does_not_fit(toegang_report *report, const char *expected, const char *came)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_QUERY, expected, tg_span_of(came));
}

/* ---- the statement, once a connection ---- */

static bool is_parameter(const char *name)
{
    for (size_t i = 0; name && i < PARAMETERS; i++)
        if (strcmp(name, parameters[i]) == 0) return true;
    return false;
}

static toegang_status check_parameters(sqlite3_stmt *statement, toegang_report *report)
{
    for (int place = 1; place <= sqlite3_bind_parameter_count(statement); place++) {
        const char *name = sqlite3_bind_parameter_name(statement, place);
        if (!is_parameter(name))
            return does_not_fit(report, ":holder, :organisation, :eloket, :register, :kind",
                                name ? name : "?");
    }
    return TOEGANG_GOOD;
}

/* The connection lets nothing pass that does more than read. */
static toegang_status check_statement(sqlite3_stmt *statement, toegang_report *report)
{
    if (!statement || !sqlite3_stmt_readonly(statement) || sqlite3_stmt_isexplain(statement) ||
        sqlite3_column_count(statement) == 0)
        return does_not_fit(report, "one SELECT", "something else");
    return check_parameters(statement, report);
}

/* What stands behind the statement may be white space and comments. */
static toegang_status check_tail(struct tg_link *link, const char *tail, toegang_report *report)
{
    sqlite3_stmt *more = NULL;
    int code = sqlite3_prepare_v2(link->sqlite.connection, tail, -1, &more, NULL);
    bool is_empty = code == SQLITE_OK && !more;
    (void)sqlite3_finalize(more);
    return is_empty ? TOEGANG_GOOD : does_not_fit(report, "one SELECT", "more than one");
}

toegang_status tg_sqlite_query_prepare(struct tg_link *link, const char *query, toegang_report *report)
{
    const char *tail = "";
    toegang_status status = TOEGANG_GOOD;
    if (link->query) return TOEGANG_GOOD;
    int code = sqlite3_prepare_v3(link->sqlite.connection, query, -1, SQLITE_PREPARE_PERSISTENT, &link->query,
                                  &tail);
    code &= 0xff;
    if (code == SQLITE_ERROR || code == SQLITE_AUTH)
        status = does_not_fit(report, "one SELECT", sqlite3_errstr(code));
    else if (code != SQLITE_OK)
        return tg_link_fault(link, code, report);
    if (status == TOEGANG_GOOD) status = check_statement(link->query, report);
    if (status == TOEGANG_GOOD) status = check_tail(link, tail, report);
    if (status != TOEGANG_GOOD) tg_link_close(link);
    return status;
}

/* ---- its columns, for the kind of facts that is asked ---- */

static toegang_status map_columns(struct mapped *mapped, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    mapped->columns = (struct tg_columns){.kind = mapped->question->kind};
    for (int i = 0; status == TOEGANG_GOOD && i < sqlite3_column_count(mapped->statement); i++) {
        const char *name = sqlite3_column_name(mapped->statement, i);
        status = name ? tg_columns_add(&mapped->columns, tg_span_of(name), report) : tg_no_memory(report);
    }
    return status == TOEGANG_GOOD ? tg_columns_check(&mapped->columns, report) : status;
}

/* ---- a question ---- */

static int bind_text(const struct mapped *mapped, const char *name, const char *text, size_t length)
{
    int place = sqlite3_bind_parameter_index(mapped->statement, name);
    return place == 0 ? SQLITE_OK
                      : sqlite3_bind_text(mapped->statement, place, text, (int)length, SQLITE_TRANSIENT);
}

static int bind(const struct mapped *mapped)
{
    const toegang_directory_question *question = mapped->question;
    const char *eloket = question->eloket ? question->eloket : "",
               *reg = toegang_register_name(question->reg);
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    const char *organisation = tg_sqlite_key(&question->organisation, key);
    size_t digits = question->holder.kind == TOEGANG_RRN_NONE ? 0 : sizeof question->holder.digits;
    int code = bind_text(mapped, ":holder", question->holder.digits, digits);
    if (code == SQLITE_OK) code = bind_text(mapped, ":organisation", organisation, strlen(organisation));
    if (code == SQLITE_OK) code = bind_text(mapped, ":eloket", eloket, strlen(eloket));
    if (code == SQLITE_OK) code = bind_text(mapped, ":register", reg, strlen(reg));
    const char *kind = tg_fact_kinds[question->kind];
    return code == SQLITE_OK ? bind_text(mapped, ":kind", kind, strlen(kind)) : code;
}

/* NULL and an empty text are nothing; a number is read as its digits. */
static bool take_column(struct mapped *mapped, int column, toegang_fact *fact)
{
    int type = sqlite3_column_type(mapped->statement, column);
    if (!mapped->columns.fields[column] || type == SQLITE_NULL) return true;
    if (type != SQLITE_TEXT && type != SQLITE_INTEGER) return false;
    struct tg_span text = {(const char *)sqlite3_column_text(mapped->statement, column),
                           (size_t)sqlite3_column_bytes(mapped->statement, column)};
    if (!text.at || text.length > TG_FACT_TEXT_MAX || memchr(text.at, '\0', text.length)) return false;
    return text.length == 0 ||
           mapped->columns.fields[column]->take(text, mapped->options, fact, NULL) == TOEGANG_GOOD;
}

static toegang_status row_is_none(const char *column, toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact",
                     tg_span_of(column));
}

/* A table that does not say how old it is, is asked itself: it is as old as the moment, and never younger. */
static toegang_status read_row(struct mapped *mapped, toegang_fact *fact, toegang_report *report)
{
    toegang_report fault = {0};
    *fact = tg_fact_empty(mapped->question->kind);
    fact->as_of = mapped->now;
    for (int i = 0; i < mapped->columns.count; i++)
        if (!take_column(mapped, i, fact))
            return row_is_none(sqlite3_column_name(mapped->statement, i), report);
    int length =
        snprintf(mapped->source, sizeof mapped->source, "sqlite:%s", fact->source ? fact->source : "query");
    if (length >= (int)sizeof mapped->source) return row_is_none("source", report);
    fact->source = mapped->source;
    return tg_fact_check(fact, &fault) == TOEGANG_GOOD ? TOEGANG_GOOD : row_is_none(fault.check, report);
}

/* That only facts without an organisation are asked, no parameter can say. */
static toegang_status push(struct mapped *mapped, toegang_fact_sink *sink, void *context,
                           toegang_report *report)
{
    toegang_fact fact;
    toegang_status status = read_row(mapped, &fact, report);
    if (status == TOEGANG_GOOD) status = tg_sqlite_stale(fact.as_of, mapped->question->since, report);
    if (status != TOEGANG_GOOD) return status;
    bool is_asked = !mapped->question->for_oneself || fact.organisation.scheme == TOEGANG_SCHEME_NONE;
    return is_asked ? sink(context, &fact) : TOEGANG_GOOD;
}

/* The columns are those that the statement has once it runs: a table may have been made anew since. */
static toegang_status push_all(struct mapped *mapped, toegang_fact_sink *sink, void *context,
                               toegang_report *report)
{
    int code = tg_sqlite_step(&mapped->link->sqlite, mapped->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return tg_sqlite_fault(code, report);
    toegang_status status = map_columns(mapped, report);
    while (status == TOEGANG_GOOD && code == SQLITE_ROW) {
        status = push(mapped, sink, context, report);
        if (status == TOEGANG_GOOD) code = tg_sqlite_step(&mapped->link->sqlite, mapped->statement);
    }
    if (status != TOEGANG_GOOD || code == SQLITE_DONE) return status;
    return tg_sqlite_fault(code, report);
}

/* A query that does not look at the kind knows of the facts that its register is for. */
static bool knows_kind(const struct mapped *mapped)
{
    return mapped->question->kind != TOEGANG_FACT_SUSPENSION ||
           sqlite3_bind_parameter_index(mapped->statement, ":kind") > 0;
}

static toegang_status ask(struct mapped *mapped, toegang_fact_sink *sink, void *context,
                          toegang_report *report)
{
    mapped->statement = mapped->link->query;
    if (!knows_kind(mapped)) return TOEGANG_GOOD;
    int code = bind(mapped);
    mapped->now = tg_sqlite_now(&mapped->link->sqlite);
    toegang_status status =
        code == SQLITE_OK ? push_all(mapped, sink, context, report) : tg_sqlite_fault(code, report);
    (void)sqlite3_clear_bindings(mapped->statement);
    tg_link_reset(mapped->link, mapped->statement);
    return status;
}

toegang_status tg_sqlite_query(void *self, const toegang_directory_question *question,
                               toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct mapped mapped = {.question = question,
                            .options = directory->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0};
    mapped.link = tg_link_take(directory, question->patience_ms, question->fresh, report);
    if (!mapped.link) return report->status;
    toegang_status status = tg_sqlite_query_prepare(mapped.link, directory->query, report);
    if (status == TOEGANG_GOOD) status = ask(&mapped, sink, context, report);
    tg_link_give(directory, mapped.link);
    return status;
}

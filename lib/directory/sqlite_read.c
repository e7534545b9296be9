/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions to our tables. Each shape of a question has a statement of its own, so that an index serves it.
 * One statement brings the age of the register and its facts, so that both are of one moment.
 */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_sqlite.h"

#define AGE_OF "(SELECT as_of FROM toegang_register WHERE register = '%s')"
#define FACTS "f.id, f.source, f.kind, " TG_SQLITE_COLUMNS
/* Both are given the register and its table. */
#define FACTS_OF "SELECT " AGE_OF ", " FACTS " FROM %s AS f WHERE "
/* With its age also when there are no facts: for who must know how old an empty answer is. */
#define AGE_AND_FACTS_OF \
    "SELECT age.as_of, " FACTS " FROM (SELECT " AGE_OF " AS as_of) AS age LEFT JOIN %s AS f ON "
enum { AGE, FIRST };

toegang_time tg_sqlite_now(struct tg_sqlite *sqlite)
{
    sqlite3_vfs *vfs = NULL;
    sqlite3_int64 milliseconds = 0;
    const sqlite3_int64 epoch = 210866760000000; /* 1970 in milliseconds of Julian days */
    int code = sqlite3_file_control(sqlite->connection, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    if (code != SQLITE_OK || !vfs || vfs->iVersion < 2) return TOEGANG_ALWAYS;
    code = vfs->xCurrentTimeInt64(vfs, &milliseconds);
    return code == SQLITE_OK ? (milliseconds - epoch) / 1000 : TOEGANG_ALWAYS;
}

toegang_time tg_sqlite_age(struct tg_sqlite *sqlite, sqlite3_stmt *statement, int column)
{
    toegang_time moment = tg_sqlite_now(sqlite);
    if (sqlite3_column_type(statement, column) != SQLITE_INTEGER) return moment;
    toegang_time age = sqlite3_column_int64(statement, column);
    return age < moment ? age : moment;
}

enum { ANY, GIVEN, ONESELF };

/* Holder, organisation and e-counter as ?1, ?2 and ?3. */
static unsigned shape_of(const toegang_directory_question *question)
{
    unsigned holder = question->holder.kind != TOEGANG_RRN_NONE, eloket = question->eloket != NULL;
    unsigned organisation = question->organisation.scheme != TOEGANG_SCHEME_NONE ? GIVEN : ANY;
    if (question->for_oneself) organisation = ONESELF;
    return ((organisation * 2 + holder) * 2 + eloket) * 2 + (question->since != 0);
}

void tg_sqlite_question(const toegang_directory_question *question, char out[TG_SQLITE_STATEMENT_MAX])
{
    struct tg_text text = tg_text_of(out, TG_SQLITE_STATEMENT_MAX);
    const char *reg = toegang_register_name(question->reg), *table = tg_sql_tables[question->reg];
    if (question->since != 0)
        tg_text_addf(&text, AGE_AND_FACTS_OF, reg, table);
    else
        tg_text_addf(&text, FACTS_OF, reg, table);
    tg_text_addf(&text, "f.kind = '%s'", tg_fact_kinds[question->kind]);
    if (question->holder.kind != TOEGANG_RRN_NONE) tg_text_add(&text, " AND f.holder = ?1");
    if (question->organisation.scheme != TOEGANG_SCHEME_NONE) tg_text_add(&text, " AND f.organisation = ?2");
    if (question->for_oneself) tg_text_add(&text, " AND f.organisation = ''");
    if (question->eloket) tg_text_add(&text, " AND f.eloket = ?3");
}

static int prepare(struct tg_link *link, const toegang_directory_question *question, sqlite3_stmt **out)
{
    size_t kind = question->kind == TOEGANG_FACT_SUSPENSION;
    sqlite3_stmt **kept = &link->questions[question->reg][kind][shape_of(question)];
    char text[TG_SQLITE_STATEMENT_MAX];
    int code = SQLITE_OK;
    if (!*kept) {
        tg_sqlite_question(question, text);
        code = tg_sqlite_prepare(&link->sqlite, text, kept);
    }
    *out = *kept;
    return code;
}

/* The question outlives the statement's run. */
static int bind(sqlite3_stmt *statement, const toegang_directory_question *question,
                char key[TOEGANG_ORGANISATION_KEY_MAX])
{
    int code = SQLITE_OK;
    if (question->holder.kind != TOEGANG_RRN_NONE)
        code = sqlite3_bind_text(statement, 1, question->holder.digits, (int)sizeof question->holder.digits,
                                 SQLITE_STATIC);
    if (code == SQLITE_OK && question->organisation.scheme != TOEGANG_SCHEME_NONE)
        code =
            sqlite3_bind_text(statement, 2, tg_sqlite_key(&question->organisation, key), -1, SQLITE_STATIC);
    if (code == SQLITE_OK && question->eloket)
        code = sqlite3_bind_text(statement, 3, question->eloket, -1, SQLITE_STATIC);
    return code;
}

toegang_status tg_sqlite_stale(toegang_time age, toegang_time since, toegang_report *report)
{
    char expected[64], wanted[32], came[32];
    if (since == 0 || age >= since) return TOEGANG_GOOD;
    toegang_time_format(since, wanted);
    toegang_time_format(age, came);
    (void)snprintf(expected, sizeof expected, "facts of %s or later", wanted);
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STALE, expected, tg_span_of(came));
}

struct asking {
    struct tg_link *link;
    sqlite3_stmt *statement;
    struct tg_rows rows;
    toegang_fact_sink *sink;
    void *context;
    toegang_report *report;
};

static toegang_status push(struct asking *asking)
{
    toegang_status status = tg_rows_read(&asking->rows, asking->report);
    return status == TOEGANG_GOOD ? asking->sink(asking->context, &asking->rows.fact) : status;
}

/* The first row tells the age; it may be there without a fact. */
static toegang_status begin(struct asking *asking, toegang_time since)
{
    toegang_time *age = &asking->rows.fact.as_of;
    *age = tg_sqlite_age(&asking->link->sqlite, asking->statement, AGE);
    return tg_sqlite_stale(*age, since, asking->report);
}

static toegang_status push_all(struct asking *asking, toegang_time since)
{
    toegang_status status = TOEGANG_GOOD;
    bool is_first = true;
    int code;
    while ((code = tg_sqlite_step(&asking->link->sqlite, asking->statement)) == SQLITE_ROW) {
        if (is_first) status = begin(asking, since);
        is_first = false;
        if (status == TOEGANG_GOOD && sqlite3_column_type(asking->statement, FIRST) != SQLITE_NULL)
            status = push(asking);
        if (status != TOEGANG_GOOD) return status;
    }
    return code == SQLITE_DONE ? TOEGANG_GOOD : tg_sqlite_fault(code, asking->report);
}

static toegang_status ask(struct tg_sqlite_directory *directory, struct asking *asking,
                          const toegang_directory_question *question)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    int code = prepare(asking->link, question, &asking->statement);
    if (code == SQLITE_OK) code = bind(asking->statement, question, key);
    if (code != SQLITE_OK) return tg_link_fault(asking->link, code, asking->report);
    tg_rows_begin(&asking->rows, asking->statement, FIRST, question->reg, question,
                  directory->allow_test_numbers);
    toegang_status status = push_all(asking, question->since);
    tg_link_reset(asking->link, asking->statement);
    return status;
}

toegang_status tg_sqlite_read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                              void *context, toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct asking asking = {.sink = sink, .context = context, .report = report};
    asking.link = tg_link_take(directory, question->patience_ms, question->fresh, report);
    if (!asking.link) return report->status;
    toegang_status status = ask(directory, &asking, question);
    tg_link_give(directory, asking.link);
    return status;
}

/* ---- everything ---- */

static toegang_status scan_all(struct asking *asking, toegang_register reg, bool allow_test_numbers)
{
    char text[TG_SQLITE_STATEMENT_MAX];
    (void)snprintf(text, sizeof text, FACTS_OF "1", toegang_register_name(reg), tg_sql_tables[reg]);
    int code = tg_sqlite_prepare(&asking->link->sqlite, text, &asking->statement);
    if (code != SQLITE_OK) return tg_link_fault(asking->link, code, asking->report);
    tg_rows_begin(&asking->rows, asking->statement, FIRST, reg, NULL, allow_test_numbers);
    toegang_status status = push_all(asking, 0);
    (void)sqlite3_finalize(asking->statement);
    return status;
}

/* As long as it takes: nobody who asks for a whole register waits at a counter. */
toegang_status tg_sqlite_scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                              toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct asking asking = {.sink = sink, .context = context, .report = report};
    asking.link = tg_link_take(directory, 0, true, report);
    if (!asking.link) return report->status;
    asking.link->sqlite.deadline = tg_deadline_in(TG_SQLITE_LONG);
    toegang_status status = scan_all(&asking, reg, directory->allow_test_numbers);
    tg_link_give(directory, asking.link);
    return status;
}

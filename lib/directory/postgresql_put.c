/* SPDX-License-Identifier: Apache-2.0 */
/* What the body of a change may do: facts, and lines of the trail. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

/* Equal in everything but its source, which is the last value; of several that are equal, one. */
#define SAME \
    " WHERE id = (SELECT id FROM %1$s WHERE kind = $1 AND holder = $2 AND organisation = $3" \
    " AND held_by = $4 AND eloket = $5 AND code = $6 AND context = $7 AND from_at = $8 AND until_at = $9" \
    " AND granted_at = $10 AND granted_by = $11 AND granted_as = $12 ORDER BY id LIMIT 1)"

static void write_statement(const char *table, bool before, bool after, char out[1024])
{
    if (!before)
        (void)snprintf(out, 1024,
                       "INSERT INTO %s (kind, " TG_POSTGRESQL_COLUMNS
                       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                       table);
    else if (!after)
        (void)snprintf(out, 1024, "DELETE FROM %1$s" SAME, table);
    else
        (void)snprintf(out, 1024,
                       "UPDATE %1$s SET (kind, " TG_POSTGRESQL_COLUMNS
                       ") = ($13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)" SAME,
                       table);
}

static toegang_status run(struct tg_pg_change *change, const char *text, int count, const char *const *values)
{
    PGresult *answer = tg_pg_change_ask(change, text, count, values);
    if (!answer) return change->asking.report->status;
    bool is_one = strcmp(PQcmdTuples(answer), "1") == 0;
    PQclear(answer);
    change->wrote = true;
    if (is_one) return TOEGANG_GOOD;
    return tg_report(change->asking.report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CHANGED,
                     "the fact as it was", TG_SPAN("another fact"));
}

#define SAME_VALUES (TG_POSTGRESQL_VALUES - 1)

static toegang_status put_checked(struct tg_pg_change *change, toegang_register reg,
                                  const toegang_fact *before, const toegang_fact *after)
{
    struct tg_pg_values old, new;
    const char *values[SAME_VALUES + TG_POSTGRESQL_VALUES];
    char text[1024];
    if (before) tg_pg_values(&old, before);
    if (after) tg_pg_values(&new, after);
    write_statement(tg_sql_tables[reg], before != NULL, after != NULL, text);
    if (!before) return run(change, text, TG_POSTGRESQL_VALUES, new.at);
    if (!after) return run(change, text, SAME_VALUES, old.at);
    memcpy(values, old.at, SAME_VALUES * sizeof *values);
    memcpy(values + SAME_VALUES, new.at, sizeof new.at);
    return run(change, text, SAME_VALUES + TG_POSTGRESQL_VALUES, values);
}

toegang_status tg_pg_put(void *state, toegang_register reg, const toegang_fact *before,
                         const toegang_fact *after, toegang_report *report)
{
    struct tg_pg_change *change = state;
    const struct tg_postgresql *server = change->asking.server;
    change->asking.report = report;
    if ((unsigned)reg >= TOEGANG_REGISTERS || (!before && !after))
        return tg_misuse(report, "a register and a fact");
    toegang_status status = before ? tg_sql_fact_check(reg, before, server->allow_test_numbers, report) : TOEGANG_GOOD;
    if (status == TOEGANG_GOOD && after) status = tg_sql_fact_check(reg, after, server->allow_test_numbers, report);
    return status == TOEGANG_GOOD ? put_checked(change, reg, before, after) : status;
}

/* ---- the trail ---- */

toegang_status tg_pg_last(void *state, toegang_line_sink *sink, void *context, toegang_report *report)
{
    struct tg_pg_change *change = state;
    change->asking.report = report;
    PGresult *answer =
        tg_pg_change_ask(change, "SELECT line FROM toegang_trail ORDER BY number DESC LIMIT 1", 0, NULL);
    if (!answer) return report->status;
    toegang_status status = TOEGANG_GOOD;
    if (PQntuples(answer) == 1)
        status = sink(context, PQgetvalue(answer, 0, 0), (size_t)PQgetlength(answer, 0, 0));
    PQclear(answer);
    return status;
}

static toegang_status append_text(struct tg_pg_change *change, const char *line)
{
    PGresult *answer =
        tg_pg_change_ask(change,
                         "INSERT INTO toegang_trail (number, line) SELECT coalesce(max(number), 0) + 1,"
                         " $1 FROM toegang_trail RETURNING number",
                         1, &line);
    if (!answer) return change->asking.report->status;
    (void)snprintf(change->number, sizeof change->number, "%s", PQgetvalue(answer, 0, 0));
    PQclear(answer);
    change->line = line;
    change->wrote = true;
    return TOEGANG_GOOD;
}

toegang_status tg_pg_append(void *state, const char *line, size_t length, toegang_report *report)
{
    struct tg_pg_change *change = state;
    change->asking.report = report;
    if (!line || length > TG_POSTGRESQL_LINE_MAX || memchr(line, '\0', length))
        return tg_misuse(report, "a line of at most 1048576 octets");
    const char *text = tg_arena_text(&change->arena, (struct tg_span){line, length});
    return text ? append_text(change, text) : tg_no_memory(report);
}

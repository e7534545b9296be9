/* SPDX-License-Identifier: Apache-2.0 */
/* A question to our own schema: its age and its rows. */
#include "base/report.h"
#include "directory_postgresql.h"

enum { AGE, ROWS };

static toegang_status push(struct tg_pg_rows *rows, const PGresult *answer, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    int count = PQntuples(answer);
    for (int row = 0; status == TOEGANG_GOOD && row < count; row++) {
        status = tg_pg_rows_read(rows, answer, row, report);
        if (status == TOEGANG_GOOD) status = sink(context, &rows->fact);
    }
    return status;
}

toegang_status tg_postgresql_read(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    const char *const reg[] = {toegang_register_name(question->reg)};
    struct tg_pg_rows rows = {.server = server, .reg = question->reg};
    struct tg_question asked = {.count = 0};
    struct tg_shape shape;
    struct tg_asking asking = {.server = server,
                               .pool = tg_postgresql_pool(server, question->fresh),
                               .deadline = tg_postgresql_deadline(server, question->patience_ms),
                               .report = report};
    tg_shape_of(&shape, question);
    tg_question_add(&asked, tg_postgresql_age_text, TG_POSTGRESQL_AGE_BIT, 1, reg);
    tg_question_add(&asked, shape.text, 1ULL << shape.number, shape.count, shape.values);
    tg_postgresql_hear(server, asking.deadline);
    toegang_status status = tg_question_ask(&asking, &asked);
    if (status != TOEGANG_GOOD) return status;
    status = tg_postgresql_age(asked.answers[AGE], question, &rows.as_of, report);
    if (status == TOEGANG_GOOD) status = push(&rows, asked.answers[ROWS], sink, context, report);
    tg_question_forget(&asked);
    return status;
}

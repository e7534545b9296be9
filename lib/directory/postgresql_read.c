/* SPDX-License-Identifier: Apache-2.0 */
/* A question to our own schema: its age and its rows. */
#include "base/report.h"
#include "directory_postgresql.h"

enum { WHOLE, AGE, ROWS };
#define FIRST 3 /* column of the facts in a whole answer */

/* A whole answer has a row where there is no fact. */
static bool is_empty(const struct tg_pg_rows *rows, const PGresult *answer)
{
    return PQntuples(answer) == 1 && PQgetisnull(answer, 0, rows->first);
}

static toegang_status push(struct tg_pg_rows *rows, const PGresult *answer, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    int count = is_empty(rows, answer) ? 0 : PQntuples(answer);
    for (int row = 0; status == TOEGANG_GOOD && row < count; row++) {
        status = tg_pg_rows_read(rows, answer, row, report);
        if (status == TOEGANG_GOOD) status = sink(context, &rows->fact);
    }
    return status;
}

/* A replica is asked for its age first: what is replayed between the two is then younger than it says. */
static void write_pieces(const struct tg_postgresql *server, const struct tg_asked_values *values,
                         const char *const *reg, struct tg_question *out)
{
    const struct tg_shape *shape = &server->shapes[values->shape];
    tg_question_add(out, (struct tg_piece){shape->whole, shape->whole_name, TG_NUMBER_WHOLE + values->shape,
                                           values->count, values->at, TG_NOT_ON_REPLICA});
    tg_question_add(out, (struct tg_piece){tg_postgresql_age_text, server->age_name, TG_NUMBER_AGE, 1, reg,
                                           TG_ON_REPLICA});
    tg_question_add(out, (struct tg_piece){shape->rows, shape->rows_name, TG_NUMBER_ROWS + values->shape,
                                           values->count, values->at, TG_ON_REPLICA});
}

static toegang_status tell(const struct tg_question *asked, const toegang_directory_question *question,
                           struct tg_pg_rows *rows, toegang_fact_sink *sink, void *context,
                           toegang_report *report)
{
    const PGresult *whole = asked->answers[WHOLE];
    rows->first = whole ? FIRST : 0;
    toegang_status status =
        tg_postgresql_age(whole ? whole : asked->answers[AGE], question, &rows->as_of, report);
    if (status != TOEGANG_GOOD) return status;
    return push(rows, whole ? whole : asked->answers[ROWS], sink, context, report);
}

toegang_status tg_postgresql_read(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    const char *const reg[] = {toegang_register_name(question->reg)};
    struct tg_pg_rows rows = {.server = server, .reg = question->reg};
    struct tg_question asked = {.count = 0};
    struct tg_asked_values values;
    struct tg_asking asking = {.server = server,
                               .pool = tg_postgresql_pool(server, question->fresh),
                               .deadline = tg_postgresql_deadline(server, question->patience_ms),
                               .report = report};
    tg_asked_values(&values, question);
    write_pieces(server, &values, reg, &asked);
    tg_postgresql_hear(server, asking.deadline);
    toegang_status status = tg_question_ask(&asking, &asked);
    if (status != TOEGANG_GOOD) return status;
    status = tell(&asked, question, &rows, sink, context, report);
    tg_question_forget(&asked);
    return status;
}

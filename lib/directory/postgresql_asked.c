/* SPDX-License-Identifier: Apache-2.0 */
/* The pieces of a question go together, prepared where nothing stands between us and the server. */
#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

#define TRIES 4 /* as asked, as a replica is, without prepared statements, and on a new connection */

/* What is sent: the schema where it was not looked at yet, what must be prepared, and the pieces. */
struct sent {
    struct tg_statement statements[1 + 2 * TG_PIECES_MAX];
    PGresult *answers[1 + 2 * TG_PIECES_MAX];
    unsigned count, first; /* of the pieces */
    bool all_came, with_schema, to_replica;
};

static void add(struct sent *sent, const char *name, const char *text, int count, const char *const *values)
{
    sent->statements[sent->count++] = (struct tg_statement){name, text, count, values};
}

static bool is_for(const struct sent *sent, const struct tg_piece *piece)
{
    return piece->where == TG_ANYWHERE || sent->to_replica == (piece->where == TG_ON_REPLICA);
}

static void write_statements(const struct tg_asking *asking, const struct tg_question *question,
                             struct sent *sent)
{
    bool prepares = !atomic_load(&asking->pool->unprepared);
    const struct tg_piece *end = question->pieces + question->count;
    sent->to_replica = asking->link->is_replica;
    sent->with_schema = !asking->server->query && !asking->link->checked;
    if (sent->with_schema) add(sent, NULL, tg_postgresql_version_text, 0, NULL);
    for (const struct tg_piece *piece = question->pieces; piece < end; piece++)
        if (is_for(sent, piece) && prepares && piece->number && !asking->link->prepared[piece->number])
            add(sent, piece->name, piece->text, 0, NULL);
    sent->first = sent->count;
    for (const struct tg_piece *piece = question->pieces; piece < end; piece++) {
        bool is_named = prepares && piece->number;
        if (is_for(sent, piece))
            add(sent, is_named ? piece->name : NULL, is_named ? NULL : piece->text, piece->count,
                piece->values);
    }
}

/* NULL: every statement has its good answer, or one has none at all. */
static const PGresult *first_fault(const struct sent *sent)
{
    for (unsigned i = 0; i < sent->count; i++)
        if (!tg_postgresql_good(sent->answers[i])) return sent->answers[i];
    return NULL;
}

enum outcome { DONE, FAILED, AGAIN };

/* A pooler gives each transaction another way to the server: what was prepared on the last one stays there.
 */
static bool is_pooled(const PGresult *fault)
{
    return tg_postgresql_state(fault, "26000") || tg_postgresql_state(fault, "42P05");
}

/* What is wrong with a query of one's own stays wrong: 42 syntax or access, 22 data, 0A not supported, 25 it
 * writes. */
static bool is_of_query(const PGresult *fault)
{
    static const char *const classes[] = {"42", "22", "0A", "25"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (tg_postgresql_state(fault, classes[i])) return true;
    return false;
}

static enum outcome say_fault(const struct tg_asking *asking, const struct sent *sent, const PGresult *fault)
{
    bool is_passing = !sent->all_came || tg_postgresql_lost(fault) || tg_postgresql_state(fault, "40");
    if (asking->server->query && is_of_query(fault))
        (void)tg_reportf(asking->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_QUERY, "one SELECT",
                         "SQLSTATE %s", PQresultErrorField(fault, PG_DIAG_SQLSTATE));
    else
        (void)tg_postgresql_fault(fault, asking->deadline, asking->report);
    tg_asking_lose(asking);
    return is_passing && tg_deadline_left(asking->deadline) > 0 ? AGAIN : FAILED;
}

static void note_prepared(const struct tg_asking *asking, const struct tg_question *question,
                          const struct sent *sent)
{
    asking->link->checked = true;
    if (atomic_load(&asking->pool->unprepared)) return;
    for (unsigned i = 0; i < question->count; i++)
        if (is_for(sent, &question->pieces[i])) asking->link->prepared[question->pieces[i].number] = true;
}

/* Those of the pieces go to the caller. */
static void share_answers(const struct sent *sent, struct tg_question *question)
{
    unsigned next = sent->first;
    for (unsigned i = 0; i < sent->first; i++) PQclear(sent->answers[i]);
    for (unsigned i = 0; i < question->count; i++)
        question->answers[i] = is_for(sent, &question->pieces[i]) ? sent->answers[next++] : NULL;
}

/* Behind a pooler another host may answer than the last time; one that was a replica may be none any more. */
static enum outcome judge_host(const struct tg_asking *asking, const struct tg_question *question)
{
    for (unsigned i = 0; i < question->count; i++) {
        enum tg_where where = question->pieces[i].where;
        if (where == TG_ANYWHERE || !question->answers[i]) continue;
        asking->link->is_replica = *PQgetvalue(question->answers[i], 0, 0) != 'f';
        return asking->link->is_replica && where == TG_NOT_ON_REPLICA ? AGAIN : DONE;
    }
    return DONE;
}

/* A schema that does not fit may be raised meanwhile: it is looked at again the next time. */
static enum outcome judge(const struct tg_asking *asking, const struct tg_question *question,
                          const struct sent *sent)
{
    const PGresult *fault = first_fault(sent);
    bool has_schema = sent->with_schema && !tg_postgresql_lost(sent->answers[0]);
    if (has_schema && tg_postgresql_schema_check(sent->answers[0], asking->report) != TOEGANG_GOOD)
        return FAILED;
    if (is_pooled(fault)) return atomic_store(&asking->pool->unprepared, true), AGAIN;
    if (fault || !sent->all_came) return say_fault(asking, sent, fault);
    note_prepared(asking, question, sent);
    return DONE;
}

static enum outcome ask_once(const struct tg_asking *asking, struct tg_question *question)
{
    struct sent sent = {.count = 0};
    if (tg_asking_connect(asking) != TOEGANG_GOOD) return FAILED;
    write_statements(asking, question, &sent);
    sent.all_came = tg_postgresql_pipeline(asking->link->connection, sent.statements, sent.count,
                                           sent.answers, asking->deadline);
    enum outcome outcome = judge(asking, question, &sent);
    share_answers(&sent, question);
    if (outcome == DONE) outcome = judge_host(asking, question);
    if (outcome != DONE) tg_question_forget(question);
    return outcome;
}

void tg_question_forget(struct tg_question *question)
{
    for (unsigned i = 0; i < question->count; i++) PQclear(question->answers[i]), question->answers[i] = NULL;
}

void tg_question_add(struct tg_question *question, struct tg_piece piece)
{
    question->pieces[question->count++] = piece;
}

/* A connection that was lost is replaced within the same question. */
static toegang_status ask(struct tg_asking *asking, struct tg_question *question)
{
    toegang_report *report = asking->report, told = {0};
    enum outcome outcome = AGAIN;
    for (int try = 0; try < TRIES && outcome == AGAIN; try++) {
        told = (toegang_report){0};
        asking->report = &told;
        outcome = ask_once(asking, question);
    }
    asking->report = report;
    return outcome == DONE ? TOEGANG_GOOD : tg_report_pass(report, &told);
}

/* The turn is given back before the answers are told: who gets them may ask something else. */
toegang_status tg_question_ask(struct tg_asking *asking, struct tg_question *question)
{
    toegang_status status = tg_asking_begin(asking);
    if (status != TOEGANG_GOOD) return status;
    status = ask(asking, question);
    tg_asking_end(asking);
    return status;
}

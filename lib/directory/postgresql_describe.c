/* SPDX-License-Identifier: Apache-2.0 */
/* What a PostgreSQL directory says of itself. */
#include <stdio.h>
#include <string.h>

#include "directory_postgresql.h"

/* The estimate of the server: counting a country takes longer than there is time. */
static const char registers_text[] =
    "SELECT register, as_of, greatest(reltuples, 0)::bigint FROM unnest(ARRAY['kbo', 'btb', "
    "'gebruikersbeheer',"
    " 'rollenbeheer']) WITH ORDINALITY AS all_of (register, number) LEFT JOIN toegang_register USING "
    "(register)"
    " JOIN pg_class ON pg_class.oid = ('toegang_' || register)::regclass ORDER BY number";
/* The index has one entry an organisation. */
static const char organisations_text[] =
    "SELECT as_of, greatest(reltuples, 0)::bigint FROM toegang_register, pg_index JOIN pg_class ON pg_class.oid ="
    " indexrelid WHERE register = 'organisation' AND indrelid = 'toegang_organisation'::regclass AND indpred IS NOT NULL";
static const char trail_text[] = "SELECT coalesce(max(number), 0) FROM toegang_trail";

struct telling {
    toegang_detail_sink *sink;
    void *context;
};

static toegang_status tell_host(const struct telling *telling, const PGresult *answer, toegang_report *report)
{
    char value[32];
    toegang_time age;
    toegang_status status = tg_postgresql_age(answer, NULL, &age, report);
    if (status != TOEGANG_GOOD) return status;
    bool is_replica = strcmp(PQgetvalue(answer, 0, 0), "f") != 0;
    toegang_time_format(age, value);
    telling->sink(telling->context, "host", is_replica ? "replica" : "primary");
    if (is_replica) telling->sink(telling->context, "age", age == TOEGANG_ALWAYS ? "not known" : value);
    return TOEGANG_GOOD;
}

static void tell_register(const struct telling *telling, const PGresult *answer, int row)
{
    char name[64], value[32] = "now";
    int64_t age;
    const char *reg = PQgetvalue(answer, row, 0);
    if (!PQgetisnull(answer, row, 1) && tg_postgresql_integer(answer, row, 1, &age))
        toegang_time_format(age, value);
    (void)snprintf(name, sizeof name, "%s as of", reg);
    telling->sink(telling->context, name, value);
    (void)snprintf(name, sizeof name, "%s facts", reg);
    telling->sink(telling->context, name, PQgetvalue(answer, row, 2));
}

static void tell_organisations(const struct telling *telling, const PGresult *answer)
{
    char value[32];
    int64_t age;
    if (PQntuples(answer) != 1 || !tg_postgresql_integer(answer, 0, 0, &age)) return;
    toegang_time_format(age, value);
    telling->sink(telling->context, "kbo organisations as of", value);
    telling->sink(telling->context, "kbo organisations", PQgetvalue(answer, 0, 1));
}

toegang_status tg_postgresql_describe(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                      void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    const struct telling telling = {sink, context};
    struct tg_question asked = {.count = 0};
    struct tg_asking asking = {.server = server,
                               .pool = &server->questions,
                               .deadline = tg_postgresql_deadline(server, patience_ms),
                               .report = report};
    tg_question_add(&asked, (struct tg_piece){.text = tg_postgresql_now_text});
    if (!server->query) {
        tg_question_add(&asked, (struct tg_piece){.text = tg_postgresql_version_text});
        tg_question_add(&asked, (struct tg_piece){.text = trail_text});
        tg_question_add(&asked, (struct tg_piece){.text = registers_text});
        tg_question_add(&asked, (struct tg_piece){.text = organisations_text});
    }
    toegang_status status = tg_question_ask(&asking, &asked);
    if (status != TOEGANG_GOOD) return status;
    status = tell_host(&telling, asked.answers[0], report);
    sink(context, "schema", server->query ? "query" : PQgetvalue(asked.answers[1], 0, 0));
    if (!server->query) sink(context, "trail lines", PQgetvalue(asked.answers[2], 0, 0));
    for (int i = 0; !server->query && i < PQntuples(asked.answers[3]); i++)
        tell_register(&telling, asked.answers[3], i);
    if (!server->query) tell_organisations(&telling, asked.answers[4]);
    tg_question_forget(&asked);
    return status;
}

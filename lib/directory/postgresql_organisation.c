/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of organisations: loaded anew as a register is, and looked up. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory/known.h"
#include "postgresql_load.h"
#include "postgresql_schema.h"

/* ---- loading ---- */

/* COPY takes everything; of two rows for one key the first stays. */
#define STAGING "toegang_loading_organisation"
#define FIRST_ONLY \
    "DELETE FROM " STAGING " AS it USING (SELECT organisation, language, min(ctid) AS first FROM " STAGING \
    " GROUP BY organisation, language HAVING count(*) > 1) AS twice WHERE it.organisation = twice.organisation" \
    " AND it.language = twice.language AND it.ctid <> twice.first"

static const struct tg_pg_loaded organisations = {"organisation", TG_ORGANISATION(STAGING), TG_KNOWN_COLUMNS,
                                                  FIRST_ONLY ";" TG_ORGANISATION_INDEXES(STAGING)};

static toegang_status row_is_none(toegang_report *report)
{
    return tg_postgresql_bad_row(NULL, report);
}

static toegang_status add_known(void *state, const toegang_known *row, toegang_report *report)
{
    char organisation[TOEGANG_ORGANISATION_KEY_MAX], of[TOEGANG_ORGANISATION_KEY_MAX], since[24];
    if (!tg_known_is_good(row)) return row_is_none(report);
    toegang_organisation_key(&row->organisation, organisation);
    toegang_organisation_key(&row->of, of);
    (void)snprintf(since, sizeof since, "%lld", (long long)row->since);
    const char *const values[] = {organisation, row->language, row->name, of, row->status, row->situation, since};
    return tg_load_row(state, values, (int)(sizeof values / sizeof *values), report);
}

toegang_status tg_postgresql_load_organisations(void *self, const toegang_load *load, toegang_report *report)
{
    const toegang_loading given = {.size = sizeof given, .keep = tg_load_keep, .add_known = add_known};
    return tg_load_what(self, &organisations, load, given, report);
}

/* ---- a question ---- */

/* One row at least, which says how old the whole is. */
static const char question[] =
    "SELECT age.as_of, o.language, o.name, o.of, o.status, o.situation, o.since FROM (SELECT (SELECT as_of FROM"
    " toegang_register WHERE register = 'organisation') AS as_of) AS age LEFT JOIN toegang_organisation AS o ON"
    " o.organisation = $1";
enum { AS_OF, LANGUAGE, NAME, OF, STATUS, SITUATION, SINCE };

static struct tg_span text_of(const PGresult *answer, int row, int column)
{
    return (struct tg_span){PQgetvalue(answer, row, column), (size_t)PQgetlength(answer, row, column)};
}

static bool read_row(const PGresult *answer, int row, toegang_known *out)
{
    out->as_of = TOEGANG_ALWAYS;
    if (!PQgetisnull(answer, row, AS_OF) && !tg_postgresql_integer(answer, row, AS_OF, &out->as_of)) return false;
    if (PQgetisnull(answer, row, LANGUAGE)) return true;
    return tg_known_copy(out->language, sizeof out->language, text_of(answer, row, LANGUAGE)) &&
           tg_known_copy(out->name, sizeof out->name, text_of(answer, row, NAME)) &&
           tg_known_key(text_of(answer, row, OF), &out->of) &&
           tg_known_copy(out->status, sizeof out->status, text_of(answer, row, STATUS)) &&
           tg_known_copy(out->situation, sizeof out->situation, text_of(answer, row, SITUATION)) &&
           tg_postgresql_integer(answer, row, SINCE, &out->since);
}

static toegang_status push_all(const PGresult *answer, const toegang_organisation *key, toegang_known_sink *sink,
                               void *context, toegang_report *report)
{
    toegang_status status = PQnfields(answer) == SINCE + 1 ? TOEGANG_GOOD : row_is_none(report);
    for (int i = 0; status == TOEGANG_GOOD && i < PQntuples(answer); i++) {
        toegang_known row = {.size = sizeof row, .organisation = *key, .since = TOEGANG_ALWAYS};
        status = read_row(answer, i, &row) ? sink(context, &row) : row_is_none(report);
    }
    return status;
}

toegang_status tg_postgresql_organisation(void *self, const toegang_organisation *key, toegang_known_sink *sink,
                                          void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    char text[TOEGANG_ORGANISATION_KEY_MAX];
    const char *const values[] = {text};
    struct tg_question asked = {.count = 0};
    struct tg_asking asking = {.server = server,
                               .pool = &server->questions,
                               .deadline = tg_postgresql_deadline(server, 0),
                               .report = report};
    toegang_organisation_key(key, text);
    tg_question_add(&asked, (struct tg_piece){.text = question, .count = 1, .values = values});
    toegang_status status = tg_question_ask(&asking, &asked);
    if (status == TOEGANG_GOOD) status = push_all(asked.answers[0], key, sink, context, report);
    tg_question_forget(&asked);
    return status;
}

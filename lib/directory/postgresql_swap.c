/* SPDX-License-Identifier: Apache-2.0 */
/* What was loaded takes the place of the register, in one transaction with what the trail says. */
#include <poll.h>
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "postgresql_load.h"

#define PAUSE 200 /* milliseconds in which questions that waited behind us have their turn */

/*
 * Whoever waits for this lock has every later question wait behind him: so only for a moment, and again. Who
 * may look at the old table may look at the new one.
 */
static const char lock_form[] =
    "SELECT set_config('lock_timeout', '300', true); LOCK TABLE toegang_%1$s IN ACCESS EXCLUSIVE MODE";
static const char swap_form[] =
    "DO $$DECLARE one record; BEGIN FOR one IN SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE "
    "grantee::regrole::text END"
    " AS who, privilege_type AS what FROM pg_class, aclexplode(relacl) WHERE oid = 'toegang_%1$s'::regclass AND "
    "grantee <> relowner"
    " LOOP EXECUTE format('GRANT %%s ON toegang_loading_%1$s TO %%s', one.what, one.who); END LOOP; END$$;"
    "DROP TABLE toegang_%1$s; ALTER TABLE toegang_loading_%1$s RENAME TO toegang_%1$s";

toegang_status tg_load_changed(toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CHANGED, "the fact as it was",
                     TG_SPAN("something else"));
}

static bool tell(struct tg_pg_change *change, const char *text, int count, const char *const *values)
{
    PGresult *answer = tg_pg_change_ask(change, text, count, values);
    PQclear(answer);
    return answer != NULL;
}

static toegang_status lock(struct tg_pg_change *change, const char *name)
{
    char text[192];
    (void)snprintf(text, sizeof text, lock_form, name);
    PGresult *answer =
        tg_postgresql_ask(change->asking.link->connection, text, 0, NULL, change->asking.deadline);
    toegang_status status = TOEGANG_GOOD;
    if (!tg_postgresql_good(answer)) {
        status = tg_postgresql_fault(answer, change->asking.deadline, change->asking.report);
        change->again = true;
        (void)poll(NULL, 0, PAUSE);
    }
    PQclear(answer);
    return status;
}

static toegang_status is_ours(struct tg_pg_change *change, const struct tg_pg_about *about)
{
    PGresult *answer = tg_pg_change_ask(change, TG_LOAD_IS_OURS, 4, about->values);
    if (!answer) return change->asking.report->status;
    toegang_status status = PQntuples(answer) == 1 ? TOEGANG_GOOD : tg_load_changed(change->asking.report);
    PQclear(answer);
    return status;
}

static toegang_status put_in_place(struct tg_pg_change *change, const struct tg_pg_about *about)
{
    char text[1024];
    (void)snprintf(text, sizeof text, swap_form, about->values[0]);
    bool is_put = tell(change, text, 0, NULL) &&
                  tell(change,
                       "INSERT INTO toegang_register (register, loaded_from, as_of) VALUES ($1, $2, $3) ON "
                       "CONFLICT (register)"
                       " DO UPDATE SET loaded_from = excluded.loaded_from, as_of = excluded.as_of",
                       3, about->values) &&
                  tell(change, "DELETE FROM toegang_loading WHERE register = $1", 1, about->values);
    change->wrote = true;
    return is_put ? TOEGANG_GOOD : change->asking.report->status;
}

static toegang_status swap(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct tg_pg_loading *loading = context;
    struct tg_pg_change *change = writing->state;
    struct tg_pg_about about;
    tg_load_about(loading, &about);
    change->asking.report = report;
    toegang_status status = is_ours(change, &about);
    if (status == TOEGANG_GOOD) status = lock(change, loading->what->name);
    if (status == TOEGANG_GOOD) status = put_in_place(change, &about);
    return status == TOEGANG_GOOD ? loading->load->seal(loading->load->context, writing, report) : status;
}

toegang_status tg_load_swap(struct tg_pg_loading *loading, toegang_report *report)
{
    return tg_postgresql_change(loading->asking.server, tg_deadline_in(TG_PATIENCE_MAX), swap, loading,
                                report);
}

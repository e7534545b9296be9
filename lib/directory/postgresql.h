/* SPDX-License-Identifier: Apache-2.0 */
/* A connection to PostgreSQL that keeps a deadline and takes nothing from the environment. */
#ifndef TG_DIRECTORY_POSTGRESQL_H
#define TG_DIRECTORY_POSTGRESQL_H

#include <libpq-fe.h>

#include <toegang/base.h>

#include "base/arena.h"
#include "directory/deadline.h"

#define TG_CONNINFO_MAX 4096 /* octets */
#define TG_HOSTS_MAX 8       /* of one conninfo */

/*
 * The same conninfo with every parameter that libpq knows in words, secrets included, in the arena.
 * CONFIGURATION with this check: it cannot be read, names no host, user or dbname, names a service, or has no
 * root certificate where it wants one. No report repeats any of it but the names of parameters.
 */
toegang_status tg_postgresql_settings(const char *conninfo, const char *check, struct tg_arena *arena,
                                      const char **out, toegang_report *report);

/* The hosts of a conninfo, each with settings of its own that name no other. */
struct tg_hosts {
    const char *settings[TG_HOSTS_MAX];
    unsigned count;
};
/* As tg_postgresql_settings, a host at a time; which of them is the primary is for the caller to find out. */
toegang_status tg_postgresql_hosts(const char *conninfo, const char *check, struct tg_arena *arena,
                                   struct tg_hosts *out, toegang_report *report);

/* A connection, and nothing said on it: what is set on one stays with the next who gets it from a pooler. */
PGconn *tg_postgresql_dial(const char *settings, struct tg_deadline deadline, const char *check,
                           toegang_report *report);
/* A connection whose statements the server gives up within the patience; NULL with a reason. */
PGconn *tg_postgresql_connect(const char *settings, int64_t patience_ms, struct tg_deadline deadline,
                              const char *check, toegang_report *report);
/* Whether an idle connection still stands: says no when the server has ended it. */
bool tg_postgresql_stands(PGconn *connection);
/*
 * Asks one statement with text parameters, or several without any, of which the last answers. NULL: no answer
 * in time or a connection that was lost; the connection is good for nothing any more.
 */
PGresult *tg_postgresql_ask(PGconn *connection, const char *text, int count, const char *const *values,
                            struct tg_deadline deadline);
/* What was asked is on its way; the answers are taken one by one. False: none will come. */
bool tg_postgresql_flush(PGconn *connection, struct tg_deadline deadline);
/* False: it did not come in time, or the connection was lost. *out is NULL when there are no more. */
bool tg_postgresql_next(PGconn *connection, struct tg_deadline deadline, PGresult **out);

/* One statement of several that go together and are answered together. */
struct tg_statement {
    const char *name; /* of a prepared one; NULL: asked by its text */
    const char *text; /* with a name: prepares it. NULL: asks what was prepared */
    int count;
    const char *const *values;
};
/*
 * Asks all of them in one way to and fro; they are one transaction, and what stands behind one that failed is not
 * done. One answer each, the caller's to clear, NULL where there was none. False as tg_postgresql_ask is NULL.
 */
bool tg_postgresql_pipeline(PGconn *connection, const struct tg_statement *statements, unsigned count,
                            PGresult **answers, struct tg_deadline deadline);
/* Rows or a command done. */
bool tg_postgresql_good(const PGresult *answer);
/* UNAVAILABLE with the SQLSTATE: the server's words may repeat what a row holds. */
toegang_status tg_postgresql_failed(const PGresult *answer, const char *check, toegang_report *report);

#endif

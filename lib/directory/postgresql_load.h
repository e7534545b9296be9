/* SPDX-License-Identifier: Apache-2.0 */
/* A register that is being loaded, between its two files. */
#ifndef TG_DIRECTORY_POSTGRESQL_LOAD_H
#define TG_DIRECTORY_POSTGRESQL_LOAD_H

#include "directory_postgresql.h"

#define TG_LOAD_ROW_MAX 4096 /* octets of a row: 5 texts that may double, and numbers */

/* What differs from one table to the other. Texts of SQL. */
struct tg_pg_loaded {
    const char *name;    /* "kbo"; tables are toegang_kbo and toegang_loading_kbo */
    const char *staging; /* makes the table to load into */
    const char *columns; /* in which rows are copied */
    const char *indexes; /* makes those of that table, and its key */
};

struct tg_pg_loading {
    struct tg_asking asking; /* on a connection of its own */
    struct tg_pg_link link;
    const struct tg_pg_loaded *what;
    const toegang_load *load;
    int64_t line; /* up to here it is kept */
    bool is_copying;
    size_t length;
    char rows[65536];
};

/* Which loading it is, as values: register, mark, age, line. */
struct tg_pg_about {
    const char *values[4];
    char as_of[24], line[24];
};
void tg_load_about(const struct tg_pg_loading *loading, struct tg_pg_about *about);
#define TG_LOAD_IS_OURS \
    "SELECT 1 FROM toegang_loading WHERE register = $1 AND mark = $2 AND as_of = $3 AND line = $4 FOR " \
    "UPDATE"
toegang_status tg_load_changed(toegang_report *report);

/* Copies a row. No value holds a control character. */
toegang_status tg_load_row(struct tg_pg_loading *loading, const char *const *values, int count, toegang_report *report);
toegang_status tg_load_keep(void *state, uint64_t line, toegang_report *report);
/* All of it; given tells how a row is set aside, its state is the loading. */
toegang_status tg_load_what(struct tg_postgresql *server, const struct tg_pg_loaded *what, const toegang_load *load,
                            toegang_loading given, toegang_report *report);

/* Puts what was loaded in the place of the register: postgresql_swap.c. */
toegang_status tg_load_swap(struct tg_pg_loading *loading, toegang_report *report);

#endif

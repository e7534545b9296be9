/* SPDX-License-Identifier: Apache-2.0 */
/* A country made of numbers, the same in every store: an enterprise has three functions and at most one right. */
#ifndef TG_BENCH_DIRECTORIES_H
#define TG_BENCH_DIRECTORIES_H

#include <toegang/sys/directory.h>

#include "bench.h"

enum { OF_AN_ENTERPRISE = 3, QUESTIONS = 65536 };
#define THE_ELOKET "wse-loket"

/* Ends the process when the status is not GOOD. */
void must(toegang_status status, const toegang_report *report);

/* The nth of the register, KBO or GEBRUIKERSBEHEER. Its texts are static. */
toegang_fact country_fact(toegang_register reg, uint64_t number);
/* Puts the first facts of a register into a store. */
void country_load(toegang_directory *directory, toegang_register reg, uint64_t count);
void country_write_ldif(uint64_t functions, uint64_t rights);

/* Enterprises drawn at random, and who has the right there: each store and its client are asked the same. */
struct asked {
    char organisation[16], holder[12]; /* "kbo:0…" */
    toegang_directory_question of_enterprise, of_holder;
};
const struct asked *country_questions(uint64_t functions, uint64_t rights);

/* The client library alone, with what it prepared: the functions of an enterprise, and the right of a holder. */
struct raw {
    bench_once *of_enterprise, *of_holder;
    void *context;
};
struct raw raw_sqlite(const char *path, const struct asked *questions);
struct raw raw_postgresql(const char *conninfo, const struct asked *questions);
struct raw raw_ldap(const char *url, const struct asked *questions);

#endif

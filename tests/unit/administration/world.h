/* SPDX-License-Identifier: Apache-2.0 */
/* A small country for tests of administration: persons by number, one store, and facts as words. */
#ifndef TG_TESTS_WORLD_H
#define TG_TESTS_WORLD_H

#include <criterion/criterion.h>

#include <toegang/administration.h>
#include <toegang/sys/identity.h>

#include "writable.h"

#define ONE "0999.999.922"
#define TWO "0884.303.369"
#define NOW 1795428000 /* 2026-11-23T10:00:00Z; facts as words count from it */

struct world {
    toegang *all;
    struct writable *store;
};

/* The e-counters and all else of a configuration without directories; every register is the store. */
struct world world_open(const char *config);
void world_close(struct world *world);
extern const char world_config[];

toegang_rrn person(unsigned number); /* 0 .. 900 */
toegang_organisation organisation(const char *text);

/*
 * "function:0 htb:1:-50..100/0@-50 right:2:enter:ctx:..: two:function:3 block:2:own": in ONE but for two:, from..until
 * in seconds after NOW, open where nothing stands, /who@when granted it. Rights of the e-counter "own" are in
 * Gebruikersbeheer, of "fed" in Rollenbeheer.
 */
void world_add(struct world *world, const char *words);
/* All that is in the store but functions, as such words, sorted. */
const char *world_say(struct world *world, char *out, size_t size);

typedef toegang_status act_function(const toegang *all, const toegang_act *act, toegang_deed **out,
                                    toegang_report *report);
/* An act of a person by the word of the host, at NOW unless at is given. */
struct wish {
    act_function *act;
    unsigned who, to;
    const char *eloket, *right, *context;
    long from, until, at; /* after NOW; 0: not given */
    const char *organisation;
};
toegang_status world_do(struct world *world, const struct wish *wish, toegang_deed **out, toegang_report *report);
/* Does the e-counter open for that person? */
toegang_status world_check(struct world *world, unsigned who, const char *eloket, const char *right, long at);

#endif

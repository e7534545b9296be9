/* SPDX-License-Identifier: Apache-2.0 */
/* A small world for tests: persons, enterprises, e-counters and moments by number. */
#ifndef SMALL_H
#define SMALL_H

#include <stdint.h>

#include "assertion/identity.h"
#include "decision/decide.h"

#define NOBODY (-1)
#define FACTS_MAX 64
#define STATED_MAX 8

/* Moments. Periods are [from, until). */
#define LONG_AGO 1000000
#define PAST 2000000
#define NOW 3000000
#define SOON 4000000
#define LATER 5000000

toegang_rrn person(int number);              /* 0 to 9; NOBODY */
toegang_organisation enterprise(int number); /* 0 to 9; NOBODY */
const char *counter(int number);             /* "e0", "e1" */

toegang_fact function_of(int holder, int organisation, const char *code, toegang_time from,
                         toegang_time until);
toegang_fact company_function(int company, int organisation, const char *code, toegang_time from,
                              toegang_time until);
toegang_fact permanent(int holder, int company, int organisation, toegang_time from, toegang_time until);
toegang_fact htb_of(int holder, int organisation, int granted_by, toegang_time from, toegang_time until);
toegang_fact right_of(int holder, int organisation, int eloket, const char *code, int granted_by,
                      toegang_time from, toegang_time until);
toegang_fact block_of(int holder, int organisation, int eloket, toegang_time from, toegang_time until);

/* A whole case that can be asked: everything lies in it. */
struct small {
    struct tg_policy policy;
    toegang_question question;
    toegang_identity identity;
    toegang_fact facts[FACTS_MAX];
    const toegang_fact *list[FACTS_MAX];
    struct tg_world world;
    toegang_stated stated[STATED_MAX];
    toegang_role roles[STATED_MAX];
};

/* Every right that the policy of a small world can list. */
extern const char *const small_rights[2]; /* r, s */

/* Person 0 asks for enterprise 0 at e0, NOW, with a high key; every register was asked and answered. */
void small_open(struct small *small);
void small_add(struct small *small, toegang_fact fact);
/* The assertion states it; whether its issuer may is identity.asserts, at first nothing. */
void small_state(struct small *small, toegang_stated_kind kind, int organisation);
void small_role(struct small *small, const char *right, const char *context, int organisation);
/* The register is not configured. */
void small_absent(struct small *small, toegang_register reg);
void small_silence(struct small *small, toegang_register reg);
/* Asks; ends the test when memory is at its end. The caller frees the decision. */
toegang_decision *small_ask(struct small *small);
/* The same, told with outcome and check only. */
toegang_outcome small_outcome(struct small *small);

/* A generator of numbers with a seed that is printed: splitmix64. */
struct dice {
    uint64_t state;
};
uint64_t dice_next(struct dice *dice);
unsigned dice_below(struct dice *dice, unsigned limit);

#endif

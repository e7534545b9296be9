/* SPDX-License-Identifier: Apache-2.0 */
/* A decision that was logged is made again from its line alone, on random cases; from another line it is not. */
#include <criterion/criterion.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../decision/random.h"
#include "administration/check.h"
#include "administration/decision_line.h"
#include "administration/record.h"

#define SEED UINT64_C(0x747261696c)

static struct tg_crypto *crypto;
static struct tg_trail_keys keys;

static void make(void)
{
    static const uint8_t key[TG_MAC_OCTETS] = {7};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_trail_keys_make(crypto, key, &keys, NULL), TOEGANG_GOOD);
}

static void end(void)
{
    tg_crypto_free(crypto);
}

TestSuite(replay, .init = make, .fini = end);

static struct dice dice_open(const char *name)
{
    const char *given = getenv("TG_TEST_SEED");
    struct dice dice = {given ? strtoull(given, NULL, 0) : SEED};
    fprintf(stderr, "%s: seed 0x%" PRIx64 "\n", name, dice.state);
    return dice;
}

static unsigned cases(unsigned normal)
{
    return getenv("TOEGANG_TEST_LONG") ? normal * 30 : normal;
}

static struct tg_span line_of(struct small *small, struct tg_arena *arena, toegang_outcome *outcome)
{
    static const char version[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    struct tg_decision_line what;
    struct tg_link before = {0}, after;
    struct tg_span line = {0};
    toegang_decision *decision = small_ask(small);
    cr_assert_eq(tg_decision_line_of(&small->question, &small->world, decision, version, arena, &what, NULL),
                 TOEGANG_GOOD);
    cr_assert_eq(tg_line_make(&keys, &before, tg_decision_body, &what, arena, &line, &after, NULL), TOEGANG_GOOD);
    *outcome = toegang_decision_outcome(decision);
    toegang_decision_free(decision);
    return line;
}

Test(replay, agrees_and_tells_no_number)
{
    struct dice dice = dice_open("agrees");
    unsigned seen[3] = {0};
    for (unsigned i = 0; i < cases(6000); i++) {
        struct small small;
        struct tg_arena arena = {0};
        struct tg_record record;
        toegang_report report = {0};
        toegang_outcome outcome;
        random_small(&dice, &small, 12);
        struct tg_span line = line_of(&small, &arena, &outcome);
        seen[outcome]++;
        cr_assert(tg_is_decision(line));
        cr_assert_eq(tg_record_read(line, &arena, &record, &report), TOEGANG_GOOD, "%s", line.at);
        cr_assert_eq(tg_record_replay(&record, &small.policy, &arena, &report), TOEGANG_GOOD, "case %u: %s", i,
                     line.at);
        for (int number = 0; number < 10; number++) {
            char digits[12] = "";
            toegang_rrn holder = person(number);
            memcpy(digits, holder.digits, sizeof holder.digits);
            cr_assert_null(strstr(line.at, digits), "%s", line.at);
        }
        tg_arena_free(&arena);
    }
    fprintf(stderr, "deny %u, indeterminate %u, permit %u\n", seen[0], seen[1], seen[2]);
    cr_assert(seen[0] > 100 && seen[1] > 100 && seen[2] > 100, "the cases are too much alike");
}

/* Each of these changes what was decided, or what it was decided from. */
Test(replay, differs_from_what_was_not_decided)
{
    struct dice dice = dice_open("differs");
    unsigned differing = 0, permits = 0;
    for (unsigned i = 0; i < cases(2000); i++) {
        struct small small;
        struct tg_arena arena = {0};
        struct tg_record record;
        toegang_outcome outcome;
        random_small(&dice, &small, 12);
        struct tg_span line = line_of(&small, &arena, &outcome);
        cr_assert_eq(tg_record_read(line, &arena, &record, NULL), TOEGANG_GOOD);
        char *response = tg_arena_text(&arena, record.response);
        response[sizeof "{\"decision\":" - 1] ^= 't' ^ 'f';
        struct tg_record other = record;
        other.question.identity = &other.identity;
        other.response.at = response;
        cr_assert_eq(tg_record_replay(&other, &small.policy, &arena, NULL), TOEGANG_REFUSED);
        permits += outcome == TOEGANG_OUTCOME_PERMIT && record.world.count > 0;
        record.world.count = 0;
        record.question.identity = &record.identity;
        toegang_status status = tg_record_replay(&record, &small.policy, &arena, NULL);
        differing += outcome == TOEGANG_OUTCOME_PERMIT && status == TOEGANG_REFUSED;
        tg_arena_free(&arena);
    }
    cr_expect_gt(permits, 50);
    cr_expect_gt(differing, permits / 2, "%u of %u", differing, permits);
}

/* A line of ours that another version wrote, or none at all. */
Test(replay, refuses_what_it_cannot_read)
{
    struct dice dice = dice_open("reads");
    struct small small;
    struct tg_arena arena = {0};
    toegang_outcome outcome;
    random_small(&dice, &small, 12);
    struct tg_span line = line_of(&small, &arena, &outcome);
    char *copy = tg_arena_text(&arena, line);
    for (size_t i = 0; i < line.length; i++) {
        struct tg_record record;
        toegang_report report = {0};
        copy[i] = (char)(copy[i] ^ 4);
        toegang_status status = tg_record_read((struct tg_span){copy, line.length}, &arena, &record, &report);
        cr_expect(status == TOEGANG_GOOD || strcmp(report.check, CHECK_AUDIT_REPLAY) == 0);
        if (status == TOEGANG_GOOD) (void)!tg_record_replay(&record, &small.policy, &arena, NULL);
        copy[i] = (char)(copy[i] ^ 4);
        cr_expect_eq(tg_record_read(tg_span_until(line, i), &arena, &record, NULL), TOEGANG_REFUSED);
    }
    tg_arena_free(&arena);
}

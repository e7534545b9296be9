/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets as a trail that somebody put there, and each line as one that was verified: walked, or refused with a place; a
 * logged decision that is read is decided again without harm.
 */
#include <stdio.h>

#include "administration/record.h"
#include "administration/trail_file.h"
#include "decision/policy.h"
#include "harness.h"

static struct tg_crypto *crypto;
static struct tg_trail_keys keys;

static void replay(struct tg_span line)
{
    struct tg_arena arena = {0};
    struct tg_record record;
    struct tg_policy policy;
    toegang_report report = {0};
    tg_policy_default(&policy, "loket");
    toegang_status status = tg_record_read(line, &arena, &record, &report);
    check_report(status, &report);
    if (status == TOEGANG_GOOD) {
        status = tg_record_replay(&record, &policy, &arena, &report);
        demand(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    }
    tg_arena_free(&arena);
}

static void walk(struct tg_span octets)
{
    struct tg_walk walk = {.keys = &keys};
    toegang_status status = TOEGANG_GOOD;
    while (octets.length > 0) {
        struct tg_span line = tg_span_until(octets, tg_span_find(octets, '\n'));
        uint64_t before = walk.link.number;
        toegang_report report = {0};
        if (status == TOEGANG_GOOD) {
            status = tg_walk_line(&walk, line, &report);
            check_report(status, &report);
            demand(status == TOEGANG_GOOD ? walk.link.number > before : walk.link.number == before);
            demand((walk.broken == before + 1) == (status == TOEGANG_REFUSED));
        }
        (void)tg_is_decision(line);
        replay(line);
        octets = tg_span_from(octets, line.length + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[TG_MAC_OCTETS] = {7};
    if (!crypto)
        demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD &&
               tg_trail_keys_make(crypto, key, &keys, NULL) == TOEGANG_GOOD);
    walk((struct tg_span){(const char *)data, size});
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, and a change to tell of. */
#ifndef TG_TESTS_TRAIL_MAKER_H
#define TG_TESTS_TRAIL_MAKER_H

#include <criterion/criterion.h>

#include <string.h>

#include "administration/check.h"
#include "administration/entry_line.h"
#include "administration/trail.h"

#define HOLDER "85073003328"

static struct tg_crypto *crypto;
static struct tg_trail_keys keys;

static inline void keys_make(void)
{
    static const uint8_t key[TG_MAC_OCTETS] = {1, 2, 3};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_trail_keys_make(crypto, key, &keys, NULL), TOEGANG_GOOD);
}

static inline void keys_free(void)
{
    tg_crypto_free(crypto);
}

static inline toegang_rrn rrn_of(const char *digits)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NATIONAL};
    memcpy(rrn.digits, digits, sizeof rrn.digits);
    return rrn;
}

static inline struct tg_entry entry_of(const char *detail)
{
    return (struct tg_entry){.event = "grant", .at = 1700000000, .who = rrn_of(HOLDER), .whom = rrn_of("90010112345"),
                             .organisation = {"0999999922", TOEGANG_SCHEME_KBO}, .eloket = "loket", .right = "r",
                             .ground = "htb", .evidence = TG_SPAN("{}"), .detail = detail};
}

static inline struct tg_entry_line line_of(const struct tg_entry *entry)
{
    struct tg_entry_line out;
    cr_assert_eq(tg_entry_line_of(crypto, entry, "version", 0, &out, NULL), TOEGANG_GOOD);
    return out;
}

#endif

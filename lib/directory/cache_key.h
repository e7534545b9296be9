/* SPDX-License-Identifier: Apache-2.0 */
/* A question as octets: all that its answer hangs on, and nothing else. */
#ifndef TG_DIRECTORY_CACHE_KEY_H
#define TG_DIRECTORY_CACHE_KEY_H

#include <toegang/directory.h>

#include <stdbool.h>

#include "siphash.h"

#define TG_CACHE_KEY_TEXT 256 /* octets of an e-counter or right; a longer one is never kept */
#define TG_CACHE_KEY_MAX (40 + 2 * (TG_CACHE_KEY_TEXT + 1))

struct tg_cache_key {
    uint64_t hash;
    size_t length;
    uint8_t octets[TG_CACHE_KEY_MAX];
};

/*
 * Not the moment that is asked about, for answers hold the facts of all periods; not the patience; not fresh
 * and since, which say how old an answer may be and not what it holds. False when it is too long.
 */
bool tg_cache_key_make(const toegang_directory_question *question, uint64_t version,
                       const uint8_t seed[TG_SIPHASH_KEY], struct tg_cache_key *out);
/* It may hold a national number. */
void tg_cache_key_wipe(struct tg_cache_key *key);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* An assertion is used once: its issuer and its id, together, are noted in a memory. */
#include <toegang/replay.h>

#include <string.h>

#include "base/hex.h"
#include "base/report.h"
#include "check.h"
#include "crypto/digest.h"

#define NAME_MOST 4096 /* more than an issuer or an id may have anywhere */

/* Both with their NUL, so that no two pairs have the same octets. */
static toegang_status digest_of(const char *issuer, const char *id, uint8_t out[TG_DIGEST_MAX],
                                toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_crypto *crypto = NULL;
    size_t first = strlen(issuer) + 1, second = strlen(id) + 1;
    char *both = tg_arena_take(&arena, first + second);
    if (!both) return tg_no_memory(report);
    memcpy(both, issuer, first);
    memcpy(both + first, id, second);
    toegang_status status = tg_crypto_new(&crypto, report);
    if (status == TOEGANG_GOOD)
        status = tg_digest(crypto, TG_SHA256, (struct tg_span){both, first + second}, out, report);
    tg_crypto_free(crypto);
    tg_arena_free(&arena);
    return status;
}

static bool is_name(const char *text)
{
    return text && strnlen(text, NAME_MOST) < NAME_MOST && *text;
}

toegang_status toegang_use_once(toegang_replay *replay, const char *issuer, const char *id,
                                toegang_time until, toegang_time at, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    char key[2 * TG_DIGEST_MAX + 1] = "";
    if (!replay || !is_name(issuer) || !is_name(id))
        return tg_misuse(report, "a memory, an issuer and an id");
    toegang_status status = digest_of(issuer, id, digest, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(digest, tg_hash_octets(TG_SHA256), key);
    return toegang_replay_use(replay, key, until, at, report);
}

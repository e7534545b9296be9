/* SPDX-License-Identifier: Apache-2.0 */
/* One configured key, and a key of its own for each use (NIST SP 800-108, one block of counter mode is enough). */
#include "administration/trail.h"
#include "parse/base64.h"

#define PSEUDONYM_OCTETS 16

static toegang_status make(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS], const char *label,
                           uint8_t out[TG_MAC_OCTETS], toegang_report *report)
{
    const struct tg_span pieces[] = {tg_span_of(label)};
    return tg_mac(crypto, key, pieces, 1, out, report);
}

toegang_status tg_trail_keys_make(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS],
                                  struct tg_trail_keys *out, toegang_report *report)
{
    out->crypto = crypto;
    toegang_status status = make(crypto, key, "toegang-trail-people-1", out->people, report);
    if (status == TOEGANG_GOOD) status = make(crypto, key, "toegang-trail-chain-1", out->chain, report);
    if (status == TOEGANG_GOOD) status = make(crypto, key, "toegang-trail-head-1", out->head, report);
    return status;
}

toegang_status tg_pseudonym(const struct tg_trail_keys *keys, struct tg_span digits, char out[TG_PSEUDONYM_SIZE],
                            toegang_report *report)
{
    uint8_t made[TG_MAC_OCTETS];
    toegang_status status = tg_mac(keys->crypto, keys->people, &digits, 1, made, report);
    if (status != TOEGANG_GOOD) return status;
    out[0] = '~';
    tg_base64url_write((struct tg_span){(const char *)made, PSEUDONYM_OCTETS}, out + 1);
    return TOEGANG_GOOD;
}

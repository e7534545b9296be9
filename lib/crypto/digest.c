/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/digest.h"

#include <string.h>

#include "openssl.h"

static toegang_status digest(const EVP_MD *md, struct tg_span octets, uint8_t out[TG_DIGEST_MAX],
                             toegang_report *report)
{
    uint8_t made[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(octets.length > 0 ? octets.at : "", octets.length, made, &length, md, NULL) != 1 ||
        length > TG_DIGEST_MAX)
        return tg_openssl_failed("digest", report);
    memcpy(out, made, length);
    return TOEGANG_GOOD;
}

toegang_status tg_digest(const struct tg_crypto *crypto, enum tg_hash hash, struct tg_span octets,
                         uint8_t out[TG_DIGEST_MAX], toegang_report *report)
{
    if (hash <= TG_HASH_NONE || (int)hash >= TG_HASHES) return tg_misuse(report, "a hash of the table");
    ERR_set_mark();
    toegang_status status = digest(crypto->hashes[hash], octets, out, report);
    ERR_pop_to_mark();
    return status;
}

bool tg_octets_equal(const void *one, const void *other, size_t length)
{
    return CRYPTO_memcmp(one, other, length) == 0;
}

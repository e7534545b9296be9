/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets that are shared with the signer. They live inside libcrypto's contexts only, which wipe them. */
#include "openssl.h"

#define SECRET_OCTETS_MIN 32
#define SECRET_OCTETS_MAX 1024

static toegang_status begin_macs(const struct tg_crypto *crypto, struct tg_span secret, struct tg_key *key,
                                 toegang_report *report)
{
    for (int hash = TG_SHA256; hash < TG_HASHES; hash++) {
        key->macs[hash] = tg_hmac_begin(crypto, (enum tg_hash)hash, secret);
        if (!key->macs[hash]) return tg_openssl_failed("HMAC", report);
    }
    key->octets = secret.length;
    key->schemes[0] = TG_HMAC;
    return TOEGANG_GOOD;
}

toegang_status tg_key_of_secret(const struct tg_crypto *crypto, struct tg_span secret, struct tg_key **out,
                                toegang_report *report)
{
    if (secret.length < SECRET_OCTETS_MIN || secret.length > SECRET_OCTETS_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_SECRET, "32 to 1024 octets", "%zu",
                          secret.length);
    struct tg_key *key = tg_key_new();
    if (!key) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = begin_macs(crypto, secret, key, report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_key_free(key), status;
    *out = key;
    return TOEGANG_GOOD;
}

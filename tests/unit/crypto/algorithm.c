/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "crypto/algorithm.h"

#define MORE "http://www.w3.org/2001/04/xmldsig-more#"
#define OLD "http://www.w3.org/2000/09/xmldsig#"
#define NEW "http://www.w3.org/2007/05/xmldsig-more#"
#define ENC "http://www.w3.org/2001/04/xmlenc#"

Test(algorithm, table_is_closed)
{
    static const char *const unknown[] = {OLD "rsa-sha1",
                                          OLD "dsa-sha1",
                                          OLD "hmac-sha1",
                                          MORE "hmac-sha256",
                                          MORE "rsa-md5",
                                          MORE "rsa-sha1",
                                          MORE "ecdsa-sha1",
                                          MORE "ecdsa-sha224",
                                          NEW "rsa-pss",
                                          NEW "sha1-rsa-MGF1",
                                          NEW "sha224-rsa-MGF1",
                                          MORE "rsa-sha256 ",
                                          " " MORE "rsa-sha256",
                                          MORE "RSA-SHA256",
                                          MORE "rsa-sha25",
                                          "RS256",
                                          ""};
    cr_expect_eq(tg_algorithms(), 14);
    cr_expect_null(tg_algorithm_at(14));
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        cr_expect_null(tg_algorithm_of_uri(tg_span_of(unknown[i])), "%s", unknown[i]);
    for (const char *const *name = (const char *const[]){"none", "HS1", "HS224", "RS1", "ES256K", "Ed448", "Ed25519ph", "eddsa", "ed25519", "rs256", "", NULL};
         *name; name++)
        cr_expect_null(tg_algorithm_of_name(tg_span_of(*name)), "%s", *name);
}

Test(algorithm, is_found_by_both_names)
{
    for (size_t i = 0; i < tg_algorithms(); i++) {
        const struct tg_algorithm *row = tg_algorithm_at(i);
        if (row->uri) cr_expect_eq(tg_algorithm_of_uri(tg_span_of(row->uri)), row, "%s", row->uri);
        cr_expect_eq(tg_algorithm_of_name(tg_span_of(row->name)), row, "%s", row->name);
        cr_expect_eq(row->curve_octets > 0, row->scheme == TG_ECDSA, "%s", row->name);
        cr_expect_eq(row->uri == NULL, row->scheme == TG_EDDSA || row->scheme == TG_HMAC, "%s", row->name);
        cr_expect_eq(tg_algorithm_is_secret(row), row->name[0] == 'H', "%s", row->name);
    }
}

Test(algorithm, digests_are_sha_2_only)
{
    cr_expect_eq(tg_hash_of_uri(TG_SPAN(ENC "sha256")), TG_SHA256);
    cr_expect_eq(tg_hash_of_uri(TG_SPAN(MORE "sha384")), TG_SHA384);
    cr_expect_eq(tg_hash_of_uri(TG_SPAN(ENC "sha512")), TG_SHA512);
    for (const char *const *uri =
             (const char *const[]){OLD "sha1", MORE "md5", MORE "sha224", ENC "sha384", ENC "ripemd160",
                                   NEW "sha3-256", ENC "SHA256", "", NULL};
         *uri; uri++)
        cr_expect_eq(tg_hash_of_uri(tg_span_of(*uri)), TG_HASH_NONE, "%s", *uri);
    cr_expect_eq(tg_hash_octets(TG_SHA256), 32);
    cr_expect_eq(tg_hash_octets(TG_SHA384), 48);
    cr_expect_eq(tg_hash_octets(TG_SHA512), 64);
    cr_expect_eq(tg_hash_octets(TG_HASH_NONE), 0);
}

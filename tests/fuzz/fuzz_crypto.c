/* SPDX-License-Identifier: Apache-2.0 */
/* Keys in PEM and as numbers, and what is said to be encrypted: something that can be used, or a named
 * refusal with nothing left behind. */
#include <stdint.h>
#include <stdlib.h>

#include "crypto/decrypt.h"
#include "crypto/signature.h"
#include "harness.h"

static struct tg_crypto *crypto;

static void demand_answer(toegang_status status, const toegang_report *report, bool made)
{
    demand(status == report->status && (status == TOEGANG_GOOD) == made);
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && report->check[0] != 0));
}

static void take_key(toegang_status status, struct tg_key *key, const toegang_report *report)
{
    demand_answer(status, report, key != NULL);
    if (!key) return;
    toegang_report signature = {0};
    demand(tg_key_octets(key) >= 32 && strlen(tg_key_fingerprint(key)) == 64 && tg_key_same(key, key));
    for (size_t i = 0; i < tg_algorithms(); i++)
        demand(tg_signature_verify(crypto, key, tg_algorithm_at(i), TG_SPAN("x"), TG_SPAN("y"), &signature) ==
               TOEGANG_REFUSED);
    tg_key_free(key);
}

static void try_pem(struct tg_span octets)
{
    for (size_t n = 0; n < 2; n++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        size_t count = 0;
        toegang_status status = tg_key_of_pem(crypto, octets, n, &key, &count, &report);
        demand(key ? count > n : count == 0);
        take_key(status, key, &report);
    }
    toegang_report report = {0};
    struct tg_private *private = NULL;
    toegang_status status = tg_private_of_pem(crypto, octets, &private, &report);
    demand_answer(status, &report, private != NULL);
    if (private) demand(tg_key_octets(tg_private_public(private)) >= 32);
    tg_private_free(private);
}

static void try_numbers(struct tg_span octets)
{
    size_t half = octets.length / 2;
    struct tg_span x = tg_span_until(octets, half), y = tg_span_from(octets, half);
    for (int curve = TG_P256; curve <= TG_ED25519; curve++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        bool whole = curve == TG_ED25519;
        struct tg_span none = {NULL, 0};
        toegang_status status = tg_key_of_point(crypto, (enum tg_curve)curve, whole ? octets : x,
                                                whole ? none : y, &key, &report);
        take_key(status, key, &report);
    }
    toegang_report report = {0};
    struct tg_key *key = NULL;
    toegang_status status = tg_key_of_rsa(crypto, octets, TG_SPAN("\x01\x00\x01"), &key, &report);
    take_key(status, key, &report);
}

/* Under a known key: the iv first, the tag last, nothing additional. */
static void try_sealed(struct tg_span octets)
{
    static const size_t ivs[] = {0, 12, 12, 16, 16, 16, 16}, tags[] = {0, 16, 16, 16, 32, 0, 0};
    static const uint8_t key[TG_CONTENT_KEY_MAX];
    for (int cipher = TG_A128GCM; cipher <= TG_A256CBC; cipher++) {
        toegang_report report = {0};
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0}, rest = tg_span_from(octets, ivs[cipher]);
        size_t tag = tags[cipher] < rest.length ? rest.length - tags[cipher] : 0;
        struct tg_sealed sealed = {
            tg_span_until(octets, ivs[cipher]), {NULL, 0}, tg_span_until(rest, tag), tg_span_from(rest, tag)};
        toegang_status status =
            tg_decrypt(crypto, (enum tg_cipher)cipher, key, &sealed, &arena, &out, &report);
        demand_answer(status, &report, out.at != NULL);
        demand(out.length <= octets.length);
        tg_arena_free(&arena);
    }
    uint8_t out[TG_CONTENT_KEY_MAX];
    struct tg_span kek = {(const char *)key, 16};
    demand(tg_unwrap_aes(crypto, kek, octets, 32, out, NULL) == TOEGANG_GOOD);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size};
    if (!crypto) demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
    try_pem(octets);
    try_numbers(octets);
    try_sealed(octets);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Metadata of any octets: keys that can be used and a time, or a named refusal with nothing left behind. Where a signer
 * is asked, nothing but what it signed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/metadata.h"
#include "forge.h"
#include "harness.h"

static struct tg_crypto *crypto;

static void judge(struct tg_span octets, const struct tg_verifiers *signer)
{
    struct tg_metadata metadata = {.key_count = 0};
    struct tg_arena arena = {0};
    toegang_report report = {0};
    toegang_status status =
        tg_metadata_read(octets, "https://idp.example/saml", crypto, signer, &arena, &metadata, &report);
    demand(status == report.status && (status == TOEGANG_GOOD) == (metadata.key_count > 0));
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && report.check[0] != 0));
    demand(metadata.key_count <= TG_METADATA_KEYS_MAX);
    for (size_t i = 0; i < metadata.key_count; i++) {
        demand(metadata.keys[i] != NULL && tg_key_octets(metadata.keys[i]) >= 32);
        tg_key_free(metadata.keys[i]);
    }
    /* The one document that the signer signed says this address. */
    demand(!signer || !metadata.sign_on || strcmp(metadata.sign_on, "https://idp.example/saml/sso") == 0);
    tg_arena_free(&arena);
}

static struct tg_key *key_of_the_signer(void)
{
    struct tg_key *key = NULL;
    size_t count;
    char *pem = forge_key_text("idp-3072.crt");
    demand(tg_key_of_pem(crypto, tg_span_of(pem), 0, &key, &count, NULL) == TOEGANG_GOOD);
    free(pem);
    return key;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tg_key *key;
    if (!crypto) demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
    if (!key) key = key_of_the_signer();
    const struct tg_verifiers signer = {.crypto = crypto, .keys = &key, .key_count = 1};
    struct tg_span octets = {(const char *)data, size};
    judge(octets, NULL);
    judge(octets, &signer);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata of any octets: keys that can be used and a time, or a named refusal with nothing left behind. */
#include <stdint.h>
#include <stdlib.h>

#include "assertion/metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tg_crypto *crypto;

static void demand(bool holds)
{
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_metadata metadata = {.key_count = 0};
    toegang_report report = {0};
    if (!crypto) demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
    toegang_status status = tg_metadata_read((struct tg_span){(const char *)data, size},
                                             "https://idp.example/saml", crypto, &metadata, &report);
    demand(status == report.status && (status == TOEGANG_GOOD) == (metadata.key_count > 0));
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && report.check[0] != 0));
    demand(metadata.key_count <= TG_METADATA_KEYS_MAX);
    for (size_t i = 0; i < metadata.key_count; i++) {
        demand(metadata.keys[i] != NULL && tg_key_octets(metadata.keys[i]) >= 32);
        tg_key_free(metadata.keys[i]);
    }
    return 0;
}

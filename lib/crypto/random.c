/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/rand.h>

#include "crypto/private.h"
#include "openssl.h"

#define RANDOM_OCTETS_MAX 65536

toegang_status tg_random(uint8_t *out, size_t length, toegang_report *report)
{
    if (length > RANDOM_OCTETS_MAX) return tg_misuse(report, "at most 65536 octets");
    ERR_set_mark();
    bool good = RAND_bytes(out, (int)length) == 1;
    toegang_status status = good ? TOEGANG_GOOD : tg_openssl_failed("random octets", report);
    ERR_pop_to_mark();
    return status;
}

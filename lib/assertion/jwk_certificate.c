/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/check_jose.h"
#include "base/report.h"
#include "jwk.h"
#include "parse/base64.h"

#define CERTIFICATE_OCTETS_MAX ((size_t)64 * 1024)
#define SHA256_OCTETS 32
#define THUMBPRINT_SIZE 44 /* base64url of 32 octets, and NUL */

static unsigned nibble(char hex)
{
    return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

/* The fingerprint of the certificate, as x5t#S256 writes it (RFC 7517 section 4.9). */
static void write_thumbprint(const struct tg_key *certified, char out[THUMBPRINT_SIZE])
{
    const char *hex = tg_key_fingerprint(certified);
    char octets[SHA256_OCTETS];
    for (size_t i = 0; i < SHA256_OCTETS; i++)
        octets[i] = (char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
    tg_base64url_write((struct tg_span){octets, SHA256_OCTETS}, out);
}

static toegang_status compare(const struct tg_json *at, const struct tg_key *certified,
                              const struct tg_jwk_reading *reading, struct tg_jwk *out)
{
    char thumbprint[THUMBPRINT_SIZE];
    if (!tg_key_same(certified, out->key))
        return tg_jwk_refuse(at, CHECK_JWKS_CERTIFICATE, "a certificate of this key", TG_SPAN("of another"),
                             reading->report);
    write_thumbprint(certified, thumbprint);
    if (out->x5t256.length > 0 && !tg_span_is(out->x5t256, thumbprint))
        return tg_jwk_refuse(at, CHECK_JWKS_CERTIFICATE, "x5t#S256 of the first certificate",
                             TG_SPAN("of another"), reading->report);
    return tg_jwk_copy(tg_span_of(thumbprint), reading, &out->x5t256);
}

/* The key is believed for the set that it stands in, not for a chain: the certificate must not contradict it.
 */
static toegang_status read_chain(const struct tg_json *chain, const struct tg_jwk_reading *reading,
                                 struct tg_jwk *out)
{
    struct tg_span der;
    struct tg_key *certified = NULL;
    toegang_report fault = {0};
    const struct tg_json *first = chain->kind == TG_JSON_ARRAY ? chain->first : NULL;
    if (!first || first->kind != TG_JSON_STRING)
        return tg_jwk_refuse(chain, CHECK_JWKS_MEMBER, "an array of texts", TG_SPAN("x5c"), reading->report);
    toegang_status status =
        tg_base64_read(first->text, CERTIFICATE_OCTETS_MAX, reading->scratch, &der, &fault);
    if (status == TOEGANG_GOOD) status = tg_key_of_certificate(reading->crypto, der, &certified, &fault);
    if (status != TOEGANG_GOOD)
        return tg_jwk_fault(first, status, CHECK_JWKS_CERTIFICATE, &fault, reading->report);
    status = compare(first, certified, reading, out);
    tg_key_free(certified);
    return status;
}

toegang_status tg_jwk_certificate(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                                  struct tg_jwk *out)
{
    struct tg_span x5t, x5t256;
    const struct tg_json *chain = tg_json_get(jwk, "x5c");
    toegang_status status = tg_jwk_text(jwk, "x5t", &x5t, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_text(jwk, "x5t#S256", &x5t256, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_copy(x5t, reading, &out->x5t);
    if (status == TOEGANG_GOOD) status = tg_jwk_copy(x5t256, reading, &out->x5t256);
    if (status == TOEGANG_GOOD && chain) status = read_chain(chain, reading, out);
    return status;
}

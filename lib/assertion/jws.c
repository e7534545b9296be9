/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/check_jose.h"
#include "assertion/jose.h"
#include "base/report.h"
#include "crypto/signature.h"
#include "jose_read.h"
#include "parse/base64.h"

#define SIGNATURE_OCTETS_MAX 2048

enum { HEADER, PAYLOAD, SIGNATURE };

/* Taken from our list, never from the token alone (RFC 8725 section 3.1). */
static toegang_status choose_algorithm(const struct tg_jose_trust *trust, const struct tg_jose_header *header,
                                       const struct tg_algorithm **out, toegang_report *report)
{
    const struct tg_algorithm *named = tg_algorithm_of_name(header->alg);
    if (!named)
        return tg_refuse(report, CHECK_JWT_ALGORITHM_UNKNOWN, "an alg that is known here", header->alg);
    for (size_t i = 0; i < trust->algorithm_count; i++)
        if (trust->algorithms[i] == named) return *out = named, TOEGANG_GOOD;
    return tg_refuse(report, CHECK_JWT_ALGORITHM_PINNED, "an algorithm of this issuer", header->alg);
}

static bool fits(const struct tg_jwk *jwk, const struct tg_algorithm *algorithm)
{
    return tg_key_fits_jose(jwk->key, algorithm) && (!jwk->algorithm || jwk->algorithm == algorithm);
}

static bool has_names(const struct tg_jwks *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        if (keys->keys[i].kid.length > 0) return true;
    return false;
}

static toegang_status choose_named(const struct tg_jwks *keys, struct tg_span kid,
                                   const struct tg_algorithm *algorithm, const struct tg_jwk **out,
                                   toegang_report *report)
{
    const struct tg_jwk *found = NULL;
    for (size_t i = 0; i < keys->count; i++)
        if (tg_span_equal(keys->keys[i].kid, kid)) found = &keys->keys[i];
    if (!found)
        return tg_refuse(report, CHECK_JWT_KEY_UNKNOWN, "a kid of this issuer; newer keys of his may have it",
                         kid);
    if (!fits(found, algorithm))
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_KEY_ALGORITHM, algorithm->name,
                          "a key for another alg");
    *out = found;
    return TOEGANG_GOOD;
}

static toegang_status choose_only(const struct tg_jwks *keys, const struct tg_algorithm *algorithm,
                                  const struct tg_jwk **out, toegang_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < keys->count; i++) {
        if (!fits(&keys->keys[i], algorithm)) continue;
        *out = &keys->keys[i];
        count++;
    }
    if (count == 1) return TOEGANG_GOOD;
    if (count > 1)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_KEY_AMBIGUOUS, "a kid, or one key that fits alg",
                          "%zu keys that fit", count);
    return tg_refuse(report, CHECK_JWT_KEY_UNKNOWN,
                     "a key that fits alg; newer keys of this issuer may have it", TG_SPAN("none"));
}

static toegang_status check_thumbprint(struct tg_span stated, struct tg_span of_key, const char *name,
                                       toegang_report *report)
{
    if (stated.length == 0 || of_key.length == 0 || tg_span_equal(stated, of_key)) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_KEY_THUMBPRINT, "the certificate of the key",
                      "another %s", name);
}

static toegang_status choose_key(const struct tg_jwks *keys, const struct tg_jose_header *header,
                                 const struct tg_algorithm *algorithm, const struct tg_jwk **out,
                                 toegang_report *report)
{
    toegang_status status = header->has_kid && has_names(keys)
                                ? choose_named(keys, header->kid, algorithm, out, report)
                                : choose_only(keys, algorithm, out, report);
    if (status == TOEGANG_GOOD) status = check_thumbprint(header->x5t, (*out)->x5t, "x5t", report);
    if (status == TOEGANG_GOOD) status = check_thumbprint(header->x5t256, (*out)->x5t256, "x5t#S256", report);
    return status;
}

/* Over the very octets that came, header and payload with the dot between them. */
static toegang_status check_signature(const struct tg_jose_trust *trust, const struct tg_span *parts,
                                      const struct tg_jws *jws, struct tg_arena *arena,
                                      toegang_report *report)
{
    struct tg_span signature;
    toegang_report fault = {0};
    struct tg_span input = {parts[HEADER].at, parts[HEADER].length + 1 + parts[PAYLOAD].length};
    toegang_status status =
        tg_base64url_read(parts[SIGNATURE], SIGNATURE_OCTETS_MAX, arena, &signature, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_signature_verify(trust->crypto, jws->key->key, jws->algorithm, input, signature, &fault);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    if (status < TOEGANG_GOOD) return tg_report_pass(report, &fault);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_SIGNATURE, "made with the key of the issuer",
                      "%s: %s", fault.check, fault.came);
}

static toegang_status verify(const struct tg_jose_trust *trust, const struct tg_span *parts,
                             struct tg_arena *arena, struct tg_jws *jws, toegang_report *report)
{
    const struct tg_json *object = NULL;
    toegang_status status = tg_jose_header_read(parts[HEADER], false, arena, &jws->header, &object, report);
    if (status == TOEGANG_GOOD) status = choose_algorithm(trust, &jws->header, &jws->algorithm, report);
    if (status == TOEGANG_GOOD)
        status = choose_key(trust->keys, &jws->header, jws->algorithm, &jws->key, report);
    if (status == TOEGANG_GOOD) status = check_signature(trust, parts, jws, arena, report);
    if (status == TOEGANG_GOOD)
        status = tg_base64url_read(parts[PAYLOAD], TG_TOKEN_OCTETS_MAX, arena, &jws->payload, report);
    return status;
}

toegang_status tg_jws_verify(const struct tg_jose_trust *trust, struct tg_span token, struct tg_arena *arena,
                             struct tg_jws *out, toegang_report *report)
{
    struct tg_span parts[TG_JWS_PARTS];
    struct tg_jws jws = {.key = NULL};
    toegang_status status = tg_jose_size(token, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_jose_split(token, parts, TG_JWS_PARTS))
        return tg_refuse(report, CHECK_JWT_FORM, "three parts between two dots", TG_SPAN("something else"));
    status = verify(trust, parts, arena, &jws, report);
    if (status == TOEGANG_GOOD) *out = jws;
    return status;
}

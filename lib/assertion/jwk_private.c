/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/check_jose.h"
#include "base/report.h"
#include "crypto/private.h"
#include "jwe_key.h"
#include "jwk.h"

static toegang_status finish(const struct tg_json *jwk, toegang_status status, const toegang_report *fault,
                             toegang_report *report)
{
    return status == TOEGANG_GOOD ? status : tg_jwk_fault(jwk, status, CHECK_JWKS_KEY, fault, report);
}

/* RFC 7518 section 6.3.2; more than two primes (oth) are no key of ours. */
static toegang_status read_rsa(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                               struct tg_private **out)
{
    struct tg_rsa_numbers numbers;
    toegang_report fault = {0};
    struct {
        const char *name;
        struct tg_span *out;
    } members[] = {{"n", &numbers.n}, {"e", &numbers.e},   {"d", &numbers.d},   {"p", &numbers.p},
                   {"q", &numbers.q}, {"dp", &numbers.dp}, {"dq", &numbers.dq}, {"qi", &numbers.qi}};
    toegang_status status = TOEGANG_GOOD;
    if (tg_json_get(jwk, "oth"))
        return tg_jwk_refuse(jwk, CHECK_JWKS_MEMBER, "a key of two primes", TG_SPAN("oth"), reading->report);
    for (size_t i = 0; i < sizeof members / sizeof *members && status == TOEGANG_GOOD; i++)
        status = tg_jwk_octets(jwk, members[i].name, reading, members[i].out);
    if (status != TOEGANG_GOOD) return status;
    return finish(jwk, tg_private_of_rsa(reading->crypto, &numbers, out, &fault), &fault, reading->report);
}

static toegang_status read_point(const struct tg_json *jwk, enum tg_curve curve,
                                 const struct tg_jwk_reading *reading, struct tg_private **out)
{
    struct tg_span x, y, d;
    toegang_report fault = {0};
    toegang_status status = tg_jwk_octets(jwk, "x", reading, &x);
    if (status == TOEGANG_GOOD) status = tg_jwk_octets(jwk, "y", reading, &y);
    if (status == TOEGANG_GOOD) status = tg_jwk_octets(jwk, "d", reading, &d);
    if (status != TOEGANG_GOOD) return status;
    return finish(jwk, tg_private_of_point(reading->crypto, curve, x, y, d, out, &fault), &fault,
                  reading->report);
}

static toegang_status read_key(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                               struct tg_private **out)
{
    struct tg_span kind, name;
    toegang_status status = tg_jwk_text(jwk, "kty", &kind, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_text(jwk, "crv", &name, reading->report);
    if (status != TOEGANG_GOOD) return status;
    enum tg_curve curve = tg_curve_of_name(name);
    if (tg_span_is(kind, "RSA")) return read_rsa(jwk, reading, out);
    if (tg_span_is(kind, "EC") && curve != TG_CURVE_NONE && curve != TG_ED25519)
        return read_point(jwk, curve, reading, out);
    return tg_jwk_refuse(jwk, CHECK_JWKS_MEMBER, "kty RSA, or EC with crv P-256, P-384 or P-521",
                         TG_SPAN("something else"), reading->report);
}

static toegang_status check_use(const struct tg_json *jwk, toegang_report *report)
{
    static const char *const decrypt[] = {"decrypt", "unwrapKey", "deriveKey", "deriveBits", NULL};
    enum tg_use use = TG_USE_OTHER;
    toegang_status status = tg_jwk_use(jwk, decrypt, &use, report);
    if (status != TOEGANG_GOOD || use == TG_USE_ANY || use == TG_USE_ENCRYPTION) return status;
    return tg_jwk_refuse(jwk, CHECK_JWKS_USE, "a key for decryption", TG_SPAN("for something else"), report);
}

static toegang_status read_algorithm(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                                     struct tg_private_jwk *out)
{
    struct tg_span alg;
    toegang_status status = tg_jwk_text(jwk, "alg", &alg, reading->report);
    if (status != TOEGANG_GOOD || !tg_json_get(jwk, "alg")) return status;
    const struct tg_jwe_algorithm *algorithm = tg_jwe_algorithm_of_name(alg);
    if (!algorithm || !tg_jwe_algorithm_fits(algorithm, out->key))
        return tg_jwk_refuse(jwk, CHECK_JWKS_ALGORITHM, "an alg for a key of this kind", alg,
                             reading->report);
    out->algorithm = tg_span_of(algorithm->name);
    return TOEGANG_GOOD;
}

static bool is_taken(const struct tg_private_jwks *set, struct tg_span kid)
{
    for (size_t i = 0; i < set->count && kid.length > 0; i++)
        if (tg_span_equal(set->keys[i].kid, kid)) return true;
    return false;
}

static toegang_status check_room(const struct tg_private_jwks *set, toegang_report *report)
{
    if (set->count < TG_JWKS_PRIVATE_MAX) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_JWKS_KEYS, "1 to 8 keys", TG_SPAN("more"));
}

static toegang_status add(const struct tg_json *jwk, const struct tg_jwk_reading *reading, void *context)
{
    struct tg_private_jwks *set = context;
    struct tg_private_jwk read = {.key = NULL};
    toegang_status status = check_room(set, reading->report);
    if (status == TOEGANG_GOOD) status = check_use(jwk, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_kid(jwk, reading, &read.kid);
    if (status == TOEGANG_GOOD && is_taken(set, read.kid))
        status = tg_jwk_refuse(jwk, CHECK_JWKS_DUPLICATE, "a kid once in a set", read.kid, reading->report);
    if (status == TOEGANG_GOOD) status = read_key(jwk, reading, &read.key);
    if (status == TOEGANG_GOOD) status = read_algorithm(jwk, reading, &read);
    if (status != TOEGANG_GOOD) return tg_private_free(read.key), status;
    set->keys[set->count++] = read;
    return TOEGANG_GOOD;
}

static toegang_status add_pem(const struct tg_crypto *crypto, struct tg_span pem, struct tg_private_jwks *set,
                              toegang_report *report)
{
    struct tg_private_jwk read = {.key = NULL};
    toegang_status status = check_room(set, report);
    if (status == TOEGANG_GOOD) status = tg_private_of_pem(crypto, pem, &read.key, report);
    if (status == TOEGANG_GOOD) set->keys[set->count++] = read;
    return status;
}

toegang_status tg_private_jwks_add(const struct tg_crypto *crypto, struct tg_span octets,
                                   struct tg_arena *arena, struct tg_private_jwks *set,
                                   toegang_report *report)
{
    struct tg_arena scratch = {0};
    struct tg_jwk_reading reading = {crypto, &scratch, arena, report};
    toegang_status status = tg_jwk_is_pem(octets)
                                ? add_pem(crypto, octets, set, report)
                                : tg_jwk_for_each(octets, TG_JWKS_PRIVATE_MAX, &reading, add, set);
    tg_arena_free(&scratch);
    return status;
}

void tg_private_jwks_free(struct tg_private_jwks *set)
{
    for (size_t i = 0; i < set->count; i++) tg_private_free(set->keys[i].key);
    *set = (struct tg_private_jwks){.count = 0};
}

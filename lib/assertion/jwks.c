/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/jwks.h"

#include "assertion/check_jose.h"
#include "base/report.h"
#include "jwk.h"

bool tg_jwk_is_pem(struct tg_span octets)
{
    struct tg_span text = tg_span_trim(octets);
    if (text.length > 0 && text.at[0] == '{') return false;
    for (; text.length > 0; text = tg_span_from(text, tg_span_find(text, '-') + 1))
        if (tg_span_starts(text, "----BEGIN ")) return true;
    return false;
}

/* One key has kty, a set has keys; with both it would not be clear which is meant. */
static toegang_status find_keys(const struct tg_json *root, size_t most, const struct tg_json **set,
                                toegang_report *report)
{
    bool one = tg_json_get(root, "kty") != NULL;
    *set = tg_json_get(root, "keys");
    if (one == (*set != NULL) || (*set && (*set)->kind != TG_JSON_ARRAY))
        return tg_jwk_refuse(root, CHECK_JWKS_FORM, "an object with kty, or with an array keys",
                             TG_SPAN("something else"), report);
    if (!*set || ((*set)->count > 0 && (*set)->count <= most)) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWKS_KEYS,
                      most == TG_JWKS_KEYS_MAX ? "1 to 64 keys" : "1 to 8 keys", "%zu", (*set)->count);
}

toegang_status tg_jwk_for_each(struct tg_span octets, size_t most, const struct tg_jwk_reading *reading,
                               tg_jwk_each *each, void *context)
{
    struct tg_json *root = NULL;
    const struct tg_json *set = NULL;
    toegang_status status =
        tg_json_read(octets, &tg_json_keys_limits, reading->scratch, &root, reading->report);
    if (status == TOEGANG_GOOD) status = find_keys(root, most, &set, reading->report);
    if (status != TOEGANG_GOOD || !set) return status == TOEGANG_GOOD ? each(root, reading, context) : status;
    for (const struct tg_json *jwk = set->first; jwk && status == TOEGANG_GOOD; jwk = jwk->next)
        status = jwk->kind == TG_JSON_OBJECT
                     ? each(jwk, reading, context)
                     : tg_jwk_refuse(jwk, CHECK_JWKS_FORM, "a key, which is an object",
                                     TG_SPAN("something else"), reading->report);
    return status;
}

static toegang_status check_kid(const struct tg_json *jwk, const struct tg_jwks *set, struct tg_span kid,
                                toegang_report *report)
{
    for (size_t i = 0; i < set->count && kid.length > 0; i++)
        if (tg_span_equal(set->keys[i].kid, kid))
            return tg_jwk_refuse(jwk, CHECK_JWKS_DUPLICATE, "a kid once in a set", kid, report);
    return TOEGANG_GOOD;
}

static toegang_status add(const struct tg_json *jwk, const struct tg_jwk_reading *reading, void *context)
{
    struct tg_jwks *set = context;
    struct tg_jwk read = {.key = NULL};
    toegang_status status = tg_jwk_read(jwk, reading, &read);
    if (status != TOEGANG_GOOD || !read.key) return status;
    status = check_kid(jwk, set, read.kid, reading->report);
    if (status != TOEGANG_GOOD) return tg_key_free(read.key), status;
    set->keys[set->count++] = read;
    return TOEGANG_GOOD;
}

static toegang_status read_pem(const struct tg_crypto *crypto, struct tg_span octets, struct tg_jwks *out,
                               toegang_report *report)
{
    size_t count = 1;
    toegang_status status = TOEGANG_GOOD;
    while (status == TOEGANG_GOOD && out->count < count) {
        if (out->count == TG_JWKS_KEYS_MAX)
            return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWKS_KEYS, "1 to 64 keys", "%zu", count);
        status = tg_key_of_pem(crypto, octets, out->count, &out->keys[out->count].key, &count, report);
        if (status == TOEGANG_GOOD) out->count++;
    }
    return status;
}

static toegang_status read_any(const struct tg_crypto *crypto, struct tg_span octets, struct tg_arena *arena,
                               struct tg_jwks *out, toegang_report *report)
{
    struct tg_arena scratch = {0};
    struct tg_jwk_reading reading = {crypto, &scratch, arena, report};
    toegang_status status = tg_jwk_is_pem(octets)
                                ? read_pem(crypto, octets, out, report)
                                : tg_jwk_for_each(octets, TG_JWKS_KEYS_MAX, &reading, add, out);
    tg_arena_free(&scratch);
    if (status == TOEGANG_GOOD && out->count == 0)
        return tg_refuse(report, CHECK_JWKS_KEYS, "at least one key for signatures", TG_SPAN("none"));
    return status;
}

toegang_status tg_jwks_read(const struct tg_crypto *crypto, struct tg_span octets, struct tg_arena *arena,
                            struct tg_jwks *out, toegang_report *report)
{
    *out = (struct tg_jwks){.count = 0};
    toegang_status status = read_any(crypto, octets, arena, out, report);
    if (status != TOEGANG_GOOD) tg_jwks_free(out);
    return status;
}

toegang_status tg_jwks_of_secret(const struct tg_crypto *crypto, struct tg_span secret, struct tg_jwks *out,
                                 toegang_report *report)
{
    *out = (struct tg_jwks){.count = 0};
    toegang_status status = tg_key_of_secret(crypto, secret, &out->keys[0].key, report);
    if (status == TOEGANG_GOOD) out->count = 1;
    return status;
}

void tg_jwks_free(struct tg_jwks *set)
{
    for (size_t i = 0; i < set->count; i++) tg_key_free(set->keys[i].key);
    *set = (struct tg_jwks){.count = 0};
}

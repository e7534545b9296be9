/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>

#include "assertion/check_jose.h"
#include "assertion/jose.h"
#include "base/report.h"
#include "jwe_key.h"
#include "parse/base64.h"

enum { HEADER, ENCRYPTED_KEY, IV, CONTENT, TAG };

/* Ours, and what came for them. */
struct opening {
    const struct tg_crypto *crypto;
    const struct tg_private_jwk *keys;
    size_t count;
    struct tg_jwe_sent sent;
    struct tg_sealed sealed;
    struct tg_arena *arena;
    toegang_report *report;
};

static enum tg_cipher cipher_of_name(struct tg_span name)
{
    static const struct {
        const char *name;
        enum tg_cipher cipher;
    } ciphers[] = {{"A128GCM", TG_A128GCM},
                   {"A256GCM", TG_A256GCM},
                   {"A128CBC-HS256", TG_A128CBC_HS256},
                   {"A256CBC-HS512", TG_A256CBC_HS512}};
    for (size_t i = 0; i < sizeof ciphers / sizeof *ciphers; i++)
        if (tg_span_is(name, ciphers[i].name)) return ciphers[i].cipher;
    return TG_CIPHER_NONE;
}

static toegang_status choose_algorithms(const struct tg_jose_header *header, struct tg_jwe_sent *out,
                                        toegang_report *report)
{
    out->algorithm = tg_jwe_algorithm_of_name(header->alg);
    out->cipher = cipher_of_name(header->enc);
    out->cipher_name = header->enc;
    if (!out->algorithm)
        return tg_refuse(report, CHECK_JWE_ALGORITHM,
                         "RSA-OAEP, RSA-OAEP-256, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A256KW", header->alg);
    if (out->cipher == TG_CIPHER_NONE)
        return tg_refuse(report, CHECK_JWE_ENCRYPTION, "A128GCM, A256GCM, A128CBC-HS256, A256CBC-HS512",
                         header->enc);
    return TOEGANG_GOOD;
}

static toegang_status decode(const struct tg_span *parts, struct opening *opening)
{
    struct tg_span *const out[] = {[ENCRYPTED_KEY] = &opening->sent.encrypted_key,
                                   [IV] = &opening->sealed.iv,
                                   [CONTENT] = &opening->sealed.octets,
                                   [TAG] = &opening->sealed.tag};
    opening->sealed.additional = parts[HEADER]; /* as it came (RFC 7516 section 5.2, step 15) */
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = ENCRYPTED_KEY; i <= TAG && status == TOEGANG_GOOD; i++)
        status = tg_base64url_read(parts[i], TG_TOKEN_OCTETS_MAX, opening->arena, out[i], opening->report);
    return status;
}

static bool fits(const struct tg_private_jwk *jwk, const struct tg_jwe_sent *sent)
{
    enum tg_curve curve = tg_key_curve(tg_private_public(jwk->key));
    return tg_jwe_algorithm_fits(sent->algorithm, jwk->key) && curve == sent->curve &&
           (jwk->algorithm.length == 0 || tg_span_is(jwk->algorithm, sent->algorithm->name));
}

static toegang_status refuse_decryption(toegang_report *report)
{
    return tg_refuse(report, CHECK_JWE_DECRYPT, "encrypted for our key and unaltered",
                     TG_SPAN("something else"));
}

/* Whatever is wrong has been made one refusal by lib/crypto; we say it in our words. */
static toegang_status open_with(const struct opening *opening, const struct tg_private_jwk *jwk,
                                struct tg_span *out)
{
    uint8_t key[TG_CONTENT_KEY_MAX];
    toegang_report fault = {0};
    toegang_status status = tg_jwe_key(opening->crypto, jwk->key, &opening->sent, key, opening->report);
    if (status != TOEGANG_GOOD) return status;
    status =
        tg_decrypt(opening->crypto, opening->sent.cipher, key, &opening->sealed, opening->arena, out, &fault);
    explicit_bzero(key, sizeof key);
    if (status < TOEGANG_GOOD) (void)tg_report_pass(opening->report, &fault);
    return status;
}

static const struct tg_private_jwk *named(const struct opening *opening, struct tg_span kid)
{
    for (size_t i = 0; i < opening->count; i++)
        if (opening->keys[i].kid.length > 0 && tg_span_equal(opening->keys[i].kid, kid)) return &opening->keys[i];
    return NULL;
}

static toegang_status open_named(const struct opening *opening, const struct tg_private_jwk *found,
                                 struct tg_span *out)
{
    if (fits(found, &opening->sent)) return open_with(opening, found, out);
    return tg_refuse(opening->report, CHECK_JWE_KEY_ALGORITHM, opening->sent.algorithm->name,
                     TG_SPAN("a key for another alg"));
}

/*
 * While our keys roll over several may fit: every one is tried, whichever opens, so that time tells nothing. A kid that
 * none of them has may be that of one without a name, as those in PEM are.
 */
static toegang_status open_any(const struct opening *opening, const struct tg_jose_header *header,
                               struct tg_span *out)
{
    size_t tried = 0;
    toegang_status answer = TOEGANG_REFUSED;
    for (size_t i = 0; i < opening->count; i++) {
        struct tg_span clear;
        if (!fits(&opening->keys[i], &opening->sent)) continue;
        if (header->has_kid && opening->keys[i].kid.length > 0) continue;
        toegang_status status = open_with(opening, &opening->keys[i], &clear);
        if (status < TOEGANG_GOOD) return status;
        if (status == TOEGANG_GOOD) answer = TOEGANG_GOOD, *out = clear;
        tried++;
    }
    if (tried > 0) return answer;
    return tg_refuse(opening->report, CHECK_JWE_KEY_UNKNOWN, "a key of ours of that kid and alg",
                     header->has_kid ? header->kid : TG_SPAN("none"));
}

static toegang_status open_content(const struct opening *opening, const struct tg_jose_header *header,
                                   struct tg_span *out)
{
    const struct tg_private_jwk *found = header->has_kid ? named(opening, header->kid) : NULL;
    toegang_status status = found ? open_named(opening, found, out) : open_any(opening, header, out);
    return status == TOEGANG_REFUSED ? refuse_decryption(opening->report) : status;
}

/* RFC 7515 section 4.1.10: a media type whose "application/" is left out, in any case. */
static bool says_jwt(struct tg_span cty)
{
    size_t prefix = strlen("application/");
    if (cty.length > prefix && strncasecmp(cty.at, "application/", prefix) == 0)
        cty = tg_span_from(cty, prefix);
    return cty.length == 3 && strncasecmp(cty.at, "JWT", 3) == 0;
}

/* What is inside is read once more as a signed token, or is no token at all: never opened again. */
static toegang_status check_inner(const struct tg_jose_header *header, struct tg_span inner,
                                  toegang_report *report)
{
    if (!says_jwt(header->cty) || tg_jose_parts(inner) == TG_JWS_PARTS) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_JWE_NESTED, "a signed token", TG_SPAN("something else"));
}

static toegang_status open_parts(const struct tg_span *parts, struct opening *opening,
                                 struct tg_jose_header *header, struct tg_span *inner)
{
    const struct tg_json *object = NULL;
    toegang_status status =
        tg_jose_header_read(parts[HEADER], true, opening->arena, header, &object, opening->report);
    if (status == TOEGANG_GOOD) status = choose_algorithms(header, &opening->sent, opening->report);
    if (status == TOEGANG_GOOD) status = decode(parts, opening);
    if (status == TOEGANG_GOOD)
        status = tg_jwe_sent_read(object, opening->arena, &opening->sent, opening->report);
    if (status == TOEGANG_GOOD) status = open_content(opening, header, inner);
    if (status == TOEGANG_GOOD) status = check_inner(header, *inner, opening->report);
    return status;
}

toegang_status tg_jwe_open(const struct tg_crypto *crypto, const struct tg_private_jwk *keys, size_t count,
                           struct tg_span token, struct tg_arena *arena, struct tg_jose_header *header,
                           struct tg_span *inner, toegang_report *report)
{
    struct tg_span parts[TG_JWE_PARTS], clear;
    struct tg_jose_header read;
    struct opening opening = {
        .crypto = crypto, .keys = keys, .count = count, .arena = arena, .report = report};
    toegang_status status = tg_jose_size(token, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_jose_split(token, parts, TG_JWE_PARTS))
        return tg_refuse(report, CHECK_JWE_FORM, "five parts between four dots", TG_SPAN("something else"));
    status = open_parts(parts, &opening, &read, &clear);
    if (status != TOEGANG_GOOD) return status;
    *header = read;
    *inner = clear;
    return TOEGANG_GOOD;
}

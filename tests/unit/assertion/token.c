/* SPDX-License-Identifier: Apache-2.0 */
#include "token.h"

#include <criterion/criterion.h>

#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../crypto/maker.h"
#include "forge_jose.h"

struct tg_span token_text(struct tg_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    cr_assert_geq(length, 0);
    char *text = tg_arena_take(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return (struct tg_span){text, (size_t)length};
}

/* What the forge made, in the arena. */
static const char *kept(struct tg_arena *arena, char *made)
{
    const char *text = token_text(arena, "%s", made).at;
    free(made);
    return text;
}

const char *token_part(struct tg_arena *arena, struct tg_span octets)
{
    return kept(arena, forge_part(octets.at, octets.length));
}

const char *token_jwk(struct tg_arena *arena, EVP_PKEY *key, bool is_private, const char *more)
{
    return token_text(arena, "{%s%s}", kept(arena, forge_jwk_members(key, is_private)), more).at;
}

EVP_PKEY *token_secret(struct tg_span secret)
{
    return EVP_PKEY_new_raw_private_key(EVP_PKEY_HMAC, NULL, (const unsigned char *)secret.at, secret.length);
}

struct tg_span token_signed_parts(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                                  const char *payload)
{
    struct tg_span input = token_text(arena, "%s.%s", header, payload);
    const struct tg_algorithm *row = tg_algorithm_of_name(tg_span_of(alg));
    if (row->scheme == TG_HMAC || row->scheme == TG_EDDSA)
        return token_text(arena, "%s.%s", input.at, kept(arena, forge_signature(key, alg, input.at)));
    struct tg_span signature = maker_signature(key, row, input, RSA_PSS_SALTLEN_DIGEST);
    struct tg_span token = token_text(arena, "%s.%s", input.at, token_part(arena, signature));
    free((void *)(uintptr_t)signature.at);
    return token;
}

struct tg_span token_signed(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                            struct tg_span payload)
{
    return token_signed_parts(arena, key, alg, token_part(arena, tg_span_of(header)),
                              token_part(arena, payload));
}

struct tg_span token_encrypted(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *enc,
                               const char *header, struct tg_span clear)
{
    unsigned char content[64];
    const char *additional = token_part(arena, tg_span_of(header)),
               *hash = strcmp(alg, "RSA-OAEP") == 0 ? "SHA1" : "SHA256";
    cr_assert_eq(RAND_bytes(content, sizeof content), 1);
    char *sent = forge_wrapped(key, hash, content, forge_content_key_octets(enc));
    char *rest = forge_content(enc, content, additional, clear.at, clear.length);
    return token_text(arena, "%s.%s.%s", additional, kept(arena, sent), kept(arena, rest));
}

struct tg_span token_with(struct tg_arena *arena, struct tg_span token, size_t n, const char *part)
{
    const char *start = token.at, *end;
    for (; n > 0; n--) start = strchr(start, '.') + 1;
    end = start + strcspn(start, ".");
    return token_text(arena, "%.*s%s%s", (int)(start - token.at), token.at, part, end);
}

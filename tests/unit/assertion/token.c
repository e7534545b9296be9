/* SPDX-License-Identifier: Apache-2.0 */
#include "token.h"

#include <criterion/criterion.h>

#include <openssl/core_names.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../crypto/maker.h"
#include "parse/base64.h"

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

const char *token_part(struct tg_arena *arena, struct tg_span octets)
{
    char *out = tg_arena_take(arena, octets.length * 2 + 8);
    tg_base64url_write(octets, out);
    return out;
}

/* A number of the key, as long as asked, or without leading zeros for 0. */
static const char *number(struct tg_arena *arena, EVP_PKEY *key, const char *name, int length)
{
    BIGNUM *value = NULL;
    unsigned char octets[1024];
    cr_assert_eq(EVP_PKEY_get_bn_param(key, name, &value), 1, "%s", name);
    if (length == 0) length = BN_num_bytes(value);
    cr_assert_eq(BN_bn2binpad(value, octets, length), length);
    BN_clear_free(value);
    return token_part(arena, (struct tg_span){(char *)octets, (size_t)length});
}

static const char *rsa(struct tg_arena *arena, EVP_PKEY *key, bool is_private, const char *more)
{
    static const struct {
        const char *name, *parameter;
    } members[] = {{"d", OSSL_PKEY_PARAM_RSA_D},          {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
                   {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},    {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
                   {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2}, {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    struct tg_span text = token_text(arena, "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"%s",
                                     number(arena, key, OSSL_PKEY_PARAM_RSA_N, 0),
                                     number(arena, key, OSSL_PKEY_PARAM_RSA_E, 0), more);
    for (size_t i = 0; is_private && i < sizeof members / sizeof *members; i++)
        text = token_text(arena, "%s,\"%s\":\"%s\"", text.at, members[i].name,
                          number(arena, key, members[i].parameter, 0));
    return token_text(arena, "%s}", text.at).at;
}

static const char *ec(struct tg_arena *arena, EVP_PKEY *key, bool is_private, const char *more)
{
    int octets = (EVP_PKEY_get_bits(key) + 7) / 8;
    struct tg_span text =
        token_text(arena, "{\"kty\":\"EC\",\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\"%s",
                   EVP_PKEY_get_bits(key), number(arena, key, OSSL_PKEY_PARAM_EC_PUB_X, octets),
                   number(arena, key, OSSL_PKEY_PARAM_EC_PUB_Y, octets), more);
    if (is_private)
        text = token_text(arena, "%s,\"d\":\"%s\"", text.at,
                          number(arena, key, OSSL_PKEY_PARAM_PRIV_KEY, octets));
    return token_text(arena, "%s}", text.at).at;
}

const char *token_jwk(struct tg_arena *arena, EVP_PKEY *key, bool is_private, const char *more)
{
    unsigned char raw[32];
    size_t length = sizeof raw;
    if (EVP_PKEY_is_a(key, "RSA")) return rsa(arena, key, is_private, more);
    if (EVP_PKEY_is_a(key, "EC")) return ec(arena, key, is_private, more);
    cr_assert_eq(EVP_PKEY_get_raw_public_key(key, raw, &length), 1);
    return token_text(arena, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"%s}",
                      token_part(arena, (struct tg_span){(char *)raw, length}), more)
        .at;
}

EVP_PKEY *token_secret(struct tg_span secret)
{
    return EVP_PKEY_new_raw_private_key(EVP_PKEY_HMAC, NULL, (const unsigned char *)secret.at, secret.length);
}

/* EdDSA has no digest of its own choice; an HMAC signs as any key does. */
static struct tg_span plain_signature(EVP_PKEY *key, const char *alg, struct tg_span octets,
                                      unsigned char out[64])
{
    size_t length = 64;
    const EVP_MD *md = alg[2] == '2' ? EVP_sha256() : alg[2] == '3' ? EVP_sha384() : EVP_sha512();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    cr_assert_eq(EVP_DigestSignInit(context, NULL, alg[0] == 'H' ? md : NULL, NULL, key), 1);
    cr_assert_eq(EVP_DigestSign(context, out, &length, (const unsigned char *)octets.at, octets.length), 1);
    EVP_MD_CTX_free(context);
    return (struct tg_span){(char *)out, length};
}

struct tg_span token_signed_parts(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                                  const char *payload)
{
    unsigned char out[64];
    struct tg_span input = token_text(arena, "%s.%s", header, payload), signature;
    const struct tg_algorithm *row = tg_algorithm_of_name(tg_span_of(alg));
    bool plain = row->scheme == TG_HMAC || row->scheme == TG_EDDSA;
    signature = plain ? plain_signature(key, alg, input, out)
                      : maker_signature(key, row, input, RSA_PSS_SALTLEN_DIGEST);
    struct tg_span token = token_text(arena, "%s.%s", input.at, token_part(arena, signature));
    if (!plain) free((void *)(uintptr_t)signature.at);
    return token;
}

struct tg_span token_signed(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                            struct tg_span payload)
{
    return token_signed_parts(arena, key, alg, token_part(arena, tg_span_of(header)),
                              token_part(arena, payload));
}

static struct tg_span wrapped(struct tg_arena *arena, EVP_PKEY *key, const char *alg, struct tg_span content)
{
    size_t length = 1024;
    unsigned char *out = tg_arena_take(arena, length);
    const EVP_MD *md = strcmp(alg, "RSA-OAEP") == 0 ? EVP_sha1() : EVP_sha256();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    cr_assert(EVP_PKEY_encrypt_init(context) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
              EVP_PKEY_CTX_set_rsa_oaep_md(context, md) == 1 &&
              EVP_PKEY_CTX_set_rsa_mgf1_md(context, md) == 1);
    cr_assert_eq(EVP_PKEY_encrypt(context, out, &length, (const unsigned char *)content.at, content.length),
                 1);
    EVP_PKEY_CTX_free(context);
    return (struct tg_span){(char *)out, length};
}

static struct tg_span enciphered(struct tg_arena *arena, const EVP_CIPHER *cipher, const unsigned char *key,
                                 const unsigned char *iv, struct tg_span additional, struct tg_span clear,
                                 unsigned char *tag)
{
    int length = 0, last = 0;
    unsigned char *out = tg_arena_take(arena, clear.length + 32);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    cr_assert_eq(EVP_EncryptInit_ex(context, cipher, NULL, key, iv), 1);
    if (tag)
        EVP_EncryptUpdate(context, NULL, &length, (const unsigned char *)additional.at,
                          (int)additional.length);
    cr_assert_eq(EVP_EncryptUpdate(context, out, &length, (const unsigned char *)clear.at, (int)clear.length),
                 1);
    cr_assert_eq(EVP_EncryptFinal_ex(context, out + length, &last), 1);
    if (tag) cr_assert_eq(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag), 1);
    EVP_CIPHER_CTX_free(context);
    return (struct tg_span){(char *)out, (size_t)(length + last)};
}

/* RFC 7518 section 5.2.2.1: over additional octets, iv, content and the length of the first in bits. */
static void hmac_tag(struct tg_arena *arena, const EVP_MD *md, const unsigned char *key, size_t half,
                     struct tg_span additional, const unsigned char *iv, struct tg_span content,
                     unsigned char *tag)
{
    size_t length = additional.length + 16 + content.length + 8;
    unsigned char *input = tg_arena_take(arena, length), *at = input, whole[EVP_MAX_MD_SIZE];
    memcpy(at, additional.at, additional.length), at += additional.length;
    memcpy(at, iv, 16), at += 16;
    memcpy(at, content.at, content.length), at += content.length;
    for (int i = 0; i < 8; i++) at[i] = (unsigned char)(additional.length * 8 >> (56 - 8 * i));
    HMAC(md, key, (int)half, input, length, whole, NULL);
    memcpy(tag, whole, half);
}

struct tg_span token_encrypted(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *enc,
                               const char *header, struct tg_span clear)
{
    bool gcm = strstr(enc, "GCM") != NULL, small = strncmp(enc, "A128", 4) == 0;
    size_t half = small ? 16 : 32, key_octets = gcm ? half : 2 * half, tag_octets = gcm ? 16 : half;
    unsigned char content[64], iv[16], tag[32];
    RAND_bytes(content, sizeof content), RAND_bytes(iv, sizeof iv);
    struct tg_span additional = tg_span_of(token_part(arena, tg_span_of(header)));
    const EVP_CIPHER *cipher = gcm ? (small ? EVP_aes_128_gcm() : EVP_aes_256_gcm())
                                   : (small ? EVP_aes_128_cbc() : EVP_aes_256_cbc());
    struct tg_span out =
        enciphered(arena, cipher, gcm ? content : content + half, iv, additional, clear, gcm ? tag : NULL);
    if (!gcm) hmac_tag(arena, small ? EVP_sha256() : EVP_sha512(), content, half, additional, iv, out, tag);
    struct tg_span sent = wrapped(arena, key, alg, (struct tg_span){(char *)content, key_octets});
    return token_text(arena, "%s.%s.%s.%s.%s", additional.at, token_part(arena, sent),
                      token_part(arena, (struct tg_span){(char *)iv, gcm ? 12 : 16}), token_part(arena, out),
                      token_part(arena, (struct tg_span){(char *)tag, tag_octets}));
}

struct tg_span token_with(struct tg_arena *arena, struct tg_span token, size_t n, const char *part)
{
    const char *start = token.at, *end;
    for (; n > 0; n--) start = strchr(start, '.') + 1;
    end = start + strcspn(start, ".");
    return token_text(arena, "%.*s%s%s", (int)(start - token.at), token.at, part, end);
}

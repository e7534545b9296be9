/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 7516; A256GCM of RFC 7518 section 5.3, A128CBC-HS256 of 5.2. */
#include "failing.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/hmac.h>

#include "forge.h"
#include "forge_token.h"

enum { KEY = 32, BLOCK = 16, MAC_KEY = 16 };

struct sealed {
    unsigned char key[KEY], iv[BLOCK], tag[EVP_MAX_MD_SIZE], *octets;
    size_t iv_length, length;
};

static EVP_CIPHER_CTX *begin(const EVP_CIPHER *cipher, const unsigned char *key, const unsigned char *iv)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context || EVP_EncryptInit_ex2(context, cipher, key, iv, NULL) != 1) failing_die("a cipher");
    return context;
}

static void seal_gcm(struct sealed *sealed, const char *header, const char *clear)
{
    int written = 0, rest = 0;
    EVP_CIPHER_CTX *context = begin(EVP_aes_256_gcm(), sealed->key, sealed->iv);
    if (EVP_EncryptUpdate(context, NULL, &written, (const unsigned char *)header, (int)strlen(header)) != 1 ||
        EVP_EncryptUpdate(context, sealed->octets, &written, (const unsigned char *)clear, (int)strlen(clear)) != 1 ||
        EVP_EncryptFinal_ex(context, sealed->octets + written, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, BLOCK, sealed->tag) != 1)
        failing_die("a JWE");
    sealed->length = (size_t)(written + rest);
    EVP_CIPHER_CTX_free(context);
}

/* Header, iv, content, and the bits of the header as 64 bits. */
static void tag_cbc(struct sealed *sealed, const char *header)
{
    size_t length = strlen(header), whole = length + BLOCK + sealed->length + 8;
    unsigned char *octets = calloc(1, whole);
    if (!octets) failing_die("a tag");
    memcpy(octets, header, length);
    memcpy(octets + length, sealed->iv, BLOCK);
    memcpy(octets + length + BLOCK, sealed->octets, sealed->length);
    for (size_t i = 0; i < 8; i++) octets[whole - 1 - i] = (unsigned char)((uint64_t)length * 8 >> 8 * i);
    if (!HMAC(EVP_sha256(), sealed->key, MAC_KEY, octets, whole, sealed->tag, NULL)) failing_die("a tag");
    free(octets);
}

/* Padded as it should be, or with a last octet that no padding has. */
static void seal_cbc(struct sealed *sealed, const char *clear, bool padded)
{
    size_t length = strlen(clear), pad = BLOCK - length % BLOCK;
    int written = 0;
    unsigned char *octets = calloc(1, length + pad);
    if (!octets) failing_die("a JWE");
    memcpy(octets, clear, length);
    memset(octets + length, padded ? (int)pad : 0, pad);
    EVP_CIPHER_CTX *context = begin(EVP_aes_128_cbc(), sealed->key + MAC_KEY, sealed->iv);
    if (EVP_CIPHER_CTX_set_padding(context, 0) != 1 ||
        EVP_EncryptUpdate(context, sealed->octets, &written, octets, (int)(length + pad)) != 1)
        failing_die("a JWE");
    sealed->length = (size_t)written;
    EVP_CIPHER_CTX_free(context);
    free(octets);
}

static void spoil(struct sealed *sealed, enum failing_content how)
{
    if (how == CONTENT_TAG) sealed->tag[5] ^= 0x10;
    if (how == CONTENT_OCTET) sealed->octets[400] ^= 0x10;
    if (how == CONTENT_IV) sealed->iv[3] ^= 0x10;
    if (how != CONTENT_GARBAGE) return;
    failing_random(sealed->octets, sealed->length);
    failing_random(sealed->tag, BLOCK);
}

static struct sealed seal(const char *enc, const char *header, const char *clear, enum failing_content how)
{
    struct sealed sealed = {.octets = calloc(1, strlen(clear) + BLOCK)};
    bool gcm = strcmp(enc, "A256GCM") == 0;
    if (!sealed.octets) failing_die("a JWE");
    sealed.iv_length = gcm ? 12 : BLOCK;
    failing_random(sealed.key, sizeof sealed.key);
    failing_random(sealed.iv, sizeof sealed.iv);
    if (gcm) seal_gcm(&sealed, header, clear);
    if (!gcm) seal_cbc(&sealed, clear, how != CONTENT_PADDING);
    if (!gcm) tag_cbc(&sealed, header);
    spoil(&sealed, how);
    return sealed;
}

char *failing_jwe(const char *enc, enum failing_key key, enum failing_content content)
{
    char header[128];
    unsigned char wrapped[FAILING_WRAPPED];
    (void)snprintf(header, sizeof header, "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"%s\",\"cty\":\"JWT\"}", enc);
    char *claims = forge_file("id.json"), *clear = forge_token(claims, NULL);
    char *one = failing_base64((const unsigned char *)header, strlen(header), 1);
    struct sealed sealed = seal(enc, one, clear, content);
    failing_wrap(key, "SHA256", sealed.key, KEY, wrapped);
    char *two = failing_base64(wrapped, sizeof wrapped, 1), *three = failing_base64(sealed.iv, sealed.iv_length, 1);
    char *four = failing_base64(sealed.octets, sealed.length, 1), *five = failing_base64(sealed.tag, BLOCK, 1);
    size_t size = strlen(one) + strlen(two) + strlen(three) + strlen(four) + strlen(five) + 5;
    char *out = malloc(size);
    if (!out) failing_die("a JWE");
    (void)snprintf(out, size, "%s.%s.%s.%s.%s", one, two, three, four, five);
    free(claims), free(clear), free(one), free(two), free(three), free(four), free(five), free(sealed.octets);
    return out;
}

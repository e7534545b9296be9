/* SPDX-License-Identifier: Apache-2.0 */
/* Encrypted tokens. */
#include "forge_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include "forge_inside.h"
#include "forge_jose.h"

#define KEY_OCTETS 32

char *forge_wrapped(EVP_PKEY *to, const char *hash, const void *content_key, size_t length)
{
    unsigned char out[1024];
    size_t written = sizeof out;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(to, NULL);
    if (EVP_PKEY_encrypt_init(context) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md_name(context, hash, NULL) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, hash, NULL) != 1 ||
        EVP_PKEY_encrypt(context, out, &written, content_key, length) != 1)
        forge_die("cannot wrap by RSA-OAEP with", hash);
    EVP_PKEY_CTX_free(context);
    return forge_part(out, written);
}

/* Concat KDF (RFC 7518 4.6.2) of one round: AlgorithmID A256GCM, no party information, 256 bits. */
static void concat(const unsigned char *shared, size_t length, unsigned char key[KEY_OCTETS])
{
    static const unsigned char round[] = {0, 0, 0, 1}, info[] = "\0\0\0\7"
                                                                "A256GCM"
                                                                "\0\0\0\0"
                                                                "\0\0\0\0"
                                                                "\0\0\1";
    unsigned done = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1 ||
        EVP_DigestUpdate(context, round, sizeof round) != 1 ||
        EVP_DigestUpdate(context, shared, length) != 1 || EVP_DigestUpdate(context, info, sizeof info) != 1 ||
        EVP_DigestFinal_ex(context, key, &done) != 1)
        forge_die("cannot derive", "ECDH-ES");
    EVP_MD_CTX_free(context);
}

/* The content key, and the members of the ephemeral one. */
static char *agreed(EVP_PKEY *to, unsigned char key[KEY_OCTETS])
{
    static const char *const groups[] = {"P-256", "P-384", "P-521"};
    int width = (EVP_PKEY_get_bits(to) + 7) / 8;
    unsigned char shared[128];
    size_t length = sizeof shared;
    EVP_PKEY *own = EVP_EC_gen(groups[width == 32 ? 0 : width == 48 ? 1 : 2]);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    if (EVP_PKEY_derive_init(context) != 1 || EVP_PKEY_derive_set_peer(context, to) != 1 ||
        EVP_PKEY_derive(context, shared, &length) != 1)
        forge_die("cannot agree", "ECDH-ES");
    concat(shared, length, key);
    char *members = forge_jwk_members(own, false);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(own);
    return members;
}

struct enc {
    const char *name, *cipher, *hash; /* hash NULL: GCM, which has a tag of its own */
    size_t half, iv, tag;
};

static const struct enc *enc_named(const char *name)
{
    static const struct enc rows[] = {{"A128GCM", "AES-128-GCM", NULL, 16, 12, 16},
                                      {"A256GCM", "AES-256-GCM", NULL, 32, 12, 16},
                                      {"A128CBC-HS256", "AES-128-CBC", "SHA256", 16, 16, 16},
                                      {"A256CBC-HS512", "AES-256-CBC", "SHA512", 32, 16, 32}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0) return &rows[i];
    forge_die("unknown enc", name);
}

size_t forge_content_key_octets(const char *enc)
{
    const struct enc *row = enc_named(enc);
    return row->hash ? 2 * row->half : row->half;
}

/* How many octets were written. */
static size_t encipher(const struct enc *row, const unsigned char *key, const unsigned char *iv,
                       const char *header, const char *clear, size_t length, unsigned char *out,
                       unsigned char *tag)
{
    int written = 0, more = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool good = EVP_EncryptInit_ex2(context, EVP_get_cipherbyname(row->cipher), key, iv, NULL) == 1;
    if (good && !row->hash)
        good =
            EVP_EncryptUpdate(context, NULL, &more, (const unsigned char *)header, (int)strlen(header)) == 1;
    good = good &&
           EVP_EncryptUpdate(context, out, &written, (const unsigned char *)clear, (int)length) == 1 &&
           EVP_EncryptFinal_ex(context, out + written, &more) == 1;
    if (good && !row->hash)
        good = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)row->tag, tag) == 1;
    if (!good) forge_die("cannot encrypt", row->name);
    EVP_CIPHER_CTX_free(context);
    return (size_t)(written + more);
}

/* RFC 7518 section 5.2.2.1: over additional octets, iv, content and the length of the first in bits. */
static void authenticate(const struct enc *row, const unsigned char *key, const unsigned char *iv,
                         const char *header, const unsigned char *content, size_t length, unsigned char *tag)
{
    size_t additional = strlen(header);
    unsigned char *input = forge_take(additional + row->iv + length + 8), *at = input, whole[EVP_MAX_MD_SIZE];
    memcpy(at, header, additional), at += additional;
    memcpy(at, iv, row->iv), at += row->iv;
    memcpy(at, content, length), at += length;
    for (int i = 0; i < 8; i++) *at++ = (unsigned char)(additional * 8 >> (56 - 8 * i));
    HMAC(EVP_get_digestbyname(row->hash), key, (int)row->half, input, (size_t)(at - input), whole, NULL);
    memcpy(tag, whole, row->tag);
    free(input);
}

char *forge_content(const char *enc, const unsigned char *key, const char *header_part, const char *clear,
                    size_t length)
{
    const struct enc *row = enc_named(enc);
    unsigned char iv[16], tag[32], *out = forge_take(length + 32);
    if (RAND_bytes(iv, sizeof iv) != 1) forge_die("no random octets", enc);
    length = encipher(row, row->hash ? key + row->half : key, iv, header_part, clear, length, out, tag);
    if (row->hash) authenticate(row, key, iv, header_part, out, length, tag);
    char *one = forge_part(iv, row->iv), *two = forge_part(out, length), *three = forge_part(tag, row->tag);
    char *head = forge_joined(one, ".", two), *whole = forge_joined(head, ".", three);
    free(out), free(one), free(two), free(three), free(head);
    return whole;
}

char *forge_encrypted(const char *inner, const char *name, const char *cty)
{
    unsigned char key[KEY_OCTETS] = "the content key of these tests, ";
    EVP_PKEY *to = forge_public(name);
    bool rsa = EVP_PKEY_is_a(to, "RSA");
    char *ephemeral = rsa ? NULL : agreed(to, key),
         *wrapped = rsa ? forge_wrapped(to, "SHA256", key, KEY_OCTETS) : forge_part("", 0);
    char *header = forge_take(strlen(ephemeral ? ephemeral : "") + strlen(name) + 256);
    sprintf(header, "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"%s\"%s%s%s%s%s%s}",
            rsa ? "RSA-OAEP-256" : "ECDH-ES", name, cty ? ",\"cty\":\"" : "", cty ? cty : "", cty ? "\"" : "",
            rsa ? "" : ",\"epk\":{", rsa ? "" : ephemeral, rsa ? "" : "}");
    char *protected = forge_part(header, strlen(header)), *head = forge_joined(protected, ".", wrapped);
    char *body = forge_content("A256GCM", key, protected, inner, strlen(inner)),
         *out = forge_joined(head, ".", body);
    free(ephemeral), free(wrapped), free(header), free(protected), free(head), free(body);
    EVP_PKEY_free(to);
    return out;
}

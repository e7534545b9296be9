/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens and key sets. */
#include "forge_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "forge_inside.h"

static const unsigned char seed[32] = "the Ed25519 key of these tests, ";

/* ---- base64url ---- */

/* Base64 to base64url, in place. */
static char *to_url(char *text)
{
    for (char *at = text; *at; at++) {
        if (*at == '+') *at = '-';
        if (*at == '/') *at = '_';
        if (*at == '=') *at = '\0';
    }
    return text;
}

static char *url(const void *octets, size_t length)
{
    return to_url(forge_base64(octets, length, 0));
}

static char *joined(const char *one, const char *between, const char *other)
{
    char *out = forge_take(strlen(one) + strlen(between) + strlen(other) + 1);
    sprintf(out, "%s%s%s", one, between, other);
    return out;
}

/* ---- keys ---- */

static EVP_PKEY *ed25519(void)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, sizeof seed);
    if (!key) forge_die("no key", FORGE_ED25519);
    return key;
}

static EVP_PKEY *public_key(const char *name)
{
    if (strcmp(name, FORGE_ED25519) == 0) return ed25519();
    const char *text = forge_key_certificate(forge_key(name));
    unsigned char *der = forge_take(strlen(text));
    const unsigned char *at = der;
    int length = EVP_DecodeBlock(der, (const unsigned char *)text, (int)strlen(text));
    X509 *certificate = d2i_X509(NULL, &at, length);
    EVP_PKEY *key = certificate ? X509_get_pubkey(certificate) : NULL;
    if (!key) forge_die("no public key", name);
    X509_free(certificate);
    free(der);
    return key;
}

static char *number(const EVP_PKEY *key, const char *parameter, int width)
{
    unsigned char octets[1024];
    BIGNUM *value = NULL;
    if (EVP_PKEY_get_bn_param(key, parameter, &value) != 1) forge_die("no number", parameter);
    int length = width > 0 ? width : BN_num_bytes(value);
    if (BN_bn2binpad(value, octets, length) != length) forge_die("number too long", parameter);
    BN_free(value);
    return url(octets, (size_t)length);
}

static int width_of(const EVP_PKEY *key)
{
    return (EVP_PKEY_get_bits(key) + 7) / 8;
}

static char *point_of(const EVP_PKEY *key)
{
    int width = width_of(key);
    const char *curve = width == 32 ? "P-256" : width == 48 ? "P-384" : "P-521";
    char *x = number(key, OSSL_PKEY_PARAM_EC_PUB_X, width), *y = number(key, OSSL_PKEY_PARAM_EC_PUB_Y, width);
    char *out = forge_take(strlen(x) + strlen(y) + 64);
    sprintf(out, "\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"", curve, x, y);
    free(x), free(y);
    return out;
}

static char *members_of(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "EC")) return point_of(key);
    char *out = NULL;
    if (EVP_PKEY_is_a(key, "RSA")) {
        char *n = number(key, OSSL_PKEY_PARAM_RSA_N, 0), *e = number(key, OSSL_PKEY_PARAM_RSA_E, 0);
        out = forge_take(strlen(n) + strlen(e) + 64);
        sprintf(out, "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"", n, e);
        free(n), free(e);
        return out;
    }
    unsigned char raw[32];
    size_t length = sizeof raw;
    if (EVP_PKEY_get_raw_public_key(key, raw, &length) != 1) forge_die("no raw key", FORGE_ED25519);
    char *x = url(raw, length);
    out = forge_take(strlen(x) + 64);
    sprintf(out, "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"", x);
    free(x);
    return out;
}

char *forge_jwks(const char *const *names, size_t count)
{
    char *out = joined("{\"keys\":[", "", "");
    for (size_t i = 0; i < count; i++) {
        EVP_PKEY *key = public_key(names[i]);
        char *members = members_of(key), *one = forge_take(strlen(members) + strlen(names[i]) + 64);
        sprintf(one, "%s{\"kid\":\"%s\",\"use\":\"sig\",%s}", i > 0 ? "," : "", names[i], members);
        char *more = joined(out, "", one);
        free(members), free(one), free(out);
        EVP_PKEY_free(key);
        out = more;
    }
    char *whole = joined(out, "]}", "");
    free(out);
    return whole;
}

char *forge_public_pem(const char *name)
{
    char *octets = NULL, *out = NULL;
    EVP_PKEY *key = public_key(name);
    BIO *memory = BIO_new(BIO_s_mem());
    if (!memory || PEM_write_bio_PUBKEY(memory, key) != 1) forge_die("cannot write", name);
    size_t length = (size_t)BIO_get_mem_data(memory, &octets);
    out = forge_take(length + 1);
    memcpy(out, octets, length);
    out[length] = '\0';
    BIO_free(memory);
    EVP_PKEY_free(key);
    return out;
}

char *forge_private_pem(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/keys/%s.key", TG_SUPPORT, name);
    return forge_file(path);
}

/* ---- signed ---- */

static char *signature_ed25519(const char *text)
{
    unsigned char out[64];
    size_t length = sizeof out;
    EVP_PKEY *key = ed25519();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (EVP_DigestSignInit(context, NULL, NULL, NULL, key) != 1 ||
        EVP_DigestSign(context, out, &length, (const unsigned char *)text, strlen(text)) != 1)
        forge_die("cannot sign", "EdDSA");
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return url(out, length);
}

static char *signature_secret(const char *algorithm, const char *secret, const char *text)
{
    char hash[16];
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    snprintf(hash, sizeof hash, "SHA%.3s", algorithm + 2);
    if (!HMAC(EVP_get_digestbyname(hash), secret, (int)strlen(secret), (const unsigned char *)text,
              strlen(text), out, &length))
        forge_die("cannot sign", algorithm);
    return url(out, length);
}

static char *signature_of(const struct forge_token *how, const char *algorithm, const char *key,
                          const char *text)
{
    if (strcmp(algorithm, "none") == 0) return url("", 0);
    if (how->secret) return signature_secret(algorithm, how->secret, text);
    if (strcmp(key, FORGE_ED25519) == 0) return signature_ed25519(text);
    return to_url(forge_seal(forge_key(key), forge_algorithm(algorithm), text, strlen(text)));
}

char *forge_token(const char *claims, const struct forge_token *how)
{
    static const struct forge_token usual = {0};
    char header[1024];
    if (!how) how = &usual;
    const char *algorithm = how->algorithm ? how->algorithm : "RS256", *key = how->key ? how->key : "idp";
    snprintf(header, sizeof header, "{\"alg\":\"%s\",\"kid\":\"%s\"%s%s%s}", algorithm, key,
             how->typ ? ",\"typ\":\"" : "", how->typ ? how->typ : "", how->typ ? "\"" : "");
    const char *whole = how->header ? how->header : header;
    char *one = url(whole, strlen(whole)), *two = url(claims, strlen(claims)), *text = joined(one, ".", two);
    char *signature = signature_of(how, algorithm, key, text), *out = joined(text, ".", signature);
    free(one), free(two), free(text), free(signature);
    return out;
}

/* ---- encrypted ---- */

#define KEY_OCTETS 32

static char *wrapped_rsa(EVP_PKEY *to, const unsigned char key[KEY_OCTETS])
{
    unsigned char out[1024];
    size_t length = sizeof out;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(to, NULL);
    if (EVP_PKEY_encrypt_init(context) != 1 || EVP_PKEY_CTX_set_rsa_padding(context, 4 /* OAEP */) != 1 ||
        EVP_PKEY_CTX_ctrl_str(context, "rsa_oaep_md", "SHA256") != 1 ||
        EVP_PKEY_encrypt(context, out, &length, key, KEY_OCTETS) != 1)
        forge_die("cannot encrypt", "RSA-OAEP-256");
    EVP_PKEY_CTX_free(context);
    return url(out, length);
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
    int width = width_of(to);
    unsigned char shared[128];
    size_t length = sizeof shared;
    EVP_PKEY *own = EVP_EC_gen(groups[width == 32 ? 0 : width == 48 ? 1 : 2]);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    if (EVP_PKEY_derive_init(context) != 1 || EVP_PKEY_derive_set_peer(context, to) != 1 ||
        EVP_PKEY_derive(context, shared, &length) != 1)
        forge_die("cannot agree", "ECDH-ES");
    concat(shared, length, key);
    char *members = point_of(own);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(own);
    return members;
}

static char *sealed(const unsigned char key[KEY_OCTETS], const char *protected, const char *inner)
{
    static const unsigned char iv[12] = "once a token";
    size_t length = strlen(inner);
    unsigned char *octets = forge_take(length + 16), tag[16];
    int written = 0, more = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (EVP_EncryptInit_ex2(context, EVP_aes_256_gcm(), key, iv, NULL) != 1 ||
        EVP_EncryptUpdate(context, NULL, &more, (const unsigned char *)protected, (int)strlen(protected)) !=
            1 ||
        EVP_EncryptUpdate(context, octets, &written, (const unsigned char *)inner, (int)length) != 1 ||
        EVP_EncryptFinal_ex(context, octets + written, &more) != 1 ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag) != 1)
        forge_die("cannot encrypt", "A256GCM");
    EVP_CIPHER_CTX_free(context);
    char *one = url(iv, sizeof iv), *two = url(octets, length), *three = url(tag, sizeof tag);
    char *head = joined(one, ".", two), *out = joined(head, ".", three);
    free(octets), free(one), free(two), free(three), free(head);
    return out;
}

char *forge_encrypted(const char *inner, const char *name, const char *cty)
{
    unsigned char key[KEY_OCTETS] = "the content key of these tests, ";
    EVP_PKEY *to = public_key(name);
    bool rsa = EVP_PKEY_is_a(to, "RSA");
    char *ephemeral = rsa ? NULL : agreed(to, key), *wrapped = rsa ? wrapped_rsa(to, key) : url("", 0);
    char *header = forge_take(strlen(ephemeral ? ephemeral : "") + strlen(name) + 256);
    sprintf(header, "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"%s\"%s%s%s%s%s%s}",
            rsa ? "RSA-OAEP-256" : "ECDH-ES", name, cty ? ",\"cty\":\"" : "", cty ? cty : "", cty ? "\"" : "",
            rsa ? "" : ",\"epk\":{", rsa ? "" : ephemeral, rsa ? "" : "}");
    char *protected = url(header, strlen(header)), *head = joined(protected, ".", wrapped);
    char *body = sealed(key, protected, inner), *out = joined(head, ".", body);
    free(ephemeral), free(wrapped), free(header), free(protected), free(head), free(body);
    EVP_PKEY_free(to);
    return out;
}

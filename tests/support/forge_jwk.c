/* SPDX-License-Identifier: Apache-2.0 */
/* Keys as JWK, and the form in which a token holds octets. */
#include "forge_jose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "forge_inside.h"
#include "forge_token.h"

static const unsigned char seed[32] = "the Ed25519 key of these tests, ";

char *forge_to_url(char *text)
{
    for (char *at = text; *at; at++) {
        if (*at == '+') *at = '-';
        if (*at == '/') *at = '_';
        if (*at == '=') *at = '\0';
    }
    return text;
}

char *forge_part(const void *octets, size_t length)
{
    return forge_to_url(forge_base64(octets, length, 0));
}

char *forge_joined(const char *one, const char *between, const char *other)
{
    char *out = forge_take(strlen(one) + strlen(between) + strlen(other) + 1);
    sprintf(out, "%s%s%s", one, between, other);
    return out;
}

EVP_PKEY *forge_ed25519(void)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, sizeof seed);
    if (!key) forge_die("no key", FORGE_ED25519);
    return key;
}

EVP_PKEY *forge_public(const char *name)
{
    if (strcmp(name, FORGE_ED25519) == 0) return forge_ed25519();
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
    BN_clear_free(value);
    return forge_part(octets, (size_t)length);
}

static char *put(char *members, const char *name, char *value)
{
    char *out = forge_take(strlen(members) + strlen(name) + strlen(value) + 16);
    sprintf(out, "%s%s\"%s\":\"%s\"", members, *members ? "," : "", name, value);
    free(members), free(value);
    return out;
}

static char *rsa_members(const EVP_PKEY *key, bool is_private)
{
    static const struct {
        const char *name, *parameter;
    } members[] = {{"n", OSSL_PKEY_PARAM_RSA_N},          {"e", OSSL_PKEY_PARAM_RSA_E},
                   {"d", OSSL_PKEY_PARAM_RSA_D},          {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
                   {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},    {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
                   {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2}, {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    char *out = put(strdup(""), "kty", strdup("RSA"));
    for (size_t i = 0; i < (is_private ? sizeof members / sizeof *members : 2); i++)
        out = put(out, members[i].name, number(key, members[i].parameter, 0));
    return out;
}

static char *ec_members(const EVP_PKEY *key, bool is_private)
{
    char curve[16];
    int width = (EVP_PKEY_get_bits(key) + 7) / 8;
    snprintf(curve, sizeof curve, "P-%d", EVP_PKEY_get_bits(key));
    char *out = put(put(strdup(""), "kty", strdup("EC")), "crv", strdup(curve));
    out = put(out, "x", number(key, OSSL_PKEY_PARAM_EC_PUB_X, width));
    out = put(out, "y", number(key, OSSL_PKEY_PARAM_EC_PUB_Y, width));
    return is_private ? put(out, "d", number(key, OSSL_PKEY_PARAM_PRIV_KEY, width)) : out;
}

char *forge_jwk_members(const EVP_PKEY *key, bool is_private)
{
    unsigned char raw[32];
    size_t length = sizeof raw;
    if (EVP_PKEY_is_a(key, "RSA")) return rsa_members(key, is_private);
    if (EVP_PKEY_is_a(key, "EC")) return ec_members(key, is_private);
    if (EVP_PKEY_get_raw_public_key(key, raw, &length) != 1) forge_die("no raw key", FORGE_ED25519);
    char *out = put(put(strdup(""), "kty", strdup("OKP")), "crv", strdup("Ed25519"));
    return put(out, "x", forge_part(raw, length));
}

char *forge_jwks(const char *const *names, size_t count)
{
    char *out = forge_joined("{\"keys\":[", "", "");
    for (size_t i = 0; i < count; i++) {
        EVP_PKEY *key = forge_public(names[i]);
        char *members = forge_jwk_members(key, false),
             *one = forge_take(strlen(members) + strlen(names[i]) + 64);
        sprintf(one, "%s{\"kid\":\"%s\",\"use\":\"sig\",%s}", i > 0 ? "," : "", names[i], members);
        char *more = forge_joined(out, "", one);
        free(members), free(one), free(out);
        EVP_PKEY_free(key);
        out = more;
    }
    char *whole = forge_joined(out, "]}", "");
    free(out);
    return whole;
}

char *forge_public_pem(const char *name)
{
    char *octets = NULL, *out = NULL;
    EVP_PKEY *key = forge_public(name);
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

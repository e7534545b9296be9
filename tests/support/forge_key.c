/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, digests and signatures. */
#include "forge_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

struct forge_key {
    char name[32];
    EVP_PKEY *private_key;
    unsigned char *der;
    int der_length;
    char *certificate;
    char fingerprint[65];
};

#define MORE(number) "http://www.w3.org/2001/04/xmldsig-more#" number
#define MGF1(hash) "http://www.w3.org/2007/05/xmldsig-more#" hash "-rsa-MGF1"

static const struct forge_algorithm algorithms[] = {
    {"RS1", "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "SHA1", FORGE_PKCS1},
    {"RS256", MORE("rsa-sha256"), "SHA256", FORGE_PKCS1},
    {"RS384", MORE("rsa-sha384"), "SHA384", FORGE_PKCS1},
    {"RS512", MORE("rsa-sha512"), "SHA512", FORGE_PKCS1},
    {"PS256", MGF1("sha256"), "SHA256", FORGE_PSS},
    {"PS384", MGF1("sha384"), "SHA384", FORGE_PSS},
    {"PS512", MGF1("sha512"), "SHA512", FORGE_PSS},
    {"ES256", MORE("ecdsa-sha256"), "SHA256", FORGE_ECDSA},
    {"ES384", MORE("ecdsa-sha384"), "SHA384", FORGE_ECDSA},
    {"ES512", MORE("ecdsa-sha512"), "SHA512", FORGE_ECDSA},
    {"HS256", MORE("hmac-sha256"), "SHA256", FORGE_HMAC},
};

const struct forge_algorithm *forge_algorithm(const char *name)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (strcmp(algorithms[i].name, name) == 0) return &algorithms[i];
    forge_die("unknown algorithm", name);
}

const char *forge_digest_uri(const char *hash)
{
    if (strcmp(hash, "SHA1") == 0) return "http://www.w3.org/2000/09/xmldsig#sha1";
    if (strcmp(hash, "SHA256") == 0) return "http://www.w3.org/2001/04/xmlenc#sha256";
    if (strcmp(hash, "SHA384") == 0) return MORE("sha384");
    if (strcmp(hash, "SHA512") == 0) return "http://www.w3.org/2001/04/xmlenc#sha512";
    forge_die("unknown digest", hash);
}

static FILE *opened(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) forge_die("cannot read", path);
    return file;
}

static void fill_fingerprint(struct forge_key *key)
{
    unsigned char digest[32];
    unsigned length = 0;
    if (EVP_Digest(key->der, (size_t)key->der_length, digest, &length, EVP_sha256(), NULL) != 1)
        forge_die("cannot digest", key->name);
    for (size_t i = 0; i < length; i++) snprintf(key->fingerprint + 2 * i, 3, "%02x", digest[i]);
}

struct forge_key *forge_key_read(const char *key_path, const char *certificate_path)
{
    struct forge_key *key = forge_take(sizeof *key);
    FILE *file = opened(key_path);
    key->private_key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    file = opened(certificate_path);
    X509 *certificate = PEM_read_X509(file, NULL, NULL, NULL);
    fclose(file);
    if (!key->private_key || !certificate) forge_die("not a key with a certificate", key_path);
    key->der_length = i2d_X509(certificate, &key->der);
    X509_free(certificate);
    if (key->der_length <= 0) forge_die("not a certificate", certificate_path);
    key->certificate = forge_base64((const char *)key->der, (size_t)key->der_length, 0);
    fill_fingerprint(key);
    return key;
}

void forge_key_free(struct forge_key *key)
{
    if (!key) return;
    EVP_PKEY_free(key->private_key);
    OPENSSL_free(key->der);
    free(key->certificate);
    free(key);
}

const struct forge_key *forge_key(const char *name)
{
    static struct forge_key *known[16];
    char key_path[512], certificate_path[512];
    size_t i = 0;
    for (; i < sizeof known / sizeof *known && known[i]; i++)
        if (strcmp(known[i]->name, name) == 0) return known[i];
    if (i == sizeof known / sizeof *known) forge_die("too many keys", name);
    snprintf(key_path, sizeof key_path, "%s/keys/%s.key", TG_SUPPORT, name);
    snprintf(certificate_path, sizeof certificate_path, "%s/keys/%s.crt", TG_SUPPORT, name);
    known[i] = forge_key_read(key_path, certificate_path);
    snprintf(known[i]->name, sizeof known[i]->name, "%s", name);
    return known[i];
}

char *forge_key_pem(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/keys/%s.key", TG_SUPPORT, name);
    return forge_file(path);
}

EVP_PKEY *forge_key_private(const struct forge_key *key)
{
    return key->private_key;
}

const char *forge_key_certificate(const struct forge_key *key)
{
    return key->certificate;
}

const char *forge_key_fingerprint(const struct forge_key *key)
{
    return key->fingerprint;
}

char *forge_digest(const char *hash, const void *octets, size_t length)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned written = 0;
    if (EVP_Digest(octets, length, digest, &written, EVP_get_digestbyname(hash), NULL) != 1)
        forge_die("cannot digest", hash);
    return forge_base64((const char *)digest, written, 0);
}

/* XML signatures and JOSE write r and s side by side (RFC 4050 section 3.3). */
static size_t raw_ecdsa(const struct forge_key *key, unsigned char *signature, size_t length)
{
    const unsigned char *at = signature;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)length);
    int half = (EVP_PKEY_get_bits(key->private_key) + 7) / 8;
    if (!pair) forge_die("not an ECDSA signature", key->name);
    if (BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, half) != half) forge_die("r too long", key->name);
    if (BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + half, half) != half)
        forge_die("s too long", key->name);
    ECDSA_SIG_free(pair);
    return 2 * (size_t)half;
}

static size_t sealed(const struct forge_key *key, const struct forge_algorithm *algorithm, const void *octets,
                     size_t length, unsigned char *out, size_t room)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *inner = NULL;
    bool good = EVP_DigestSignInit(context, &inner, EVP_get_digestbyname(algorithm->hash), NULL,
                                   key->private_key) == 1;
    if (good && algorithm->scheme == FORGE_PSS)
        good = EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(inner, RSA_PSS_SALTLEN_DIGEST) == 1;
    if (!good || EVP_DigestSign(context, out, &room, octets, length) != 1)
        forge_die("cannot sign", algorithm->name);
    EVP_MD_CTX_free(context);
    return room;
}

char *forge_seal(const struct forge_key *key, const struct forge_algorithm *algorithm, const void *octets,
                 size_t length)
{
    unsigned char signature[2048];
    unsigned written = 0;
    size_t total;
    if (algorithm->scheme == FORGE_HMAC) {
        HMAC(EVP_get_digestbyname(algorithm->hash), key->der, key->der_length, octets, length, signature,
             &written);
        total = written;
    } else {
        total = sealed(key, algorithm, octets, length, signature, sizeof signature);
    }
    if (algorithm->scheme == FORGE_ECDSA) total = raw_ecdsa(key, signature, total);
    return forge_base64((const char *)signature, total, 0);
}

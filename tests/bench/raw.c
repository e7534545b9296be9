/* SPDX-License-Identifier: Apache-2.0 */
/* The reference of tokens: key, context, digest and signature are ready; what is timed is a digest and a verification. */
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "bench.h"

enum { DIGEST = 32, SIGNATURE_MAX = 1024 };

struct raw {
    EVP_PKEY *key;
    EVP_PKEY_CTX *context;
    EVP_MD_CTX *hashing;
    EVP_MD *sha256;
    const unsigned char *input;
    size_t length, signature_length;
    unsigned char signature[SIGNATURE_MAX];
};

static int verify(void *context)
{
    struct raw *raw = context;
    unsigned char digest[DIGEST];
    return EVP_DigestInit_ex2(raw->hashing, raw->sha256, NULL) != 1 ||
           EVP_DigestUpdate(raw->hashing, raw->input, raw->length) != 1 ||
           EVP_DigestFinal_ex(raw->hashing, digest, NULL) != 1 ||
           EVP_PKEY_verify(raw->context, raw->signature, raw->signature_length, digest, sizeof digest) != 1;
}

/* Ed25519 takes the octets whole, and its context is set up each time. */
static int verify_whole(void *context)
{
    struct raw *raw = context;
    return EVP_DigestVerifyInit(raw->hashing, NULL, NULL, NULL, raw->key) != 1 ||
           EVP_DigestVerify(raw->hashing, raw->signature, raw->signature_length, raw->input, raw->length) != 1;
}

static EVP_PKEY *key_of(const char *pem)
{
    BIO *memory = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = memory ? PEM_read_bio_PUBKEY(memory, NULL, NULL, NULL) : NULL;
    if (!key) exit(2);
    BIO_free(memory);
    return key;
}

static size_t decode(const char *text, unsigned char out[SIGNATURE_MAX])
{
    char padded[SIGNATURE_MAX + 4];
    size_t length = strlen(text), pads = (4 - length % 4) % 4;
    if (length >= SIGNATURE_MAX) exit(2);
    for (size_t i = 0; i < length; i++) padded[i] = (char)(text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i]);
    memset(padded + length, '=', pads);
    int octets = EVP_DecodeBlock(out, (const unsigned char *)padded, (int)(length + pads));
    if (octets < 0) exit(2);
    return (size_t)octets - pads;
}

/* r and s side by side become DER, which libcrypto reads. */
static size_t pair_to_der(unsigned char signature[SIGNATURE_MAX], size_t length)
{
    int half = (int)(length / 2);
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, half, NULL), *s = BN_bin2bn(signature + half, half, NULL);
    if (!pair || ECDSA_SIG_set0(pair, r, s) != 1) exit(2);
    int written = i2d_ECDSA_SIG(pair, &signature);
    ECDSA_SIG_free(pair);
    if (written <= 0) exit(2);
    return (size_t)written;
}

static void set_up(struct raw *raw, int rsa, int pss)
{
    raw->context = EVP_PKEY_CTX_new(raw->key, NULL);
    raw->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    if (!raw->context || !raw->sha256 || EVP_PKEY_verify_init(raw->context) != 1 ||
        (rsa && EVP_PKEY_CTX_set_rsa_padding(raw->context, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) != 1) ||
        EVP_PKEY_CTX_set_signature_md(raw->context, raw->sha256) != 1 ||
        (pss && EVP_PKEY_CTX_set_rsa_pss_saltlen(raw->context, RSA_PSS_SALTLEN_DIGEST) != 1))
        exit(2);
}

struct bench_subject bench_raw(const char *token, const char *algorithm, const char *pem)
{
    struct raw *raw = calloc(1, sizeof *raw);
    const char *dot = strrchr(token, '.');
    int whole = strcmp(algorithm, "EdDSA") == 0, elliptic = algorithm[0] == 'E' && !whole;
    if (!raw || !dot || !(raw->hashing = EVP_MD_CTX_new())) exit(2);
    raw->key = key_of(pem);
    raw->input = (const unsigned char *)token;
    raw->length = (size_t)(dot - token);
    raw->signature_length = decode(dot + 1, raw->signature);
    if (elliptic) raw->signature_length = pair_to_der(raw->signature, raw->signature_length);
    if (!whole) set_up(raw, !elliptic, algorithm[0] == 'P');
    return (struct bench_subject){"one raw verification, kept context", whole ? verify_whole : verify, raw, 0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The reference: RSA-2048 PKCS#1 v1.5 of a SHA-256 digest, one EVP_PKEY_CTX for all verifications. */
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "bench.h"

struct kept {
    EVP_PKEY_CTX *context;
    unsigned char digest[32], signature[256];
    size_t length;
};

static int verify(void *context)
{
    struct kept *kept = context;
    return EVP_PKEY_verify(kept->context, kept->signature, kept->length, kept->digest, sizeof kept->digest) != 1;
}

static int with_padding(EVP_PKEY_CTX *context)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1;
}

static void sign(EVP_PKEY *key, struct kept *kept)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    kept->length = sizeof kept->signature;
    if (!context || EVP_PKEY_sign_init(context) != 1 || !with_padding(context) ||
        EVP_PKEY_sign(context, kept->signature, &kept->length, kept->digest, sizeof kept->digest) != 1)
        exit(2);
    EVP_PKEY_CTX_free(context);
}

struct bench_subject bench_rsa(void)
{
    struct kept *kept = calloc(1, sizeof *kept);
    EVP_PKEY *key = EVP_RSA_gen(2048);
    if (!kept || !key) exit(2);
    sign(key, kept);
    kept->context = EVP_PKEY_CTX_new(key, NULL);
    if (!kept->context || EVP_PKEY_verify_init(kept->context) != 1 || !with_padding(kept->context)) exit(2);
    return (struct bench_subject){"one RSA-2048 verify, kept context", verify, kept, 0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The references: RSA-2048 PKCS#1 v1.5 of a SHA-256 digest, one EVP_PKEY_CTX for all verifications. */
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "bench.h"

struct kept {
    EVP_PKEY_CTX *context, *decrypting;
    unsigned char digest[32], signature[256], wrapped[256];
    size_t length;
};

static int verify(void *context)
{
    struct kept *kept = context;
    return EVP_PKEY_verify(kept->context, kept->signature, kept->length, kept->digest, sizeof kept->digest) != 1;
}

static int decrypt_and_verify(void *context)
{
    struct kept *kept = context;
    unsigned char key[256];
    size_t length = sizeof key;
    int good = EVP_PKEY_decrypt(kept->decrypting, key, &length, kept->wrapped, sizeof kept->wrapped) == 1 && length == 16;
    return !good || verify(context);
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

static void wrap(EVP_PKEY *key, struct kept *kept)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    size_t length = sizeof kept->wrapped;
    if (!context || EVP_PKEY_encrypt_init(context) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_encrypt(context, kept->wrapped, &length, kept->digest, 16) != 1)
        exit(2);
    EVP_PKEY_CTX_free(context);
}

struct bench_subject bench_oaep(void)
{
    struct bench_subject subject = bench_rsa();
    struct kept *kept = subject.context;
    EVP_PKEY *key = EVP_PKEY_CTX_get0_pkey(kept->context);
    wrap(key, kept);
    kept->decrypting = EVP_PKEY_CTX_new(key, NULL);
    if (!kept->decrypting || EVP_PKEY_decrypt_init(kept->decrypting) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(kept->decrypting, RSA_PKCS1_OAEP_PADDING) != 1)
        exit(2);
    return (struct bench_subject){"one RSA-2048 OAEP decrypt and verify, kept contexts", decrypt_and_verify, kept, 0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Wrapped keys. */
#include "failing.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include "forge_token.h"
#include "forge.h"

void failing_die(const char *what)
{
    (void)fprintf(stderr, "bench: cannot make %s\n", what);
    exit(2);
}

void failing_random(unsigned char *out, size_t length)
{
    if (RAND_bytes(out, (int)length) != 1) failing_die("random octets");
}

char *failing_base64(const unsigned char *octets, size_t length, int url)
{
    char *out = forge_base64((const char *)octets, length, 0);
    for (char *at = out; url && *at; at++) *at = (char)(*at == '+' ? '-' : *at == '/' ? '_' : *at == '=' ? '\0' : *at);
    return out;
}

static EVP_PKEY *our_key(void)
{
    static EVP_PKEY *key;
    if (key) return key;
    char *pem = forge_public_pem(FAILING_KEY);
    BIO *memory = BIO_new_mem_buf(pem, -1);
    key = memory ? PEM_read_bio_PUBKEY(memory, NULL, NULL, NULL) : NULL;
    if (!key || EVP_PKEY_get_size(key) != FAILING_WRAPPED) failing_die("a key");
    BIO_free(memory);
    free(pem);
    return key;
}

static EVP_PKEY_CTX *begin(int padding)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(our_key(), NULL);
    if (!context || EVP_PKEY_encrypt_init(context) != 1 || EVP_PKEY_CTX_set_rsa_padding(context, padding) != 1)
        failing_die("a wrapped key");
    return context;
}

static void encrypt(EVP_PKEY_CTX *context, const unsigned char *in, size_t length, unsigned char out[FAILING_WRAPPED])
{
    size_t written = FAILING_WRAPPED;
    if (EVP_PKEY_encrypt(context, out, &written, in, length) != 1) failing_die("a wrapped key");
    EVP_PKEY_CTX_free(context);
}

static void wrap_oaep(const char *hash, int label, const unsigned char *key, size_t length,
                      unsigned char out[FAILING_WRAPPED])
{
    EVP_PKEY_CTX *context = begin(RSA_PKCS1_OAEP_PADDING);
    if (EVP_PKEY_CTX_set_rsa_oaep_md_name(context, hash, NULL) != 1 ||
        (label && EVP_PKEY_CTX_set0_rsa_oaep_label(context, OPENSSL_strdup("other"), 5) != 1))
        failing_die("a wrapped key");
    encrypt(context, key, length, out);
}

/* A block that is no OAEP, with that first octet. */
static void wrap_block(unsigned char first, unsigned char out[FAILING_WRAPPED])
{
    unsigned char block[FAILING_WRAPPED];
    failing_random(block, sizeof block);
    block[0] = first;
    encrypt(begin(RSA_NO_PADDING), block, sizeof block, out);
}

void failing_wrap(enum failing_key how, const char *hash, const unsigned char *key, size_t length,
                  unsigned char out[FAILING_WRAPPED])
{
    static const unsigned char other[24] = {1};
    switch (how) {
    case KEY_GOOD:
    case KEY_LABEL:
        wrap_oaep(hash, how == KEY_LABEL, key, length, out);
        return;
    case KEY_OTHER_LENGTH:
        wrap_oaep(hash, 0, other, sizeof other, out);
        return;
    case KEY_FIRST_ZERO:
    case KEY_FIRST_ONE:
        wrap_block(how == KEY_FIRST_ONE, out);
        return;
    case KEY_FOR_OTHER: /* the modulus has its first bit set */
    default:
        failing_random(out, FAILING_WRAPPED);
        out[0] &= 0x7f;
    }
}

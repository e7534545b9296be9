/* SPDX-License-Identifier: Apache-2.0 */
/* A visit opened and sealed, as a host does at each request, beside AES of libcrypto over as many octets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>

#include <toegang.h>

#include "bench.h"
#include "forge_provider.h"
#include "trust.h"

#define PURPOSE "visit https://eloket.example"

struct going {
    toegang_seal_keys *keys;
    toegang_trust *trust;
    toegang_visit visit;
    char text[TOEGANG_SEALED_MAX];
    size_t length;
};

static int seal(void *context)
{
    struct going *going = context;
    char text[TOEGANG_SEALED_MAX];
    return toegang_visit_seal(going->keys, PURPOSE, &going->visit, text, sizeof text, NULL);
}

static int open_good(void *context)
{
    const struct going *going = context;
    toegang_visit visit = {.size = sizeof visit};
    toegang_identity *identity = NULL;
    toegang_status status = toegang_visit_open(going->keys, PURPOSE, going->trust, going->text, going->length,
                                               FORGE_AT, &visit, &identity, NULL);
    toegang_identity_free(identity);
    return status;
}

static int open_forged(void *context)
{
    struct going *going = context;
    char text[TOEGANG_SEALED_MAX];
    toegang_visit visit = {.size = sizeof visit};
    toegang_identity *identity = NULL;
    memcpy(text, going->text, going->length);
    text[going->length / 2] ^= 1;
    return toegang_visit_open(going->keys, PURPOSE, going->trust, text, going->length, FORGE_AT, &visit,
                              &identity, NULL) != TOEGANG_REFUSED;
}

struct raw {
    EVP_CIPHER *cipher;
    size_t length;
};

static int encrypt(void *context)
{
    static const unsigned char key[64], nonce[16], in[TOEGANG_SEALED_MAX];
    static unsigned char out[TOEGANG_SEALED_MAX];
    const struct raw *raw = context;
    int length = 0;
    EVP_CIPHER_CTX *running = EVP_CIPHER_CTX_new();
    int good = EVP_EncryptInit_ex2(running, raw->cipher, key, nonce, NULL) == 1 &&
               EVP_EncryptUpdate(running, NULL, &length, nonce, 16) == 1 &&
               EVP_EncryptUpdate(running, out, &length, in, (int)raw->length) == 1 &&
               EVP_EncryptFinal_ex(running, out + length, &length) == 1;
    EVP_CIPHER_CTX_free(running);
    return !good;
}

static toegang_seal_keys *keys_of_a_file(void)
{
    static const char text[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";
    char path[] = "/tmp/toegang-bench-XXXXXX";
    toegang_seal_keys *keys = NULL;
    int file = mkstemp(path);
    if (file < 0 || write(file, text, sizeof text - 1) < 0 || close(file) != 0) exit(2);
    if (toegang_seal_keys_read(path, &keys, NULL) != TOEGANG_GOOD) exit(2);
    (void)unlink(path);
    return keys;
}

static toegang_trust *trust_of_idp(void)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    toegang_saml_provider provider = forge_provider(metadata);
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = bench_trust(&settings);
    free(metadata);
    return trust;
}

static toegang_identity *signed_in(const toegang_trust *trust)
{
    char *message = forge_response(NULL, 0, NULL);
    toegang_identity *identity = NULL;
    if (toegang_verify_saml(trust, message, strlen(message), FORGE_REQUEST, FORGE_AT, &identity, NULL) !=
        TOEGANG_GOOD)
        exit(2);
    free(message);
    return identity;
}

int main(void)
{
    struct going going = {
        .keys = keys_of_a_file(), .trust = trust_of_idp(), .visit = {.size = sizeof going.visit}};
    toegang_identity *identity = signed_in(going.trust);
    if (toegang_visit_begin(identity, FORGE_AT, 1800, 28800, &going.visit, NULL) != TOEGANG_GOOD ||
        toegang_visit_seal(going.keys, PURPOSE, &going.visit, going.text, sizeof going.text, NULL) !=
            TOEGANG_GOOD)
        return 2;
    going.length = strlen(going.text);
    size_t octets = going.length * 3 / 4 - 36;
    struct raw gcm = {EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL), octets};
    struct raw siv = {EVP_CIPHER_fetch(NULL, "AES-256-SIV", NULL), octets};
    const struct bench_subject reference = {"AES-256-GCM of libcrypto", encrypt, &gcm, 0};
    const struct bench_subject subjects[] = {{"a visit opened", open_good, &going, 0},
                                             {"a visit sealed", seal, &going, 0},
                                             {"a forged one refused", open_forged, &going, 0},
                                             {"AES-256-SIV of libcrypto", encrypt, &siv, 0},
                                             {"AES-256-GCM of libcrypto", encrypt, &gcm, 0}};
    struct bench_result results[5];
    printf("\na visit of %zu characters\n", going.length);
    bench_run(&reference, subjects, 5, results);
    bench_print(subjects, 5, results, "x AES-GCM");
    EVP_CIPHER_free(gcm.cipher);
    EVP_CIPHER_free(siv.cipher);
    toegang_identity_free(identity);
    toegang_trust_free(going.trust);
    toegang_seal_keys_free(going.keys);
    return 0;
}

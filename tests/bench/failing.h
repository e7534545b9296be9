/* SPDX-License-Identifier: Apache-2.0 */
/* Encrypted messages that fail in one known way each. Ends the process when one cannot be made; they are free()d. */
#ifndef TG_BENCH_FAILING_H
#define TG_BENCH_FAILING_H

#include <stddef.h>

#include <openssl/evp.h>

enum failing_key {
    KEY_GOOD,
    KEY_OTHER_LENGTH, /* OAEP is right, and holds 24 octets */
    KEY_LABEL,        /* OAEP fails at its label: all else is right */
    KEY_FIRST_ZERO,   /* OAEP fails; its first octet is right, so Manger's oracle would say yes */
    KEY_FIRST_ONE,    /* OAEP fails at its first octet: Manger's oracle would say no */
    KEY_FOR_OTHER     /* encrypted for another key: any number below the modulus */
};

enum failing_content { CONTENT_GOOD, CONTENT_TAG, CONTENT_OCTET, CONTENT_IV, CONTENT_PADDING, CONTENT_GARBAGE };

/* Our key of the attempts, of 2048 bits. */
#define FAILING_KEY "sp"
#define FAILING_WRAPPED 256

/* Wraps a content key with OAEP of that hash, so that it fails as told. */
void failing_wrap(enum failing_key how, const char *hash, const unsigned char *key, size_t length,
                  unsigned char out[FAILING_WRAPPED]);
/* A JWE of RSA-OAEP-256 with A256GCM or A128CBC-HS256 around an ID token. */
char *failing_jwe(const char *enc, enum failing_key key, enum failing_content content);
/* A response with an assertion encrypted with A128GCM or A128CBC and rsa-oaep-mgf1p. */
char *failing_xml(const char *cipher, enum failing_key key, enum failing_content content);

/* For both. */
void failing_die(const char *what);
void failing_random(unsigned char *out, size_t length);
char *failing_base64(const unsigned char *octets, size_t length, int url);

#endif

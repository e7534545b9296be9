/* SPDX-License-Identifier: Apache-2.0 */
/* Third-party material: tables, messages in the clothes they came in, certificates wherever they stand. */
#ifndef TG_TESTS_SIGNATURE_VECTORS_H
#define TG_TESTS_SIGNATURE_VECTORS_H

#include "crypto/key.h"

#define VECTOR_FIELDS 8
#define VECTOR_KEYS_MAX 64

struct vector_row {
    char *fields[VECTOR_FIELDS]; /* never NULL */
};

struct vector_table {
    struct vector_row *rows;
    size_t count;
};

struct vector_keys {
    struct tg_key *keys[VECTOR_KEYS_MAX];
    size_t count;
    char refused[48]; /* why a certificate was not taken, "" when all were */
};

/* A tab-separated file without its head line; lines that begin with # are passed over. */
struct vector_table vector_table_read(const char *path);
void vector_table_free(struct vector_table *table);
/* The row whose first field is this, NULL when there is none. */
const struct vector_row *vector_find(const struct vector_table *table, const char *first);

/* A file of the vectors' folder, ending in NUL; NULL when it is not there. free() it. */
char *vector_file(const char *name, size_t *length);
/* The XML in it: as it is, base64, or base64 of deflated XML. Takes octets and gives what is to be free()d.
 */
char *vector_message(char *octets, size_t *length);
/* Decoded base64, lenient; free() it. */
char *vector_unbase64(const char *text, size_t *length);
/* Every certificate in a text: PEM, X509Certificate, JSON; adds those that we take. */
void vector_add_keys(const struct tg_crypto *crypto, const char *text, struct vector_keys *keys);
void vector_free_keys(struct vector_keys *keys);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Signs the signatures of an old document again with today's algorithms, its structure kept. */
#ifndef TG_TESTS_SIGNATURE_RESIGN_H
#define TG_TESTS_SIGNATURE_RESIGN_H

#include <stddef.h>

#include "forge.h"

/*
 * Each ds:Signature gets RSA with SHA-256 by this key over its own SignedInfo, canonicalised as that says;
 * each Reference whose digest was right gets the SHA-256 digest of what it refers to, a wrong one stays
 * wrong. So a wrapping attack that relied on a genuine signature relies on one again. NULL when it is not XML
 * to libxml2.
 */
char *resign(const char *xml, size_t length, const struct forge_key *key, size_t *out_length);

/* What a verifier needs of the first ds:Signature; each text is to be free()d. */
struct first_signature {
    char *algorithm;   /* URI of SignatureMethod */
    char *signed_info; /* canonical octets, as CanonicalizationMethod says */
    size_t signed_info_length;
    char *value; /* decoded */
    size_t value_length;
};
/* 0 when there is none, or when it cannot be canonicalised. */
int first_signature(const char *xml, size_t length, struct first_signature *out);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The closed table: what has no row here does not exist. */
#ifndef TG_CRYPTO_ALGORITHM_H
#define TG_CRYPTO_ALGORITHM_H

#include "base/span.h"

enum tg_hash { TG_HASH_NONE = 0, TG_SHA256, TG_SHA384, TG_SHA512 };
enum tg_scheme { TG_SCHEME_NONE = 0, TG_RSA_PKCS1, TG_RSA_PSS, TG_ECDSA, TG_EDDSA, TG_HMAC };
#define TG_HASHES 4

struct tg_algorithm {
    const char *uri;  /* XML signature algorithm identifier (RFC 9231); NULL: XML signatures do not have it */
    const char *name; /* JOSE name, RS256, also used in configurations */
    enum tg_scheme scheme;
    enum tg_hash hash;     /* NONE: the scheme has its own */
    unsigned curve_octets; /* ECDSA in JOSE pins the curve: 32, 48, 66; XML signatures leave it to the key */
};

/* By URI or by JOSE name; NULL: no such algorithm for us. */
const struct tg_algorithm *tg_algorithm_of_uri(struct tg_span uri);
const struct tg_algorithm *tg_algorithm_of_name(struct tg_span name);
/* Whether who can verify with its key can sign too. */
bool tg_algorithm_is_secret(const struct tg_algorithm *algorithm);
/* Digest by its XML URI (xmlenc#sha256, xmldsig-more#sha384, xmlenc#sha512); NONE: no such digest for us. */
enum tg_hash tg_hash_of_uri(struct tg_span uri);
size_t tg_hash_octets(enum tg_hash hash);
/* Rows of the table, for listing. */
size_t tg_algorithms(void);
const struct tg_algorithm *tg_algorithm_at(size_t index);

#endif

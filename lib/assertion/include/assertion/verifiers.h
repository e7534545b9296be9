/* SPDX-License-Identifier: Apache-2.0 */
/* Whose keys may verify, with which algorithms: pinned by us, never chosen by what is verified. */
#ifndef TG_ASSERTION_VERIFIERS_H
#define TG_ASSERTION_VERIFIERS_H

#include "crypto/signature.h"

struct tg_verifiers {
    const struct tg_crypto *crypto;
    struct tg_key *const *keys;
    size_t key_count;
    const struct tg_algorithm *const *algorithms; /* NULL: the whole table */
    size_t algorithm_count;
};

/* The algorithm is one of the pinned: saml.signature.pinned. */
toegang_status tg_verifiers_allow(const struct tg_verifiers *verifiers, const struct tg_algorithm *algorithm,
                                  toegang_report *report);
/*
 * Tries each key that fits the algorithm, since a provider has two of them while it rolls over. *out is the one
 * that made the signature. Checks saml.signature.key (none fits), saml.signature.value.
 */
toegang_status tg_verifiers_find(const struct tg_verifiers *verifiers, const struct tg_algorithm *algorithm,
                                 struct tg_span octets, struct tg_span signature, const struct tg_key **out,
                                 toegang_report *report);

#endif

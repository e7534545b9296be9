/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_METADATA_H
#define TG_ASSERTION_METADATA_H

#include "assertion/verifiers.h"
#include "base/arena.h"

#define TG_METADATA_KEYS_MAX 16

struct tg_metadata {
    struct tg_key *keys[TG_METADATA_KEYS_MAX]; /* for signing, in order; the caller frees them */
    size_t key_count;
    toegang_time until; /* validUntil of the descriptors, NEVER when not given */
    /* Where it takes messages by HTTP-Redirect: sign-in, sign-out, the answer to its sign-out. NULL: nowhere. */
    const char *sign_on, *logout, *logout_answer;
};

/*
 * Reads an EntityDescriptor with one IDPSSODescriptor for SAML 2.0 (or the one with that entity id in an
 * EntitiesDescriptor). Without a signer the file is trusted: a ds:Signature in it is not verified. With one the root
 * carries its signature, and only the canonical octets that were verified are read. cacheDuration is for who fetches
 * it. A byte order mark before it and comments are passed over; CDATA, a DOCTYPE and the like are refused by the gate
 * as in messages. Keys for encryption are passed over; a key for signing that cannot be used refuses the whole. Texts
 * lie in the arena.
 */
toegang_status tg_metadata_read(struct tg_span octets, const char *entity_id, const struct tg_crypto *crypto,
                                const struct tg_verifiers *signer, struct tg_arena *arena, struct tg_metadata *out,
                                toegang_report *report);

#endif

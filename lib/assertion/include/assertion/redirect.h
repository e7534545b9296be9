/* SPDX-License-Identifier: Apache-2.0 */
/* A message that came in a URL: SAML bindings 3.4.4. */
#ifndef TG_ASSERTION_REDIRECT_H
#define TG_ASSERTION_REDIRECT_H

#include "assertion/verifiers.h"
#include "base/arena.h"

struct tg_redirect {
    struct tg_span xml;           /* unfolded, not verified yet: it says whose keys must verify */
    struct tg_span signed_octets; /* parameter, RelayState, SigAlg, each octet for octet as it came */
    const struct tg_algorithm *algorithm;
    struct tg_span signature;
};

/*
 * Reads a query whose message stands in that parameter, SAMLRequest or SAMLResponse, and not in the other. Every name
 * once, none that looks like another, signed. What it gives lies in the arena or is borrowed from the query. Checks
 * query.*, base64.*, deflate.*, redirect.*, saml.signature.algorithm.
 */
toegang_status tg_redirect_read(struct tg_span query, const char *parameter, struct tg_arena *arena,
                                struct tg_redirect *out, toegang_report *report);
/* Over the octets as they came, so that it does not matter how the sender encodes. */
toegang_status tg_redirect_verify(const struct tg_redirect *redirect, const struct tg_verifiers *verifiers,
                                  toegang_report *report);

#endif

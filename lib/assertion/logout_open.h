/* SPDX-License-Identifier: Apache-2.0 */
/* The way in of a sign-out message: from octets to a tree that its signature covers. */
#ifndef TG_ASSERTION_LOGOUT_OPEN_H
#define TG_ASSERTION_LOGOUT_OPEN_H

#include <toegang/message.h>

#include "assertion/saml.h"

/* One message on its way in. */
struct tg_incoming {
    struct tg_saml saml; /* what reading it shares with a sign-in */
    toegang_binding binding;
    const char *local, *parameter; /* what is expected here */
};

/* Reads, chooses the provider, verifies: *root, which the message owns, is what was verified and nothing
 * else. */
toegang_status tg_incoming_open(struct tg_incoming *in, struct tg_span octets,
                                const struct tg_xml_node **root);
void tg_incoming_end(struct tg_incoming *in);

#endif

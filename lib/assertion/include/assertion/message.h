/* SPDX-License-Identifier: Apache-2.0 */
/* A message of ours while it is being made. */
#ifndef TG_ASSERTION_MESSAGE_H
#define TG_ASSERTION_MESSAGE_H

#include <toegang/message.h>

#include "assertion/trust.h"
#include "parse/xml_write.h"

#define TG_MESSAGE_ID_SIZE 42 /* "_", 40 hexadecimal digits, NUL */
#define TG_BINDINGS "urn:oasis:names:tc:SAML:2.0:bindings:"

/* The message lies in its own arena and is its first piece. */
struct toegang_message {
    struct tg_arena arena;
    const char *id, *url, *xml; /* url "" for metadata */
};

struct tg_draft {
    const toegang_trust *trust;
    struct tg_provider *provider;
    struct tg_described *described; /* its metadata while this lasts */
    toegang_report *report;
    struct tg_arena scratch;
    char id[TG_MESSAGE_ID_SIZE], issued[32];
    toegang_message *message;
};

/* As messages write it; false when it is not in the years 1 to 9999, which alone have a form. */
bool tg_message_time(toegang_time time, char out[32]);
/*
 * Whom it goes to (as tg_trust_choose), a new ID, and the key that signs it: request.key. Give it back with
 * tg_draft_end, whatever the answer.
 */
toegang_status tg_draft_begin(struct tg_draft *draft, const toegang_trust *trust, const char *provider,
                              toegang_time at, toegang_report *report);
/* Metadata that is valid at that instant, with an address there: request.endpoint. */
toegang_status tg_draft_address(struct tg_draft *draft, const char *address, const char *service, toegang_time at);
/* Begins the root of a message: its namespaces, ID, issue and address. Other attributes stand before or after. */
void tg_draft_root(const struct tg_draft *draft, struct tg_xml_writer *writer, const char *name,
                   const char *in_response_to, const char *address);
/* Our Issuer, first in every message. */
void tg_draft_issuer(const struct tg_draft *draft, struct tg_xml_writer *writer);
/* Signs it into a URL: bindings 3.4.4.1. parameter: SAMLRequest or SAMLResponse; most: octets of the RelayState. */
toegang_status tg_draft_redirect(struct tg_draft *draft, struct tg_xml_writer *writer, const char *parameter,
                                 const char *address, const char *relay_state, size_t most);
/* Keeps the XML and the URL ("" for none). */
toegang_status tg_draft_keep(struct tg_draft *draft, struct tg_span xml, const char *url);
/* Frees what the making took; *out is the message only when GOOD. */
toegang_status tg_draft_end(struct tg_draft *draft, toegang_status status, toegang_message **out);

#define TG_RELAY_STATE_OWN 80      /* bindings 3.4.3 */
#define TG_RELAY_STATE_ECHO 1024   /* what a provider sent comes back as it was, longer than it may be too */

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* An enveloped signature of ours, in the one profile that xmldsig.h verifies. */
#ifndef TG_ASSERTION_XMLSIGN_H
#define TG_ASSERTION_XMLSIGN_H

#include "assertion/own.h"
#include "parse/xml_write.h"

/* What goes into a ds:Signature, in base64. */
struct tg_xmlsign {
    const struct tg_own *own;
    const char *id; /* of the element that is signed */
    char digest[64], value[TG_SIGNATURE_MAX * 4 / 3 + 8];
};

/* Writes the document: once without a signature (NULL), and again with it in its place by tg_xmlsign_put. */
typedef void tg_xmlsign_body(struct tg_xml_writer *writer, const void *what, const struct tg_xmlsign *signature);
void tg_xmlsign_put(struct tg_xml_writer *writer, const struct tg_xmlsign *signature);

/* Signs the root, whose ID is id. What was written passes our own gate first. The octets lie in the arena. */
toegang_status tg_xmlsign(const struct tg_own *own, const struct tg_crypto *crypto, const char *id,
                          tg_xmlsign_body *body, const void *what, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report);

#endif

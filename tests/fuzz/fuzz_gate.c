/* SPDX-License-Identifier: Apache-2.0 */
/* What the gate lets through holds no markup but tags, and is well-formed for a parser that sees it as a
 * whole. */
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "parse/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds_markup(struct tg_span octets)
{
    for (size_t i = 0; i + 1 < octets.length; i++)
        if (octets.at[i] == '<' && (octets.at[i + 1] == '!' || octets.at[i + 1] == '?')) return true;
    return false;
}

static void expect_well_formed(struct tg_span body)
{
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (!context) return;
    xmlDocPtr document = xmlCtxtReadMemory(context, body.at, (int)body.length, NULL, NULL,
                                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!document || !context->wellFormed || document->intSubset) abort();
    xmlFreeDoc(document);
    xmlFreeParserCtxt(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size}, body = {NULL, 0};
    toegang_report report = {0};
    toegang_status status = tg_gate(octets, &tg_xml_message_limits, &body, &report);
    if ((status == TOEGANG_GOOD) != (report.check[0] == '\0') || status < 0) abort();
    if (status != TOEGANG_GOOD) return 0;
    if (body.at < octets.at || body.at + body.length != octets.at + octets.length) abort();
    if (holds_markup(body) || memchr(body.at, 0, body.length)) abort();
    expect_well_formed(body);
    return 0;
}

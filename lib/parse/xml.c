/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/xml.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>

#include "base/report.h"
#include "parse/check.h"
#include "parse/place.h"
#include "xml_reader.h"

/*
 * Substitution, DTDs, recovery and unlimited sizes stay off. Errors go to our handler only; nothing may be
 * loaded.
 */
static int parser_options(void)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
#if LIBXML_VERSION >= 21400
    options |= XML_PARSE_NO_SYS_CATALOG;
#endif
    return options;
}

/* Where libxml2 stands, in the octets that came. */
static size_t offset_of(const struct tg_xml_reader *reader)
{
    const xmlParserInput *input = reader->context ? reader->context->input : NULL;
    size_t start = (size_t)(reader->body.at - reader->octets.at);
    return input && input->cur >= input->base ? start + input->consumed + (size_t)(input->cur - input->base)
                                              : start;
}

/*
 * The parser is left to run on, with nothing listening: what passed the gate ends soon, whereas xmlStopParser
 * frees the input under the feet of its caller and leaves wellFormed at 1.
 */
void tg_xml_fail(struct tg_xml_reader *reader, const char *check, const char *expected, struct tg_span came)
{
    if (reader->status != TOEGANG_GOOD) return;
    reader->status = tg_refuse_at(reader->report, reader->octets, offset_of(reader), check, expected, came);
}

void tg_xml_fail_memory(struct tg_xml_reader *reader)
{
    if (reader->status == TOEGANG_GOOD) reader->status = tg_no_memory(reader->report);
}

/* Everything that libxml2 says of itself, and that it delivered what the gate counted: see the tests for its
 * faults. */
static bool is_whole(const struct tg_xml_reader *reader, const struct tg_gate_counts *counts)
{
    const xmlParserCtxt *context = reader->context;
    if (context->wellFormed != 1 || context->nsWellFormed != 1 || context->errNo != XML_ERR_OK) return false;
    if (context->myDoc || !reader->root || reader->current || reader->open != 0) return false;
    return reader->counts.elements == counts->elements && reader->counts.attributes == counts->attributes;
}

/*
 * The parser reads from our own copy: the input buffers of libxml2 2.9.14 end in a NULL that it follows when
 * memory is at its end. There is no declaration and no byte order mark in it, so that UTF-8 is all that it
 * can be.
 */
static bool give_input(const struct tg_xml_reader *reader)
{
    const char *copy = tg_arena_text(reader->arena, reader->body);
    xmlParserInputPtr input = copy ? xmlNewStringInputStream(reader->context, (const xmlChar *)copy) : NULL;
    if (!input) return false;
    if (inputPush(reader->context, input) >= 0) return true;
    xmlFreeInputStream(input);
    return false;
}

static toegang_status parse(struct tg_xml_reader *reader, const struct tg_gate_counts *counts)
{
    xmlParserCtxtPtr context = reader->context;
    *context->sax = tg_xml_handler;
    context->userData = reader;
    xmlCtxtUseOptions(context, parser_options());
    context->keepBlanks = 1; /* its default is a variable that the host may have changed */
    if (!give_input(reader)) return tg_no_memory(reader->report);
    xmlParseDocument(context);
    if (reader->status != TOEGANG_GOOD) return reader->status;
    if (context->errNo == XML_ERR_NO_MEMORY) return tg_no_memory(reader->report);
    if (is_whole(reader, counts)) return TOEGANG_GOOD;
    tg_xml_fail(reader, CHECK_XML_PARSER, "the whole document", TG_SPAN("something else"));
    return reader->status;
}

static bool make_room(struct tg_xml_reader *reader)
{
    reader->text = tg_arena_take(reader->arena, reader->body.length);
    if (!reader->text) return false;
    reader->text_end = reader->text + reader->body.length;
    return tg_xml_intern_begin(reader, reader->body.length);
}

/* Once in a process and never undone: a host may use libxml2 as well. */
static bool start_libxml2(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    return pthread_once(&once, xmlInitParser) == 0;
}

static toegang_status read_in_context(struct tg_xml_reader *reader, const struct tg_gate_counts *counts)
{
    reader->context = xmlNewParserCtxt();
    if (!reader->context) return tg_no_memory(reader->report);
    toegang_status status = parse(reader, counts);
    xmlFreeParserCtxt(reader->context);
    return status;
}

static void ignore(void *data, xmlErrorPtr error)
{
    (void)data, (void)error;
}

/* What libxml2 says without a context it would write to stderr, or to the host; both handlers belong to this
 * thread. */
static toegang_status read_body(struct tg_xml_reader *reader, const struct tg_gate_counts *counts)
{
    if (!start_libxml2() || !make_room(reader)) return tg_no_memory(reader->report);
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *data = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, ignore);
    toegang_status status = read_in_context(reader, counts);
    xmlSetStructuredErrorFunc(data, handler);
    if (status != TOEGANG_GOOD) xmlResetLastError(); /* it would keep pieces of the message */
    return status;
}

toegang_status tg_xml_read(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_arena *arena,
                           struct tg_xml_node **root, toegang_report *report)
{
    struct tg_xml_reader reader = {.octets = octets, .arena = arena, .report = report};
    struct tg_gate_counts counts;
    toegang_status status = tg_gate_count(octets, limits, &reader.body, &counts, report);
    if (status != TOEGANG_GOOD) return status;
    if (reader.body.length > INT_MAX)
        return tg_refuse(report, CHECK_XML_SIZE, "fewer octets", TG_SPAN("more"));
    status = read_body(&reader, &counts);
    if (status != TOEGANG_GOOD) return status;
    return *root = reader.root, TOEGANG_GOOD;
}

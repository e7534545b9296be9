/* SPDX-License-Identifier: Apache-2.0 */
/* The tree that we read is the tree that libxml2 builds of the same octets. */
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "parse/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool good)
{
    if (!good) abort();
}

static bool same(struct tg_span ours, const xmlChar *theirs)
{
    return tg_span_is(ours, theirs ? (const char *)theirs : "");
}

static void compare_namespaces(const struct tg_xml_namespace *ours, const xmlNs *theirs)
{
    for (; ours && theirs; ours = ours->next, theirs = theirs->next)
        expect(same(ours->prefix, theirs->prefix) && same(ours->uri, theirs->href));
    expect(!ours && !theirs);
}

static void compare_attributes(const struct tg_xml_attribute *ours, const xmlAttr *theirs)
{
    for (; ours && theirs; ours = ours->next, theirs = theirs->next) {
        xmlChar *value = xmlNodeListGetString(theirs->doc, theirs->children, 1);
        expect(same(ours->local, theirs->name) && same(ours->value, value));
        expect(same(ours->prefix, theirs->ns ? theirs->ns->prefix : NULL));
        expect(same(ours->uri, theirs->ns ? theirs->ns->href : NULL));
        xmlFree(value);
    }
    expect(!ours && !theirs);
}

static void compare_nodes(const struct tg_xml_node *ours, const xmlNode *theirs);

static void compare_elements(const struct tg_xml_node *ours, const xmlNode *theirs)
{
    expect(theirs->type == XML_ELEMENT_NODE && same(ours->local, theirs->name));
    expect(same(ours->prefix, theirs->ns ? theirs->ns->prefix : NULL));
    expect(same(ours->uri, theirs->ns ? theirs->ns->href : NULL));
    compare_namespaces(ours->namespaces, theirs->nsDef);
    compare_attributes(ours->attributes, theirs->properties);
    compare_nodes(ours->first, theirs->children);
}

static void compare_nodes(const struct tg_xml_node *ours, const xmlNode *theirs)
{
    for (; ours && theirs; ours = ours->next, theirs = theirs->next) {
        if (tg_xml_is_element(ours))
            compare_elements(ours, theirs);
        else
            expect(theirs->type == XML_TEXT_NODE && ours->text.length > 0 &&
                   same(ours->text, theirs->content));
    }
    expect(!ours && !theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size};
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    toegang_report report = {0};
    toegang_status status = tg_xml_read(octets, &tg_xml_message_limits, &arena, &root, &report);
    expect((status == TOEGANG_GOOD) == (root != NULL) &&
           (status == TOEGANG_GOOD) == (report.check[0] == '\0'));
    if (root) {
        xmlDocPtr document =
            xmlReadMemory(octets.at, (int)octets.length, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        expect(document != NULL);
        compare_elements(root, xmlDocGetRootElement(document));
        xmlFreeDoc(document);
    }
    tg_arena_free(&arena);
    return 0;
}

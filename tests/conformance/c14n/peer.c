/* SPDX-License-Identifier: Apache-2.0 */
#include "peer.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <string.h>

xmlDocPtr peer_read(struct tg_span octets)
{
    return xmlReadMemory(octets.at, (int)octets.length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

struct subtree {
    xmlNodePtr top, without;
};

static int is_visible(void *data, xmlNodePtr node, xmlNodePtr parent)
{
    const struct subtree *subtree = data;
    xmlNodePtr at = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
    bool inside = false;
    for (; at && !inside; at = at->parent) {
        if (at == subtree->without) return 0;
        inside = at == subtree->top;
    }
    return inside;
}

static size_t list_prefixes(const struct tg_c14n_prefixes *prefixes, xmlChar *list[TG_C14N_PREFIXES_MAX + 1])
{
    size_t count = prefixes ? prefixes->count : 0;
    for (size_t i = 0; i < count; i++) {
        struct tg_span name = prefixes->names[i];
        if (name.length == 0) name = TG_SPAN("#default");
        list[i] = xmlStrndup((const xmlChar *)name.at, (int)name.length);
    }
    list[count] = NULL;
    return count;
}

struct tg_span peer_exclusive(xmlNodePtr node, xmlNodePtr without, const struct tg_c14n_prefixes *prefixes)
{
    struct subtree subtree = {node, without};
    xmlChar *list[TG_C14N_PREFIXES_MAX + 1];
    size_t count = list_prefixes(prefixes, list);
    xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);
    struct tg_span out = {NULL, 0};
    if (xmlC14NExecute(node->doc, is_visible, &subtree, XML_C14N_EXCLUSIVE_1_0, list, 0, buffer) >= 0) {
        out.length = xmlOutputBufferGetSize(buffer);
        out.at = (const char *)xmlStrndup(xmlOutputBufferGetContent(buffer), (int)out.length);
    }
    xmlOutputBufferClose(buffer);
    for (size_t i = 0; i < count; i++) xmlFree(list[i]);
    return out;
}

static xmlNodePtr next_sibling_outside(xmlNodePtr node)
{
    while (node && node->type == XML_ELEMENT_NODE && !xmlNextElementSibling(node)) node = node->parent;
    return node && node->type == XML_ELEMENT_NODE ? xmlNextElementSibling(node) : NULL;
}

xmlNodePtr peer_following(xmlNodePtr node)
{
    xmlNodePtr child = xmlFirstElementChild(node);
    return child ? child : next_sibling_outside(node);
}

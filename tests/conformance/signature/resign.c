/* SPDX-License-Identifier: Apache-2.0 */
#include "resign.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "forge_inside.h"
#include "vectors.h"

#define DSIG "http://www.w3.org/2000/09/xmldsig#"
#define PARTS_MAX 64

/* One Reference of one Signature. */
struct part {
    xmlNodePtr signature, signed_info, method, canonicalisation, value, reference, digest_method,
        digest_value;
    xmlNodePtr target; /* what it refers to when its digest is right, else NULL */
    int is_void;       /* right for no octets at all, since the target cannot be canonicalised */
    int depth;
};

struct visible {
    xmlNodePtr inside, outside;
};

static int is_visible(void *context, xmlNodePtr node, xmlNodePtr parent)
{
    const struct visible *visible = context;
    int inside = 0;
    for (xmlNodePtr at = node->type == XML_NAMESPACE_DECL ? parent : node; at; at = at->parent) {
        if (at == visible->outside) return 0;
        if (at == visible->inside) inside = 1;
    }
    return inside;
}

static int is_dsig(xmlNodePtr node, const char *local)
{
    return node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, DSIG) == 0 &&
           strcmp((const char *)node->name, local) == 0;
}

static xmlNodePtr find(xmlNodePtr node, const char *local)
{
    for (; node; node = node->next) {
        if (is_dsig(node, local)) return node;
        xmlNodePtr found = node->type == XML_ELEMENT_NODE ? find(node->children, local) : NULL;
        if (found) return found;
    }
    return NULL;
}

static char *attribute(xmlNodePtr node, const char *name)
{
    xmlChar *value = node ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
    char *out = strdup(value ? (const char *)value : "");
    xmlFree(value);
    return out;
}

static int mode_of(const char *algorithm)
{
    if (strstr(algorithm, "xml-exc-c14n")) return XML_C14N_EXCLUSIVE_1_0;
    return strstr(algorithm, "xml-c14n11") ? XML_C14N_1_1 : XML_C14N_1_0;
}

/* method: CanonicalizationMethod or Transform, NULL for inclusive C14N 1.0; NULL when it cannot be done. */
static char *canonical(struct visible *visible, xmlNodePtr method, size_t *length)
{
    xmlChar *list[17] = {NULL};
    size_t count = 0;
    char *algorithm = attribute(method, "Algorithm"), *rest = NULL;
    xmlNodePtr inclusive = method ? method->children : NULL;
    while (inclusive && inclusive->type != XML_ELEMENT_NODE) inclusive = inclusive->next;
    char *prefixes = attribute(inclusive, "PrefixList");
    for (char *word = strtok_r(prefixes, " \n\t", &rest); word && count < 16;
         word = strtok_r(NULL, " \n\t", &rest))
        list[count++] = (xmlChar *)word;
    xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);
    int done = xmlC14NExecute(visible->inside->doc, is_visible, visible, mode_of(algorithm), list,
                              strstr(algorithm, "WithComments") != NULL, buffer);
    char *out =
        done < 0 ? NULL
                 : strndup((const char *)xmlOutputBufferGetContent(buffer), xmlOutputBufferGetSize(buffer));
    *length = out ? xmlOutputBufferGetSize(buffer) : 0;
    xmlOutputBufferClose(buffer);
    free(algorithm), free(prefixes);
    return out;
}

/* The last transform that canonicalises; *enveloped tells whether the signature itself is left out. */
static xmlNodePtr transform_of(xmlNodePtr reference, int *enveloped)
{
    xmlNodePtr transforms = find(reference->children, "Transforms"), last = NULL;
    *enveloped = 0;
    for (xmlNodePtr node = transforms ? transforms->children : NULL; node; node = node->next) {
        if (!is_dsig(node, "Transform")) continue;
        char *algorithm = attribute(node, "Algorithm");
        if (strstr(algorithm, "enveloped-signature")) *enveloped = 1;
        if (strstr(algorithm, "c14n")) last = node;
        free(algorithm);
    }
    return last;
}

static char *digest_of(const struct part *part, xmlNodePtr target, const char *hash, int *is_void)
{
    int enveloped = 0;
    size_t length = 0;
    xmlNodePtr transform = transform_of(part->reference, &enveloped);
    struct visible visible = {target, enveloped ? part->signature : NULL};
    char *octets = canonical(&visible, transform, &length);
    *is_void = !octets;
    char *out = forge_digest(hash, octets ? octets : "", length);
    free(octets);
    return out;
}

static const char *hash_of(xmlNodePtr method)
{
    char *algorithm = attribute(method, "Algorithm");
    const char *name = strstr(algorithm, "sha256")   ? "SHA256"
                       : strstr(algorithm, "sha384") ? "SHA384"
                       : strstr(algorithm, "sha512") ? "SHA512"
                                                     : "SHA1";
    free(algorithm);
    return name;
}

static int is_right(struct part *part, xmlNodePtr target)
{
    xmlChar *stated = xmlNodeGetContent(part->digest_value);
    char *made = digest_of(part, target, hash_of(part->digest_method), &part->is_void);
    const char *at = (const char *)stated;
    at += strspn(at, " \t\r\n");
    int right = strncmp(at, made, strlen(made)) == 0;
    xmlFree(stated);
    free(made);
    return right;
}

static int has_id(xmlNodePtr node, const char *id)
{
    static const char *const names[] = {"ID", "Id", "id"};
    int found = 0;
    for (size_t i = 0; i < 3 && !found; i++) {
        char *value = attribute(node, names[i]);
        found = id[0] && strcmp(value, id) == 0;
        free(value);
    }
    return found;
}

/* Of the elements with that ID, the first that the digest fits. */
static xmlNodePtr target_of(struct part *part, xmlNodePtr node, const char *uri)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        int meant =
            uri[0] == '#' ? has_id(node, uri + 1) : !uri[0] && node == xmlDocGetRootElement(node->doc);
        if (meant && is_right(part, node)) return node;
        xmlNodePtr found = target_of(part, node->children, uri);
        if (found) return found;
    }
    return NULL;
}

static int depth_of(xmlNodePtr node)
{
    int depth = 0;
    while ((node = node->parent)) depth++;
    return depth;
}

static size_t add_parts(xmlNodePtr signature, struct part *parts, size_t count)
{
    xmlNodePtr info = find(signature->children, "SignedInfo");
    if (!info) return count;
    struct part part = {.signature = signature,
                        .signed_info = info,
                        .depth = depth_of(signature),
                        .method = find(info->children, "SignatureMethod"),
                        .canonicalisation = find(info->children, "CanonicalizationMethod"),
                        .value = find(signature->children, "SignatureValue")};
    for (xmlNodePtr node = info->children; node && count < PARTS_MAX; node = node->next) {
        if (!is_dsig(node, "Reference")) continue;
        part.reference = node;
        part.digest_method = find(node->children, "DigestMethod");
        part.digest_value = find(node->children, "DigestValue");
        parts[count++] = part;
    }
    return count;
}

static size_t collect(xmlNodePtr node, struct part *parts, size_t count)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        if (is_dsig(node, "Signature")) count = add_parts(node, parts, count);
        count = collect(node->children, parts, count);
    }
    return count;
}

static void set(xmlNodePtr node, const char *name, const char *value)
{
    if (node && xmlHasProp(node, (const xmlChar *)name))
        xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

static void seal(struct part *part, const struct forge_key *key)
{
    const struct forge_algorithm *algorithm = forge_algorithm("RS256");
    int is_void = 0;
    set(part->digest_method, "Algorithm", forge_digest_uri("SHA256"));
    set(part->method, "Algorithm", algorithm->uri);
    if (part->target) {
        char *digest = digest_of(part, part->target, "SHA256", &is_void);
        xmlNodeSetContent(part->digest_value, (const xmlChar *)digest);
        free(digest);
    }
    struct visible visible = {part->signed_info, NULL};
    size_t length = 0;
    char *octets = canonical(&visible, part->canonicalisation, &length);
    char *value = forge_seal(key, algorithm, octets ? octets : "", length);
    if (part->value) xmlNodeSetContent(part->value, (const xmlChar *)value);
    free(octets), free(value);
}

static int deeper_first(const void *one, const void *other)
{
    return ((const struct part *)other)->depth - ((const struct part *)one)->depth;
}

static void quiet(void *context, const char *message, ...)
{
    (void)context, (void)message;
}

static xmlDocPtr parse(const char *xml, size_t length)
{
    xmlSetGenericErrorFunc(NULL, quiet);
    return xmlReadMemory(xml, (int)length, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

int first_signature(const char *xml, size_t length, struct first_signature *out)
{
    xmlDocPtr document = parse(xml, length);
    xmlNodePtr signature = document ? find(xmlDocGetRootElement(document), "Signature") : NULL;
    xmlNodePtr info = signature ? find(signature->children, "SignedInfo") : NULL;
    xmlNodePtr value = signature ? find(signature->children, "SignatureValue") : NULL;
    *out = (struct first_signature){0};
    if (info && value) {
        struct visible visible = {info, NULL};
        xmlChar *text = xmlNodeGetContent(value);
        out->algorithm = attribute(find(info->children, "SignatureMethod"), "Algorithm");
        out->signed_info =
            canonical(&visible, find(info->children, "CanonicalizationMethod"), &out->signed_info_length);
        out->value = vector_unbase64((const char *)text, &out->value_length);
        xmlFree(text);
    }
    xmlFreeDoc(document);
    return out->signed_info != NULL;
}

char *resign(const char *xml, size_t length, const struct forge_key *key, size_t *out_length)
{
    struct part parts[PARTS_MAX];
    xmlSetGenericErrorFunc(NULL, quiet);
    xmlDocPtr document = xmlReadMemory(xml, (int)length, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!document) return NULL;
    size_t count = collect(xmlDocGetRootElement(document), parts, 0);
    for (size_t i = 0; i < count; i++) {
        char *uri = attribute(parts[i].reference, "URI");
        if (parts[i].digest_value)
            parts[i].target = target_of(&parts[i], xmlDocGetRootElement(document), uri);
        free(uri);
    }
    qsort(parts, count, sizeof *parts, deeper_first);
    for (size_t i = 0; i < count; i++) seal(&parts[i], key);
    xmlChar *text = NULL;
    int made = 0;
    xmlDocDumpMemoryEnc(document, &text, &made, "UTF-8");
    xmlFreeDoc(document);
    char *out = strndup((const char *)text, (size_t)made);
    xmlFree(text);
    *out_length = (size_t)made;
    return out;
}

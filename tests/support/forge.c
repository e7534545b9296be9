/* SPDX-License-Identifier: Apache-2.0 */
/* Signs a document, with libxml2's tree and canonicalisation. */
#include "forge_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

static xmlNodePtr named(xmlNodePtr from, const char *local)
{
    for (xmlNodePtr node = from; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, local) == 0) return node;
        xmlNodePtr below = named(node->children, local);
        if (below) return below;
    }
    return NULL;
}

/* Namespace nodes have no parent of their own: libxml2 hands it beside them. */
static int is_within(void *subtree, xmlNodePtr node, xmlNodePtr parent)
{
    xmlNodePtr at = node->type == XML_NAMESPACE_DECL ? parent : node;
    while (at && at != subtree) at = at->parent;
    return at != NULL;
}

static char *canonical(xmlDocPtr document, xmlNodePtr subtree, const char *prefixes, size_t *length)
{
    xmlChar *list[16] = {NULL};
    char *copy = strdup(prefixes ? prefixes : ""), *rest = NULL;
    size_t count = 0;
    for (char *word = strtok_r(copy, " ", &rest); word && count < 15; word = strtok_r(NULL, " ", &rest))
        list[count++] = (xmlChar *)word;
    xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);
    if (xmlC14NExecute(document, is_within, subtree, XML_C14N_EXCLUSIVE_1_0, list, 0, buffer) < 0)
        forge_die("cannot canonicalise", (const char *)subtree->name);
    *length = xmlOutputBufferGetSize(buffer);
    char *out = forge_take(*length + 1);
    memcpy(out, xmlOutputBufferGetContent(buffer), *length);
    xmlOutputBufferClose(buffer);
    free(copy);
    return out;
}

static char *prefix_list(const char *prefixes)
{
    static const char form[] =
        "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"%s\"/>";
    char *out = forge_take(sizeof form + (prefixes ? strlen(prefixes) : 0));
    if (prefixes) sprintf(out, form, prefixes);
    return out;
}

static char *reference_to(xmlNodePtr target)
{
    xmlChar *id = xmlGetNoNsProp(target, (const xmlChar *)"ID");
    char *out = forge_take(id ? strlen((const char *)id) + 2 : 2);
    sprintf(out, "#%s", id ? (const char *)id : "");
    xmlFree(id);
    return out;
}

static char *signature_text(xmlDocPtr document, xmlNodePtr target, const struct forge_signing *how,
                            const struct forge_algorithm *algorithm)
{
    const char *hash = how->digest ? how->digest : algorithm->hash;
    size_t length;
    char *octets = canonical(document, target, how->prefixes, &length);
    char *digest = forge_digest(hash, octets, length), *reference = reference_to(target);
    char *prefixes = prefix_list(how->prefixes);
    char *form = how->signature ? strdup(how->signature) : forge_file("signature.xml");
    const struct forge_value values[] = {{"signature-method", algorithm->uri},
                                         {"digest-method", forge_digest_uri(hash)},
                                         {"reference", reference},
                                         {"digest", digest},
                                         {"prefixes", prefixes},
                                         {"certificate", forge_key_certificate(how->key)}};
    char *out = forge_fill(form, values, sizeof values / sizeof *values);
    free(octets), free(digest), free(reference), free(prefixes), free(form);
    return out;
}

static xmlNodePtr insert(xmlDocPtr document, xmlNodePtr target, const char *text)
{
    xmlDocPtr piece = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET);
    if (!piece) forge_die("signature is not XML", text);
    xmlNodePtr signature = xmlDocCopyNode(xmlDocGetRootElement(piece), document, 1);
    xmlNodePtr issuer = target->children;
    while (issuer && strcmp((const char *)issuer->name, "Issuer") != 0) issuer = issuer->next;
    if (issuer)
        xmlAddNextSibling(issuer, signature);
    else if (target->children)
        xmlAddPrevSibling(target->children, signature);
    else
        xmlAddChild(target, signature);
    xmlFreeDoc(piece);
    return signature;
}

static void sign_node(xmlDocPtr document, xmlNodePtr target, const struct forge_signing *how)
{
    const struct forge_algorithm *algorithm = forge_algorithm(how->algorithm ? how->algorithm : "RS256");
    char *text = signature_text(document, target, how, algorithm);
    xmlNodePtr signature = insert(document, target, text);
    xmlNodePtr info = named(signature->children, "SignedInfo");
    xmlNodePtr value = named(signature->children, "SignatureValue");
    if (!info || !value) forge_die("signature without SignedInfo or SignatureValue", text);
    size_t length;
    char *octets = canonical(document, info, NULL, &length);
    char *sealed = forge_seal(how->key, algorithm, octets, length);
    xmlNodeSetContent(value, (const xmlChar *)sealed);
    free(text), free(octets), free(sealed);
}

/* Without an XML declaration and the line feed that libxml2 puts at the end. */
static char *dumped(xmlDocPtr document)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    if (xmlNodeDump(buffer, document, xmlDocGetRootElement(document), 0, 0) < 0)
        forge_die("cannot write", "XML");
    char *out = strdup((const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer);
    return out;
}

char *forge_sign(const char *xml, const struct forge_signing *how)
{
    xmlDocPtr document = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET);
    if (!document) forge_die("not XML", xml);
    xmlNodePtr root = xmlDocGetRootElement(document), assertion = named(root, "Assertion");
    if (how->what & FORGE_ASSERTION) {
        if (!assertion) forge_die("no Assertion to sign", xml);
        sign_node(document, assertion, how);
    }
    if (how->what & FORGE_RESPONSE) sign_node(document, root, how);
    char *out = dumped(document);
    xmlFreeDoc(document);
    return out;
}

char *forge_response(const struct forge_value *values, size_t count, const struct forge_signing *how)
{
    const struct forge_signing usual = {.key = forge_key("idp"), .what = FORGE_ASSERTION};
    char *form = forge_file("acm.xml"), *filled = forge_fill(form, values, count);
    char *out = forge_sign(filled, how ? how : &usual);
    free(form), free(filled);
    return out;
}

static const char metadata_head[] =
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
    "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" entityID=\"%s\">\n"
    "  <md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n";
static const char metadata_key[] =
    "    <md:KeyDescriptor "
    "use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate>"
    "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\n";
static const char metadata_tail[] =
    "    <md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" "
    "Location=\"%s/slo\"/>\n"
    "    <md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" "
    "Location=\"%s/sso\"/>\n"
    "  </md:IDPSSODescriptor>\n"
    "</md:EntityDescriptor>\n";

char *forge_metadata(const struct forge_key *const *keys, size_t count, const char *entity_id)
{
    size_t room = sizeof metadata_head + sizeof metadata_tail + 3 * strlen(entity_id);
    for (size_t i = 0; i < count; i++) room += sizeof metadata_key + strlen(forge_key_certificate(keys[i]));
    char *out = forge_take(room), *at = out + sprintf(out, metadata_head, entity_id);
    for (size_t i = 0; i < count; i++) at += sprintf(at, metadata_key, forge_key_certificate(keys[i]));
    sprintf(at, metadata_tail, entity_id, entity_id);
    return out;
}

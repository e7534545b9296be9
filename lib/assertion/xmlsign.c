/* SPDX-License-Identifier: Apache-2.0 */
#include "xmlsign.h"

#include <stdio.h>

#include "assertion/xmldsig.h"
#include "parse/base64.h"
#include "parse/c14n.h"

#define SHA256 "http://www.w3.org/2001/04/xmlenc#sha256"
#define REFERENCE_SIZE 160 /* "#" and an ID of at most 128 */

static void put_method(struct tg_xml_writer *writer, const char *name, const char *algorithm)
{
    tg_xml_put_element(writer, name);
    tg_xml_put_attribute(writer, "Algorithm", algorithm);
    tg_xml_put_end(writer);
}

static void put_reference(struct tg_xml_writer *writer, const struct tg_xmlsign *signature)
{
    char uri[REFERENCE_SIZE];
    snprintf(uri, sizeof uri, "#%s", signature->id);
    tg_xml_put_element(writer, "ds:Reference");
    tg_xml_put_attribute(writer, "URI", uri);
    tg_xml_put_element(writer, "ds:Transforms");
    put_method(writer, "ds:Transform", TG_NS_XMLDSIG "enveloped-signature");
    put_method(writer, "ds:Transform", TG_NS_EXC_C14N);
    tg_xml_put_end(writer);
    put_method(writer, "ds:DigestMethod", SHA256);
    tg_xml_put_leaf(writer, "ds:DigestValue", signature->digest);
    tg_xml_put_end(writer);
}

/* Alone it declares its namespace itself, which is what canonicalisation makes of it in a ds:Signature. */
static void put_signed_info(struct tg_xml_writer *writer, const struct tg_xmlsign *signature, bool alone)
{
    tg_xml_put_element(writer, "ds:SignedInfo");
    tg_xml_put_attribute(writer, "xmlns:ds", alone ? TG_NS_XMLDSIG : NULL);
    put_method(writer, "ds:CanonicalizationMethod", TG_NS_EXC_C14N);
    put_method(writer, "ds:SignatureMethod", signature->own->algorithm->uri);
    put_reference(writer, signature);
    tg_xml_put_end(writer);
}

void tg_xmlsign_put(struct tg_xml_writer *writer, const struct tg_xmlsign *signature)
{
    if (!signature) return;
    tg_xml_put_element(writer, "ds:Signature");
    tg_xml_put_attribute(writer, "xmlns:ds", TG_NS_XMLDSIG);
    put_signed_info(writer, signature, false);
    tg_xml_put_leaf(writer, "ds:SignatureValue", signature->value);
    tg_xml_put_element(writer, "ds:KeyInfo");
    tg_xml_put_element(writer, "ds:X509Data");
    tg_xml_put_leaf(writer, "ds:X509Certificate", signature->own->certificates[0].text);
    for (int open = 3; open > 0; open--) tg_xml_put_end(writer);
}

/* Through the gate, the parser and the canonical writer, as whoever verifies it will: nothing is taken for granted. */
static toegang_status canonical(struct tg_xml_writer *writer, struct tg_arena *arena, struct tg_span *out,
                                toegang_report *report)
{
    static const struct tg_c14n_prefixes none = {.count = 0};
    struct tg_span octets;
    struct tg_xml_node *root = NULL;
    toegang_status status = tg_xml_written(writer, &octets, report);
    if (status == TOEGANG_GOOD) status = tg_xml_read(octets, &tg_xml_metadata_limits, arena, &root, report);
    return status == TOEGANG_GOOD ? tg_c14n_exclusive(root, NULL, &none, arena, out, report) : status;
}

static toegang_status digest(struct tg_xmlsign *signature, const struct tg_crypto *crypto, struct tg_span octets,
                             toegang_report *report)
{
    uint8_t value[TG_DIGEST_MAX];
    toegang_status status = tg_digest(crypto, TG_SHA256, octets, value, report);
    if (status != TOEGANG_GOOD) return status;
    tg_base64_write((struct tg_span){(const char *)value, tg_hash_octets(TG_SHA256)}, signature->digest);
    return TOEGANG_GOOD;
}

static toegang_status sign(struct tg_xmlsign *signature, const struct tg_crypto *crypto, struct tg_span octets,
                           toegang_report *report)
{
    uint8_t value[TG_SIGNATURE_MAX];
    size_t length = 0;
    const struct tg_own *own = signature->own;
    toegang_status status = tg_sign(crypto, own->key, own->algorithm, octets, value, &length, report);
    if (status != TOEGANG_GOOD) return status;
    tg_base64_write((struct tg_span){(const char *)value, length}, signature->value);
    return TOEGANG_GOOD;
}

toegang_status tg_xmlsign(const struct tg_own *own, const struct tg_crypto *crypto, const char *id,
                          tg_xmlsign_body *body, const void *what, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report)
{
    struct tg_xmlsign signature = {.own = own, .id = id};
    struct tg_span octets = {NULL, 0};
    struct tg_xml_writer *bare = tg_xml_write(arena, report);
    body(bare, what, NULL);
    toegang_status status = canonical(bare, arena, &octets, report);
    if (status == TOEGANG_GOOD) status = digest(&signature, crypto, octets, report);
    if (status != TOEGANG_GOOD) return status;
    struct tg_xml_writer *info = tg_xml_write(arena, report), *whole = tg_xml_write(arena, report);
    put_signed_info(info, &signature, true);
    status = canonical(info, arena, &octets, report);
    if (status == TOEGANG_GOOD) status = sign(&signature, crypto, octets, report);
    if (status != TOEGANG_GOOD) return status;
    body(whole, what, &signature);
    return tg_xml_written(whole, out, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The one form of a signature that we know. (S4, S5, S8, S9) */
#include "xmldsig_profile.h"

#include "assertion/check_signature.h"
#include "base/report.h"

#define ENVELOPED TG_NS_XMLDSIG "enveloped-signature"

static const char *const with_id[] = {"Id", NULL};
static const char *const with_algorithm[] = {"Algorithm", NULL};
static const char *const with_reference[] = {"Id", "URI", NULL};
static const char *const with_nothing[] = {NULL};

static toegang_status out_of_place(const struct tg_xml_node *element, const char *expected,
                                   toegang_report *report)
{
    if (element && tg_xml_is(element, TG_NS_XMLDSIG, "Object"))
        return tg_refuse(report, CHECK_XMLDSIG_DS_OBJECT, "no ds:Object", TG_SPAN("ds:Object"));
    return tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, expected,
                     element ? element->local : TG_SPAN("nothing"));
}

/* Moves on over the element of that name, which must be next. */
static toegang_status next_is(const struct tg_xml_node **at, const char *local,
                              const struct tg_xml_node **out, toegang_report *report)
{
    const struct tg_xml_node *element = *at;
    if (!element || !tg_xml_is(element, TG_NS_XMLDSIG, local)) return out_of_place(element, local, report);
    *out = element;
    *at = tg_xml_next_element(element);
    return TOEGANG_GOOD;
}

static toegang_status ends(const struct tg_xml_node *at, toegang_report *report)
{
    return at ? out_of_place(at, "no other element", report) : TOEGANG_GOOD;
}

toegang_status tg_signature_parts(const struct tg_xml_node *signature, struct tg_signature_parts *out,
                                  toegang_report *report)
{
    struct tg_signature_parts parts = {0};
    const struct tg_xml_node *value = NULL, *key_info = NULL, *at = tg_xml_first_element(signature);
    toegang_status status = tg_signature_shape(signature, with_id, report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "SignedInfo", &parts.signed_info, report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "SignatureValue", &value, report);
    if (status == TOEGANG_GOOD && at) status = next_is(&at, "KeyInfo", &key_info, report);
    if (status == TOEGANG_GOOD) status = ends(at, report);
    if (status == TOEGANG_GOOD) status = tg_signature_text(value, with_id, &parts.value, report);
    if (status != TOEGANG_GOOD) return status;
    *out = parts;
    return TOEGANG_GOOD;
}

/* The three children of SignedInfo, with nothing between, before or after. */
static toegang_status split_signed_info(const struct tg_xml_node *signed_info,
                                        const struct tg_xml_node *children[3], toegang_report *report)
{
    const struct tg_xml_node *at = tg_xml_first_element(signed_info);
    toegang_status status = tg_signature_shape(signed_info, with_id, report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "CanonicalizationMethod", &children[0], report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "SignatureMethod", &children[1], report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "Reference", &children[2], report);
    return status == TOEGANG_GOOD ? ends(at, report) : status;
}

/* No parameters: no HMACOutputLength (CVE-2009-0217), no RSAPSSParams. */
static toegang_status read_algorithm(const struct tg_xml_node *method, const struct tg_algorithm **out,
                                     toegang_report *report)
{
    struct tg_span uri = tg_signature_attribute(method, "Algorithm");
    const struct tg_algorithm *algorithm = tg_algorithm_of_uri(uri);
    if (!algorithm)
        return tg_refuse(report, CHECK_XMLDSIG_ALGORITHM,
                         "RSA, RSA-PSS or ECDSA with SHA-256, SHA-384 or SHA-512", uri);
    toegang_status status = tg_signature_shape(method, with_algorithm, report);
    if (status == TOEGANG_GOOD) status = ends(tg_xml_first_element(method), report);
    if (status != TOEGANG_GOOD) return status;
    *out = algorithm;
    return TOEGANG_GOOD;
}

toegang_status tg_signed_methods(const struct tg_xml_node *signed_info, struct tg_signed_methods *out,
                                 toegang_report *report)
{
    struct tg_signed_methods methods;
    const struct tg_xml_node *children[3] = {NULL};
    toegang_status status = split_signed_info(signed_info, children, report);
    if (status == TOEGANG_GOOD)
        status = tg_signature_c14n(children[0], CHECK_XMLDSIG_CANONICALISATION, &methods.prefixes, report);
    if (status == TOEGANG_GOOD) status = read_algorithm(children[1], &methods.algorithm, report);
    if (status != TOEGANG_GOOD) return status;
    *out = methods;
    return TOEGANG_GOOD;
}

static toegang_status read_enveloped(const struct tg_xml_node *transform, toegang_report *report)
{
    struct tg_span algorithm = tg_signature_attribute(transform, "Algorithm");
    if (!tg_span_is(algorithm, ENVELOPED))
        return tg_refuse(report, CHECK_XMLDSIG_TRANSFORMS, ENVELOPED, algorithm);
    toegang_status status = tg_signature_shape(transform, with_algorithm, report);
    return status == TOEGANG_GOOD ? ends(tg_xml_first_element(transform), report) : status;
}

static toegang_status read_transforms(const struct tg_xml_node *transforms, struct tg_c14n_prefixes *out,
                                      toegang_report *report)
{
    static const char expected[] = "enveloped-signature, exc-c14n";
    const struct tg_xml_node *enveloped = tg_xml_first_element(transforms);
    const struct tg_xml_node *c14n = enveloped ? tg_xml_next_element(enveloped) : NULL;
    toegang_status status = tg_signature_shape(transforms, with_nothing, report);
    if (status != TOEGANG_GOOD) return status;
    if (!c14n || tg_xml_next_element(c14n) || !tg_xml_is(enveloped, TG_NS_XMLDSIG, "Transform") ||
        !tg_xml_is(c14n, TG_NS_XMLDSIG, "Transform"))
        return tg_refuse(report, CHECK_XMLDSIG_TRANSFORMS, expected, TG_SPAN("fewer, more or others"));
    status = read_enveloped(enveloped, report);
    return status == TOEGANG_GOOD ? tg_signature_c14n(c14n, CHECK_XMLDSIG_TRANSFORMS, out, report) : status;
}

static toegang_status read_digest_method(const struct tg_xml_node *method, enum tg_hash *out,
                                         toegang_report *report)
{
    struct tg_span uri = tg_signature_attribute(method, "Algorithm");
    enum tg_hash hash = tg_hash_of_uri(uri);
    if (hash == TG_HASH_NONE)
        return tg_refuse(report, CHECK_XMLDSIG_DIGEST_METHOD, "SHA-256, SHA-384 or SHA-512", uri);
    toegang_status status = tg_signature_shape(method, with_algorithm, report);
    if (status == TOEGANG_GOOD) status = ends(tg_xml_first_element(method), report);
    if (status != TOEGANG_GOOD) return status;
    *out = hash;
    return TOEGANG_GOOD;
}

static toegang_status read_reference(const struct tg_xml_node *element, struct tg_reference *out,
                                     toegang_report *report)
{
    const struct tg_xml_node *children[3] = {NULL}, *at = tg_xml_first_element(element);
    toegang_status status = tg_signature_shape(element, with_reference, report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "Transforms", &children[0], report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "DigestMethod", &children[1], report);
    if (status == TOEGANG_GOOD) status = next_is(&at, "DigestValue", &children[2], report);
    if (status == TOEGANG_GOOD) status = ends(at, report);
    if (status == TOEGANG_GOOD) status = read_transforms(children[0], &out->prefixes, report);
    if (status == TOEGANG_GOOD) status = read_digest_method(children[1], &out->hash, report);
    if (status == TOEGANG_GOOD) status = tg_signature_text(children[2], with_nothing, &out->digest, report);
    return status;
}

toegang_status tg_signed_reference(const struct tg_xml_node *signed_info, struct tg_reference *out,
                                   toegang_report *report)
{
    const struct tg_xml_node *children[3] = {NULL};
    struct tg_reference reference = {.hash = TG_HASH_NONE};
    toegang_status status = split_signed_info(signed_info, children, report);
    if (status == TOEGANG_GOOD) status = read_reference(children[2], &reference, report);
    if (status != TOEGANG_GOOD) return status;
    reference.uri = tg_signature_attribute(children[2], "URI");
    *out = reference;
    return TOEGANG_GOOD;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "metadata_parts.h"

#include "assertion/check_signature.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "parse/base64.h"

#define CERTIFICATE_OCTETS_MAX ((size_t)64 * 1024)

/* The one certificate of the descriptor: with several it would not be clear whose key is meant. */
static toegang_status find_certificate(const struct tg_xml_node *descriptor, struct tg_span *out,
                                       toegang_report *report)
{
    const struct tg_xml_node *info = tg_xml_child(descriptor, TG_NS_XMLDSIG, "KeyInfo", NULL);
    const struct tg_xml_node *data = info ? tg_xml_child(info, TG_NS_XMLDSIG, "X509Data", NULL) : NULL;
    const struct tg_xml_node *one = data ? tg_xml_child(data, TG_NS_XMLDSIG, "X509Certificate", NULL) : NULL;
    if (!one || !tg_xml_only_text(one, out))
        return tg_refuse(report, CHECK_METADATA_KEY, "ds:KeyInfo, ds:X509Data, ds:X509Certificate",
                         TG_SPAN("none"));
    if (tg_xml_child(data, TG_NS_XMLDSIG, "X509Certificate", one) ||
        tg_xml_child(info, TG_NS_XMLDSIG, "X509Data", data))
        return tg_refuse(report, CHECK_METADATA_KEY, "one certificate a KeyDescriptor", TG_SPAN("several"));
    return TOEGANG_GOOD;
}

/* One key is unusable, so the file is: nobody shall wonder why half of the sign-ins fail. */
static toegang_status name_fault(toegang_status status, const toegang_report *fault, size_t ordinal,
                                 toegang_report *report)
{
    if (status < TOEGANG_GOOD) return tg_report_pass(report, fault);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_METADATA_KEY, fault->expected, "signing key %zu: %s: %s",
                      ordinal, fault->check, fault->came);
}

static toegang_status add_key(const struct tg_xml_node *descriptor, const struct tg_crypto *crypto,
                              struct tg_arena *arena, struct tg_metadata *out, toegang_report *report)
{
    struct tg_span text, der;
    struct tg_key *key = NULL;
    toegang_report fault = {0};
    if (out->key_count == TG_METADATA_KEYS_MAX)
        return tg_refuse(report, CHECK_METADATA_KEYS, "at most 16 signing keys", TG_SPAN("more"));
    toegang_status status = find_certificate(descriptor, &text, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_base64_read(text, CERTIFICATE_OCTETS_MAX, arena, &der, &fault);
    if (status == TOEGANG_GOOD) status = tg_key_of_certificate(crypto, der, &key, &fault);
    if (status != TOEGANG_GOOD) return name_fault(status, &fault, out->key_count + 1, report);
    out->keys[out->key_count++] = key;
    return TOEGANG_GOOD;
}

/* A descriptor without use serves both purposes. */
static toegang_status is_for_signing(const struct tg_xml_node *descriptor, bool *out, toegang_report *report)
{
    const struct tg_xml_attribute *use = tg_xml_attribute_of(descriptor, "use");
    if (use && !tg_span_is(use->value, "signing") && !tg_span_is(use->value, "encryption"))
        return tg_refuse(report, CHECK_METADATA_USE, "signing, encryption", use->value);
    *out = !use || tg_span_is(use->value, "signing");
    return TOEGANG_GOOD;
}

toegang_status tg_metadata_keys(const struct tg_xml_node *role, const struct tg_crypto *crypto,
                                struct tg_arena *arena, struct tg_metadata *out, toegang_report *report)
{
    const struct tg_xml_node *descriptor = NULL;
    while ((descriptor = tg_xml_child(role, TG_NS_METADATA, "KeyDescriptor", descriptor))) {
        bool signing = false;
        toegang_status status = is_for_signing(descriptor, &signing, report);
        if (status == TOEGANG_GOOD && signing) status = add_key(descriptor, crypto, arena, out, report);
        if (status != TOEGANG_GOOD) return status;
    }
    if (out->key_count == 0)
        return tg_refuse(report, CHECK_METADATA_KEYS, "at least one signing key", TG_SPAN("none"));
    return TOEGANG_GOOD;
}

void tg_metadata_free_keys(struct tg_metadata *metadata)
{
    for (size_t i = 0; i < metadata->key_count; i++) tg_key_free(metadata->keys[i]);
    metadata->key_count = 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The one form of something encrypted that we know (XML Encryption 1.1 section 3). */
#include "xmlenc_profile.h"

#include "assertion/check_encryption.h"
#include "assertion/xmldsig.h"
#include "base/report.h"

/* Of the whole holder, so that none hides inside what is not looked into. */
static toegang_status check_counts(const struct tg_xml_node *holder, toegang_report *report)
{
    unsigned data = 0, keys = 0;
    for (const struct tg_xml_node *node = holder; node; node = tg_xml_following(node, holder)) {
        data += tg_xml_is(node, TG_NS_XMLENC, "EncryptedData");
        keys += tg_xml_is(node, TG_NS_XMLENC, "EncryptedKey");
    }
    if (data == 1 && keys == 1) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_XMLENC_SEVERAL, "one EncryptedData, one EncryptedKey",
                      "EncryptedData: %u, EncryptedKey: %u", data, keys);
}

static toegang_status read_cipher_data(const struct tg_xml_node *data, struct tg_span *out,
                                       toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{NULL}, {{TG_NS_XMLENC, "CipherValue", true}}},
                                        value_shape = {{NULL}, {{NULL, NULL, false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX], *value = NULL, *none[TG_XMLENC_CHILDREN_MAX];
    if (tg_xml_child(data, TG_NS_XMLENC, "CipherReference", NULL))
        return tg_refuse(report, CHECK_XMLENC_REFERENCE, "CipherValue", TG_SPAN("CipherReference"));
    toegang_status status = tg_xmlenc_shape(data, &shape, found, report);
    if (status != TOEGANG_GOOD) return status;
    value = found[0];
    if (value->attributes) return tg_xmlenc_shape(value, &value_shape, none, report);
    if (!tg_xml_only_text(value, out) || out->length == 0)
        return tg_refuse(report, CHECK_XMLENC_STRUCTURE, "one text", value->local);
    return TOEGANG_GOOD;
}

/* Its own KeyInfo, Recipient, ReferenceList and CarriedKeyName are hints that we do not need. */
static toegang_status read_key(const struct tg_xml_node *key, struct tg_encrypted *out,
                               toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{"Id", "Type", "Recipient"},
                                                 {{TG_NS_XMLENC, "EncryptionMethod", true},
                                                  {TG_NS_XMLDSIG, "KeyInfo", false},
                                                  {TG_NS_XMLENC, "CipherData", true},
                                                  {TG_NS_XMLENC, "ReferenceList", false},
                                                  {TG_NS_XMLENC, "CarriedKeyName", false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    toegang_status status = tg_xmlenc_shape(key, &shape, found, report);
    if (status == TOEGANG_GOOD) status = tg_xmlenc_key_method(found[0], out, report);
    return status == TOEGANG_GOOD ? read_cipher_data(found[2], &out->key, report) : status;
}

/* In KeyInfo, or beside EncryptedData: then KeyInfo may point there with a RetrievalMethod. */
static toegang_status find_key(const struct tg_xml_node *info, const struct tg_xml_node *beside,
                               const struct tg_xml_node **out, toegang_report *report)
{
    static const struct tg_xmlenc_shape inside = {{"Id"}, {{TG_NS_XMLENC, "EncryptedKey", true}}},
                                        outside = {{"Id"}, {{TG_NS_XMLDSIG, "RetrievalMethod", true}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    if (!info && !beside) return tg_refuse(report, CHECK_XMLENC_STRUCTURE, "KeyInfo", TG_SPAN("none"));
    *out = beside;
    if (!info) return TOEGANG_GOOD;
    toegang_status status = tg_xmlenc_shape(info, beside ? &outside : &inside, found, report);
    if (status == TOEGANG_GOOD && !beside) *out = found[0];
    return status;
}

/* core 2.2.4, 2.3.4, 2.7.3.2: Type should be there, and then is Element. MimeType is advice (xmlenc 3.1). */
static toegang_status read_data(const struct tg_xml_node *data, bool allow_cbc, struct tg_encrypted *out,
                                const struct tg_xml_node **info, toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{"Id", "Type", "MimeType"},
                                                 {{TG_NS_XMLENC, "EncryptionMethod", true},
                                                  {TG_NS_XMLDSIG, "KeyInfo", false},
                                                  {TG_NS_XMLENC, "CipherData", true}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    const struct tg_xml_attribute *type = tg_xml_attribute_of(data, "Type");
    toegang_status status = tg_xmlenc_shape(data, &shape, found, report);
    if (status != TOEGANG_GOOD) return status;
    if (type && !tg_span_is(type->value, TG_NS_XMLENC "Element"))
        return tg_refuse(report, CHECK_XMLENC_TYPE, TG_NS_XMLENC "Element", type->value);
    *info = found[1];
    status = tg_xmlenc_data_method(found[0], allow_cbc, &out->cipher, report);
    return status == TOEGANG_GOOD ? read_cipher_data(found[2], &out->content, report) : status;
}

toegang_status tg_xmlenc_read(const struct tg_xml_node *holder, bool allow_cbc, struct tg_encrypted *out,
                              toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {
        {NULL}, {{TG_NS_XMLENC, "EncryptedData", true}, {TG_NS_XMLENC, "EncryptedKey", false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX], *info = NULL, *key = NULL;
    struct tg_encrypted encrypted = {.holder = holder};
    toegang_status status = check_counts(holder, report);
    if (status == TOEGANG_GOOD) status = tg_xmlenc_shape(holder, &shape, found, report);
    if (status == TOEGANG_GOOD) status = read_data(found[0], allow_cbc, &encrypted, &info, report);
    if (status == TOEGANG_GOOD) status = find_key(info, found[1], &key, report);
    if (status == TOEGANG_GOOD) status = read_key(key, &encrypted, report);
    if (status == TOEGANG_GOOD) *out = encrypted;
    return status;
}

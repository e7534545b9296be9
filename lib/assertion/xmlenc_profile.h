/* SPDX-License-Identifier: Apache-2.0 */
/* What the elements of encryption may hold; shared by the rooms of xmlenc. */
#ifndef TG_XMLENC_PROFILE_H
#define TG_XMLENC_PROFILE_H

#include "assertion/xmlenc.h"

/* One child that an element may have. */
struct tg_xmlenc_child {
    const char *uri, *local;
    bool required;
};
#define TG_XMLENC_CHILDREN_MAX 5
#define TG_XMLENC_ATTRIBUTES_MAX 4

/* A whole element: which attributes without namespace, and which children, each once at most and in this
 * order. */
struct tg_xmlenc_shape {
    const char *attributes[TG_XMLENC_ATTRIBUTES_MAX + 1];
    struct tg_xmlenc_child children[TG_XMLENC_CHILDREN_MAX + 1];
};

/* found[i] is the i-th child of the shape, NULL when absent. Nothing but white space stands between them. */
toegang_status tg_xmlenc_shape(const struct tg_xml_node *element, const struct tg_xmlenc_shape *shape,
                               const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX],
                               toegang_report *report);
/* The value of the attribute; empty when it is absent. */
struct tg_span tg_xmlenc_attribute(const struct tg_xml_node *element, const char *name);

/* EncryptionMethod of the data, and of the key. */
toegang_status tg_xmlenc_data_method(const struct tg_xml_node *method, bool allow_cbc, enum tg_cipher *out,
                                     toegang_report *report);
toegang_status tg_xmlenc_key_method(const struct tg_xml_node *method, struct tg_encrypted *out,
                                    toegang_report *report);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "xmlenc_profile.h"

#include "assertion/check_encryption.h"
#include "base/report.h"

static bool is_listed(const struct tg_xml_attribute *attribute, const char *const *names)
{
    while (*names && !tg_span_is(attribute->local, *names)) names++;
    return *names && attribute->uri.length == 0;
}

static toegang_status check_attributes(const struct tg_xml_node *element, const char *const *names,
                                       toegang_report *report)
{
    for (const struct tg_xml_attribute *each = element->attributes; each; each = each->next)
        if (!is_listed(each, names))
            return tg_refuse(report, CHECK_XMLENC_STRUCTURE, "only attributes of the profile", each->local);
    return TOEGANG_GOOD;
}

static toegang_status check_no_text(const struct tg_xml_node *element, toegang_report *report)
{
    for (const struct tg_xml_node *child = element->first; child; child = child->next)
        if (!tg_xml_is_element(child) && tg_span_trim(child->text).length > 0)
            return tg_refuse(report, CHECK_XMLENC_STRUCTURE, "elements only", element->local);
    return TOEGANG_GOOD;
}

static toegang_status check_children(const struct tg_xml_node *element, const struct tg_xmlenc_child *rules,
                                     const struct tg_xml_node **found, toegang_report *report)
{
    const struct tg_xml_node *at = tg_xml_first_element(element);
    for (size_t i = 0; i < TG_XMLENC_CHILDREN_MAX; i++) found[i] = NULL;
    for (size_t i = 0; rules[i].local; i++) {
        if (at && tg_xml_is(at, rules[i].uri, rules[i].local)) {
            found[i] = at;
            at = tg_xml_next_element(at);
        } else if (rules[i].required) {
            return tg_refuse(report, CHECK_XMLENC_STRUCTURE, rules[i].local,
                             at ? at->local : TG_SPAN("none"));
        }
    }
    if (at) return tg_refuse(report, CHECK_XMLENC_STRUCTURE, "no other element", at->local);
    return TOEGANG_GOOD;
}

toegang_status tg_xmlenc_shape(const struct tg_xml_node *element, const struct tg_xmlenc_shape *shape,
                               const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX],
                               toegang_report *report)
{
    toegang_status status = check_attributes(element, shape->attributes, report);
    if (status == TOEGANG_GOOD) status = check_no_text(element, report);
    return status == TOEGANG_GOOD ? check_children(element, shape->children, found, report) : status;
}

struct tg_span tg_xmlenc_attribute(const struct tg_xml_node *element, const char *name)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(element, name);
    return attribute ? attribute->value : (struct tg_span){NULL, 0};
}

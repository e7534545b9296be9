/* SPDX-License-Identifier: Apache-2.0 */
/* What the elements of a signature may hold at all. */
#include "assertion/check_signature.h"
#include "base/report.h"
#include "xmldsig_profile.h"

static bool is_listed(const struct tg_xml_attribute *attribute, const char *const *names)
{
    while (*names && !tg_span_is(attribute->local, *names)) names++;
    return *names && attribute->uri.length == 0;
}

static toegang_status check_attributes(const struct tg_xml_node *element, const char *const *names,
                                       toegang_report *report)
{
    for (const struct tg_xml_attribute *attribute = element->attributes; attribute;
         attribute = attribute->next)
        if (!is_listed(attribute, names))
            return tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, "only attributes of the schema",
                             attribute->local);
    return TOEGANG_GOOD;
}

static toegang_status check_no_text(const struct tg_xml_node *element, toegang_report *report)
{
    for (const struct tg_xml_node *child = element->first; child; child = child->next)
        if (!tg_xml_is_element(child) && tg_span_trim(child->text).length > 0)
            return tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, "elements only", child->text);
    return TOEGANG_GOOD;
}

toegang_status tg_signature_shape(const struct tg_xml_node *element, const char *const *attributes,
                                  toegang_report *report)
{
    toegang_status status = check_attributes(element, attributes, report);
    return status == TOEGANG_GOOD ? check_no_text(element, report) : status;
}

struct tg_span tg_signature_attribute(const struct tg_xml_node *element, const char *name)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(element, name);
    return attribute ? attribute->value : (struct tg_span){NULL, 0};
}

toegang_status tg_signature_text(const struct tg_xml_node *element, const char *const *attributes,
                                 struct tg_span *out, toegang_report *report)
{
    struct tg_span text;
    toegang_status status = check_attributes(element, attributes, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_xml_only_text(element, &text) || text.length == 0)
        return tg_refuse(report, CHECK_XMLDSIG_STRUCTURE, "one text", element->local);
    *out = text;
    return TOEGANG_GOOD;
}

static toegang_status read_prefixes(const struct tg_xml_node *element, const char *check,
                                    struct tg_c14n_prefixes *out, toegang_report *report)
{
    if (!tg_xml_is(element, TG_NS_EXC_C14N, "InclusiveNamespaces") || tg_xml_next_element(element))
        return tg_refuse(report, check, "at most one InclusiveNamespaces", element->local);
    if (tg_xml_first_element(element)) return tg_refuse(report, check, "an empty element", element->local);
    toegang_status status = tg_signature_shape(element, (const char *const[]){"PrefixList", NULL}, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_c14n_prefixes_read(tg_signature_attribute(element, "PrefixList"), out, report);
}

/* exc-c14n section 4: one optional InclusiveNamespaces element is its only parameter. */
toegang_status tg_signature_c14n(const struct tg_xml_node *element, const char *check,
                                 struct tg_c14n_prefixes *out, toegang_report *report)
{
    struct tg_c14n_prefixes prefixes = {.count = 0};
    struct tg_span algorithm = tg_signature_attribute(element, "Algorithm");
    if (!tg_span_is(algorithm, TG_NS_EXC_C14N)) return tg_refuse(report, check, TG_NS_EXC_C14N, algorithm);
    toegang_status status = tg_signature_shape(element, (const char *const[]){"Algorithm", NULL}, report);
    const struct tg_xml_node *child = tg_xml_first_element(element);
    if (status == TOEGANG_GOOD && child) status = read_prefixes(child, check, &prefixes, report);
    if (status != TOEGANG_GOOD) return status;
    *out = prefixes;
    return TOEGANG_GOOD;
}

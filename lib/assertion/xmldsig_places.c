/* SPDX-License-Identifier: Apache-2.0 */
/* Where signatures and ids stand in the whole message. (S1, S2) */
#include "assertion/check_signature.h"
#include "base/report.h"
#include "xmldsig_profile.h"

#define IDS_MAX 256

struct ids {
    struct tg_span values[IDS_MAX];
    size_t count;
};

struct tg_xml_node *tg_xmldsig_of(const struct tg_xml_node *holder)
{
    return tg_xml_child(holder, TG_NS_XMLDSIG, "Signature", NULL);
}

static bool is_holder(const struct tg_xml_node *node)
{
    return tg_xml_is(node, TG_NS_SAMLP, "Response") || tg_xml_is(node, TG_NS_SAML, "Assertion");
}

/* Right after Issuer, so there is at most one: a second would stand after the first. */
toegang_status tg_signature_place(const struct tg_xml_node *holder, const struct tg_xml_node *signature,
                                  toegang_report *report)
{
    static const char expected[] = "ds:Signature right after Issuer of a Response or Assertion";
    if (!holder || !is_holder(holder))
        return tg_refuse(report, CHECK_XMLDSIG_PLACE, expected, holder ? holder->local : TG_SPAN("the root"));
    const struct tg_xml_node *issuer = tg_xml_first_element(holder);
    if (!issuer || !tg_xml_is(issuer, TG_NS_SAML, "Issuer"))
        return tg_refuse(report, CHECK_XMLDSIG_PLACE, expected, TG_SPAN("no Issuer before it"));
    if (!signature || tg_xml_next_element(issuer) != signature)
        return tg_refuse(report, CHECK_XMLDSIG_PLACE, expected, TG_SPAN("another place, or none"));
    const struct tg_xml_node *second = tg_xml_child(holder, TG_NS_XMLDSIG, "Signature", signature);
    if (second) return tg_refuse(report, CHECK_XMLDSIG_PLACE, "one ds:Signature", TG_SPAN("several"));
    return TOEGANG_GOOD;
}

/* ID, Id, id, iD, with any prefix: whatever another reader might take for an identifier. */
static bool is_id(const struct tg_xml_attribute *attribute)
{
    const char *name = attribute->local.at;
    return attribute->local.length == 2 && (name[0] == 'I' || name[0] == 'i') &&
           (name[1] == 'D' || name[1] == 'd');
}

static toegang_status add_id(struct ids *ids, struct tg_span value, toegang_report *report)
{
    if (ids->count == IDS_MAX) return tg_refuse(report, CHECK_XMLDSIG_IDS, "at most 256", TG_SPAN("more"));
    for (size_t i = 0; i < ids->count; i++)
        if (tg_span_equal(ids->values[i], value))
            return tg_refuse(report, CHECK_XMLDSIG_DUPLICATE_ID, "each ID once", value);
    ids->values[ids->count++] = value;
    return TOEGANG_GOOD;
}

static toegang_status add_ids_of(struct ids *ids, const struct tg_xml_node *node, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    for (const struct tg_xml_attribute *attribute = node->attributes; attribute && status == TOEGANG_GOOD;
         attribute = attribute->next)
        if (is_id(attribute)) status = add_id(ids, attribute->value, report);
    return status;
}

toegang_status tg_xmldsig_places(const struct tg_xml_node *root, toegang_report *report)
{
    struct ids ids = {.count = 0};
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        toegang_status status = add_ids_of(&ids, node, report);
        if (status == TOEGANG_GOOD && tg_xml_is(node, TG_NS_XMLDSIG, "Signature"))
            status = tg_signature_place(node->parent, node, report);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

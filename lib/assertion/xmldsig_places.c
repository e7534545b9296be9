/* SPDX-License-Identifier: Apache-2.0 */
/* Where signatures and ids stand in the whole message. (S1, S2) */
#include "assertion/check_signature.h"
#include "base/report.h"
#include "xmldsig_profile.h"

#define IDS_MAX 256

struct ids {
    struct tg_span values[IDS_MAX];
    size_t count;
    bool root_only; /* metadata, in which thousands of entities may have one: that of the root is referred to */
};

struct tg_xml_node *tg_xmldsig_of(const struct tg_xml_node *holder)
{
    return tg_xml_child(holder, TG_NS_XMLDSIG, "Signature", NULL);
}

static bool is_sign_in(const struct tg_xml_node *node)
{
    return tg_xml_is(node, TG_NS_SAMLP, "Response") || tg_xml_is(node, TG_NS_SAML, "Assertion");
}

static bool is_logout(const struct tg_xml_node *node)
{
    return tg_xml_is(node, TG_NS_SAMLP, "LogoutRequest") || tg_xml_is(node, TG_NS_SAMLP, "LogoutResponse");
}

static bool is_metadata(const struct tg_xml_node *node)
{
    return tg_xml_is(node, TG_NS_METADATA, "EntityDescriptor") ||
           tg_xml_is(node, TG_NS_METADATA, "EntitiesDescriptor");
}

static toegang_status misplaced(const char *came, toegang_report *report)
{
    return tg_refuse(report, CHECK_XMLDSIG_PLACE, "ds:Signature right after Issuer, in metadata first of all",
                     tg_span_of(came));
}

/* Messages: right after Issuer (core 3.2.1, 3.2.2); metadata 2.3.1, 2.3.2: the first element. */
static toegang_status check_before(const struct tg_xml_node *holder, const struct tg_xml_node *signature,
                                   toegang_report *report)
{
    const struct tg_xml_node *first = tg_xml_first_element(holder);
    if (!is_metadata(holder)) {
        if (!first || !tg_xml_is(first, TG_NS_SAML, "Issuer")) return misplaced("no Issuer before it", report);
        first = tg_xml_next_element(first);
    }
    return signature && first == signature ? TOEGANG_GOOD : misplaced("another place, or none", report);
}

/* There is at most one: a second would stand after the first. */
toegang_status tg_signature_place(const struct tg_xml_node *holder, const struct tg_xml_node *signature,
                                  toegang_report *report)
{
    if (!is_sign_in(holder) && !is_logout(holder) && !is_metadata(holder))
        return tg_refuse(report, CHECK_XMLDSIG_PLACE, "a message or metadata", holder->local);
    toegang_status status = check_before(holder, signature, report);
    if (status != TOEGANG_GOOD) return status;
    const struct tg_xml_node *second = tg_xml_child(holder, TG_NS_XMLDSIG, "Signature", signature);
    if (second) return tg_refuse(report, CHECK_XMLDSIG_PLACE, "one ds:Signature", TG_SPAN("several"));
    return TOEGANG_GOOD;
}

/* What may hold one depends on what the whole is: a logout message in a Response holds nothing that counts. */
static toegang_status check_signature(const struct tg_xml_node *root, const struct tg_xml_node *signature,
                                      toegang_report *report)
{
    const struct tg_xml_node *holder = signature->parent;
    if (!holder) return misplaced("the root", report);
    bool may_hold = is_metadata(root) ? is_metadata(holder)
                    : is_logout(root) ? holder == root
                                      : is_sign_in(holder);
    return may_hold ? tg_signature_place(holder, signature, report) : misplaced("another place, or none", report);
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
    if (!ids->root_only && ids->count == IDS_MAX) return tg_refuse(report, CHECK_XMLDSIG_IDS, "at most 256", TG_SPAN("more"));
    for (size_t i = 0; i < ids->count; i++)
        if (tg_span_equal(ids->values[i], value))
            return tg_refuse(report, CHECK_XMLDSIG_DUPLICATE_ID, "each ID once", value);
    if (!ids->root_only || ids->count == 0) ids->values[ids->count++] = value;
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
    struct ids ids = {.root_only = is_metadata(root)};
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        toegang_status status = add_ids_of(&ids, node, report);
        if (status == TOEGANG_GOOD && tg_xml_is(node, TG_NS_XMLDSIG, "Signature"))
            status = check_signature(root, node, report);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

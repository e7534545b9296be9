/* SPDX-License-Identifier: Apache-2.0 */
/* One assertion, counted anywhere, and nothing encrypted out of its place: the layer against wrapping. */
#include "assertion/check_encryption.h"
#include "assertion/check_saml.h"
#include "assertion/saml.h"

/* The parents that the schema has (core 2.4.1, 2.7.3, 3.3.3); an assertion's own place is judged below. */
static bool is_holder(const struct tg_xml_node *node)
{
    return node &&
           (tg_xml_is(node, TG_NS_SAML, "EncryptedAssertion") || tg_xml_is(node, TG_NS_SAML, "EncryptedID") ||
            tg_xml_is(node, TG_NS_SAML, "EncryptedAttribute"));
}

static bool is_in_place(const struct tg_xml_node *node)
{
    const struct tg_xml_node *parent = node->parent;
    if (tg_xml_is(node, TG_NS_SAML, "EncryptedAssertion")) return true;
    if (tg_xml_is(node, TG_NS_SAML, "EncryptedID")) return parent && tg_xml_is(parent, TG_NS_SAML, "Subject");
    if (tg_xml_is(node, TG_NS_SAML, "EncryptedAttribute"))
        return parent && tg_xml_is(parent, TG_NS_SAML, "AttributeStatement");
    if (tg_xml_is(node, TG_NS_XMLENC, "EncryptedKey") && parent &&
        tg_xml_is(parent, TG_NS_XMLDSIG, "KeyInfo"))
        return parent->parent && tg_xml_is(parent->parent, TG_NS_XMLENC, "EncryptedData");
    return is_holder(parent);
}

static bool is_encrypted(const struct tg_xml_node *node)
{
    return tg_span_starts(node->local, "Encrypted") &&
           (tg_span_is(node->uri, TG_NS_SAML) || tg_span_is(node->uri, TG_NS_XMLENC));
}

bool tg_saml_is_encrypted(const struct tg_xml_node *assertion)
{
    return tg_xml_is(assertion, TG_NS_SAML, "EncryptedAssertion");
}

/* Whatever another reader might take for an assertion, of whichever namespace. */
static bool is_counted(const struct tg_xml_node *node)
{
    return tg_span_is(node->local, "Assertion") || tg_span_is(node->local, "EncryptedAssertion");
}

static bool is_ours(const struct tg_xml_node *only, const struct tg_xml_node *root)
{
    if (tg_saml_is_encrypted(only)) return only->parent == root;
    return tg_xml_is(only, TG_NS_SAML, "Assertion") && (only == root || only->parent == root);
}

static toegang_status judge(struct tg_saml *saml, const struct tg_xml_node *node,
                            const struct tg_xml_node **only)
{
    if (is_encrypted(node) && !is_in_place(node))
        return tg_saml_refuse(saml, CHECK_SAML_ENCRYPTED_PLACE, "encryption in its place", node->local);
    if (!is_counted(node)) return TOEGANG_GOOD;
    if (tg_span_starts(node->uri, "urn:oasis:names:tc:SAML:1."))
        return tg_saml_refuse(saml, CHECK_SAML_VERSION, "SAML 2.0", node->uri);
    if (*only)
        return tg_saml_refuse(saml, CHECK_SAML_ASSERTION_SEVERAL, "one Assertion", TG_SPAN("a second"));
    *only = node;
    return TOEGANG_GOOD;
}

toegang_status tg_saml_only_assertion(struct tg_saml *saml, const struct tg_xml_node *root,
                                      const struct tg_xml_node **out)
{
    const struct tg_xml_node *only = NULL;
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        toegang_status status = judge(saml, node, &only);
        if (status != TOEGANG_GOOD) return status;
    }
    if (!only) return tg_saml_refuse(saml, CHECK_SAML_ASSERTION_ABSENT, "one Assertion", TG_SPAN("none"));
    if (!is_ours(only, root))
        return tg_saml_refuse(saml, CHECK_SAML_ASSERTION_PLACE, "saml:Assertion in samlp:Response",
                              only->uri);
    *out = only;
    return TOEGANG_GOOD;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A sign-out message becomes a verified tree, from a URL or a form: bindings 3.4.4.1, 3.5.4. */
#include "logout_open.h"

#include "assertion/check_message.h"
#include "assertion/check_saml.h"
#include "assertion/redirect.h"
#include "base/report.h"

static toegang_status check_root(struct tg_incoming *in, const struct tg_xml_node *root)
{
    if (in->binding == TOEGANG_REDIRECT && tg_xml_is(root, TG_NS_SAMLP, "Response"))
        return tg_saml_refuse(&in->saml, CHECK_REDIRECT_RESPONSE, "a sign-in by POST", root->local);
    if (!tg_xml_is(root, TG_NS_SAMLP, in->local))
        return tg_saml_refuse(&in->saml, CHECK_LOGOUT_TYPE, in->local, root->local);
    return tg_saml_version(&in->saml, root);
}

/* The first look: unverified, it may only refuse and choose whose keys must verify. */
static toegang_status read_first(struct tg_incoming *in, struct tg_span xml, const struct tg_xml_node **out)
{
    struct tg_saml *saml = &in->saml;
    struct tg_xml_node *root = NULL;
    toegang_status status = tg_xml_read(xml, &tg_xml_message_limits, &saml->tree, &root, saml->report);
    if (status == TOEGANG_GOOD) status = check_root(in, root);
    if (status == TOEGANG_GOOD) status = tg_saml_choose(saml, root);
    *out = root;
    return status;
}

/* The whole of the message is in the octets that are verified. */
static toegang_status open_redirect(struct tg_incoming *in, struct tg_span query,
                                    const struct tg_xml_node **root)
{
    struct tg_saml *saml = &in->saml;
    struct tg_redirect redirect = {.algorithm = NULL};
    toegang_status status = tg_redirect_read(query, in->parameter, &saml->octets, &redirect, saml->report);
    if (status == TOEGANG_GOOD) status = read_first(in, redirect.xml, root);
    if (status != TOEGANG_GOOD) return status;
    const struct tg_verifiers verifiers = tg_saml_verifiers(saml);
    return tg_redirect_verify(&redirect, &verifiers, saml->report);
}

/* Only the canonical octets that were verified are read again. */
static toegang_status open_post(struct tg_incoming *in, struct tg_span octets,
                                const struct tg_xml_node **root)
{
    struct tg_saml *saml = &in->saml;
    struct tg_span xml = {NULL, 0};
    struct tg_signed what = {.key = NULL};
    struct tg_xml_node *read = NULL;
    toegang_status status = tg_saml_message(saml, octets, &xml);
    if (status == TOEGANG_GOOD) status = read_first(in, xml, root);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_places(*root, saml->report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_xmldsig_of(*root))
        return tg_saml_refuse(saml, CHECK_SAML_SIGNATURE_ABSENT, "a signed message", TG_SPAN("none"));
    const struct tg_verifiers verifiers = tg_saml_verifiers(saml);
    status = tg_xmldsig_verify(*root, &verifiers, &saml->octets, &what, saml->report);
    tg_arena_free(&saml->tree);
    if (status == TOEGANG_GOOD)
        status = tg_xml_read_canonical(what.octets, &tg_xml_message_limits, &saml->tree, &read, saml->report);
    *root = read;
    return status == TOEGANG_GOOD ? check_root(in, read) : status;
}

toegang_status tg_incoming_open(struct tg_incoming *in, struct tg_span octets,
                                const struct tg_xml_node **root)
{
    return in->binding == TOEGANG_REDIRECT ? open_redirect(in, octets, root) : open_post(in, octets, root);
}

void tg_incoming_end(struct tg_incoming *in)
{
    if (in->saml.described) tg_provider_give(in->saml.provider, in->saml.described);
    tg_arena_free(&in->saml.tree);
    tg_arena_free(&in->saml.octets);
}

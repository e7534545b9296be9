/* SPDX-License-Identifier: Apache-2.0 */
/* From the message to the octets that were signed, and to a tree of these alone (security: see only what was
 * signed). */
#include "assertion/saml.h"

#include "assertion/check_saml.h"
#include "base/report.h"
#include "assertion/check_signature.h"

struct tg_verifiers tg_saml_verifiers(const struct tg_saml *saml)
{
    const struct tg_provider *provider = saml->provider;
    const struct tg_metadata *metadata = &saml->described->metadata;
    return (struct tg_verifiers){saml->trust->crypto, metadata->keys, metadata->key_count, provider->algorithms,
                                 provider->algorithm_count};
}

toegang_status tg_saml_verify(struct tg_saml *saml, const struct tg_xml_node *holder, struct tg_signed *out)
{
    const struct tg_verifiers verifiers = tg_saml_verifiers(saml);
    if (!tg_xmldsig_of(holder)) return TOEGANG_GOOD;
    toegang_status status = tg_xmldsig_verify(holder, &verifiers, &saml->octets, out, saml->report);
    if (status != TOEGANG_GOOD) return status;
    tg_saml_passed(saml, CHECK_XMLDSIG_KEY, tg_span_of(tg_key_fingerprint(out->key)));
    tg_saml_passed(saml, CHECK_XMLDSIG_VALUE, tg_span_of(out->algorithm->name));
    return TOEGANG_GOOD;
}

toegang_status tg_saml_signatures(struct tg_saml *saml, const struct tg_xml_node *root,
                                  const struct tg_xml_node *assertion, struct tg_saml_signed *out)
{
    struct tg_saml_signed what = {0};
    toegang_status status = tg_xmldsig_places(root, saml->report);
    bool hidden = tg_saml_is_encrypted(assertion);
    if (status == TOEGANG_GOOD && !hidden) status = tg_saml_verify(saml, assertion, &what.assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_verify(saml, root, &what.response);
    if (status != TOEGANG_GOOD) return status;
    if (!hidden && what.assertion.octets.length == 0 && what.response.octets.length == 0)
        return tg_saml_refuse(saml, CHECK_SAML_SIGNATURE_ABSENT, "a signed Assertion or Response",
                              TG_SPAN("none"));
    *out = what;
    return TOEGANG_GOOD;
}

static toegang_status read_tree(struct tg_saml *saml, struct tg_span octets, const struct tg_xml_node **root)
{
    struct tg_xml_node *read = NULL;
    tg_arena_free(&saml->tree);
    toegang_status status =
        tg_xml_read_canonical(octets, &tg_xml_message_limits, &saml->tree, &read, saml->report);
    *root = read;
    return status;
}

static toegang_status reread_assertion(struct tg_saml *saml, struct tg_span octets,
                                       const struct tg_xml_node **assertion)
{
    const struct tg_xml_node *root;
    toegang_status status = read_tree(saml, octets, &root);
    if (status == TOEGANG_GOOD && !tg_xml_is(root, TG_NS_SAML, "Assertion"))
        status = tg_saml_refuse(saml, CHECK_SAML_SIGNATURE_OBJECT, "saml:Assertion", root->local);
    return status == TOEGANG_GOOD ? tg_saml_only_assertion(saml, root, assertion) : status;
}

/* Decrypted from signed octets; when it is signed as well, what its own signature covers is read. */
static toegang_status reread_encrypted(struct tg_saml *saml, const struct tg_xml_node **assertion)
{
    struct tg_signed own = {.key = NULL};
    toegang_status status = tg_saml_open_signed_outside(saml, *assertion, assertion, &own);
    if (status == TOEGANG_GOOD && own.octets.length > 0) return reread_assertion(saml, own.octets, assertion);
    if (status == TOEGANG_GOOD) tg_arena_free(&saml->tree);
    return status;
}

/* The Response as it was signed: its own checks, and the one assertion that it holds. */
static toegang_status reread_response(struct tg_saml *saml, struct tg_span octets,
                                      const struct tg_xml_node **assertion)
{
    const struct tg_xml_node *root;
    toegang_status status = read_tree(saml, octets, &root);
    if (status == TOEGANG_GOOD) status = tg_saml_root(saml, root);
    if (status == TOEGANG_GOOD) status = tg_saml_only_assertion(saml, root, assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_response(saml, root, true);
    if (status == TOEGANG_GOOD && tg_saml_is_encrypted(*assertion))
        status = reread_encrypted(saml, assertion);
    return status;
}

/*
 * A signed Response holds its assertion in signed octets: with both signed the assertion's own signature has
 * been verified as well, and one tree is read.
 */
toegang_status tg_saml_reread(struct tg_saml *saml, const struct tg_saml_signed *what,
                              const struct tg_xml_node **assertion)
{
    if (what->response.octets.length > 0) return reread_response(saml, what->response.octets, assertion);
    return reread_assertion(saml, what->assertion.octets, assertion);
}

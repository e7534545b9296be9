/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is encrypted (core 2.2.4, 2.3.4, 2.7.3.2, 6). Content that was decrypted is a new hostile document in
 * a tree of its own, never put into the tree that it came from.
 */
#include "assertion/check_encryption.h"
#include "assertion/check_saml.h"
#include "assertion/saml.h"
#include "base/report.h"

static toegang_status no_key(const struct tg_xml_node *encrypted, toegang_report *report)
{
    return tg_refuse(report, CHECK_SAML_ENCRYPTED, "no encryption: no key configured", encrypted->local);
}

toegang_status tg_saml_may_be_encrypted(struct tg_saml *saml, const struct tg_xml_node *assertion)
{
    bool encrypted = tg_saml_is_encrypted(assertion);
    if (encrypted && saml->provider->decryption_key_count == 0) return no_key(assertion, saml->report);
    if (!encrypted && saml->provider->require_encryption)
        return tg_saml_refuse(saml, CHECK_SAML_ENCRYPTED_ABSENT, "an encrypted assertion",
                              TG_SPAN("in clear"));
    return TOEGANG_GOOD;
}

static struct tg_openers openers_of(const toegang_trust *trust, const struct tg_provider *provider)
{
    return (struct tg_openers){trust->crypto, provider->decryption_keys, provider->decryption_key_count,
                               provider->allow_cbc};
}

toegang_status tg_provider_open(const toegang_trust *trust, const struct tg_provider *provider,
                                const struct tg_xml_node *encrypted, const char *local,
                                struct tg_arena *arena, struct tg_xml_node **out, toegang_report *report)
{
    const struct tg_openers openers = openers_of(trust, provider);
    struct tg_encrypted form;
    if (openers.key_count == 0) return no_key(encrypted, report);
    toegang_status status = tg_xmlenc_read(encrypted, openers.allow_cbc, &form, report);
    return status == TOEGANG_GOOD ? tg_xmlenc_open(&form, &openers, local, arena, out, report) : status;
}

toegang_status tg_saml_open(struct tg_saml *saml, const struct tg_xml_node *encrypted, const char *local,
                            const struct tg_xml_node **out)
{
    struct tg_xml_node *opened = NULL;
    toegang_status status =
        tg_provider_open(saml->trust, saml->provider, encrypted, local, &saml->tree, &opened, saml->report);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_ENCRYPTED_DECRYPT, tg_span_of(local));
    *out = opened;
    return status;
}

/*
 * The assertion of what was decrypted: the only one in it, and its signature in its place and good if it has
 * one. Its tree lies in saml->octets, as the tree of the message may have to go.
 */
static toegang_status open_assertion(struct tg_saml *saml, const struct tg_encrypted *form,
                                     const struct tg_xml_node **out, struct tg_signed *own)
{
    const struct tg_openers openers = openers_of(saml->trust, saml->provider);
    struct tg_xml_node *root = NULL;
    toegang_status status = tg_xmlenc_open(form, &openers, "Assertion", &saml->octets, &root, saml->report);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_ENCRYPTED_DECRYPT, TG_SPAN("Assertion"));
    if (status == TOEGANG_GOOD) status = tg_saml_only_assertion(saml, root, out);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_places(root, saml->report);
    return status == TOEGANG_GOOD ? tg_saml_verify(saml, root, own) : status;
}

toegang_status tg_saml_open_signed_outside(struct tg_saml *saml, const struct tg_xml_node *encrypted,
                                           const struct tg_xml_node **assertion, struct tg_signed *own)
{
    struct tg_encrypted form;
    toegang_status status = tg_xmlenc_read(encrypted, saml->provider->allow_cbc, &form, saml->report);
    return status == TOEGANG_GOOD ? open_assertion(saml, &form, assertion, own) : status;
}

/*
 * xmlenc 6.1.1: under CBC, who sends a captured message with other blocks, again and again, reads its content
 * from any difference between the answers, and be it their time. Nobody vouches for these octets before the
 * signature inside is read, so no key is used on them.
 */
static toegang_status refuse_loose(struct tg_saml *saml, const struct tg_encrypted *form)
{
    if (!tg_encrypted_is_loose(form)) return TOEGANG_GOOD;
    return tg_saml_refuse(saml, CHECK_SAML_ENCRYPTED_CBC, "AES-GCM, or a signed Response",
                          TG_SPAN("AES-CBC, and a Response that is not signed"));
}

toegang_status tg_saml_open_signed_inside(struct tg_saml *saml, const struct tg_xml_node *encrypted,
                                          struct tg_signed *out)
{
    struct tg_encrypted form;
    const struct tg_xml_node *assertion = NULL;
    toegang_status status = tg_xmlenc_read(encrypted, saml->provider->allow_cbc, &form, saml->report);
    if (status == TOEGANG_GOOD) status = refuse_loose(saml, &form);
    if (status == TOEGANG_GOOD) status = open_assertion(saml, &form, &assertion, out);
    if (status == TOEGANG_GOOD && out->octets.length == 0)
        status = tg_saml_refuse(saml, CHECK_SAML_SIGNATURE_ABSENT, "a signed Assertion or Response",
                                TG_SPAN("none"));
    return status;
}

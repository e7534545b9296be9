/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole way of a response: octets, tree, what was signed, a second tree of that alone, identity. The
 * first tree is freed before a claim is read, so no claim can come from the message around what was signed.
 */
#include "assertion/saml.h"

#include "assertion/check_saml.h"
#include "base/report.h"

/* What the message may be refused for before any signature is looked at. */
static toegang_status look(struct tg_saml *saml, const struct tg_xml_node *root,
                           const struct tg_xml_node **assertion)
{
    toegang_status status = tg_saml_root(saml, root);
    if (status == TOEGANG_GOOD) status = tg_saml_status(saml, root);
    if (status == TOEGANG_GOOD) status = tg_saml_only_assertion(saml, root, assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_choose(saml, *assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_may_be_encrypted(saml, *assertion);
    return status;
}

/* An unsigned Response around a signed assertion may refuse; it is asked before its tree is freed. */
static toegang_status verify_message(struct tg_saml *saml, struct tg_span xml, struct tg_saml_signed *out)
{
    struct tg_xml_node *root = NULL;
    const struct tg_xml_node *assertion = NULL;
    toegang_status status = tg_xml_read(xml, &tg_xml_message_limits, &saml->tree, &root, saml->report);
    if (status == TOEGANG_GOOD) status = look(saml, root, &assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_signatures(saml, root, assertion, out);
    if (status != TOEGANG_GOOD || out->response.octets.length > 0) return status;
    status = tg_saml_response(saml, root, false);
    if (status == TOEGANG_GOOD && tg_saml_is_encrypted(assertion))
        status = tg_saml_open_signed_inside(saml, assertion, &out->assertion);
    return status;
}

static toegang_status check_birth(struct tg_saml *saml)
{
    char masked[16];
    toegang_rrn_mask(&saml->identity->holder, masked);
    if (toegang_rrn_born_after(&saml->identity->holder, saml->at))
        return tg_saml_refuse(saml, CHECK_RRN_BIRTH, "born before now", tg_span_of(masked));
    tg_saml_passed(saml, CHECK_RRN_BIRTH, tg_span_of(masked));
    return TOEGANG_GOOD;
}

static toegang_status fill_identity(struct tg_saml *saml, const struct tg_key *key)
{
    saml->identity->origin = TOEGANG_ORIGIN_SAML;
    saml->identity->until = saml->until;
    saml->identity->asserts = saml->provider->asserts;
    saml->identity->key_fingerprint =
        tg_arena_text(&saml->identity->arena, tg_span_of(tg_key_fingerprint(key)));
    return saml->identity->key_fingerprint ? TOEGANG_GOOD : tg_no_memory(saml->report);
}

static toegang_status validate(struct tg_saml *saml, struct tg_span octets)
{
    struct tg_span xml = {NULL, 0};
    struct tg_saml_signed what = {0};
    const struct tg_xml_node *assertion = NULL;
    toegang_status status = tg_saml_message(saml, octets, &xml);
    if (status == TOEGANG_GOOD) status = verify_message(saml, xml, &what);
    if (status == TOEGANG_GOOD) status = tg_saml_reread(saml, &what, &assertion);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_ASSERTION_SEVERAL, TG_SPAN("1"));
    if (status == TOEGANG_GOOD) status = tg_saml_assertion(saml, assertion);
    if (status == TOEGANG_GOOD) status = check_birth(saml);
    if (status == TOEGANG_GOOD)
        status = fill_identity(saml, what.assertion.key ? what.assertion.key : what.response.key);
    if (status == TOEGANG_GOOD && !saml->in_response_to)
        status = tg_saml_refuse(saml, CHECK_SAML_IN_RESPONSE_TO, "the id of a request", TG_SPAN("not asked"));
    return status;
}

toegang_status tg_saml_validate(struct tg_saml *saml, struct tg_span octets, toegang_identity **out)
{
    saml->until = TOEGANG_NEVER;
    saml->identity = tg_identity_new();
    toegang_status status = saml->identity ? validate(saml, octets) : tg_no_memory(saml->report);
    if (saml->described) tg_provider_give(saml->provider, saml->described);
    tg_arena_free(&saml->tree);
    tg_arena_free(&saml->octets);
    if (status == TOEGANG_GOOD) *out = saml->identity;
    else toegang_identity_free(saml->identity);
    return status;
}

toegang_status toegang_verify_saml(const toegang_trust *trust, const void *octets, size_t length,
                                   const char *in_response_to, toegang_time at, toegang_identity **out,
                                   toegang_report *report)
{
    struct tg_saml saml = {.trust = trust, .in_response_to = in_response_to, .at = at, .report = report};
    if (!trust || !out || (!octets && length > 0)) return tg_misuse(report, "trust, octets and out");
    if (!in_response_to || !*in_response_to)
        return tg_misuse(report, "in_response_to: the id of our request");
    return tg_saml_validate(&saml, (struct tg_span){octets, length}, out);
}

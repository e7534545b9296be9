/* SPDX-License-Identifier: Apache-2.0 */
/* The message around the assertion: SAML core 3.2.2 and 3.3.3, bindings 3.5, profiles 4.1.4.2. */
#include "assertion/saml.h"

#include <string.h>

#include "assertion/check_saml.h"
#include "base/report.h"
#include "base/text.h"
#include "parse/base64.h"

#define INPUT_MAX ((size_t)512 * 1024) /* 256 KiB of XML in base64, with line breaks */
#define SUCCESS "urn:oasis:names:tc:SAML:2.0:status:Success"
#define PARTIAL_LOGOUT "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"

static size_t past_white_space(struct tg_span octets)
{
    size_t i = 0;
    while (i < octets.length && strchr(" \t\r\n", octets.at[i]) && octets.at[i] != '\0') i++;
    return i;
}

toegang_status tg_saml_message(struct tg_saml *saml, struct tg_span octets, struct tg_span *xml)
{
    size_t start = past_white_space(octets);
    if (start == octets.length)
        return tg_saml_refuse(saml, CHECK_SAML_INPUT, "a message", TG_SPAN("empty"));
    if (octets.length > INPUT_MAX)
        return tg_saml_refuse(saml, CHECK_SAML_INPUT, "at most 512 KiB, 256 KiB of XML", TG_SPAN("more"));
    /* With a byte order mark it is XML too, if XML that the gate refuses. */
    if (octets.at[start] == '<' || tg_span_starts(octets, "\xef\xbb\xbf")) {
        *xml = octets;
        return TOEGANG_GOOD;
    }
    return tg_base64_read(octets, tg_xml_message_limits.octets, &saml->octets, xml, saml->report);
}

toegang_status tg_saml_version(struct tg_saml *saml, const struct tg_xml_node *node)
{
    struct tg_span version;
    toegang_status status = tg_saml_required(saml, node, "Version", &version);
    if (status == TOEGANG_GOOD && !tg_span_is(version, "2.0"))
        return tg_saml_refuse(saml, CHECK_SAML_VERSION, "SAML 2.0", version);
    return status;
}

toegang_status tg_saml_root(struct tg_saml *saml, const struct tg_xml_node *root)
{
    if (tg_span_starts(root->uri, "urn:oasis:names:tc:SAML:1."))
        return tg_saml_refuse(saml, CHECK_SAML_VERSION, "SAML 2.0", root->uri);
    if (tg_xml_is(root, TG_NS_SAML, "Assertion") || tg_xml_is(root, TG_NS_SAML, "EncryptedAssertion"))
        return tg_saml_refuse(saml, CHECK_SAML_RESPONSE_BARE, "samlp:Response", root->local);
    if (!tg_xml_is(root, TG_NS_SAMLP, "Response"))
        return tg_saml_refuse(saml, CHECK_SAML_RESPONSE_ROOT, "samlp:Response", root->local);
    return tg_saml_version(saml, root);
}

/* "…:Responder / …:AuthnFailed: the message", for a person to read; unsigned, so it only ever refuses. */
static toegang_status no_success(struct tg_saml *saml, const struct tg_xml_node *status,
                                 const struct tg_xml_node *code, struct tg_span value)
{
    char came[224];
    struct tg_text text = tg_text_of(came, sizeof came);
    struct tg_span message = {NULL, 0};
    const struct tg_xml_node *inner = tg_xml_child(code, TG_NS_SAMLP, "StatusCode", NULL);
    const struct tg_xml_attribute *inner_value = inner ? tg_xml_attribute_of(inner, "Value") : NULL;
    const struct tg_xml_node *words = tg_xml_child(status, TG_NS_SAMLP, "StatusMessage", NULL);
    tg_text_add_span(&text, value);
    if (inner_value) tg_text_add(&text, " / ");
    if (inner_value) tg_text_add_span(&text, inner_value->value);
    if (words && tg_xml_only_text(words, &message) && message.length > 0) {
        tg_text_add(&text, ": ");
        tg_text_add_span(&text, message);
    }
    return tg_saml_refuse(saml, CHECK_SAML_STATUS, SUCCESS, tg_span_of(came));
}

/* core 3.7.3.2 names no first code for it, and providers write Success: somewhere a session goes on all the same. */
static bool is_partial(const struct tg_xml_node *code)
{
    const struct tg_xml_node *inner = tg_xml_child(code, TG_NS_SAMLP, "StatusCode", NULL);
    const struct tg_xml_attribute *value = inner ? tg_xml_attribute_of(inner, "Value") : NULL;
    return value && tg_span_is(value->value, PARTIAL_LOGOUT);
}

toegang_status tg_saml_status(struct tg_saml *saml, const struct tg_xml_node *root)
{
    const struct tg_xml_node *status = tg_xml_child(root, TG_NS_SAMLP, "Status", NULL);
    const struct tg_xml_node *code = status ? tg_xml_child(status, TG_NS_SAMLP, "StatusCode", NULL) : NULL;
    const struct tg_xml_attribute *value = code ? tg_xml_attribute_of(code, "Value") : NULL;
    if (!value || value->value.length == 0)
        return tg_saml_refuse(saml, CHECK_SAML_STATUS_FORM, "Status/StatusCode/@Value", TG_SPAN("none"));
    if (!tg_span_is(value->value, SUCCESS) || is_partial(code)) return no_success(saml, status, code, value->value);
    return TOEGANG_GOOD;
}

toegang_status tg_saml_choose(struct tg_saml *saml, const struct tg_xml_node *holder)
{
    struct tg_span entity_id;
    bool hidden = tg_saml_is_encrypted(holder);
    const struct tg_xml_node *issuer = tg_xml_first_element(hidden ? holder->parent : holder);
    if (!issuer || !tg_xml_is(issuer, TG_NS_SAML, "Issuer"))
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_ABSENT,
                              hidden ? "Response/Issuer, as the assertion is encrypted" : "Issuer, first of all",
                              TG_SPAN("none"));
    toegang_status status = tg_saml_issuer(saml, issuer, &entity_id);
    if (status != TOEGANG_GOOD) return status;
    struct tg_provider *provider = tg_trust_provider(saml->trust, entity_id);
    if (!provider)
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_UNKNOWN, "a provider that is trusted", entity_id);
    saml->provider = provider;
    saml->described = tg_provider_take(provider);
    tg_saml_passed(saml, CHECK_SAML_ISSUER_UNKNOWN, entity_id);
    return tg_metadata_check_valid(&saml->described->metadata, saml->at, saml->report);
}

static toegang_status check_destination(struct tg_saml *saml, const struct tg_xml_node *root, bool is_signed)
{
    const struct tg_xml_attribute *destination = tg_xml_attribute_of(root, "Destination");
    if (!destination && !is_signed) return TOEGANG_GOOD;
    if (!destination || !tg_span_is(destination->value, saml->provider->recipient))
        return tg_saml_refuse(saml, CHECK_SAML_DESTINATION, saml->provider->recipient,
                              destination ? destination->value : TG_SPAN("none"));
    tg_saml_passed(saml, CHECK_SAML_DESTINATION, destination->value);
    return TOEGANG_GOOD;
}

static toegang_status check_in_response_to(struct tg_saml *saml, const struct tg_xml_node *root)
{
    const struct tg_xml_attribute *answered = tg_xml_attribute_of(root, "InResponseTo");
    if (!answered || !saml->in_response_to) return TOEGANG_GOOD;
    if (!tg_span_is(answered->value, saml->in_response_to))
        return tg_saml_refuse(saml, CHECK_SAML_IN_RESPONSE_TO, saml->in_response_to, answered->value);
    tg_saml_passed(saml, CHECK_SAML_IN_RESPONSE_TO, answered->value);
    return TOEGANG_GOOD;
}

static toegang_status check_issuer(struct tg_saml *saml, const struct tg_xml_node *issuer)
{
    struct tg_span entity_id;
    if (!issuer) return TOEGANG_GOOD;
    toegang_status status = tg_saml_issuer(saml, issuer, &entity_id);
    if (status == TOEGANG_GOOD && !tg_span_is(entity_id, saml->provider->entity_id))
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_DIFFERS, saml->provider->entity_id, entity_id);
    return status;
}

toegang_status tg_saml_response(struct tg_saml *saml, const struct tg_xml_node *root, bool is_signed)
{
    static const struct tg_saml_child children[] = {
        {NULL, "Issuer", 0, 1},        {TG_NS_XMLDSIG, "Signature", 0, 1}, {TG_NS_SAMLP, "Extensions", 0, 1},
        {TG_NS_SAMLP, "Status", 1, 1}, {NULL, "Assertion", 0, 1},          {NULL, "EncryptedAssertion", 0, 1},
    };
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    struct tg_span id;
    toegang_time issued;
    toegang_status status = tg_saml_children(saml, root, children, 6, found);
    if (status == TOEGANG_GOOD) status = tg_saml_root(saml, root);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_VERSION, TG_SPAN("2.0"));
    if (status == TOEGANG_GOOD) status = tg_saml_id(saml, root, &id);
    if (status == TOEGANG_GOOD) status = check_issuer(saml, found[0]);
    if (status == TOEGANG_GOOD) status = tg_saml_status(saml, root);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_STATUS, TG_SPAN(SUCCESS));
    if (status == TOEGANG_GOOD) status = check_destination(saml, root, is_signed);
    if (status == TOEGANG_GOOD) status = check_in_response_to(saml, root);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, root, "IssueInstant", TG_ROUND_UP, &issued);
    if (status == TOEGANG_GOOD) status = tg_saml_past(saml, issued, CHECK_SAML_ISSUE_INSTANT);
    return status;
}

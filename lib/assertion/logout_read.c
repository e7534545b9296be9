/* SPDX-License-Identifier: Apache-2.0 */
/* What a sign-out message from a provider says, whichever way it came: SAML core 3.7, profiles 4.4.4. */
#include "assertion/check_message.h"
#include "assertion/check_saml.h"
#include "assertion/logout.h"
#include "base/report.h"
#include "logout_open.h"

#define LIFETIME 300 /* seconds that a request without NotOnOrAfter is good for */

/* Signed, so it must say for whom (bindings 3.4.5.2, 3.5.5.2), and that must be us. */
static toegang_status check_destination(struct tg_saml *saml, const struct tg_xml_node *root)
{
    const struct tg_xml_attribute *destination = tg_xml_attribute_of(root, "Destination");
    const char *ours = saml->provider->own.logout;
    if (destination && ours && tg_span_is(destination->value, ours)) return TOEGANG_GOOD;
    return tg_saml_refuse(saml, CHECK_LOGOUT_DESTINATION, ours ? ours : "a logout address of ours",
                          destination ? destination->value : TG_SPAN("none"));
}

/* What both messages have in common; *issued is when it was made. */
static toegang_status check_head(struct tg_saml *saml, const struct tg_xml_node *root,
                                 const struct tg_xml_node *issuer, struct tg_span *id, toegang_time *issued)
{
    struct tg_span entity_id;
    toegang_status status = tg_saml_id(saml, root, id);
    if (status == TOEGANG_GOOD) status = tg_saml_issuer(saml, issuer, &entity_id);
    if (status == TOEGANG_GOOD && !tg_span_is(entity_id, saml->provider->entity_id))
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_DIFFERS, saml->provider->entity_id, entity_id);
    if (status == TOEGANG_GOOD) status = check_destination(saml, root);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, root, "IssueInstant", TG_ROUND_UP, issued);
    return status == TOEGANG_GOOD ? tg_saml_past(saml, *issued, CHECK_SAML_ISSUE_INSTANT) : status;
}

/* Without an end of its own a request could be sent again for ever. */
static toegang_status check_end(struct tg_saml *saml, const struct tg_xml_node *root, toegang_time issued)
{
    toegang_time end = tg_time_add(issued, LIFETIME);
    toegang_status status = TOEGANG_GOOD;
    if (tg_xml_attribute_of(root, "NotOnOrAfter"))
        status = tg_saml_time(saml, root, "NotOnOrAfter", TG_ROUND_DOWN, &end);
    return status == TOEGANG_GOOD ? tg_saml_not_ended(saml, end, CHECK_LOGOUT_EXPIRED) : status;
}

static toegang_status take(struct tg_saml *saml, toegang_logout *logout, struct tg_span text, const char **out)
{
    const char *copy = tg_arena_text(&logout->arena, text);
    if (!copy) return tg_no_memory(saml->report);
    *out = copy;
    return TOEGANG_GOOD;
}

static toegang_status take_text(struct tg_saml *saml, toegang_logout *logout, const struct tg_xml_node *node,
                                const char **out)
{
    struct tg_span text;
    toegang_status status = tg_saml_text(saml, node, &text);
    return status == TOEGANG_GOOD ? take(saml, logout, text, out) : status;
}

/* Every one of them: a session that is left out would go on. */
static toegang_status take_sessions(struct tg_saml *saml, const struct tg_xml_node *first, toegang_logout *logout)
{
    if (!first) return TOEGANG_GOOD;
    toegang_status status = take_text(saml, logout, first, &logout->session_index);
    logout->further = tg_arena_array(&logout->arena, TG_LOGOUT_SESSIONS_MAX - 1, sizeof *logout->further);
    if (status == TOEGANG_GOOD && !logout->further) return tg_no_memory(saml->report);
    for (const struct tg_xml_node *each = tg_xml_next_element(first); status == TOEGANG_GOOD && each;
         each = tg_xml_next_element(each))
        status = take_text(saml, logout, each, &logout->further[logout->further_count++]);
    return status;
}

/* In clear or encrypted, and then opened: what is encrypted stands in octets whose signature was verified. */
static toegang_status take_name(struct tg_saml *saml, const struct tg_xml_node *encrypted,
                                const struct tg_xml_node *name, toegang_logout *logout)
{
    toegang_status status = TOEGANG_GOOD;
    if (encrypted && name) return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, "one NameID", encrypted->local);
    if (!encrypted && !name) return tg_saml_refuse(saml, CHECK_LOGOUT_NAME, "NameID", TG_SPAN("none"));
    if (encrypted) status = tg_saml_open(saml, encrypted, "NameID", &name);
    return status == TOEGANG_GOOD ? take_text(saml, logout, name, &logout->name_id) : status;
}

/* The signature of a message in a URL stands in the URL, and nowhere else (bindings 3.4.4.1). */
static unsigned signatures(const struct tg_incoming *in)
{
    return in->binding == TOEGANG_POST;
}

static toegang_status read_request(struct tg_incoming *in, const struct tg_xml_node *root, toegang_logout *logout)
{
    const struct tg_saml_child children[] = {{NULL, "Issuer", 1, 1},
                                             {TG_NS_XMLDSIG, "Signature", 0, signatures(in)},
                                             {TG_NS_SAMLP, "Extensions", 0, 1},
                                             {NULL, "EncryptedID", 0, 1},
                                             {NULL, "NameID", 0, 1},
                                             {TG_NS_SAMLP, "SessionIndex", 0, TG_LOGOUT_SESSIONS_MAX}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    struct tg_saml *saml = &in->saml;
    struct tg_span id = {NULL, 0};
    toegang_time issued = 0;
    toegang_status status = tg_saml_children(saml, root, children, 6, found);
    if (status == TOEGANG_GOOD) status = check_head(saml, root, found[0], &id, &issued);
    if (status == TOEGANG_GOOD) status = check_end(saml, root, issued);
    if (status == TOEGANG_GOOD) status = take(saml, logout, id, &logout->id);
    if (status == TOEGANG_GOOD)
        status = take(saml, logout, tg_span_of(saml->provider->entity_id), &logout->issuer);
    if (status == TOEGANG_GOOD) status = take_name(saml, found[3], found[4], logout);
    if (status == TOEGANG_GOOD) status = take_sessions(saml, found[5], logout);
    logout->until = saml->until;
    return status;
}

static toegang_status check_answer(struct tg_saml *saml, const struct tg_xml_node *root)
{
    const struct tg_xml_attribute *answered = tg_xml_attribute_of(root, "InResponseTo");
    if (answered && tg_span_is(answered->value, saml->in_response_to)) return TOEGANG_GOOD;
    return tg_saml_refuse(saml, CHECK_LOGOUT_IN_RESPONSE_TO, saml->in_response_to,
                          answered ? answered->value : TG_SPAN("none"));
}

static toegang_status read_response(struct tg_incoming *in, const struct tg_xml_node *root)
{
    const struct tg_saml_child children[] = {{NULL, "Issuer", 1, 1},
                                             {TG_NS_XMLDSIG, "Signature", 0, signatures(in)},
                                             {TG_NS_SAMLP, "Extensions", 0, 1},
                                             {TG_NS_SAMLP, "Status", 1, 1}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    struct tg_span id;
    toegang_time issued;
    toegang_status status = tg_saml_children(&in->saml, root, children, 4, found);
    if (status == TOEGANG_GOOD) status = check_head(&in->saml, root, found[0], &id, &issued);
    if (status == TOEGANG_GOOD) status = check_answer(&in->saml, root);
    return status == TOEGANG_GOOD ? tg_saml_status(&in->saml, root) : status;
}

static bool is_binding(toegang_binding binding)
{
    return binding == TOEGANG_REDIRECT || binding == TOEGANG_POST;
}

toegang_status toegang_verify_logout_request(const toegang_trust *trust, toegang_binding binding, const void *octets,
                                             size_t length, toegang_time at, toegang_logout **out,
                                             toegang_report *report)
{
    struct tg_incoming in = {.saml = {.trust = trust, .at = at, .report = report, .until = TOEGANG_NEVER},
                          .binding = binding,
                          .local = "LogoutRequest",
                          .parameter = "SAMLRequest"};
    const struct tg_xml_node *root = NULL;
    if (!trust || !out || !is_binding(binding) || (!octets && length > 0))
        return tg_misuse(report, "trust, binding, octets and out");
    toegang_logout *logout = tg_logout_new();
    if (!logout) return tg_no_memory(report);
    toegang_status status = tg_incoming_open(&in, (struct tg_span){octets, length}, &root);
    if (status == TOEGANG_GOOD) status = read_request(&in, root, logout);
    tg_incoming_end(&in);
    if (status != TOEGANG_GOOD) return toegang_logout_free(logout), status;
    *out = logout;
    return TOEGANG_GOOD;
}

toegang_status toegang_verify_logout_response(const toegang_trust *trust, toegang_binding binding,
                                              const void *octets, size_t length, const char *in_response_to,
                                              toegang_time at, toegang_report *report)
{
    struct tg_incoming in = {.saml = {.trust = trust,
                                   .in_response_to = in_response_to,
                                   .at = at,
                                   .report = report,
                                   .until = TOEGANG_NEVER},
                          .binding = binding,
                          .local = "LogoutResponse",
                          .parameter = "SAMLResponse"};
    const struct tg_xml_node *root = NULL;
    if (!trust || !is_binding(binding) || (!octets && length > 0))
        return tg_misuse(report, "trust, binding and octets");
    if (!in_response_to || !*in_response_to)
        return tg_misuse(report, "in_response_to: the id of our request");
    toegang_status status = tg_incoming_open(&in, (struct tg_span){octets, length}, &root);
    if (status == TOEGANG_GOOD) status = read_response(&in, root);
    tg_incoming_end(&in);
    return status;
}

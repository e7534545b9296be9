/* SPDX-License-Identifier: Apache-2.0 */
/* The assertion, read from signed octets: SAML core 2.3.3, 2.4, 2.5, profiles 4.1.4.2 and 4.1.4.3. */
#include "assertion/saml.h"

#include "assertion/check_saml.h"
#include "base/report.h"

#define BEARER "urn:oasis:names:tc:SAML:2.0:cm:bearer"

static toegang_status take_text(struct tg_saml *saml, struct tg_span text, const char **out)
{
    const char *copy = tg_arena_text(&saml->identity->arena, text);
    if (!copy) return tg_no_memory(saml->report);
    *out = copy;
    return TOEGANG_GOOD;
}

static toegang_status several_names(struct tg_saml *saml, struct tg_span second)
{
    return tg_saml_refuse(saml, CHECK_SAML_SUBJECT_NAME, "one NameID", second);
}

static toegang_status take_attribute(struct tg_saml *saml, const struct tg_xml_node *node, const char *name,
                                     const char **out)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(node, name);
    return attribute ? take_text(saml, attribute->value, out) : TOEGANG_GOOD;
}

/* With all that a sign-out has to say again (core 3.7.1). */
static toegang_status take_name(struct tg_saml *saml, const struct tg_xml_node *name_id)
{
    struct tg_span name;
    toegang_identity *identity = saml->identity;
    toegang_status status = tg_saml_text(saml, name_id, &name);
    if (status == TOEGANG_GOOD) status = take_text(saml, name, &identity->name_id);
    if (status == TOEGANG_GOOD) status = take_attribute(saml, name_id, "Format", &identity->name_id_format);
    if (status == TOEGANG_GOOD) status = take_attribute(saml, name_id, "NameQualifier", &identity->name_qualifier);
    if (status == TOEGANG_GOOD)
        status = take_attribute(saml, name_id, "SPNameQualifier", &identity->sp_name_qualifier);
    return status;
}

/* An identifier stands first, once at most, in clear or encrypted; a BaseID is of a type that we do not know.
 */
static toegang_status read_name(struct tg_saml *saml, const struct tg_xml_node *subject)
{
    toegang_status status = TOEGANG_GOOD;
    const struct tg_xml_node *first = tg_xml_first_element(subject);
    if (first && tg_xml_is(first, TG_NS_SAML, "BaseID"))
        return tg_saml_refuse(saml, CHECK_SAML_SUBJECT_NAME, "NameID", first->local);
    const struct tg_xml_node *name_id = tg_xml_child(subject, TG_NS_SAML, "NameID", NULL);
    const struct tg_xml_node *encrypted = tg_xml_child(subject, TG_NS_SAML, "EncryptedID", NULL);
    if (name_id && encrypted) return several_names(saml, encrypted->local);
    if (encrypted) status = tg_saml_open(saml, encrypted, "NameID", &name_id);
    return status == TOEGANG_GOOD && name_id ? take_name(saml, name_id) : status;
}

static toegang_status confirm_answer(struct tg_saml *saml, const struct tg_xml_node *data)
{
    const struct tg_xml_attribute *answered = tg_xml_attribute_of(data, "InResponseTo");
    if (!answered || answered->value.length == 0)
        return tg_saml_refuse(saml, CHECK_SAML_UNSOLICITED, "SubjectConfirmationData/@InResponseTo",
                              TG_SPAN("none"));
    if (!saml->in_response_to) return TOEGANG_GOOD;
    if (!tg_span_is(answered->value, saml->in_response_to))
        return tg_saml_refuse(saml, CHECK_SAML_CONFIRMATION_IN_RESPONSE_TO, saml->in_response_to,
                              answered->value);
    tg_saml_passed(saml, CHECK_SAML_CONFIRMATION_IN_RESPONSE_TO, answered->value);
    return TOEGANG_GOOD;
}

/* Address, the person's network address as the provider saw it, is passed over: proxies make it differ. */
static toegang_status confirm_data(struct tg_saml *saml, const struct tg_xml_node *data)
{
    struct tg_span recipient;
    toegang_time end;
    if (tg_xml_attribute_of(data, "NotBefore"))
        return tg_saml_refuse(saml, CHECK_SAML_CONFIRMATION_NOT_BEFORE, "none", TG_SPAN("NotBefore"));
    toegang_status status = tg_saml_required(saml, data, "Recipient", &recipient);
    if (status == TOEGANG_GOOD && !tg_span_is(recipient, saml->provider->recipient))
        return tg_saml_refuse(saml, CHECK_SAML_RECIPIENT, saml->provider->recipient, recipient);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_RECIPIENT, recipient);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, data, "NotOnOrAfter", TG_ROUND_DOWN, &end);
    if (status == TOEGANG_GOOD) status = tg_saml_not_ended(saml, end, CHECK_SAML_CONFIRMATION_EXPIRED);
    return status == TOEGANG_GOOD ? confirm_answer(saml, data) : status;
}

static toegang_status confirm(struct tg_saml *saml, const struct tg_xml_node *confirmation, bool *bearer)
{
    static const struct tg_saml_child children[] = {{NULL, "NameID", 0, 1},
                                                    {NULL, "SubjectConfirmationData", 0, 1}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    struct tg_span method;
    toegang_status status = tg_saml_required(saml, confirmation, "Method", &method);
    if (status != TOEGANG_GOOD || !tg_span_is(method, BEARER)) return status;
    *bearer = true;
    status = tg_saml_children(saml, confirmation, children, 2, found);
    if (status != TOEGANG_GOOD) return status;
    if (!found[1])
        return tg_saml_refuse(saml, CHECK_SAML_CONFIRMATION_DATA, "SubjectConfirmationData", TG_SPAN("none"));
    return confirm_data(saml, found[1]);
}

/*
 * Every bearer confirmation has to hold; those of another method are not ours to judge and count for nothing.
 */
toegang_status tg_saml_subject(struct tg_saml *saml, const struct tg_xml_node *subject)
{
    static const struct tg_saml_child children[] = {{NULL, "BaseID", 0, 1},
                                                    {NULL, "NameID", 0, 1},
                                                    {NULL, "EncryptedID", 0, 1},
                                                    {NULL, "SubjectConfirmation", 0, 64}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    bool bearer = false;
    toegang_status status = tg_saml_children(saml, subject, children, 4, found);
    if (status == TOEGANG_GOOD) status = read_name(saml, subject);
    for (const struct tg_xml_node *each = found[3]; status == TOEGANG_GOOD && each;
         each = tg_xml_next_element(each))
        status = confirm(saml, each, &bearer);
    if (status == TOEGANG_GOOD && !bearer)
        return tg_saml_refuse(saml, CHECK_SAML_CONFIRMATION_ABSENT, BEARER, TG_SPAN("none"));
    return status;
}

/* OR within a restriction. */
static toegang_status check_restriction(struct tg_saml *saml, const struct tg_xml_node *restriction)
{
    static const struct tg_saml_child children[] = {{NULL, "Audience", 1, 64}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    struct tg_span audience = {NULL, 0};
    toegang_status status = tg_saml_children(saml, restriction, children, 1, found);
    for (const struct tg_xml_node *each = found[0]; status == TOEGANG_GOOD && each;
         each = tg_xml_next_element(each)) {
        status = tg_saml_text(saml, each, &audience);
        if (status != TOEGANG_GOOD || !tg_span_is(audience, saml->provider->audience)) continue;
        tg_saml_passed(saml, CHECK_SAML_AUDIENCE, audience);
        return TOEGANG_GOOD;
    }
    if (status != TOEGANG_GOOD) return status;
    return tg_saml_refuse(saml, CHECK_SAML_AUDIENCE, saml->provider->audience, audience);
}

/* AND across them. OneTimeUse is the caller's replay memory; ProxyRestriction binds who issues further
 * assertions. */
static toegang_status check_each_condition(struct tg_saml *saml, const struct tg_xml_node *conditions)
{
    bool restricted = false;
    const struct tg_xml_node *each = tg_xml_first_element(conditions);
    for (; each; each = tg_xml_next_element(each)) {
        if (tg_xml_is(each, TG_NS_SAML, "OneTimeUse") || tg_xml_is(each, TG_NS_SAML, "ProxyRestriction"))
            continue;
        if (!tg_xml_is(each, TG_NS_SAML, "AudienceRestriction"))
            return tg_saml_refuse(saml, CHECK_SAML_CONDITION_UNKNOWN,
                                  "AudienceRestriction, OneTimeUse, ProxyRestriction", each->local);
        toegang_status status = check_restriction(saml, each);
        if (status != TOEGANG_GOOD) return status;
        restricted = true;
    }
    if (!restricted)
        return tg_saml_refuse(saml, CHECK_SAML_AUDIENCE_ABSENT, "AudienceRestriction", TG_SPAN("none"));
    return TOEGANG_GOOD;
}

toegang_status tg_saml_conditions(struct tg_saml *saml, const struct tg_xml_node *conditions)
{
    toegang_time from, end;
    toegang_status status = tg_saml_time(saml, conditions, "NotBefore", TG_ROUND_UP, &from);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, conditions, "NotOnOrAfter", TG_ROUND_DOWN, &end);
    if (status == TOEGANG_GOOD) status = tg_saml_past(saml, from, CHECK_SAML_CONDITIONS_EARLY);
    if (status == TOEGANG_GOOD) status = tg_saml_not_ended(saml, end, CHECK_SAML_CONDITIONS_EXPIRED);
    return status == TOEGANG_GOOD ? check_each_condition(saml, conditions) : status;
}

static toegang_status check_head(struct tg_saml *saml, const struct tg_xml_node *assertion,
                                 const struct tg_xml_node *issuer)
{
    struct tg_span version, id, entity_id;
    toegang_time issued;
    toegang_status status = tg_saml_required(saml, assertion, "Version", &version);
    if (status == TOEGANG_GOOD && !tg_span_is(version, "2.0"))
        return tg_saml_refuse(saml, CHECK_SAML_VERSION, "SAML 2.0", version);
    if (status == TOEGANG_GOOD) status = tg_saml_id(saml, assertion, &id);
    if (status == TOEGANG_GOOD) status = take_text(saml, id, &saml->identity->assertion_id);
    if (status == TOEGANG_GOOD) status = tg_saml_issuer(saml, issuer, &entity_id);
    /* The Issuer that chose the keys stood in octets that nobody had verified yet. */
    if (status == TOEGANG_GOOD && !tg_span_is(entity_id, saml->provider->entity_id))
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_DIFFERS, saml->provider->entity_id, entity_id);
    if (status == TOEGANG_GOOD) status = take_text(saml, entity_id, &saml->identity->issuer);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, assertion, "IssueInstant", TG_ROUND_UP, &issued);
    return status == TOEGANG_GOOD ? tg_saml_past(saml, issued, CHECK_SAML_ISSUE_INSTANT) : status;
}

/* Statements may come in any order after the fixed part. */
static toegang_status check_statements(struct tg_saml *saml, const struct tg_xml_node *first)
{
    static const char *const statements[] = {"AuthnStatement", "AttributeStatement",
                                             "AuthzDecisionStatement"};
    for (const struct tg_xml_node *each = first; each; each = tg_xml_next_element(each)) {
        bool known = false;
        for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
            known = known || tg_xml_is(each, TG_NS_SAML, statements[i]);
        if (!known) return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, "a statement", each->local);
    }
    return TOEGANG_GOOD;
}

struct parts {
    const struct tg_xml_node *issuer, *subject, *conditions, *statements;
};

static const struct tg_xml_node *next_when(const struct tg_xml_node **at, const char *uri, const char *local)
{
    const struct tg_xml_node *node = *at;
    if (!node || !tg_xml_is(node, uri, local)) return NULL;
    *at = tg_xml_next_element(node);
    return node;
}

static toegang_status read_parts(struct tg_saml *saml, const struct tg_xml_node *assertion, struct parts *out)
{
    const struct tg_xml_node *at = tg_xml_first_element(assertion);
    for (const struct tg_xml_node *child = assertion->first; child; child = child->next)
        if (!tg_xml_is_element(child) && tg_span_trim(child->text).length > 0)
            return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, "elements", TG_SPAN("Assertion: text"));
    out->issuer = next_when(&at, TG_NS_SAML, "Issuer");
    next_when(&at, TG_NS_XMLDSIG, "Signature");
    out->subject = next_when(&at, TG_NS_SAML, "Subject");
    out->conditions = next_when(&at, TG_NS_SAML, "Conditions");
    next_when(&at, TG_NS_SAML, "Advice");
    out->statements = at;
    toegang_status status = check_statements(saml, at);
    if (status != TOEGANG_GOOD) return status;
    if (!out->issuer)
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_ABSENT, "Assertion/Issuer", TG_SPAN("none"));
    if (!out->subject) return tg_saml_refuse(saml, CHECK_SAML_SUBJECT_ABSENT, "Subject", TG_SPAN("none"));
    if (!out->conditions)
        return tg_saml_refuse(saml, CHECK_SAML_CONDITIONS_ABSENT, "Conditions", TG_SPAN("none"));
    return TOEGANG_GOOD;
}

toegang_status tg_saml_assertion(struct tg_saml *saml, const struct tg_xml_node *assertion)
{
    struct parts parts = {0};
    toegang_status status = read_parts(saml, assertion, &parts);
    if (status == TOEGANG_GOOD) status = check_head(saml, assertion, parts.issuer);
    if (status == TOEGANG_GOOD) status = tg_saml_conditions(saml, parts.conditions);
    if (status == TOEGANG_GOOD) status = tg_saml_subject(saml, parts.subject);
    if (status == TOEGANG_GOOD) status = tg_saml_authn(saml, assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_attributes(saml, assertion);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* AuthnStatement and AttributeStatement: SAML core 2.7.2 and 2.7.3. */
#include "assertion/saml.h"

#include "assertion/check_saml.h"
#include "base/report.h"
#include "base/time.h"

#define ATTRIBUTES_MAX 256
#define VALUES_MAX 256

/* The order of its children is AuthnContextClassRef, then a declaration, then AuthenticatingAuthority. */
static toegang_status read_context(struct tg_saml *saml, const struct tg_xml_node *context)
{
    static const struct tg_saml_child children[] = {{NULL, "AuthnContextClassRef", 0, 1},
                                                    {NULL, "AuthnContextDecl", 0, 1},
                                                    {NULL, "AuthnContextDeclRef", 0, 1},
                                                    {NULL, "AuthenticatingAuthority", 0, 64}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    if (tg_xml_child(context, TG_NS_SAML, "AuthnContextClassRef",
                     tg_xml_child(context, TG_NS_SAML, "AuthnContextClassRef", NULL)))
        return tg_saml_refuse(saml, CHECK_SAML_AUTHN_CONTEXT, "one AuthnContextClassRef",
                              TG_SPAN("a second"));
    toegang_status status = tg_saml_children(saml, context, children, 4, found);
    if (status == TOEGANG_GOOD && !found[0] && !found[1] && !found[2])
        status = tg_saml_refuse(saml, CHECK_SAML_AUTHN_CONTEXT, "AuthnContextClassRef or a declaration",
                                TG_SPAN("none"));
    if (status == TOEGANG_GOOD && found[0]) status = tg_saml_text(saml, found[0], &saml->class_reference);
    if (status == TOEGANG_GOOD) tg_saml_passed(saml, CHECK_SAML_AUTHN_CONTEXT, saml->class_reference);
    return status;
}

static toegang_status read_session(struct tg_saml *saml, const struct tg_xml_node *statement)
{
    const struct tg_xml_attribute *index = tg_xml_attribute_of(statement, "SessionIndex");
    toegang_time end;
    if (index) {
        const char *copy = tg_arena_text(&saml->identity->arena, index->value);
        if (!copy) return tg_no_memory(saml->report);
        saml->identity->session_index = copy;
    }
    if (!tg_xml_attribute_of(statement, "SessionNotOnOrAfter")) return TOEGANG_GOOD;
    toegang_status status = tg_saml_time(saml, statement, "SessionNotOnOrAfter", TG_ROUND_DOWN, &end);
    if (status == TOEGANG_GOOD) status = tg_saml_not_ended(saml, end, CHECK_SAML_SESSION_ENDED);
    if (status == TOEGANG_GOOD) saml->identity->session_until = tg_time_add(end, saml->provider->skew);
    return status;
}

static toegang_status read_statement(struct tg_saml *saml, const struct tg_xml_node *statement)
{
    static const struct tg_saml_child children[] = {{NULL, "SubjectLocality", 0, 1},
                                                    {NULL, "AuthnContext", 0, 1}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    toegang_time instant;
    toegang_status status = tg_saml_children(saml, statement, children, 2, found);
    if (status == TOEGANG_GOOD) status = tg_saml_time(saml, statement, "AuthnInstant", TG_ROUND_UP, &instant);
    if (status == TOEGANG_GOOD) status = tg_saml_past(saml, instant, CHECK_SAML_AUTHN_INSTANT);
    if (status == TOEGANG_GOOD) status = read_session(saml, statement);
    if (status == TOEGANG_GOOD && !found[1])
        status = tg_saml_refuse(saml, CHECK_SAML_AUTHN_CONTEXT, "AuthnContext", TG_SPAN("none"));
    if (status == TOEGANG_GOOD) status = read_context(saml, found[1]);
    if (status == TOEGANG_GOOD) saml->identity->authenticated_at = instant;
    return status;
}

/* With two, which key strength and which session end would count? So exactly one. */
toegang_status tg_saml_authn(struct tg_saml *saml, const struct tg_xml_node *assertion)
{
    const struct tg_xml_node *statement = tg_xml_child(assertion, TG_NS_SAML, "AuthnStatement", NULL);
    if (!statement) return tg_saml_refuse(saml, CHECK_SAML_AUTHN_ABSENT, "AuthnStatement", TG_SPAN("none"));
    if (tg_xml_child(assertion, TG_NS_SAML, "AuthnStatement", statement))
        return tg_saml_refuse(saml, CHECK_SAML_AUTHN_SEVERAL, "one AuthnStatement", TG_SPAN("a second"));
    return read_statement(saml, statement);
}

static size_t count_children(const struct tg_xml_node *node)
{
    size_t count = 0;
    for (const struct tg_xml_node *child = tg_xml_first_element(node); child;
         child = tg_xml_next_element(child))
        count++;
    return count;
}

static void show_values(struct tg_saml *saml, const struct tg_claim *claim)
{
    if (!saml->sink) return;
    for (size_t i = 0; i < claim->count; i++) {
        char *line = tg_arena_take(&saml->octets, claim->name.length + claim->values[i].length + 4);
        if (!line) return;
        size_t length = 0;
        for (size_t j = 0; j < claim->name.length; j++) line[length++] = claim->name.at[j];
        line[length++] = '=';
        for (size_t j = 0; j < claim->values[i].length; j++) line[length++] = claim->values[i].at[j];
        tg_saml_passed(saml, CHECK_SAML_ATTRIBUTE_VALUE, (struct tg_span){line, length});
    }
}

/* NameFormat and FriendlyName are passed over: the Name alone says what it is. */
static toegang_status read_attribute(struct tg_saml *saml, const struct tg_xml_node *attribute,
                                     struct tg_claim *out)
{
    static const struct tg_saml_child children[] = {{NULL, "AttributeValue", 0, VALUES_MAX}};
    const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX];
    size_t count = count_children(attribute);
    if (count > VALUES_MAX)
        return tg_saml_refuse(saml, CHECK_SAML_ATTRIBUTE_LIMIT, "at most 256 values", TG_SPAN("more"));
    toegang_status status = tg_saml_required(saml, attribute, "Name", &out->name);
    if (status == TOEGANG_GOOD) status = tg_saml_children(saml, attribute, children, 1, found);
    if (status != TOEGANG_GOOD) return status;
    struct tg_span *values = tg_arena_array(&saml->tree, count, sizeof *values);
    if (!values) return tg_no_memory(saml->report);
    for (const struct tg_xml_node *value = found[0]; value; value = tg_xml_next_element(value))
        if (!tg_xml_only_text(value, &values[out->count++]))
            return tg_saml_refuse(saml, CHECK_SAML_ATTRIBUTE_VALUE, "one text", out->name);
    out->values = values;
    show_values(saml, out);
    return TOEGANG_GOOD;
}

/* Either of them, in any order (core 2.7.3): one that was encrypted is then read as if it had stood there. */
static toegang_status read_either(struct tg_saml *saml, const struct tg_xml_node *child, struct tg_claim *out)
{
    const struct tg_xml_node *attribute = child;
    toegang_status status = TOEGANG_GOOD;
    if (tg_xml_is(child, TG_NS_SAML, "EncryptedAttribute"))
        status = tg_saml_open(saml, child, "Attribute", &attribute);
    return status == TOEGANG_GOOD ? read_attribute(saml, attribute, out) : status;
}

static toegang_status check_statement(struct tg_saml *saml, const struct tg_xml_node *statement)
{
    size_t count = 0;
    for (const struct tg_xml_node *child = statement->first; child; child = child->next) {
        bool known =
            tg_xml_is(child, TG_NS_SAML, "Attribute") || tg_xml_is(child, TG_NS_SAML, "EncryptedAttribute");
        if (known) count++;
        if (!known && (tg_xml_is_element(child) || tg_span_trim(child->text).length > 0))
            return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, "Attribute",
                                  tg_xml_is_element(child) ? child->local
                                                           : TG_SPAN("AttributeStatement: text"));
    }
    if (count == 0)
        return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, "Attribute", TG_SPAN("AttributeStatement: none"));
    return TOEGANG_GOOD;
}

static toegang_status read_attributes(struct tg_saml *saml, const struct tg_xml_node *statement,
                                      struct tg_claim *claims, size_t *count)
{
    toegang_status status = check_statement(saml, statement);
    for (const struct tg_xml_node *each = tg_xml_first_element(statement); status == TOEGANG_GOOD && each;
         each = tg_xml_next_element(each)) {
        if (*count == ATTRIBUTES_MAX)
            return tg_saml_refuse(saml, CHECK_SAML_ATTRIBUTE_LIMIT, "at most 256 attributes",
                                  TG_SPAN("more"));
        status = read_either(saml, each, &claims[(*count)++]);
    }
    return status;
}

static size_t most_attributes(const struct tg_xml_node *assertion)
{
    size_t count = 0;
    const struct tg_xml_node *each = tg_xml_child(assertion, TG_NS_SAML, "AttributeStatement", NULL);
    for (; each; each = tg_xml_child(assertion, TG_NS_SAML, "AttributeStatement", each))
        count += count_children(each);
    return count < ATTRIBUTES_MAX ? count : ATTRIBUTES_MAX;
}

toegang_status tg_saml_attributes(struct tg_saml *saml, const struct tg_xml_node *assertion)
{
    size_t count = 0;
    struct tg_claim *claims = tg_arena_array(&saml->tree, most_attributes(assertion), sizeof *claims);
    if (!claims) return tg_no_memory(saml->report);
    const struct tg_xml_node *each = tg_xml_child(assertion, TG_NS_SAML, "AttributeStatement", NULL);
    for (; each; each = tg_xml_child(assertion, TG_NS_SAML, "AttributeStatement", each)) {
        toegang_status status = read_attributes(saml, each, claims, &count);
        if (status != TOEGANG_GOOD) return status;
    }
    return tg_claims_apply(&saml->provider->claims, claims, count, saml->class_reference, saml->identity,
                           saml->report);
}

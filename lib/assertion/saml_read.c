/* SPDX-License-Identifier: Apache-2.0 */
/* What every reader of an element needs. */
#include "assertion/saml.h"

#include <stdio.h>

#include "assertion/check_saml.h"
#include "assertion/moment.h"
#include "base/report.h"
#include "base/text.h"

#define ID_MAX_OCTETS 128
#define ENTITY_FORMAT "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"

toegang_status tg_saml_refuse(struct tg_saml *saml, const char *check, const char *expected,
                              struct tg_span came)
{
    return tg_refuse(saml->report, check, expected, came);
}

void tg_saml_passed(struct tg_saml *saml, const char *check, struct tg_span value)
{
    char text[256];
    if (!saml->sink) return;
    tg_text_safe(text, sizeof text, value);
    saml->sink(saml->sink_context, check, 1, text);
}

static toegang_status out_of_place(struct tg_saml *saml, const struct tg_xml_node *node, const char *why,
                                   const char *expected, struct tg_span name)
{
    char came[192];
    struct tg_text text = tg_text_of(came, sizeof came);
    tg_text_add_span(&text, node->local);
    tg_text_add(&text, ": ");
    tg_text_add(&text, why);
    tg_text_add_span(&text, name);
    return tg_saml_refuse(saml, CHECK_SAML_STRUCTURE, expected, tg_span_of(came));
}

static bool is_child(const struct tg_saml_child *rule, const struct tg_xml_node *node)
{
    return tg_xml_is(node, rule->uri ? rule->uri : TG_NS_SAML, rule->local);
}

static toegang_status too_few(struct tg_saml *saml, const struct tg_xml_node *node,
                              const struct tg_saml_child *rule)
{
    return out_of_place(saml, node, "none", rule->local, TG_SPAN(""));
}

toegang_status tg_saml_children(struct tg_saml *saml, const struct tg_xml_node *node,
                                const struct tg_saml_child *rules, size_t count,
                                const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX])
{
    size_t rule = 0;
    unsigned seen = 0;
    for (size_t i = 0; i < TG_SAML_CHILDREN_MAX; i++) found[i] = NULL;
    for (const struct tg_xml_node *child = node->first; child; child = child->next) {
        if (!tg_xml_is_element(child)) {
            if (tg_span_trim(child->text).length > 0)
                return out_of_place(saml, node, "text", "", TG_SPAN(""));
            continue;
        }
        for (; rule < count && !(is_child(&rules[rule], child) && seen < rules[rule].max); rule++, seen = 0)
            if (seen < rules[rule].min) return too_few(saml, node, &rules[rule]);
        if (rule == count) return out_of_place(saml, node, "", "", child->local);
        if (!found[rule]) found[rule] = child;
        seen++;
    }
    for (; rule < count; rule++, seen = 0)
        if (seen < rules[rule].min) return too_few(saml, node, &rules[rule]);
    return TOEGANG_GOOD;
}

toegang_status tg_saml_text(struct tg_saml *saml, const struct tg_xml_node *node, struct tg_span *out)
{
    struct tg_span text;
    if (!tg_xml_only_text(node, &text)) return tg_saml_refuse(saml, CHECK_SAML_TEXT, "one text", node->local);
    if (tg_span_trim(text).length == 0)
        return tg_saml_refuse(saml, CHECK_SAML_TEXT_EMPTY, "a text that is not empty", node->local);
    *out = text;
    return TOEGANG_GOOD;
}

toegang_status tg_saml_required(struct tg_saml *saml, const struct tg_xml_node *node, const char *name,
                                struct tg_span *out)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(node, name);
    char expected[128];
    if (!attribute || attribute->value.length == 0) {
        snprintf(expected, sizeof expected, "%.*s/@%s",
                 node->local.length < 64 ? (int)node->local.length : 64, node->local.at, name);
        return tg_saml_refuse(saml, CHECK_SAML_ATTRIBUTE_ABSENT, expected,
                              tg_span_of(attribute ? "empty" : "none"));
    }
    *out = attribute->value;
    return TOEGANG_GOOD;
}

static bool is_id_character(char octet)
{
    return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') ||
           (octet >= '0' && octet <= '9') || octet == '_' || octet == '.' || octet == ':' || octet == '-';
}

/* Not an NCName: one real provider's IDs begin with a digit. */
toegang_status tg_saml_id(struct tg_saml *saml, const struct tg_xml_node *node, struct tg_span *out)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(node, "ID");
    struct tg_span id = attribute ? attribute->value : (struct tg_span){NULL, 0};
    bool good = id.length >= 1 && id.length <= ID_MAX_OCTETS;
    for (size_t i = 0; good && i < id.length; i++) good = is_id_character(id.at[i]);
    if (!good) return tg_saml_refuse(saml, CHECK_SAML_ID, "ID of 1 to 128 of A-Z a-z 0-9 _ . : -", id);
    *out = id;
    return TOEGANG_GOOD;
}

toegang_status tg_saml_issuer(struct tg_saml *saml, const struct tg_xml_node *issuer, struct tg_span *out)
{
    const struct tg_xml_attribute *format = tg_xml_attribute_of(issuer, "Format");
    if (format && !tg_span_is(format->value, ENTITY_FORMAT))
        return tg_saml_refuse(saml, CHECK_SAML_ISSUER_FORMAT, ENTITY_FORMAT, format->value);
    return tg_saml_text(saml, issuer, out);
}

toegang_status tg_saml_time(struct tg_saml *saml, const struct tg_xml_node *node, const char *name,
                            enum tg_rounding rounding, toegang_time *out)
{
    struct tg_span text;
    toegang_status status = tg_saml_required(saml, node, name, &text);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_time_read(text, rounding, out))
        return tg_saml_refuse(saml, CHECK_SAML_TIME_FORM, "2026-11-23T10:00:00Z", text);
    return TOEGANG_GOOD;
}

static void passed_at(struct tg_saml *saml, const char *check, toegang_time time)
{
    char text[32];
    if (!saml->sink) return;
    toegang_time_format(time, text);
    tg_saml_passed(saml, check, tg_span_of(text));
}

toegang_status tg_saml_past(struct tg_saml *saml, toegang_time time, const char *check)
{
    toegang_status status = tg_moment_past(time, saml->at, saml->provider->skew, check, saml->report);
    if (status == TOEGANG_GOOD) passed_at(saml, check, time);
    return status;
}

toegang_status tg_saml_not_ended(struct tg_saml *saml, toegang_time end, const char *check)
{
    toegang_time until = tg_time_add(end, saml->provider->skew);
    toegang_status status = tg_moment_before(end, saml->at, saml->provider->skew, check, saml->report);
    if (status != TOEGANG_GOOD) return status;
    if (until < saml->until) saml->until = until;
    passed_at(saml, check, end);
    return TOEGANG_GOOD;
}

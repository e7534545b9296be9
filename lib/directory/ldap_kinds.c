/* SPDX-License-Identifier: Apache-2.0 */
/* How each kind of fact is found, and where its fields stand. */
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "ldap_server.h"
#include "ldap_template.h"

static toegang_status wrong(toegang_report *report, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_QUERY, expected,
                     TG_SPAN("something else"));
}

/* Letters, digits, "-" and ";" of RFC 4512 2.5; what else would ask for something else. */
static bool is_attribute(const char *text)
{
    static const char octets[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.;";
    return text && *text && tg_ldap_is_short(text) && text[strspn(text, octets)] == '\0';
}

static bool may_repeat(const char *name)
{
    static const char *const names[] = {"holder", "organisation", "code", "eloket", "context", NULL};
    return tg_ldap_is_one_of(name, names);
}

static toegang_status take_field(const toegang_ldap_field *field, toegang_fact_kind kind,
                                 struct tg_arena *arena, struct tg_ldap_place *out, toegang_report *report)
{
    bool room = true;
    const struct tg_field *found = field->field ? tg_field_of_row(tg_span_of(field->field), kind) : NULL;
    if (!found) return wrong(report, "a field of a fact of this kind");
    if (!field->attribute != (field->value != NULL) || (field->rdn && !field->attribute))
        return wrong(report, "an attribute or a value");
    if ((field->attribute && !is_attribute(field->attribute)) || (field->rdn && !is_attribute(field->rdn)))
        return wrong(report, "the name of an attribute");
    if (!tg_ldap_is_short(field->value)) return wrong(report, "at most 2048 octets");
    *out = (struct tg_ldap_place){found, tg_ldap_copied(arena, field->attribute, &room),
                                  tg_ldap_copied(arena, field->rdn, &room),
                                  tg_ldap_copied(arena, field->value, &room), may_repeat(found->name)};
    return room ? TOEGANG_GOOD : tg_no_memory(report);
}

/* "code", "role" and "right" fill the same member. */
static bool has_place(const struct tg_ldap_kind *kind, const struct tg_field *field)
{
    for (size_t i = 0; i < kind->count; i++)
        if (kind->places[i].field->take == field->take) return true;
    return false;
}

static toegang_status take_fields(const toegang_ldap_kind *given, toegang_fact_kind kind,
                                  struct tg_arena *arena, struct tg_ldap_kind *out, toegang_report *report)
{
    if (given->field_count > TG_LDAP_FIELDS) return wrong(report, "each field once");
    for (size_t i = 0; i < given->field_count; i++) {
        struct tg_ldap_place place;
        toegang_status status = take_field(&given->fields[i], kind, arena, &place, report);
        if (status != TOEGANG_GOOD) return status;
        if (has_place(out, place.field)) return wrong(report, "each field once");
        out->places[out->count++] = place;
    }
    return TOEGANG_GOOD;
}

/* What a fact of this kind may not lack has a place. */
static bool has_all(const struct tg_ldap_kind *out, toegang_fact_kind kind)
{
    for (size_t i = 0; i < TG_FIELDS; i++)
        if ((tg_fields[i].must & TG_FIELD_OF(kind)) && !has_place(out, &tg_fields[i])) return false;
    return true;
}

/* The attributes of the fields, and the one that names an entry where no field does. */
static void list_attributes(struct tg_ldap_kind *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < kind->count; i++)
        if (kind->places[i].attribute) kind->attributes[count++] = kind->places[i].attribute;
    kind->attributes[count++] = "entryUUID";
    kind->attributes[count] = NULL;
}

static toegang_status take_kind(const toegang_ldap_kind *given, toegang_fact_kind kind,
                                struct tg_arena *arena, struct tg_ldap_kind *out, toegang_report *report)
{
    const toegang_ldap_kind ours = tg_ldap_schema(kind);
    const toegang_ldap_kind *fields = given->field_count > 0 ? given : &ours;
    const char *expected = given->filter ? tg_ldap_template_wrong(given->filter) : NULL;
    bool room = true;
    if (expected) return wrong(report, expected);
    if (given->field_count > 0 && !given->fields) return tg_misuse(report, "fields, where there are some");
    out->is_ours = !given->filter && given->field_count == 0;
    out->filter = given->filter ? tg_ldap_copied(arena, given->filter, &room) : ours.filter;
    toegang_status status = room ? take_fields(fields, kind, arena, out, report) : tg_no_memory(report);
    if (status != TOEGANG_GOOD) return status;
    if (!has_all(out, kind)) return wrong(report, "all fields that a fact of this kind must have");
    list_attributes(out);
    return TOEGANG_GOOD;
}

toegang_status tg_ldap_kinds(const toegang_ldap_settings *settings, struct tg_arena *arena,
                             struct tg_ldap_server *out, toegang_report *report)
{
    const toegang_ldap_kind *const given[] = {NULL, &settings->functions, &settings->appointments,
                                              &settings->rights, &settings->suspensions};
    toegang_status status = TOEGANG_GOOD;
    for (unsigned kind = TOEGANG_FACT_FUNCTION; status == TOEGANG_GOOD && kind < TG_LDAP_KINDS; kind++)
        status = take_kind(given[kind], (toegang_fact_kind)kind, arena, &out->kinds[kind], report);
    return status;
}

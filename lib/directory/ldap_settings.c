/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/report.h"
#include "base/utf8.h"
#include "directory/check.h"
#include "ldap_server.h"
#include "ldap_template.h"

#define TEXT_MAX 2048 /* octets of a URL, a DN, a name */

static toegang_status wrong(toegang_report *report, const char *check, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, TG_SPAN("something else"));
}

static toegang_status wrong_setting(toegang_report *report, const char *expected)
{
    return wrong(report, CHECK_DIRECTORY_SETTINGS, expected);
}

/* A copy, or NULL for NULL; *room says whether memory was there. */
static const char *copied(struct tg_arena *arena, const char *text, bool *room)
{
    const char *copy = text ? tg_arena_text(arena, tg_span_of(text)) : NULL;
    *room = *room && (!text || copy);
    return copy;
}

static bool is_short(const char *text)
{
    return !text || strnlen(text, TEXT_MAX + 1) <= TEXT_MAX;
}

/* ---- the URL ---- */

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(text, *words) != 0) words++;
    return *words != NULL;
}

/* Attributes, scope, filter and extensions have settings of their own; a space would begin a second URL. */
static bool has_url_form(const char *url)
{
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == '?' || *at == '"' || *at == 0x7f) return false;
    return true;
}

/* Scheme and authority: libldap would take a comma in the DN for the end of the URL. */
static struct tg_span address_of(const char *url)
{
    const char *authority = strstr(url, "://");
    if (!authority) return (struct tg_span){url, 0};
    return tg_span_until(tg_span_of(url), (size_t)(authority - url) + 3 + strcspn(authority + 3, "/"));
}

static bool has_host(const struct tg_ldap_server *server)
{
    if (!server->host || !*server->host) return false;
    return strcmp(server->scheme, "ldapi") != 0 || server->host[0] == '/';
}

static toegang_status take_url(const LDAPURLDesc *parsed, struct tg_arena *arena, struct tg_ldap_server *out,
                               toegang_report *report)
{
    static const char *const schemes[] = {"ldap", "ldaps", "ldapi", NULL};
    bool room = true;
    out->scheme = copied(arena, parsed->lud_scheme, &room);
    out->host = copied(arena, parsed->lud_host, &room);
    out->base = parsed->lud_dn && *parsed->lud_dn ? copied(arena, parsed->lud_dn, &room) : NULL;
    out->port = parsed->lud_port;
    if (!room) return tg_no_memory(report);
    if (!is_one_of(out->scheme, schemes) || !has_host(out))
        return wrong_setting(report, "ldap://host/base, ldaps://host/base or ldapi://path/base");
    if (out->port == 0) out->port = strcmp(out->scheme, "ldaps") == 0 ? LDAPS_PORT : LDAP_PORT;
    return TOEGANG_GOOD;
}

static toegang_status read_url(const char *url, struct tg_arena *arena, struct tg_ldap_server *out,
                               toegang_report *report)
{
    LDAPURLDesc *parsed = NULL;
    if (!is_short(url)) return wrong_setting(report, "at most 2048 octets");
    out->address = tg_arena_text(arena, address_of(url));
    if (!out->address) return tg_no_memory(report);
    int code =
        has_url_form(url) && !strchr(out->address, ',') ? ldap_url_parse(url, &parsed) : LDAP_URL_ERR_PARAM;
    if (code == LDAP_URL_ERR_MEM) return tg_no_memory(report);
    if (code != LDAP_URL_SUCCESS)
        return wrong_setting(report, "ldap://host/base, ldaps://host/base or ldapi://path/base");
    toegang_status status = take_url(parsed, arena, out, report);
    ldap_free_urldesc(parsed);
    return status;
}

/* ---- TLS, and who asks ---- */

static toegang_status check_encryption(const toegang_ldap_settings *settings, struct tg_ldap_server *out,
                                       toegang_report *report)
{
    static const char *const here[] = {"127.0.0.1", "::1", "localhost", NULL};
    bool is_plain = strcmp(out->scheme, "ldap") == 0, is_path = strcmp(out->scheme, "ldapi") == 0;
    if (settings->start_tls && !is_plain) return wrong_setting(report, "StartTLS with ldap:// only");
    out->starts_tls = settings->start_tls != 0;
    out->has_tls = out->starts_tls || (!is_plain && !is_path);
    if (!out->has_tls && !is_path && !is_one_of(out->host, here))
        return wrong_setting(report, "ldaps://, or StartTLS: without them only this machine");
    if (out->has_tls && (!settings->authorities || !*settings->authorities))
        return wrong_setting(report, "a file of authorities for TLS");
    return TOEGANG_GOOD;
}

static bool is_dn(const char *text)
{
    LDAPDN dn = NULL;
    bool good = *text && ldap_str2dn(text, &dn, LDAP_DN_FORMAT_LDAPV3) == LDAP_SUCCESS;
    ldap_dnfree(dn);
    return good;
}

/* A DN with an empty password would be an anonymous bind that looks like another (RFC 4513 5.1.2). */
static toegang_status check_names(const toegang_ldap_settings *settings, const struct tg_ldap_server *out,
                                  toegang_report *report)
{
    const char *password = settings->password;
    if (!is_short(settings->base) || !is_short(settings->bind) || !is_short(password) ||
        !is_short(settings->authorities))
        return wrong_setting(report, "at most 2048 octets");
    if (!out->base || !is_dn(out->base)) return wrong_setting(report, "base, a DN");
    if (settings->bind && (!is_dn(settings->bind) || !password || !*password))
        return wrong_setting(report, "bind, a DN, with its password");
    if (!settings->bind && password) return wrong_setting(report, "bind, a DN, with its password");
    return TOEGANG_GOOD;
}

static toegang_status take_settings(const toegang_ldap_settings *settings, struct tg_arena *arena,
                                    struct tg_ldap_server *out, toegang_report *report)
{
    static const int scopes[] = {LDAP_SCOPE_SUBTREE, LDAP_SCOPE_ONELEVEL, LDAP_SCOPE_BASE};
    bool room = true;
    if (settings->base) out->base = copied(arena, settings->base, &room);
    toegang_status status = check_names(settings, out, report);
    if (status == TOEGANG_GOOD) status = check_encryption(settings, out, report);
    if (status != TOEGANG_GOOD) return status;
    out->bind = copied(arena, settings->bind, &room);
    out->password = copied(arena, settings->password, &room);
    out->authorities = copied(arena, settings->authorities, &room);
    out->scope = scopes[settings->scope];
    out->connections = settings->connections ? settings->connections : 4;
    out->rrn_options = settings->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    return room ? TOEGANG_GOOD : tg_no_memory(report);
}

/* ---- how each kind is found ---- */

/* Letters, digits, "-" and ";" of RFC 4512 2.5; what else would ask for something else. */
static bool is_attribute(const char *text)
{
    static const char octets[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.;";
    return text && *text && is_short(text) && text[strspn(text, octets)] == '\0';
}

static bool may_repeat(const char *name)
{
    static const char *const names[] = {"holder", "organisation", "code", "eloket", "context", NULL};
    return is_one_of(name, names);
}

static toegang_status take_field(const toegang_ldap_field *field, toegang_fact_kind kind,
                                 struct tg_arena *arena, struct tg_ldap_place *out, toegang_report *report)
{
    bool room = true;
    const struct tg_field *found = field->field ? tg_field_of_row(tg_span_of(field->field), kind) : NULL;
    if (!found) return wrong(report, CHECK_DIRECTORY_QUERY, "a field of a fact of this kind");
    if (!field->attribute != (field->value != NULL) || (field->rdn && !field->attribute))
        return wrong(report, CHECK_DIRECTORY_QUERY, "an attribute or a value");
    if ((field->attribute && !is_attribute(field->attribute)) || (field->rdn && !is_attribute(field->rdn)))
        return wrong(report, CHECK_DIRECTORY_QUERY, "the name of an attribute");
    if (!is_short(field->value)) return wrong(report, CHECK_DIRECTORY_QUERY, "at most 2048 octets");
    *out = (struct tg_ldap_place){found, copied(arena, field->attribute, &room),
                                  copied(arena, field->rdn, &room), copied(arena, field->value, &room),
                                  may_repeat(found->name)};
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
    if (given->field_count > TG_LDAP_FIELDS) return wrong(report, CHECK_DIRECTORY_QUERY, "each field once");
    for (size_t i = 0; i < given->field_count; i++) {
        struct tg_ldap_place place;
        toegang_status status = take_field(&given->fields[i], kind, arena, &place, report);
        if (status != TOEGANG_GOOD) return status;
        if (has_place(out, place.field)) return wrong(report, CHECK_DIRECTORY_QUERY, "each field once");
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
    if (expected) return wrong(report, CHECK_DIRECTORY_QUERY, expected);
    if (given->field_count > 0 && !given->fields) return tg_misuse(report, "fields, where there are some");
    out->is_ours = !given->filter && given->field_count == 0;
    out->filter = given->filter ? copied(arena, given->filter, &room) : ours.filter;
    toegang_status status = room ? take_fields(fields, kind, arena, out, report) : tg_no_memory(report);
    if (status != TOEGANG_GOOD) return status;
    if (!has_all(out, kind))
        return wrong(report, CHECK_DIRECTORY_QUERY, "all fields that a fact of this kind must have");
    list_attributes(out);
    return TOEGANG_GOOD;
}

static toegang_status take_kinds(const toegang_ldap_settings *settings, struct tg_arena *arena,
                                 struct tg_ldap_server *out, toegang_report *report)
{
    const toegang_ldap_kind *const given[] = {NULL, &settings->functions, &settings->appointments,
                                              &settings->rights, &settings->suspensions};
    toegang_status status = TOEGANG_GOOD;
    for (unsigned kind = TOEGANG_FACT_FUNCTION; status == TOEGANG_GOOD && kind < TG_LDAP_KINDS; kind++)
        status = take_kind(given[kind], (toegang_fact_kind)kind, arena, &out->kinds[kind], report);
    return status;
}

toegang_status tg_ldap_settings(const char *url, const toegang_ldap_settings *settings,
                                struct tg_arena *arena, struct tg_ldap_server *out, toegang_report *report)
{
    static const toegang_ldap_settings none = {.size = sizeof none};
    if (!settings) settings = &none;
    if (!url || settings->size < sizeof *settings || settings->connections > TG_LDAP_CONNECTIONS ||
        (unsigned)settings->scope > TOEGANG_LDAP_BASE || !tg_patience(settings->patience_ms, &out->patience))
        return tg_misuse(
            report, "a URL, settings with their size, a patience of 0 to 60000 ms, at most 32 connections");
    toegang_status status = read_url(url, arena, out, report);
    if (status == TOEGANG_GOOD) status = take_settings(settings, arena, out, report);
    if (status == TOEGANG_GOOD) status = take_kinds(settings, arena, out, report);
    return status;
}

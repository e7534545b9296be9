/* SPDX-License-Identifier: Apache-2.0 */
/* Where the server is, how it is spoken to, and as whom. */
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "ldap_server.h"

#define TEXT_MAX 2048 /* octets of a URL, a DN, a name */

static toegang_status wrong(toegang_report *report, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, expected,
                     TG_SPAN("something else"));
}

const char *tg_ldap_copied(struct tg_arena *arena, const char *text, bool *room)
{
    const char *copy = text ? tg_arena_text(arena, tg_span_of(text)) : NULL;
    *room = *room && (!text || copy);
    return copy;
}

bool tg_ldap_is_short(const char *text)
{
    return !text || strnlen(text, TEXT_MAX + 1) <= TEXT_MAX;
}

bool tg_ldap_is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(text, *words) != 0) words++;
    return *words != NULL;
}

/* ---- the URL ---- */

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
    out->scheme = tg_ldap_copied(arena, parsed->lud_scheme, &room);
    out->host = tg_ldap_copied(arena, parsed->lud_host, &room);
    out->base = parsed->lud_dn && *parsed->lud_dn ? tg_ldap_copied(arena, parsed->lud_dn, &room) : NULL;
    out->port = parsed->lud_port;
    if (!room) return tg_no_memory(report);
    if (!tg_ldap_is_one_of(out->scheme, schemes) || !has_host(out))
        return wrong(report, "ldap://host/base, ldaps://host/base or ldapi://path/base");
    if (out->port == 0) out->port = strcmp(out->scheme, "ldaps") == 0 ? LDAPS_PORT : LDAP_PORT;
    return TOEGANG_GOOD;
}

static toegang_status read_url(const char *url, struct tg_arena *arena, struct tg_ldap_server *out,
                               toegang_report *report)
{
    LDAPURLDesc *parsed = NULL;
    if (!tg_ldap_is_short(url)) return wrong(report, "at most 2048 octets");
    out->address = tg_arena_text(arena, address_of(url));
    if (!out->address) return tg_no_memory(report);
    int code =
        has_url_form(url) && !strchr(out->address, ',') ? ldap_url_parse(url, &parsed) : LDAP_URL_ERR_PARAM;
    if (code == LDAP_URL_ERR_MEM) return tg_no_memory(report);
    if (code != LDAP_URL_SUCCESS)
        return wrong(report, "ldap://host/base, ldaps://host/base or ldapi://path/base");
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
    if (settings->start_tls && !is_plain) return wrong(report, "StartTLS with ldap:// only");
    out->starts_tls = settings->start_tls != 0;
    out->has_tls = out->starts_tls || (!is_plain && !is_path);
    if (!out->has_tls && !is_path && !tg_ldap_is_one_of(out->host, here))
        return wrong(report, "ldaps://, or StartTLS: without them only this machine");
    if (out->has_tls && (!settings->authorities || !*settings->authorities))
        return wrong(report, "a file of authorities for TLS");
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
    if (!tg_ldap_is_short(settings->base) || !tg_ldap_is_short(settings->bind) ||
        !tg_ldap_is_short(password) || !tg_ldap_is_short(settings->authorities))
        return wrong(report, "at most 2048 octets");
    if (!out->base || !is_dn(out->base)) return wrong(report, "base, a DN");
    if (settings->bind && (!is_dn(settings->bind) || !password || !*password))
        return wrong(report, "bind, a DN, with its password");
    if (!settings->bind && password) return wrong(report, "bind, a DN, with its password");
    return TOEGANG_GOOD;
}

static toegang_status take_settings(const toegang_ldap_settings *settings, struct tg_arena *arena,
                                    struct tg_ldap_server *out, toegang_report *report)
{
    static const int scopes[] = {LDAP_SCOPE_SUBTREE, LDAP_SCOPE_ONELEVEL, LDAP_SCOPE_BASE};
    bool room = true;
    if (settings->base) out->base = tg_ldap_copied(arena, settings->base, &room);
    toegang_status status = check_names(settings, out, report);
    if (status == TOEGANG_GOOD) status = check_encryption(settings, out, report);
    if (status != TOEGANG_GOOD) return status;
    out->bind = tg_ldap_copied(arena, settings->bind, &room);
    out->password = tg_ldap_copied(arena, settings->password, &room);
    out->authorities = tg_ldap_copied(arena, settings->authorities, &room);
    out->scope = scopes[settings->scope];
    out->connections = settings->connections ? settings->connections : 4;
    out->rrn_options = settings->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    return room ? TOEGANG_GOOD : tg_no_memory(report);
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
    if (status == TOEGANG_GOOD) status = tg_ldap_kinds(settings, arena, out, report);
    return status;
}

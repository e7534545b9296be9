/* SPDX-License-Identifier: Apache-2.0 */
/* Where a provider takes messages: metadata 2.2.2, 2.4.2, 2.4.3. */
#include "assertion/check_message.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "metadata_parts.h"

#define REDIRECT "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
#define ADDRESS_OCTETS_MAX 1024

/* The first of that name for HTTP-Redirect, the one binding in which we send. */
static const struct tg_xml_node *find_service(const struct tg_xml_node *role, const char *local)
{
    const struct tg_xml_node *service = NULL;
    while ((service = tg_xml_child(role, TG_NS_METADATA, local, service))) {
        const struct tg_xml_attribute *binding = tg_xml_attribute_of(service, "Binding");
        if (binding && tg_span_is(binding->value, REDIRECT)) return service;
    }
    return NULL;
}

/* Up to the path or the query. */
static struct tg_span authority_of(struct tg_span rest)
{
    size_t path = tg_span_find(rest, '/'), query = tg_span_find(rest, '?');
    return tg_span_until(rest, path < query ? path : query);
}

/* The machine itself: there nobody listens between. */
static bool is_loopback(struct tg_span authority)
{
    struct tg_span host = tg_span_until(authority, tg_span_find_last(authority, ':'));
    return tg_span_is(host, "localhost") || tg_span_is(host, "127.0.0.1") || tg_span_is(authority, "[::1]") ||
           tg_span_is(host, "[::1]");
}

/* What stands in it goes into a header that sends the browser on: visible ASCII, and nothing that ends it. */
static bool is_plain(struct tg_span address)
{
    for (size_t i = 0; i < address.length; i++)
        if (address.at[i] <= ' ' || address.at[i] >= 0x7f || tg_span_find(TG_SPAN("#\"<>\\^`{|}"), address.at[i]) < 10)
            return false;
    return true;
}

/* https, or http on this machine; no name or password before the host. */
static bool is_address(struct tg_span address)
{
    bool secure = tg_span_starts(address, "https://");
    if (address.length > ADDRESS_OCTETS_MAX || !is_plain(address)) return false;
    if (!secure && !tg_span_starts(address, "http://")) return false;
    struct tg_span authority = authority_of(tg_span_from(address, secure ? 8 : 7));
    if (authority.length == 0 || tg_span_find(authority, '@') < authority.length) return false;
    return secure || is_loopback(authority);
}

static toegang_status take_address(const struct tg_xml_node *service, const char *attribute, struct tg_arena *arena,
                                   const char **out, toegang_report *report)
{
    const struct tg_xml_attribute *address = tg_xml_attribute_of(service, attribute);
    if (!address || !is_address(address->value))
        return tg_refuse(report, CHECK_METADATA_ENDPOINT, "https, at most 1024 octets",
                         address ? address->value : TG_SPAN("none"));
    *out = tg_arena_text(arena, address->value);
    return *out ? TOEGANG_GOOD : tg_no_memory(report);
}

toegang_status tg_metadata_services(const struct tg_xml_node *role, struct tg_arena *arena, struct tg_metadata *out,
                                    toegang_report *report)
{
    const struct tg_xml_node *sign_on = find_service(role, "SingleSignOnService");
    const struct tg_xml_node *logout = find_service(role, "SingleLogoutService");
    toegang_status status = TOEGANG_GOOD;
    if (sign_on) status = take_address(sign_on, "Location", arena, &out->sign_on, report);
    if (status == TOEGANG_GOOD && logout) status = take_address(logout, "Location", arena, &out->logout, report);
    if (status != TOEGANG_GOOD || !logout) return status;
    if (tg_xml_attribute_of(logout, "ResponseLocation"))
        return take_address(logout, "ResponseLocation", arena, &out->logout_answer, report);
    return out->logout_answer = out->logout, TOEGANG_GOOD;
}

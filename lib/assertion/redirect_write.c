/* SPDX-License-Identifier: Apache-2.0 */
/* A message signed into a URL: SAML bindings 3.4.4.1. */
#include <string.h>

#include "assertion/check_message.h"
#include "assertion/message.h"
#include "base/report.h"
#include "base/text.h"
#include "parse/base64.h"
#include "parse/deflate.h"
#include "parse/query.h"

/* As a value of the query; NULL when memory is at its end. */
static char *in_base64(struct tg_span octets, struct tg_arena *arena)
{
    char *text = tg_arena_take(arena, (octets.length + 2) / 3 * 4 + 1);
    if (!text) return NULL;
    tg_base64_write(octets, text);
    return tg_query_encode(tg_span_of(text), arena);
}

/* The parts in the order in which they are signed; relay_state NULL: it is not there. */
struct parts {
    const char *parameter, *message, *relay_state, *algorithm;
};

static bool encode_parts(struct parts *parts, struct tg_span folded, const char *relay_state, const char *uri,
                         struct tg_arena *arena)
{
    parts->message = in_base64(folded, arena);
    parts->relay_state = relay_state ? tg_query_encode(tg_span_of(relay_state), arena) : NULL;
    parts->algorithm = tg_query_encode(tg_span_of(uri), arena);
    return parts->message && parts->algorithm && (parts->relay_state || !relay_state);
}

static void add_parts(struct tg_text *text, const struct parts *parts)
{
    tg_text_add(text, parts->parameter);
    tg_text_add_char(text, '=');
    tg_text_add(text, parts->message);
    if (parts->relay_state) tg_text_add(text, "&RelayState=");
    if (parts->relay_state) tg_text_add(text, parts->relay_state);
    tg_text_add(text, "&SigAlg=");
    tg_text_add(text, parts->algorithm);
}

static struct tg_span written_parts(const struct parts *parts, struct tg_arena *arena)
{
    struct tg_text measure = tg_text_of(NULL, 0);
    add_parts(&measure, parts);
    char *out = tg_arena_take(arena, measure.length + 1);
    struct tg_text text = tg_text_of(out, out ? measure.length + 1 : 0);
    if (out) add_parts(&text, parts);
    return (struct tg_span){out, out ? measure.length : 0};
}

/* An address may have a query of its own (bindings 3.4.4.1 leaves it as it is). */
static const char *joined(const char *address, struct tg_span signed_octets, const char *signature,
                          struct tg_arena *arena)
{
    size_t size = strlen(address) + signed_octets.length + strlen(signature) + sizeof "?&Signature=";
    char *out = tg_arena_take(arena, size);
    struct tg_text text = tg_text_of(out, out ? size : 0);
    if (!out) return NULL;
    tg_text_add(&text, address);
    tg_text_add_char(&text, strchr(address, '?') ? '&' : '?');
    tg_text_add_span(&text, signed_octets);
    tg_text_add(&text, "&Signature=");
    tg_text_add(&text, signature);
    return out;
}

static toegang_status sign(struct tg_draft *draft, struct tg_span octets, const char *address, const char **url)
{
    uint8_t signature[TG_SIGNATURE_MAX];
    size_t length = 0;
    const struct tg_own *own = &draft->provider->own;
    toegang_status status =
        tg_sign(draft->trust->crypto, own->key, own->algorithm, octets, signature, &length, draft->report);
    if (status != TOEGANG_GOOD) return status;
    const char *value = in_base64((struct tg_span){(const char *)signature, length}, &draft->scratch);
    *url = value ? joined(address, octets, value, &draft->scratch) : NULL;
    return *url ? TOEGANG_GOOD : tg_no_memory(draft->report);
}

static toegang_status check_relay_state(const char *relay_state, size_t most, toegang_report *report)
{
    if (!relay_state || strnlen(relay_state, most + 1) <= most) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_REQUEST_RELAY_STATE, "a RelayState that is not too long",
                      "more than %zu octets", most);
}

toegang_status tg_draft_redirect(struct tg_draft *draft, struct tg_xml_writer *writer, const char *parameter,
                                 const char *address, const char *relay_state, size_t most)
{
    struct tg_span xml = {NULL, 0}, folded = {NULL, 0};
    struct parts parts = {.parameter = parameter};
    const char *url = NULL;
    toegang_status status = check_relay_state(relay_state, most, draft->report);
    if (status == TOEGANG_GOOD) status = tg_xml_written(writer, &xml, draft->report);
    if (status == TOEGANG_GOOD) status = tg_deflate(xml, &draft->scratch, &folded, draft->report);
    if (status != TOEGANG_GOOD) return status;
    if (!encode_parts(&parts, folded, relay_state, draft->provider->own.algorithm->uri, &draft->scratch))
        return tg_no_memory(draft->report);
    struct tg_span octets = written_parts(&parts, &draft->scratch);
    if (octets.length == 0) return tg_no_memory(draft->report);
    status = sign(draft, octets, address, &url);
    return status == TOEGANG_GOOD ? tg_draft_keep(draft, xml, url) : status;
}

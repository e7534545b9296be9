/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/redirect.h"

#include "assertion/check_message.h"
#include "assertion/check_signature.h"
#include "base/report.h"
#include "parse/base64.h"
#include "parse/deflate.h"
#include "parse/query.h"
#include "parse/xml.h"

#define DEFLATE "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"
#define SIGNATURE_OCTETS_MAX 1024 /* RSA of 8192 bits */

static const char *const names[] = {"SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature",
                                    "SAMLEncoding"};

static bool is_padding(char octet)
{
    return octet == '+' || octet <= ' ' || (unsigned char)octet > '~';
}

/* Without what some readers cut off at the ends, and whatever the case. */
static bool looks_like(struct tg_span name, const char *known)
{
    while (name.length > 0 && is_padding(name.at[0])) name = tg_span_from(name, 1);
    while (name.length > 0 && is_padding(name.at[name.length - 1])) name.length--;
    return tg_span_alike(name, tg_span_of(known));
}

/*
 * A name of the binding stands as it is written there, not encoded: who signs and who reads must mean the same octets
 * (CVE-2025-31335 and its kin).
 */
static toegang_status check_name(const struct tg_parameter *parameter, toegang_report *report)
{
    struct tg_span written = tg_span_until(parameter->whole, tg_span_find(parameter->whole, '='));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (looks_like(parameter->name, names[i]) && !tg_span_is(written, names[i]))
            return tg_refuse(report, CHECK_REDIRECT_NAME, names[i], written);
    return TOEGANG_GOOD;
}

static toegang_status check_names(const struct tg_query *query, const char *parameter, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < query->count; i++)
        status = check_name(&query->parameters[i], report);
    if (status != TOEGANG_GOOD) return status;
    bool request = tg_query_find(query, "SAMLRequest"), response = tg_query_find(query, "SAMLResponse");
    if (request == response)
        return tg_refuse(report, CHECK_REDIRECT_PARAMETER, parameter, tg_span_of(request ? "both" : "none"));
    if (!tg_query_find(query, parameter))
        return tg_refuse(report, CHECK_REDIRECT_PARAMETER, parameter,
                         request ? TG_SPAN("SAMLRequest") : TG_SPAN("SAMLResponse"));
    return TOEGANG_GOOD;
}

/* SAMLEncoding is not signed, so it may say only what holds without it. */
static toegang_status check_encoding(const struct tg_query *query, struct tg_arena *arena, toegang_report *report)
{
    struct tg_span value;
    const struct tg_parameter *encoding = tg_query_find(query, "SAMLEncoding");
    if (!encoding) return TOEGANG_GOOD;
    toegang_status status = tg_parameter_value(encoding, arena, &value, report);
    if (status == TOEGANG_GOOD && !tg_span_is(value, DEFLATE))
        return tg_refuse(report, CHECK_REDIRECT_ENCODING, DEFLATE, value);
    return status;
}

static toegang_status read_base64(const struct tg_parameter *parameter, size_t limit, struct tg_arena *arena,
                                  struct tg_span *out, toegang_report *report)
{
    struct tg_span value;
    toegang_status status = tg_parameter_value(parameter, arena, &value, report);
    return status == TOEGANG_GOOD ? tg_base64_read(value, limit, arena, out, report) : status;
}

static toegang_status read_signature(const struct tg_query *query, struct tg_arena *arena, struct tg_redirect *out,
                                     toegang_report *report)
{
    struct tg_span uri;
    const struct tg_parameter *algorithm = tg_query_find(query, "SigAlg"),
                              *signature = tg_query_find(query, "Signature");
    if (!algorithm || !signature)
        return tg_refuse(report, CHECK_REDIRECT_SIGNATURE, "SigAlg and Signature",
                         algorithm || signature ? TG_SPAN("one of them") : TG_SPAN("none"));
    toegang_status status = tg_parameter_value(algorithm, arena, &uri, report);
    if (status != TOEGANG_GOOD) return status;
    out->algorithm = tg_algorithm_of_uri(uri);
    if (!out->algorithm)
        return tg_refuse(report, CHECK_XMLDSIG_ALGORITHM, "RSA, RSA-PSS or ECDSA with SHA-256, SHA-384 or SHA-512",
                         uri);
    return read_base64(signature, SIGNATURE_OCTETS_MAX, arena, &out->signature, report);
}

/* In this order, wherever they stand in the query; a RelayState that is empty but there counts (bindings 3.4.4.1). */
static toegang_status join(const struct tg_query *query, const char *parameter, struct tg_arena *arena,
                           struct tg_redirect *out, toegang_report *report)
{
    const struct tg_parameter *parts[] = {tg_query_find(query, parameter), tg_query_find(query, "RelayState"),
                                          tg_query_find(query, "SigAlg")};
    char *octets = tg_arena_take(arena, parts[0]->whole.length + (parts[1] ? parts[1]->whole.length : 0) +
                                            parts[2]->whole.length + 2);
    size_t length = 0;
    if (!octets) return tg_no_memory(report);
    for (size_t i = 0; i < 3; i++) {
        if (!parts[i]) continue;
        if (i > 0) octets[length++] = '&';
        memcpy(octets + length, parts[i]->whole.at, parts[i]->whole.length);
        length += parts[i]->whole.length;
    }
    return out->signed_octets = (struct tg_span){octets, length}, TOEGANG_GOOD;
}

toegang_status tg_redirect_read(struct tg_span query, const char *parameter, struct tg_arena *arena,
                                struct tg_redirect *out, toegang_report *report)
{
    struct tg_query read;
    struct tg_span folded = {NULL, 0};
    toegang_status status = tg_query_read(query, arena, &read, report);
    if (status == TOEGANG_GOOD) status = check_names(&read, parameter, report);
    if (status == TOEGANG_GOOD) status = check_encoding(&read, arena, report);
    if (status == TOEGANG_GOOD) status = read_signature(&read, arena, out, report);
    if (status == TOEGANG_GOOD) status = join(&read, parameter, arena, out, report);
    if (status == TOEGANG_GOOD)
        status = read_base64(tg_query_find(&read, parameter), TG_DEFLATED_MAX, arena, &folded, report);
    if (status == TOEGANG_GOOD)
        status = tg_inflate(folded, tg_xml_message_limits.octets, arena, &out->xml, report);
    return status;
}

toegang_status tg_redirect_verify(const struct tg_redirect *redirect, const struct tg_verifiers *verifiers,
                                  toegang_report *report)
{
    const struct tg_key *key = NULL;
    toegang_status status = tg_verifiers_allow(verifiers, redirect->algorithm, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_verifiers_find(verifiers, redirect->algorithm, redirect->signed_octets, redirect->signature, &key,
                             report);
}

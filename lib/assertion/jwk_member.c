/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/check_jose.h"
#include "base/report.h"
#include "jwk.h"
#include "parse/base64.h"

#define NUMBER_OCTETS_MAX 2048

static void place(const struct tg_json *at, toegang_report *report)
{
    if (at) tg_report_place(report, at->line, at->column, 0);
}

toegang_status tg_jwk_refuse(const struct tg_json *at, const char *check, const char *expected,
                             struct tg_span came, toegang_report *report)
{
    bool first = report && report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(report, check, expected, came);
    if (first) place(at, report);
    return status;
}

toegang_status tg_jwk_fault(const struct tg_json *at, toegang_status status, const char *check,
                            const toegang_report *fault, toegang_report *report)
{
    if (status < TOEGANG_GOOD) return tg_report_pass(report, fault);
    bool first = report && report->status == TOEGANG_GOOD;
    status = tg_reportf(report, TOEGANG_REFUSED, check, fault->expected, "%s: %s", fault->check, fault->came);
    if (first) place(at, report);
    return status;
}

toegang_status tg_jwk_text(const struct tg_json *jwk, const char *name, struct tg_span *out,
                           toegang_report *report)
{
    const struct tg_json *member = tg_json_get(jwk, name);
    if (member && member->kind != TG_JSON_STRING)
        return tg_jwk_refuse(member, CHECK_JWKS_MEMBER, "a text", tg_span_of(name), report);
    *out = member ? member->text : (struct tg_span){NULL, 0};
    return TOEGANG_GOOD;
}

toegang_status tg_jwk_octets(const struct tg_json *jwk, const char *name,
                             const struct tg_jwk_reading *reading, struct tg_span *out)
{
    struct tg_span text;
    toegang_report fault = {0};
    toegang_status status = tg_jwk_text(jwk, name, &text, reading->report);
    if (status != TOEGANG_GOOD) return status;
    if (text.length == 0)
        return tg_jwk_refuse(jwk, CHECK_JWKS_MEMBER, name, TG_SPAN("none"), reading->report);
    status = tg_base64url_read(text, NUMBER_OCTETS_MAX, reading->scratch, out, &fault);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_jwk_fault(tg_json_get(jwk, name), status, CHECK_JWKS_KEY, &fault, reading->report);
}

toegang_status tg_jwk_copy(struct tg_span text, const struct tg_jwk_reading *reading, struct tg_span *out)
{
    *out = (struct tg_span){NULL, 0};
    if (text.length == 0) return TOEGANG_GOOD;
    const char *copy = tg_arena_text(reading->arena, text);
    if (!copy) return tg_no_memory(reading->report);
    *out = (struct tg_span){copy, text.length};
    return TOEGANG_GOOD;
}

toegang_status tg_jwk_kid(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                          struct tg_span *out)
{
    const struct tg_json *member = tg_json_get(jwk, "kid");
    struct tg_span text;
    toegang_status status = tg_jwk_text(jwk, "kid", &text, reading->report);
    if (status != TOEGANG_GOOD) return status;
    if (member && (text.length == 0 || text.length > TG_KID_OCTETS_MAX))
        return tg_jwk_refuse(member, CHECK_JWKS_KID, "a kid of 1 to 128 octets", text, reading->report);
    return tg_jwk_copy(text, reading, out);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The whole way of a token: octets, verified claims, what they say, identity. */
#include "assertion/jwt.h"

#include <string.h>

#include "assertion/check_jwt.h"
#include "assertion/inspect.h"
#include "base/report.h"

/* ---- the way ---- */

static toegang_status validate(struct tg_jwt *jwt, struct tg_span octets)
{
    jwt->until = TOEGANG_NEVER;
    toegang_status status = tg_jwt_open(jwt, octets);
    if (status == TOEGANG_GOOD) status = tg_jwt_kind(jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_parties(jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_times(jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_answer(jwt);
    return status;
}

static void end(struct tg_jwt *jwt)
{
    if (jwt->keyring) tg_issuer_give(jwt->issuer, jwt->keyring);
    tg_arena_free(&jwt->arena);
}

static toegang_status identify(struct tg_jwt *jwt, struct tg_span octets, toegang_identity **out)
{
    toegang_identity *identity = tg_identity_new();
    toegang_status status = identity ? validate(jwt, octets) : tg_no_memory(jwt->report);
    if (status == TOEGANG_GOOD) status = tg_jwt_person(jwt, identity);
    if (status == TOEGANG_GOOD) status = tg_jwt_no_nonce(jwt);
    end(jwt);
    if (status != TOEGANG_GOOD) return toegang_identity_free(identity), status;
    *out = identity;
    return TOEGANG_GOOD;
}

static toegang_status sign_out(struct tg_jwt *jwt, struct tg_span octets, toegang_logout **out)
{
    toegang_logout *logout = tg_logout_new();
    toegang_status status = logout ? validate(jwt, octets) : tg_no_memory(jwt->report);
    if (status == TOEGANG_GOOD) status = tg_jwt_session(jwt, logout);
    end(jwt);
    if (status != TOEGANG_GOOD) return toegang_logout_free(logout), status;
    *out = logout;
    return TOEGANG_GOOD;
}

/* ---- whose it says that it is ---- */

const char *tg_jwt_issuer_of(const toegang_trust *trust, struct tg_span octets)
{
    static const toegang_expected any = {.size = sizeof any, .kind = TOEGANG_TOKEN_ID};
    struct tg_jwt jwt = {.trust = trust, .expected = &any};
    toegang_status status = tg_jwt_open(&jwt, octets);
    const char *issuer = jwt.issuer ? jwt.issuer->issuer : NULL;
    (void)status; /* a signature that no key of ours made is why this is asked */
    end(&jwt);
    return issuer;
}

/* ---- what the caller says ---- */

static bool is_absent_or_text(const char *text)
{
    return !text || *text;
}

/* What a kind of token cannot answer is not asked of it: it would look as if it had been checked. */
static const char *fault_of(const toegang_expected *expected)
{
    if (!expected || expected->size < sizeof *expected) return "what is expected, with its size";
    if (expected->kind < TOEGANG_TOKEN_ID || expected->kind > TOEGANG_TOKEN_INTROSPECTION)
        return "kind: ID, ACCESS, USERINFO or INTROSPECTION";
    if (expected->kind != TOEGANG_TOKEN_ID && (expected->nonce || expected->access_token || expected->code))
        return "nonce, access_token and code with an ID token only";
    if (!is_absent_or_text(expected->nonce) || !is_absent_or_text(expected->access_token) ||
        !is_absent_or_text(expected->code) || !is_absent_or_text(expected->subject))
        return "nonce, access_token, code, subject: a text, or NULL";
    if (expected->acr_count > 0 && !expected->acr) return "acr: as many texts as acr_count says";
    for (size_t i = 0; i < expected->acr_count; i++)
        if (!expected->acr[i] || !*expected->acr[i]) return "acr: as many texts as acr_count says";
    if (!expected->asks_max_age && expected->max_age != 0) return "max_age with asks_max_age only";
    return expected->max_age < 0 ? "max_age: 0 seconds or more" : NULL;
}

toegang_status toegang_verify_jwt(const toegang_trust *trust, const void *octets, size_t length,
                                  const toegang_expected *expected, toegang_time at, toegang_identity **out,
                                  toegang_report *report)
{
    struct tg_jwt jwt = {.trust = trust, .expected = expected, .at = at, .report = report};
    const char *fault = fault_of(expected);
    if (!trust || !out || (!octets && length > 0)) return tg_misuse(report, "trust, octets and out");
    if (fault) return tg_misuse(report, fault);
    return identify(&jwt, (struct tg_span){octets, length}, out);
}

static const toegang_expected a_logout = {.size = sizeof a_logout, .kind = TOEGANG_TOKEN_LOGOUT};

toegang_status toegang_verify_logout_token(const toegang_trust *trust, const void *octets, size_t length,
                                           toegang_time at, toegang_logout **out, toegang_report *report)
{
    struct tg_jwt jwt = {.trust = trust, .expected = &a_logout, .at = at, .report = report};
    if (!trust || !out || (!octets && length > 0)) return tg_misuse(report, "trust, octets and out");
    return sign_out(&jwt, (struct tg_span){octets, length}, out);
}

/* ---- the same, told step by step ---- */

toegang_status toegang_inspect_jwt(const toegang_trust *trust, const void *octets, size_t length,
                                   const toegang_expected *expected, toegang_time at,
                                   toegang_inspect_sink *sink, void *context, toegang_identity **out,
                                   toegang_report *report)
{
    toegang_report why = {0};
    struct tg_jwt jwt = {.trust = trust,
                         .expected = expected,
                         .at = at,
                         .report = &why,
                         .sink = sink,
                         .sink_context = context};
    const char *fault = fault_of(expected);
    if (!trust || !sink || !out || (!octets && length > 0))
        return tg_misuse(report, "trust, octets, sink and out");
    if (fault) return tg_misuse(report, fault);
    toegang_status status = identify(&jwt, (struct tg_span){octets, length}, out);
    return tg_inspect_end(sink, context, status, &why, report);
}

toegang_status toegang_inspect_logout_token(const toegang_trust *trust, const void *octets, size_t length,
                                            toegang_time at, toegang_inspect_sink *sink, void *context,
                                            toegang_logout **out, toegang_report *report)
{
    toegang_report why = {0};
    struct tg_jwt jwt = {.trust = trust,
                         .expected = &a_logout,
                         .at = at,
                         .report = &why,
                         .sink = sink,
                         .sink_context = context};
    if (!trust || !sink || !out || (!octets && length > 0))
        return tg_misuse(report, "trust, octets, sink and out");
    toegang_status status = sign_out(&jwt, (struct tg_span){octets, length}, out);
    return tg_inspect_end(sink, context, status, &why, report);
}

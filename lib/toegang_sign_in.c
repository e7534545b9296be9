/* SPDX-License-Identifier: Apache-2.0 */
/* A whole sign-in: newer keys where one is unknown, verification, and the note that it was used. */
#include <toegang/config.h>

#include <string.h>

#include "assertion/check_jose.h"
#include "base/report.h"
#include "keys.h"

static toegang_status misuse(toegang_report *report)
{
    return tg_misuse(report, "a configuration that trusts somebody, and out");
}

/* Whoever is refused here goes without the identity: it had been given out before. */
static toegang_status once(const toegang *all, toegang_identity *identity, toegang_time at,
                           toegang_identity **out, toegang_report *report)
{
    toegang_status status = toegang_use_once(all->replay, toegang_identity_issuer(identity),
                                             toegang_identity_assertion_id(identity),
                                             toegang_identity_until(identity), at, report);
    if (status == TOEGANG_GOOD)
        *out = identity;
    else
        toegang_identity_free(identity);
    return status;
}

toegang_status toegang_sign_in_saml(const toegang *all, const void *octets, size_t length,
                                    const char *in_response_to, toegang_time at, toegang_identity **out,
                                    toegang_report *report)
{
    toegang_identity *identity = NULL;
    if (!all || !all->trust || !out) return misuse(report);
    toegang_status status =
        toegang_verify_saml(all->trust, octets, length, in_response_to, at, &identity, report);
    return status == TOEGANG_GOOD ? once(all, identity, at, out, report) : status;
}

static bool lacks_key(toegang_status status, const toegang_report *report)
{
    return status == TOEGANG_REFUSED && strcmp(report->check, CHECK_JWT_KEY_UNKNOWN) == 0;
}

/* With newer keys where the token's is not known. */
static toegang_status verify(const toegang *all, struct tg_span token, const toegang_expected *expected,
                             toegang_time at, int64_t patience_ms, toegang_identity **out,
                             toegang_report *why)
{
    toegang_report fault = {0};
    toegang_status status = toegang_verify_jwt(all->trust, token.at, token.length, expected, at, out, why);
    if (!lacks_key(status, why)) return status;
    toegang_status renewed = tg_keys_renew(all, token, at, patience_ms, &fault);
    if (renewed > TOEGANG_GOOD) return status;
    *why = fault;
    if (renewed < TOEGANG_GOOD) return renewed;
    return toegang_verify_jwt(all->trust, token.at, token.length, expected, at, out, why);
}

/* Only a token of this kind is for one sign-in; the others accompany many requests. One without a jti is
 * bound to the request by its nonce. */
static bool is_used_once(const toegang_expected *expected, const toegang_identity *identity)
{
    return expected->kind == TOEGANG_TOKEN_ID && *toegang_identity_assertion_id(identity);
}

toegang_status toegang_sign_in_jwt(const toegang *all, const void *octets, size_t length,
                                   const toegang_expected *expected, toegang_time at, int64_t patience_ms,
                                   toegang_identity **out, toegang_report *report)
{
    toegang_report why = {0};
    toegang_identity *identity = NULL;
    if (!all || !all->trust || !out) return misuse(report);
    toegang_status status =
        verify(all, (struct tg_span){octets, length}, expected, at, patience_ms, &identity, &why);
    if (status == TOEGANG_GOOD && is_used_once(expected, identity))
        return once(all, identity, at, out, report);
    if (status == TOEGANG_GOOD)
        *out = identity;
    else
        (void)tg_report_pass(report, &why);
    return status;
}

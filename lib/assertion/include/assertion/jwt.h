/* SPDX-License-Identifier: Apache-2.0 */
/* The validation of one JSON Web Token, in steps. */
#ifndef TG_ASSERTION_JWT_H
#define TG_ASSERTION_JWT_H

#include "assertion/jose.h"
#include "assertion/logout.h"
#include "assertion/trust.h"
#include "base/time.h"
#include "parse/json.h"

#define TG_LOGOUT_EVENT "http://schemas.openid.net/event/backchannel-logout"

/* The state of one validation. One path for verify and inspect: inspect only listens. */
struct tg_jwt {
    const toegang_trust *trust;
    const toegang_expected *expected;
    toegang_time at;
    toegang_report *report;
    toegang_inspect_sink *sink; /* NULL unless inspecting */
    void *sink_context;
    struct tg_issuer *issuer;     /* chosen by iss, which the verified iss must equal */
    struct tg_keyring *keyring;   /* its keys while this validation lasts */
    struct tg_arena arena;        /* everything that is read */
    struct tg_jws jws;            /* verified */
    const struct tg_json *claims; /* the verified payload */
    const struct tg_json *about;  /* what it says of the person: the payload, or its token_introspection */
    toegang_time until;           /* the earliest end that it states */
};

/*
 * Octets to the claims of a token whose signature is verified: *jwt has issuer, keyring, jws and claims.
 * Checks jwt.size, jwt.form, jwt.encryption, jwt.cty, jwt.issuer, and those of jose.h and json.h.
 */
toegang_status tg_jwt_open(struct tg_jwt *jwt, struct tg_span octets);
/* It is a token of the kind that was asked: jwt.typ, jwt.cty, jwt.kind, and what must be there. Sets
 * jwt->about. */
toegang_status tg_jwt_kind(struct tg_jwt *jwt);
/* By and for whom: jwt.issuer, jwt.audience, jwt.azp. */
toegang_status tg_jwt_parties(struct tg_jwt *jwt);
/* Now is within its times. */
toegang_status tg_jwt_times(struct tg_jwt *jwt);
/* It answers our request: jwt.nonce, jwt.at-hash, jwt.c-hash, jwt.acr, jwt.auth-time, jwt.subject. */
toegang_status tg_jwt_answer(struct tg_jwt *jwt);
/* A nonce that nobody expects: the last check of all, so that who inspects sees the others. */
toegang_status tg_jwt_no_nonce(struct tg_jwt *jwt);
/* What it says of the person, into the identity: jwt.machine, claims.*, rrn.*. */
toegang_status tg_jwt_person(struct tg_jwt *jwt, toegang_identity *identity);
/* What it says of the session that ends: jwt.events, jwt.claim.*. */
toegang_status tg_jwt_session(struct tg_jwt *jwt, toegang_logout *logout);

/*
 * Whose keys would have to verify the token: the issuer's name, of trust; NULL when nobody's. Unverified, so it may
 * choose whose keys are fetched, and nothing else.
 */
const char *tg_jwt_issuer_of(const toegang_trust *trust, struct tg_span octets);

/* A text that is not empty; *out is empty when the claim is absent. Check: jwt.claim.kind. */
toegang_status tg_jwt_text(struct tg_jwt *jwt, const struct tg_json *claims, const char *name,
                           struct tg_span *out);
/* Whole seconds; *found tells whether the claim is there. Check: jwt.time. */
toegang_status tg_jwt_time(struct tg_jwt *jwt, const struct tg_json *claims, const char *name, bool *found,
                           toegang_time *out);
/* Refuses when the claim is absent: jwt.claim.absent. */
toegang_status tg_jwt_needs(struct tg_jwt *jwt, const struct tg_json *claims, const char *name);
/* A copy of the claim's text in an arena, "" when absent. */
toegang_status tg_jwt_copy(struct tg_jwt *jwt, const struct tg_json *claims, const char *name,
                           struct tg_arena *arena, const char **out);

/* Says no and returns REFUSED. */
toegang_status tg_jwt_refuse(struct tg_jwt *jwt, const char *check, const char *expected,
                             struct tg_span came);
/* Tells who inspects that a check passed. */
void tg_jwt_passed(struct tg_jwt *jwt, const char *check, struct tg_span value);
void tg_jwt_passed_at(struct tg_jwt *jwt, const char *check, toegang_time time);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON Web Key: its members, and what it is for. */
#ifndef TG_ASSERTION_JWK_H
#define TG_ASSERTION_JWK_H

#include "assertion/jwks.h"
#include "parse/json.h"

/* Where keys are read: what is only needed meanwhile lies in scratch, what stays in the arena. */
struct tg_jwk_reading {
    const struct tg_crypto *crypto;
    struct tg_arena *scratch, *arena;
    toegang_report *report;
};

/* A refusal with the place of a value. */
toegang_status tg_jwk_refuse(const struct tg_json *at, const char *check, const char *expected,
                             struct tg_span came, toegang_report *report);
/* What another floor said of a key, under a check of ours that refuses. */
toegang_status tg_jwk_fault(const struct tg_json *at, toegang_status status, const char *check,
                            const toegang_report *fault, toegang_report *report);

/* A member that is a text; empty when it is absent. */
toegang_status tg_jwk_text(const struct tg_json *jwk, const char *name, struct tg_span *out,
                           toegang_report *report);
/* A member that must be there: base64url of at most 2048 octets, decoded in scratch. */
toegang_status tg_jwk_octets(const struct tg_json *jwk, const char *name,
                             const struct tg_jwk_reading *reading, struct tg_span *out);
/* kid, copied into the arena; empty when it is absent. */
toegang_status tg_jwk_kid(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                          struct tg_span *out);
toegang_status tg_jwk_copy(struct tg_span text, const struct tg_jwk_reading *reading, struct tg_span *out);

/*
 * What use and key_ops say together. The operations, which end in NULL, are those that we want the key for:
 * OTHER when key_ops are there without any of them.
 */
toegang_status tg_jwk_use(const struct tg_json *jwk, const char *const *operations, enum tg_use *out,
                          toegang_report *report);
/* x5c, x5t and x5t#S256 into a key that is read. */
toegang_status tg_jwk_certificate(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                                  struct tg_jwk *out);

/* A public key. out->key stays NULL when it is passed over. */
toegang_status tg_jwk_read(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                           struct tg_jwk *out);

/* Calls each for the one key of a document, or for every key of a set of at most so many. */
typedef toegang_status tg_jwk_each(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                                   void *context);
toegang_status tg_jwk_for_each(struct tg_span octets, size_t most, const struct tg_jwk_reading *reading,
                               tg_jwk_each *each, void *context);
/* Whether the document is PEM, which may have text before it; what is neither is judged as JSON. */
bool tg_jwk_is_pem(struct tg_span octets);

#endif

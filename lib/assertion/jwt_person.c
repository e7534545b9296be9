/* SPDX-License-Identifier: Apache-2.0 */
/* What a verified token says of the person, into an identity. */
#include "assertion/jwt.h"

#include "assertion/check_jwt.h"
#include "assertion/check_saml.h"
#include "assertion/claims_json.h"
#include "base/report.h"

static bool is_client(const struct tg_json *about, struct tg_span subject, const char *name)
{
    const struct tg_json *client = tg_json_get(about, name);
    return client && client->kind == TG_JSON_STRING && tg_span_equal(client->text, subject);
}

/*
 * A client that asks a token for itself is its subject (RFC 9068 5), and nobody signed in: who represents
 * whom is then no question. The absence of some claim proves nothing, since persons lack claims too.
 */
static toegang_status check_machine(struct tg_jwt *jwt, struct tg_span subject)
{
    bool is_machine =
        subject.length > 0 &&
        (is_client(jwt->about, subject, "client_id") || is_client(jwt->about, subject, "azp")) &&
        !tg_claims_name_person(&jwt->issuer->claims, jwt->about);
    if (is_machine) return tg_jwt_refuse(jwt, CHECK_JWT_MACHINE, "a person", TG_SPAN("a client"));
    tg_jwt_passed(jwt, CHECK_JWT_MACHINE, subject);
    return TOEGANG_GOOD;
}

static toegang_status check_birth(struct tg_jwt *jwt, const toegang_rrn *holder)
{
    char masked[16];
    toegang_rrn_mask(holder, masked);
    if (toegang_rrn_born_after(holder, jwt->at))
        return tg_jwt_refuse(jwt, CHECK_RRN_BIRTH, "born before now", tg_span_of(masked));
    tg_jwt_passed(jwt, CHECK_RRN_BIRTH, tg_span_of(masked));
    return TOEGANG_GOOD;
}

static void show(struct tg_jwt *jwt, const struct tg_claim *claim, struct tg_span value)
{
    char *line = tg_arena_take(&jwt->arena, claim->name.length + value.length + 2);
    if (!line) return;
    size_t length = 0;
    for (size_t i = 0; i < claim->name.length; i++) line[length++] = claim->name.at[i];
    line[length++] = '=';
    for (size_t i = 0; i < value.length; i++) line[length++] = value.at[i];
    tg_jwt_passed(jwt, CHECK_JWT_CLAIM_KIND, (struct tg_span){line, length});
}

/* acr stands for the AuthnContextClassRef of SAML, whatever the map calls the rest. */
static toegang_status apply_claims(struct tg_jwt *jwt, toegang_identity *identity)
{
    struct tg_claim *claims = NULL;
    size_t count = 0;
    struct tg_span acr;
    toegang_status status = tg_jwt_text(jwt, jwt->about, "acr", &acr);
    if (status == TOEGANG_GOOD)
        status =
            tg_claims_of_json(&jwt->issuer->claims, jwt->about, &jwt->arena, &claims, &count, jwt->report);
    if (status != TOEGANG_GOOD) return status;
    for (size_t i = 0; jwt->sink && i < count; i++)
        for (size_t j = 0; j < claims[i].count; j++) show(jwt, &claims[i], claims[i].values[j]);
    return tg_claims_apply(&jwt->issuer->claims, claims, count, acr, identity, jwt->report);
}

static toegang_status copy_texts(struct tg_jwt *jwt, toegang_identity *identity)
{
    struct tg_arena *arena = &identity->arena;
    toegang_status status = tg_jwt_copy(jwt, jwt->claims, "iss", arena, &identity->issuer);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->about, "jti", arena, &identity->assertion_id);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->about, "sub", arena, &identity->name_id);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->about, "sid", arena, &identity->session_index);
    if (status != TOEGANG_GOOD) return status;
    identity->key_fingerprint = tg_arena_text(arena, tg_span_of(tg_key_fingerprint(jwt->jws.key->key)));
    return identity->key_fingerprint ? TOEGANG_GOOD : tg_no_memory(jwt->report);
}

toegang_status tg_jwt_person(struct tg_jwt *jwt, toegang_identity *identity)
{
    bool found;
    struct tg_span subject;
    toegang_status status = tg_jwt_text(jwt, jwt->about, "sub", &subject);
    if (status == TOEGANG_GOOD) status = check_machine(jwt, subject);
    if (status == TOEGANG_GOOD) status = copy_texts(jwt, identity);
    if (status == TOEGANG_GOOD)
        status = tg_jwt_time(jwt, jwt->about, "auth_time", &found, &identity->authenticated_at);
    if (status == TOEGANG_GOOD) status = apply_claims(jwt, identity);
    if (status == TOEGANG_GOOD) status = check_birth(jwt, &identity->holder);
    identity->origin = TOEGANG_ORIGIN_JWT;
    identity->until = jwt->until;
    identity->asserts = jwt->issuer->asserts;
    return status;
}

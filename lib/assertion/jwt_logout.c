/* SPDX-License-Identifier: Apache-2.0 */
/* A logout token: OpenID Connect back-channel logout 2.4 and 2.6. */
#include "assertion/jwt.h"

#include "assertion/check_jwt.h"

static toegang_status check_events(struct tg_jwt *jwt)
{
    const struct tg_json *events = tg_json_get(jwt->claims, "events"),
                         *event = tg_json_get(events, TG_LOGOUT_EVENT);
    if (events->kind != TG_JSON_OBJECT)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "an object", events->name);
    if (!event || event->kind != TG_JSON_OBJECT)
        return tg_jwt_refuse(jwt, CHECK_JWT_EVENTS, TG_LOGOUT_EVENT,
                             event ? TG_SPAN("no object") : TG_SPAN("none"));
    tg_jwt_passed(jwt, CHECK_JWT_EVENTS, event->name);
    return TOEGANG_GOOD;
}

toegang_status tg_jwt_session(struct tg_jwt *jwt, toegang_logout *logout)
{
    struct tg_arena *arena = &logout->arena;
    toegang_status status = check_events(jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->claims, "iss", arena, &logout->issuer);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->claims, "jti", arena, &logout->id);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->claims, "sub", arena, &logout->name_id);
    if (status == TOEGANG_GOOD) status = tg_jwt_copy(jwt, jwt->claims, "sid", arena, &logout->session_index);
    if (status == TOEGANG_GOOD && !logout->name_id[0] && !logout->session_index[0])
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_ABSENT, "sub or sid", TG_SPAN("none"));
    logout->until = jwt->until;
    return status;
}

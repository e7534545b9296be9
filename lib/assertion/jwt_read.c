/* SPDX-License-Identifier: Apache-2.0 */
/* What every reader of a claim needs. */
#include "assertion/jwt.h"

#include "assertion/check_jwt.h"
#include "base/report.h"
#include "base/text.h"

#define TIME_MAX INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

toegang_status tg_jwt_refuse(struct tg_jwt *jwt, const char *check, const char *expected, struct tg_span came)
{
    return tg_refuse(jwt->report, check, expected, came);
}

void tg_jwt_passed(struct tg_jwt *jwt, const char *check, struct tg_span value)
{
    char text[256];
    if (!jwt->sink) return;
    tg_text_safe(text, sizeof text, value);
    jwt->sink(jwt->sink_context, check, 1, text);
}

void tg_jwt_passed_at(struct tg_jwt *jwt, const char *check, toegang_time time)
{
    char text[32];
    if (!jwt->sink) return;
    toegang_time_format(time, text);
    tg_jwt_passed(jwt, check, tg_span_of(text));
}

toegang_status tg_jwt_needs(struct tg_jwt *jwt, const struct tg_json *claims, const char *name)
{
    if (tg_json_get(claims, name)) return TOEGANG_GOOD;
    return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_ABSENT, name, TG_SPAN("none"));
}

toegang_status tg_jwt_text(struct tg_jwt *jwt, const struct tg_json *claims, const char *name,
                           struct tg_span *out)
{
    const struct tg_json *claim = tg_json_get(claims, name);
    *out = (struct tg_span){NULL, 0};
    if (!claim) return TOEGANG_GOOD;
    if (claim->kind != TG_JSON_STRING || claim->text.length == 0)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "a text that is not empty", tg_span_of(name));
    *out = claim->text;
    return TOEGANG_GOOD;
}

toegang_status tg_jwt_time(struct tg_jwt *jwt, const struct tg_json *claims, const char *name, bool *found,
                           toegang_time *out)
{
    const struct tg_json *claim = tg_json_get(claims, name);
    *found = claim != NULL;
    if (!claim) return TOEGANG_GOOD;
    if (!claim->is_integer || claim->integer < 0 || claim->integer > TIME_MAX)
        return tg_jwt_refuse(jwt, CHECK_JWT_TIME, "whole seconds from 1970 to 9999", tg_span_of(name));
    *out = claim->integer;
    return TOEGANG_GOOD;
}

toegang_status tg_jwt_copy(struct tg_jwt *jwt, const struct tg_json *claims, const char *name,
                           struct tg_arena *arena, const char **out)
{
    struct tg_span text;
    toegang_status status = tg_jwt_text(jwt, claims, name, &text);
    if (status != TOEGANG_GOOD) return status;
    const char *copy = tg_arena_text(arena, text);
    if (!copy) return tg_no_memory(jwt->report);
    *out = copy;
    return TOEGANG_GOOD;
}

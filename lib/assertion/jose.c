/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/jose.h"

#include "assertion/check_jose.h"
#include "base/report.h"
#include "jose_read.h"
#include "parse/base64.h"

toegang_status tg_jose_size(struct tg_span token, toegang_report *report)
{
    if (token.length > 0 && token.length <= TG_TOKEN_OCTETS_MAX) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_SIZE, "a token of 1 to 65536 octets", "%zu",
                      token.length);
}

bool tg_jose_split(struct tg_span token, struct tg_span *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t dot = tg_span_find(token, '.');
        bool last = i == count - 1;
        if (last != (dot == token.length)) return false;
        parts[i] = tg_span_until(token, dot);
        token = (struct tg_span){token.at + dot + !last, token.length - dot - !last};
    }
    return true;
}

unsigned tg_jose_parts(struct tg_span token)
{
    struct tg_span parts[TG_JWE_PARTS];
    if (tg_jose_size(token, NULL) != TOEGANG_GOOD) return 0;
    if (tg_jose_split(token, parts, TG_JWS_PARTS)) return TG_JWS_PARTS;
    return tg_jose_split(token, parts, TG_JWE_PARTS) ? TG_JWE_PARTS : 0;
}

/* What may stand in a header. What decides by itself which key or which processing the token gets (jwk, jku,
 * x5u, x5c, crit, b64, zip, p2c) has no row. */
static const struct member {
    const char *name;
    bool encrypted_only, is_object;
    size_t offset;
} members[] = {
    {"alg", false, false, offsetof(struct tg_jose_header, alg)},
    {"kid", false, false, offsetof(struct tg_jose_header, kid)},
    {"typ", false, false, offsetof(struct tg_jose_header, typ)},
    {"cty", false, false, offsetof(struct tg_jose_header, cty)},
    {"x5t", false, false, offsetof(struct tg_jose_header, x5t)},
    {"x5t#S256", false, false, offsetof(struct tg_jose_header, x5t256)},
    {"enc", true, false, offsetof(struct tg_jose_header, enc)},
    {"apu", true, false, SIZE_MAX},
    {"apv", true, false, SIZE_MAX},
    {"epk", true, true, SIZE_MAX},
};

static const struct member *find_member(struct tg_span name, bool encrypted)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (tg_span_is(name, members[i].name) && (encrypted || !members[i].encrypted_only))
            return &members[i];
    return NULL;
}

static toegang_status read_member(const struct tg_json *value, bool encrypted, struct tg_jose_header *out,
                                  toegang_report *report)
{
    const struct member *member = find_member(value->name, encrypted);
    if (!member)
        return tg_refuse(report, CHECK_JWT_HEADER_MEMBER,
                         encrypted ? "alg, enc, kid, typ, cty, x5t, x5t#S256, epk, apu, apv"
                                   : "alg, kid, typ, cty, x5t, x5t#S256",
                         value->name);
    if (member->is_object) return TOEGANG_GOOD; /* by the room that knows it */
    bool empty_allowed = member->offset == SIZE_MAX;
    if (value->kind != TG_JSON_STRING || (value->text.length == 0 && !empty_allowed))
        return tg_refuse(report, CHECK_JWT_HEADER_VALUE, "a text that is not empty", value->name);
    if (member->offset != SIZE_MAX) *(struct tg_span *)((char *)out + member->offset) = value->text;
    return TOEGANG_GOOD;
}

static toegang_status read_members(const struct tg_json *object, bool encrypted, struct tg_jose_header *out,
                                   toegang_report *report)
{
    struct tg_jose_header read = {.has_kid = tg_json_get(object, "kid") != NULL};
    if (object->kind != TG_JSON_OBJECT)
        return tg_refuse(report, CHECK_JWT_HEADER_MEMBER, "an object", TG_SPAN("something else"));
    for (const struct tg_json *value = object->first; value; value = value->next) {
        toegang_status status = read_member(value, encrypted, &read, report);
        if (status != TOEGANG_GOOD) return status;
    }
    if (read.alg.length == 0 || (encrypted && read.enc.length == 0))
        return tg_refuse(report, CHECK_JWT_HEADER_VALUE, encrypted ? "alg and enc" : "alg", TG_SPAN("none"));
    if (read.kid.length > TG_KID_OCTETS_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_JWT_HEADER_VALUE, "a kid of 1 to 128 octets", "%zu",
                          read.kid.length);
    *out = read;
    return TOEGANG_GOOD;
}

toegang_status tg_jose_header_read(struct tg_span part, bool encrypted, struct tg_arena *arena,
                                   struct tg_jose_header *out, const struct tg_json **object,
                                   toegang_report *report)
{
    struct tg_span octets;
    struct tg_json *root = NULL;
    toegang_status status = tg_base64url_read(part, tg_json_header_limits.octets, arena, &octets, report);
    if (status == TOEGANG_GOOD) status = tg_json_read(octets, &tg_json_header_limits, arena, &root, report);
    if (status == TOEGANG_GOOD) status = read_members(root, encrypted, out, report);
    if (status == TOEGANG_GOOD) *object = root;
    return status;
}

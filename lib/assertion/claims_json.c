/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of a token to the form in which those of an assertion come. */
#include "assertion/claims_json.h"

#include "assertion/check_jwt.h"
#include "base/report.h"

#define CLAIMS_MAX 256
#define VALUES_MAX 256

static bool is_mapped(const struct tg_claim_map *map, struct tg_span name)
{
    for (size_t i = 0; i < map->rule_count; i++)
        if (tg_claim_rule_takes(&map->rules[i], name)) return true;
    return false;
}

static toegang_status read_values(const struct tg_json *first, size_t count, struct tg_arena *arena,
                                  struct tg_claim *out, toegang_report *report)
{
    struct tg_span *values = tg_arena_array(arena, count, sizeof *values);
    if (!values) return tg_no_memory(report);
    for (const struct tg_json *value = first; out->count < count; value = value->next) {
        if (value->kind != TG_JSON_STRING)
            return tg_refuse(report, CHECK_JWT_CLAIM_KIND, "a text or several", out->name);
        values[out->count++] = value->text;
    }
    out->values = values;
    return TOEGANG_GOOD;
}

static toegang_status read_claim(const struct tg_json *member, struct tg_arena *arena, struct tg_claim *out,
                                 toegang_report *report)
{
    out->name = member->name;
    if (member->kind != TG_JSON_ARRAY) return read_values(member, 1, arena, out, report);
    if (member->count > VALUES_MAX)
        return tg_refuse(report, CHECK_JWT_CLAIM_LIMIT, "at most 256 values", member->name);
    return read_values(member->first, member->count, arena, out, report);
}

toegang_status tg_claims_of_json(const struct tg_claim_map *map, const struct tg_json *object,
                                 struct tg_arena *arena, struct tg_claim **out, size_t *count,
                                 toegang_report *report)
{
    size_t most = object->count < CLAIMS_MAX ? object->count : CLAIMS_MAX, found = 0;
    struct tg_claim *claims = tg_arena_array(arena, most, sizeof *claims);
    if (!claims) return tg_no_memory(report);
    for (const struct tg_json *member = object->first; member; member = member->next) {
        if (!is_mapped(map, member->name)) continue;
        if (found == most)
            return tg_refuse(report, CHECK_JWT_CLAIM_LIMIT, "at most 256 claims", TG_SPAN("more"));
        toegang_status status = read_claim(member, arena, &claims[found++], report);
        if (status != TOEGANG_GOOD) return status;
    }
    *out = claims;
    *count = found;
    return TOEGANG_GOOD;
}

bool tg_claims_name_person(const struct tg_claim_map *map, const struct tg_json *object)
{
    for (size_t i = 0; i < map->rule_count; i++) {
        enum tg_field field = map->rules[i].field;
        if (field != TG_FIELD_RRN && field != TG_FIELD_GIVEN_NAME && field != TG_FIELD_FAMILY_NAME) continue;
        for (const struct tg_json *member = object->first; member; member = member->next)
            if (tg_claim_rule_takes(&map->rules[i], member->name)) return true;
    }
    return false;
}

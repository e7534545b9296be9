/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/claims.h"

#include <stdio.h>
#include <string.h>

#include "assertion/check_saml.h"
#include "base/report.h"

struct filling {
    const struct tg_claim_map *map;
    toegang_identity *identity;
    toegang_report *report;
    const struct tg_claim *seen[TG_FIELDS]; /* the claim that filled a field */
    struct tg_span stated;                  /* by an acr claim */
    const struct tg_claim *first;           /* of all claims */
    size_t most;                            /* values of all claims, each comma in them counted */
};

bool tg_claim_rule_takes(const struct tg_claim_rule *rule, struct tg_span name)
{
    size_t length = rule->name.length;
    if (name.length < length) return false;
    if (rule->open_start && rule->open_end) {
        for (size_t i = 0; i + length <= name.length; i++)
            if (memcmp(name.at + i, rule->name.at, length) == 0) return true;
        return false;
    }
    if (!rule->open_start && !rule->open_end && name.length != length) return false;
    return memcmp(rule->open_start ? name.at + name.length - length : name.at, rule->name.at, length) == 0;
}

static toegang_status take_rrn(struct filling *filling, struct tg_span value)
{
    unsigned options =
        TOEGANG_RRN_DIGITS_ONLY | (filling->map->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0u);
    return toegang_rrn_parse(value.at ? value.at : "", value.length, options, &filling->identity->holder,
                             filling->report);
}

static toegang_status take_text(struct filling *filling, struct tg_span value, const char **out)
{
    char *copy = tg_arena_text(&filling->identity->arena, value);
    if (!copy) return tg_no_memory(filling->report);
    *out = copy;
    return TOEGANG_GOOD;
}

static toegang_status take_value(struct filling *filling, enum tg_field field, struct tg_span value)
{
    toegang_identity *identity = filling->identity;
    switch (field) {
    case TG_FIELD_RRN:
        return take_rrn(filling, value);
    case TG_FIELD_ORGANISATION:
        return tg_claims_organisation(value, &identity->organisation, filling->report);
    case TG_FIELD_CAPACITY:
        return take_text(filling, value, &identity->capacity);
    case TG_FIELD_GIVEN_NAME:
        return take_text(filling, value, &identity->given_name);
    case TG_FIELD_FAMILY_NAME:
        return take_text(filling, value, &identity->family_name);
    case TG_FIELD_ASSURANCE:
        filling->stated = value;
        return TOEGANG_GOOD;
    case TG_FIELD_NONE:
    case TG_FIELD_ROLE:
    case TG_FIELD_LEGAL_REPRESENTATIVE:
    case TG_FIELD_MANDATOR:
    default:
        return TOEGANG_INTERNAL;
    }
}

static toegang_status refuse_several(const struct filling *filling, enum tg_field field,
                                     const struct tg_claim *claim)
{
    const char *check = field == TG_FIELD_RRN ? CHECK_CLAIMS_RRN_SEVERAL : CHECK_CLAIMS_SEVERAL;
    char expected[64];
    snprintf(expected, sizeof expected, "%s: one claim with one value", tg_field_name(field));
    return tg_reportf(filling->report, TOEGANG_REFUSED, check, expected,
                      filling->seen[field] ? "%.*s (2nd), %zu" : "%.*s, %zu",
                      claim->name.length < 100 ? (int)claim->name.length : 100, claim->name.at, claim->count);
}

/* Even two equal ones are refused: whoever can add a claim must gain nothing by it. */
static toegang_status take_single(struct filling *filling, enum tg_field field, const struct tg_claim *claim)
{
    if (filling->seen[field] || claim->count != 1) return refuse_several(filling, field, claim);
    filling->seen[field] = claim;
    return take_value(filling, field, claim->values[0]);
}

/*
 * Whether the second adds to the first or stands in its place is open, so a claim of many values stands once
 * as well.
 */
static bool stood_before(const struct filling *filling, const struct tg_claim *claim)
{
    for (const struct tg_claim *other = filling->first; other < claim; other++)
        if (tg_span_equal(other->name, claim->name)) return true;
    return false;
}

static toegang_status refuse_repeated(const struct filling *filling, enum tg_field field,
                                      const struct tg_claim *claim)
{
    char expected[64];
    snprintf(expected, sizeof expected, "%s: each claim once", tg_field_name(field));
    return tg_refuse(filling->report, CHECK_CLAIMS_SEVERAL, expected, claim->name);
}

static size_t at_most(size_t count, size_t limit)
{
    return count < limit ? count : limit;
}

static toegang_status take_each(struct filling *filling, enum tg_field field, const char *name,
                                struct tg_span value)
{
    toegang_identity *identity = filling->identity;
    toegang_stated_kind kind =
        field == TG_FIELD_MANDATOR ? TOEGANG_STATED_MANDATE : TOEGANG_STATED_LEGAL_REPRESENTATIVE;
    if (field == TG_FIELD_ROLE)
        return tg_claims_add_roles(filling->map, name, value, identity, filling->report);
    return tg_claims_add_stated(kind, name, value, identity, filling->report);
}

/*
 * Room for what the fields of many values hold; most sign-ins state nothing but roles. Rules may give one
 * claim to both legal-representative and mandator, and then each of its values is stated twice.
 */
static bool make_room(struct filling *filling, enum tg_field field)
{
    toegang_identity *identity = filling->identity;
    if (field == TG_FIELD_ROLE || identity->stated) return true;
    identity->stated = tg_arena_array(&identity->arena, at_most(2 * filling->most, TG_CLAIMS_STATED_MAX),
                                      sizeof *identity->stated);
    return identity->stated != NULL;
}

static toegang_status take_many(struct filling *filling, enum tg_field field, const struct tg_claim *claim)
{
    if (stood_before(filling, claim)) return refuse_repeated(filling, field, claim);
    char *name = tg_arena_text(&filling->identity->arena, claim->name);
    if (!name || !make_room(filling, field)) return tg_no_memory(filling->report);
    for (size_t i = 0; i < claim->count; i++) {
        toegang_status status = take_each(filling, field, name, claim->values[i]);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

static bool is_many(enum tg_field field)
{
    return field == TG_FIELD_ROLE || field == TG_FIELD_LEGAL_REPRESENTATIVE || field == TG_FIELD_MANDATOR;
}

/* A claim fills every field that a rule gives it, each at most once. */
static toegang_status take_claim(struct filling *filling, const struct tg_claim *claim)
{
    bool done[TG_FIELDS] = {false};
    for (size_t i = 0; i < filling->map->rule_count; i++) {
        const struct tg_claim_rule *rule = &filling->map->rules[i];
        if (done[rule->field] || !tg_claim_rule_takes(rule, claim->name)) continue;
        toegang_status status = is_many(rule->field) ? take_many(filling, rule->field, claim)
                                                     : take_single(filling, rule->field, claim);
        if (status != TOEGANG_GOOD) return status;
        done[rule->field] = true;
    }
    return TOEGANG_GOOD;
}

/*
 * Where both state an assurance the weaker counts; a stated one that the table does not know counts as none.
 */
static toegang_status settle_assurance(struct filling *filling, struct tg_span class_reference)
{
    bool by_claim = filling->seen[TG_FIELD_ASSURANCE] != NULL, by_class = class_reference.length > 0;
    toegang_assurance claim = tg_claims_assurance(filling->map, filling->stated);
    toegang_assurance class_ = tg_claims_assurance(filling->map, class_reference);
    toegang_assurance weaker = claim < class_ ? claim : class_;
    filling->identity->assurance = by_claim && by_class ? weaker
                                   : by_claim           ? claim
                                   : by_class           ? class_
                                                        : TOEGANG_ASSURANCE_NONE;
    return take_text(filling, by_class ? class_reference : filling->stated,
                     &filling->identity->authentication);
}

/* At most one role or organisation for each value and for each comma in one. */
static size_t most_values(const struct tg_claim *claims, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < claims[i].count; j++) {
            struct tg_span value = claims[i].values[j];
            most++;
            for (size_t k = 0; k < value.length; k++) most += value.at[k] == ',';
        }
    return most;
}

toegang_status tg_claims_apply(const struct tg_claim_map *map, const struct tg_claim *claims, size_t count,
                               struct tg_span class_reference, toegang_identity *identity,
                               toegang_report *report)
{
    struct filling filling = {.map = map, .identity = identity, .report = report, .first = claims};
    filling.most = most_values(claims, count);
    identity->roles =
        tg_arena_array(&identity->arena, at_most(filling.most, TG_CLAIMS_ROLES_MAX), sizeof *identity->roles);
    if (!identity->roles) return tg_no_memory(report);
    for (size_t i = 0; i < count; i++) {
        toegang_status status = take_claim(&filling, &claims[i]);
        if (status != TOEGANG_GOOD) return status;
    }
    if (!filling.seen[TG_FIELD_RRN])
        return tg_refuse(report, CHECK_CLAIMS_RRN_ABSENT, "rrn: one claim with one value", TG_SPAN("none"));
    return settle_assurance(&filling, class_reference);
}

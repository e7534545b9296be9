/* SPDX-License-Identifier: Apache-2.0 */
/* A claim map made ready: the rows of one name, with their words read once. */
#include "assertion/claims.h"

#include <string.h>

#include "assertion/check_saml.h"
#include "base/report.h"

#define NAME_MAX_OCTETS 256

static const char *const field_names[TG_FIELDS] = {
    "",           "rrn",         "organisation", "capacity",             "assurance",
    "given-name", "family-name", "role",         "legal-representative", "mandator"};

enum tg_field tg_field_read(const char *text)
{
    for (enum tg_field field = TG_FIELD_RRN; text && field < TG_FIELDS; field++)
        if (strcmp(field_names[field], text) == 0) return field;
    return TG_FIELD_NONE;
}

const char *tg_field_name(enum tg_field field)
{
    return field_names[field];
}

static bool is_name(const char *text)
{
    size_t length = text ? strnlen(text, NAME_MAX_OCTETS + 1) : 0;
    return length >= 1 && length <= NAME_MAX_OCTETS;
}

/* A name of stars alone would turn every attribute into that field. */
static bool read_rule(const toegang_claim_rule *from, struct tg_arena *arena, struct tg_claim_rule *out)
{
    char *copy = tg_arena_text(arena, tg_span_of(from->name));
    struct tg_span name = tg_span_of(copy);
    bool open_start = name.length > 0 && name.at[0] == '*';
    if (open_start) name = tg_span_from(name, 1);
    bool open_end = name.length > 0 && name.at[name.length - 1] == '*';
    if (open_end) name.length--;
    *out = (struct tg_claim_rule){tg_field_read(from->field), name, open_start, open_end};
    return copy != NULL;
}

static toegang_status check_rule(const toegang_claim_rule *rule, toegang_report *report)
{
    const char *name = rule->name ? rule->name : "";
    if (!is_name(rule->map) || tg_field_read(rule->field) == TG_FIELD_NONE)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CLAIMS_RULE,
                         "rrn, organisation, capacity, assurance, given-name, family-name, role, "
                         "legal-representative or mandator",
                         tg_span_of(rule->field));
    if (!is_name(name) || strspn(name, "*") == strlen(name))
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CLAIMS_RULE,
                         "a name of 1 to 256 octets that is not only *", tg_span_of(name));
    return TOEGANG_GOOD;
}

static toegang_status add_rules(const toegang_claim_rule *rules, size_t count, struct tg_arena *arena,
                                struct tg_claim_map *map, struct tg_claim_rule *out, toegang_report *report)
{
    for (size_t i = 0; i < count; i++) {
        toegang_status status = check_rule(&rules[i], report);
        if (status != TOEGANG_GOOD) return status;
        if (strcmp(rules[i].map, map->name) != 0) continue;
        if (!read_rule(&rules[i], arena, &out[map->rule_count])) return tg_no_memory(report);
        map->rule_count++;
    }
    return TOEGANG_GOOD;
}

static bool is_assurance(toegang_assurance assurance)
{
    return (unsigned)assurance <= TOEGANG_ASSURANCE_HIGH;
}

static toegang_status add_assurances(const toegang_assurance_rule *rules, size_t count,
                                     struct tg_arena *arena, struct tg_claim_map *map,
                                     struct tg_assurance_row *out, toegang_report *report)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_name(rules[i].map) || !is_name(rules[i].name) || !is_assurance(rules[i].assurance))
            return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_ASSURANCE_RULE,
                             "a name of 1 to 256 octets; none, low, substantial or high",
                             tg_span_of(rules[i].name));
        if (strcmp(rules[i].map, map->name) != 0) continue;
        char *copy = tg_arena_text(arena, tg_span_of(rules[i].name));
        if (!copy) return tg_no_memory(report);
        out[map->assurance_count++] = (struct tg_assurance_row){tg_span_of(copy), rules[i].assurance};
    }
    return TOEGANG_GOOD;
}

static toegang_status add_rights(const toegang_trust_settings *settings, struct tg_arena *arena,
                                 struct tg_claim_map *map, toegang_report *report)
{
    struct tg_span *rights = tg_arena_array(arena, settings->right_count, sizeof *rights);
    if (!rights) return tg_no_memory(report);
    for (size_t i = 0; i < settings->right_count; i++) {
        if (!is_name(settings->rights[i]))
            return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_RIGHT, "a name of 1 to 256 octets",
                             tg_span_of(settings->rights[i]));
        rights[i] = tg_span_of(tg_arena_text(arena, tg_span_of(settings->rights[i])));
        if (!rights[i].at) return tg_no_memory(report);
    }
    map->rights = rights;
    map->right_count = settings->right_count;
    return TOEGANG_GOOD;
}

static toegang_status fill_rules(const toegang_trust_settings *settings, struct tg_arena *arena,
                                 struct tg_claim_map *map, toegang_report *report)
{
    size_t shipped;
    const toegang_claim_rule *rules = tg_claims_shipped(&shipped);
    struct tg_claim_rule *out = tg_arena_array(arena, shipped + settings->claim_rule_count, sizeof *out);
    if (!out) return tg_no_memory(report);
    toegang_status status = add_rules(rules, shipped, arena, map, out, report);
    if (status == TOEGANG_GOOD)
        status = add_rules(settings->claim_rules, settings->claim_rule_count, arena, map, out, report);
    map->rules = out;
    return status;
}

/* A site's rows come first: it may say otherwise than the table that ships. */
static toegang_status fill_assurances(const toegang_trust_settings *settings, struct tg_arena *arena,
                                      struct tg_claim_map *map, toegang_report *report)
{
    size_t shipped;
    const toegang_assurance_rule *rules = tg_assurances_shipped(&shipped);
    struct tg_assurance_row *out =
        tg_arena_array(arena, shipped + settings->assurance_rule_count, sizeof *out);
    if (!out) return tg_no_memory(report);
    toegang_status status =
        add_assurances(settings->assurance_rules, settings->assurance_rule_count, arena, map, out, report);
    if (status == TOEGANG_GOOD) status = add_assurances(rules, shipped, arena, map, out, report);
    map->assurances = out;
    return status;
}

toegang_status tg_claim_map_make(const char *name, const toegang_trust_settings *settings,
                                 struct tg_arena *arena, struct tg_claim_map *out, toegang_report *report)
{
    struct tg_claim_map map = {.allow_test_numbers = settings->allow_test_numbers == 1};
    map.name = tg_arena_text(arena, tg_span_of(name));
    if (!map.name) return tg_no_memory(report);
    toegang_status status = fill_rules(settings, arena, &map, report);
    if (status == TOEGANG_GOOD) status = fill_assurances(settings, arena, &map, report);
    if (status == TOEGANG_GOOD) status = add_rights(settings, arena, &map, report);
    if (status == TOEGANG_GOOD && map.rule_count == 0)
        status = tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CLAIMS_MAP,
                           "acm, fas or a map of your own", tg_span_of(name));
    if (status != TOEGANG_GOOD) return status;
    *out = map;
    return TOEGANG_GOOD;
}

toegang_assurance tg_claims_assurance(const struct tg_claim_map *map, struct tg_span reference)
{
    for (size_t i = 0; i < map->assurance_count; i++)
        if (tg_span_equal(map->assurances[i].name, reference)) return map->assurances[i].assurance;
    return TOEGANG_ASSURANCE_NONE;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Names of attributes to fields of an identity, as data. */
#ifndef TG_ASSERTION_CLAIMS_H
#define TG_ASSERTION_CLAIMS_H

#include <toegang/trust.h>

#include "assertion/identity.h"

#define TG_CLAIMS_ROLES_MAX 256
#define TG_CLAIMS_STATED_MAX 256

/* One attribute (or claim) as it came: its name and its values. Order as in the assertion. */
struct tg_claim {
    struct tg_span name;
    const struct tg_span *values;
    size_t count;
};

enum tg_field {
    TG_FIELD_NONE = 0,
    TG_FIELD_RRN,
    TG_FIELD_ORGANISATION,
    TG_FIELD_CAPACITY,
    TG_FIELD_ASSURANCE,
    TG_FIELD_GIVEN_NAME,
    TG_FIELD_FAMILY_NAME,
    TG_FIELD_ROLE,
    TG_FIELD_LEGAL_REPRESENTATIVE,
    TG_FIELD_MANDATOR
};
#define TG_FIELDS 10

/* A toegang_claim_rule made ready: which field, and the name without its '*'. */
struct tg_claim_rule {
    enum tg_field field;
    struct tg_span name;
    bool open_start, open_end;
};

struct tg_assurance_row {
    struct tg_span name;
    toegang_assurance assurance;
};

/* One map, made ready. */
struct tg_claim_map {
    const char *name;
    const struct tg_claim_rule *rules;
    size_t rule_count;
    const struct tg_assurance_row *assurances;
    size_t assurance_count;
    const struct tg_span *rights; /* registered rights, to split role claims with */
    size_t right_count;
    bool allow_test_numbers;
};

/* The rules that ship: those of map "acm" and "fas". */
const toegang_claim_rule *tg_claims_shipped(size_t *count);
const toegang_assurance_rule *tg_assurances_shipped(size_t *count);

/* "rrn", "organisation", …; NONE for anything else. And back. */
enum tg_field tg_field_read(const char *text);
const char *tg_field_name(enum tg_field field);

/*
 * Makes the map of that name ready from the shipped rules and those of the settings, copied into the arena.
 * CONFIGURATION: trust.claims.map (no rule has that map), trust.claims.rule (field or name),
 * trust.assurance.rule, trust.right.
 */
toegang_status tg_claim_map_make(const char *name, const toegang_trust_settings *settings,
                                 struct tg_arena *arena, struct tg_claim_map *out, toegang_report *report);

/* Whether a rule takes a claim of that name. */
bool tg_claim_rule_takes(const struct tg_claim_rule *rule, struct tg_span name);

/* What an AuthnContextClassRef or acr is worth by the map's table; NONE for what it does not hold. */
toegang_assurance tg_claims_assurance(const struct tg_claim_map *map, struct tg_span reference);

/*
 * Fills the identity. The national number comes from exactly one claim with exactly one value of exactly 11
 * digits (claims.rrn.absent, claims.rrn.several, rrn.*). A claim that maps to a single-valued field and
 * stands twice or has several values is refused (claims.several); so is a claim that stands twice and may have
 * several values: roles, legal-representative, mandator. Unmapped claims are passed over.
 * class_reference is what AuthnContextClassRef stated (may be empty); where an acr claim states another
 * assurance the weaker counts. An identity that was not filled to GOOD is to be freed, not used.
 */
toegang_status tg_claims_apply(const struct tg_claim_map *map, const struct tg_claim *claims, size_t count,
                               struct tg_span class_reference, toegang_identity *identity,
                               toegang_report *report);

/*
 * Adds the roles that one value of a role claim states: "Right-context:organisation, organisation".
 * identity->roles has room for one role and one more for each comma in the value, or for TG_CLAIMS_ROLES_MAX.
 * Check: claims.roles.
 */
toegang_status tg_claims_add_roles(const struct tg_claim_map *map, const char *claim, struct tg_span value,
                                   toegang_identity *identity, toegang_report *report);

/*
 * Adds the organisations that one value of a claim states, with commas between: whom the person represents, or
 * who gave a mandate. identity->stated has room for twice what roles have, up to TG_CLAIMS_STATED_MAX. A value that
 * could be a national number is masked and is no organisation. Check: claims.stated.
 */
toegang_status tg_claims_add_stated(toegang_stated_kind kind, const char *claim, struct tg_span value,
                                    toegang_identity *identity, toegang_report *report);

/* An organisation code as it stands in an assertion: bare. REFUSED when it is an enterprise number with a
 * fault (kbo.*). */
toegang_status tg_claims_organisation(struct tg_span code, toegang_organisation *out, toegang_report *report);

#endif

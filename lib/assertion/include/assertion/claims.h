/* SPDX-License-Identifier: Apache-2.0 */
/* Names of attributes to fields of an identity, as data. */
#ifndef TG_ASSERTION_CLAIMS_H
#define TG_ASSERTION_CLAIMS_H

#include <toegang/trust.h>

#include "assertion/identity.h"

/* One attribute (or claim) as it came: its name and its values. Order as in the assertion. */
struct tg_claim {
    struct tg_span name;
    const struct tg_span *values;
    size_t count;
};

struct tg_claim_map {
    const char *name;
    const toegang_claim_rule *rules;
    size_t rule_count;
    const toegang_assurance_rule *assurances;
    size_t assurance_count;
    const char *const *rights; /* registered rights, to split role claims with */
    size_t right_count;
    bool allow_test_numbers;
};

/* The rules that ship: those of map "acm" and "fas". */
const toegang_claim_rule *tg_claims_shipped(size_t *count);
const toegang_assurance_rule *tg_assurances_shipped(size_t *count);

/* What an AuthnContextClassRef or acr is worth by the map's table; NONE for what it does not hold. */
toegang_assurance tg_claims_assurance(const struct tg_claim_map *map, struct tg_span reference);

/*
 * Fills the identity. The national number comes from exactly one claim with exactly one value of exactly 11
 * digits (claims.rrn.absent, claims.rrn.several, rrn.*). A claim that maps to a single-valued field and stands
 * twice or has several values is refused (claims.several). Unmapped claims are passed over. class_reference is
 * what AuthnContextClassRef stated (may be empty); where an acr claim states another assurance the weaker counts.
 */
toegang_status tg_claims_apply(const struct tg_claim_map *map, const struct tg_claim *claims, size_t count,
                               struct tg_span class_reference, toegang_identity *identity,
                               toegang_report *report);

#endif

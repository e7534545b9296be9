/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_CLAIMS_JSON_H
#define TG_ASSERTION_CLAIMS_JSON_H

#include "assertion/claims.h"
#include "parse/json.h"

/*
 * The members of an object that the map knows, as claims in the arena, in their order. Each is a string or an
 * array of strings (jwt.claim.kind), so that a national number as a JSON number, which would lose a zero, is
 * none. At most 256, with 256 values each (jwt.claim.limit). Members that no rule knows are passed over,
 * whatever they are.
 */
toegang_status tg_claims_of_json(const struct tg_claim_map *map, const struct tg_json *object,
                                 struct tg_arena *arena, struct tg_claim **out, size_t *count,
                                 toegang_report *report);

/* Whether a member is there that says who a person is: national number or name. */
bool tg_claims_name_person(const struct tg_claim_map *map, const struct tg_json *object);

#endif

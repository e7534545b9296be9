/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERSONS 4
#define ENTERPRISES 3

static toegang_rrn person_on(unsigned island, unsigned number)
{
    char digits[16];
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    unsigned long first = 850730000UL + 1 + island * PERSONS + number;
    (void)snprintf(digits, sizeof digits, "%09lu%02lu", first, 97 - first % 97);
    if (toegang_rrn_parse(digits, 11, 0, &rrn, NULL) != TOEGANG_GOOD) abort();
    return rrn;
}

static toegang_organisation enterprise_on(unsigned island, unsigned number)
{
    char digits[16];
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    unsigned long first = 9990000UL + island * ENTERPRISES + number;
    (void)snprintf(digits, sizeof digits, "%08lu%02lu", first, 97 - first % 97);
    if (toegang_kbo_parse(digits, 10, &organisation, NULL) != TOEGANG_GOOD) abort();
    return organisation;
}

void world_move(unsigned island, toegang_rrn *rrn, toegang_organisation *organisation)
{
    for (unsigned i = 0; rrn && i < PERSONS; i++) {
        toegang_rrn small = person((int)i);
        if (!toegang_rrn_equal(rrn, &small)) continue;
        *rrn = person_on(island, i);
        break;
    }
    for (unsigned i = 0; organisation && i < ENTERPRISES; i++) {
        toegang_organisation small = enterprise((int)i);
        if (!toegang_organisation_equal(organisation, &small)) continue;
        *organisation = enterprise_on(island, i);
        break;
    }
}

/* Rights and blocks of an island are spread over the two registers that know rights. */
static toegang_register register_for(struct dice *dice, const toegang_fact *fact)
{
    if (fact->kind == TOEGANG_FACT_FUNCTION) return TOEGANG_KBO;
    if (fact->kind == TOEGANG_FACT_APPOINTMENT) return TOEGANG_BTB;
    return dice_below(dice, 4) ? TOEGANG_GEBRUIKERSBEHEER : TOEGANG_ROLLENBEHEER;
}

static toegang_fact fact_on(struct dice *dice, unsigned island)
{
    toegang_fact fact = dice_below(dice, 16) == 0 ? random_block(dice) : random_fact(dice);
    /* A block is on a holder or on an e-counter; one on an e-counter for all would reach every island. */
    if (fact.kind == TOEGANG_FACT_SUSPENSION && fact.holder.kind == TOEGANG_RRN_NONE) {
        if (!*fact.eloket) fact.eloket = counter(0);
        if (fact.organisation.scheme == TOEGANG_SCHEME_NONE) fact.organisation = enterprise(0);
    }
    world_move(island, &fact.holder, &fact.organisation);
    world_move(island, &fact.granted_by, &fact.held_by);
    if (fact.granted_at == TOEGANG_NEVER) fact.granted_at = LATER; /* no register says so */
    fact.source = "contract";
    return fact;
}

void world_make(uint64_t seed, struct world *out)
{
    struct dice dice = {seed};
    for (unsigned i = 0; i < WORLD_FACTS; i++) {
        out->facts[i] = fact_on(&dice, i / ISLAND_FACTS);
        out->registers[i] = register_for(&dice, &out->facts[i]);
    }
}

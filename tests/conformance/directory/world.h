/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random facts for every adapter, in islands of four persons and three enterprises that have nothing to do
 * with each other: small enough for the naive evaluator, many enough that an answer to another question is
 * seen.
 */
#ifndef WORLD_H
#define WORLD_H

#include "random.h"

#define ISLANDS 16
#define ISLAND_FACTS 40
#define WORLD_FACTS (ISLANDS * ISLAND_FACTS)

/* Facts of an island lie together. Persons and enterprises have numbers that can be read. */
struct world {
    toegang_fact facts[WORLD_FACTS];
    toegang_register registers[WORLD_FACTS]; /* in which each stands */
};

void world_make(uint64_t seed, struct world *out);
/* A person or enterprise of small.h, as it is on an island; others stay. */
void world_move(unsigned island, toegang_rrn *rrn, toegang_organisation *organisation);

#endif

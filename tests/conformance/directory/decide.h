/* SPDX-License-Identifier: Apache-2.0 */
/* Random questions over random facts: an adapter, the memory directory and the naive evaluator must agree. */
#ifndef DECIDE_H
#define DECIDE_H

#include <stdint.h>

/*
 * The configuration names e-counters e0 and e1, and directories that hold the facts of world_make(seed).
 * Prints each difference, at most 20; gives how many questions were answered otherwise. A fifth as many are
 * asked of the directories themselves, for their facts.
 */
unsigned decide_all(const char *config, uint64_t seed, unsigned questions);

#endif

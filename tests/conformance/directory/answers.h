/* SPDX-License-Identifier: Apache-2.0 */
/* Random questions to two directories, whose answers must be the same facts, in whatever order. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "world.h"

/* Prints each difference, at most 20; gives how many there were. */
unsigned answers_differ(toegang_directory *one, toegang_directory *other, struct dice *dice,
                        unsigned questions);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The one thing in trust that changes: keys, replaced as a whole while others verify with the old ones. */
#ifndef TG_ASSERTION_CELL_H
#define TG_ASSERTION_CELL_H

#include <pthread.h>
#include <stdbool.h>

/* Begins every value of a cell. The first user is the cell itself. */
struct tg_held {
    unsigned users;
    void (*end)(struct tg_held *held); /* frees it, when nobody uses it any more */
};

struct tg_cell {
    pthread_mutex_t lock;
    struct tg_held *held;
};

/* False when the machine has no mutex left. Takes the value over. */
bool tg_cell_begin(struct tg_cell *cell, struct tg_held *held);
/* What the cell holds now; stays as it is until it is given back. */
struct tg_held *tg_cell_take(struct tg_cell *cell);
/* NULL is nothing. */
void tg_cell_give(struct tg_cell *cell, struct tg_held *held);
/*
 * Takes the value over when it may follow the one that the cell holds (NULL: it may), asked under the lock so that
 * of two at once neither undoes the other; false: the value stays the caller's. The old one ends with its last user.
 */
bool tg_cell_swap_if(struct tg_cell *cell, struct tg_held *held,
                     bool (*may_follow)(const struct tg_held *held, const struct tg_held *old));
void tg_cell_swap(struct tg_cell *cell, struct tg_held *held);
/* No other thread may use it any more. */
void tg_cell_end(struct tg_cell *cell);

#endif

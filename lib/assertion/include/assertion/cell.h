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
/* Takes the value over; the old one ends with its last user. */
void tg_cell_swap(struct tg_cell *cell, struct tg_held *held);
/* No other thread may use it any more. */
void tg_cell_end(struct tg_cell *cell);

#endif

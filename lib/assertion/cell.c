/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lock is held for the count alone, never while keys are read or signatures verified. C11 has atomics,
 * but a count that is reached through a pointer which is being replaced needs more than one of them.
 */
#include "assertion/cell.h"

#include <stddef.h>

bool tg_cell_begin(struct tg_cell *cell, struct tg_held *held)
{
    if (pthread_mutex_init(&cell->lock, NULL) != 0) return false;
    held->users = 1;
    cell->held = held;
    return true;
}

struct tg_held *tg_cell_take(struct tg_cell *cell)
{
    pthread_mutex_lock(&cell->lock);
    struct tg_held *held = cell->held;
    held->users++;
    pthread_mutex_unlock(&cell->lock);
    return held;
}

void tg_cell_give(struct tg_cell *cell, struct tg_held *held)
{
    if (!held) return;
    pthread_mutex_lock(&cell->lock);
    bool last = --held->users == 0;
    pthread_mutex_unlock(&cell->lock);
    if (last) held->end(held);
}

bool tg_cell_swap_if(struct tg_cell *cell, struct tg_held *held,
                     bool (*may_follow)(const struct tg_held *held, const struct tg_held *old))
{
    pthread_mutex_lock(&cell->lock);
    struct tg_held *old = cell->held;
    bool may = !may_follow || may_follow(held, old);
    if (may) {
        held->users = 1;
        cell->held = held;
    }
    pthread_mutex_unlock(&cell->lock);
    if (may) tg_cell_give(cell, old);
    return may;
}

void tg_cell_swap(struct tg_cell *cell, struct tg_held *held)
{
    (void)tg_cell_swap_if(cell, held, NULL);
}

void tg_cell_end(struct tg_cell *cell)
{
    tg_cell_give(cell, cell->held);
    pthread_mutex_destroy(&cell->lock);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of what has ended, of fixed size, without pointers: it lies in memory that workers share. It knows
 * no nginx, so that a test can fill it.
 */
#ifndef TOEGANG_NGINX_ENDED_TABLE_H
#define TOEGANG_NGINX_ENDED_TABLE_H

#include <time.h>

#define TOEGANG_ENDED_KEY 20
#define TOEGANG_ENDED_SLOTS 32768
#define TOEGANG_ENDED_REACH 32 /* slots that a key may stand in, from the one that its octets say */

typedef struct toegang_ended_slot {
    time_t at, until; /* until 0: free */
    unsigned char key[TOEGANG_ENDED_KEY];
} toegang_ended_slot;

/* Zero is an empty table. floor: when there was no room, everything that had begun by then ended. */
typedef struct toegang_ended_table {
    time_t floor;
    toegang_ended_slot slots[TOEGANG_ENDED_SLOTS];
} toegang_ended_table;

/* NULL: not there, or not any more. */
const toegang_ended_slot *toegang_ended_find(const toegang_ended_table *table,
                                             const unsigned char key[TOEGANG_ENDED_KEY], time_t now);
/*
 * Notes that it ended now, to be known until then. 1: it was there already. Where there is no room the table
 * is emptied and the floor becomes now: everybody who was signed in by then signs in again, and no visit that
 * had ended opens.
 */
int toegang_ended_note(toegang_ended_table *table, const unsigned char key[TOEGANG_ENDED_KEY], time_t now,
                       time_t until);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "ended_table.h"

#include <string.h>

static size_t place_of(const unsigned char *key, size_t step)
{
    return (((size_t)key[0] << 16 | (size_t)key[1] << 8 | key[2]) + step) % TOEGANG_ENDED_SLOTS;
}

const toegang_ended_slot *toegang_ended_find(const toegang_ended_table *table,
                                             const unsigned char key[TOEGANG_ENDED_KEY], time_t now)
{
    for (size_t i = 0; i < TOEGANG_ENDED_REACH; i++) {
        const toegang_ended_slot *slot = &table->slots[place_of(key, i)];
        if (slot->until > now && memcmp(slot->key, key, TOEGANG_ENDED_KEY) == 0) return slot;
    }
    return NULL;
}

static size_t room(toegang_ended_table *table, const unsigned char *key, time_t now)
{
    for (size_t i = 0; i < TOEGANG_ENDED_REACH; i++)
        if (table->slots[place_of(key, i)].until <= now) return place_of(key, i);
    memset(table->slots, 0, sizeof table->slots);
    table->floor = now;
    return place_of(key, 0);
}

int toegang_ended_note(toegang_ended_table *table, const unsigned char key[TOEGANG_ENDED_KEY], time_t now,
                       time_t until)
{
    const toegang_ended_slot *known = toegang_ended_find(table, key, now);
    toegang_ended_slot *slot = &table->slots[known ? (size_t)(known - table->slots) : room(table, key, now)];
    if (known && known->until > until) until = known->until;
    *slot = (toegang_ended_slot){.at = now, .until = until};
    memcpy(slot->key, key, TOEGANG_ENDED_KEY);
    return known != NULL;
}

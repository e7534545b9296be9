/* SPDX-License-Identifier: Apache-2.0 */
/* The table of ended visits: what is noted stays known until its end, whatever comes besides; when it is full
 * it fails closed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ended_table.h"

static toegang_ended_table table;
static unsigned number, bad;

static void tell(const char *name, int good)
{
    printf("%s %u - %s\n", good ? "ok" : "not ok", ++number, name);
    bad += !good;
}

/* Keys as hashes are: anywhere. crowd: all of them in one place, as no hash is. */
static void key_of(unsigned n, int crowd, unsigned char key[TOEGANG_ENDED_KEY])
{
    unsigned long long state = n * 0x9E3779B97F4A7C15ULL + 1;
    for (size_t i = 0; i < TOEGANG_ENDED_KEY; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        key[i] = (unsigned char)state;
    }
    if (crowd) memset(key, 7, 3);
}

static unsigned known(unsigned from, unsigned to, int crowd, time_t now)
{
    unsigned char key[TOEGANG_ENDED_KEY];
    unsigned count = 0;
    for (unsigned i = from; i < to; i++) {
        key_of(i, crowd, key);
        count += toegang_ended_find(&table, key, now) != NULL;
    }
    return count;
}

static unsigned note(unsigned from, unsigned to, int crowd, time_t now, time_t until)
{
    unsigned char key[TOEGANG_ENDED_KEY];
    unsigned again = 0;
    for (unsigned i = from; i < to; i++) {
        key_of(i, crowd, key);
        again += (unsigned)toegang_ended_note(&table, key, now, until);
    }
    return again;
}

int main(void)
{
    tell("an empty table knows nothing", known(0, 1000, 0, 1) == 0);
    tell("what is noted is new", note(0, 16000, 0, 100, 200) == 0);
    tell("and known", known(0, 16000, 0, 100) == 16000 && known(0, 16000, 0, 199) == 16000);
    tell("until its end", known(0, 16000, 0, 200) == 0);
    tell("others are not", known(16000, 32000, 0, 100) == 0);
    tell("half full it forgets nothing", table.floor == 0);
    tell("a second time it is known", note(0, 10, 0, 150, 160) == 10);
    tell("and stays as long as it was to", known(0, 10, 0, 199) == 10);
    tell("what has ended makes room",
         note(16000, 32000, 0, 200, 300) == 0 && known(16000, 32000, 0, 250) == 16000);
    tell("and nothing had to go", table.floor == 0);
    memset(&table, 0, sizeof table);
    tell("in one place there is room for 32",
         note(0, 32, 1, 100, 200) == 0 && known(0, 32, 1, 150) == 32 && table.floor == 0);
    tell("the next one ends everything that began until now",
         note(32, 33, 1, 150, 200) == 0 && table.floor == 150);
    tell("and is known itself", known(32, 33, 1, 160) == 1 && known(0, 32, 1, 160) == 0);
    memset(&table, 0, sizeof table);
    for (unsigned i = 0; i < 200000; i++) (void)note(i, i + 1, 0, 1000 + i / 100, 100000);
    tell("a flood fails closed and is bounded", table.floor > 1000 && table.floor <= 3000);
    tell("the last ones are known, or have ended with all", known(199999, 200000, 0, 3000) == 1);
    printf("1..%u\n", number);
    return bad != 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* fetch_tool URL LIMIT PATIENCE [AUTHORITIES]: "STATUS CHECK OCTETS MILLISECONDS came: CAME", for fetch.py. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "directory/fetch.h"

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int main(int words, char **word)
{
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    toegang_report report = {0};
    if (words < 4) return 2;
    long long begun = now();
    toegang_status status = tg_fetch(word[1], words > 4 ? word[4] : NULL, (size_t)atoll(word[2]), atoll(word[3]),
                                     &arena, &out, &report);
    unsigned long sum = 0;
    for (size_t i = 0; i < out.length; i++) sum += (unsigned char)out.at[i];
    printf("%d %s %zu %lu %lld came: %s\n", (int)status, *report.check ? report.check : "-", out.length, sum,
           now() - begun, report.came);
    tg_arena_free(&arena);
    return 0;
}

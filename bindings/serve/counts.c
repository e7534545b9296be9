/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "serve.h"

const int64_t bucket_microseconds[BUCKETS] = {250,   500,   1000,   2500,   5000,    10000,
                                              25000, 50000, 100000, 250000, 1000000, 2500000};
const char *const count_outcomes[5] = {"permit", "deny", "indeterminate", "refused", "done"};

static size_t outcome_of(const struct answer *answer)
{
    for (size_t i = 0; i < 3; i++)
        if (strcmp(answer->outcome, count_outcomes[i]) == 0) return i;
    if (answer->status >= 500) return 2;
    return answer->status >= 400 ? 3 : 4;
}

void count_answer(struct counts *counts, const struct request *request)
{
    enum endpoint_id id = request->endpoint;
    int64_t took = request->began > 0 ? clock_us() - request->began : 0;
    size_t bucket = 0;
    while (bucket < BUCKETS && took > bucket_microseconds[bucket]) bucket++;
    atomic_fetch_add(&counts->answers[id][outcome_of(&request->answer)], 1);
    atomic_fetch_add(&counts->buckets[id][bucket], 1);
    atomic_fetch_add(&counts->microseconds[id], (uint_fast64_t)took);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer adds to the counts, from any thread. */
#include "serve.h"

const struct bucket count_buckets[BUCKETS] = {
    {250, "0.00025"}, {500, "0.0005"}, {1000, "0.001"}, {2500, "0.0025"}, {5000, "0.005"},  {10000, "0.01"},
    {25000, "0.025"}, {50000, "0.05"}, {100000, "0.1"}, {250000, "0.25"}, {1000000, "1.0"}, {2500000, "2.5"}};

static size_t bucket_of(int64_t microseconds)
{
    size_t bucket = 0;
    while (bucket < BUCKETS && microseconds > count_buckets[bucket].microseconds) bucket++;
    return bucket;
}

void count_answer(struct counts *counts, const struct request *request)
{
    const enum endpoint_id id = request->endpoint;
    const struct answer *answer = &request->answer;
    int64_t took = request->began > 0 ? clock_us() - request->began : 0;
    for (size_t i = 0; i < STATUSES; i++)
        if (answer_statuses[i].status == answer->status) atomic_fetch_add(&counts->answers[id][i], 1);
    for (size_t i = 0; i < 3; i++)
        if (answer->decisions[i] > 0) atomic_fetch_add(&counts->decisions[id][i], answer->decisions[i]);
    atomic_fetch_add(&counts->buckets[id][bucket_of(took)], 1);
    atomic_fetch_add(&counts->microseconds[id], (uint_fast64_t)took);
}

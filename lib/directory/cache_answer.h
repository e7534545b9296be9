/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_CACHE_ANSWER_H
#define TG_DIRECTORY_CACHE_ANSWER_H

#include <pthread.h>

#include "cache_table.h"
#include "directory/deadline.h"

/* The state of a cache. */
struct tg_cache {
    toegang_directory *inside;
    toegang_cache_settings settings;
    struct tg_clock clock;
    uint8_t seed[TG_SIPHASH_KEY];
    pthread_mutex_t mutex; /* guards all below */
    struct tg_cache_table table;
    uint64_t hits, misses;
};

/* From what is kept, or from the directory inside. */
toegang_status tg_cache_answer(struct tg_cache *cache, const toegang_directory_question *question,
                               toegang_fact_sink *sink, void *context, toegang_report *report);

#endif

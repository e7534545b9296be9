/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that are kept for a while: the directory, its settings, and what it tells of itself. */
#include "cache.h"

#include <sys/random.h>

#include "base/report.h"
#include "cache_answer.h"
#include "parts.h"

static toegang_status read_cache(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    return tg_cache_answer(self, question, sink, context, report);
}

static void close_cache(void *self)
{
    struct tg_cache *cache = self;
    tg_kept_release_all(tg_table_empty(&cache->table));
    (void)pthread_mutex_destroy(&cache->mutex);
    toegang_directory_free(cache->inside);
}

static uint64_t generation_inside(void *self)
{
    return toegang_directory_generation(((struct tg_cache *)self)->inside);
}

static toegang_directory *inside_of(void *self, toegang_register reg)
{
    (void)reg;
    return ((struct tg_cache *)self)->inside;
}

static toegang_status describe_cache(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                     void *context, toegang_report *report)
{
    struct tg_cache *cache = self;
    if (pthread_mutex_lock(&cache->mutex) != 0) return tg_no_memory(report);
    const uint64_t numbers[] = {cache->hits, cache->misses, cache->table.entries, cache->table.octets};
    (void)pthread_mutex_unlock(&cache->mutex);
    tg_tell_number(sink, context, "cache.hits", numbers[0]);
    tg_tell_number(sink, context, "cache.misses", numbers[1]);
    tg_tell_number(sink, context, "cache.entries", numbers[2]);
    tg_tell_number(sink, context, "cache.octets", numbers[3]);
    return toegang_directory_describe(cache->inside, patience_ms, sink, context, report);
}

static const toegang_directory_class cache_class = {
    .size = sizeof cache_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "cache",
    .read = read_cache,
    .close = close_cache,
    .generation = generation_inside,
    .describe = describe_cache,
    .inner = inside_of,
};

#define FOR_MS 300000
#define NEGATIVE_MS 15000
#define LIFE_MAX_MS 86400000
#define REFRESH 75
#define ENTRIES 100000
#define ENTRIES_MAX 10000000
#define OCTETS ((size_t)64 << 20)

static bool fill_settings(const toegang_cache_settings *given, toegang_cache_settings *out)
{
    if (given && given->size < sizeof *given) return false;
    *out = given ? *given : (toegang_cache_settings){.size = sizeof *out};
    if (out->for_ms == 0) out->for_ms = FOR_MS;
    if (out->negative_ms == 0) out->negative_ms = NEGATIVE_MS;
    if (out->refresh == 0) out->refresh = REFRESH;
    if (out->entries == 0) out->entries = ENTRIES;
    if (out->octets == 0) out->octets = OCTETS;
    return out->for_ms > 0 && out->for_ms <= LIFE_MAX_MS && out->negative_ms > 0 &&
           out->negative_ms <= LIFE_MAX_MS && out->refresh <= 100 && out->entries <= ENTRIES_MAX;
}

/* From the system, once: a table whose hash somebody could foresee could be made slow. */
static bool draw_seed(uint8_t seed[TG_SIPHASH_KEY])
{
    return getrandom(seed, TG_SIPHASH_KEY, 0) == TG_SIPHASH_KEY;
}

static struct tg_cache *new_cache(struct tg_arena *arena, const toegang_cache_settings *settings)
{
    struct tg_cache *cache = tg_arena_take(arena, sizeof *cache);
    if (!cache || !tg_table_new(&cache->table, settings->entries, settings->octets, arena)) return NULL;
    cache->settings = *settings;
    return draw_seed(cache->seed) && pthread_mutex_init(&cache->mutex, NULL) == 0 ? cache : NULL;
}

toegang_status tg_cache_new(toegang_directory *inside, const toegang_cache_settings *settings,
                            const struct tg_clock *clock, toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    toegang_cache_settings filled;
    if (!inside || !out || !fill_settings(settings, &filled))
        return tg_misuse(report, "a directory, settings within their limits, and out");
    struct tg_cache *cache = new_cache(&arena, &filled);
    if (!cache) return tg_arena_free(&arena), tg_no_memory(report);
    cache->clock = *clock;
    cache->inside = inside;
    toegang_status status = tg_directory_own(&cache_class, cache, &arena, out, report);
    if (status == TOEGANG_GOOD) return status;
    (void)pthread_mutex_destroy(&cache->mutex);
    tg_arena_free(&arena);
    return status;
}

toegang_status toegang_directory_cache_new(toegang_directory *inside, const toegang_cache_settings *settings,
                                           toegang_directory **out, toegang_report *report)
{
    return tg_cache_new(inside, settings, &tg_clock, out, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers that are kept for a while. Only an answer is: a source that fails is asked by the next one again. The lock
 * guards the table and is never held while a directory is asked or a fact passed on. Who asks what is not kept asks
 * for himself, also when another asks the same at that moment: so nobody waits on a patience that is not his, and at
 * most as many ask as there are threads. Of those who find an answer that grows old one alone asks anew.
 */
#include "cache.h"

#include <pthread.h>
#include <sys/random.h>

#include "base/report.h"
#include "cache_table.h"
#include "directory/check.h"
#include "parts.h"

struct cache {
    toegang_directory *inside;
    toegang_cache_settings settings;
    struct tg_clock clock;
    uint8_t seed[TG_SIPHASH_KEY];
    pthread_mutex_t mutex; /* guards all below */
    struct tg_cache_table table;
    uint64_t hits, misses;
};

/* One question on its way. */
struct asking {
    struct cache *cache;
    const toegang_directory_question *question;
    struct tg_cache_key key;
};

static int64_t now(const struct cache *cache)
{
    return cache->clock.now(cache->clock.context);
}

/* ---- what is kept ---- */

/* It lives, nothing has changed that the directory heard of, and it is not older than was asked. */
static bool serves(const struct tg_kept *kept, const toegang_directory_question *question, int64_t at,
                   uint64_t generation)
{
    return at < kept->ends && kept->generation == generation &&
           (question->since == 0 || question->since <= kept->shows);
}

static bool takes_renewal(struct tg_kept *kept, int64_t at)
{
    if (kept->is_renewing || at < kept->renewed) return false;
    return kept->is_renewing = true;
}

/* An answer, of which the caller is now a user, or NULL. renews: and he is the one who asks anew. */
static struct tg_kept *look_up(struct asking *asking, bool *renews)
{
    struct cache *cache = asking->cache;
    uint64_t generation = toegang_directory_generation(cache->inside);
    int64_t at = now(cache);
    if (asking->question->fresh || pthread_mutex_lock(&cache->mutex) != 0) return NULL;
    struct tg_kept *kept = tg_table_find(&cache->table, &asking->key);
    if (kept && !serves(kept, asking->question, at, generation)) kept = NULL;
    if (kept) {
        atomic_fetch_add(&kept->users, 1);
        *renews = takes_renewal(kept, at);
    }
    *(kept ? &cache->hits : &cache->misses) += 1;
    (void)pthread_mutex_unlock(&cache->mutex);
    return kept;
}

static void keep(struct cache *cache, struct tg_kept *kept)
{
    if (pthread_mutex_lock(&cache->mutex) != 0) return;
    struct tg_kept *dropped = tg_table_keep(&cache->table, kept, now(cache));
    (void)pthread_mutex_unlock(&cache->mutex);
    tg_kept_release_all(dropped);
}

/* The source failed: the next try is half-way to the end, so that a source that is down is not asked each time. */
static bool give_up_renewal(struct asking *asking, struct tg_kept *kept)
{
    struct cache *cache = asking->cache;
    uint64_t generation = toegang_directory_generation(cache->inside);
    int64_t at = now(cache);
    if (pthread_mutex_lock(&cache->mutex) != 0) return false;
    kept->is_renewing = false;
    kept->renewed = at + (kept->ends - at) / 2;
    (void)pthread_mutex_unlock(&cache->mutex);
    return serves(kept, asking->question, at, generation);
}

static toegang_status push(const struct tg_kept *kept, toegang_fact_sink *sink, void *context)
{
    for (size_t i = 0; i < kept->count; i++) {
        toegang_status status = sink(context, &kept->facts[i]);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

/* ---- what is asked ---- */

static int64_t longest_life(const struct cache *cache)
{
    const toegang_cache_settings *settings = &cache->settings;
    return settings->for_ms > settings->negative_ms ? settings->for_ms : settings->negative_ms;
}

/*
 * An answer that is kept must still be young enough for who asks at the end of its life, and an empty one has no fact
 * that says how old it is. So the source is asked for more than the question wants: for what stood that much later,
 * at most half of what it allows.
 */
static toegang_time since_for_later(const struct cache *cache, const toegang_directory_question *question)
{
    if (question->since == 0 || question->fresh || question->at <= question->since) return question->since;
    uint64_t allowed = ((uint64_t)question->at - (uint64_t)question->since) / 2;
    uint64_t life = (uint64_t)longest_life(cache) / 1000 + 1;
    return question->since + (toegang_time)(allowed < life ? allowed : life);
}

static bool is_too_old(toegang_status status, const toegang_report *told)
{
    return status == TOEGANG_UNAVAILABLE && strcmp(told->check, CHECK_DIRECTORY_STALE) == 0;
}

/* A source that cannot say so much is asked for what the question wants, and its answer serves no later one. */
static toegang_status ask(struct asking *asking, struct tg_gathered *gathered, toegang_time *shows,
                          toegang_report *report)
{
    const struct cache *cache = asking->cache;
    toegang_directory_question question = *asking->question;
    toegang_report told = {0};
    struct tg_deadline deadline = tg_deadline_of(question.patience_ms);
    question.since = since_for_later(cache, &question);
    toegang_status status = tg_gather(cache->inside, &question, gathered, &told);
    if (question.since != asking->question->since && is_too_old(status, &told) &&
        tg_deadline_share(deadline, 1, &question.patience_ms)) {
        tg_gathered_free(gathered);
        question.since = asking->question->since;
        told = (toegang_report){0};
        status = tg_gather(cache->inside, &question, gathered, &told);
    }
    *shows = question.since != 0 ? question.since : TOEGANG_ALWAYS;
    if (status != TOEGANG_GOOD) (void)tg_report_pass(report, &told);
    return status;
}

/* Its life begins before its question, and so does what the directory has heard by then. */
static toegang_status ask_and_pack(struct asking *asking, struct tg_kept **out, toegang_report *report)
{
    struct cache *cache = asking->cache;
    struct tg_gathered gathered = {0};
    toegang_time shows = TOEGANG_ALWAYS;
    int64_t asked = now(cache);
    uint64_t generation = toegang_directory_generation(cache->inside);
    toegang_status status = ask(asking, &gathered, &shows, report);
    struct tg_kept *kept = status == TOEGANG_GOOD ? tg_kept_new(&gathered, &asking->key) : NULL;
    tg_gathered_free(&gathered);
    if (!kept) return status == TOEGANG_GOOD ? tg_no_memory(report) : status;
    int64_t life = kept->count > 0 ? cache->settings.for_ms : cache->settings.negative_ms;
    kept->asked = asked;
    kept->ends = asked + life;
    kept->renewed = asked + life * cache->settings.refresh / 100;
    kept->generation = generation;
    kept->shows = shows;
    *out = kept;
    return TOEGANG_GOOD;
}

/* The old answer, where there is one, is given while it lives when the source fails now. */
static toegang_status answer_anew(struct asking *asking, struct tg_kept **given, toegang_report *report)
{
    toegang_report told = {0};
    struct tg_kept *old = *given;
    toegang_status status = ask_and_pack(asking, given, &told);
    if (status == TOEGANG_GOOD)
        keep(asking->cache, *given);
    else if (old && give_up_renewal(asking, old))
        status = TOEGANG_GOOD;
    else
        (void)tg_report_pass(report, &told);
    return status;
}

static toegang_status answer(struct asking *asking, toegang_fact_sink *sink, void *context, toegang_report *report)
{
    bool renews = false;
    toegang_status status = TOEGANG_GOOD;
    struct tg_kept *kept = look_up(asking, &renews), *given = kept;
    if (!kept || renews) status = answer_anew(asking, &given, report);
    if (status == TOEGANG_GOOD) status = push(given, sink, context);
    if (given && given != kept) tg_kept_release(given);
    if (kept) tg_kept_release(kept);
    return status;
}

static toegang_status read_cache(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                                 void *context, toegang_report *report)
{
    struct asking asking; /* its key is not zeroed: it is written as far as it reaches */
    asking.cache = self;
    asking.question = question;
    if (!tg_cache_key_make(question, asking.cache->settings.version, asking.cache->seed, &asking.key))
        return toegang_directory_read(asking.cache->inside, question, sink, context, report);
    toegang_status status = answer(&asking, sink, context, report);
    tg_cache_key_wipe(&asking.key);
    return status;
}

/* ---- the directory ---- */

static void close_cache(void *self)
{
    struct cache *cache = self;
    tg_kept_release_all(tg_table_empty(&cache->table));
    (void)pthread_mutex_destroy(&cache->mutex);
    toegang_directory_free(cache->inside);
}

static uint64_t generation_inside(void *self)
{
    return toegang_directory_generation(((struct cache *)self)->inside);
}

static toegang_directory *inside_of(void *self, toegang_register reg)
{
    (void)reg;
    return ((struct cache *)self)->inside;
}

static toegang_status describe_cache(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                     toegang_report *report)
{
    struct cache *cache = self;
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

static struct cache *new_cache(struct tg_arena *arena, const toegang_cache_settings *settings)
{
    struct cache *cache = tg_arena_take(arena, sizeof *cache);
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
    struct cache *cache = new_cache(&arena, &filled);
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

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of one question through a cache. Only an answer is kept: a source that fails is asked by the next
 * one again. The lock guards the table and is never held while a directory is asked or a fact passed on. Who
 * asks what is not kept asks for himself, also when another asks the same at that moment: so nobody waits on
 * a patience that is not his, and at most as many ask as there are threads. Of those who find an answer that
 * grows old one alone asks anew.
 */
#include "cache_answer.h"

#include "base/report.h"
#include "directory/check.h"

/* One question on its way. */
struct asking {
    struct tg_cache *cache;
    const toegang_directory_question *question;
    struct tg_cache_key key;
};

static int64_t now(const struct tg_cache *cache)
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

/* Whether it is this asker's turn to ask anew; who may not wait leaves the turn to another. */
static bool takes_renewal(struct tg_kept *kept, bool at_hand, int64_t at)
{
    if (kept->is_renewing || at < kept->renewed) return false;
    kept->is_renewing = !at_hand;
    return true;
}

/* An answer, of which the caller is now a user, or NULL. renews: and he is the one who asks anew. */
static struct tg_kept *look_up(struct asking *asking, bool *renews)
{
    struct tg_cache *cache = asking->cache;
    uint64_t generation = toegang_directory_generation(cache->inside);
    int64_t at = now(cache);
    if (asking->question->fresh || pthread_mutex_lock(&cache->mutex) != 0) return NULL;
    struct tg_kept *kept = tg_table_find(&cache->table, &asking->key);
    if (kept && !serves(kept, asking->question, at, generation)) kept = NULL;
    if (kept) {
        atomic_fetch_add(&kept->users, 1);
        *renews = takes_renewal(kept, asking->question->at_hand, at);
    }
    bool is_passed_on = asking->question->at_hand && (!kept || *renews); /* and counted when it comes again */
    if (!is_passed_on) *(kept ? &cache->hits : &cache->misses) += 1;
    (void)pthread_mutex_unlock(&cache->mutex);
    return kept;
}

static void keep(struct tg_cache *cache, struct tg_kept *kept)
{
    if (pthread_mutex_lock(&cache->mutex) != 0) return;
    struct tg_kept *dropped = tg_table_keep(&cache->table, kept, now(cache));
    (void)pthread_mutex_unlock(&cache->mutex);
    tg_kept_release_all(dropped);
}

/* The source failed: the next try is half-way to the end; one that is down is not asked each time. */
static bool give_up_renewal(struct asking *asking, struct tg_kept *kept)
{
    struct tg_cache *cache = asking->cache;
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

static int64_t longest_life(const struct tg_cache *cache)
{
    const toegang_cache_settings *settings = &cache->settings;
    return settings->for_ms > settings->negative_ms ? settings->for_ms : settings->negative_ms;
}

/*
 * An answer that is kept must still be young enough for who asks at the end of its life, and an empty one has
 * no fact that says how old it is. So the source is asked for more than the question wants: for what stood
 * that much later, at most half of what it allows.
 */
static toegang_time since_for_later(const struct tg_cache *cache, const toegang_directory_question *question)
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

/* A source that cannot say so much is asked for what the question wants; the answer serves no later one. */
static toegang_status ask(struct asking *asking, struct tg_gathered *gathered, toegang_time *shows,
                          toegang_report *report)
{
    const struct tg_cache *cache = asking->cache;
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
    struct tg_cache *cache = asking->cache;
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

static toegang_status answer(struct asking *asking, toegang_fact_sink *sink, void *context,
                             toegang_report *report)
{
    bool renews = false;
    toegang_status status = TOEGANG_GOOD;
    struct tg_kept *kept = look_up(asking, &renews), *given = kept;
    if (renews && asking->question->at_hand)
        status = tg_not_at_hand(report);
    else if (!kept || renews)
        status = answer_anew(asking, &given, report);
    if (status == TOEGANG_GOOD) status = push(given, sink, context);
    if (given && given != kept) tg_kept_release(given);
    if (kept) tg_kept_release(kept);
    return status;
}

toegang_status tg_cache_answer(struct tg_cache *cache, const toegang_directory_question *question,
                               toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct asking asking; /* its key is not zeroed: it is written as far as it reaches */
    asking.cache = cache;
    asking.question = question;
    if (!tg_cache_key_make(question, cache->settings.version, cache->seed, &asking.key))
        return toegang_directory_read(cache->inside, question, sink, context, report);
    toegang_status status = answer(&asking, sink, context, report);
    tg_cache_key_wipe(&asking.key);
    return status;
}

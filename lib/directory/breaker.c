/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A source that fails is left alone for a while, so that nobody waits for it in vain and it is not overrun
 * when it comes back. Closed: all may ask. Open: nobody. Then half open: one alone, the probe, whose answer
 * closes it and whose failure opens it anew.
 */
#include "breaker.h"

#include <pthread.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "parts.h"

struct breaker {
    toegang_directory *inside;
    unsigned most;
    int64_t open_ms;
    struct tg_clock clock;
    pthread_mutex_t mutex; /* guards all below */
    unsigned failures;     /* in a row; at most: it is open */
    int64_t until;         /* while it is open: when one may try */
    bool is_probed;        /* and one does */
};

enum pass { PASS_NONE, PASS_ANY, PASS_PROBE, PASS_LATER };
enum outcome { OUTCOME_GOOD, OUTCOME_FAILURE, OUTCOME_NEITHER };

static bool is_open(const struct breaker *breaker)
{
    return breaker->failures >= breaker->most;
}

/* Who may not wait is no probe: he comes back as one who may. */
static enum pass enter(struct breaker *breaker, bool at_hand, unsigned *failures)
{
    int64_t at = breaker->clock.now(breaker->clock.context);
    enum pass pass = PASS_ANY;
    if (pthread_mutex_lock(&breaker->mutex) != 0) return PASS_NONE;
    if (is_open(breaker)) pass = breaker->is_probed || at < breaker->until ? PASS_NONE : PASS_PROBE;
    if (pass == PASS_PROBE && at_hand) pass = PASS_LATER;
    if (pass == PASS_PROBE) breaker->is_probed = true;
    *failures = breaker->failures;
    (void)pthread_mutex_unlock(&breaker->mutex);
    return pass;
}

/* Who entered before it opened has no say afterwards: only the probe has. */
static void note(struct breaker *breaker, enum pass pass, enum outcome outcome, int64_t at)
{
    if (is_open(breaker) != (pass == PASS_PROBE)) return;
    if (outcome == OUTCOME_GOOD) breaker->failures = 0;
    if (outcome == OUTCOME_FAILURE && !is_open(breaker)) breaker->failures++;
    if (outcome == OUTCOME_FAILURE && is_open(breaker)) breaker->until = at + breaker->open_ms;
    if (pass == PASS_PROBE) breaker->is_probed = false;
}

static void leave(struct breaker *breaker, enum pass pass, enum outcome outcome)
{
    int64_t at = breaker->clock.now(breaker->clock.context);
    if (pthread_mutex_lock(&breaker->mutex) != 0) return;
    note(breaker, pass, outcome, at);
    (void)pthread_mutex_unlock(&breaker->mutex);
}

static toegang_status refuse(unsigned failures, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_BREAKER, "a source that answers",
                      "%u failures in a row", failures);
}

/* ---- whose failure it is ---- */

struct passing {
    toegang_fact_sink *sink;
    void *context;
    toegang_status status;
};

static toegang_status pass_on(void *context, const toegang_fact *fact)
{
    struct passing *passing = context;
    return passing->status = passing->sink(passing->context, fact);
}

/* The source answers, but this one question badly: others need not suffer, nor may somebody make them. */
static bool is_of_the_question(const char *check)
{
    static const char *const checks[] = {CHECK_DIRECTORY_ANSWER, CHECK_DIRECTORY_FACT, CHECK_DIRECTORY_LIMIT,
                                         CHECK_DIRECTORY_ROW, CHECK_DIRECTORY_STALE};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(check, checks[i]) == 0) return true;
    return false;
}

static enum outcome outcome_of(toegang_status status, const struct passing *passing,
                               const toegang_report *told)
{
    if (passing->status != TOEGANG_GOOD) return OUTCOME_NEITHER;
    if (status == TOEGANG_GOOD) return OUTCOME_GOOD;
    if (status != TOEGANG_UNAVAILABLE) return OUTCOME_NEITHER;
    return is_of_the_question(told->check) ? OUTCOME_GOOD : OUTCOME_FAILURE;
}

static toegang_status read_breaker(void *self, const toegang_directory_question *question,
                                   toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct breaker *breaker = self;
    struct passing passing = {sink, context, TOEGANG_GOOD};
    toegang_report told = {0};
    unsigned failures = 0;
    enum pass pass = enter(breaker, question->at_hand, &failures);
    if (pass == PASS_NONE) return refuse(failures, report);
    if (pass == PASS_LATER) return tg_not_at_hand(report);
    toegang_status status = toegang_directory_read(breaker->inside, question, pass_on, &passing, &told);
    if (!question->at_hand) leave(breaker, pass, outcome_of(status, &passing, &told));
    if (status != TOEGANG_GOOD) (void)tg_report_pass(report, &told);
    return status;
}

/* ---- the directory ---- */

static void close_breaker(void *self)
{
    struct breaker *breaker = self;
    (void)pthread_mutex_destroy(&breaker->mutex);
    toegang_directory_free(breaker->inside);
}

static uint64_t generation_inside(void *self)
{
    return toegang_directory_generation(((struct breaker *)self)->inside);
}

static toegang_directory *inside_of(void *self, toegang_register reg)
{
    (void)reg;
    return ((struct breaker *)self)->inside;
}

static const char *state_of(const struct breaker *breaker)
{
    if (!is_open(breaker)) return "closed";
    return breaker->is_probed ? "half-open" : "open";
}

static toegang_status describe_breaker(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                       void *context, toegang_report *report)
{
    struct breaker *breaker = self;
    if (pthread_mutex_lock(&breaker->mutex) != 0) return tg_no_memory(report);
    const char *state = state_of(breaker);
    unsigned failures = breaker->failures;
    (void)pthread_mutex_unlock(&breaker->mutex);
    sink(context, "breaker.state", state);
    tg_tell_number(sink, context, "breaker.failures", failures);
    return toegang_directory_describe(breaker->inside, patience_ms, sink, context, report);
}

static const toegang_directory_class breaker_class = {
    .size = sizeof breaker_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "breaker",
    .read = read_breaker,
    .close = close_breaker,
    .generation = generation_inside,
    .describe = describe_breaker,
    .inner = inside_of,
};

#define FAILURES 5
#define FAILURES_MAX 1000
#define OPEN_MS 30000
#define OPEN_MAX_MS 3600000

static bool fill_settings(const toegang_breaker_settings *given, toegang_breaker_settings *out)
{
    if (given && given->size < sizeof *given) return false;
    *out = given ? *given : (toegang_breaker_settings){.size = sizeof *out};
    if (out->failures == 0) out->failures = FAILURES;
    if (out->open_ms == 0) out->open_ms = OPEN_MS;
    return out->failures <= FAILURES_MAX && out->open_ms > 0 && out->open_ms <= OPEN_MAX_MS;
}

static struct breaker *new_breaker(struct tg_arena *arena, const toegang_breaker_settings *settings)
{
    struct breaker *breaker = tg_arena_take(arena, sizeof *breaker);
    if (!breaker || pthread_mutex_init(&breaker->mutex, NULL) != 0) return NULL;
    breaker->most = settings->failures;
    breaker->open_ms = settings->open_ms;
    return breaker;
}

toegang_status tg_breaker_new(toegang_directory *inside, const toegang_breaker_settings *settings,
                              const struct tg_clock *clock, toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    toegang_breaker_settings filled;
    if (!inside || !out || !fill_settings(settings, &filled))
        return tg_misuse(report, "a directory, settings within their limits, and out");
    struct breaker *breaker = new_breaker(&arena, &filled);
    if (!breaker) return tg_arena_free(&arena), tg_no_memory(report);
    breaker->inside = inside;
    breaker->clock = *clock;
    toegang_status status = tg_directory_own(&breaker_class, breaker, &arena, out, report);
    if (status == TOEGANG_GOOD) return status;
    (void)pthread_mutex_destroy(&breaker->mutex);
    tg_arena_free(&arena);
    return status;
}

toegang_status toegang_directory_breaker_new(toegang_directory *inside,
                                             const toegang_breaker_settings *settings,
                                             toegang_directory **out, toegang_report *report)
{
    return tg_breaker_new(inside, settings, &tg_clock, out, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The class wrapper: what a store answers is checked here, once for all stores, and doubt is never "not
 * used". */
#include "directory/replay.h"

#include <string.h>

#include "base/report.h"
#include "directory/check_replay.h"
#include "told.h"

/* Lies in its own arena, together with what our own stores keep. */
struct toegang_replay {
    const toegang_replay_class *class_;
    void *self;
    struct tg_arena arena;
};

static toegang_status check_class(const toegang_replay_class *class_, toegang_report *report)
{
    if (!class_ || class_->size < sizeof *class_) return tg_misuse(report, "a class with its size");
    if (!class_->name || !*class_->name) return tg_misuse(report, "a class with a name");
    if (!class_->use) return tg_misuse(report, "a class with use");
    if (class_->flags & ~(uint32_t)TOEGANG_REPLAY_CONCURRENT)
        return tg_misuse(report, "known flags of a class");
    return TOEGANG_GOOD;
}

toegang_status tg_replay_own(const toegang_replay_class *class_, void *self, struct tg_arena *arena,
                             toegang_replay **out, toegang_report *report)
{
    toegang_replay *replay = tg_arena_take(arena, sizeof *replay);
    if (!replay) return tg_no_memory(report);
    *replay = (toegang_replay){class_, self, *arena};
    *arena = (struct tg_arena){0};
    *out = replay;
    return TOEGANG_GOOD;
}

toegang_status toegang_replay_new(const toegang_replay_class *class_, void *self, toegang_replay **out,
                                  toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!out) return tg_misuse(report, "out");
    toegang_status status = check_class(class_, report);
    if (status == TOEGANG_GOOD) status = tg_replay_own(class_, self, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

void toegang_replay_free(toegang_replay *replay)
{
    if (!replay) return;
    struct tg_arena arena = replay->arena; /* holds the memory itself */
    if (replay->class_->close) replay->class_->close(replay->self);
    tg_arena_free(&arena);
}

toegang_status tg_replay_used(toegang_report *report)
{
    return tg_refuse(report, CHECK_REPLAY_USED, "an assertion or token that was not used before",
                     tg_span_of("one that was used"));
}

toegang_time tg_replay_ended(toegang_time at)
{
    return at > TOEGANG_ALWAYS + TG_REPLAY_GRACE ? at - TG_REPLAY_GRACE : TOEGANG_ALWAYS;
}

static bool is_key(const char *key)
{
    return strspn(key, "0123456789abcdef") == TG_REPLAY_KEY && !key[TG_REPLAY_KEY];
}

/* Good or no only when the report bears it out: a store that forgot to say why may have forgotten more. */
static toegang_status told_answer(const toegang_replay *replay, toegang_status status, toegang_report *told,
                                  toegang_report *report)
{
    bool is_failure = status == TOEGANG_REFUSED || tg_told_failure(status);
    if (is_failure && told->status == status && tg_told_reason(told))
        return tg_told_pass(told, status, report);
    if (status == TOEGANG_GOOD && told->status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS, "an answer or a reason",
                      "status %d of %.64s", (int)status, replay->class_->name);
}

toegang_status toegang_replay_use(toegang_replay *replay, const char *key, toegang_time until,
                                  toegang_time at, toegang_report *report)
{
    toegang_report told = {0};
    if (!replay || !key || !is_key(key))
        return tg_misuse(report, "a memory and a key of 64 hexadecimal digits");
    if (until <= at) return tg_misuse(report, "until after at");
    return told_answer(replay, replay->class_->use(replay->self, key, until, at, &told), &told, report);
}

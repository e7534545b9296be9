/* SPDX-License-Identifier: Apache-2.0 */
/* The class wrapper: what an adapter answers is checked here, once for all adapters. */
#include "directory/directory.h"

#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "wrapped.h"

static bool fits_write(const toegang_directory_class *class_)
{
    return ((class_->flags & TOEGANG_DIRECTORY_WRITES) != 0) == (class_->write != NULL);
}

/* A flag that we do not know asks for something that we would not do. */
static toegang_status check_class(const toegang_directory_class *class_, toegang_report *report)
{
    const uint32_t known = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_WRITES | TOEGANG_DIRECTORY_AT_HAND;
    if (!class_ || class_->size < sizeof *class_) return tg_misuse(report, "a class with its size");
    if (!class_->name || !*class_->name) return tg_misuse(report, "a class with a name");
    if (!class_->read) return tg_misuse(report, "a class with read");
    if (class_->flags & ~known) return tg_misuse(report, "known flags of a class");
    return fits_write(class_) ? TOEGANG_GOOD : tg_misuse(report, "write exactly where the flag WRITES is");
}

toegang_status tg_directory_own(const toegang_directory_class *class_, void *self, struct tg_arena *arena,
                                toegang_directory **out, toegang_report *report)
{
    toegang_directory *directory = tg_arena_take(arena, sizeof *directory);
    if (!directory) return tg_no_memory(report);
    *directory = (toegang_directory){class_, self, *arena};
    *arena = (struct tg_arena){0};
    *out = directory;
    return TOEGANG_GOOD;
}

toegang_status toegang_directory_new(const toegang_directory_class *class_, void *self,
                                     toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!out) return tg_misuse(report, "out");
    toegang_status status = check_class(class_, report);
    if (status == TOEGANG_GOOD) status = tg_directory_own(class_, self, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

void toegang_directory_free(toegang_directory *directory)
{
    if (!directory) return;
    struct tg_arena arena = directory->arena; /* holds the directory itself */
    if (directory->class_->close) directory->class_->close(directory->self);
    tg_arena_free(&arena);
}

void *tg_directory_self(const toegang_directory *directory, const toegang_directory_class *class_)
{
    return directory && directory->class_ == class_ ? directory->self : NULL;
}

static toegang_status check_question(const toegang_directory_question *question, toegang_report *report)
{
    if (!question || question->size < sizeof *question) return tg_misuse(report, "a question with its size");
    if ((unsigned)question->reg >= TOEGANG_REGISTERS) return tg_misuse(report, "a register");
    if (!tg_register_holds(question->reg, question->kind))
        return tg_misuse(report, "a kind that the register holds");
    if (question->for_oneself && question->organisation.scheme != TOEGANG_SCHEME_NONE)
        return tg_misuse(report, "an organisation or for oneself");
    return TOEGANG_GOOD;
}

toegang_status tg_not_at_hand(toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_AT_HAND, "an answer in memory",
                     TG_SPAN("one that has to be waited for"));
}

bool tg_is_not_at_hand(toegang_status status, const toegang_report *told)
{
    return status == TOEGANG_UNAVAILABLE && strcmp(told->check, CHECK_DIRECTORY_AT_HAND) == 0;
}

/* What is made of directories passes the question on, and each of these is asked this. */
static bool may_wait(const toegang_directory *directory)
{
    return !(directory->class_->flags & (TOEGANG_DIRECTORY_AT_HAND | TG_DIRECTORY_PASSES_ON));
}

toegang_status toegang_directory_read(toegang_directory *directory,
                                      const toegang_directory_question *question, toegang_fact_sink *sink,
                                      void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !sink) return tg_misuse(report, "a directory and a sink");
    toegang_status status = check_question(question, report);
    if (status != TOEGANG_GOOD) return status;
    if (question->at_hand && may_wait(directory)) return tg_not_at_hand(report);
    bool is_passed_on = directory->class_->flags & TG_DIRECTORY_PASSES_ON;
    struct tg_guard guard = {question, sink, context, report, TOEGANG_GOOD, 0, is_passed_on};
    status = directory->class_->read(directory->self, question, tg_guard_sink, &guard, &told);
    if (guard.status != TOEGANG_GOOD) return guard.status; /* whatever the adapter made of it */
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

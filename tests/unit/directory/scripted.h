/* SPDX-License-Identifier: Apache-2.0 */
/* A directory that does what the test says, and a clock that stands still until it is moved. */
#ifndef SCRIPTED_H
#define SCRIPTED_H

#include "fact_maker.h"

#include <stdio.h>

#include "directory/deadline.h"

struct scripted {
    const toegang_fact *facts; /* of these, those that fit the question are pushed */
    size_t count;
    toegang_status status;
    const char *check; /* of a status that is not GOOD */
    uint64_t generation;
    toegang_time shows; /* a question that wants younger things is refused; 0: does not know its age */
    const char *detail;

    unsigned asked, closed;
    toegang_directory_question last;
    void (*meanwhile)(struct scripted *self); /* while it is asked, before it answers */
    void *other;
};

static inline bool scripted_fits(const toegang_fact *fact, const toegang_directory_question *question)
{
    if (fact->kind != question->kind) return false;
    if (question->holder.kind && !toegang_rrn_equal(&fact->holder, &question->holder)) return false;
    if (question->organisation.scheme &&
        !toegang_organisation_equal(&fact->organisation, &question->organisation))
        return false;
    if (question->for_oneself && fact->organisation.scheme) return false;
    return !question->eloket || (fact->eloket && strcmp(fact->eloket, question->eloket) == 0);
}

static inline toegang_status scripted_fail(const char *check, toegang_status status, toegang_report *report)
{
    report->status = status;
    (void)snprintf(report->check, sizeof report->check, "%s", check);
    return status;
}

static inline toegang_status scripted_read(void *self, const toegang_directory_question *question,
                                           toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct scripted *scripted = self;
    scripted->asked++;
    scripted->last = *question;
    const toegang_fact *facts = scripted->facts;
    size_t count = scripted->count;
    if (scripted->meanwhile) scripted->meanwhile(scripted);
    if (scripted->shows && question->since > scripted->shows)
        return scripted_fail("directory.stale", TOEGANG_UNAVAILABLE, report);
    for (size_t i = 0; i < count; i++) {
        if (!scripted_fits(&facts[i], question)) continue;
        toegang_status status = sink(context, &facts[i]);
        if (status != TOEGANG_GOOD) return status;
    }
    if (scripted->status != TOEGANG_GOOD) return scripted_fail(scripted->check, scripted->status, report);
    return TOEGANG_GOOD;
}

static inline void scripted_close(void *self)
{
    ((struct scripted *)self)->closed++;
}

static inline uint64_t scripted_generation(void *self)
{
    return ((struct scripted *)self)->generation;
}

static inline toegang_status scripted_describe(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                               void *context, toegang_report *report)
{
    const struct scripted *scripted = self;
    (void)patience_ms;
    sink(context, "detail", scripted->detail ? scripted->detail : "none");
    if (scripted->status != TOEGANG_GOOD) return scripted_fail(scripted->check, scripted->status, report);
    return TOEGANG_GOOD;
}

static inline toegang_status scripted_write(void *self, int64_t patience_ms, toegang_change_body *body,
                                            void *context, toegang_report *report)
{
    const toegang_writing writing = {.size = sizeof writing};
    (void)patience_ms;
    ((struct scripted *)self)->generation++;
    return body(context, &writing, report);
}

static const toegang_directory_class scripted_class = {.size = sizeof scripted_class,
                                                       .flags = TOEGANG_DIRECTORY_CONCURRENT,
                                                       .name = "scripted",
                                                       .read = scripted_read,
                                                       .close = scripted_close,
                                                       .generation = scripted_generation,
                                                       .describe = scripted_describe};
static const toegang_directory_class scripted_writer_class = {.size = sizeof scripted_writer_class,
                                                              .flags = TOEGANG_DIRECTORY_CONCURRENT |
                                                                       TOEGANG_DIRECTORY_WRITES,
                                                              .name = "writer",
                                                              .read = scripted_read,
                                                              .write = scripted_write,
                                                              .close = scripted_close,
                                                              .generation = scripted_generation,
                                                              .describe = scripted_describe};

static inline toegang_directory *scripted_new(struct scripted *scripted)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(&scripted_class, scripted, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

static inline toegang_directory *scripted_writer_new(struct scripted *scripted)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(&scripted_writer_class, scripted, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

static inline int64_t scripted_now(void *context)
{
    return *(const int64_t *)context;
}

static inline struct tg_clock scripted_clock(int64_t *at)
{
    return (struct tg_clock){scripted_now, at};
}

/* What a directory tells of itself, as lines "name=value". */
static inline void scripted_detail(void *context, const char *name, const char *value)
{
    char *told = context;
    (void)snprintf(told + strlen(told), 2048 - strlen(told), "%s=%s\n", name, value);
}

#endif

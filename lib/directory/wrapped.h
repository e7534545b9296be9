/* SPDX-License-Identifier: Apache-2.0 */
/* An adapter behind its wrapper: what it answers is checked once for all. */
#ifndef TG_DIRECTORY_WRAPPED_H
#define TG_DIRECTORY_WRAPPED_H

#include "directory/directory.h"
#include "told.h"

/* Lies in its own arena, together with what our own adapters keep. */
struct toegang_directory {
    const toegang_directory_class *class_;
    void *self;
    struct tg_arena arena;
};

/* Stands between the adapter and the caller's sink. */
struct tg_guard {
    const toegang_directory_question *question; /* NULL: everything is asked, however much it is */
    toegang_fact_sink *sink;
    void *context;
    toegang_report *report;
    toegang_status status; /* the first that was not GOOD; nothing passes after it */
    size_t count;
    bool is_passed_on; /* by a directory made of directories: well-formed already */
};
toegang_status tg_guard_sink(void *context, const toegang_fact *fact);

/* The adapter's own words, cut to their fields and masked; an adapter without words gets ours. */
toegang_status tg_wrapped_failed(const toegang_directory *directory, toegang_status status, toegang_report *told,
                                 toegang_report *report);

#endif

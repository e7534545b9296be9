/* SPDX-License-Identifier: Apache-2.0 */
/* For people who write an adapter. A weaker promise than the other headers: may change in a minor version. */
#ifndef TOEGANG_SYS_DIRECTORY_H
#define TOEGANG_SYS_DIRECTORY_H

#include <toegang/directory.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of a class. */
enum {
    TOEGANG_DIRECTORY_CONCURRENT = 1, /* read may be called by several threads at once */
    TOEGANG_DIRECTORY_WRITES = 2      /* write is there */
};

typedef enum toegang_change {
    TOEGANG_CHANGE_ADD = 1,
    TOEGANG_CHANGE_END = 2 /* end the fact that equals this one but for its until */
} toegang_change;

/*
 * An adapter. size is sizeof of the struct that the adapter was compiled with: members are only ever added at
 * the end. Where CONCURRENT is absent the library's caller uses the directory from one thread at a time.
 */
typedef struct toegang_directory_class {
    uint32_t size;
    uint32_t flags;
    const char *name; /* for the evidence: "yaml" */
    /*
     * Pushes every fact that fits the question into the sink, which borrows it. GOOD only when the answer is
     * complete; UNAVAILABLE with a report for anything else. A status of the sink other than GOOD is returned.
     * "Not found" is GOOD without facts. The national number goes into no text. report is never NULL here; an
     * unknown status, one above 0, or one without a check in the report becomes UNAVAILABLE (directory.status).
     */
    toegang_status (*read)(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                           void *context, toegang_report *report);
    /* NULL unless WRITES. GOOD: the change is durable. */
    toegang_status (*write)(void *self, const toegang_fact *fact, toegang_change change, toegang_report *report);
    void (*close)(void *self); /* NULL: nothing to close */
} toegang_directory_class;

/*
 * A directory from a class and its state. Takes self on GOOD and calls close once; the class must outlive it.
 * MISUSE: size too small, no name, no read. Facts that it pushes are checked against the question.
 */
TOEGANG_CHECKED toegang_status toegang_directory_new(const toegang_directory_class *class_, void *self,
                                                     toegang_directory **out, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif

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
    TOEGANG_DIRECTORY_WRITES = 2,     /* write is there */
    TOEGANG_DIRECTORY_AT_HAND = 4     /* read never waits: it is asked by questions at hand too, and no other class is */
};

/* One line of the trail (toegang/administration.h), without its line feed. Borrowed until it returns. */
typedef toegang_status toegang_line_sink(void *context, const char *line, size_t length);

/*
 * A transaction of a store, lent to the body of a change. What it does is seen by others when the body ended with
 * GOOD and the store kept it, else never.
 */
typedef struct toegang_writing {
    uint32_t size;
    void *state;
    /*
     * before NULL: adds after. after NULL: takes back before, which never began. Both: before becomes after. GOOD
     * only when before was there, in this register, equal in everything but source and as_of.
     */
    toegang_status (*put)(void *state, toegang_register reg, const toegang_fact *before, const toegang_fact *after,
                          toegang_report *report);
    /* The trail that is kept beside the facts; both NULL where the store keeps none. last: the last line, or none. */
    toegang_status (*last)(void *state, toegang_line_sink *sink, void *context, toegang_report *report);
    toegang_status (*append)(void *state, const char *line, size_t length, toegang_report *report);
} toegang_writing;

/* What is done inside the transaction. Anything but GOOD undoes it. May be called again after a conflict. */
typedef toegang_status toegang_change_body(void *context, const toegang_writing *writing, toegang_report *report);

/* What a store knows of one organisation: a row without a language says what it is, each other one its name in one. */
typedef toegang_status toegang_known_sink(void *context, const toegang_known *row);

/* A register that is loaded anew, whole; or all that is known of organisations. */
typedef struct toegang_loading {
    uint32_t size;
    void *state;
    /* Sets a fact aside; nobody sees it yet. NULL where organisations are loaded. */
    toegang_status (*add)(void *state, const toegang_fact *fact, toegang_report *report);
    /* Everything up to this line of the source is set aside for good: a later attempt begins after it. */
    toegang_status (*keep)(void *state, uint64_t line, toegang_report *report);
    /* Sets a row aside as add does; of two about the same organisation and language the first counts. NULL for facts. */
    toegang_status (*add_known)(void *state, const toegang_known *row, toegang_report *report);
} toegang_loading;

typedef struct toegang_load {
    uint32_t size;
    toegang_register reg; /* of facts */
    const char *mark;   /* which file it is: only with the same mark an attempt goes on where the last one ended */
    toegang_time as_of; /* how old the whole is */
    /* Adds all facts; line: the last one that was kept, 0 at the beginning. */
    toegang_status (*fill)(void *context, const toegang_loading *loading, uint64_t line, toegang_report *report);
    /* In the transaction that puts the new register in the place of the old one: for the trail. */
    toegang_change_body *seal;
    void *context;
} toegang_load;

/* "schema", "2": one thing that a directory says of itself. Nothing secret. */
typedef void toegang_detail_sink(void *context, const char *name, const char *value);

/* What a store can that holds facts of its own; any may be NULL. */
typedef struct toegang_store_class {
    uint32_t size;
    /* Lines of the trail in their order, from the first. */
    toegang_status (*trail)(void *self, toegang_line_sink *sink, void *context, toegang_report *report);
    /* Brings the schema to the version that this library needs; forward only, and again is nothing. */
    toegang_status (*migrate)(void *self, toegang_report *report);
    toegang_status (*load)(void *self, const toegang_load *load, toegang_report *report);
    /* Every fact of a register, however many. */
    toegang_status (*scan)(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                           toegang_report *report);
    /* As load, of what is known of organisations; no register changes by it. */
    toegang_status (*load_organisations)(void *self, const toegang_load *load, toegang_report *report);
    /* Every row about this one; where there is none, one without a status that says how old the whole is. */
    toegang_status (*organisation)(void *self, const toegang_organisation *key, toegang_known_sink *sink, void *context,
                                   toegang_report *report);
} toegang_store_class;

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
    /*
     * NULL unless WRITES. One change: runs the body in a transaction that no other change interleaves with, and
     * keeps it when the body ends with GOOD. GOOD: it is durable. A status of the body is returned. UNAVAILABLE:
     * nothing was changed; with directory.commit nobody knows.
     */
    toegang_status (*write)(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                            toegang_report *report);
    void (*close)(void *self); /* NULL: nothing to close */
    /*
     * A number that is another one after every change that the directory hears of: what was kept under the old one is
     * asked again. Cheap: a cache asks it before each answer. NULL: it hears of none.
     */
    uint64_t (*generation)(void *self);
    /* Tells of its state, for people: tries a connection, within the patience. May be NULL. */
    toegang_status (*describe)(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                               toegang_report *report);
    /* Of a directory made of directories: the one that takes changes of this register, NULL: none does. */
    toegang_directory *(*inner)(void *self, toegang_register reg);
    const toegang_store_class *store; /* NULL: holds no facts of its own */
} toegang_directory_class;

/*
 * A directory from a class and its state. Takes self on GOOD and calls close once; the class must outlive it.
 * MISUSE: size too small, no name, no read. Facts that it pushes are checked against the question.
 */
TOEGANG_CHECKED toegang_status toegang_directory_new(const toegang_directory_class *class_, void *self,
                                                     toegang_directory **out, toegang_report *report);

/*
 * The directory at the bottom that holds this register and takes its changes, through caches and layers; NULL: none
 * does. It stays the other's.
 */
TOEGANG_API toegang_directory *toegang_directory_writer(toegang_directory *directory, toegang_register reg);
/*
 * One change, as the class has it; reports are checked as those of a reading. MISUSE (directory.read-only): it takes
 * none.
 */
TOEGANG_CHECKED toegang_status toegang_directory_write(toegang_directory *directory, int64_t patience_ms,
                                                       toegang_change_body *body, void *context,
                                                       toegang_report *report);
/* As the class has it; 0 where it hears of no change. */
TOEGANG_API uint64_t toegang_directory_generation(toegang_directory *directory);
TOEGANG_CHECKED toegang_status toegang_directory_describe(toegang_directory *directory, int64_t patience_ms,
                                                          toegang_detail_sink *sink, void *context,
                                                          toegang_report *report);
/* As the store has it. MISUSE (directory.read-only): it has none. Facts that are scanned are checked as pushed ones. */
TOEGANG_CHECKED toegang_status toegang_directory_trail(toegang_directory *directory, toegang_line_sink *sink,
                                                       void *context, toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_directory_migrate(toegang_directory *directory, toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_directory_load(toegang_directory *directory, const toegang_load *load,
                                                      toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_directory_scan(toegang_directory *directory, toegang_register reg,
                                                      toegang_fact_sink *sink, void *context,
                                                      toegang_report *report);
/* As the store has it; MISUSE as above. Rows are checked: UNAVAILABLE (directory.row) where one cannot be. */
TOEGANG_CHECKED toegang_status toegang_directory_load_organisations(toegang_directory *directory,
                                                                    const toegang_load *load, toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_directory_organisation(toegang_directory *directory,
                                                              const toegang_organisation *key, toegang_known_sink *sink,
                                                              void *context, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif

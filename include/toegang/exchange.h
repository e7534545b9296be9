/* SPDX-License-Identifier: Apache-2.0 */
/* Whole registers: read from a file into a store, written from a store to a file, and the schema that a store needs. */
#ifndef TOEGANG_EXCHANGE_H
#define TOEGANG_EXCHANGE_H

#include <toegang/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How far it is, and at the end how it went. */
typedef struct toegang_exchanged {
    size_t size;
    uint64_t facts;    /* rows that are facts of the register */
    uint64_t rejected; /* rows that are none: left out */
    uint64_t others;   /* facts that another register holds: left out */
    uint64_t resumed;  /* rows that an earlier attempt had set aside already */
    uint64_t octets;   /* of the file, that were read or written so far */
    uint64_t total;    /* octets of the whole file; 0: not known */
    toegang_time as_of; /* how old the register is */
    uint64_t organisations; /* of KBO Open Data: enterprises and establishments; then there are no facts */
    uint64_t names;         /* of those; names of another kind are others */
} toegang_exchanged;

/* Called every few thousand rows; no work of its own belongs here. */
typedef void toegang_progress_sink(void *context, const toegang_exchanged *so_far);

/* What is exchanged. Set to {0}, then size = sizeof. Texts are borrowed during the call. */
typedef struct toegang_exchange {
    size_t size;
    toegang_register reg;
    const char *path;   /* FILE.csv, of any size; FILE.yaml, of at most 64 MiB; or a folder with KBO Open Data, for kbo */
    toegang_time at;    /* now, by the clock of the host: for the trail */
    toegang_time as_of; /* how old the file is; 0: as its rows say, else its time of change; never younger than at */
    toegang_progress_sink *progress; /* may be NULL */
    toegang_problem_sink *rejects;   /* gets line and check of every row that is no fact, never its text; may be NULL */
    void *context;
} toegang_exchange;

/*
 * Reads the file and puts its facts in the place of the register, whole: others see the old register until the new one
 * is there. Rows that are no facts are counted and left out. What was cut off goes on where it was as long as the
 * file is the same. The trail gets a line. out may be NULL.
 * KBO Open Data, a folder as it is published, holds what is known of organisations and no function holders: it takes the
 * place of what was known of organisations, and the functions stay as they are. Nobody represents anybody by it.
 * REFUSED: import.nothing, not one good row; import.open-data, KBO Open Data for another register than kbo. MISUSE:
 * import.name, directory.read-only. CONFIGURATION: where the rows of the file end is not sure (csv.*, yaml.*), a column
 * is none of this register or lacks (import.column), or the folder is no full extract (import.extract). UNAVAILABLE:
 * file.*, directory.*. Then the register is what it was.
 */
TOEGANG_CHECKED toegang_status toegang_import(const toegang *all, const toegang_exchange *what,
                                              toegang_exchanged *out, toegang_report *report);
/*
 * Writes the register to the file, which takes the place of one of that name when it is whole, readable by its owner
 * only: it has national numbers in clear. UNAVAILABLE: file.write, directory.*. REFUSED: import.form, a fact that this
 * form of file cannot hold. MISUSE as above.
 */
TOEGANG_CHECKED toegang_status toegang_export(const toegang *all, const toegang_exchange *what,
                                              toegang_exchanged *out, toegang_report *report);

/*
 * What KBO Open Data says of an enterprise or an establishment, for people: no decision looks at it. out->size is set by
 * who calls; the name is in the language that is asked, else Dutch, French, German or English. GOOD with an empty status:
 * it is not in it, and so not active, or as_of is TOEGANG_ALWAYS, and none was loaded. MISUSE, directory.read-only: the
 * register kbo has no store that keeps it. UNAVAILABLE: directory.*.
 */
TOEGANG_CHECKED toegang_status toegang_organisation_known(const toegang *all, const toegang_organisation *organisation,
                                                          toegang_language language, toegang_known *out,
                                                          toegang_report *report);

/* What became of the store of a register. Borrowed by the sink. */
typedef struct toegang_migrated {
    size_t size;
    unsigned registers;   /* 1 << toegang_register: those that it keeps */
    const char *source;   /* as configured: "sqlite:toegang.db"; without what a URL has before its @ */
    toegang_status status; /* GOOD: the schema is the one that this library needs */
    const char *before, *after; /* version of the schema; "" where not known */
    const toegang_report *report; /* why not, where status is not GOOD */
} toegang_migrated;
typedef void toegang_migrated_sink(void *context, const toegang_migrated *store);

/*
 * Makes, or raises, the schema of every store that the configuration names, of only this register where reg is not
 * NULL; again is nothing. Goes on after a store that could not be reached, and ends with the first status that was
 * not GOOD. Directories that have no schema are passed over; MISUSE, directory.read-only, where reg is one of them.
 */
TOEGANG_CHECKED toegang_status toegang_migrate(const toegang *all, const toegang_register *reg,
                                               toegang_migrated_sink *sink, void *context, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* A directory in memory that takes changes: for tests of administration. Changes are serialised, reading goes on. */
#ifndef TG_TESTS_WRITABLE_H
#define TG_TESTS_WRITABLE_H

#include <pthread.h>
#include <stdbool.h>

#include <toegang/sys/directory.h>

struct writable_row {
    toegang_register reg;
    toegang_fact fact;
    char texts[4][260]; /* eloket, code, context, granted_as */
    char source[32];
};

struct writable_rows {
    struct writable_row *rows;
    size_t count, room;
};

struct writable {
    pthread_mutex_t writing, data;
    struct writable_rows kept, staged;
    unsigned next;         /* of the sources */
    size_t reads, commits; /* so far */
    toegang_status fail_read[TOEGANG_REGISTERS], fail_put, fail_commit; /* GOOD: does not */
    unsigned conflicts;    /* so many bodies run and are undone, and run again */
    unsigned fresh_missed; /* questions of administration that did not ask for fresh facts are counted by the test */
};

struct writable *writable_new(void);
void writable_free(struct writable *store);
/* The class borrows the store. */
toegang_directory *writable_directory(struct writable *store);
/* As a loader would: no transaction. */
void writable_add(struct writable *store, toegang_register reg, const toegang_fact *fact);

#endif

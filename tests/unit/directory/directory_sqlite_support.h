/* SPDX-License-Identifier: Apache-2.0 */
/* A folder with a SQLite file, facts to put in it, and what a question brought. */
#ifndef DIRECTORY_SQLITE_SUPPORT_H
#define DIRECTORY_SQLITE_SUPPORT_H

#include <stdbool.h>

#include <toegang/sys/directory.h>

#include "directory/check.h"

#define ANN "85.07.30-033.28"
#define BOB "81.05.01-035.22"
#define TEST_PERSON "85.67.30-033.60"
#define ONE "0999.999.922"
#define TWO "0884.303.369"
#define FACTS 12

extern char folder[32], path[64];
void make_folder(void);
void remove_folder(void);
void remove_file(void);
int open_empty(void);
/* By another connection, which believes what it is told. */
void run_statements(const char *statements);

toegang_directory *open_sqlite(const toegang_sql_settings *settings);
toegang_directory *new_sqlite(const toegang_sql_settings *settings); /* with its schema */

toegang_fact right_of(const char *holder, const char *organisation, const char *eloket, const char *code);
toegang_fact function_of(const char *holder, const char *organisation, const char *code);
void all_facts(toegang_fact out[FACTS]);
toegang_register register_of(const toegang_fact *fact);
bool same(const toegang_fact *one, const toegang_fact *other);

struct brought {
    const toegang_fact *wanted; /* others are not counted; NULL: all are */
    size_t count;
    toegang_fact first; /* its texts lie below */
    char source[257], eloket[257], code[257], context[257], granted_as[257];
    toegang_report report;
};
/* "" or the check that fell. */
const char *ask(toegang_directory *directory, toegang_register reg, toegang_fact_kind kind,
                const char *holder, const char *organisation, struct brought *out);
const char *ask_question(toegang_directory *directory, const toegang_directory_question *question,
                         struct brought *out);
/* With everything that the fact says as what is asked; counts those that are the same. */
const char *ask_about(toegang_directory *directory, toegang_register reg, const toegang_fact *fact,
                      struct brought *out);
toegang_directory_question question_of(toegang_register reg, toegang_fact_kind kind, const char *holder,
                                       const char *organisation);
const char *put(toegang_directory *directory, toegang_register reg, const toegang_fact *before,
                const toegang_fact *after);

/* A body that puts a fact and a line, and ends as it is told. */
struct act {
    toegang_fact fact;
    toegang_status end;
    toegang_directory *directory; /* asked within the change; NULL: not */
    size_t seen, last;
};
toegang_status act_once(void *context, const toegang_writing *writing, toegang_report *report);
size_t lines_of(toegang_directory *directory);

#endif

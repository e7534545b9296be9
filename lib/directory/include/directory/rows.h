/* SPDX-License-Identifier: Apache-2.0 */
/* Facts of a file for one register, row by row: a row that is no fact is told and left out. */
#ifndef TG_DIRECTORY_ROWS_H
#define TG_DIRECTORY_ROWS_H

#include "directory/fact.h"

/* How a file is read, and who gets what stands in it. */
struct tg_rows {
    const char *path;
    toegang_register reg;
    bool allow_test_numbers;
    void *context;
    /*
     * A fact, borrowed; as_of is what the file says, else its time of change. Anything but GOOD ends the reading.
     * NULL: only the age is asked, and nothing is read that cannot tell it.
     */
    toegang_status (*fact)(void *context, const toegang_fact *fact, toegang_report *report);
    void (*reject)(void *context, const toegang_report *why); /* a row that is no fact: line and check; may be NULL */
    void (*other)(void *context);                             /* a fact that another register holds; may be NULL */
    /* What the reading found. */
    uint64_t size, read; /* octets of the file, and those that were read so far */
    toegang_time age;    /* of the oldest fact, or of the file */
};

/* By the end of the name: FILE.csv; FILE.yaml or FILE.yml. */
bool tg_rows_is_csv(const char *path);
bool tg_rows_is_yaml(const char *path);
/*
 * Reads the file. MISUSE: import.name, neither CSV nor YAML. CONFIGURATION: where its rows end is not sure (csv.*,
 * yaml.*), or a column is none of this register (import.column); rows before that were given all the same.
 * UNAVAILABLE: file.*.
 */
toegang_status tg_rows_of_file(struct tg_rows *rows, toegang_report *report);

/* The kind that a register is for: functions, appointments or rights. */
toegang_fact_kind tg_register_kind(toegang_register reg);

#endif

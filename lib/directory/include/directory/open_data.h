/* SPDX-License-Identifier: Apache-2.0 */
/*
 * KBO Open Data as it is published (Cookbook KBO Open Data, R018): a folder with meta.csv, enterprise.csv,
 * establishment.csv, denomination.csv and others. It holds what is active: status, situation and names, and nobody who
 * represents anybody.
 */
#ifndef TG_DIRECTORY_OPEN_DATA_H
#define TG_DIRECTORY_OPEN_DATA_H

#include "directory/known.h"
#include "directory/rows.h"

#define TG_OPEN_DATA_FILES 3 /* that are read, beside meta.csv */

struct tg_open_data {
    const char *folder;
    /* path: the file that is read at the moment. reject and other get their context; other: a name of another kind. */
    struct tg_rows rows;
    /* A row, borrowed. Anything but GOOD ends the reading. */
    toegang_status (*known)(void *context, const toegang_known *row, toegang_report *report);
    /* What meta.csv says. */
    char snapshot[32], extract[32]; /* "01-11-2026", "full" */
    toegang_time as_of;             /* the begin of that day */
};

/* Whether it is such a folder, whole or not. */
bool tg_open_data_is(const char *folder);
/* meta.csv. UNAVAILABLE: file.*. CONFIGURATION: csv.*, or import.extract, no snapshot of a day. */
toegang_status tg_open_data_look(struct tg_open_data *data, struct tg_arena *arena, toegang_report *report);
/* The path of one of the files. NULL: memory is at its end. */
const char *tg_open_data_path(const struct tg_open_data *data, size_t file, struct tg_arena *arena);
/*
 * Reads them all, in their order. CONFIGURATION: where rows end is not sure (csv.*), or a column lacks or stands twice
 * (import.column); others than those that are needed may be there. UNAVAILABLE: file.*.
 */
toegang_status tg_open_data_read(struct tg_open_data *data, toegang_report *report);

/* ---- open_data_row.c ---- */

#define TG_OPEN_DATA_COLUMNS_MAX 4
struct tg_open_data_form {
    const char *file;
    const char *columns[TG_OPEN_DATA_COLUMNS_MAX + 1]; /* those that are needed; NULL after the last */
    /* Their cells to a row. false: with a fault, and which column it is in; without one it is of no use here. */
    bool (*read)(const struct tg_span *cells, toegang_known *out, size_t *column, toegang_report *fault);
};
extern const struct tg_open_data_form tg_open_data_forms[TG_OPEN_DATA_FILES];
/* dd-mm-yyyy. */
bool tg_open_data_day(struct tg_span text, toegang_time *out);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* CSV (RFC 4180) read record by record, whatever the size of the file. Strict: what is not surely one record is refused. */
#ifndef TG_PARSE_CSV_H
#define TG_PARSE_CSV_H

#include <toegang/base.h>

#include "base/arena.h"

#define TG_CSV_FIELDS_MAX 64
#define TG_CSV_RECORD_MAX ((size_t)64 * 1024) /* octets, with the quotes and the line end */

/* Gives at most room octets; 0 is the end. */
typedef toegang_status tg_csv_source(void *context, char *out, size_t room, size_t *length, toegang_report *report);

/* One record, borrowed until the next is asked for. */
struct tg_csv_record {
    uint64_t line;                            /* where it begins, from 1 */
    uint64_t end;                             /* its last line: another one where a quoted field holds a line end */
    struct tg_span fields[TG_CSV_FIELDS_MAX]; /* each ends in NUL; without the quotes around it */
    size_t count;                             /* 0: the file is at its end */
    const char *fault; /* why it is no record of texts, csv.encoding or csv.character; NULL: it is one */
};

struct tg_csv;

/* A reader in the arena; NULL when memory is at its end. A byte order mark at the beginning is passed over. */
struct tg_csv *tg_csv_new(struct tg_arena *arena, tg_csv_source *source, void *context);
/*
 * The next record; empty lines are passed over. Fields are parted by commas, records by LF or CR LF, the last one may
 * lack it. A field with a comma, a quote or a line end stands in quotes, a quote in it twice. A quote anywhere else,
 * one that is not closed (csv.quote), more than TG_CSV_FIELDS_MAX fields (csv.fields) or TG_CSV_RECORD_MAX octets (csv.size) make
 * it unsure where records end: REFUSED, and so is every call after it.
 */
toegang_status tg_csv_next(struct tg_csv *csv, struct tg_csv_record *out, toegang_report *report);

#endif

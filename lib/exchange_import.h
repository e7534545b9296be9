/* SPDX-License-Identifier: Apache-2.0 */
/* What an import of facts and one of organisations have in common. */
#ifndef TG_EXCHANGE_IMPORT_H
#define TG_EXCHANGE_IMPORT_H

#include "audit.h"
#include "directory/open_data.h"
#include "directory/rows.h"
#include "exchange.h"

struct tg_import;

/* What is imported. */
struct tg_imported {
    /* Reads everything, row by row. */
    toegang_status (*read)(struct tg_import *import, toegang_report *report);
    /* What the trail says of it. */
    void (*detail)(const struct tg_import *import, char *out, size_t size);
    toegang_status (*load)(toegang_directory *store, const toegang_load *load, toegang_report *report);
};

struct tg_import {
    const struct tg_imported *kind;
    const toegang *all;
    const toegang_exchange *what;
    toegang_exchanged done;
    struct tg_rows *rows; /* those of the reader below */
    struct tg_rows facts;
    struct tg_open_data data;
    const char *mark;
    const toegang_loading *loading;
    uint64_t row;           /* of all files, good or not, from 1 */
    toegang_report *report; /* of the caller: what ended the filling stands there in our words */
    toegang_status status;
    struct tg_noted noted;
};

/* Every row is counted, so that a number names the same row in the next attempt. */
void tg_import_count(struct tg_import *import);
/* Whether this row has to be set aside: an earlier attempt did not. */
bool tg_import_is_new(const struct tg_import *import);
/* After a row that was set aside: some at a time are kept for good. */
toegang_status tg_import_keep(struct tg_import *import, uint64_t good, toegang_report *report);
/* Sinks of a reader, whose context is the import. */
void tg_import_reject(void *context, const toegang_report *why);
void tg_import_other(void *context);
/* import.nothing, where not one row was good. */
toegang_status tg_import_nothing(const struct tg_import *import, const char *expected, toegang_report *report);
/* No file knows what is to come: a clock that was ahead must not make it fresh for years. */
void tg_import_age(struct tg_import *import, toegang_time age);
/* The path without its folders, nothing secret. */
#define TG_IMPORT_NAME 64
void tg_import_name(const struct tg_import *import, char out[TG_IMPORT_NAME]);
/* Fills and swaps, once mark and age are known. */
toegang_status tg_import_run(struct tg_import *import, toegang_directory *store, toegang_report *report);

/* KBO Open Data: exchange_open_data.c. */
toegang_status tg_import_open_data(struct tg_import *import, toegang_directory *store, toegang_report *report);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* What import, export and migration share. */
#ifndef TG_EXCHANGE_H
#define TG_EXCHANGE_H

#include <toegang/exchange.h>
#include <toegang/sys/directory.h>

#include "internal.h"

/* Rows between two times that progress is told. */
#define TG_EXCHANGE_ROWS 4096

/* The store that keeps the register and takes changes; NULL with directory.read-only where none does. */
toegang_directory *tg_exchange_store(const toegang *all, toegang_register reg, toegang_report *report);
/* MISUSE where it is not a whole exchange. */
toegang_status tg_exchange_check(const toegang *all, const toegang_exchange *what, toegang_report *report);
/*
 * Which file it is: an attempt that was cut off goes on only with the same one. Its form, size, time of change, and the digest of
 * its first octets; and how it is read.
 */
#define TG_MARK_ROOM 160
toegang_status tg_exchange_mark(const toegang *all, const char *path, char out[TG_MARK_ROOM], toegang_report *report);

/* A source without user, password and national number, for people. */
#define TG_SOURCE_ROOM 256
const char *tg_source_shown(const char *source, char out[TG_SOURCE_ROOM]);

/* ---- exchange_write.c: the forms of a file that a register is written to ---- */

struct tg_writer {
    toegang_register reg;
    bool yaml;
    struct tg_new_file *file;
    toegang_fact_kind list; /* of YAML, that is being written; 0: none yet */
    toegang_time oldest;    /* as_of of the facts; TOEGANG_NEVER: none yet */
    uint64_t octets;
};
toegang_status tg_writer_begin(struct tg_writer *writer, toegang_report *report);
/* In YAML the facts of one kind come after each other. */
toegang_status tg_writer_fact(struct tg_writer *writer, const toegang_fact *fact, toegang_report *report);
toegang_status tg_writer_end(struct tg_writer *writer, toegang_report *report);

#endif

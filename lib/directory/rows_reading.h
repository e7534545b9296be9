/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of rows share. */
#ifndef TG_DIRECTORY_ROWS_READING_H
#define TG_DIRECTORY_ROWS_READING_H

#include "base/span.h"
#include "directory/rows.h"

toegang_status tg_rows_csv(struct tg_rows *rows, toegang_report *report);
toegang_status tg_rows_yaml(struct tg_rows *rows, toegang_report *report);
/* What befell the file as a whole: the file is wrong, whatever its reader called that. */
toegang_status tg_rows_failed(const struct tg_rows *rows, const toegang_report *fault, toegang_report *report);
/* Tells that a row is no fact; column: where the fault is known to be, else NULL. */
void tg_rows_reject(const struct tg_rows *rows, const toegang_report *fault, uint64_t line, const char *column);
/* A fact that is well-formed: to whom it is for. */
toegang_status tg_rows_give(struct tg_rows *rows, const toegang_fact *fact, toegang_report *report);
/* The path without its folders. */
const char *tg_rows_name(const char *path);

#endif

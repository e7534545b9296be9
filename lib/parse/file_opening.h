/* SPDX-License-Identifier: Apache-2.0 */
/* How a file is opened to be read, at once or piece by piece. */
#ifndef TG_PARSE_FILE_OPENING_H
#define TG_PARSE_FILE_OPENING_H

#include <sys/stat.h>

#include <toegang/base.h>

/* Below 0 with errno: it could not be opened. */
int tg_file_to_read(const char *path);
/* Why, from errno. */
toegang_status tg_file_not_opened(const char *path, int fault, toegang_report *report);
/* A regular file of at most limit octets. */
toegang_status tg_file_is_good(const char *path, const struct stat *about, uint64_t limit, toegang_report *report);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The table of what has ended, kept in a file: a restart of nginx then knows it as well. Knows no nginx. */
#ifndef TOEGANG_NGINX_ENDED_FILE_H
#define TOEGANG_NGINX_ENDED_FILE_H

#include "ended_table.h"

/* 1: map would take it, or make it. Changes nothing. 0: expected says what it has to be. */
int toegang_ended_fits(const char *path, const char **expected);
/*
 * Maps the file and makes it where it is absent; workers inherit the mapping, and need not be able to open
 * it. NULL as above. Of a file that is new, or that an earlier start of the machine left, nobody knows what
 * is missing: it becomes an empty table with its floor at the second before now, so that everybody signs in
 * again.
 */
toegang_ended_table *toegang_ended_map(const char *path, time_t now, const char **expected);
void toegang_ended_unmap(void *table);

#endif

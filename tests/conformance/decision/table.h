/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TABLE_H
#define TABLE_H

#include <stdio.h>

#include "small.h"

/* Writes the decision table. */
void table_write(FILE *out);
/* Its part about assertions. */
void table_assertions(FILE *out);

/* The title of a part with its columns, and a row: the case with each set of registers silent. */
void table_title(FILE *out, const char *title, const char *first, const char *second);
void table_row(FILE *out, const char *first, const char *second, struct small *small);
/* What the holder is in enterprise 0 (0 nobody, 1 legal, 2 htb, 3 was legal, 4 was htb), and his right there (0 none,
 * 1 live, 2 ended). */
void table_role(struct small *small, size_t role);
void table_right(struct small *small, size_t right, int organisation);

#endif

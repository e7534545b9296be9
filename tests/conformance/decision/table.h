/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TABLE_H
#define TABLE_H

#include <stdio.h>

/* Writes the decision table. */
void table_write(FILE *out);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* What SQLite and PostgreSQL have alike: the words of the schema, and what a register of it may hold. */
#ifndef TG_DIRECTORY_SQL_H
#define TG_DIRECTORY_SQL_H

#include "directory/fact.h"

extern const char *const tg_sql_tables[TOEGANG_REGISTERS]; /* "toegang_kbo" */

/* Whether a register may hold the fact: what is not so would be no fact when it is read. */
toegang_status tg_sql_fact_check(toegang_register reg, const toegang_fact *fact, bool allow_test_numbers,
                                 toegang_report *report);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of a query of one's own: each is a field of a fact. */
#ifndef TG_DIRECTORY_COLUMNS_H
#define TG_DIRECTORY_COLUMNS_H

#include "directory/field.h"

struct tg_columns {
    toegang_fact_kind kind; /* of the facts that are asked */
    int count;
    const struct tg_field *fields[TG_FIELDS]; /* of each column; NULL: of another kind of facts */
};

/* UNAVAILABLE (directory.query): a name that no fact has, or that is there already. */
toegang_status tg_columns_add(struct tg_columns *columns, struct tg_span name, toegang_report *report);
/* UNAVAILABLE (directory.query): what a fact of this kind may not lack is not there. */
toegang_status tg_columns_check(const struct tg_columns *columns, toegang_report *report);

#endif

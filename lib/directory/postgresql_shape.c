/* SPDX-License-Identifier: Apache-2.0 */
/* The statement of a question: one text for each shape, so that each has a plan of its own. */
#include <stdio.h>

#include "directory_postgresql.h"

/* FNV-1a: a name for a text that is ours, where nobody gains by another text with the same one. */
void tg_postgresql_name(const char *text, char out[32])
{
    uint64_t hash = 14695981039346656037U;
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    (void)snprintf(out, 32, "toegang_%016llx", (unsigned long long)hash);
}

static void narrow(struct tg_shape *shape, struct tg_text *text, unsigned bit, const char *column,
                   const char *value)
{
    shape->values[shape->count++] = value;
    shape->number |= bit;
    tg_text_addf(text, " AND %s = $%d", column, shape->count);
}

void tg_shape_of(struct tg_shape *shape, const toegang_directory_question *question)
{
    struct tg_text text = tg_text_of(shape->text, sizeof shape->text);
    *shape = (struct tg_shape){.number = (unsigned)question->reg << 3, .count = 1};
    shape->values[0] = tg_postgresql_kinds[question->kind];
    tg_postgresql_holder(&question->holder, shape->holder);
    tg_postgresql_key(&question->organisation, shape->organisation);
    tg_text_addf(&text, "SELECT id, kind, " TG_POSTGRESQL_COLUMNS " FROM %s WHERE kind = $1",
                 tg_postgresql_tables[question->reg]);
    if (question->holder.kind != TOEGANG_RRN_NONE) narrow(shape, &text, 1, "holder", shape->holder);
    if (question->for_oneself || question->organisation.scheme != TOEGANG_SCHEME_NONE)
        narrow(shape, &text, 2, "organisation", shape->organisation);
    if (question->eloket) narrow(shape, &text, 4, "eloket", question->eloket);
    tg_text_addf(&text, " LIMIT %d", TOEGANG_FACTS_MAX + 1);
    tg_postgresql_name(shape->text, shape->name);
}

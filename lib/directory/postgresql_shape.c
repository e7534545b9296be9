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

enum { HOLDER = 1, ORGANISATION = 2, ELOKET = 4 };

static void narrow(struct tg_text *text, unsigned shape, unsigned bit, const char *column, int *count)
{
    if (shape & bit) tg_text_addf(text, " AND %s = $%d", column, ++*count);
}

static void write_rows(struct tg_text *text, unsigned number, const char *join)
{
    int count = 1;
    tg_text_addf(text, "%s %s kind = $1", tg_sql_tables[number >> 3], join);
    narrow(text, number, HOLDER, "holder", &count);
    narrow(text, number, ORGANISATION, "organisation", &count);
    narrow(text, number, ELOKET, "eloket", &count);
    tg_text_addf(text, " LIMIT %d", TOEGANG_FACTS_MAX + 1);
}

/* Joined: there is a row also where there is no fact. now() is when the statement came, before it looked. */
static void write_shape(struct tg_shape *shape, unsigned number)
{
    struct tg_text whole = tg_text_of(shape->whole, sizeof shape->whole);
    struct tg_text rows = tg_text_of(shape->rows, sizeof shape->rows);
    tg_text_addf(&whole,
                 "SELECT replica, age, loaded, id, kind, " TG_POSTGRESQL_COLUMNS
                 " FROM (SELECT pg_is_in_recovery(), floor(date_part('epoch', now()))::bigint,"
                 " (SELECT as_of FROM toegang_register WHERE register = '%s')) AS told (replica, age, loaded)"
                 " LEFT JOIN ",
                 toegang_register_name((toegang_register)(number >> 3)));
    write_rows(&whole, number, "ON");
    tg_text_add(&rows, "SELECT id, kind, " TG_POSTGRESQL_COLUMNS " FROM ");
    write_rows(&rows, number, "WHERE");
    tg_postgresql_name(shape->whole, shape->whole_name);
    tg_postgresql_name(shape->rows, shape->rows_name);
}

void tg_shapes_write(struct tg_shape shapes[TG_POSTGRESQL_SHAPES])
{
    for (unsigned number = 0; number < TG_POSTGRESQL_SHAPES; number++) write_shape(&shapes[number], number);
}

static void say(struct tg_asked_values *values, unsigned bit, const char *value)
{
    values->at[values->count++] = value;
    values->shape |= bit;
}

void tg_asked_values(struct tg_asked_values *values, const toegang_directory_question *question)
{
    values->shape = (unsigned)question->reg << 3;
    values->count = 0;
    tg_postgresql_holder(&question->holder, values->holder);
    toegang_organisation_key(&question->organisation, values->organisation);
    say(values, 0, tg_fact_kinds[question->kind]);
    if (question->holder.kind != TOEGANG_RRN_NONE) say(values, HOLDER, values->holder);
    if (question->for_oneself || question->organisation.scheme != TOEGANG_SCHEME_NONE)
        say(values, ORGANISATION, values->organisation);
    if (question->eloket) say(values, ELOKET, question->eloket);
}

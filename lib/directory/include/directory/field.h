/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of a fact by their names: what a row of YAML, CSV, SQL, LDAP or JSON holds, whatever brought it. */
#ifndef TG_DIRECTORY_FIELD_H
#define TG_DIRECTORY_FIELD_H

#include "directory/fact.h"

enum tg_end { TG_END_FROM, TG_END_UNTIL };
/* A Belgian day, the last one included, or an instant; KBO's 0001-01-01 and 9999-12-31 are the open ends. */
toegang_status tg_moment_read(struct tg_span text, enum tg_end end, toegang_time *out, toegang_report *fault);

/*
 * Reads a text into its field of the fact: GOOD, or why it will not do. Options are those of toegang_rrn_parse. A
 * text that a field keeps is borrowed: it ends in NUL and outlives the fact.
 */
typedef toegang_status tg_field_take(struct tg_span text, unsigned options, toegang_fact *fact,
                                     toegang_report *fault);

#define TG_FIELD_OF(kind) (1U << (kind))

struct tg_field {
    const char *name;      /* "granted-by" */
    unsigned lists, rows;  /* TG_FIELD_OF the kinds: in the lists of a YAML file, and in rows from elsewhere */
    unsigned must;         /* where a list may not lack it */
    tg_field_take *take;
};
#define TG_FIELDS 15
extern const struct tg_field tg_fields[TG_FIELDS];

/* A key of a list in YAML; NULL: none of such a fact. */
const struct tg_field *tg_field_of_list(struct tg_span name, toegang_fact_kind kind);
/* A column, attribute or member: "granted-by" or "granted_by"; "code" is also "role" and "right". NULL: none. */
const struct tg_field *tg_field_of_row(struct tg_span name, toegang_fact_kind kind);
/* A fact of that kind with nothing in it: of all times, its grant not recorded, its age not known. */
toegang_fact tg_fact_empty(toegang_fact_kind kind);

#endif

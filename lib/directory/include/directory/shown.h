/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a fact as texts, for files: what is read from them is the same fact. */
#ifndef TG_DIRECTORY_SHOWN_H
#define TG_DIRECTORY_SHOWN_H

#include "base/text.h"
#include "directory/field.h"

/* Longer than any text of a field, with its NUL. */
#define TG_SHOWN_ROOM (TG_FACT_TEXT_MAX + 1)

/* The text that field->take reads, "" where the fact has none; false: a moment outside the years 1 to 9999. */
typedef bool tg_field_shown(const toegang_fact *fact, char out[TG_SHOWN_ROOM]);

/* Of a field by its name; NULL: no field has it. */
tg_field_shown *tg_field_shown_as(const char *name);
/* "function", "appointment", "right", "suspension"; NULL for anything else. */
const char *tg_kind_name(toegang_fact_kind kind);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of a configuration as a JSON Schema, draft-07. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "config_form.h"

/* Members of the object that is open: what may stand there. key: what it stands at; NULL: an item or a root.
 */
void schema_form(const struct tg_config_form *form, const struct tg_config_key *key);
/* A property of the object that is open. */
void schema_property(const struct tg_config_key *key);
/* What was referred to, each under its name. */
void schema_definitions(void);

void schema_expected(const char *expected);

/* source.c */
void schema_source(void);

/* rows.c: a YAML directory */
void schema_rows(void);

#endif

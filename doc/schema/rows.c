/* SPDX-License-Identifier: Apache-2.0 */
/* A YAML directory: lists of rows, whose fields are those of a fact. */
#include "directory/yaml_reading.h"

#include "json.h"
#include "schema.h"

static void fields_of(unsigned kind)
{
    json_object("properties");
    for (size_t i = 0; i < TG_FIELDS; i++) {
        if (!(tg_fields[i].lists & kind)) continue;
        json_object(tg_fields[i].name);
        schema_form(&tg_form_text, NULL);
        json_end();
    }
    json_end();
    json_false("additionalProperties");
}

static void required_of(unsigned kind)
{
    bool needs = false;
    for (size_t i = 0; i < TG_FIELDS; i++) needs = needs || (tg_fields[i].must & kind);
    if (!needs) return;
    json_array("required");
    for (size_t i = 0; i < TG_FIELDS; i++)
        if (tg_fields[i].must & kind) json_text(NULL, tg_fields[i].name);
    json_end();
}

static void list_of(const struct tg_yaml_list *list)
{
    json_object(list->key);
    json_text("type", "array");
    json_object("items");
    json_text("type", "object");
    fields_of(TG_FIELD_OF(list->kind));
    required_of(TG_FIELD_OF(list->kind));
    json_end();
    json_end();
}

void schema_rows(void)
{
    json_text("type", "object");
    json_object("properties");
    for (size_t i = 0; i < TG_YAML_LISTS; i++) list_of(&tg_yaml_lists[i]);
    json_object("register");
    json_text("description", "the register whose rights the file holds");
    json_array("enum");
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        json_text(NULL, toegang_register_name((toegang_register)reg));
    json_end();
    json_end();
    json_object("as-of");
    json_text("description", "how old what it says is; else: its time of change");
    schema_form(&tg_form_text, NULL);
    json_end();
    json_end();
    json_false("additionalProperties");
}

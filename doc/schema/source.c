/* SPDX-License-Identifier: Apache-2.0 */
/* A source of facts: one text, a mapping with what its adapter is told, or a mapping with parts. */
#include "config_source.h"

#include <string.h>

#include "base/text.h"
#include "json.h"
#include "schema.h"

/* Of keys: those that say what a source is. */
static bool is_thing(const struct tg_config_key *key)
{
    return strcmp(key->name, "source") == 0 || strcmp(key->name, "first") == 0 ||
           strcmp(key->name, "union") == 0;
}

static void common_keys(bool things)
{
    for (size_t i = 0; i < tg_source_key_count; i++)
        if (is_thing(&tg_source_keys[i]) == things) schema_property(&tg_source_keys[i]);
}

static bool is_alike(const struct tg_adapter *one, const struct tg_adapter *other)
{
    return !other || one->keys == other->keys;
}

/* Whoever has the same keys is the same to an editor; NULL: all of them. */
static void text_of(const struct tg_adapter *adapter)
{
    char pattern[512], forms[512];
    struct tg_text schemes = tg_text_of(pattern, sizeof pattern), shown = tg_text_of(forms, sizeof forms);
    const char *bar = "^(", *comma = "";
    for (size_t i = 0; i < tg_adapter_count; i++) {
        const struct tg_adapter *one = tg_adapters[i];
        if (!is_alike(one, adapter)) continue;
        tg_text_addf(&schemes, "%s%s%s", bar, one->scheme, strchr(one->scheme, ':') ? "." : "$");
        tg_text_addf(&shown, "%s%s", comma, one->form);
        bar = "|";
        comma = ", ";
    }
    tg_text_addf(&schemes, ")");
    json_text("type", "string");
    json_text("description", forms);
    json_text("pattern", pattern);
    schema_expected(forms);
    json_number("maxLength", 2048);
}

static bool is_first_of_its_keys(size_t ordinal)
{
    for (size_t i = 0; i < ordinal; i++)
        if (tg_adapters[i]->keys == tg_adapters[ordinal]->keys) return false;
    return true;
}

static void required(const char *key)
{
    json_array("required");
    json_text(NULL, key);
    json_end();
}

static void with_adapter(const struct tg_adapter *adapter)
{
    json_object(NULL);
    json_text("type", "object");
    json_object("properties");
    json_object("source");
    text_of(adapter);
    json_end();
    for (size_t i = 0; i < adapter->key_count; i++) schema_property(&adapter->keys[i]);
    common_keys(false);
    json_end();
    json_false("additionalProperties");
    required("source");
    json_end();
}

static void of_parts(const char *thing)
{
    json_object(NULL);
    json_text("type", "object");
    json_object("properties");
    for (size_t i = 0; i < tg_source_key_count; i++)
        if (!is_thing(&tg_source_keys[i]) || strcmp(tg_source_keys[i].name, thing) == 0)
            schema_property(&tg_source_keys[i]);
    json_end();
    json_false("additionalProperties");
    required(thing);
    json_end();
}

void schema_source(void)
{
    json_array("anyOf");
    json_object(NULL);
    text_of(NULL);
    json_end();
    for (size_t i = 0; i < tg_adapter_count; i++)
        if (is_first_of_its_keys(i)) with_adapter(tg_adapters[i]);
    of_parts("first");
    of_parts("union");
    json_end();
}

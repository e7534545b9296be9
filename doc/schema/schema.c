/* SPDX-License-Identifier: Apache-2.0 */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_trust.h"
#include "crypto/algorithm.h"
#include "json.h"

#define NAMED_MOST 64
#define TEXT_MOST 2048 /* as config_types.c has it */

/* Those that were referred to: a form is a definition when it has a name. */
static const struct tg_config_form *named[NAMED_MOST];
static size_t named_count;

static void remember(const struct tg_config_form *form)
{
    for (size_t i = 0; i < named_count; i++)
        if (named[i] == form) return;
    if (named_count == NAMED_MOST) abort();
    named[named_count++] = form;
}

static void refer(const char *member, const struct tg_config_form *form, const struct tg_config_key *key)
{
    char where[96];
    json_object(member);
    if (form->name) {
        remember(form);
        snprintf(where, sizeof where, "#/definitions/%s", form->name);
        json_text("$ref", where);
    } else {
        schema_form(form, key);
    }
    json_end();
}

/* ---- one value ---- */

static void types(const char *const *names)
{
    json_array("type");
    for (; *names; names++) json_text(NULL, *names);
    json_end();
}

/* Not of the standard: editors show it where a pattern would be no help. */
void schema_expected(const char *expected)
{
    char text[512];
    snprintf(text, sizeof text, "Expected: %s", expected);
    json_text("patternErrorMessage", text);
}

/* What YAML takes for a number or a truth is a text all the same. */
static void form_text(const struct tg_config_form *form)
{
    if (form->pattern) {
        json_text("type", "string");
        json_text("pattern", form->pattern);
        schema_expected(form->expected);
    } else {
        types((const char *const[]){"string", "number", "boolean", NULL});
        json_number("minLength", 1);
    }
    json_number("maxLength", TEXT_MOST);
}

/* A code with nothing but digits is a number for YAML. */
static void form_item(const struct tg_config_items *items)
{
    if (!items) {
        form_text(&tg_form_text);
        return;
    }
    types((const char *const[]){"string", "integer", NULL});
    json_text("pattern", items->pattern);
    schema_expected(items->expected);
}

static void form_word(const struct tg_config_words *words)
{
    json_array("enum");
    for (size_t i = 0; i < words->count; i++) json_text(NULL, words->words[i]);
    json_end();
}

static void form_algorithm(const struct tg_config_key *key)
{
    json_array("enum");
    for (size_t i = 0; i < tg_algorithms(); i++)
        if (tg_config_counts(key, tg_algorithm_at(i))) json_text(NULL, tg_algorithm_at(i)->name);
    json_end();
}

/* In quotes it is a text for YAML, and the same number for us. */
static void form_number(const struct tg_config_range *range)
{
    json_array("anyOf");
    json_object(NULL);
    json_text("type", "integer");
    json_number("minimum", range->least);
    if (range->most < INT64_MAX) json_number("maximum", range->most);
    json_end();
    json_object(NULL);
    json_text("type", "string");
    json_text("pattern", "^[0-9]{1,9}$");
    schema_expected(range->expected);
    json_end();
    json_end();
}

/* ---- what has parts ---- */

static void one_of(const char *const *keys)
{
    json_array("oneOf");
    for (; *keys; keys++) {
        json_object(NULL);
        json_array("required");
        json_text(NULL, *keys);
        json_end();
        json_end();
    }
    json_end();
}

static void form_section(const struct tg_config_form *form)
{
    const struct tg_config_section *section = form->section;
    bool needs = false;
    json_text("type", "object");
    if (form->least > 0) json_number("minProperties", (int64_t)form->least);
    json_object("properties");
    for (size_t i = 0; i < section->count; i++) schema_property(&section->keys[i]);
    json_end();
    json_false("additionalProperties");
    for (size_t i = 0; i < section->count; i++) needs = needs || section->keys[i].required;
    if (needs) json_array("required");
    for (size_t i = 0; i < section->count; i++)
        if (section->keys[i].required) json_text(NULL, section->keys[i].name);
    if (needs) json_end();
    if (form->one_of) one_of(form->one_of);
}

static void form_list(const struct tg_config_form *form, const struct tg_config_key *key)
{
    json_text("type", "array");
    if (form->least > 0) json_number("minItems", (int64_t)form->least);
    if (form->most > 0) json_number("maxItems", (int64_t)form->most);
    refer("items", form->of[0], key);
}

static void form_named(const struct tg_config_form *form, const struct tg_config_key *key)
{
    json_text("type", "object");
    if (form->most > 0) json_number("maxProperties", (int64_t)form->most);
    if (form->pattern) {
        json_object("propertyNames");
        json_text("pattern", form->pattern);
        json_end();
    }
    refer("additionalProperties", form->of[0], key);
}

static void form_any(const struct tg_config_form *form, const struct tg_config_key *key)
{
    json_array("anyOf");
    for (const struct tg_config_form *const *part = form->of; *part; part++) refer(NULL, *part, key);
    json_end();
}

void schema_form(const struct tg_config_form *form, const struct tg_config_key *key)
{
    switch (form->kind) {
    case TG_FORM_TEXT: form_text(form); break;
    case TG_FORM_ITEM: form_item(key->detail); break;
    case TG_FORM_WORD: form_word(form->words ? form->words : key->detail); break;
    case TG_FORM_NUMBER: form_number(key->detail); break;
    case TG_FORM_ALGORITHM: form_algorithm(key); break;
    case TG_FORM_SECTION: form_section(form); break;
    case TG_FORM_LIST: form_list(form, key); break;
    case TG_FORM_NAMED: form_named(form, key); break;
    case TG_FORM_ANY: form_any(form, key); break;
    case TG_FORM_SOURCE: schema_source(); break;
    default: abort();
    }
}

/* ---- a key ---- */

static bool is_word_of(const struct tg_config_words *words, const char *text)
{
    for (size_t i = 0; words && i < words->count; i++)
        if (strcmp(words->words[i], text) == 0) return true;
    return false;
}

/* Most of what an absent key means is a sentence; editors want a value. */
static void fallback(const struct tg_config_form *form, const struct tg_config_key *key)
{
    const char *text = key->fallback;
    const struct tg_config_words *words = form->words ? form->words : key->detail;
    if (form->kind == TG_FORM_WORD && is_word_of(words, text)) json_text("default", text);
    if (form->kind == TG_FORM_NUMBER && strspn(text, "0123456789") == strlen(text))
        json_number("default", strtoll(text, NULL, 10));
    if ((form == &tg_form_seconds || key->type == &tg_type_milliseconds) && text[0] >= '0' && text[0] <= '9')
        json_text("default", text);
}

static void description(const struct tg_config_key *key)
{
    char text[512];
    snprintf(text, sizeof text, key->fallback ? "%s; else: %s" : "%s", key->help, key->fallback);
    json_text("description", text);
}

void schema_property(const struct tg_config_key *key)
{
    const struct tg_config_form *form = key->type->form ? key->type->form : key->detail;
    if (!form) {
        fprintf(stderr, "the key %s has no form\n", key->name);
        exit(1);
    }
    json_object(key->name);
    description(key);
    if (key->fallback) fallback(form, key);
    if (form->name) {
        /* Beside a reference nothing counts. */
        json_array("allOf");
        refer(NULL, form, key);
        json_end();
    } else {
        schema_form(form, key);
    }
    json_end();
}

void schema_definitions(void)
{
    if (named_count == 0) return;
    json_object("definitions");
    for (size_t i = 0; i < named_count; i++) {
        json_object(named[i]->name);
        schema_form(named[i], NULL);
        json_end();
    }
    json_end();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The types of values that a configuration holds. Each fills its target only with a good value. */
#include <string.h>

#include "assertion/identity.h"
#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "check.h"
#include "config_form.h"
#include "internal.h"

#define TEXT_MOST 2048

static bool is_text(struct tg_config *config, const struct tg_yaml_node *node)
{
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return false;
    if (node->text.length > 0 && node->text.length <= TEXT_MOST) return true;
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, "1 .. 2048 octets", node->text);
    return false;
}

static void read_text(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    (void)key;
    if (is_text(config, node)) *(const char **)target = tg_config_copy(config, node->text);
}

/* A link that a person is sent to: never without TLS. */
static void read_link(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    if (!is_text(config, node)) return;
    if (tg_span_starts(node->text, "https://"))
        read_text(config, key, node, target);
    else
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, "https://…", node->text);
}

static bool find_word(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, unsigned *out)
{
    const struct tg_config_words *words = key->detail;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return false;
    for (unsigned i = 0; i < words->count; i++)
        if (tg_span_is(node->text, words->words[i])) return *out = words->first + i, true;
    tg_problem_among(config, tg_place_of(node), CHECK_CONFIG_VALUE, words->words, words->count, node->text);
    return false;
}

/* Every enum that is filled here has the representation of unsigned. */
_Static_assert(sizeof(enum tg_way) == sizeof(unsigned) && sizeof(toegang_assurance) == sizeof(unsigned) &&
                   sizeof(toegang_register) == sizeof(unsigned) &&
                   sizeof(toegang_outcome) == sizeof(unsigned) &&
                   sizeof(toegang_token_kind) == sizeof(unsigned),
               "enums are filled as unsigned");

static void read_word(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    unsigned ordinal = 0;
    if (find_word(config, key, node, &ordinal)) memcpy(target, &ordinal, sizeof ordinal);
}

static void read_flag(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    unsigned ordinal = 0;
    if (find_word(config, key, node, &ordinal)) *(bool *)target = ordinal == 1;
}

static void out_of_range(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node)
{
    const struct tg_config_range *range = key->detail;
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, range->expected, node->text);
}

static bool in_range(const struct tg_config_key *key, int64_t value)
{
    const struct tg_config_range *range = key->detail;
    return value >= range->least && value <= range->most;
}

static bool whole_number(struct tg_span text, uint32_t *out)
{
    struct tg_cursor cursor = tg_cursor_of(text);
    return tg_cursor_number(&cursor, 1, 9, out) && tg_cursor_left(&cursor) == 0;
}

static void read_count(struct tg_config *config, const struct tg_config_key *key,
                       const struct tg_yaml_node *node, void *target)
{
    uint32_t number = 0;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (whole_number(node->text, &number) && in_range(key, number))
        *(unsigned *)target = number;
    else
        out_of_range(config, key, node);
}

static void read_seconds(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node, void *target)
{
    uint32_t number = 0;
    int64_t seconds = 0;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    bool good = whole_number(node->text, &number);
    if (good)
        seconds = number;
    else
        good = tg_duration_read(node->text, &seconds);
    if (good && in_range(key, seconds))
        *(int64_t *)target = seconds;
    else
        out_of_range(config, key, node);
}

/* Milliseconds are written so; all else is a duration in seconds. */
static bool read_duration_ms(struct tg_span text, int64_t *out)
{
    uint32_t number = 0;
    if (text.length > 2 && tg_span_is(tg_span_from(text, text.length - 2), "ms"))
        return whole_number(tg_span_until(text, text.length - 2), &number) && (*out = number, true);
    return tg_duration_read(text, out) && (*out *= 1000, true);
}

static void read_milliseconds(struct tg_config *config, const struct tg_config_key *key,
                              const struct tg_yaml_node *node, void *target)
{
    int64_t milliseconds = 0;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (read_duration_ms(node->text, &milliseconds) && in_range(key, milliseconds))
        *(int64_t *)target = milliseconds;
    else
        out_of_range(config, key, node);
}

/* NULL: no item, and why is told. */
static const char *read_item(struct tg_config *config, const struct tg_config_key *key,
                             const struct tg_yaml_node *node)
{
    const struct tg_config_items *items = key->detail;
    if (!is_text(config, node)) return NULL;
    if (!items || items->good(node->text)) return tg_config_copy(config, node->text);
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, items->expected, node->text);
    return NULL;
}

void tg_config_read_list(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node, tg_config_item_reader *read,
                         struct tg_config_list *out)
{
    bool single = node->kind == TG_YAML_SCALAR;
    if (!single && !tg_config_is(config, node, TG_YAML_SEQUENCE)) return;
    if (!single && node->count == 0)
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_EMPTY, "one or more", tg_span_of("[]"));
    const char **items = tg_config_take(config, single ? 1 : node->count, sizeof *items);
    if (!items) return;
    *out = (struct tg_config_list){.items = items};
    for (const struct tg_yaml_node *item = single ? node : node->first; item;
         item = single ? NULL : item->next) {
        const char *text = read(config, key, item);
        if (text) items[out->count++] = text;
    }
}

static void read_list(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    tg_config_read_list(config, key, node, read_item, target);
}

static void read_node(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    (void)config;
    (void)key;
    *(const struct tg_yaml_node **)target = node;
}

#define DURATION "[0-9]{1,8}[smhd]"
const struct tg_config_form tg_form_text = {.kind = TG_FORM_TEXT};
static const struct tg_config_form form_text_list = {.kind = TG_FORM_LIST, .of = TG_FORMS(&tg_form_text), .least = 1};
const struct tg_config_form tg_form_texts = {.kind = TG_FORM_ANY, .of = TG_FORMS(&tg_form_text, &form_text_list)};
static const struct tg_config_form form_link = {.kind = TG_FORM_TEXT, .pattern = "^https://", .expected = "https://…"};
static const struct tg_config_form form_word = {.kind = TG_FORM_WORD};
static const struct tg_config_form form_number = {.kind = TG_FORM_NUMBER};
static const struct tg_config_form form_duration = {
    .kind = TG_FORM_TEXT, .pattern = "^" DURATION "$", .expected = "30s, 15m, 24h, 90d"};
const struct tg_config_form tg_form_seconds = {.kind = TG_FORM_ANY, .of = TG_FORMS(&form_number, &form_duration)};
static const struct tg_config_form form_milliseconds = {
    .kind = TG_FORM_TEXT, .pattern = "^([0-9]{1,9}ms|" DURATION ")$", .expected = "500ms, 30s, 15m"};
static const struct tg_config_form form_item = {.kind = TG_FORM_ITEM};
static const struct tg_config_form form_items = {.kind = TG_FORM_LIST, .of = TG_FORMS(&form_item), .least = 1};
static const struct tg_config_form form_list = {.kind = TG_FORM_ANY, .of = TG_FORMS(&form_item, &form_items)};

const struct tg_config_type tg_type_text = {"text", read_text, &tg_form_text};
const struct tg_config_type tg_type_link = {"link", read_link, &form_link};
const struct tg_config_type tg_type_word = {"word", read_word, &form_word};
const struct tg_config_type tg_type_flag = {"flag", read_flag, &form_word};
const struct tg_config_type tg_type_count = {"number", read_count, &form_number};
const struct tg_config_type tg_type_seconds = {"duration", read_seconds, &tg_form_seconds};
const struct tg_config_type tg_type_milliseconds = {"milliseconds", read_milliseconds, &form_milliseconds};
const struct tg_config_type tg_type_list = {"list", read_list, &form_list};
const struct tg_config_type tg_type_node = {"section", read_node, NULL};

const struct tg_config_words tg_assurance_words = {tg_assurance_names, TG_ASSURANCES, TOEGANG_ASSURANCE_NONE};

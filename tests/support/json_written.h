/* SPDX-License-Identifier: Apache-2.0 */
/* A tree of JSON written out again, and two compared: for the unit tests and the fuzzer. */
#ifndef TG_TESTS_JSON_WRITTEN_H
#define TG_TESTS_JSON_WRITTEN_H

#include "base/text.h"
#include "parse/json.h"

/* Names and texts as the library writes them, numbers as they came, no white space. */
static inline void json_write(struct tg_text *out, const struct tg_json *node)
{
    static const char *const words[] = {"", "null", "false", "true", "", "", "[", "{"};
    static const char *const closing[] = {"", "", "", "", "", "", "]", "}"};
    tg_text_add(out, words[node->kind]);
    if (node->kind == TG_JSON_NUMBER) tg_text_add_span(out, node->text);
    if (node->kind == TG_JSON_STRING) tg_text_add_json(out, node->text);
    for (const struct tg_json *child = node->first; child; child = child->next) {
        if (node->kind == TG_JSON_OBJECT) tg_text_add_json(out, child->name), tg_text_add(out, ":");
        json_write(out, child);
        if (child->next) tg_text_add(out, ",");
    }
    tg_text_add(out, closing[node->kind]);
}

/* Equal but for the places. */
static inline bool json_same(const struct tg_json *one, const struct tg_json *other)
{
    if (one->kind != other->kind || one->count != other->count) return false;
    if (!tg_span_equal(one->text, other->text) || !tg_span_equal(one->name, other->name)) return false;
    if (one->is_integer != other->is_integer || one->integer != other->integer) return false;
    const struct tg_json *left = one->first, *right = other->first;
    for (; left && right; left = left->next, right = right->next)
        if (!json_same(left, right)) return false;
    return !left && !right;
}

#endif

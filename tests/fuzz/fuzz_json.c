/* SPDX-License-Identifier: Apache-2.0 */
/* A tree of JSON keeps its promises, and is read again the same once it is written out. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "json_written.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct tg_json_limits limits = {.octets = 65536, .depth = 8, .values = 4096};
/* What is written may be longer than what came: an octet 0x7f becomes an escape of six. */
static const struct tg_json_limits written_limits = {.octets = 65536 * 6, .depth = 8, .values = 4096};

static void expect(bool good)
{
    if (!good) abort();
}

static void check_text(struct tg_span text)
{
    expect(text.length == 0 || (!memchr(text.at, '\0', text.length) && tg_utf8_valid(text)));
}

static void check_node(const struct tg_json *node, unsigned depth)
{
    size_t count = 0;
    bool holds = node->kind == TG_JSON_ARRAY || node->kind == TG_JSON_OBJECT;
    expect(node->kind >= TG_JSON_NULL && node->kind <= TG_JSON_OBJECT && node->line > 0 && node->column > 0);
    expect(depth + holds <= 8 && (holds || !node->first));
    check_text(node->text);
    for (const struct tg_json *child = node->first; child; child = child->next, count++) {
        check_text(child->name);
        expect(node->kind == TG_JSON_OBJECT || child->name.length == 0);
        check_node(child, depth + 1);
    }
    expect(count == node->count);
}

static void read_again(const struct tg_json *tree, struct tg_arena *arena)
{
    static char text[65536 * 6 + 1];
    struct tg_text out = tg_text_of(text, sizeof text);
    struct tg_json *again = NULL;
    json_write(&out, tree);
    expect(out.length < sizeof text);
    struct tg_span octets = {text, out.length};
    expect(tg_json_read(octets, &written_limits, arena, &again, NULL) == TOEGANG_GOOD &&
           json_same(tree, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size};
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    toegang_report report = {0};
    toegang_status status = tg_json_read(octets, &limits, &arena, &root, &report);
    expect(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    expect((status == TOEGANG_GOOD) == (root != NULL) && (root != NULL) == (report.check[0] == '\0'));
    if (root) check_node(root, 0);
    if (root) read_again(root, &arena);
    tg_arena_free(&arena);
    return 0;
}

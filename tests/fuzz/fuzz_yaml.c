/* SPDX-License-Identifier: Apache-2.0 */
/* A tree of YAML keeps its promises: depth, keys that stand once, texts without NUL, places inside the
 * source. */
#include <stdlib.h>
#include <string.h>

#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool good)
{
    if (!good) abort();
}

static void check_text(struct tg_span text)
{
    expect(text.at && text.at[text.length] == '\0' && strlen(text.at) == text.length);
}

static void check_place(struct tg_span source, uint32_t line, uint32_t column)
{
    struct tg_span text = tg_yaml_source_line(source, line);
    expect(line > 0 && column > 0);
    /* a byte order mark counts for the line, not for the column */
    expect(column <= text.length + 1 || (line > 1 && text.length == 0));
}

static void check_key(struct tg_span source, const struct tg_yaml_node *mapping,
                      const struct tg_yaml_node *child)
{
    check_text(child->key);
    check_place(source, child->key_line, child->key_column);
    expect(tg_yaml_get(mapping, child->key.at) == child);
}

static void check_node(struct tg_span source, const struct tg_yaml_node *node, unsigned depth)
{
    size_t count = 0;
    expect(depth <= 33);
    check_place(source, node->line, node->column);
    if (node->kind == TG_YAML_SCALAR) check_text(node->text);
    for (const struct tg_yaml_node *child = node->first; child; child = child->next, count++) {
        if (node->kind == TG_YAML_MAPPING) check_key(source, node, child);
        check_node(source, child, depth + 1);
    }
    expect(count == node->count && (node->kind != TG_YAML_SCALAR || count == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size};
    struct tg_arena arena = {0};
    struct tg_yaml_node *root = NULL;
    toegang_report report = {0};
    toegang_status status = tg_yaml_read(octets, 65536, &arena, &root, &report);
    expect((status == TOEGANG_GOOD) == (root != NULL) &&
           (status == TOEGANG_GOOD) == (report.check[0] == '\0'));
    if (root && root->line > 0) check_node(octets, root, 1);
    tg_arena_free(&arena);
    return 0;
}

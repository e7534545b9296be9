/* SPDX-License-Identifier: Apache-2.0 */
/* Each allocation of libyaml fails in turn, alone and with all that follow: no memory, or the whole tree. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "parse/yaml.h"

static long taken, failing = -1;
static bool and_all_after;

static bool fails(void)
{
    long number = taken++;
    return failing >= 0 && (and_all_after ? number >= failing : number == failing);
}

/* These stand in for the library's own: it asks for all its memory through them. */
void *yaml_malloc(size_t size);
void *yaml_realloc(void *old, size_t size);
char *yaml_strdup(const char *text);

void *yaml_malloc(size_t size)
{
    return fails() ? NULL : malloc(size > 0 ? size : 1);
}

void *yaml_realloc(void *old, size_t size)
{
    return fails() ? NULL : realloc(old, size > 0 ? size : 1);
}

char *yaml_strdup(const char *text)
{
    return text && !fails() ? strdup(text) : NULL;
}

static const char document[] = "# comment\na: 1\nb: [x, 'y', \"\\u20AC\", {c: d}]\n"
                               "long-key-to-make-a-buffer-grow-0123456789-0123456789: |\n  some\n  lines\n"
                               "folded: >-\n  some\n  lines\n- not: here\n";
static const char good[] = "# comment\na: 1\nb: [x, 'y', \"\\u20AC\", {c: d}]\n"
                           "long-key-to-make-a-buffer-grow-0123456789-0123456789: |\n  some\n  lines\n"
                           "folded: >-\n  some\n  lines\nlist:\n  - one\n  - two: 2\n";

static size_t count_nodes(const struct tg_yaml_node *node)
{
    size_t count = 1 + node->text.length + node->key.length;
    for (const struct tg_yaml_node *child = node->first; child; child = child->next)
        count += count_nodes(child);
    return count;
}

static void fail_each(struct tg_span text, toegang_status whole_status, size_t whole, long count)
{
    for (long number = 0; number < count; number++) {
        struct tg_arena arena = {0};
        struct tg_yaml_node *root = NULL;
        taken = 0;
        failing = number;
        toegang_status status = tg_yaml_read(text, 1 << 20, &arena, &root, NULL);
        failing = -1;
        cr_expect(status == whole_status || status == TOEGANG_NO_MEMORY, "allocation %ld: %d", number,
                  status);
        if (status == TOEGANG_GOOD) cr_expect_eq(count_nodes(root), whole, "allocation %ld", number);
        tg_arena_free(&arena);
    }
}

static void fail_in(struct tg_span text)
{
    struct tg_arena arena = {0};
    struct tg_yaml_node *root = NULL;
    taken = 0;
    toegang_status status = tg_yaml_read(text, 1 << 20, &arena, &root, NULL);
    long count = taken;
    size_t whole = root ? count_nodes(root) : 0;
    cr_assert_gt(count, 20, "the library does not ask us for memory");
    and_all_after = false;
    fail_each(text, status, whole, count);
    and_all_after = true;
    fail_each(text, status, whole, count);
    tg_arena_free(&arena);
}

Test(yaml, each_allocation_of_libyaml_fails)
{
    fail_in(TG_SPAN(good));
    fail_in(TG_SPAN(document));
}

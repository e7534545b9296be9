/* SPDX-License-Identifier: Apache-2.0 */
/* Every row of the vectors of canonicalisation has its answer in rows.tsv: octet-exact, or the reason why
 * not. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "parse/c14n.h"
#include "parse/file.h"

#define FIELDS 5
#define ROWS 73

enum { FILE_NAME, PROFILE, ANSWER, CHECK, REASON };

static struct tg_span read_file(struct tg_arena *arena, const char *folder, struct tg_span name,
                                const char *end)
{
    char path[1024];
    struct tg_span out = {"", 0};
    snprintf(path, sizeof path, "%s/%.*s%s", folder, (int)name.length, name.at, end);
    toegang_status status = tg_file_read(path, 1 << 20, arena, &out, NULL, NULL);
    cr_assert(status == TOEGANG_GOOD || strcmp(end, ".ns") == 0, "%s", path);
    return out;
}

/* The next line that is no comment, cut at its tabs; false at the end. */
static bool next_row(struct tg_span *rest, struct tg_span fields[FIELDS])
{
    struct tg_span line;
    do {
        if (rest->length == 0) return false;
        line = tg_span_until(*rest, tg_span_find(*rest, '\n'));
        *rest = tg_span_from(*rest, line.length + 1);
    } while (tg_span_starts(line, "#"));
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = tg_span_until(line, tg_span_find(line, '\t'));
        line = tg_span_from(line, fields[i].length + 1);
    }
    return true;
}

static const struct tg_xml_node *find(const struct tg_xml_node *root, struct tg_span local)
{
    const struct tg_xml_node *node = root;
    while (node && !tg_span_equal(node->local, local)) node = tg_xml_following(node, root);
    return node;
}

static void compare_octets(struct tg_arena *arena, const struct tg_xml_node *root,
                           const struct tg_span ours[FIELDS], struct tg_span vector)
{
    struct tg_c14n_prefixes prefixes;
    struct tg_span out = {NULL, 0}, name = ours[FILE_NAME],
                   expected = tg_span_from(vector, strlen("octets equal "));
    struct tg_span stem = tg_span_until(name, name.length - strlen(".xml"));
    const struct tg_xml_node *node = find(root, tg_span_from(ours[ANSWER], strlen("octets ")));
    cr_assert_eq(tg_c14n_prefixes_read(read_file(arena, TG_VECTORS, stem, ".ns"), &prefixes, NULL),
                 TOEGANG_GOOD);
    cr_assert_not_null(node);
    cr_assert_eq(tg_c14n_exclusive(node, NULL, &prefixes, arena, &out, NULL), TOEGANG_GOOD);
    cr_expect(tg_span_equal(out, read_file(arena, TG_VECTORS, expected, "")), "%.*s: %.*s", (int)name.length,
              name.at, (int)out.length, out.at);
}

static void compare(const struct tg_span ours[FIELDS], struct tg_span vector)
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    toegang_report report = {.check = ""};
    struct tg_span octets = read_file(&arena, TG_VECTORS, ours[FILE_NAME], "");
    toegang_status status = tg_xml_read(octets, &tg_xml_message_limits, &arena, &root, &report);
    const char *check = status == TOEGANG_GOOD ? "good" : report.check;
    cr_expect(tg_span_is(ours[CHECK], check), "%.*s: %s", (int)ours[FILE_NAME].length, ours[FILE_NAME].at,
              check);
    bool outside = tg_span_is(ours[ANSWER], "outside");
    cr_expect(outside ? ours[REASON].length > 0 : status == TOEGANG_GOOD);
    if (!outside && root) compare_octets(&arena, root, ours, vector);
    tg_arena_free(&arena);
}

Test(c14n, every_vector_has_its_answer)
{
    struct tg_arena arena = {0};
    struct tg_span vectors = read_file(&arena, TG_VECTORS, TG_SPAN("EXPECT-c14n.tsv"), ""), vector[FIELDS];
    struct tg_span table = read_file(&arena, TG_TABLES, TG_SPAN("rows.tsv"), ""), ours[FIELDS];
    unsigned count = 0;
    cr_assert(next_row(&vectors, vector)); /* the heading */
    for (; next_row(&vectors, vector); count++) {
        cr_assert(next_row(&table, ours), "no answer for %.*s", (int)vector[0].length, vector[0].at);
        /* file and profile there are the fields 0 and 2, the octets 3 */
        cr_assert(tg_span_equal(vector[0], ours[FILE_NAME]) && tg_span_equal(vector[2], ours[PROFILE]));
        compare(ours, vector[3]);
    }
    cr_expect_not(next_row(&table, ours));
    cr_expect_eq(count, ROWS);
    tg_arena_free(&arena);
}

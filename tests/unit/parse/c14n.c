/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "parse/c14n.h"
#include "parse/check.h"

/* The canonical form of the element `top` (its local name) of text, without the element "without". */
static toegang_status canonical(const char *text, const char *top, const char *list, struct tg_arena *arena,
                                struct tg_span *out, toegang_report *report)
{
    struct tg_c14n_prefixes prefixes;
    struct tg_xml_node *root = NULL, *node, *without;
    cr_assert_eq(tg_c14n_prefixes_read(tg_span_of(list), &prefixes, report), TOEGANG_GOOD, "%s", list);
    cr_assert_eq(tg_xml_read(tg_span_of(text), &tg_xml_message_limits, arena, &root, report), TOEGANG_GOOD,
                 "%s: %s", text, report->check);
    for (node = root; node && !tg_span_is(node->local, top);) node = tg_xml_following(node, root);
    for (without = root; without && !tg_span_is(without->local, "without");)
        without = tg_xml_following(without, root);
    cr_assert_not_null(node, "%s", text);
    return tg_c14n_exclusive(node, without, &prefixes, arena, out, report);
}

/* Exclusive XML Canonicalization 1.0 section 3 and Canonical XML 1.0 section 2.3; each row also run through
 * xmlsec1. */
Test(c14n, octets)
{
    static const struct {
        const char *text, *top, *list, *octets;
    } rows[] = {
        {"<a/>", "a", "", "<a></a>"},
        {"<a c='1' b=\"2\"  ><b ></b ></a>", "a", "", "<a b=\"2\" c=\"1\"><b></b></a>"},
        {"<a b='&#9;&#10;&#13;&lt;&gt;&amp;&quot;&apos;\t\n'/>", "a", "",
         "<a b=\"&#x9;&#xA;&#xD;&lt;>&amp;&quot;'  \"></a>"},
        {"<a>&#9;&#10;&#13;&lt;&gt;&amp;&quot;&apos;\t\r\n</a>", "a", "",
         "<a>\t\n&#xD;&lt;&gt;&amp;\"'\t\n</a>"},
        {"<a xmlns='u:d' xmlns:p='u:p' xmlns:q='u:q' q:x=''><p:b/></a>", "a", "",
         "<a xmlns=\"u:d\" xmlns:q=\"u:q\" q:x=\"\"><p:b xmlns:p=\"u:p\"></p:b></a>"},
        {"<a xmlns='u:d' xmlns:p='u:p'><p:b/></a>", "b", "", "<p:b xmlns:p=\"u:p\"></p:b>"},
        {"<a xmlns='u:d' xmlns:p='u:p'><p:b/></a>", "b", "#default",
         "<p:b xmlns=\"u:d\" xmlns:p=\"u:p\"></p:b>"},
        {"<a xmlns:z='u:z' xmlns:p='u:p'><p:b z='1'/></a>", "b", "z nowhere",
         "<p:b xmlns:p=\"u:p\" xmlns:z=\"u:z\" z=\"1\"></p:b>"},
        {"<a xmlns:z='u:z'><b><c xmlns:z='u:y'><d xmlns:z='u:y'/></c></b></a>", "a", "z",
         "<a xmlns:z=\"u:z\"><b><c xmlns:z=\"u:y\"><d></d></c></b></a>"},
        {"<a xmlns='u:d'><b xmlns=''><c xmlns='u:d'/><c/></b></a>", "a", "",
         "<a xmlns=\"u:d\"><b xmlns=\"\"><c xmlns=\"u:d\"></c><c></c></b></a>"},
        {"<p:a xmlns='u:d' xmlns:p='u:p'><b xmlns=''/></p:a>", "a", "", "<p:a xmlns:p=\"u:p\"><b></b></p:a>"},
        {"<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'/><p:b/></p:a>", "a", "",
         "<p:a xmlns:p=\"u:1\"><p:b xmlns:p=\"u:2\"></p:b><p:b></p:b></p:a>"},
        {"<r xmlns:p='u:p'><a><p:b/><p:b/></a></r>", "a", "",
         "<a><p:b xmlns:p=\"u:p\"></p:b><p:b xmlns:p=\"u:p\"></p:b></a>"},
        {"<a xmlns:b='u:2' xmlns:a='u:1' b:z='1' a:z='2' z='3' a:a='4' xml:lang='nl'/>", "a", "",
         "<a xmlns:a=\"u:1\" xmlns:b=\"u:2\" z=\"3\" xml:lang=\"nl\" a:a=\"4\" a:z=\"2\" b:z=\"1\"></a>"},
        {"<r xml:lang='nl'><a/></r>", "a", "", "<a></a>"},
        {"<r xml:lang='nl'><a xml:space='default'/></r>", "a", "xml", "<a xml:space=\"default\"></a>"},
        {"<a>x<without><b/></without>y<b/></a>", "a", "", "<a>xy<b></b></a>"},
        {"<a>caf\xc3\xa9 &#x1F600;</a>", "a", "", "<a>caf\xc3\xa9 \xf0\x9f\x98\x80</a>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        toegang_report report = {0};
        cr_expect_eq(canonical(rows[i].text, rows[i].top, rows[i].list, &arena, &out, &report), TOEGANG_GOOD);
        cr_expect(tg_span_is(out, rows[i].octets), "%s: %.*s", rows[i].text, (int)out.length, out.at);
        tg_arena_free(&arena);
    }
}

Test(c14n, prefix_lists)
{
    static const struct {
        const char *list;
        size_t count; /* 0 with good: empty */
        bool good;
    } rows[] = {
        {"", 0, true},
        {" \t\r\n", 0, true},
        {"xs", 1, true},
        {" xs\n#default\txsi ", 3, true},
        {"a b c d e f g h", 8, true},
        {"a b c d e f g h i", 0, false},
        {"#all", 0, false},
        {"#defaultx", 0, false},
        {"a:b", 0, false},
        {"1a", 0, false},
        {"caf\xc3\xa9", 0, false},
        {"a,b", 0, false},
        {"a\x0b"
         "b",
         0, false},
        {"<", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_c14n_prefixes out = {.count = 99};
        toegang_report report = {0};
        toegang_status status = tg_c14n_prefixes_read(tg_span_of(rows[i].list), &out, &report);
        cr_expect_eq(status, rows[i].good ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s", rows[i].list);
        cr_expect_str_eq(report.check, rows[i].good ? "" : CHECK_C14N_PREFIXES, "%s", rows[i].list);
        cr_expect_eq(out.count, rows[i].good ? rows[i].count : 99, "%s", rows[i].list);
    }
}

static void write_element(FILE *out, unsigned depth)
{
    fputs("<e", out);
    for (unsigned i = 0; i < 16; i++) fprintf(out, " xmlns:p%u%c=\"u:%u%c\"", depth, 'a' + i, depth, 'a' + i);
    for (unsigned i = 0; i < 16; i++) fprintf(out, " p%u%c:x=\"\"", depth, 'a' + i);
    fputs(">", out);
    if (depth < 8) write_element(out, depth + 1);
    fputs("</e>", out);
}

/* Eight elements in each other, each with sixteen namespaces of its own, written as they must come out. */
Test(c14n, many_namespaces_in_scope)
{
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    struct tg_xml_node *root = NULL;
    size_t size;
    char *text = NULL;
    FILE *stream = open_memstream(&text, &size);
    write_element(stream, 1);
    fclose(stream);
    cr_assert_eq(tg_xml_read((struct tg_span){text, size}, &tg_xml_message_limits, &arena, &root, NULL),
                 TOEGANG_GOOD);
    cr_assert_eq(tg_c14n_exclusive(root, NULL, NULL, &arena, &out, NULL), TOEGANG_GOOD);
    cr_expect(tg_span_is(out, text), "%.*s", (int)out.length, out.at);
    free(text);
    tg_arena_free(&arena);
}

/* Each leaf writes a declaration of 500 octets again: a small message must not become a large one without
 * end. */
Test(c14n, what_grows_too_large_is_refused)
{
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    toegang_report report = {0};
    struct tg_xml_node *root = NULL;
    size_t size;
    char *text = NULL;
    FILE *stream = open_memstream(&text, &size);
    fprintf(stream, "<r xmlns:p='u:%0500d'>", 0);
    for (unsigned i = 0; i < 20000; i++) fputs("<p:a/>", stream);
    fputs("</r>", stream);
    fclose(stream);
    cr_assert_eq(tg_xml_read((struct tg_span){text, size}, &tg_xml_metadata_limits, &arena, &root, &report),
                 TOEGANG_GOOD);
    cr_expect_eq(tg_c14n_exclusive(root, NULL, NULL, &arena, &out, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_C14N_SIZE);
    cr_expect_null(out.at);
    free(text);
    tg_arena_free(&arena);
}

Test(c14n, misuse_and_trees_that_no_reader_makes)
{
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    toegang_report report = {0}, deep = {0};
    struct tg_xml_node chain[40] = {{.local = TG_SPAN("a")}}, text = {.text = TG_SPAN("x")};
    struct tg_xml_attribute attributes[65] = {{.local = TG_SPAN("b")}};
    cr_expect_eq(tg_c14n_exclusive(&text, NULL, NULL, &arena, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_c14n_exclusive(chain, chain, NULL, &arena, &out, NULL), TOEGANG_MISUSE);
    for (size_t i = 0; i < 40; i++)
        chain[i] = (struct tg_xml_node){.local = TG_SPAN("a"), .first = i < 39 ? &chain[i + 1] : NULL};
    cr_expect_eq(tg_c14n_exclusive(chain, NULL, NULL, &arena, &out, &deep), TOEGANG_REFUSED);
    cr_expect_str_eq(deep.check, CHECK_C14N_SIZE);
    for (size_t i = 0; i < 65; i++)
        attributes[i] = (struct tg_xml_attribute){.next = i < 64 ? &attributes[i + 1] : NULL};
    chain[39].attributes = attributes;
    cr_expect_eq(tg_c14n_exclusive(&chain[39], NULL, NULL, &arena, &out, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_C14N_SIZE);
    tg_arena_free(&arena);
}

Test(c14n, without_memory_nothing_is_written)
{
    static const char text[] = "<a xmlns='u:d' b='c'>text</a>";
    struct tg_arena tree = {0};
    struct tg_xml_node *root = NULL;
    cr_assert_eq(tg_xml_read(TG_SPAN(text), &tg_xml_message_limits, &tree, &root, NULL), TOEGANG_GOOD);
    for (size_t limit = 1; limit < 20000; limit += 512) {
        struct tg_arena arena = {.limit = limit};
        struct tg_span out = {NULL, 0};
        toegang_status status = tg_c14n_exclusive(root, NULL, NULL, &arena, &out, NULL);
        cr_expect(status == TOEGANG_GOOD ? out.length > 0 : status == TOEGANG_NO_MEMORY && !out.at, "%zu",
                  limit);
        tg_arena_free(&arena);
    }
    tg_arena_free(&tree);
}

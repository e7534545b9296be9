/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "parse/c14n.h"
#include "parse/xml.h"
#include "parse/xml_write.h"

/* A document with the same text as attribute, as text and deeper. */
static toegang_status written(const char *text, struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    struct tg_xml_writer *writer = tg_xml_write(arena, report);
    tg_xml_put_element(writer, "a:one");
    tg_xml_put_attribute(writer, "xmlns:a", "urn:example:a");
    tg_xml_put_attribute(writer, "Absent", NULL);
    tg_xml_put_attribute(writer, "Value", text);
    tg_xml_put_leaf(writer, "a:two", text);
    tg_xml_put_element(writer, "a:three");
    tg_xml_put_end(writer);
    tg_xml_put_end(writer);
    return tg_xml_written(writer, out, report);
}

Test(xml_write, whatever_is_written_is_read_as_it_was_and_is_canonical)
{
    static const char *const texts[] = {
        "", "plain", "\" onload=\"x", "</a:two><a:two>", "<!--", "]]>", "&amp;", "&#x41;", "'", "é € \U0001F600",
        "a\tb\nc\rd", " both ends ", "<?x ?>", "\xef\xbf\xbd", "\xed\x9f\xbf\xee\x80\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        static const struct tg_c14n_prefixes none;
        struct tg_arena arena = {0};
        struct tg_span out, canonical, text;
        struct tg_xml_node *root;
        toegang_report report = {0};
        cr_assert_eq(written(texts[i], &arena, &out, &report), TOEGANG_GOOD, "%s: %s", texts[i], report.check);
        cr_assert_eq(tg_xml_read(out, &tg_xml_message_limits, &arena, &root, &report), TOEGANG_GOOD, "%s: %s",
                     texts[i], report.check);
        cr_expect(tg_span_is(tg_xml_attribute_of(root, "Value")->value, texts[i]), "%s", texts[i]);
        cr_expect_null(tg_xml_attribute_of(root, "Absent"));
        cr_expect(tg_xml_only_text(tg_xml_first_element(root), &text) && tg_span_is(text, texts[i]), "%s", texts[i]);
        cr_assert_eq(tg_c14n_exclusive(root, NULL, &none, &arena, &canonical, &report), TOEGANG_GOOD);
        cr_expect(tg_span_equal(canonical, out), "%s", texts[i]);
        tg_arena_free(&arena);
    }
}

Test(xml_write, any_octet_is_read_as_it_was_or_refused)
{
    for (unsigned octet = 1; octet < 256; octet++) {
        const char text[] = {'a', (char)octet, 'b', 0};
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        struct tg_xml_node *root = NULL;
        toegang_report report = {0};
        toegang_status status = written(text, &arena, &out, &report);
        bool is_xml = (octet >= 0x20 && octet < 0x80) || octet == '\t' || octet == '\n' || octet == '\r';
        cr_expect_eq(status, is_xml ? TOEGANG_GOOD : TOEGANG_REFUSED, "%u", octet);
        if (!is_xml) cr_expect_str_eq(report.check, "xml.character", "%u", octet);
        if (status == TOEGANG_GOOD) {
            cr_assert_eq(tg_xml_read(out, &tg_xml_message_limits, &arena, &root, NULL), TOEGANG_GOOD, "%u", octet);
            cr_expect(tg_span_is(tg_xml_attribute_of(root, "Value")->value, text), "%u", octet);
        }
        tg_arena_free(&arena);
    }
}

Test(xml_write, what_xml_cannot_hold)
{
    static const char *const texts[] = {"\xef\xbf\xbe", "\xef\xbf\xbf", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80",
                                        "\xe2\x82"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        toegang_report report = {0};
        cr_expect_eq(written(texts[i], &arena, &out, &report), TOEGANG_REFUSED, "%zu", i);
        cr_expect_str_eq(report.check, "xml.character", "%zu", i);
        tg_arena_free(&arena);
    }
}

Test(xml_write, no_deeper_than_sixteen_and_every_element_ends)
{
    for (size_t depth = 15; depth <= 17; depth++)
        for (size_t ends = depth - 1; ends <= depth; ends++) {
            struct tg_arena arena = {0};
            struct tg_span out = {NULL, 0};
            struct tg_xml_writer *writer = tg_xml_write(&arena, NULL);
            for (size_t i = 0; i < depth; i++) tg_xml_put_element(writer, "e");
            for (size_t i = 0; i < ends; i++) tg_xml_put_end(writer);
            toegang_status expected = depth > 16 ? TOEGANG_REFUSED : ends < depth ? TOEGANG_INTERNAL : TOEGANG_GOOD;
            cr_expect_eq(tg_xml_written(writer, &out, NULL), expected, "%zu, %zu", depth, ends);
            tg_arena_free(&arena);
        }
}

Test(xml_write, memory_that_ends_is_told)
{
    for (size_t limit = 1; limit < 20000; limit += 97) {
        struct tg_arena arena = {.limit = limit};
        struct tg_span out = {NULL, 0};
        toegang_status status = written("text", &arena, &out, NULL);
        cr_expect_eq(status, out.length > 0 ? TOEGANG_GOOD : TOEGANG_NO_MEMORY, "%zu", limit);
        tg_arena_free(&arena);
    }
}

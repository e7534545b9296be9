/* SPDX-License-Identifier: Apache-2.0 */
/* The second layer without the first: were the gate to let these through, the builder of the tree would
 * refuse them. */
#include <criterion/criterion.h>

#include <string.h>

#include "parse/check.h"
#include "parse/xml_reader.h"

static void compare(const char *text)
{
    struct tg_arena arena = {0};
    toegang_report report = {0};
    struct tg_span octets = tg_span_of(text);
    struct tg_xml_reader reader = {.octets = octets, .body = octets, .arena = &arena, .report = &report};
    xmlSAXHandler handler = tg_xml_handler;
    char room[1024];
    reader.text = room;
    reader.text_end = room + sizeof room;
    cr_assert(tg_xml_intern_begin(&reader, octets.length));
    (void)xmlSAXUserParseMemory(&handler, &reader, text, (int)octets.length);
    cr_expect_eq(reader.status, TOEGANG_REFUSED, "%s", text);
    cr_expect_str_eq(report.check, CHECK_XML_PARSER, "%s: %s %s", text, report.check, report.came);
    tg_arena_free(&arena);
}

Test(xml, the_builder_refuses_what_the_gate_excludes)
{
    static const char *const rows[] = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'x.dtd'><a/>",
        "<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
        "<!-- --><a/>",
        "<a>x<!-- -->y</a>",
        "<a><![CDATA[x]]></a>",
        "<?p q?><a/>",
        "<a><?p?></a>",
        "<a>&e;</a>",
        "<a b='&e;'/>",
        "<a/><a/>",
        "<a>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) compare(rows[i]);
}

static struct tg_xml_reader reader_of(struct tg_arena *arena, toegang_report *report)
{
    struct tg_xml_reader reader = {
        .octets = TG_SPAN("<a/>"), .body = TG_SPAN("<a/>"), .arena = arena, .report = report};
    cr_assert(tg_xml_intern_begin(&reader, 4));
    return reader;
}

/* Events that no parser sends for what passed the gate: they fail, and nothing is written beyond the room. */
Test(xml, the_builder_refuses_events_that_do_not_fit)
{
    for (unsigned row = 0; row < 6; row++) {
        struct tg_arena arena = {0};
        toegang_report report = {0};
        struct tg_xml_reader reader = reader_of(&arena, &report);
        const xmlChar *name = (const xmlChar *)"a", *value = (const xmlChar *)"x&y";
        const xmlChar *attribute[] = {name, NULL, NULL, value, value + 3};
        char room[3];
        if (row >= 3) reader.text = room, reader.text_end = room + (row == 4 ? sizeof room : 1);
        if (row >= 1 && row < 4)
            tg_xml_handler.startElementNs(&reader, name, NULL, NULL, 0, NULL, 0, 0, NULL);
        if (row == 0) tg_xml_handler.endElementNs(&reader, name, NULL, NULL);
        if (row == 1) tg_xml_handler.endElementNs(&reader, value, NULL, NULL);
        if (row == 2) tg_xml_handler.startElementNs(&reader, name, NULL, NULL, 0, NULL, 1, 1, attribute);
        if (row == 3) tg_xml_handler.characters(&reader, value, 3);
        if (row >= 4) tg_xml_handler.startElementNs(&reader, name, NULL, NULL, 0, NULL, 1, 0, attribute);
        cr_expect_eq(reader.status, TOEGANG_REFUSED, "row %u", row);
        cr_expect_str_eq(report.check, CHECK_XML_PARSER, "row %u", row);
        tg_arena_free(&arena);
    }
}

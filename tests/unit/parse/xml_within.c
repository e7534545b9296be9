/* SPDX-License-Identifier: Apache-2.0 */
/* An element that was decrypted, read where it stood: its namespaces, and no way out. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "parse/xml.h"

static toegang_status read_at(const char *around, const char *octets, struct tg_arena *arena,
                              struct tg_xml_node **out, toegang_report *report)
{
    struct tg_xml_node *place = NULL;
    cr_assert_eq(tg_xml_read(tg_span_of(around), &tg_xml_message_limits, arena, &place, NULL), TOEGANG_GOOD);
    while (tg_xml_first_element(place)) place = tg_xml_first_element(place);
    return tg_xml_read_within(tg_span_of(octets), place, &tg_xml_message_limits, arena, out, report);
}

Test(xml_within, namespaces_of_the_surroundings_hold)
{
    static const struct {
        const char *name, *around, *octets, *uri;
    } rows[] = {
        {"its own", "<a/>", "<b xmlns='urn:b'/>", "urn:b"},
        {"none", "<a/>", "<b/>", ""},
        {"a prefix of the place", "<a xmlns:p='urn:p'/>", "<p:b/>", "urn:p"},
        {"a prefix further out", "<a xmlns:p='urn:p'><c><d/></c></a>", "<p:b/>", "urn:p"},
        {"the nearest", "<a xmlns:p='urn:far'><c xmlns:p='urn:near'/></a>", "<p:b/>", "urn:near"},
        {"its own before that of the place", "<a xmlns:p='urn:p'/>", "<p:b xmlns:p='urn:own'/>", "urn:own"},
        {"the default", "<a xmlns='urn:a'/>", "<b/>", "urn:a"},
        {"a default taken back", "<a xmlns='urn:a'><c xmlns=''/></a>", "<b/>", ""},
        {"white space around", "<a xmlns='urn:a'/>", " \n<b/>\t", "urn:a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_xml_node *out = NULL;
        toegang_report report = {0};
        cr_expect_eq(read_at(rows[i].around, rows[i].octets, &arena, &out, &report), TOEGANG_GOOD,
                     "%s: %s: %s", rows[i].name, report.check, report.came);
        cr_expect(out && tg_xml_is(out, rows[i].uri, "b") && !tg_xml_next_element(out), "%s", rows[i].name);
        tg_arena_free(&arena);
    }
}

Test(xml_within, no_way_out_of_the_wrapper)
{
    static const struct {
        const char *octets, *check;
    } rows[] = {
        {"", "xml.root"},
        {"text", "xml.root"},
        {"<b/><b/>", "xml.root"},
        {"<b/>text", "xml.root"},
        {"text<b/>", "xml.root"},
        {"</w>", "xml.root"},
        {"<b/></w><w>", "xml.root"},
        {"</w><w><b/>", "xml.root"},
        {"<b/></w>", "xml.root"},
        {"<w>", "xml.tag"},
        {"<b>", "xml.tag"},
        {"</b>", "xml.tag"},
        {"<w><b/>", "xml.tag"},
        {"<b", "xml.attribute"},
        {"<b x='", "xml.attribute"},
        {"<b x=\"", "xml.attribute"},
        {"<!--", "xml.comment"},
        {"<b/><!-- -->", "xml.comment"},
        {"<?x", "xml.instruction"},
        {"<?xml version='1.0'?><b/>", "xml.instruction"},
        {"<![CDATA[", "xml.cdata"},
        {"<!DOCTYPE b><b/>", "xml.doctype"},
        {"<b/>&", "xml.reference"},
        {"<p:b/>", "xml.namespace"},
        {"\xef\xbb\xbf<b/>", "xml.root"},
        {"<b>\xff</b>", "xml.encoding"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_xml_node *out = NULL;
        toegang_report report = {0};
        cr_expect_eq(read_at("<a xmlns='urn:a'/>", rows[i].octets, &arena, &out, &report), TOEGANG_REFUSED,
                     "%s", rows[i].octets);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].octets, report.check);
        cr_expect_null(out, "%s", rows[i].octets);
        tg_arena_free(&arena);
    }
}

Test(xml_within, a_limit_to_the_namespaces)
{
    for (unsigned count = 31; count <= 32; count++) {
        char around[4096] = "", *at = around;
        struct tg_arena arena = {0};
        struct tg_xml_node *out = NULL;
        toegang_report report = {0};
        at += sprintf(at, "<a");
        for (unsigned i = 0; i < 16; i++) at += sprintf(at, " xmlns:p%u='urn:p'", i);
        at += sprintf(at, "><c");
        for (unsigned i = 16; i < count; i++) at += sprintf(at, " xmlns:p%u='urn:p'", i);
        sprintf(at, "/></a>");
        toegang_status status = read_at(around, "<p0:b/>", &arena, &out, &report);
        cr_expect_eq(status, count == 31 ? TOEGANG_GOOD : TOEGANG_REFUSED, "%u: %s", count, report.check);
        if (count == 32) cr_expect_str_eq(report.check, "xml.attributes");
        tg_arena_free(&arena);
    }
}

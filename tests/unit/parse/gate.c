/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "parse/check.h"
#include "parse/gate.h"

struct row {
    const char *text;
    const char *check; /* NULL: let through */
};

static void compare(const struct row *row, struct tg_span octets)
{
    struct tg_span body = TG_SPAN("untouched");
    toegang_report report = {0};
    toegang_status status = tg_gate(octets, &tg_xml_message_limits, &body, &report);
    cr_expect_eq(status, row->check ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s: %s", row->text, report.check);
    cr_expect_str_eq(report.check, row->check ? row->check : "", "%s: %s", row->text, report.check);
    if (row->check)
        cr_expect(tg_span_is(body, "untouched") && report.line > 0 && report.column > 0, "%s", row->text);
}

static void compare_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) compare(&rows[i], tg_span_of(rows[i].text));
}
#define COMPARE(rows) compare_rows(rows, sizeof rows / sizeof *(rows))

Test(gate, what_goes_through)
{
    static const struct row rows[] = {
        {"<a/>", NULL},
        {"<a></a>", NULL},
        {"<a ></a >", NULL},
        {"<a />", NULL},
        {"\n <a/>\r\n\t", NULL},
        {"<a>x</a>", NULL},
        {"<a>x > y ]] > ]> \"'</a>", NULL},
        {"<a>&lt;&gt;&amp;&quot;&apos;</a>", NULL},
        {"<a>&#65;&#x41;&#xd7ff;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#9;&#10;&#13;</a>", NULL},
        {"<a>&#0000000000000000000000000000000000065;</a>", NULL},
        {"<a b='\"' c=\"'\" d = 'x>y' e\n=\t\"&lt;&#10;\"/>", NULL},
        {"<p:a-b.c_1 q:d='' xmlns:p='u:p' xmlns='u:d' xml:lang='nl'><_/></p:a-b.c_1>", NULL},
        {"<a>caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xef\xbf\xbd \x7f</a>", NULL},
        {"<?xml version=\"1.0\"?><a/>", NULL},
        {"<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<a/>", NULL},
        {"<?xml\tversion = \"1.0\"\r\nencoding=\"UTF-8\"?><a/>", NULL},
        {"<a><b><c/></b><b/></a>", NULL},
    };
    COMPARE(rows);
}

Test(gate, encodings)
{
    static const struct row rows[] = {
        {"\xef\xbb\xbf<a/>", CHECK_XML_ENCODING},
        {"\xff\xfe<\x01", CHECK_XML_ENCODING},
        {"\xfe\xff<a", CHECK_XML_ENCODING},
        {"<a>\xff</a>", CHECK_XML_ENCODING},
        {"<a>\xc0\x80</a>", CHECK_XML_ENCODING},
        {"<a>\xe0\x80\xaf</a>", CHECK_XML_ENCODING},
        {"<a>\xed\xa0\x80</a>", CHECK_XML_ENCODING},
        {"<a>\xf4\x90\x80\x80</a>", CHECK_XML_ENCODING},
        {"<a>\xc3", CHECK_XML_ENCODING},
        {"<a b='\xe9'/>", CHECK_XML_ENCODING},
        {"<\xff/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='UTF-7'?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='UTF-16'?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='US-ASCII'?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding=''?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='UTF-8 '?><a/>", CHECK_XML_ENCODING},
        {"<?xml version='1.0' encoding='UTF8'?><a/>", CHECK_XML_ENCODING},
        {"<a>\x01</a>", CHECK_XML_CHARACTER},
        {"<a>\x0b</a>", CHECK_XML_CHARACTER},
        {"<a b='\x1f'/>", CHECK_XML_CHARACTER},
        {"<a\x0c/>", CHECK_XML_CHARACTER},
        {"<a>\xef\xbf\xbe</a>", CHECK_XML_CHARACTER},
        {"<a>\xef\xbf\xbf</a>", CHECK_XML_CHARACTER},
        {"<a b='\xef\xbf\xbf'/>", CHECK_XML_CHARACTER},
        {"<a>]]></a>", CHECK_XML_CHARACTER},
        {"<a>x]]]></a>", CHECK_XML_CHARACTER},
    };
    COMPARE(rows);
}

/* With octets that a C string cannot hold. */
Test(gate, nul_and_sixteen_bits)
{
    static const struct {
        struct tg_span octets;
        struct row row;
    } rows[] = {
        {{"<a>\0</a>", 8}, {"NUL in text", CHECK_XML_CHARACTER}},
        {{"<a/>\0", 5}, {"NUL at the end", CHECK_XML_CHARACTER}},
        {{"<\0a\0/\0>\0", 8}, {"UTF-16LE without mark", CHECK_XML_CHARACTER}},
        {{"\0<\0a\0/\0>", 8}, {"UTF-16BE without mark", CHECK_XML_CHARACTER}},
        {{"\xff\xfe<\0a\0/\0>\0", 10}, {"UTF-16LE", CHECK_XML_ENCODING}},
        {{"<\0\0\0a\0\0\0", 8}, {"UTF-32LE", CHECK_XML_CHARACTER}},
        {{"", 0}, {"nothing", CHECK_XML_SIZE}},
    };
    for (size_t i = 0; i + 1 < sizeof rows / sizeof *rows; i++) compare(&rows[i].row, rows[i].octets);
    cr_expect_eq(tg_gate(rows[6].octets, &tg_xml_message_limits, &(struct tg_span){NULL, 0}, NULL),
                 TOEGANG_REFUSED);
}

Test(gate, markup_that_never_goes_through)
{
    static const struct row rows[] = {
        {"<!DOCTYPE a><a/>", CHECK_XML_DOCTYPE},
        {"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
         CHECK_XML_DOCTYPE},
        {"<!DOCTYPE a [<!ENTITY x '&y;&y;'><!ENTITY y '&z;&z;'><!ENTITY z 'lol'>]><a>&x;</a>",
         CHECK_XML_DOCTYPE},
        {"<!DOCTYPE a [<!ATTLIST a ID CDATA #FIXED 'x'>]><a/>", CHECK_XML_DOCTYPE},
        {"<!-- --><a/>", CHECK_XML_COMMENT},
        {"<a>x<!---->y</a>", CHECK_XML_COMMENT},
        {"<a/><!-- -->", CHECK_XML_COMMENT},
        {"<a><![CDATA[x]]></a>", CHECK_XML_CDATA},
        {"<?xmlFoo version='1.0'?><a/>", CHECK_XML_INSTRUCTION},
        {"<?xml-stylesheet href='x'?><a/>", CHECK_XML_INSTRUCTION},
        {"<?xml?><a/>", CHECK_XML_INSTRUCTION},
        {"<?xml version='1.0'?><?xml version='1.0'?><a/>", CHECK_XML_INSTRUCTION},
        {" <?xml version='1.0'?><a/>", CHECK_XML_INSTRUCTION},
        {"<a><?p?></a>", CHECK_XML_INSTRUCTION},
        {"<a/><?p?>", CHECK_XML_INSTRUCTION},
        {"<a><?xml version='1.0'?></a>", CHECK_XML_INSTRUCTION},
        {"<?XML version='1.0'?><a/>", CHECK_XML_INSTRUCTION},
        {"<!a/>", CHECK_XML_TAG},
        {"<a><!ENTITY e 'x'></a>", CHECK_XML_TAG},
        {"<a>&nbsp;</a>", CHECK_XML_ENTITY},
        {"<a>&LT;</a>", CHECK_XML_ENTITY},
        {"<a b='&e;'/>", CHECK_XML_ENTITY},
        {"<a>&</a>", CHECK_XML_REFERENCE},
        {"<a>&lt</a>", CHECK_XML_REFERENCE},
        {"<a>& lt;</a>", CHECK_XML_REFERENCE},
        {"<a>%lt;&;</a>", CHECK_XML_REFERENCE},
        {"<a>&#;</a>", CHECK_XML_REFERENCE},
        {"<a>&#x;</a>", CHECK_XML_REFERENCE},
        {"<a>&#X41;</a>", CHECK_XML_REFERENCE},
        {"<a>&#-1;</a>", CHECK_XML_REFERENCE},
        {"<a>&#0;</a>", CHECK_XML_REFERENCE},
        {"<a>&#8;</a>", CHECK_XML_REFERENCE},
        {"<a>&#xD800;</a>", CHECK_XML_REFERENCE},
        {"<a>&#xDFFF;</a>", CHECK_XML_REFERENCE},
        {"<a>&#xFFFE;</a>", CHECK_XML_REFERENCE},
        {"<a>&#x110000;</a>", CHECK_XML_REFERENCE},
        {"<a>&#x100000041;</a>", CHECK_XML_REFERENCE},
        {"<a>&#18446744073709551681;</a>", CHECK_XML_REFERENCE},
        {"<a>&#65", CHECK_XML_REFERENCE},
        {"<a b='&#'/>", CHECK_XML_REFERENCE},
    };
    COMPARE(rows);
}

Test(gate, declarations)
{
    static const struct row rows[] = {
        {"<?xml ?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.1'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml encoding='UTF-8'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml encoding='UTF-8' version='1.0'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0' version='1.0'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0' standalone='maybe'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0'encoding='UTF-8'?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0\"?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0'><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0' ? ><a/>", CHECK_XML_DECLARATION},
        {"<?xml version=1.0?><a/>", CHECK_XML_DECLARATION},
        {"<?xml version='1.0", CHECK_XML_DECLARATION},
        {"<?xml version=", CHECK_XML_DECLARATION},
        {"<?xml version", CHECK_XML_DECLARATION},
        {"<?xml ", CHECK_XML_DECLARATION},
    };
    COMPARE(rows);
}

Test(gate, names_and_tags)
{
    static const struct row rows[] = {
        {"<1a/>", CHECK_XML_NAME},
        {"<-a/>", CHECK_XML_NAME},
        {"< a/>", CHECK_XML_NAME},
        {"</>", CHECK_XML_NAME},
        {"<>", CHECK_XML_NAME},
        {"<:a/>", CHECK_XML_NAME},
        {"<a:/>", CHECK_XML_NAME},
        {"<a:1/>", CHECK_XML_NAME},
        {"<a:b:c/>", CHECK_XML_NAME},
        {"<caf\xc3\xa9/>", CHECK_XML_NAME},
        {"<a caf\xc3\xa9=''/>", CHECK_XML_NAME},
        {"<a b:c:d=''/>", CHECK_XML_NAME},
        {"<a ='x'/>", CHECK_XML_NAME},
        {"<a><b></ b></a>", CHECK_XML_NAME},
        {"<", CHECK_XML_NAME},
        {"<a><", CHECK_XML_NAME},
        {"<a></b>", CHECK_XML_TAG},
        {"<a></aa>", CHECK_XML_TAG},
        {"<aa></a>", CHECK_XML_TAG},
        {"<p:a></a>", CHECK_XML_TAG},
        {"<p:a></q:a>", CHECK_XML_TAG},
        {"<a></A>", CHECK_XML_TAG},
        {"<a><b></a></b>", CHECK_XML_TAG},
        {"<a>", CHECK_XML_TAG},
        {"<a>text", CHECK_XML_TAG},
        {"</a>", CHECK_XML_TAG},
        {"<a", CHECK_XML_TAG},
        {"<a ", CHECK_XML_TAG},
        {"<a/", CHECK_XML_TAG},
        {"<a/ >", CHECK_XML_TAG},
        {"<a></a b='c'>", CHECK_XML_TAG},
        {"<a></a", CHECK_XML_TAG},
        {"<xmlns:a/>", CHECK_XML_NAMESPACE},
        {"<a xmlns:xml='http://evil.example/'/>", CHECK_XML_NAMESPACE},
        {"<a xmlns:xmlns='http://evil.example/'/>", CHECK_XML_NAMESPACE},
    };
    COMPARE(rows);
}

Test(gate, attributes_and_root)
{
    static const struct row rows[] = {
        {"<a b/>", CHECK_XML_ATTRIBUTE},
        {"<a b c='d'/>", CHECK_XML_ATTRIBUTE},
        {"<a b=/>", CHECK_XML_ATTRIBUTE},
        {"<a b=c/>", CHECK_XML_ATTRIBUTE},
        {"<a b='<'/>", CHECK_XML_ATTRIBUTE},
        {"<a b='/>", CHECK_XML_ATTRIBUTE},
        {"<a b=\"'/>", CHECK_XML_ATTRIBUTE},
        {"<a b='c'd='e'/>", CHECK_XML_ATTRIBUTE},
        {"<a$/>", CHECK_XML_ATTRIBUTE},
        {"<a b", CHECK_XML_ATTRIBUTE},
        {"<a b=", CHECK_XML_ATTRIBUTE},
        {"<a b='", CHECK_XML_ATTRIBUTE},
        {"<a b='' b=''/>", CHECK_XML_ATTRIBUTE_DUPLICATE},
        {"<a p:b='' c='' p:b=''/>", CHECK_XML_ATTRIBUTE_DUPLICATE},
        {"<a xmlns='u:1' xmlns='u:1'/>", CHECK_XML_ATTRIBUTE_DUPLICATE},
        {"<a xmlns:p='u:1' xmlns:p='u:2'/>", CHECK_XML_ATTRIBUTE_DUPLICATE},
        {"text", CHECK_XML_ROOT},
        {" ", CHECK_XML_ROOT},
        {"<?xml version='1.0'?>", CHECK_XML_ROOT},
        {"x<a/>", CHECK_XML_ROOT},
        {"<a/>x", CHECK_XML_ROOT},
        {"<a/><a/>", CHECK_XML_ROOT},
        {"<a/></a>", CHECK_XML_ROOT},
        {"&#32;<a/>", CHECK_XML_ROOT},
        {"<a/>&#32;", CHECK_XML_ROOT},
        {"<a/>>", CHECK_XML_ROOT},
    };
    COMPARE(rows);
}

Test(gate, places_are_told_in_octets)
{
    static const struct {
        const char *text;
        uint32_t line, column, offset;
    } rows[] = {
        {"<a>\n  <b></c>\n</a>", 2, 8, 11},
        {"<a>\r\n<b>\r\xc3\xa9&x;</b></a>", 3, 3, 11},
        {"<?xml version='1.0'?>\n<!DOCTYPE a>", 2, 1, 22},
        {"<a b=''\n   b=''/>", 2, 4, 11},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_span body;
        toegang_report report = {0};
        cr_expect_eq(tg_gate(tg_span_of(rows[i].text), &tg_xml_message_limits, &body, &report),
                     TOEGANG_REFUSED);
        cr_expect(report.line == rows[i].line && report.column == rows[i].column &&
                      report.offset == rows[i].offset,
                  "row %zu: %u:%u, %u", i, report.line, report.column, report.offset);
    }
}

Test(gate, the_body_is_what_follows_the_declaration)
{
    static const struct {
        const char *text, *body;
    } rows[] = {{"<?xml version='1.0'?>\n<a/>\n", "\n<a/>\n"}, {"<a/>", "<a/>"}, {" <a/>", " <a/>"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_span body = {NULL, 0};
        cr_expect_eq(tg_gate(tg_span_of(rows[i].text), &tg_xml_message_limits, &body, NULL), TOEGANG_GOOD);
        cr_expect(tg_span_is(body, rows[i].body), "%s", rows[i].text);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/check.h"
#include "parse/xml.h"

#define SAML "urn:oasis:names:tc:SAML:2.0:assertion"

static toegang_status read_text(const char *text, struct tg_arena *arena, struct tg_xml_node **root,
                                toegang_report *report)
{
    return tg_xml_read(tg_span_of(text), &tg_xml_message_limits, arena, root, report);
}

/* The tree on one line: {uri}prefix:name[xmlns:p=u][{uri}p:a=v](children). */
static void write_tree(FILE *out, const struct tg_xml_node *node)
{
    if (!tg_xml_is_element(node)) {
        fprintf(out, "'%.*s'", (int)node->text.length, node->text.at);
        return;
    }
    fprintf(out, "{%.*s}%.*s:%.*s", (int)node->uri.length, node->uri.at, (int)node->prefix.length,
            node->prefix.at, (int)node->local.length, node->local.at);
    for (const struct tg_xml_namespace *one = node->namespaces; one; one = one->next)
        fprintf(out, "[xmlns:%.*s=%.*s]", (int)one->prefix.length, one->prefix.at, (int)one->uri.length,
                one->uri.at);
    for (const struct tg_xml_attribute *one = node->attributes; one; one = one->next)
        fprintf(out, "[{%.*s}%.*s:%.*s=%.*s]", (int)one->uri.length, one->uri.at, (int)one->prefix.length,
                one->prefix.at, (int)one->local.length, one->local.at, (int)one->value.length, one->value.at);
    fputc('(', out);
    for (const struct tg_xml_node *child = node->first; child; child = child->next) {
        cr_expect_eq(child->parent, node);
        if (!child->next) cr_expect_eq(node->last, child);
        write_tree(out, child);
    }
    fputc(')', out);
}

static void expect_tree(const char *text, const char *expected)
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    toegang_report report = {0};
    size_t size;
    char *tree = NULL;
    cr_assert_eq(read_text(text, &arena, &root, &report), TOEGANG_GOOD, "%s: %s %s", text, report.check,
                 report.came);
    FILE *out = open_memstream(&tree, &size);
    write_tree(out, root);
    fclose(out);
    cr_expect_str_eq(tree, expected, "%s: %s", text, tree);
    free(tree);
    tg_arena_free(&arena);
}

/* Values as lxml (libxml2's tree with substitution) gives them. */
static const struct {
    const char *text, *tree;
} trees[] = {
    {"<a/>", "{}:a()"},
    {"<?xml version='1.0' encoding='utf-8'?>\n<a>x</a>\n", "{}:a('x')"},
    {"<a>&amp;|&#38;|&amp;lt;|&#x26;#38;|&amp;amp;|&#38;#38;</a>", "{}:a('&|&|&lt;|&#38;|&amp;|&#38;')"},
    {"<a b='&amp;|&#38;|&amp;lt;|&#x26;#38;|&amp;amp;|&#38;#38;|&amp;#38;'/>",
     "{}:a[{}:b=&|&|&lt;|&#38;|&amp;|&#38;|&#38;]()"},
    {"<a b='&lt;&#60;&gt;&quot;&apos;&#x22;'>&lt;&gt;&quot;&apos;&#x22;</a>",
     "{}:a[{}:b=<<>\"'\"]('<>\"'\"')"},
    {"<a b='x\ty\nz\r\nw'>x\ty\nz\r\nw\rv</a>", "{}:a[{}:b=x y z w]('x\ty\nz\nw\nv')"},
    {"<a b='&#9;&#10;&#13;'>&#9;&#10;&#13;</a>", "{}:a[{}:b=\t\n\r]('\t\n\r')"},
    {"<a b='  x  y '>  x  </a>", "{}:a[{}:b=  x  y ]('  x  ')"},
    {"<a b=''/>", "{}:a[{}:b=]()"},
    {"<a> <b/>\n<c/>x<d/></a>", "{}:a(' '{}:b()'\n'{}:c()'x'{}:d())"},
    {"<a xmlns='u:d' xmlns:p='u:p' b='1' p:b='2'><p:c xmlns=''><d/></p:c></a>",
     "{u:d}:a[xmlns:=u:d][xmlns:p=u:p][{}:b=1][{u:p}p:b=2]({u:p}p:c[xmlns:=]({}:d()))"},
    {"<a xml:lang='nl' xml:space='preserve'/>",
     "{}:a[{http://www.w3.org/XML/1998/namespace}xml:lang=nl][{http://www.w3.org/XML/1998/"
     "namespace}xml:space=preserve]()"},
    {"<a>caf\xc3\xa9 &#xe9;&#x20AC;&#x1F600;</a>",
     "{}:a('caf\xc3\xa9 \xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80')"},
    {"<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'/><p:b/></p:a>",
     "{u:1}p:a[xmlns:p=u:1]({u:2}p:b[xmlns:p=u:2](){u:1}p:b())"},
    {"<a xmlns:x='u:same' xmlns:y='u:same' x:b='1' y:c='2'/>",
     "{}:a[xmlns:x=u:same][xmlns:y=u:same][{u:same}x:b=1][{u:same}y:c=2]()"},
};

Test(xml, trees)
{
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) expect_tree(trees[i].text, trees[i].tree);
}

/* A host may have set the defaults of libxml2 as it likes: they are variables of the process. */
Test(xml, trees_whatever_the_host_set)
{
    xmlInitParser();
    xmlKeepBlanksDefault(0);
    xmlSubstituteEntitiesDefault(1);
    xmlLoadExtDtdDefaultValue = 1;
    xmlDoValidityCheckingDefaultValue = 1;
    xmlPedanticParserDefault(1);
    xmlLineNumbersDefault(1);
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) expect_tree(trees[i].text, trees[i].tree);
}

#define LONG_64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

Test(xml, what_the_parser_or_the_namespaces_refuse)
{
    static const struct {
        const char *text, *check;
        uint32_t line;
    } rows[] = {
        {"<p:a/>", CHECK_XML_NAMESPACE, 1},
        {"<a\np:b=''/>", CHECK_XML_NAMESPACE, 2},
        {"<a xmlns:p=''/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='1'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns='relative'/>", CHECK_XML_NAMESPACE, 1},
        {"<a>\n<b xmlns:p='../x'/></a>", CHECK_XML_NAMESPACE, 2},
        {"<a xmlns:p='//host/x'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='1:x'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p=':x'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='#a:b'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='u:a b'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='urn:x?&amp;y'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='urn:x?&#38;y'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='u:caf\xc3\xa9'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns='http://www.w3.org/XML/1998/namespace'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns='http://www.w3.org/2000/xmlns/'/>", CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='u:" LONG_64 LONG_64 LONG_64 LONG_64 LONG_64 LONG_64 LONG_64 LONG_64 "'/>",
         CHECK_XML_NAMESPACE, 1},
        {"<a xmlns:p='u:x' xmlns:q='u:x' p:b='' q:b=''/>", CHECK_XML_ATTRIBUTE_DUPLICATE, 1},
        {"<a xml:space='perhaps'/>", CHECK_XML_PARSER, 1},
        {"<!DOCTYPE a><a/>", CHECK_XML_DOCTYPE, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_xml_node *root = NULL;
        toegang_report report = {0};
        cr_expect_eq(read_text(rows[i].text, &arena, &root, &report), TOEGANG_REFUSED, "%s", rows[i].text);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s %s", rows[i].text, report.check, report.came);
        cr_expect_eq(report.line, rows[i].line, "%s: %u", rows[i].text, report.line);
        cr_expect_null(root);
        cr_expect_null(xmlGetLastError() ? xmlGetLastError()->message : NULL, "%s", rows[i].text);
        tg_arena_free(&arena);
    }
}

static unsigned told;

static void tell(void *data, xmlErrorPtr error)
{
    (void)data, (void)error;
    told++;
}

static void tell_generic(void *data, const char *format, ...)
{
    (void)data, (void)format;
    told++;
}

Test(xml, errors_do_not_reach_the_handlers_of_the_host)
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    xmlSetStructuredErrorFunc(NULL, tell);
    xmlSetGenericErrorFunc(NULL, tell_generic);
    cr_expect_eq(read_text("<p:a xmlns:q='1'/>", &arena, &root, NULL), TOEGANG_REFUSED);
    cr_expect_eq(told, 0);
    tg_arena_free(&arena);
}

Test(xml, walking)
{
    static const char text[] =
        "<r xmlns='" SAML "' ID='x'>t<a>one</a> <b><a/></b><a>two</a><c xmlns=''/></r>";
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    struct tg_span out = {NULL, 0};
    cr_assert_eq(read_text(text, &arena, &root, NULL), TOEGANG_GOOD);
    cr_expect(tg_xml_is(root, SAML, "r") && !tg_xml_is(root, "", "r") && !tg_xml_is(root, SAML, "s"));
    struct tg_xml_node *one = tg_xml_child(root, SAML, "a", NULL), *two = tg_xml_child(root, SAML, "a", one);
    cr_assert(one && two);
    cr_expect(tg_xml_only_text(one, &out) && tg_span_is(out, "one"));
    cr_expect_null(tg_xml_child(root, SAML, "a", two));
    cr_expect_null(tg_xml_child(root, SAML, "c", NULL));
    cr_expect_not_null(tg_xml_child(root, "", "c", NULL));
    cr_expect_not(tg_xml_only_text(root, &out));
    cr_expect_not(tg_xml_only_text(tg_xml_child(root, SAML, "b", NULL), &out));
    cr_expect(tg_xml_only_text(tg_xml_child(root, "", "c", NULL), &out) && out.length == 0);
    cr_expect(tg_span_is(tg_xml_attribute_of(root, "ID")->value, "x"));
    cr_expect_null(tg_xml_attribute_of(root, "Id"));
    unsigned count = 0;
    for (struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) count++;
    cr_expect_eq(count, 6);
    cr_expect_null(tg_xml_following(two, two));
    tg_arena_free(&arena);
}

/* With a limit on what we take, each place where memory can end is met. */
Test(xml, without_memory_nothing_is_judged)
{
    static const char text[] = "<p:a xmlns:p='u:p' b='&amp;c'>text<d e='f'>&lt;</d></p:a>";
    toegang_status status = TOEGANG_NO_MEMORY;
    for (size_t limit = 1; status != TOEGANG_GOOD; limit += 16) {
        struct tg_arena arena = {.limit = limit};
        struct tg_xml_node *root = NULL;
        toegang_report report = {0};
        status = read_text(text, &arena, &root, &report);
        cr_assert_lt(limit, 100000);
        cr_expect(status == TOEGANG_GOOD ? root != NULL : status == TOEGANG_NO_MEMORY && !root, "%zu: %s",
                  limit, report.check);
        tg_arena_free(&arena);
    }
}

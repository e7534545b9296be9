/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "parse/c14n.h"
#include "../../support/same_tree.h"

static bool lies_in(struct tg_span piece, struct tg_span octets)
{
    return piece.at >= octets.at && piece.at < octets.at + octets.length;
}

/* Both readers say the same; fast says whether ours could answer, which borrows names from the octets. */
static void compare(const char *text, bool fast)
{
    struct tg_arena one = {0}, other = {0};
    struct tg_xml_node *ours = NULL, *theirs = NULL;
    toegang_report report = {0}, peer = {0};
    struct tg_span octets = tg_span_of(text);
    toegang_status status = tg_xml_read_canonical(octets, &tg_xml_message_limits, &one, &ours, &report);
    cr_expect_eq(tg_xml_read(octets, &tg_xml_message_limits, &other, &theirs, &peer), status, "%s", text);
    cr_expect_str_eq(report.check, peer.check, "%s", text);
    if (status == TOEGANG_GOOD) {
        cr_expect(same_tree(ours, theirs), "%s", text);
        cr_expect_eq(lies_in(ours->local, octets), fast, "%s", text);
    }
    tg_arena_free(&one);
    tg_arena_free(&other);
}

Test(xml_canonical, reads_canonical_octets_as_libxml2_does)
{
    static const char *const rows[] = {
        "<a></a>",
        "<a>text</a>",
        "<a>\n  <b></b>\n</a>",
        "<a xmlns=\"urn:x\"><b xmlns=\"\"><c></c></b></a>",
        "<p:a xmlns:p=\"urn:x\" p:c=\"1\"><p:b></p:b><q:b xmlns:q=\"urn:y\"><p:c></p:c></q:b></p:a>",
        "<p:a xmlns:p=\"urn:x\"><p:a xmlns:p=\"urn:y\"></p:a><p:b></p:b></p:a>",
        "<a b=\"&amp;&lt;&quot;&#x9;&#xA;&#xD;>\">&amp;&lt;&gt;&#xD;\"'</a>",
        "<a b=\"&amp;lt;\">&amp;amp;</a>",
        "<a b=\"\" c=\"d\" xml:lang=\"nl\">caf\xc3\xa9</a>",
        "<a xmlns:x=\"urn:a\" xmlns:y=\"urn:b\" c=\"1\" x:b=\"2\" y:a=\"3\"></a>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) compare(rows[i], true);
}

/* In each the octets are not what the canonical form of their tree would be, or they are no XML at all. */
Test(xml_canonical, leaves_everything_else_to_libxml2)
{
    static const char *const rows[] = {
        "<a/>",
        "<a ></a>",
        "<a></a >",
        "<a  b=\"1\"></a>",
        "<a b='1'></a>",
        "<a b = \"1\"></a>",
        "<a>&#65;</a>",
        "<a>&#13;</a>",
        "<a>&apos;</a>",
        "<a>></a>",
        "<a>\r\n</a>",
        "<a b=\"\n\"></a>",
        "<a b=\"\t\"></a>",
        "<a b=\"&gt;\"></a>",
        "<a>&quot;</a>",
        "<a c=\"1\" b=\"2\"></a>",
        "<a b=\"1\" xmlns=\"urn:x\"></a>",
        "<a p:b=\"1\" xmlns:p=\"urn:x\"></a>",
        "<a xmlns:p=\"urn:x\"></a>",
        "<a xmlns:q=\"urn:q\" xmlns=\"urn:x\"></a>",
        "<a xmlns=\"\"></a>",
        "<p:a xmlns:p=\"urn:x\"><p:b xmlns:p=\"urn:x\"></p:b></p:a>",
        "<?xml version=\"1.0\"?><a></a>",
        "\n<a></a>",
        "<a></a>\n",
        "<p:a></p:a>",
        "<a p:b=\"1\"></a>",
        "<a b=\"1\" b=\"2\"></a>",
        "<a></b>",
        "<a>",
        "",
        "text",
        "<a xmlns:p=\"urn:x\"><b p:c=\"1\" p:d=\"2\"></b></a>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) compare(rows[i], false);
}

/* No half-read tree, whatever runs out. */
Test(xml_canonical, ends_well_without_memory)
{
    static const char text[] = "<p:a xmlns:p=\"urn:x\" b=\"&amp;\"><c>1&lt;2</c>\n<d></d></p:a>";
    bool good = false;
    for (size_t limit = 1; limit < 20000 && !good; limit += 16) {
        struct tg_arena arena = {.limit = limit};
        struct tg_xml_node *root = NULL;
        toegang_report report = {0};
        toegang_status status =
            tg_xml_read_canonical(TG_SPAN(text), &tg_xml_message_limits, &arena, &root, &report);
        good = status == TOEGANG_GOOD;
        cr_expect(good ? root != NULL : status == TOEGANG_NO_MEMORY && !root, "%zu: %d", limit, (int)status);
        tg_arena_free(&arena);
    }
    cr_expect(good);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Over every XML file of the vectors that the gate lets in: our canonical octets are libxml2's, at every
 * element. */
#include <criterion/criterion.h>

#include <ftw.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "parse/file.h"
#include "../../support/same_tree.h"
#include "peer.h"

#define FILE_MAX ((size_t)8 << 20)
#define EVERY_ELEMENT 200 /* of a larger document only so many elements are compared */

static unsigned files, passed, compared;

static unsigned count_elements(const struct tg_xml_node *root)
{
    unsigned count = 0;
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) count++;
    return count;
}

static void compare(const char *path, const struct tg_xml_node *node, const struct tg_xml_node *without,
                    xmlNodePtr peer, xmlNodePtr peer_without, const struct tg_c14n_prefixes *prefixes)
{
    struct tg_arena arena = {0};
    struct tg_span ours = {NULL, 0}, theirs = peer_exclusive(peer, peer_without, prefixes);
    toegang_report report = {0};
    cr_assert_eq(tg_c14n_exclusive(node, without, prefixes, &arena, &ours, &report), TOEGANG_GOOD, "%s: %s",
                 path, report.check);
    cr_expect(tg_span_equal(ours, theirs), "%s, %.*s:\n%.*s\n---\n%.*s", path, (int)node->local.length,
              node->local.at, (int)ours.length, ours.at, (int)theirs.length, theirs.at ? theirs.at : "");
    xmlFree((void *)(uintptr_t)theirs.at);
    tg_arena_free(&arena);
    compared++;
}

/* Canonical octets pass the gate, and are their own canonical form; both readers find the same in them. */
static void compare_again(const char *path, const struct tg_xml_node *root,
                          const struct tg_c14n_prefixes *prefixes)
{
    struct tg_arena arena = {0};
    struct tg_span once, twice = {NULL, 0};
    struct tg_xml_node *again = NULL, *sooner = NULL;
    toegang_report report = {0};
    cr_assert_eq(tg_c14n_exclusive(root, NULL, prefixes, &arena, &once, &report), TOEGANG_GOOD);
    cr_assert_eq(tg_xml_read(once, &tg_xml_metadata_limits, &arena, &again, &report), TOEGANG_GOOD,
                 "%s: %s %s", path, report.check, report.came);
    cr_assert_eq(tg_c14n_exclusive(again, NULL, prefixes, &arena, &twice, &report), TOEGANG_GOOD);
    cr_expect(tg_span_equal(once, twice), "%s", path);
    cr_assert_eq(tg_xml_read_canonical(once, &tg_xml_metadata_limits, &arena, &sooner, &report), TOEGANG_GOOD);
    cr_expect(same_tree(again, sooner), "%s", path);
    tg_arena_free(&arena);
}

static void compare_elements(const char *path, const struct tg_xml_node *root, xmlNodePtr peer)
{
    struct tg_c14n_prefixes none = {.count = 0}, some;
    cr_assert_eq(tg_c14n_prefixes_read(TG_SPAN("xs #default saml xml ds a xsi n1"), &some, NULL),
                 TOEGANG_GOOD);
    unsigned step = count_elements(root) / EVERY_ELEMENT + 1, index = 0;
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root), index++) {
        cr_assert_not_null(peer, "%s", path);
        cr_assert(tg_span_is(node->local, (const char *)peer->name), "%s", path);
        const struct tg_xml_node *child = tg_xml_first_element(node);
        if (index % step == 0) {
            compare(path, node, NULL, peer, NULL, &none);
            compare(path, node, NULL, peer, NULL, &some);
            if (child)
                compare(path, node, child, peer, xmlFirstElementChild(peer), index % 2 ? &some : &none);
        }
        peer = peer_following(peer);
    }
    cr_assert_null(peer, "%s", path);
    compare_again(path, root, &none);
    compare_again(path, root, &some);
}

static void compare_file(const char *path)
{
    struct tg_arena arena = {0};
    struct tg_span octets;
    struct tg_xml_node *root;
    files++;
    if (tg_file_read(path, FILE_MAX, &arena, &octets, NULL, NULL) == TOEGANG_GOOD &&
        tg_xml_read(octets, &tg_xml_metadata_limits, &arena, &root, NULL) == TOEGANG_GOOD) {
        xmlDocPtr document = peer_read(octets);
        cr_assert_not_null(document, "%s", path);
        passed++;
        compare_elements(path, root, xmlDocGetRootElement(document));
        xmlFreeDoc(document);
    }
    tg_arena_free(&arena);
}

static int visit(const char *path, const struct stat *about, int kind)
{
    (void)about;
    const char *end = strrchr(path, '.');
    bool xml = end && (strcmp(end, ".xml") == 0 || strcmp(end, ".tmpl") == 0);
    if (kind == FTW_F && xml) compare_file(path);
    return 0;
}

Test(c14n, our_octets_are_those_of_libxml2)
{
    cr_assert_eq(ftw(TG_VECTORS, visit, 16), 0);
    fprintf(stderr, "%u files, %u pass the gate, %u subtrees compared\n", files, passed, compared);
    cr_expect(passed >= 500, "%u of %u files", passed, files);
}

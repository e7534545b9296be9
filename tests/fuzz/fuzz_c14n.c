/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canonical octets are those of libxml2; they pass the gate, are their own canonical form, and both readers
 * find the same tree in them. The first octet of the input chooses a PrefixList. Octets that are not canonical may
 * be read by the faster one as well, without harm.
 */
#include <libxml/tree.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>

#include "../conformance/c14n/peer.h"
#include "../support/same_tree.h"
#include "parse/c14n.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool good)
{
    if (!good) abort();
}

static void compare_with_peer(struct tg_span octets, struct tg_span ours,
                              const struct tg_c14n_prefixes *prefixes)
{
    xmlDocPtr document = peer_read(octets);
    expect(document != NULL);
    struct tg_span theirs = peer_exclusive(xmlDocGetRootElement(document), NULL, prefixes);
    expect(tg_span_equal(ours, theirs));
    xmlFree((void *)(uintptr_t)theirs.at);
    xmlFreeDoc(document);
}

/* A canonical form can be larger than its document, so the limits of metadata hold for it. */
static void compare_again(struct tg_span once, const struct tg_c14n_prefixes *prefixes,
                          struct tg_arena *arena)
{
    struct tg_xml_node *root = NULL, *sooner = NULL;
    struct tg_span twice;
    expect(tg_xml_read(once, &tg_xml_metadata_limits, arena, &root, NULL) == TOEGANG_GOOD);
    expect(tg_c14n_exclusive(root, NULL, prefixes, arena, &twice, NULL) == TOEGANG_GOOD);
    expect(tg_span_equal(once, twice));
    expect(tg_xml_read_canonical(once, &tg_xml_metadata_limits, arena, &sooner, NULL) == TOEGANG_GOOD);
    expect(same_tree(root, sooner));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const lists[] = {"", "#default", "a b xs", "#default p q ds saml xml"};
    if (size == 0) return 0;
    struct tg_span octets = {(const char *)data + 1, size - 1}, once;
    struct tg_arena arena = {0};
    struct tg_c14n_prefixes prefixes;
    struct tg_xml_node *root = NULL;
    expect(tg_c14n_prefixes_read(tg_span_of(lists[data[0] % 4]), &prefixes, NULL) == TOEGANG_GOOD);
    if (tg_xml_read(octets, &tg_xml_message_limits, &arena, &root, NULL) == TOEGANG_GOOD &&
        tg_c14n_exclusive(root, NULL, &prefixes, &arena, &once, NULL) == TOEGANG_GOOD) {
        expect(once.length > 0);
        compare_with_peer(octets, once, &prefixes);
        compare_again(once, &prefixes, &arena);
    }
    (void)tg_xml_read_canonical(octets, &tg_xml_message_limits, &arena, &root, NULL);
    tg_arena_free(&arena);
    (void)tg_c14n_prefixes_read(octets, &prefixes, NULL);
    return 0;
}

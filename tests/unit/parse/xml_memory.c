/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each allocation of libxml2 fails in turn, alone and with all that follow: the answer is a refusal or "no
 * memory", or the whole tree. Found in 2.9.14, and why xml.c does what it does:
 *  - the input buffer: after a failed copy xmlParseDocument reads through a NULL; so we give it a string to
 * read.
 *  - xmlParseURI: a failure is told as "not a valid URI", so that the document is refused, not put off.
 *  - errors without a context go to stderr; so a handler of ours stands in this thread while we read.
 */
#include <criterion/criterion.h>

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#include "parse/c14n.h"

static long taken, failing; /* failing: the number of the one that fails; negative: none */
static bool and_all_after;

static bool fails(void)
{
    long number = taken++;
    return failing >= 0 && (and_all_after ? number >= failing : number == failing);
}

static void *take(size_t size)
{
    return fails() ? NULL : malloc(size);
}

static void *take_again(void *old, size_t size)
{
    return fails() ? NULL : realloc(old, size);
}

static char *copy(const char *text)
{
    return fails() ? NULL : strdup(text);
}

static const char document[] = "<?xml version='1.0'?><p:r xmlns:p='urn:p' xmlns='http://d.example/' ID='_1' "
                               "a='&amp;&#38;&lt;&#x20AC;' p:a='2'>\n"
                               "<b c=' x '>text &amp; more &#xE9; \xc3\xa9\r\n end</b><q:e xmlns:q='urn:q' "
                               "q:f='1' q:g='2' h='3' i='4' j='5'/>"
                               "<c><c><c><c><c><c><c><c><c><c><c><c>deep</c></c></c></c></c></c></c></c></"
                               "c></c></c></c><d xmlns=''/></p:r>\n";

static toegang_status read_canonical(struct tg_arena *arena, struct tg_span *out)
{
    struct tg_xml_node *root = NULL;
    toegang_status status = tg_xml_read(TG_SPAN(document), &tg_xml_message_limits, arena, &root, NULL);
    cr_assert_eq(status == TOEGANG_GOOD, root != NULL);
    return root ? tg_c14n_exclusive(root, NULL, NULL, arena, out, NULL) : status;
}

static void fail_each(long count, struct tg_span whole)
{
    for (long number = 0; number < count; number++) {
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        taken = 0;
        failing = number;
        toegang_status status = read_canonical(&arena, &out);
        failing = -1;
        cr_expect(status == TOEGANG_GOOD || status == TOEGANG_REFUSED || status == TOEGANG_NO_MEMORY);
        if (status == TOEGANG_GOOD) cr_expect(tg_span_equal(out, whole), "allocation %ld", number);
        tg_arena_free(&arena);
    }
}

Test(xml, each_allocation_of_libxml2_fails)
{
    struct tg_arena arena = {0};
    struct tg_span whole;
    failing = -1;
    cr_assert_eq(xmlMemSetup(free, take, take_again, copy), 0);
    cr_assert_eq(read_canonical(&arena, &whole), TOEGANG_GOOD);
    taken = 0;
    cr_assert_eq(read_canonical(&arena, &whole), TOEGANG_GOOD);
    long count = taken;
    cr_assert_gt(count, 20);
    fail_each(count, whole);
    and_all_after = true;
    fail_each(count, whole);
    tg_arena_free(&arena);
}

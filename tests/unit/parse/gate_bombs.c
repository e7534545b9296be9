/* SPDX-License-Identifier: Apache-2.0 */
/* What is too much is refused while it is counted, not after. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parse/check.h"
#include "parse/gate.h"

struct bomb {
    const char *name, *start, *piece, *end; /* a %u in the piece is its number */
    unsigned count;
    const struct tg_xml_limits *limits;
    const char *check; /* NULL: let through */
};

#define MESSAGE &tg_xml_message_limits
#define METADATA &tg_xml_metadata_limits

static char *make(const struct bomb *bomb, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    fputs(bomb->start, out);
    const char *number = strstr(bomb->piece, "%u");
    for (unsigned i = 0; i < bomb->count; i++) {
        if (!number)
            fputs(bomb->piece, out);
        else
            fprintf(out, "%.*s%u%s", (int)(number - bomb->piece), bomb->piece, i, number + 2);
    }
    fputs(bomb->end, out);
    fclose(out);
    return text;
}

static void compare(const struct bomb *bomb)
{
    size_t size;
    char *text = make(bomb, &size);
    struct tg_span body;
    toegang_report report = {0};
    clock_t start = clock();
    toegang_status status = tg_gate((struct tg_span){text, size}, bomb->limits, &body, &report);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cr_expect_eq(status, bomb->check ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s: %s", bomb->name, report.check);
    cr_expect_str_eq(report.check, bomb->check ? bomb->check : "", "%s: %s", bomb->name, report.check);
    cr_expect_lt(seconds, 0.5, "%s: %f s", bomb->name, seconds); /* milliseconds, but for a sanitizer */
    free(text);
}

Test(gate, bombs)
{
    static const struct bomb bombs[] = {
        {"20000 attributes", "<a", " a%u=''", "/>", 20000, MESSAGE, CHECK_XML_ATTRIBUTES},
        {"20000 attributes in metadata", "<a", " a%u=''", "/>", 20000, METADATA, CHECK_XML_ATTRIBUTES},
        {"32 attributes", "<a", " a%u=''", "/>", 32, MESSAGE, NULL},
        {"33 attributes", "<a", " a%u=''", "/>", 33, MESSAGE, CHECK_XML_ATTRIBUTES},
        {"33 declarations", "<a", " xmlns:a%u='u:x'", "/>", 33, MESSAGE, CHECK_XML_ATTRIBUTES},
        {"64 attributes in metadata", "<a", " a%u=''", "/>", 64, METADATA, NULL},
        {"65 attributes in metadata", "<a", " a%u=''", "/>", 65, METADATA, CHECK_XML_ATTRIBUTES},
        {"8192 attributes", "<r>", "<a b='' c='' d='' e=''/>", "</r>", 2048, MESSAGE, NULL},
        {"8196 attributes", "<r>", "<a b='' c='' d='' e=''/>", "</r>", 2049, MESSAGE, CHECK_XML_ATTRIBUTES},
        {"depth 100000", "", "<a>", "", 100000, METADATA, CHECK_XML_DEPTH},
        {"depth 32", "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
         "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></a></a></"
         "a></a></a></a>",
         "</a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", 1, MESSAGE, NULL},
        {"depth 33", "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
         "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></"
         "a></a></a></a></a>",
         "</a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", 1, MESSAGE, CHECK_XML_DEPTH},
        {"4096 elements", "<r>", "<a/>", "</r>", 4095, MESSAGE, NULL},
        {"4097 elements", "<r>", "<a/>", "</r>", 4096, MESSAGE, CHECK_XML_ELEMENTS},
        {"a name of 128", "<a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaa/>", 4, MESSAGE, NULL},
        {"a name of 129", "<a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaa/>", 4, MESSAGE, CHECK_XML_NAME},
        {"a long name", "<a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "/>", 8000, MESSAGE, CHECK_XML_NAME},
        {"256 KiB", "<r>", "0123456789abcdef", "abcdefghi</r>", (256 << 10) / 16 - 1, MESSAGE, NULL},
        {"256 KiB and one octet", "<r>", "0123456789abcdef", "abcdefghij</r>", (256 << 10) / 16 - 1, MESSAGE,
         CHECK_XML_SIZE},
        {"8 MiB of text", "<r>", "0123456789abcdef", "</r>", (8 << 20) / 16 - 1, METADATA, NULL},
        {"8 MiB of open brackets", "<r>", "]]]]]]]]]]]]]]]]", "</r>", (8 << 20) / 16 - 1, METADATA, NULL},
        {"8 MiB of references", "<r>", "&#x10FFFF;&amp;&lt;", "</r>", (8 << 20) / 19 - 1, METADATA, NULL},
        {"8 MiB of a reference", "<r>&#", "0000000000000000", "65;</r>", (8 << 20) / 16 - 1, METADATA, NULL},
        {"8 MiB of one value", "<r a='", "caf\xc3\xa9 \xe2\x82\xac ", "'/>", (8 << 20) / 10 - 1, METADATA,
         NULL},
        {"8 MiB of white space", "", "                ", "<r/>", (8 << 20) / 16 - 1, METADATA, NULL},
        {"8 MiB of lines before a fault", "<r>", "x\n", "&", (8 << 20) / 2 - 4, METADATA,
         CHECK_XML_REFERENCE},
        {"8 MiB of elements", "<r>", "<aaaaaaaaaaaaa b='ccccccccccc'/>", "</r>", (8 << 20) / 32 - 1, METADATA,
         NULL},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) compare(&bombs[i]);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "base/utf8.h"

Test(text, what_came_is_made_safe_to_read)
{
    static const struct {
        const char *came, *safe;
    } rows[] = {
        {"plain", "plain"},
        {"85073003328", "850730*****"},
        {"x85.07.30-033.28y", "x85.07.30-***.**y"},
        {"850730 033 28", "850730 *** **"},
        {"85073003328 85073003328", "850730***** 850730*****"},
        {"85.07.30-033.28 0999.999.922", "85.07.30-***.** 0999.999.922"},
        {"1 85073003328 5", "1 850730***** *"},
        {"0999999922", "0999999922"},
        {"line\nfeed\x1b[31m", "line?feed?[31m"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"bad \xff\xfe", "bad ??"},
        {"2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[64];
        tg_text_safe(out, sizeof out, tg_span_of(rows[i].came));
        cr_expect_str_eq(out, rows[i].safe);
    }
}

Test(text, long_text_is_cut_at_a_character)
{
    char out[10];
    tg_text_safe(out, sizeof out, tg_span_of("caf\xc3\xa9 caf\xc3\xa9 caf\xc3\xa9"));
    cr_expect_str_eq(out, "caf\xc3\xa9 \xe2\x80\xa6");
    cr_expect(tg_utf8_valid(tg_span_of(out)));
}

Test(text, counts_on_when_full)
{
    char out[4];
    struct tg_text text = tg_text_of(out, sizeof out);
    tg_text_add(&text, "abcdef");
    tg_text_addf(&text, "%d", 42);
    cr_expect_eq(text.length, 8);
    cr_expect_str_eq(out, "abc");
    struct tg_text nothing = tg_text_of(NULL, 0);
    tg_text_add(&nothing, "abc");
    cr_expect_eq(nothing.length, 3);
}

Test(text, json_strings)
{
    char out[64];
    struct tg_text text = tg_text_of(out, sizeof out);
    tg_text_add_json(&text, tg_span_of("a\"b\\c\n\x01\xff\xc3\xa9"));
    cr_expect_str_eq(out, "\"a\\\"b\\\\c\\n\\u0001\xef\xbf\xbd\xc3\xa9\"");
}

Test(text, nearest_word)
{
    static const char *const words[] = {"legal-representative", "htb", "others", "self"};
    cr_expect_str_eq(tg_text_nearest(tg_span_of("legal-representatve"), words, 4), "legal-representative");
    cr_expect_str_eq(tg_text_nearest(tg_span_of("other"), words, 4), "others");
    cr_expect_null(tg_text_nearest(tg_span_of("xyzzy"), words, 4));
}

Test(text, utf8)
{
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {{"", true}, {"a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", true}, {"\xc0\x80", false}, {"\xe0\x80\x80", false},
                {"\xed\xa0\x80", false}, {"\xf4\x90\x80\x80", false}, {"\xf5\x80\x80\x80", false}, {"\xc3", false}, {"\x80", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_utf8_valid(tg_span_of(rows[i].text)), rows[i].valid, "row %zu", i);
}

Test(report, the_first_reason_stays)
{
    toegang_report report = {0};
    cr_expect_eq(tg_refuse(&report, "one", "1", tg_span_of("2")), TOEGANG_REFUSED);
    cr_expect_eq(tg_misuse(&report, "x"), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "one");
    cr_expect_eq(tg_no_memory(NULL), TOEGANG_NO_MEMORY);
    cr_expect_eq(sizeof(toegang_report), 512);
}

Test(span, order_by_octets)
{
    static const char *const rows[] = {"", "A", "AA", "AB", "a", "ab", "b", "\xc3\xa9"};
    const size_t count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            int order = tg_span_compare(tg_span_of(rows[i]), tg_span_of(rows[j]));
            cr_expect_eq((order > 0) - (order < 0), (i > j) - (i < j), "%s, %s", rows[i], rows[j]);
        }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/html.h"

#include <criterion/criterion.h>
#include <string.h>

#define FFFD "\xef\xbf\xbd"

Test(html, escapes)
{
    static const struct {
        const char *text;
        size_t length;
        const char *escaped;
    } rows[] = {
        {"plain", 5, "plain"},
        {"<script>alert(1)</script>", 25, "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onclick='x'", 13, "&quot; onclick=&#39;x&#39;"},
        {"a&b&amp;c", 9, "a&amp;b&amp;amp;c"},
        {"é € 𝄞", 11, "é € 𝄞"},
        {"a\0b", 3, "a" FFFD "b"},
        {"a\r\n\tb\x1b\x7f", 7, "a" FFFD FFFD FFFD "b" FFFD FFFD},
        {"\xc2\x80\xc2\x9f\xc2\xa0", 6, FFFD FFFD "\xc2\xa0"},
        {"\xff\xfe", 2, FFFD FFFD},
        {"\xc0\xbcscript", 8, FFFD FFFD "script"}, /* "<" in a form that is too long */
        {"\xed\xa0\x80", 3, FFFD FFFD FFFD},       /* a surrogate */
        {"\xe2\x82", 2, FFFD FFFD},                /* cut off */
        {"\xe2\x82<", 3, FFFD FFFD "&lt;"},        /* and none that follows goes along */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[256];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_html_add(&text, (struct tg_span){rows[i].text, rows[i].length});
        cr_expect_str_eq(out, rows[i].escaped, "row %zu: %s", i, out);
        cr_expect_eq(text.length, strlen(out), "row %zu", i);
    }
}

Test(html, what_came_from_outside)
{
    static const struct {
        const char *piece, *shown;
    } rows[] = {{"Bakkerij Peeters & Zonen", "<bdi>Bakkerij Peeters &amp; Zonen</bdi>"},
                {"\xe2\x80\xae" "evil", "<bdi>\xe2\x80\xae"
                                     "evil</bdi>"}, /* turns no more than itself */
                {"85.07.30-033.28", "<bdi>85.07.30-***.**</bdi>"},
                {"a\nb", "<bdi>a?b</bdi>"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[256];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_html_add_outside(&text, rows[i].piece);
        cr_expect_str_eq(out, rows[i].shown, "%s", out);
    }
}

Test(html, a_long_name_is_cut)
{
    char name[4096], out[8192];
    struct tg_text text = tg_text_of(out, sizeof out);
    memset(name, '"', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    tg_html_add_outside(&text, name);
    cr_expect_lt(text.length, 512 * 6);
    cr_expect_not_null(strstr(out, "&quot;…</bdi>"));
}

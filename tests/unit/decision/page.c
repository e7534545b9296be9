/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around every page, and that nothing of what is given gets out of its place. */
#include "page_maker.h"

#include "crypto/digest.h"
#include "decision/page.h"
#include "parse/base64.h"

static size_t make_sign_out(const void *what, char *out, size_t size)
{
    return toegang_page_sign_out(what, "/toegang/sign-out", "token", out, size);
}

static toegang_page full(toegang_language language)
{
    toegang_page page = page_of(language);
    page.title = "Subsidieloket";
    page.sign_in = "/in";
    page.sign_out = "/out";
    page.choose = "/choose";
    page.home = "/home";
    page.languages = "/language?to=%2Fx&language=";
    page.person = "Ann Peeters";
    return page;
}

Test(page, in_four_languages)
{
    static const char *const codes[] = {"nl", "en", "fr", "de"};
    for (unsigned i = 0; i < TOEGANG_LANGUAGES; i++) {
        char wanted[128];
        toegang_page given = full((toegang_language)i);
        const char *page = made(make_sign_out, &given);
        snprintf(wanted, sizeof wanted, "<html lang=\"%s\">", codes[i]);
        cr_expect_not_null(strstr(page, wanted));
        snprintf(wanted, sizeof wanted, "language=%s\" lang=\"%s\" hreflang=\"%s\" aria-current=\"true\">",
                 codes[i], codes[i], codes[i]);
        cr_expect_not_null(strstr(page, wanted), "%s", page);
        cr_expect_eq(count_of(page, "/language?to=%2Fx&amp;language="), TOEGANG_LANGUAGES);
    }
    toegang_page other = page_of((toegang_language)17);
    cr_expect_not_null(strstr(made(make_sign_out, &other), "<html lang=\"en\">"));
}

Test(page, the_bare_one)
{
    toegang_page given = page_of(TOEGANG_NL);
    const char *page = made(make_sign_out, &given);
    cr_expect_not_null(strstr(page, "<title>Wilt u zich afmelden? – E-loket</title>"), "%s", page);
    cr_expect_null(strstr(page, "<a "));
    cr_expect_null(strstr(page, "<nav"));
    cr_expect_null(strstr(page, "class=\"person\""));
    given.person = given.title = ""; /* what an assertion does not state is an empty text */
    cr_expect_null(strstr(made(make_sign_out, &given), "class=\"person\""));
    cr_expect_not_null(strstr(made(make_sign_out, &given), "<bdi>E-loket</bdi>"));
}

/* What reads the pages in these tests sees what gets out of its place. */
Test(page, the_reader_of_these_tests_is_strict)
{
    static const struct {
        const char *body;
        bool good;
    } rows[] = {{"<p>a &amp; b</p>", true},
                {"<p class=\"a\" hidden>a</p>", true},
                {"<p>a<meta name=\"b\"></p>", true},
                {"<style>a>b{}</style>", true},
                {"<p>a & b</p>", false},
                {"<p>a > b</p>", false},
                {"<p>a", false},
                {"<p>a</b>", false},
                {"a</p>", false},
                {"<p class=a>a</p>", false},
                {"<p class='a'>a</p>", false},
                {"<p class=\"a\" class=\"b\">a</p>", false},
                {"<p class=\"a<b\">a</p>", false},
                {"<p class=\"a\"x=\"b\">a</p>", false},
                {"<!-- a -->", false},
                {"<p>\xff</p>", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[256];
        snprintf(page, sizeof page, "<!DOCTYPE html>\n<html>%s</html>", rows[i].body);
        cr_expect_eq(is_well_formed(page), rows[i].good, "%s", rows[i].body);
    }
    cr_expect_not(is_well_formed("<html></html>"));
}

static const char *const hostile[] = {"<script>alert(1)</script>",
                                      "\"><img src=x onerror=alert(1)>",
                                      "' autofocus onfocus='x",
                                      "</title><script>",
                                      "</style><script>",
                                      "&lt;b&gt;",
                                      "a\r\nb\tc\x01\x7f",
                                      "\xff\xfe\xc0\xbc",
                                      "\xed\xa0\x80",
                                      "\xe2\x80\xae",
                                      "-->",
                                      "{0} %s %n",
                                      "<!--",
                                      "",
                                      "javascript:alert(1)",
                                      "//evil.example/"};

/* made checks the form: whatever got out of its place breaks it. */
Test(page, hostile_texts_stay_in_their_place)
{
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        toegang_page given = full(TOEGANG_FR);
        given.title = given.person = given.style = given.sign_out = given.home = given.languages = hostile[i];
        const char *page = made(make_sign_out, &given);
        cr_expect_null(strstr(page, "<img"), "%s", page);
        cr_expect_null(strstr(page, "<b>"), "%s", page);
        cr_expect_eq(count_of(page, "<style>"), 1, "no path: %s", page);
        cr_expect_null(strstr(page, "href="), "no path: %s", page);
    }
}

Test(page, hostile_paths_that_are_paths_are_escaped)
{
    toegang_page given = full(TOEGANG_NL);
    given.style = given.home = given.languages = given.sign_out = "/a?b=\"'<>&c";
    const char *page = made(make_sign_out, &given);
    cr_expect_eq(count_of(page, "\"/a?b=&quot;&#39;&lt;&gt;&amp;c"), 2 + TOEGANG_LANGUAGES, "%s", page);
    cr_expect_null(strstr(page, "<style>"));
    cr_expect_not_null(strstr(page, "<link rel=\"stylesheet\" href=\"/a?b="));
}

Test(page, a_number_that_may_be_national_is_masked)
{
    toegang_page given = full(TOEGANG_NL);
    given.title = "Loket 85073003328";
    given.person = "85.07.30-033.28";
    const char *page = made(make_sign_out, &given);
    cr_expect_null(strstr(page, "03328"));
    cr_expect_null(strstr(page, "033.28"));
    cr_expect_not_null(strstr(page, "<bdi>85.07.30-***.**</bdi>"));
}

Test(page, without_a_page_nothing)
{
    char out[8] = "xxxxxxx";
    toegang_page old = full(TOEGANG_NL);
    old.size = sizeof old - 1;
    cr_expect_eq(toegang_page_sign_out(NULL, "/", "", out, sizeof out), 0);
    cr_expect_str_empty(out);
    cr_expect_eq(toegang_page_sign_out(&old, "/", "", NULL, 0), 0);
    cr_expect_eq(toegang_page_choice(&old, NULL, 0, 0, "/", "", NULL, 0), 0);
    cr_expect_eq(toegang_page_refusal(&old, NULL, NULL, 0), 0);
    cr_expect_eq(toegang_page_onward(&old, "https://a.example", NULL, 0), 0);
}

/* ---- the policy ---- */

Test(page, the_policy_has_the_hash_of_the_style)
{
    struct tg_crypto *crypto = NULL;
    uint8_t digest[TG_DIGEST_MAX];
    char hash[64], wanted[256];
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_digest(crypto, TG_SHA256, tg_span_of(tg_page_style), digest, NULL), TOEGANG_GOOD);
    tg_crypto_free(crypto);
    tg_base64_write((struct tg_span){(const char *)digest, tg_hash_octets(TG_SHA256)}, hash);
    snprintf(wanted, sizeof wanted,
             "default-src 'none'; style-src 'self' 'sha256-%s'; form-action 'self'; base-uri 'none'; "
             "frame-ancestors 'none'",
             hash);
    cr_expect_str_eq(toegang_page_policy(), wanted, "of the style now: sha256-%s", hash);
    cr_expect_null(strchr(tg_page_style, '<'), "nothing ends it early");
    cr_expect_null(strstr(tg_page_style, "url("), "and it fetches nothing");
}

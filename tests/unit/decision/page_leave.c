/* SPDX-License-Identifier: Apache-2.0 */
#include "page_maker.h"

struct leaving {
    toegang_page page;
    const char *to, *token;
};

static size_t make_sign_out(const void *what, char *out, size_t size)
{
    const struct leaving *leaving = what;
    return toegang_page_sign_out(&leaving->page, leaving->to, leaving->token, out, size);
}

static size_t make_onward(const void *what, char *out, size_t size)
{
    const struct leaving *leaving = what;
    return toegang_page_onward(&leaving->page, leaving->to, out, size);
}

Test(page_leave, signing_out_is_a_button_and_no_link)
{
    struct leaving leaving = {page_of(TOEGANG_EN), "/toegang/sign-out", "tok"};
    leaving.page.sign_out = "/toegang/sign-out";
    leaving.page.home = "/";
    const char *page = made(make_sign_out, &leaving);
    cr_expect_not_null(strstr(page, "<form method=\"post\" action=\"/toegang/sign-out\">\n"
                                    "<input type=\"hidden\" name=\"token\" value=\"tok\">\n<p><button"),
                       "%s", page);
    cr_expect_eq(count_of(page, "<a "), 1, "back, and nothing that signs out");
    cr_expect_not_null(strstr(page, "<a href=\"/\">Back</a>"));
}

Test(page_leave, onward)
{
    struct leaving leaving = {page_of(TOEGANG_FR), "https://idp.example/slo?SAMLRequest=a%2B%3D&RelayState=x",
                              NULL};
    const char *page = made(make_onward, &leaving);
    cr_expect_not_null(
        strstr(page, "content=\"0; url=https://idp.example/slo?SAMLRequest=a%2B%3D&amp;RelayState=x\">"));
    cr_expect_not_null(
        strstr(page, "<a href=\"https://idp.example/slo?SAMLRequest=a%2B%3D&amp;RelayState=x\">"));
}

Test(page_leave, onward_to_a_site_only)
{
    static const char *const urls[] = {NULL,
                                       "",
                                       "/path",
                                       "//evil.example",
                                       "javascript:alert(1)",
                                       "data:text/html,x",
                                       "HTTPS://idp.example",
                                       " https://idp.example",
                                       "https://idp.example/a b",
                                       "https://idp.example/\"",
                                       "https://idp.example/<x>",
                                       "https://idp.example/'",
                                       "https://idp.example/\n",
                                       "https://idp.example/\xc3\xa9",
                                       "https:\\\\idp.example",
                                       "https://idp.example/\x7f"};
    toegang_page page = page_of(TOEGANG_NL);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        char out[16] = "before";
        cr_expect_eq(toegang_page_onward(&page, urls[i], out, sizeof out), 0, "%s", urls[i]);
        cr_expect_str_empty(out);
    }
}

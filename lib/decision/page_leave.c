/* SPDX-License-Identifier: Apache-2.0 */
/* Signing out, and the way to another site. */
#include "decision/page.h"

size_t toegang_page_sign_out(const toegang_page *page, const char *action, const char *token, char *out,
                             size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if (!tg_page_fits(page)) return 0;
    toegang_page around = *page;
    toegang_language language = tg_page_language(page);
    around.sign_out = NULL; /* that is this page */
    tg_page_begin(&text, &(struct tg_page_frame){.page = &around, .heading = &tg_page_sign_out_now});
    tg_html_add_paragraph(&text, &tg_page_sign_in_later, language);
    tg_page_form(&text, action, token);
    tg_text_add(&text, "<p><button class=\"button\">");
    tg_html_add_said(&text, &tg_page_sign_out, language);
    tg_text_add(&text, "</button> ");
    if (tg_html_is_local(page->home)) tg_html_add_link(&text, page->home, NULL, &tg_page_back, language);
    tg_text_add(&text, "</p>\n</form>\n");
    tg_page_end(&text);
    return text.length;
}

size_t toegang_page_onward(const toegang_page *page, const char *url, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if (!tg_page_fits(page) || !tg_html_is_site(url)) return 0;
    tg_page_begin(&text, &(struct tg_page_frame){.page = page, .heading = &tg_page_onward, .onward = url});
    tg_text_add(&text, "<p>");
    tg_html_add_link(&text, url, NULL, &tg_page_onward_link, tg_page_language(page));
    tg_text_add(&text, "</p>\n");
    tg_page_end(&text);
    return text.length;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around every page. It works without scripts, and by keyboard in the order of reading. */
#include "decision/page.h"

bool tg_page_fits(const toegang_page *page)
{
    return page && page->size >= sizeof *page;
}

toegang_language tg_page_language(const toegang_page *page)
{
    return (unsigned)page->language < TOEGANG_LANGUAGES ? page->language : TOEGANG_EN;
}

static const char *site_of(const struct tg_page_frame *frame)
{
    const char *name = frame->page->title ? frame->page->title : frame->eloket;
    return name && *name ? name : tg_in(&tg_page_site, tg_page_language(frame->page));
}

/* <title> holds text alone. */
static void add_title(struct tg_text *text, const struct tg_page_frame *frame)
{
    char safe[256];
    tg_text_safe(safe, sizeof safe, tg_span_of(site_of(frame)));
    tg_text_add(text, "<title>");
    tg_html_add_said(text, frame->heading, tg_page_language(frame->page));
    tg_text_add(text, " – ");
    tg_html_add(text, tg_span_of(safe));
    tg_text_add(text, "</title>\n");
}

static void add_style(struct tg_text *text, const toegang_page *page)
{
    if (!tg_html_is_local(page->style)) {
        tg_text_add(text, "<style>");
        tg_text_add(text, tg_page_style);
        tg_text_add(text, "</style>\n");
        return;
    }
    tg_text_add(text, "<link rel=\"stylesheet\"");
    tg_html_add_attribute(text, "href", page->style);
    tg_text_add(text, ">\n");
}

/* Each by its own name, so that who does not read this page finds his. */
static void add_language(struct tg_text *text, const toegang_page *page, toegang_language language)
{
    static const char *const names[TOEGANG_LANGUAGES] = {"Nederlands", "English", "Français", "Deutsch"};
    const char *code = tg_language_codes[language];
    tg_text_add(text, "<li><a href=\"");
    tg_html_add(text, tg_span_of(page->languages));
    tg_text_addf(text, "%s\" lang=\"%s\" hreflang=\"%s\"", code, code, code);
    if (language == tg_page_language(page)) tg_text_add(text, " aria-current=\"true\"");
    tg_text_addf(text, ">%s</a></li>\n", names[language]);
}

static void add_languages(struct tg_text *text, const toegang_page *page)
{
    if (!tg_html_is_local(page->languages)) return;
    tg_text_add(text, "<nav");
    tg_html_add_attribute(text, "aria-label", tg_in(&tg_page_language_choice, tg_page_language(page)));
    tg_text_add(text, ">\n<ul>\n");
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++)
        add_language(text, page, (toegang_language)language);
    tg_text_add(text, "</ul>\n</nav>\n");
}

static void add_person(struct tg_text *text, const toegang_page *page)
{
    toegang_language language = tg_page_language(page);
    bool named = page->person && *page->person;
    if (!named && !tg_html_is_local(page->sign_out)) return;
    tg_text_add(text, "<p class=\"person\">");
    if (named) {
        tg_text_add(text, "<span>");
        tg_html_add_said(text, &tg_page_signed_in, language);
        tg_text_add_char(text, ' ');
        tg_html_add_outside(text, page->person);
        tg_text_add(text, "</span> ");
    }
    if (tg_html_is_local(page->sign_out))
        tg_html_add_link(text, page->sign_out, NULL, &tg_page_sign_out, language);
    tg_text_add(text, "</p>\n");
}

static void add_head(struct tg_text *text, const struct tg_page_frame *frame)
{
    tg_text_add(text, "<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if (frame->onward) {
        tg_text_add(text, "<meta http-equiv=\"refresh\" content=\"0; url=");
        tg_html_add(text, tg_span_of(frame->onward));
        tg_text_add(text, "\">\n");
    }
    add_title(text, frame);
    add_style(text, frame->page);
    tg_text_add(text, "</head>\n");
}

void tg_page_begin(struct tg_text *text, const struct tg_page_frame *frame)
{
    toegang_language language = tg_page_language(frame->page);
    tg_text_addf(text, "<!DOCTYPE html>\n<html lang=\"%s\">\n", tg_language_codes[language]);
    add_head(text, frame);
    tg_text_add(text, "<body>\n<header>\n<p class=\"site\">");
    tg_html_add_outside(text, site_of(frame));
    tg_text_add(text, "</p>\n");
    add_languages(text, frame->page);
    add_person(text, frame->page);
    tg_text_add(text, "</header>\n<main>\n<h1>");
    tg_html_add_said(text, frame->heading, language);
    tg_text_add(text, "</h1>\n");
}

void tg_page_end(struct tg_text *text)
{
    tg_text_add(text, "</main>\n</body>\n</html>\n");
}

/* Without an action a form posts to the page itself. */
void tg_page_form(struct tg_text *text, const char *action, const char *token)
{
    tg_text_add(text, "<form method=\"post\"");
    if (tg_html_is_local(action)) tg_html_add_attribute(text, "action", action);
    tg_text_add(text, ">\n<input type=\"hidden\" name=\"token\"");
    tg_html_add_attribute(text, "value", token ? token : "");
    tg_text_add(text, ">\n");
}

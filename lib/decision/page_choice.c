/* SPDX-License-Identifier: Apache-2.0 */
/* For whom somebody acts. */
#include <stdio.h>

#include "decision/page.h"
#include "decision/say.h"

static bool is_oneself(const toegang_choice *choice)
{
    return choice->organisation.scheme == TOEGANG_SCHEME_NONE;
}

static void add_value(struct tg_text *text, const toegang_choice *choice)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX] = "self";
    if (!is_oneself(choice)) toegang_organisation_key(&choice->organisation, key);
    tg_html_add_attribute(text, "value", key);
}

/* "0999.999.922, als wettelijk vertegenwoordiger": what there is of the two. */
static void add_detail(struct tg_text *text, const char *number, const char *as, toegang_language language)
{
    char ground[TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(ground, sizeof ground);
    if (as) tg_say_as(&written, as, language);
    if (!number[0] && !ground[0]) return;
    tg_text_add(text, " <span>");
    tg_html_add(text, tg_span_of(number));
    if (number[0] && ground[0]) tg_text_add(text, ", ");
    tg_html_add(text, tg_span_of(ground));
    tg_text_add(text, "</span>");
}

static void add_choice(struct tg_text *text, const toegang_choice *choice, toegang_language language)
{
    char number[24] = "";
    bool named = choice->name && choice->name[0];
    if (!is_oneself(choice)) toegang_organisation_format(&choice->organisation, number);
    tg_text_add(text, "<li><button name=\"organisation\"");
    add_value(text, choice);
    tg_text_add(text, "><strong>");
    if (is_oneself(choice))
        tg_html_add_said(text, &tg_page_myself, language);
    else
        tg_html_add_outside(text, named ? choice->name : number);
    tg_text_add(text, "</strong>");
    if (!is_oneself(choice)) add_detail(text, named ? number : "", choice->as, language);
    tg_text_add(text, "</button></li>\n");
}

static void add_choices(struct tg_text *text, const toegang_choice *choices, size_t count,
                        toegang_language language)
{
    tg_text_add(text, "<ul class=\"choices\">\n");
    for (size_t i = 0; i < count; i++)
        if (choices[i].size >= sizeof choices[i]) add_choice(text, &choices[i], language);
    tg_text_add(text, "</ul>\n");
}

static void add_other(struct tg_text *text, toegang_language language)
{
    tg_text_add(text, "<label for=\"number\">");
    tg_html_add_said(text, &tg_page_other_number, language);
    tg_text_add(text, "</label>\n<p id=\"form\">");
    tg_html_add_said(text, &tg_page_number_form, language);
    tg_text_add(text,
                "</p>\n<p><input id=\"number\" name=\"organisation\" aria-describedby=\"form\" required"
                " maxlength=\"64\" autocomplete=\"off\" spellcheck=\"false\">\n<button class=\"button\">");
    tg_html_add_said(text, &tg_page_go_on, language);
    tg_text_add(text, "</button></p>\n");
}

size_t toegang_page_choice(const toegang_page *page, const toegang_choice *choices, size_t count, int more,
                           const char *action, const char *token, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if (!tg_page_fits(page) || (!choices && count > 0)) return 0;
    toegang_language language = tg_page_language(page);
    tg_page_begin(&text, &(struct tg_page_frame){.page = page, .heading = &tg_page_for_whom});
    tg_html_add_paragraph(&text, count > 0 ? &tg_page_choose_one : &tg_page_nobody, language);
    if (count > 0) {
        tg_page_form(&text, action, token);
        add_choices(&text, choices, count, language);
        tg_text_add(&text, "</form>\n");
    }
    if (more) {
        tg_page_form(&text, action, token);
        add_other(&text, language);
        tg_text_add(&text, "</form>\n");
    }
    tg_page_end(&text);
    return text.length;
}

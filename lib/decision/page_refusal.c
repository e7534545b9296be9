/* SPDX-License-Identifier: Apache-2.0 */
/* Why somebody does not get in, and what he can do now. */
#include <string.h>

#include "decision/check.h"
#include "decision/page.h"
#include "decision/say.h"

typedef void say(struct tg_text *text, const toegang_decision *decision, toegang_language language);

static void add_paragraph(struct tg_text *text, const char *begin, say *sentence,
                          const toegang_decision *decision, toegang_language language)
{
    char said[2 * TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(said, sizeof said);
    sentence(&written, decision, language);
    if (!said[0]) return;
    tg_text_add(text, begin);
    tg_html_add(text, tg_span_of(said));
    tg_text_add(text, "</p>\n");
}

static bool is_undecided(const toegang_decision *decision)
{
    return !decision || decision->outcome == TOEGANG_OUTCOME_INDETERMINATE;
}

static bool is_about(const toegang_decision *decision, const char *check)
{
    return decision && decision->why && strcmp(decision->why->check, check) == 0;
}

static const struct tg_said *heading_of(const toegang_decision *decision)
{
    if (is_undecided(decision)) return &tg_page_undecided;
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) return &tg_page_permitted;
    if (is_about(decision, CHECK_IDENTITY_ABSENT)) return &tg_page_sign_in;
    if (is_about(decision, CHECK_HOST_FORBIDDEN)) return &tg_page_denied;
    return decision->why ? &tg_page_failed : &tg_page_denied;
}

/* Of what could not be judged a visitor cannot mend the cause: who can reads the check id. */
static void say_todo(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (is_undecided(decision))
        tg_say(text, &tg_todo_try_later, language, NULL);
    else
        tg_say_remedy(text, decision, language);
}

/* What has to be done one after the other is a list. */
static void add_steps(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    tg_text_add(text, "<ol>\n");
    for (size_t i = 0; i < decision->action_count; i++) {
        char said[2 * TG_SENTENCE_MAX];
        struct tg_text written = tg_text_of(said, sizeof said);
        tg_say_action(&written, decision, decision->actions[i], language);
        tg_text_add(text, "<li>");
        tg_html_add(text, tg_span_of(said));
        tg_text_add(text, "</li>\n");
    }
    tg_text_add(text, "</ol>\n");
}

static void add_what_now(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (!is_undecided(decision) && decision->outcome == TOEGANG_OUTCOME_PERMIT) return;
    tg_text_add(text, "<h2>");
    tg_html_add_said(text, &tg_page_what_now, language);
    tg_text_add(text, "</h2>\n");
    if (!is_undecided(decision) && decision->action_count > 1)
        add_steps(text, decision, language);
    else
        add_paragraph(text, "<p>", say_todo, decision, language);
}

/* ---- where to go ---- */

static bool has_action(const toegang_decision *decision, enum tg_action_kind action)
{
    for (size_t i = 0; i < decision->action_count; i++)
        if (decision->actions[i] == action) return true;
    return false;
}

/* A host may show its way out always. */
static bool is_signed_in(const toegang_page *page, const toegang_decision *decision)
{
    return !is_about(decision, CHECK_IDENTITY_ABSENT) && (page->person || tg_html_is_local(page->sign_out));
}

/* A sign-in is what helps: the first link then, else the last. */
static bool helps_to_sign_in(const toegang_page *page, const toegang_decision *decision)
{
    if (is_undecided(decision)) return false;
    if (decision->why) return !is_signed_in(page, decision);
    return has_action(decision, TG_ACTION_SIGN_IN_AGAIN) || has_action(decision, TG_ACTION_STRONGER_KEY) ||
           has_action(decision, TG_ACTION_CHOOSE_CAPACITY) ||
           has_action(decision, TG_ACTION_SIGN_IN_WITH_MANDATE);
}

/* He lacks a right that he may grant himself. */
static bool helps_to_grant(const toegang_decision *decision)
{
    return !is_undecided(decision) && decision->may_grant &&
           (has_action(decision, TG_ACTION_GRANT_RIGHT) || has_action(decision, TG_ACTION_RENEW_RIGHT));
}

struct links {
    struct tg_text *text;
    toegang_language language;
    size_t count;
};

static void add_any(struct links *links, const char *path, const struct tg_said *said)
{
    bool first = links->count == 0;
    tg_text_add(links->text, first ? "<ul class=\"links\">\n<li>" : "<li>");
    tg_html_add_link(links->text, path, first ? "button" : NULL, said, links->language);
    tg_text_add(links->text, "</li>\n");
    links->count++;
}

static void add_link(struct links *links, const char *path, const struct tg_said *said)
{
    if (tg_html_is_local(path)) add_any(links, path, said);
}

/* Gebruikersbeheer is often another site. */
static void add_grant(struct links *links, const char *link)
{
    bool site = tg_html_is_site(link) && strncmp(link, "https://", 8) == 0;
    if (site || tg_html_is_local(link)) add_any(links, link, &tg_page_grant);
}

static void add_links(struct tg_text *text, const toegang_page *page, const toegang_decision *decision)
{
    struct links links = {text, tg_page_language(page), 0};
    const struct tg_said *sign_in = is_signed_in(page, decision) ? &tg_page_sign_in_again : &tg_page_sign_in;
    bool first = helps_to_sign_in(page, decision), decided = !is_undecided(decision);
    if (first) add_link(&links, page->sign_in, sign_in);
    if (helps_to_grant(decision)) add_grant(&links, page->rights);
    if (decided) add_link(&links, page->choose, &tg_page_choose);
    add_link(&links, page->home, &tg_page_home);
    if (decided && !first) add_link(&links, page->sign_in, sign_in);
    if (links.count > 0) tg_text_add(text, "</ul>\n");
}

/* ---- what it is about ---- */

static void add_eloket(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    tg_text_add(text, "<div><dt>");
    tg_html_add_said(text, &tg_page_eloket, language);
    tg_text_add(text, "</dt><dd>");
    tg_html_add_outside(text, decision->policy.eloket);
    tg_text_add(text, "</dd></div>\n");
}

static void add_organisation(struct tg_text *text, const toegang_decision *decision,
                             toegang_language language)
{
    char number[24] = "";
    tg_text_add(text, "<div><dt>");
    tg_html_add_said(text, &tg_page_acting_for, language);
    tg_text_add(text, "</dt><dd>");
    if (decision->organisation.scheme != TOEGANG_SCHEME_NONE) {
        toegang_organisation_format(&decision->organisation, number);
        tg_html_add_outside(text, number);
    } else
        tg_html_add_said(text, &tg_page_oneself, language);
    tg_text_add(text, "</dd></div>\n");
}

static void add_about(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (is_undecided(decision) || decision->why || !decision->policy.eloket) return;
    tg_text_add(text, "<dl>\n");
    add_eloket(text, decision, language);
    add_organisation(text, decision, language);
    tg_text_add(text, "</dl>\n");
}

static void add_check(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (!decision || !decision->check[0]) return;
    tg_text_add(text, "<p class=\"help\">");
    tg_html_add_said(text, &tg_page_help, language);
    tg_text_add(text, " <code>");
    tg_html_add(text, tg_span_of(decision->check));
    tg_text_add(text, "</code></p>\n");
}

size_t toegang_page_refusal(const toegang_page *page, const toegang_decision *decision, char *out,
                            size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if (!tg_page_fits(page)) return 0;
    toegang_language language = tg_page_language(page);
    struct tg_page_frame frame = {page, heading_of(decision), decision ? decision->policy.eloket : NULL,
                                  NULL};
    tg_page_begin(&text, &frame);
    if (!is_undecided(decision)) add_paragraph(&text, "<p class=\"why\">", tg_say_reason, decision, language);
    add_about(&text, decision, language);
    add_what_now(&text, decision, language);
    add_links(&text, page, decision);
    add_check(&text, decision, language);
    tg_page_end(&text);
    return text.length;
}

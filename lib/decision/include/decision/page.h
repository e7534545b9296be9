/* SPDX-License-Identifier: Apache-2.0 */
/* What every page shares: head, header, and the sentences of pages. */
#ifndef TG_DECISION_PAGE_H
#define TG_DECISION_PAGE_H

#include <toegang/page.h>

#include "decision/html.h"

/* 1: there is a page with its size. */
bool tg_page_fits(const toegang_page *page);
/* The language that is asked, or English. */
toegang_language tg_page_language(const toegang_page *page);
/* What one page puts around its content. */
struct tg_page_frame {
    const toegang_page *page;
    const struct tg_said *heading;
    const char *eloket; /* names the site where the page does not; or NULL */
    const char *onward; /* where a browser goes by itself; or NULL */
};
/* All before the content of <main>, its heading with it. */
void tg_page_begin(struct tg_text *text, const struct tg_page_frame *frame);
void tg_page_end(struct tg_text *text);
/* `<form …>` that posts, with the token in it. Closed by the caller. */
void tg_page_form(struct tg_text *text, const char *action, const char *token);

/* Ours, and the value of its hash in the policy. */
extern const char tg_page_style[];

extern const struct tg_said tg_page_site, tg_page_language_choice, tg_page_signed_in, tg_page_sign_in,
    tg_page_sign_in_again, tg_page_sign_out, tg_page_choose, tg_page_home;
extern const struct tg_said tg_page_denied, tg_page_failed, tg_page_undecided, tg_page_permitted,
    tg_page_what_now, tg_page_grant, tg_page_eloket, tg_page_acting_for, tg_page_oneself, tg_page_help;
extern const struct tg_said tg_page_for_whom, tg_page_choose_one, tg_page_nobody, tg_page_myself,
    tg_page_other_number, tg_page_number_form, tg_page_go_on;
extern const struct tg_said tg_page_onward, tg_page_onward_link;
extern const struct tg_said tg_page_sign_out_now, tg_page_sign_in_later, tg_page_back;

#endif

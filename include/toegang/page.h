/* SPDX-License-Identifier: Apache-2.0 */
/* Pages for a browser: why somebody does not get in and what he can do, for whom he acts, and signing out. */
#ifndef TOEGANG_PAGE_H
#define TOEGANG_PAGE_H

#include <toegang/decision.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The first of nl, en, fr, de by the weights of an Accept-Language header (RFC 9110 12.5.4), else the fallback. At most
 * 1024 octets and 32 ranges are looked at; what is not of the form counts for nothing. header NULL: the fallback.
 */
TOEGANG_API toegang_language toegang_language_accepted(const char *header, size_t length, toegang_language fallback);

/*
 * What a page shows around its message. Set to {0}, then size = sizeof. Texts are borrowed during the call. A path that
 * toegang_is_local_path does not take is not shown.
 */
typedef struct toegang_page {
    size_t size;
    toegang_language language;
    const char *style; /* local path of a style sheet instead of ours; NULL: ours, in the page itself */
    const char *title; /* of the site, for people; NULL: the name of the e-counter */
    const char *sign_in, *sign_out, *choose, *home; /* local paths of links; NULL: not shown */
    const char *languages; /* local path that ends where "nl" and so on belong, "/language?to=%2F&language="; or NULL */
    const char *person;    /* the name of who is signed in; NULL or "": not shown */
    /* Where rights are granted: a local path, or https://. The first link for whoever may grant himself the right that
     * he lacks; NULL: not shown. */
    const char *rights;
} toegang_page;

/*
 * Each writes a whole HTML document in UTF-8 and returns its length without its NUL, as snprintf does; out may be NULL
 * when size is 0. What is shown is escaped, and masked where it could be a national number. 0: no page, or no size.
 *
 * refusal: the reason of a denial, what to do about it, and the check id; of what could not be judged only the latter
 * two, since files and servers are no visitor's business. decision NULL: nothing could be judged, not even the reason.
 */
TOEGANG_API size_t toegang_page_refusal(const toegang_page *page, const toegang_decision *decision, char *out,
                                        size_t size);

/* One for whom somebody may act. Set to {0}, then size = sizeof. */
typedef struct toegang_choice {
    size_t size;
    toegang_organisation organisation; /* scheme NONE: for oneself */
    const char *name;                  /* NULL: not known */
    const char *as;                    /* as toegang_decision_as says it; NULL or another word: not shown */
} toegang_choice;

/*
 * One button each, which posts organisation and token to action: the typed key ("kbo:0999999922") or "self". more 1: and
 * a field in which another number can be written, which then comes as it was written.
 */
TOEGANG_API size_t toegang_page_choice(const toegang_page *page, const toegang_choice *choices, size_t count, int more,
                                       const char *action, const char *token, char *out, size_t size);
/* Asks whether to sign out, with one button, which posts token to action. */
TOEGANG_API size_t toegang_page_sign_out(const toegang_page *page, const char *action, const char *token, char *out,
                                         size_t size);

/*
 * Leads on to another site by itself, and by a link where that does not work: the answer to a form that has to end at a
 * sign-in service, since a browser holds a form to our policy through redirects. url begins with https:// or http://; else 0.
 */
TOEGANG_API size_t toegang_page_onward(const toegang_page *page, const char *url, char *out, size_t size);

/*
 * The Content-Security-Policy of these pages: nothing but our style, a style sheet of this site, and forms to this
 * site (toegang_page_onward).
 */
TOEGANG_API const char *toegang_page_policy(void);

#ifdef __cplusplus
}
#endif
#endif

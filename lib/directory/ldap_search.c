/* SPDX-License-Identifier: Apache-2.0 */
/* One question: a search, page by page (RFC 2696). */
#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "ldap_server.h"
#include "ldap_template.h"

/* ---- one page ---- */

/* A question on its way. */
struct search {
    struct tg_ldap_reading reading;
    struct tg_ldap *ldap;
    const char *filter;
    struct berval *cookie; /* where the next page begins; NULL: at the first */
    bool is_last;
};

static toegang_status failed(const struct search *search, int code)
{
    return tg_ldap_failed(search->ldap, code, CHECK_DIRECTORY_STORE, search->reading.report);
}

/* libldap takes what it only reads without const. */
static int ask_page(const struct search *search, int *number)
{
    union {
        const char *const *given;
        char **taken;
    } attributes = {.given = search->reading.kind->attributes};
    const struct tg_ldap_server *server = search->reading.server;
    LDAP *handle = search->ldap->handle;
    LDAPControl *page = NULL;
    /* Not critical: a server that does not know pages gives all at once, or says that it will not. */
    int code = ldap_create_page_control(handle, TG_LDAP_PAGE, search->cookie, 0, &page);
    if (code != LDAP_SUCCESS) return code;
    LDAPControl *controls[] = {page, NULL};
    code = ldap_search_ext(handle, server->base, server->scope, search->filter, attributes.taken, 0, controls,
                           NULL, NULL, LDAP_NO_LIMIT, number);
    ldap_control_free(page);
    return code;
}

/* What the end of a page says of the next one. A cookie that cannot be read is no last page. */
static int read_cookie(struct search *search, LDAPControl **controls)
{
    ber_int_t estimate = 0;
    struct berval cookie = {0, NULL};
    LDAPControl *page = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, NULL);
    ber_bvfree(search->cookie);
    search->cookie = NULL;
    search->is_last = !page;
    if (!page) return LDAP_SUCCESS;
    int code = ldap_parse_pageresponse_control(search->ldap->handle, page, &estimate, &cookie);
    search->is_last = code == LDAP_SUCCESS && cookie.bv_len == 0;
    if (code == LDAP_SUCCESS && !search->is_last) {
        search->cookie = ber_bvdup(&cookie);
        if (!search->cookie) code = LDAP_NO_MEMORY;
    }
    ber_memfree(cookie.bv_val);
    return code;
}

/* Any result but success is half an answer: limits, a referral, a base that is not there. */
static toegang_status end_page(struct search *search, LDAPMessage *message)
{
    LDAPControl **controls = NULL;
    int said = LDAP_OTHER;
    int code = ldap_parse_result(search->ldap->handle, message, &said, NULL, NULL, NULL, &controls, 0);
    if (code == LDAP_SUCCESS) code = said;
    if (code == LDAP_SUCCESS) code = read_cookie(search, controls);
    ldap_controls_free(controls);
    return code == LDAP_SUCCESS ? TOEGANG_GOOD : failed(search, code);
}

/* One message; *is_end after the last one of a page. */
static toegang_status take_message(struct search *search, LDAPMessage *message, bool *is_end)
{
    switch (ldap_msgtype(message)) {
    case LDAP_RES_SEARCH_ENTRY:
        return tg_ldap_entry(&search->reading, search->ldap->handle, message);
    case LDAP_RES_SEARCH_RESULT:
        *is_end = true;
        return end_page(search, message);
    case LDAP_RES_SEARCH_REFERENCE: /* a part of the answer is elsewhere */
        return failed(search, LDAP_REFERRAL);
    default: /* what no search asks for */
        return TOEGANG_GOOD;
    }
}

static toegang_status read_page(struct search *search)
{
    bool is_end = false;
    int number = 0, code = ask_page(search, &number);
    toegang_status status = code == LDAP_SUCCESS ? TOEGANG_GOOD : failed(search, code);
    while (status == TOEGANG_GOOD && !is_end) {
        LDAPMessage *message = tg_ldap_next(search->ldap, number);
        status = message ? take_message(search, message, &is_end) : failed(search, LDAP_SERVER_DOWN);
        (void)ldap_msgfree(message);
    }
    return status;
}

static toegang_status read_pages(struct search *search)
{
    toegang_status status = TOEGANG_GOOD;
    search->is_last = false;
    while (status == TOEGANG_GOOD && !search->is_last) status = read_page(search);
    ber_bvfree(search->cookie);
    search->cookie = NULL;
    return status;
}

/* ---- one question ---- */

/* A connection that was idle may have been ended long ago: then a new one asks, once, as long as nothing was
 * told. */
static bool may_ask_again(const struct search *search, toegang_status status, bool was_idle)
{
    return was_idle && status == TOEGANG_UNAVAILABLE && search->reading.pushed == 0 &&
           tg_span_is(tg_span_of(search->reading.report->check), CHECK_DIRECTORY_CONNECTION);
}

/* After anything but a whole answer the rest of it may still be under way. */
static toegang_status search_with(struct search *search)
{
    toegang_status status = TOEGANG_GOOD;
    if (!search->ldap->handle)
        status = tg_ldap_connect(search->ldap, search->reading.server, search->reading.report);
    if (status == TOEGANG_GOOD) status = read_pages(search);
    if (status != TOEGANG_GOOD) tg_ldap_close(search->ldap);
    return status;
}

static toegang_status run_search(struct search *search)
{
    bool was_idle = search->ldap->handle != NULL;
    toegang_status status = search_with(search);
    if (!may_ask_again(search, status, was_idle)) return status;
    *search->reading.report = (toegang_report){0};
    search->reading.entries = 0;
    return search_with(search);
}

static const char *write_filter(struct tg_arena *arena, const char *template,
                                const toegang_directory_question *question)
{
    struct tg_text measure = tg_text_of(NULL, 0);
    tg_ldap_template_write(&measure, template, question);
    char *filter = tg_arena_take(arena, measure.length + 1);
    if (!filter) return NULL;
    struct tg_text text = tg_text_of(filter, measure.length + 1);
    tg_ldap_template_write(&text, template, question);
    return filter;
}

toegang_status tg_ldap_ask(struct tg_ldap *ldap, const struct tg_ldap_reading *reading)
{
    struct tg_arena arena = {0};
    struct search search = {.reading = *reading, .ldap = ldap};
    search.filter = write_filter(&arena, reading->kind->filter, reading->question);
    toegang_status status = search.filter ? run_search(&search) : tg_no_memory(reading->report);
    tg_arena_free(&arena);
    return status;
}

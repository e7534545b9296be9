/* SPDX-License-Identifier: Apache-2.0 */
/* Facts from an LDAP server: one search a question, page by page (RFC 2696). */
#include <toegang/directory.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "directory/directory.h"
#include "ldap_server.h"
#include "ldap_template.h"

#define GOODBYE 100 /* milliseconds, for all connections together */

struct pool {
    struct tg_ldap_server server;
    struct tg_turns turns;
    struct tg_ldap connections[TG_LDAP_CONNECTIONS]; /* of a turn */
};

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
    /* A piece that is written over may be longer than what stays. */
    size_t room = measure.length + TG_LDAP_FILTER_MAX * 3;
    char *filter = tg_arena_take(arena, room);
    if (!filter) return NULL;
    struct tg_text text = tg_text_of(filter, room);
    tg_ldap_template_write(&text, template, question);
    return filter;
}

static toegang_status ask(struct tg_ldap *ldap, const struct tg_ldap_reading *reading)
{
    struct tg_arena arena = {0};
    struct search search = {.reading = *reading, .ldap = ldap};
    search.filter = write_filter(&arena, reading->kind->filter, reading->question);
    toegang_status status = search.filter ? run_search(&search) : tg_no_memory(reading->report);
    tg_arena_free(&arena);
    return status;
}

static struct tg_deadline deadline_of(const struct pool *pool, int64_t patience_ms)
{
    if (patience_ms <= 0) return tg_deadline_in(pool->server.patience);
    return tg_deadline_in(patience_ms < TG_PATIENCE_MAX ? patience_ms : TG_PATIENCE_MAX);
}

static toegang_status no_turn(int turn, toegang_report *report)
{
    return tg_turns_failed(turn, turn == TG_TURN_LATE ? CHECK_DIRECTORY_TIME_OUT : CHECK_DIRECTORY_CONNECTION,
                           report);
}

static toegang_status read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    struct pool *pool = self;
    const struct tg_ldap_reading reading = {.server = &pool->server,
                                            .question = question,
                                            .kind = &pool->server.kinds[question->kind],
                                            .sink = sink,
                                            .context = context,
                                            .report = report};
    struct tg_deadline deadline = deadline_of(pool, question->patience_ms);
    int turn = tg_turns_take(&pool->turns, deadline);
    if (turn < 0) return no_turn(turn, report);
    pool->connections[turn].deadline = deadline;
    toegang_status status = ask(&pool->connections[turn], &reading);
    tg_turns_give(&pool->turns, turn);
    return status;
}

/* ---- the rest of the class ---- */

static toegang_status describe(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                               toegang_report *report)
{
    struct pool *pool = self;
    const struct tg_ldap_server *server = &pool->server;
    struct tg_deadline deadline = deadline_of(pool, patience_ms);
    sink(context, "server", server->address);
    sink(context, "base", server->base);
    sink(context, "tls", server->has_tls ? "yes" : "no");
    int turn = tg_turns_take(&pool->turns, deadline);
    if (turn < 0) return no_turn(turn, report);
    struct tg_ldap *ldap = &pool->connections[turn];
    tg_ldap_close(ldap); /* one that is idle proves nothing */
    ldap->deadline = deadline;
    toegang_status status = tg_ldap_connect(ldap, server, report);
    tg_turns_give(&pool->turns, turn);
    return status;
}

static void close_all(void *self)
{
    struct pool *pool = self;
    const struct tg_deadline goodbye = tg_deadline_in(GOODBYE);
    if (!tg_turns_end(&pool->turns)) return;
    for (size_t i = 0; i < TG_LDAP_CONNECTIONS; i++) {
        pool->connections[i].deadline = goodbye;
        tg_ldap_close(&pool->connections[i]);
    }
}

static const toegang_directory_class ldap_class = {
    .size = sizeof ldap_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "ldap",
    .read = read,
    .close = close_all,
    .describe = describe,
};

/* libldap looks up the name of this machine once, which may take its time: here, and in no question. */
static void begin_library(void)
{
    int level = 0;
    (void)ldap_get_option(NULL, LDAP_OPT_DEBUG_LEVEL, &level);
}

static toegang_status make(const char *url, const toegang_ldap_settings *settings, struct tg_arena *arena,
                           toegang_directory **out, toegang_report *report)
{
    struct pool *pool = tg_arena_take(arena, sizeof *pool);
    if (!pool) return tg_no_memory(report);
    toegang_status status = tg_ldap_settings(url, settings, arena, &pool->server, report);
    if (status != TOEGANG_GOOD) return status;
    for (size_t i = 0; i < TG_LDAP_CONNECTIONS; i++) pool->connections[i].socket = -1;
    if (!tg_turns_new(&pool->turns, pool->server.connections)) return tg_no_memory(report);
    begin_library();
    status = tg_directory_own(&ldap_class, pool, arena, out, report);
    if (status != TOEGANG_GOOD) (void)tg_turns_end(&pool->turns);
    return status;
}

toegang_status toegang_directory_ldap_open(const char *url, const toegang_ldap_settings *settings,
                                           toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!out) return tg_misuse(report, "out");
    toegang_status status = make(url, settings, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

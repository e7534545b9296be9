/* SPDX-License-Identifier: Apache-2.0 */
/* A directory that asks a service over HTTP. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory/directory.h"
#include "directory/field.h"
#include "http_authzen.h"
#include "http_register.h"
#include "http_service.h"

#define CONNECTIONS 4

struct remote {
    struct tg_service service;
    toegang_http_mode mode;
    const char *right;
    int64_t patience;
    unsigned options; /* of toegang_rrn_parse */
};

/* One question of one thread. */
struct asking {
    struct remote *remote;
    const toegang_directory_question *question;
    struct tg_deadline deadline;
    struct tg_arena arena; /* gone with the answer */
    toegang_report *report;
};

static toegang_status ask(struct asking *asking, struct tg_span body, size_t limit, struct tg_span *out)
{
    if (!body.at) return tg_no_memory(asking->report);
    return tg_service_ask(&asking->remote->service, body, asking->deadline, limit, &asking->arena, out, asking->report);
}

static toegang_status ask_register(struct asking *asking, toegang_fact_sink *sink, void *context)
{
    struct remote *remote = asking->remote;
    struct tg_asked asked;
    struct tg_span answer = {0};
    tg_asked_of(asking->question, &asked);
    toegang_status status =
        ask(asking, tg_asked_write(&asked, &asking->arena), TG_REGISTER_OCTETS, &answer);
    if (status != TOEGANG_GOOD) return status;
    const struct tg_register_reading reading = {asking->question, &asked,         remote->service.host,
                                                remote->options,  &asking->arena, asking->report};
    return tg_register_read(answer, &reading, sink, context);
}

/* Believed as it is said now: of whom, since when and until when, the service does not tell. */
static toegang_status push_right(const struct asking *asking, const char *right, toegang_fact_sink *sink,
                                 void *context)
{
    char source[128];
    const toegang_directory_question *question = asking->question;
    (void)snprintf(source, sizeof source, "authzen:%.100s", asking->remote->service.host);
    toegang_fact fact = tg_fact_empty(TOEGANG_FACT_RIGHT);
    fact.holder = question->holder;
    fact.organisation = question->organisation;
    fact.eloket = question->eloket;
    fact.code = right;
    fact.source = source;
    fact.as_of = question->at;
    return sink(context, &fact);
}

static toegang_status ask_decision(struct asking *asking, toegang_fact_sink *sink, void *context)
{
    const toegang_directory_question *question = asking->question;
    const char *right = question->wanted ? question->wanted : asking->remote->right;
    struct tg_span answer = {0};
    bool is_there = false;
    if (!tg_authzen_fits(question, right))
        return tg_report(asking->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_QUERY,
                         "a question for one right of one holder on one e-counter", TG_SPAN("another question"));
    toegang_status status =
        ask(asking, tg_authzen_write(question, right, &asking->arena), TG_AUTHZEN_OCTETS, &answer);
    if (status == TOEGANG_GOOD) status = tg_authzen_read(answer, &asking->arena, &is_there, asking->report);
    return status == TOEGANG_GOOD && is_there ? push_right(asking, right, sink, context) : status;
}

static toegang_status begin(struct asking *asking, int64_t patience_ms)
{
    int64_t patience = asking->remote->patience;
    if (patience_ms != 0 && !tg_patience(patience_ms, &patience))
        return tg_misuse(asking->report, "a patience of 0 to 60000 ms");
    asking->deadline = tg_deadline_in(patience);
    return TOEGANG_GOOD;
}

static toegang_status read_remote(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                                  void *context, toegang_report *report)
{
    struct asking asking = {.remote = self, .question = question, .report = report};
    toegang_status status = begin(&asking, question->patience_ms);
    if (status != TOEGANG_GOOD) return status;
    if (asking.remote->mode == TOEGANG_HTTP_AUTHZEN)
        status = ask_decision(&asking, sink, context);
    else
        status = ask_register(&asking, sink, context);
    tg_arena_free(&asking.arena);
    return status;
}

/* Asks nothing about anybody. */
static toegang_status describe_remote(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                      toegang_report *report)
{
    struct remote *remote = self;
    struct asking asking = {.remote = remote, .report = report};
    char written[16];
    long answer = 0;
    sink(context, "host", remote->service.host);
    sink(context, "mode", remote->mode == TOEGANG_HTTP_AUTHZEN ? "authzen" : "register");
    toegang_status status = begin(&asking, patience_ms);
    if (status == TOEGANG_GOOD) status = tg_service_reach(&remote->service, asking.deadline, &answer, report);
    if (status != TOEGANG_GOOD) return status;
    (void)snprintf(written, sizeof written, "%ld", answer);
    sink(context, "status", written);
    return TOEGANG_GOOD;
}

static void close_remote(void *self)
{
    struct remote *remote = self;
    tg_service_close(&remote->service);
}

static const toegang_directory_class http_class = {
    .size = sizeof http_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "http",
    .read = read_remote,
    .close = close_remote,
    .describe = describe_remote,
};

/* ---- opening ---- */

static bool copy(struct tg_arena *arena, const char *text, const char **out)
{
    if (text) *out = tg_arena_text(arena, tg_span_of(text));
    return !text || *out;
}

static bool copy_texts(const toegang_http_settings *settings, struct tg_arena *arena, struct remote *remote)
{
    struct tg_service *service = &remote->service;
    return copy(arena, settings->right, &remote->right) && copy(arena, settings->authorities, &service->authorities) &&
           copy(arena, settings->certificate, &service->certificate) && copy(arena, settings->key, &service->key);
}

static toegang_status wrong(toegang_report *report, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, expected, TG_SPAN("something else"));
}

static toegang_status check_settings(const char *url, const toegang_http_settings *settings, toegang_report *report)
{
    if ((unsigned)settings->mode > TOEGANG_HTTP_AUTHZEN || settings->connections > TG_SERVICE_CONNECTIONS)
        return tg_misuse(report, "a mode, and 0 to 32 connections");
    if (!settings->certificate != !settings->key) return wrong(report, "a certificate with its key");
    if (settings->right && settings->mode != TOEGANG_HTTP_AUTHZEN) return wrong(report, "a right with mode authzen only");
    if (settings->mode == TOEGANG_HTTP_AUTHZEN && strchr(url, '?')) return wrong(report, "a URL without a query");
    return TOEGANG_GOOD;
}

/* A decision point is named by the URL that its endpoints stand below. */
static const char *url_of(const char *url, toegang_http_mode mode, struct tg_arena *arena)
{
    size_t length = strnlen(url, TG_URL_MAX + 1), size = length + sizeof TG_AUTHZEN_PATH + 1;
    if (mode == TOEGANG_HTTP_REGISTER) return url;
    char *out = tg_arena_take(arena, size);
    bool has_end = length > 0 && url[length - 1] == '/';
    if (out) (void)snprintf(out, size, "%.*s%s%s", (int)length, url, has_end ? "" : "/", TG_AUTHZEN_PATH);
    return out;
}

static toegang_status make(const char *url, const toegang_http_settings *settings, int64_t patience,
                           struct tg_arena *arena, toegang_directory **out, toegang_report *report)
{
    struct remote *remote = tg_arena_take(arena, sizeof *remote);
    const char *whole = url_of(url, settings->mode, arena);
    if (!remote || !whole || !copy_texts(settings, arena, remote)) return tg_no_memory(report);
    remote->mode = settings->mode;
    remote->patience = patience;
    remote->options = TOEGANG_RRN_DIGITS_ONLY | (settings->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0);
    remote->service.connections = settings->connections ? settings->connections : CONNECTIONS;
    toegang_status status = tg_service_new(&remote->service, whole, settings->token, arena, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_directory_own(&http_class, remote, arena, out, report);
    if (status != TOEGANG_GOOD) tg_service_close(&remote->service);
    return status;
}

toegang_status toegang_directory_http_open(const char *url, const toegang_http_settings *settings,
                                           toegang_directory **out, toegang_report *report)
{
    static const toegang_http_settings none = {.size = sizeof none};
    struct tg_arena arena = {0};
    int64_t patience;
    if (!settings) settings = &none;
    if (!url || !out || settings->size < sizeof *settings || !tg_patience(settings->patience_ms, &patience))
        return tg_misuse(report, "a URL, settings with their size, a patience of 0 to 60000 ms, and out");
    toegang_status status = check_settings(url, settings, report);
    if (status == TOEGANG_GOOD) status = make(url, settings, patience, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

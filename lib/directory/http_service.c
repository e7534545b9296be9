/* SPDX-License-Identifier: Apache-2.0 */
#include "http_service.h"

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"

#define TOKEN_MAX 4096 /* octets */

const struct tg_http_checks tg_service_checks = {
    .url = CHECK_DIRECTORY_SETTINGS,
    .connection = CHECK_DIRECTORY_CONNECTION,
    .tls = CHECK_DIRECTORY_CONNECTION,
    .time_out = CHECK_DIRECTORY_TIME_OUT,
    .status = CHECK_DIRECTORY_STORE,
    .size = CHECK_DIRECTORY_LIMIT,
};

/* ---- making ---- */

/* Header lines lie in the arena and are the same for all questions, so that threads may share them. */
static bool add_header(struct tg_service *service, struct tg_arena *arena, const char *name, const char *value)
{
    struct tg_span parts[] = {tg_span_of(name), tg_span_of(value)};
    size_t size = parts[0].length + parts[1].length + 1;
    struct curl_slist *line = tg_arena_take(arena, sizeof *line);
    char *octets = tg_arena_take(arena, size);
    if (!line || !octets) return false;
    struct tg_text text = tg_text_of(octets, size);
    tg_text_add_span(&text, parts[0]);
    tg_text_add_span(&text, parts[1]);
    *line = (struct curl_slist){octets, service->headers};
    service->headers = line;
    return true;
}

/* Without "Expect" a body goes out with its header lines. */
static bool add_headers(struct tg_service *service, const char *token, struct tg_arena *arena)
{
    return add_header(service, arena, "Content-Type: ", "application/json") &&
           add_header(service, arena, "Accept: ", "application/json") && add_header(service, arena, "Expect:", "") &&
           (!token || add_header(service, arena, "Authorization: Bearer ", token));
}

/* RFC 6750, 2.1: b64token. Nothing that ends a header line. */
static bool is_token(const char *token)
{
    size_t length = strnlen(token, TOKEN_MAX + 1);
    size_t good = strspn(token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=");
    return length > 0 && length <= TOKEN_MAX && good == length;
}

static const char *host_of(CURLU *url, struct tg_arena *arena)
{
    char *host = NULL, *port = NULL;
    char written[256];
    struct tg_text text = tg_text_of(written, sizeof written);
    if (curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK) tg_text_addf(&text, "%s", host);
    if (curl_url_get(url, CURLUPART_PORT, &port, 0) == CURLUE_OK) tg_text_addf(&text, ":%s", port);
    curl_free(host);
    curl_free(port);
    return tg_arena_text(arena, tg_span_of(written));
}

static toegang_status make(struct tg_service *service, const char *url, const char *token, struct tg_arena *arena,
                           toegang_report *report)
{
    toegang_status status = tg_http_url(url, service->url, &tg_service_checks, report);
    if (status != TOEGANG_GOOD) return status;
    if (token && !is_token(token))
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, "a bearer token (RFC 6750)",
                         TG_SPAN("something else"));
    service->host = host_of(service->url, arena);
    if (!service->host || !add_headers(service, token, arena)) return tg_no_memory(report);
    return tg_turns_new(&service->turns, service->connections) ? TOEGANG_GOOD : tg_no_memory(report);
}

toegang_status tg_service_new(struct tg_service *service, const char *url, const char *token, struct tg_arena *arena,
                              toegang_report *report)
{
    service->url = tg_http_begin() ? curl_url() : NULL;
    if (!service->url) return tg_no_memory(report);
    toegang_status status = make(service, url, token, arena, report);
    if (status != TOEGANG_GOOD) curl_url_cleanup(service->url);
    return status;
}

/* In a child that was forked, the connections are those of its parent and stay as they are. */
void tg_service_close(struct tg_service *service)
{
    if (tg_turns_end(&service->turns))
        for (unsigned i = 0; i < service->connections; i++) curl_easy_cleanup(service->handles[i]);
    curl_url_cleanup(service->url);
}

/* ---- asking ---- */

/* A look-up that hangs is left to its thread, which ends with it: the deadline does not wait. */
static CURLcode set_service(CURL *handle, const struct tg_service *service)
{
    CURLcode code = tg_http_rules(handle, service->authorities);
#define SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(handle, option, value)
    SET(CURLOPT_CURLU, service->url);
    SET(CURLOPT_MAXCONNECTS, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L);
    if (service->certificate) {
        SET(CURLOPT_SSLCERT, service->certificate);
        SET(CURLOPT_SSLKEY, service->key);
    }
#undef SET
    return code;
}

/* 0 would be no limit at all. */
static CURLcode set_time(CURL *handle, struct tg_deadline deadline)
{
    long left = tg_deadline_left(deadline);
    if (left == 0) return CURLE_OPERATION_TIMEDOUT;
    CURLcode code = curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, left);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, left) : code;
}

static CURLcode new_handle(const struct tg_service *service, CURL **out)
{
    CURL *handle = curl_easy_init();
    CURLcode code = handle ? set_service(handle, service) : CURLE_OUT_OF_MEMORY;
    if (code == CURLE_OK) return *out = handle, CURLE_OK;
    curl_easy_cleanup(handle);
    return code;
}

static CURLcode prepare(CURL *handle, const struct tg_service *service, struct tg_span body,
                        struct tg_deadline deadline, struct tg_http_receiver *receiver)
{
    CURLcode code = tg_http_receive(handle, receiver);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HTTPHEADER, service->headers);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.length);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.at);
    return code == CURLE_OK ? set_time(handle, deadline) : code;
}

/* RFC 8259, 11; parameters mean nothing. */
static bool is_json(CURL *handle)
{
    char *type = NULL;
    (void)curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &type);
    struct tg_span text = tg_span_of(type);
    return tg_span_alike(tg_span_trim(tg_span_until(text, tg_span_find(text, ';'))), TG_SPAN("application/json"));
}

static toegang_status judge(CURL *handle, CURLcode code, const struct tg_http_receiver *receiver, struct tg_span *out,
                            toegang_report *report)
{
    toegang_status status = tg_http_judge(handle, code, receiver, &tg_service_checks, out, report);
    if (status != TOEGANG_GOOD || is_json(handle)) return status;
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ANSWER, "an answer of the service",
                     TG_SPAN("something else"));
}

static toegang_status not_sent(const struct tg_http_receiver *receiver, CURLcode code, toegang_report *report)
{
    if (code == CURLE_OUT_OF_MEMORY) return tg_no_memory(report);
    return tg_http_failed(receiver, code, &tg_service_checks, report);
}

/* A handle whose transfer failed is not used again, whatever it still holds. */
static toegang_status ask(const struct tg_service *service, CURL **handle, struct tg_span body,
                          struct tg_deadline deadline, struct tg_http_receiver *receiver, struct tg_span *out,
                          toegang_report *report)
{
    CURLcode code = *handle ? CURLE_OK : new_handle(service, handle);
    if (code == CURLE_OK) code = prepare(*handle, service, body, deadline, receiver);
    if (code != CURLE_OK) return not_sent(receiver, code, report);
    code = curl_easy_perform(*handle);
    toegang_status status = judge(*handle, code, receiver, out, report);
    if (code == CURLE_OK) return status;
    curl_easy_cleanup(*handle);
    *handle = NULL;
    return status;
}

toegang_status tg_service_ask(struct tg_service *service, struct tg_span body, struct tg_deadline deadline,
                              size_t limit, struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    struct tg_http_receiver receiver = {.arena = arena, .limit = limit};
    int turn = tg_turns_take(&service->turns, deadline);
    if (turn < 0)
        return tg_turns_failed(turn, turn == TG_TURN_FORKED ? CHECK_DIRECTORY_CONNECTION : CHECK_DIRECTORY_TIME_OUT,
                               report);
    toegang_status status = ask(service, &service->handles[turn], body, deadline, &receiver, out, report);
    tg_turns_give(&service->turns, turn);
    return status;
}

/* ---- reaching ---- */

static CURLcode look(CURL *handle, struct tg_deadline deadline, struct tg_http_receiver *receiver, long *status)
{
    CURLcode code = tg_http_receive(handle, receiver);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "OPTIONS");
    if (code == CURLE_OK) code = set_time(handle, deadline);
    if (code == CURLE_OK) code = curl_easy_perform(handle);
    return code == CURLE_OK ? curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status) : code;
}

toegang_status tg_service_reach(const struct tg_service *service, struct tg_deadline deadline, long *status,
                                toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_http_receiver receiver = {.arena = &arena};
    CURL *handle = NULL;
    CURLcode code = new_handle(service, &handle);
    if (code == CURLE_OK) code = look(handle, deadline, &receiver, status);
    curl_easy_cleanup(handle);
    tg_arena_free(&arena);
    return code == CURLE_OK ? TOEGANG_GOOD : not_sent(&receiver, code, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A handle a call, so that nothing is shared between threads and nothing is remembered. */
#include "directory/fetch.h"

#include "base/report.h"
#include "directory/deadline.h"
#include "directory/check_fetch.h"
#include "http.h"

static const struct tg_http_checks checks = {
    .url = CHECK_FETCH_URL,
    .connection = CHECK_FETCH_CONNECTION,
    .tls = CHECK_FETCH_TLS,
    .time_out = CHECK_FETCH_TIME_OUT,
    .status = CHECK_FETCH_STATUS,
    .size = CHECK_FETCH_SIZE,
};

static toegang_status fetch(CURL *handle, CURLU *url, int64_t patience, const char *authorities,
                            struct tg_http_receiver *receiver, struct tg_span *out, toegang_report *report)
{
    CURLcode code = tg_http_rules(handle, authorities);
    if (code == CURLE_OK) code = tg_http_receive(handle, receiver);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_CURLU, url);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)patience);
    if (code == CURLE_OK) code = curl_easy_perform(handle);
    return tg_http_judge(handle, code, receiver, &checks, out, report);
}

toegang_status tg_fetch(const char *text, const char *authorities, size_t limit, int64_t patience_ms,
                        struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    int64_t patience;
    if (!text || !arena || !out || !tg_patience(patience_ms, &patience))
        return tg_misuse(report, "a URL, a patience of 0 to 60000 ms, an arena and out");
    if (!tg_http_begin()) return tg_no_memory(report);
    struct tg_http_receiver receiver = {.arena = arena, .limit = limit};
    CURLU *url = curl_url();
    CURL *handle = curl_easy_init();
    toegang_status status = url && handle ? tg_http_url(text, url, &checks, report) : tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = fetch(handle, url, patience, authorities, &receiver, out, report);
    curl_easy_cleanup(handle);
    curl_url_cleanup(url);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "http.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/report.h"

#define HEADERS_MAX 65536 /* octets of all header lines, those of interim answers included */

static bool grow(struct tg_http_receiver *receiver, size_t wanted)
{
    size_t room = receiver->room ? receiver->room : 4096;
    while (room < wanted) room *= 2;
    if (room > receiver->limit) room = receiver->limit;
    char *octets = tg_arena_take(receiver->arena, room + 1);
    if (!octets) return false;
    if (receiver->length > 0) memcpy(octets, receiver->octets, receiver->length);
    receiver->octets = octets;
    receiver->room = room;
    return true;
}

/* Anything but size * count ends the transfer. */
static size_t receive(char *octets, size_t size, size_t count, void *context)
{
    struct tg_http_receiver *receiver = context;
    size_t length = size * count; /* at most CURL_MAX_WRITE_SIZE */
    receiver->is_too_large = length > receiver->limit - receiver->length;
    if (receiver->is_too_large) return 0;
    size_t wanted = receiver->length + length;
    receiver->is_out_of_memory = (wanted > receiver->room || !receiver->octets) && !grow(receiver, wanted);
    if (receiver->is_out_of_memory) return 0;
    if (length > 0) memcpy(receiver->octets + receiver->length, octets, length);
    receiver->length = wanted;
    return length;
}

static size_t count_header(char *line, size_t size, size_t count, void *context)
{
    struct tg_http_receiver *receiver = context;
    (void)line;
    receiver->headers += size * count;
    receiver->has_too_many_headers = receiver->headers > HEADERS_MAX;
    return receiver->has_too_many_headers ? 0 : size * count;
}

/* Should it fail, the handle says so. */
static void begin_curl(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

bool tg_http_begin(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    return pthread_once(&once, begin_curl) == 0;
}

static bool is_this_machine(const char *host)
{
    return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
}

static bool has_none(CURLU *url, CURLUPart part, CURLUcode none)
{
    char *text = NULL;
    CURLUcode code = curl_url_get(url, part, &text, 0);
    curl_free(text);
    return code == none;
}

/* Read once, by the parser that the transfer uses: the host is judged as that one understood it. */
static bool may_be_asked(CURLU *url)
{
    char *scheme = NULL, *host = NULL;
    bool is_good = curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                   curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                   (strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && is_this_machine(host)));
    curl_free(scheme);
    curl_free(host);
    return is_good && has_none(url, CURLUPART_USER, CURLUE_NO_USER) &&
           has_none(url, CURLUPART_PASSWORD, CURLUE_NO_PASSWORD) &&
           has_none(url, CURLUPART_FRAGMENT, CURLUE_NO_FRAGMENT);
}

toegang_status tg_http_url(const char *text, CURLU *url, const struct tg_http_checks *checks, toegang_report *report)
{
    bool is_short = strnlen(text, TG_URL_MAX + 1) <= TG_URL_MAX;
    CURLUcode code = is_short ? curl_url_set(url, CURLUPART_URL, text, 0) : CURLUE_MALFORMED_INPUT;
    if (code == CURLUE_OUT_OF_MEMORY) return tg_no_memory(report);
    if (code == CURLUE_OK && may_be_asked(url)) return TOEGANG_GOOD;
    /* Without the words of the URL: they may hold a password. */
    return tg_report(report, TOEGANG_CONFIGURATION, checks->url,
                     "https://…, or http:// to this machine, without user and fragment",
                     TG_SPAN("something else"));
}

/* Each option that is not taken is a transfer that is not made. */
CURLcode tg_http_rules(CURL *handle, const char *authorities)
{
    CURLcode code = CURLE_OK;
#define SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(handle, option, value)
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_REDIR_PROTOCOLS_STR, "https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOPROXY, "*");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_USERAGENT, "libtoegang/" TOEGANG_VERSION);
    if (authorities) {
        SET(CURLOPT_CAINFO, authorities);
        SET(CURLOPT_CAPATH, NULL);
    }
#undef SET
    return code;
}

CURLcode tg_http_receive(CURL *handle, struct tg_http_receiver *receiver)
{
    /* Told beforehand; receive holds it to that. */
    CURLcode code = curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)receiver->limit);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, receiver);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, count_header);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, receiver);
    return code;
}

static toegang_status unavailable(toegang_report *report, const char *check, const char *expected,
                                  const char *came)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, check, expected, tg_span_of(came));
}

static toegang_status too_large(const struct tg_http_receiver *receiver, const struct tg_http_checks *checks,
                                toegang_report *report)
{
    char most[64];
    (void)snprintf(most, sizeof most, "at most %zu octets", receiver->limit);
    return unavailable(report, checks->size, most, "more");
}

toegang_status tg_http_failed(const struct tg_http_receiver *receiver, CURLcode code,
                              const struct tg_http_checks *checks, toegang_report *report)
{
    if (receiver->is_too_large || code == CURLE_FILESIZE_EXCEEDED) return too_large(receiver, checks, report);
    if (receiver->is_out_of_memory) return tg_no_memory(report);
    /* libcurl's words for the code: fixed texts. A header line without end is "out of memory" to it. */
    const char *words = curl_easy_strerror(code);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return unavailable(report, checks->time_out, "an answer in time", "none");
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
        code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CIPHER)
        return unavailable(report, checks->tls, "a certificate of that host", words);
    return unavailable(report, checks->connection, "a connection", words);
}

/* Any other status is the reason, whatever became of what came with it. */
toegang_status tg_http_judge(CURL *handle, CURLcode code, const struct tg_http_receiver *receiver,
                             const struct tg_http_checks *checks, struct tg_span *out, toegang_report *report)
{
    long answer = 0;
    if (receiver->has_too_many_headers)
        return unavailable(report, checks->size, "at most 65536 octets of header lines", "more");
    (void)curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
    if (answer != 0 && answer != 200)
        return tg_reportf(report, TOEGANG_UNAVAILABLE, checks->status, "status 200", "status %ld",
                          answer);
    if (code != CURLE_OK || answer != 200) return tg_http_failed(receiver, code, checks, report);
    *out = (struct tg_span){receiver->length ? receiver->octets : "", receiver->length};
    return TOEGANG_GOOD;
}

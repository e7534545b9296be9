/* SPDX-License-Identifier: Apache-2.0 */
/* A handle a call, so that nothing is shared between threads and nothing is remembered. */
#include "directory/fetch.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "deadline.h"
#include "directory/check_fetch.h"

#define HEADERS_MAX 65536 /* octets of all header lines, those of interim answers included */
#define URL_MAX 2048

/* What arrives. Octets lie in a growing array of the arena; what it outgrew is freed with the arena. */
struct receiver {
    struct tg_arena *arena;
    char *octets;
    size_t length, room, limit, headers;
    bool is_too_large, has_too_many_headers, is_out_of_memory;
};

static bool grow(struct receiver *receiver, size_t wanted)
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
    struct receiver *receiver = context;
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
    struct receiver *receiver = context;
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

static bool begin(void)
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
static bool may_be_fetched(CURLU *url)
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

static toegang_status read_url(const char *text, CURLU *url, toegang_report *report)
{
    bool is_short = strnlen(text, URL_MAX + 1) <= URL_MAX;
    CURLUcode code = is_short ? curl_url_set(url, CURLUPART_URL, text, 0) : CURLUE_MALFORMED_INPUT;
    if (code == CURLUE_OUT_OF_MEMORY) return tg_no_memory(report);
    if (code == CURLUE_OK && may_be_fetched(url)) return TOEGANG_GOOD;
    /* Without the words of the URL: they may hold a password. */
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_FETCH_URL,
                     "https://…, or http:// to this machine, without user and fragment",
                     TG_SPAN("something else"));
}

/* Each option that is not taken is a transfer that is not made. */
static CURLcode set_rules(CURL *handle, int64_t patience_ms, const char *authorities)
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
    SET(CURLOPT_TIMEOUT_MS, (long)patience_ms);
    SET(CURLOPT_USERAGENT, "libtoegang/" TOEGANG_VERSION);
    if (authorities) {
        SET(CURLOPT_CAINFO, authorities);
        SET(CURLOPT_CAPATH, NULL);
    }
#undef SET
    return code;
}

static CURLcode set_receiver(CURL *handle, CURLU *url, struct receiver *receiver)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_CURLU, url);
    /* Told beforehand; receive holds it to that. */
    if (code == CURLE_OK)
        code = curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)receiver->limit);
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

static toegang_status too_large(const struct receiver *receiver, toegang_report *report)
{
    char most[64];
    (void)snprintf(most, sizeof most, "at most %zu octets", receiver->limit);
    return unavailable(report, CHECK_FETCH_SIZE, most, "more");
}

static toegang_status failed(const struct receiver *receiver, CURLcode code, toegang_report *report)
{
    if (receiver->is_too_large || code == CURLE_FILESIZE_EXCEEDED) return too_large(receiver, report);
    if (receiver->is_out_of_memory) return tg_no_memory(report);
    /* libcurl's words for the code: fixed texts. A header line without end is "out of memory" to it. */
    const char *words = curl_easy_strerror(code);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return unavailable(report, CHECK_FETCH_TIME_OUT, "an answer in time", "none");
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
        code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CIPHER)
        return unavailable(report, CHECK_FETCH_TLS, "a certificate of that host", words);
    return unavailable(report, CHECK_FETCH_CONNECTION, "a connection", words);
}

/* Any other status is the reason, whatever became of what came with it. */
static toegang_status judge(CURL *handle, CURLcode code, const struct receiver *receiver, struct tg_span *out,
                            toegang_report *report)
{
    long answer = 0;
    if (receiver->has_too_many_headers)
        return unavailable(report, CHECK_FETCH_SIZE, "at most 65536 octets of header lines", "more");
    (void)curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
    if (answer != 0 && answer != 200)
        return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_FETCH_STATUS, "status 200", "status %ld",
                          answer);
    if (code != CURLE_OK || answer != 200) return failed(receiver, code, report);
    *out = (struct tg_span){receiver->length ? receiver->octets : "", receiver->length};
    return TOEGANG_GOOD;
}

static toegang_status fetch(CURL *handle, CURLU *url, int64_t patience, const char *authorities,
                            struct receiver *receiver, struct tg_span *out, toegang_report *report)
{
    CURLcode code = set_rules(handle, patience, authorities);
    if (code == CURLE_OK) code = set_receiver(handle, url, receiver);
    if (code == CURLE_OK) code = curl_easy_perform(handle);
    return judge(handle, code, receiver, out, report);
}

toegang_status tg_fetch(const char *text, const char *authorities, size_t limit, int64_t patience_ms,
                        struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    int64_t patience;
    if (!text || !arena || !out || !tg_patience(patience_ms, &patience))
        return tg_misuse(report, "a URL, a patience of 0 to 60000 ms, an arena and out");
    if (!begin()) return tg_no_memory(report);
    struct receiver receiver = {.arena = arena, .limit = limit};
    CURLU *url = curl_url();
    CURL *handle = curl_easy_init();
    toegang_status status = url && handle ? read_url(text, url, report) : tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = fetch(handle, url, patience, authorities, &receiver, out, report);
    curl_easy_cleanup(handle);
    curl_url_cleanup(url);
    return status;
}

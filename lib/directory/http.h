/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of a handle of libcurl, and what arrives through one: for a document that is fetched and for a service that
 * is asked. */
#ifndef TG_DIRECTORY_HTTP_H
#define TG_DIRECTORY_HTTP_H

#include <curl/curl.h>

#include <toegang/base.h>

#include "base/arena.h"

#define TG_URL_MAX 2048 /* octets */

/* What a failure is called by who transfers. */
struct tg_http_checks {
    const char *url, *connection, *tls, *time_out, *status, *size;
};

/* What arrives. Octets lie in a growing array of the arena; what it outgrew is freed with the arena. */
struct tg_http_receiver {
    struct tg_arena *arena;
    char *octets;
    size_t length, room, limit, headers;
    bool is_too_large, has_too_many_headers, is_out_of_memory;
};

/* Starts libcurl, once in a process. */
bool tg_http_begin(void);
/*
 * https://host/… ; http only to this very machine (127.0.0.1, [::1], localhost); no user name, no fragment. GOOD, or
 * CONFIGURATION without a word of the URL.
 */
toegang_status tg_http_url(const char *text, CURLU *url, const struct tg_http_checks *checks, toegang_report *report);
/* What holds for every transfer, whatever the environment says. authorities: a PEM file; NULL: the system's. */
CURLcode tg_http_rules(CURL *handle, const char *authorities);
/* Octets and header lines go to that receiver, within its limit. */
CURLcode tg_http_receive(CURL *handle, struct tg_http_receiver *receiver);
/* GOOD for status 200 and all that was said to come; else UNAVAILABLE with the check that fits. */
toegang_status tg_http_judge(CURL *handle, CURLcode code, const struct tg_http_receiver *receiver,
                             const struct tg_http_checks *checks, struct tg_span *out, toegang_report *report);
/* The same for what came without any answer. */
toegang_status tg_http_failed(const struct tg_http_receiver *receiver, CURLcode code,
                              const struct tg_http_checks *checks, toegang_report *report);

#endif

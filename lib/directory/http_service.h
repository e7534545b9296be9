/* SPDX-License-Identifier: Apache-2.0 */
/* A service that is asked over HTTP: connections that are kept, and a deadline that holds. */
#ifndef TG_DIRECTORY_HTTP_SERVICE_H
#define TG_DIRECTORY_HTTP_SERVICE_H

#include "http.h"
#include "turns.h"

#define TG_SERVICE_CONNECTIONS 32 /* at most */

/* Made of zeros; stays where it is. Texts lie in the directory's arena. */
struct tg_service {
    CURLU *url;
    const char *host; /* with its port, for the source of a fact */
    const char *authorities, *certificate, *key;
    struct curl_slist *headers;
    unsigned connections;
    struct tg_turns turns;
    CURL *handles[TG_SERVICE_CONNECTIONS]; /* of a turn; NULL: none yet, or given up */
};

/* The checks of a directory for what goes wrong in a transfer. */
extern const struct tg_http_checks tg_service_checks;

/* url, host, headers and turns; the rest is there. On anything but GOOD there is nothing to close. */
toegang_status tg_service_new(struct tg_service *service, const char *url, const char *token, struct tg_arena *arena,
                              toegang_report *report);
/*
 * Posts JSON and gets JSON, at most limit octets in the arena. A kept connection that the other side closed is made
 * anew. UNAVAILABLE: directory.connection, .time-out, .store (its status), .answer (no JSON), .limit.
 */
toegang_status tg_service_ask(struct tg_service *service, struct tg_span body, struct tg_deadline deadline,
                              size_t limit, struct tg_arena *arena, struct tg_span *out, toegang_report *report);
/* Whether anybody answers, whatever he says: OPTIONS without body and token. *status is that of HTTP. */
toegang_status tg_service_reach(const struct tg_service *service, struct tg_deadline deadline, long *status,
                                toegang_report *report);
void tg_service_close(struct tg_service *service);

#endif

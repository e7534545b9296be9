/* SPDX-License-Identifier: Apache-2.0 */
/* One document from the web, for keys that roll over. */
#ifndef TG_DIRECTORY_FETCH_H
#define TG_DIRECTORY_FETCH_H

#include <toegang/base.h>

#include "base/arena.h"

/*
 * Gets https://host/… ; http only from this very machine (127.0.0.1, [::1], localhost). No redirect, proxy,
 * netrc, cookie, compression or user name; host and certificate are verified with the authorities in that PEM file
 * (NULL: the system's), and no environment variable has a say. GOOD only for status 200 with at most limit octets, all of it within the patience (0: 2000, at most 60 000
 * milliseconds); *out lies in the arena. CONFIGURATION: fetch.url, fetch.absent (libcurl is not compiled in).
 * UNAVAILABLE: fetch.connection, fetch.tls, fetch.time-out, fetch.status, fetch.size.
 */
toegang_status tg_fetch(const char *url, const char *authorities, size_t limit, int64_t patience_ms,
                        struct tg_arena *arena, struct tg_span *out, toegang_report *report);

#endif

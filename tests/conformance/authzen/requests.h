/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of requests. A line: kind, request, status of HTTP, what comes ("true", "true,false", "alice,bob",
 * with a page "alice > alice"; "-": nothing of the kind) and the check that fell, with tabs between them. '#'
 * begins a remark.
 */
#ifndef TG_TESTS_AUTHZEN_REQUESTS_H
#define TG_TESTS_AUTHZEN_REQUESTS_H

#include <stddef.h>

#include <toegang/authzen.h>

#define REQUESTS_AT 1795428000 /* 2026-11-23T10:00:00Z */

/* Of the folder tests/conformance/authzen. Ends the test when it is no good configuration. */
toegang *requests_open(const char *config);
toegang_answer *requests_ask(const toegang *all, toegang_authzen_kind kind, const char *body, size_t length);
/* The short form of an answer, as the files have it. */
void requests_shorten(const toegang_answer *answer, char *out, size_t size);
/* Asks every line of a file. How many there were. */
size_t requests_run(const char *config, const char *file);
/* Ends the test where a national number stands in the answer. */
void requests_check_shown(const toegang_answer *answer, const char *place);

#endif

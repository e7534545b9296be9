/* SPDX-License-Identifier: Apache-2.0 */
/* A decision point that is asked whether one right is there: OpenID AuthZEN Authorization API 1.0. */
#ifndef TG_DIRECTORY_HTTP_AUTHZEN_H
#define TG_DIRECTORY_HTTP_AUTHZEN_H

#include "directory/fact.h"

#define TG_AUTHZEN_PATH "access/v1/evaluation" /* section 10.1 */
#define TG_AUTHZEN_OCTETS 65536                /* of an answer */

/* Whether it can be asked: for one right of one holder on one e-counter, for an organisation or for oneself. */
bool tg_authzen_fits(const toegang_directory_question *question, const char *right);
/* The evaluation (section 6.1) as JSON in the arena; without octets when memory is at its end. */
struct tg_span tg_authzen_write(const toegang_directory_question *question, const char *right,
                                struct tg_arena *arena);
/*
 * Its decision (section 6.2). UNAVAILABLE (directory.answer): none, or one that its context takes back, with an error
 * or the outcome indeterminate.
 */
toegang_status tg_authzen_read(struct tg_span octets, struct tg_arena *arena, bool *out, toegang_report *report);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What /auth answers: the status, fields for the web server and its application, and a body where it goes
 * on to somebody.
 */
#ifndef SERVE_SAY_H
#define SERVE_SAY_H

#include "serve.h"

/* A decision, also that of a refusal or a fault, which had no question. denial: the status of a deny. */
void say_decision(struct request *request, const toegang_decision *decision, int denial);
/* What came of a question: for the application, the log and the metrics. */
void say_outcome(struct request *request, const toegang_decision *decision);
/* Who asked, for whom. */
void say_person(struct request *request, const struct held *held, const toegang_identity *identity,
                const toegang_organisation *organisation);
/* That it is nobody, or a token that is refused; or that nobody can tell. */
void say_nobody(struct request *request, const toegang_report *why, bool by_token);
/* The decision that says what the report says; NULL with the answer made, where none can. */
toegang_decision *refusal_of(struct request *request, const toegang_report *why);

#endif

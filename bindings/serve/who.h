/* SPDX-License-Identifier: Apache-2.0 */
/* Who it is, for /auth: a bearer token, or what a web server that may do so states in fields of the request.
 */
#ifndef SERVE_WHO_H
#define SERVE_WHO_H

#include "serve.h"

#define CHECK_NOBODY "identity.absent"

/* GOOD: *out is yours. MISUSE with an empty report: the request->answer says what is wrong with the request.
 */
toegang_status who_by_bearer(struct request *request, const toegang *all, toegang_identity **out,
                             toegang_report *report);
toegang_status who_by_headers(struct request *request, toegang_identity **out, toegang_report *report);

#endif

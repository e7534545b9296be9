/* SPDX-License-Identifier: Apache-2.0 */
/* Who it is, for /auth: by a bearer token, or as a web server states that may do so. */
#ifndef SERVE_WHO_H
#define SERVE_WHO_H

#include "serve.h"

#define CHECK_NOBODY "identity.absent"

/* GOOD: *out is yours. MISUSE with an empty report: request->answer says what is wrong. */
toegang_status who_by_bearer(struct request *request, const toegang *all, toegang_identity **out,
                             toegang_report *report);
toegang_status who_by_headers(struct request *request, toegang_identity **out, toegang_report *report);

#endif

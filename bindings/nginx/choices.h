/* SPDX-License-Identifier: Apache-2.0 */
/* For whom somebody could act, as the choice shows it. */
#ifndef TOEGANG_NGINX_CHOICES_H
#define TOEGANG_NGINX_CHOICES_H

#include "sign_in.h"

#include <toegang/administration.h>

#define TOEGANG_NGINX_CHOICES_MAX 200

typedef struct toegang_nginx_candidate {
    toegang_organisation organisation;
    char name[TOEGANG_NAME_ROOM]; /* "": not known */
    char as[24];
} toegang_nginx_candidate;

typedef struct toegang_nginx_choices {
    const toegang *all;
    const toegang_identity *identity;
    toegang_time at;
    int64_t patience_ms;
    toegang_language language;
    toegang_nginx_candidate rows[TOEGANG_NGINX_CHOICES_MAX];
    size_t count;
    toegang_status status;
    toegang_report why;
} toegang_nginx_choices;

/* candidates.c. On a thread: what the registers and the assertion say, with names where they are known. */
void toegang_nginx_find_candidates(void *choices);

#endif

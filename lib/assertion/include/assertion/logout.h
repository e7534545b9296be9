/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_LOGOUT_H
#define TG_ASSERTION_LOGOUT_H

#include <toegang/message.h>

#include "base/arena.h"

#define TG_LOGOUT_SESSIONS_MAX 64

/* Lies in its own arena and is its first piece. */
struct toegang_logout {
    struct tg_arena arena;
    const char *issuer, *id, *name_id, *session_index; /* "" when absent */
    const char **further;                              /* sessions after the first */
    size_t further_count;
    toegang_time until;
};

/* Texts "", until NEVER; NULL when memory is at its end. */
struct toegang_logout *tg_logout_new(void);

#endif

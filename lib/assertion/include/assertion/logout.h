/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_LOGOUT_H
#define TG_ASSERTION_LOGOUT_H

#include <toegang/message.h>

#include "base/arena.h"

/* Lies in its own arena and is its first piece. */
struct toegang_logout {
    struct tg_arena arena;
    const char *issuer, *id, *name_id, *session_index; /* "" when absent */
    toegang_time until;
};

/* An empty one: every text "", until NEVER. NULL when memory is at its end. */
struct toegang_logout *tg_logout_new(void);

#endif

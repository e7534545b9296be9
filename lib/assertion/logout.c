/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/logout.h"

struct toegang_logout *tg_logout_new(void)
{
    struct tg_arena arena = {0};
    toegang_logout *logout = tg_arena_take(&arena, sizeof *logout);
    if (!logout) return NULL;
    *logout = (toegang_logout){.arena = arena,
                               .issuer = "",
                               .id = "",
                               .name_id = "",
                               .session_index = "",
                               .until = TOEGANG_NEVER};
    return logout;
}

void toegang_logout_free(toegang_logout *logout)
{
    if (!logout) return;
    struct tg_arena arena = logout->arena;
    tg_arena_free(&arena);
}

const char *toegang_logout_issuer(const toegang_logout *logout)
{
    return logout->issuer;
}

const char *toegang_logout_id(const toegang_logout *logout)
{
    return logout->id;
}

const char *toegang_logout_name_id(const toegang_logout *logout)
{
    return logout->name_id;
}

const char *toegang_logout_session_index(const toegang_logout *logout)
{
    return logout->session_index;
}

const char *toegang_logout_further_session(const toegang_logout *logout, size_t index)
{
    return index < logout->further_count ? logout->further[index] : NULL;
}

toegang_time toegang_logout_until(const toegang_logout *logout)
{
    return logout->until;
}

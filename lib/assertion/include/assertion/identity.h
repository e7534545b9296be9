/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_IDENTITY_H
#define TG_ASSERTION_IDENTITY_H

#include <toegang/sys/identity.h>

#include "base/arena.h"

/* The identity lies in its own arena and is its first piece. */
struct toegang_identity {
    struct tg_arena arena;
    toegang_origin origin;
    toegang_rrn holder;
    toegang_assurance assurance;
    toegang_organisation organisation;
    const char *issuer, *assertion_id, *authentication, *capacity, *given_name, *family_name;
    const char *name_id, *name_id_format, *name_qualifier, *sp_name_qualifier, *session_index, *key_fingerprint;
    toegang_time authenticated_at, until;
    toegang_time session_until; /* of the session at the provider, skew included; NEVER when not stated */
    unsigned asserts;
    toegang_role *roles;
    size_t role_count;
    toegang_stated *stated; /* NULL: nothing */
    size_t stated_count;
};

/* The words for assurances, in the order of the enum. */
#define TG_ASSURANCES 4
extern const char *const tg_assurance_names[TG_ASSURANCES];

/* An empty identity: every text "", every time open. NULL when memory is at its end. */
toegang_identity *tg_identity_new(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/identity.h"

#include <toegang/message.h>

toegang_identity *tg_identity_new(void)
{
    struct tg_arena arena = {0};
    toegang_identity *identity = tg_arena_take(&arena, sizeof *identity);
    if (!identity) return NULL;
    *identity = (toegang_identity){.arena = arena,
                                   .issuer = "",
                                   .assertion_id = "",
                                   .authentication = "",
                                   .capacity = "",
                                   .given_name = "",
                                   .family_name = "",
                                   .name_id = "",
                                   .name_id_format = "",
                                   .name_qualifier = "",
                                   .sp_name_qualifier = "",
                                   .session_index = "",
                                   .key_fingerprint = "",
                                   .authenticated_at = TOEGANG_ALWAYS,
                                   .until = TOEGANG_NEVER,
                                   .session_until = TOEGANG_NEVER};
    return identity;
}

void toegang_identity_free(toegang_identity *identity)
{
    if (!identity) return;
    struct tg_arena arena = identity->arena;
    tg_arena_free(&arena);
}

toegang_origin toegang_identity_origin(const toegang_identity *identity)
{
    return identity->origin;
}

toegang_rrn toegang_identity_holder(const toegang_identity *identity)
{
    return identity->holder;
}

const char *toegang_identity_issuer(const toegang_identity *identity)
{
    return identity->issuer;
}

const char *toegang_identity_assertion_id(const toegang_identity *identity)
{
    return identity->assertion_id;
}

const char *toegang_identity_authentication(const toegang_identity *identity)
{
    return identity->authentication;
}

toegang_assurance toegang_identity_assurance(const toegang_identity *identity)
{
    return identity->assurance;
}

const char *toegang_identity_capacity(const toegang_identity *identity)
{
    return identity->capacity;
}

toegang_organisation toegang_identity_organisation(const toegang_identity *identity)
{
    return identity->organisation;
}

const char *toegang_identity_given_name(const toegang_identity *identity)
{
    return identity->given_name;
}

const char *toegang_identity_family_name(const toegang_identity *identity)
{
    return identity->family_name;
}

const char *toegang_identity_name_id(const toegang_identity *identity)
{
    return identity->name_id;
}

toegang_session toegang_identity_session(const toegang_identity *identity)
{
    return (toegang_session){.size = sizeof(toegang_session),
                             .provider = identity->issuer,
                             .name_id = identity->name_id,
                             .name_id_format = identity->name_id_format,
                             .name_qualifier = identity->name_qualifier,
                             .sp_name_qualifier = identity->sp_name_qualifier,
                             .session_index = identity->session_index};
}

const char *toegang_identity_session_index(const toegang_identity *identity)
{
    return identity->session_index;
}

const char *toegang_identity_key_fingerprint(const toegang_identity *identity)
{
    return identity->key_fingerprint;
}

toegang_time toegang_identity_authenticated_at(const toegang_identity *identity)
{
    return identity->authenticated_at;
}

toegang_time toegang_identity_until(const toegang_identity *identity)
{
    return identity->until;
}

unsigned toegang_identity_asserts(const toegang_identity *identity)
{
    return identity->asserts;
}

size_t toegang_identity_roles(const toegang_identity *identity)
{
    return identity->role_count;
}

const toegang_role *toegang_identity_role(const toegang_identity *identity, size_t index)
{
    return index < identity->role_count ? &identity->roles[index] : NULL;
}

size_t toegang_identity_stated_count(const toegang_identity *identity)
{
    return identity->stated_count;
}

const toegang_stated *toegang_identity_stated(const toegang_identity *identity, size_t index)
{
    return index < identity->stated_count ? &identity->stated[index] : NULL;
}

const char *const tg_assurance_names[TG_ASSURANCES] = {"none", "low", "substantial", "high"};

const char *toegang_assurance_name(toegang_assurance assurance)
{
    return (size_t)assurance < TG_ASSURANCES ? tg_assurance_names[assurance] : tg_assurance_names[0];
}

int toegang_assurance_named(const char *name, size_t length, toegang_assurance *out)
{
    for (unsigned i = 0; name && out && i < TG_ASSURANCES; i++)
        if (tg_span_is((struct tg_span){name, length}, tg_assurance_names[i]))
            return *out = (toegang_assurance)i, 1;
    return 0;
}

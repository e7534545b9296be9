/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of public functions, each of which is made again and again with another allocation failing. */
#ifndef TG_TESTS_ALLOCATION_H
#define TG_TESTS_ALLOCATION_H

#include <toegang.h>
#include <toegang/sys/directory.h>
#include <toegang/sys/identity.h>

#define ANSWER_MAX 16384

/* Sign-outs and signed metadata of the forge, keys of ours; messages.c. */
struct messages {
    char *key, *certificate, *signer, *metadata, *request, *response, *posted, *sealed;
};

/* What the calls need, made while memory is plenty. */
struct world {
    char folder[64], config[96], hosted[96], facts[96], scenarios[96];
    char *response, *encrypted, *metadata, *key;
    size_t response_length;
    struct messages messages;
    char *keys, *decryption_key, *id_token, *access_token, *sealed_token, *logout_token; /* of one issuer of tokens */
    toegang_trust *trust, *own; /* own: with keys of ours and a signer of metadata */
    toegang *all, *office; /* office: with a store that takes changes; NULL: none is compiled in */
    toegang_identity *identity;
    toegang_identity *signed_in; /* by the response, whose issuer may assert all that it states */
    toegang_decision *decision;
    toegang_seal_keys *seal_keys;
    toegang_rrn holder;
    toegang_organisation organisation;
};

/*
 * Makes the call and writes what came of it: with memory in plenty always the same text. When memory ends it may
 * return a status below 0 and write nothing, and nothing else.
 */
typedef toegang_status call(const struct world *world, char answer[ANSWER_MAX]);
call audit_trail;           /* audit.c */
call use_once, sign_in_jwt; /* sign_in.c */
call layer_cache, layer_breaker, layer_first, layer_union; /* layers.c */
call changes, lists; /* administration.c */
call directory_sqlite; /* stores.c */
void stores_make(const struct world *world);
call directory_http; /* http.c */
call replay_memory, replay_sqlite, replay_postgresql, replay_new; /* replays.c */
call directory_ldap, directory_postgresql, directory_postgresql_query; /* directories.c */
call open_config, open_strict, open_with; /* opens.c */
call searches, authzen_evaluations, authzen_malformed, authzen_subjects, authzen_resources, authzen_actions; /* authzen.c */
call export_yaml, known_organisation; /* exchanges.c */
call visits; /* visits.c */
toegang_status seal_keys_read(toegang_seal_keys **out); /* from a file that is gone when it returns */
call own_trust, update_metadata, login_request, own_metadata, logout_request, logout_by_url, logout_by_post, logout_answer,
    logout_sealed; /* messages.c */

/*
 * CLOSED: a refusal is as good as an error. libcrypto and libxml2 do not always say that it was memory: a signature
 * that could not be verified for want of it comes back as one that does not verify, a namespace name that could not be
 * kept as an empty one. The answer is no either way.
 *
 * ALONE: it has files that another thread which makes the same call would take from it.
 */
enum { CLOSED = 1, ALONE = 2 };
struct row {
    const char *name;
    call *make;
    int flags;
};
extern const struct row rows[];
extern const size_t row_count;

void messages_make(struct messages *messages);
void messages_free(struct messages *messages);
toegang_saml_provider messages_provider(const struct messages *messages);
void office_make(struct world *world);
void office_free(struct world *world);
void world_make(struct world *world);
void world_free(struct world *world);

#endif

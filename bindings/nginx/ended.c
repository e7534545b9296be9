/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Visits that ended before their limit, so that a copied cookie ends too: a table of fixed size in memory
 * that all workers share, and that a reload keeps; in a file, where one is named, so that a restart keeps it
 * as well. What is noted: a visit by its id, a session at a provider, a person at a provider, and a sign-out
 * message that was used. A key is the SHA-1 of those texts: whoever made two collide would sign out one more.
 */
#include "sign_in.h" /* first: nginx says of which kind the system's own headers are */

#include <ngx_sha1.h>

#include "directive.h"
#include "ended_file.h"
#include "ended_table.h"

#define SIZE (2 * 1024 * 1024)
_Static_assert(sizeof(toegang_ended_table) < SIZE - SIZE / 8,
               "the table fits its zone, beside what nginx itself keeps there");

/* What was known until now is known in the new place too, also where a reload names another file or none. */
static void take_over(ngx_slab_pool_t *pool, toegang_ended_table *table, const toegang_ended_table *before)
{
    if (!before || before == table) return;
    ngx_shmtx_lock(&pool->mutex);
    *table = *before;
    ngx_shmtx_unlock(&pool->mutex);
}

/* The lock lies in the zone, and so does the table where no file has it. */
static ngx_int_t begin(ngx_shm_zone_t *zone, void *before)
{
    ngx_slab_pool_t *pool = (ngx_slab_pool_t *)zone->shm.addr;
    if (!pool->data) pool->data = ngx_slab_calloc(pool, sizeof(toegang_ended_table));
    if (!zone->data) zone->data = pool->data;
    if (!zone->data) return NGX_ERROR;
    take_over(pool, zone->data, before);
    return NGX_OK;
}

char *toegang_nginx_ended_zone(ngx_conf_t *cf)
{
    toegang_nginx_main *all = ngx_http_conf_get_module_main_conf(cf, ngx_http_toegang_module);
    ngx_str_t name = ngx_string("toegang_ended");
    if (all->ended) return NGX_CONF_OK;
    all->ended = ngx_shared_memory_add(cf, &name, SIZE, &ngx_http_toegang_module);
    if (!all->ended) return NGX_CONF_ERROR;
    all->ended->init = begin;
    all->ended->data = all->ended_file;
    return NGX_CONF_OK;
}

/* Whoever tries a configuration, or sends a signal, is not always the one who starts nginx. */
static int only_looks(void)
{
    return ngx_test_config || ngx_process == NGX_PROCESS_SIGNALLER;
}

char *toegang_nginx_set_ended(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_main *all = conf;
    ngx_str_t *path = &all->ended_path;
    const char *expected;
    (void)command;
    if (path->data) return "is duplicate";
    *path = toegang_nginx_words(cf)[1];
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(cf->pool, 0);
    if (!cleanup || ngx_conf_full_name(cf->cycle, path, 1) != NGX_OK) return NGX_CONF_ERROR;
    if (only_looks() && toegang_ended_fits((const char *)path->data, &expected)) return NGX_CONF_OK;
    if (only_looks()) return toegang_nginx_wrong(cf, path, expected);
    all->ended_file = toegang_ended_map((const char *)path->data, ngx_time(), &expected);
    if (!all->ended_file) return toegang_nginx_wrong(cf, path, expected);
    cleanup->handler = toegang_ended_unmap;
    cleanup->data = all->ended_file;
    return NGX_CONF_OK;
}

/* Each text with its NUL, so that no two lists of them make the same octets. */
static void key_of(const char *const *texts, ngx_uint_t count, u_char key[TOEGANG_ENDED_KEY])
{
    ngx_sha1_t sha1;
    ngx_sha1_init(&sha1);
    for (ngx_uint_t i = 0; i < count; i++) ngx_sha1_update(&sha1, texts[i], ngx_strlen(texts[i]) + 1);
    ngx_sha1_final(key, &sha1);
}

static ngx_shm_zone_t *zone_of(ngx_http_request_t *r)
{
    const toegang_nginx_main *all = ngx_http_get_module_main_conf(r, ngx_http_toegang_module);
    return all->ended;
}

/* 1: it was there already. */
static int note(ngx_http_request_t *r, const u_char key[TOEGANG_ENDED_KEY], time_t until)
{
    ngx_shm_zone_t *zone = zone_of(r);
    ngx_slab_pool_t *pool = (ngx_slab_pool_t *)zone->shm.addr;
    ngx_shmtx_lock(&pool->mutex);
    int known = toegang_ended_note(zone->data, key, ngx_time(), until);
    ngx_shmtx_unlock(&pool->mutex);
    return known;
}

void toegang_nginx_end_visit(ngx_http_request_t *r, const toegang_visit *visit)
{
    u_char key[TOEGANG_ENDED_KEY];
    key_of((const char *const[]){"visit", visit->id}, 2, key);
    (void)note(r, key, (time_t)visit->limit);
}

void toegang_nginx_end_sessions(ngx_http_request_t *r, const char *issuer, const char *name_id,
                                const char *session, time_t until)
{
    u_char key[TOEGANG_ENDED_KEY];
    key_of((const char *const[]){"session", issuer, name_id, session}, 4, key);
    (void)note(r, key, until);
}

int toegang_nginx_used_logout(ngx_http_request_t *r, const char *issuer, const char *id, time_t until)
{
    u_char key[TOEGANG_ENDED_KEY];
    key_of((const char *const[]){"logout", issuer, id}, 3, key);
    return note(r, key, until);
}

/* A sign-out of a session or a person ends what had begun by then; a later sign-in is another visit. */
static int ended_by(const toegang_ended_table *table, const u_char key[TOEGANG_ENDED_KEY], toegang_time since)
{
    const toegang_ended_slot *slot = toegang_ended_find(table, key, ngx_time());
    return slot && since <= slot->at;
}

int toegang_nginx_has_ended(ngx_http_request_t *r, const toegang_visit *visit)
{
    const char *issuer = toegang_identity_issuer(visit->identity);
    const char *name_id = toegang_identity_name_id(visit->identity);
    const char *session = toegang_identity_session_index(visit->identity);
    ngx_shm_zone_t *zone = zone_of(r);
    ngx_slab_pool_t *pool = (ngx_slab_pool_t *)zone->shm.addr;
    const toegang_ended_table *table = zone->data;
    u_char id[TOEGANG_ENDED_KEY], one[TOEGANG_ENDED_KEY], all[TOEGANG_ENDED_KEY];
    key_of((const char *const[]){"visit", visit->id}, 2, id);
    key_of((const char *const[]){"session", issuer, name_id, session}, 4, one);
    key_of((const char *const[]){"session", issuer, name_id, ""}, 4, all);
    ngx_shmtx_lock(&pool->mutex);
    int ended = visit->since <= table->floor || toegang_ended_find(table, id, ngx_time()) ||
                ended_by(table, one, visit->since) || ended_by(table, all, visit->since);
    ngx_shmtx_unlock(&pool->mutex);
    return ended;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching the keys of an issuer, at most so often. */
#include <string.h>

#include <toegang/config.h>

#include "assertion/jwt.h"
#include "base/report.h"
#include "check.h"
#include "directory/fetch.h"
#include "keys.h"

void tg_key_sources_end(toegang *all)
{
    for (size_t i = 0; i < all->key_source_count; i++) pthread_mutex_destroy(&all->key_sources[i].turn);
}

static struct tg_key_source *find(const toegang *all, const char *issuer)
{
    for (size_t i = 0; i < all->key_source_count; i++)
        if (strcmp(all->key_sources[i].issuer, issuer) == 0) return &all->key_sources[i];
    return NULL;
}

static toegang_status fetch(const toegang *all, const struct tg_key_source *source, toegang_time at,
                            int64_t patience_ms, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span octets = {0};
    toegang_status status = tg_fetch(source->url, source->authorities, tg_json_keys_limits.octets,
                                     patience_ms, &arena, &octets, report);
    if (status == TOEGANG_GOOD)
        status = toegang_trust_update(all->trust, source->issuer, octets.at, octets.length, at, report);
    tg_arena_free(&arena);
    return status;
}

/* Under the source's turn. What went wrong is kept: until the next time that one may fetch it is still so. */
static toegang_status fetch_when_due(const toegang *all, struct tg_key_source *source, toegang_time at,
                                     int64_t patience_ms, bool *due)
{
    *due = toegang_trust_may_refresh(all->trust, source->issuer, at) == 1;
    if (!*due) return source->fault.status;
    source->fault = (toegang_report){0};
    return fetch(all, source, at, patience_ms, &source->fault);
}

toegang_status toegang_refresh(const toegang *all, const char *issuer, toegang_time at, int64_t patience_ms,
                               toegang_report *report)
{
    struct tg_key_source *source = all && issuer ? find(all, issuer) : NULL;
    bool due;
    if (!source) return tg_misuse(report, "an issuer whose keys lie behind a URL");
    pthread_mutex_lock(&source->turn);
    toegang_status status = fetch_when_due(all, source, at, patience_ms, &due);
    (void)tg_report_pass(report, &source->fault);
    pthread_mutex_unlock(&source->turn);
    if (due || status != TOEGANG_GOOD) return status;
    return tg_refuse(report, CHECK_KEYS_REFRESH, "some time since the last time", TG_SPAN("too soon"));
}

/*
 * Who comes second waits for the turn, finds that it is too soon to fetch again, and tries with what the
 * first one brought. A set that was refused is like none: what the issuer means to say is not known.
 */
toegang_status tg_keys_renew(const toegang *all, struct tg_span token, toegang_time at, int64_t patience_ms,
                             toegang_report *report)
{
    const char *issuer = tg_jwt_issuer_of(all->trust, token);
    struct tg_key_source *source = issuer ? find(all, issuer) : NULL;
    bool due;
    if (!source) return TOEGANG_REFUSED;
    pthread_mutex_lock(&source->turn);
    toegang_status status = fetch_when_due(all, source, at, patience_ms, &due);
    toegang_report fault = source->fault;
    pthread_mutex_unlock(&source->turn);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    if (status > TOEGANG_GOOD) fault.status = status = TOEGANG_UNAVAILABLE;
    (void)tg_report_pass(report, &fault);
    return status;
}

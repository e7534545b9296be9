/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of issuers that lie behind a URL. */
#ifndef TG_KEYS_H
#define TG_KEYS_H

#include <pthread.h>

#include "internal.h"

/* One of them. Its turn is for fetching, so that a crowd of sign-ins with an unknown key fetches once. */
struct tg_key_source {
    const char *issuer, *url;
    const char *authorities; /* a file; NULL: those of the machine */
    pthread_mutex_t turn;
    toegang_report fault; /* why the last fetching brought nothing; guarded by turn */
};

/*
 * For a token whose key is not known. GOOD: its issuer's keys were fetched, by us or by somebody for whom we
 * waited, and it is worth another try. REFUSED: there is nothing to fetch. UNAVAILABLE: the issuer did not
 * give its keys, so that nobody can tell whether it has this one.
 */
toegang_status tg_keys_renew(const toegang *all, struct tg_span token, toegang_time at, int64_t patience_ms,
                             toegang_report *report);
void tg_key_sources_end(toegang *all);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Issuers whose keys lie behind a URL. Nothing is fetched yet: that is the first sign-in's, or
 * toegang_refresh's. */
#include "config_trust.h"
#include "keys.h"

static bool add(struct tg_config *config, const struct tg_trust_entry *entry, toegang *all)
{
    struct tg_key_source *source = &all->key_sources[all->key_source_count];
    source->issuer = tg_config_copy(config, tg_span_of(entry->issuer.issuer));
    source->url = entry->url;
    source->authorities = entry->authorities;
    if (pthread_mutex_init(&source->turn, NULL) != 0) return false;
    all->key_source_count++;
    return true;
}

void tg_config_fetched(struct tg_config *config, const struct tg_trust_entry *entries, size_t count,
                       toegang *all)
{
    all->key_sources = tg_config_take(config, count, sizeof *all->key_sources);
    if (config->no_memory) return;
    for (size_t i = 0; i < count; i++)
        if (entries[i].is_issuer && entries[i].url && entries[i].issuer.issuer &&
            !add(config, &entries[i], all))
            config->no_memory = true;
}

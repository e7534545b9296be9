/* SPDX-License-Identifier: Apache-2.0 */
/* What a configuration holds, for people. */
#include <toegang/config.h>

#include "assertion/trust.h"
#include "base/text.h"
#include "base/time.h"
#include "exchange.h"
#include "internal.h"

#define DETAIL 512

static void tell_key(const struct tg_provider *provider, const struct tg_key *key, toegang_part_sink *sink,
                     void *context)
{
    char detail[DETAIL], from[32], until[32];
    toegang_time begins = TOEGANG_ALWAYS, ends = TOEGANG_NEVER;
    struct tg_text text = tg_text_of(detail, sizeof detail);
    tg_key_period(key, &begins, &ends);
    toegang_time_format(begins, from);
    toegang_time_format(ends, until);
    tg_text_addf(&text, "sha256:%s, %s / %s", tg_key_fingerprint(key), from, until);
    sink(context, "trust", provider->entity_id, detail);
}

static void tell_policy(const struct tg_policy *policy, toegang_part_sink *sink, void *context)
{
    char detail[DETAIL];
    struct tg_text text = tg_text_of(detail, sizeof detail);
    tg_text_addf(&text, "legal-representative %s, htb %s, others %s, self %s",
                 tg_way_name(policy->legal_representative), tg_way_name(policy->htb),
                 tg_way_name(policy->others), tg_way_name(policy->self));
    if (policy->mandate != TG_NEVER) tg_text_addf(&text, "; mandate %s", tg_way_name(policy->mandate));
    if (policy->asserted != TG_ASSERTED_REGISTER)
        tg_text_addf(&text, "; asserted %s", tg_asserted_names[policy->asserted]);
    if (policy->right) tg_text_addf(&text, "; right %s", policy->right);
    if (policy->assurance != TOEGANG_ASSURANCE_NONE)
        tg_text_addf(&text, "; assurance %s", toegang_assurance_name(policy->assurance));
    sink(context, "e-lokets", policy->eloket, detail);
}

static void tell_provider(struct tg_provider *provider, toegang_part_sink *sink, void *context)
{
    struct tg_described *described = tg_provider_take(provider);
    for (size_t i = 0; i < described->metadata.key_count; i++)
        tell_key(provider, described->metadata.keys[i], sink, context);
    tg_provider_give(provider, described);
}

void toegang_parts(const toegang *all, toegang_part_sink *sink, void *context)
{
    char shown[TG_SOURCE_ROOM];
    size_t providers = all->trust ? all->trust->provider_count : 0;
    for (size_t i = 0; i < providers; i++) tell_provider(&all->trust->providers[i], sink, context);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (all->sources[reg])
            sink(context, "directories", toegang_register_name((toegang_register)reg),
                 tg_source_shown(all->sources[reg], shown));
    for (size_t i = 0; i < all->policy_count; i++) tell_policy(&all->policies[i], sink, context);
}

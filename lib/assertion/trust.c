/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/trust.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"

#define NAME_MAX_OCTETS 1024 /* core 8.3.6: an entity identifier is at most 1024 characters */

struct tg_provider *tg_trust_provider(const toegang_trust *trust, struct tg_span entity_id)
{
    for (size_t i = 0; i < trust->provider_count; i++)
        if (tg_span_is(entity_id, trust->providers[i].entity_id)) return &trust->providers[i];
    return NULL;
}

struct tg_provider *tg_trust_choose(const toegang_trust *trust, const char *entity_id, toegang_report *report)
{
    struct tg_provider *found = entity_id                    ? tg_trust_provider(trust, tg_span_of(entity_id))
                                : trust->provider_count == 1 ? &trust->providers[0]
                                                             : NULL;
    if (!found) (void)tg_misuse(report, "an issuer that is trusted");
    return found;
}

struct tg_issuer *tg_trust_issuer(const toegang_trust *trust, struct tg_span issuer)
{
    for (size_t i = 0; i < trust->issuer_count; i++)
        if (tg_span_is(issuer, trust->issuers[i].issuer)) return &trust->issuers[i];
    return NULL;
}

toegang_status tg_trust_name(toegang_trust *trust, const char *name, const char *check, const char **out,
                             toegang_report *report)
{
    size_t length = name ? strnlen(name, NAME_MAX_OCTETS + 1) : 0;
    if (length == 0 || length > NAME_MAX_OCTETS)
        return tg_report(report, TOEGANG_CONFIGURATION, check, "1 to 1024 octets", tg_span_of(name));
    *out = tg_arena_text(&trust->arena, (struct tg_span){name, length});
    return *out ? TOEGANG_GOOD : tg_no_memory(report);
}

toegang_status tg_trust_seconds(int64_t seconds, int64_t least, int64_t most, const char *check,
                                toegang_report *report)
{
    char expected[64];
    if (seconds >= least && seconds <= most) return TOEGANG_GOOD;
    snprintf(expected, sizeof expected, "%lld to %lld s", (long long)least, (long long)most);
    return tg_reportf(report, TOEGANG_CONFIGURATION, check, expected, "%lld s", (long long)seconds);
}

static bool is_sane_issuer(const toegang_token_issuer *issuer)
{
    return issuer->size >= sizeof *issuer && (issuer->keys || issuer->keys_length == 0) &&
           (issuer->secret || issuer->secret_length == 0) && (issuer->algorithms || issuer->algorithm_count == 0) &&
           (issuer->decryption_keys || issuer->decryption_key_count == 0);
}

static bool is_sane(const toegang_trust_settings *settings)
{
    if (settings->size < sizeof *settings) return false;
    if ((settings->provider_count > 0 && !settings->providers) ||
        (settings->claim_rule_count > 0 && !settings->claim_rules) ||
        (settings->assurance_rule_count > 0 && !settings->assurance_rules) ||
        (settings->right_count > 0 && !settings->rights) || (settings->issuer_count > 0 && !settings->issuers))
        return false;
    for (size_t i = 0; i < settings->issuer_count; i++)
        if (!is_sane_issuer(&settings->issuers[i])) return false;
    for (size_t i = 0; i < settings->provider_count; i++) {
        const toegang_saml_provider *provider = &settings->providers[i];
        if (provider->size < sizeof *provider || (provider->metadata_length > 0 && !provider->metadata) ||
            (provider->algorithm_count > 0 && !provider->algorithms) ||
            (provider->decryption_key_count > 0 && !provider->decryption_keys))
            return false;
    }
    return true;
}

/* What is refused here is a fault of the configuration: nobody has asked anything yet. */
static toegang_status as_configuration(toegang_status status, size_t ordinal, toegang_report *report)
{
    if (status <= TOEGANG_GOOD && status != TOEGANG_CONFIGURATION) return status;
    if (report && report->status == status) {
        report->status = TOEGANG_CONFIGURATION;
        report->line = (uint32_t)ordinal;
        report->column = 0;
    }
    return TOEGANG_CONFIGURATION;
}

static toegang_status fill(toegang_trust *trust, const toegang_trust_settings *settings,
                           toegang_report *report)
{
    trust->providers = tg_arena_array(&trust->arena, settings->provider_count, sizeof *trust->providers);
    trust->issuers = tg_arena_array(&trust->arena, settings->issuer_count, sizeof *trust->issuers);
    if (!trust->providers || !trust->issuers) return tg_no_memory(report);
    toegang_status status = tg_crypto_new(&trust->crypto, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < settings->provider_count; i++)
        status =
            as_configuration(tg_trust_add_provider(trust, settings, &settings->providers[i], report), i + 1, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < settings->issuer_count; i++)
        status = as_configuration(tg_trust_add_issuer(trust, settings, &settings->issuers[i], report),
                                  settings->provider_count + i + 1, report);
    return status;
}

toegang_status toegang_trust_new(const toegang_trust_settings *settings, toegang_trust **out,
                                 toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!settings || !out || !is_sane(settings))
        return tg_misuse(report, "settings with their sizes, and out");
    toegang_trust *trust = tg_arena_take(&arena, sizeof *trust);
    if (!trust) return tg_no_memory(report);
    trust->arena = arena;
    toegang_status status = fill(trust, settings, report);
    if (status != TOEGANG_GOOD) {
        toegang_trust_free(trust);
        return status;
    }
    *out = trust;
    return TOEGANG_GOOD;
}

void toegang_trust_free(toegang_trust *trust)
{
    if (!trust) return;
    for (size_t i = 0; i < trust->provider_count; i++) tg_provider_end(&trust->providers[i]);
    for (size_t i = 0; i < trust->issuer_count; i++) tg_issuer_end(&trust->issuers[i]);
    tg_crypto_free(trust->crypto);
    struct tg_arena arena = trust->arena;
    tg_arena_free(&arena);
}

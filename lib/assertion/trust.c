/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/trust.h"

#include <string.h>

#include "assertion/check_saml.h"
#include "base/report.h"

#define NAME_MAX_OCTETS 1024 /* core 8.3.6: an entity identifier is at most 1024 characters */
#define SKEW_MAX 300

const struct tg_provider *tg_trust_provider(const toegang_trust *trust, struct tg_span entity_id)
{
    for (size_t i = 0; i < trust->provider_count; i++)
        if (tg_span_is(entity_id, trust->providers[i].entity_id)) return &trust->providers[i];
    return NULL;
}

static toegang_status wrong(const char *check, const char *expected, const char *came, toegang_report *report)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, tg_span_of(came));
}

static toegang_status copy_name(toegang_trust *trust, const char *name, const char *check, const char **out,
                                toegang_report *report)
{
    size_t length = name ? strnlen(name, NAME_MAX_OCTETS + 1) : 0;
    if (length == 0 || length > NAME_MAX_OCTETS) return wrong(check, "1 to 1024 octets", name, report);
    *out = tg_arena_text(&trust->arena, (struct tg_span){name, length});
    return *out ? TOEGANG_GOOD : tg_no_memory(report);
}

static toegang_status copy_names(toegang_trust *trust, const toegang_saml_provider *from,
                                 struct tg_provider *out, toegang_report *report)
{
    toegang_status status = copy_name(trust, from->entity_id, CHECK_TRUST_ENTITY_ID, &out->entity_id, report);
    if (status == TOEGANG_GOOD)
        status = copy_name(trust, from->audience, CHECK_TRUST_AUDIENCE, &out->audience, report);
    if (status == TOEGANG_GOOD)
        status = copy_name(trust, from->recipient, CHECK_TRUST_RECIPIENT, &out->recipient, report);
    if (status != TOEGANG_GOOD) return status;
    if (tg_trust_provider(trust, tg_span_of(out->entity_id)))
        return wrong(CHECK_TRUST_DUPLICATE, "an entity id once", out->entity_id, report);
    if (from->skew < 0 || from->skew > SKEW_MAX)
        return tg_reportf(report, TOEGANG_CONFIGURATION, CHECK_TRUST_SKEW, "0 to 300 s", "%lld s",
                          (long long)from->skew);
    out->skew = from->skew;
    return TOEGANG_GOOD;
}

static bool fits_a_key(const struct tg_metadata *metadata, const struct tg_algorithm *algorithm)
{
    for (size_t i = 0; i < metadata->key_count; i++)
        if (tg_key_fits(metadata->keys[i], algorithm)) return true;
    return false;
}

/* A pin that no key fits is a slip of the pen, and would refuse everybody once the others are gone. */
static toegang_status pin_algorithms(toegang_trust *trust, const toegang_saml_provider *from,
                                     struct tg_provider *out, toegang_report *report)
{
    const struct tg_algorithm **pinned = tg_arena_array(&trust->arena, from->algorithm_count, sizeof(void *));
    if (!pinned) return tg_no_memory(report);
    for (size_t i = 0; i < from->algorithm_count; i++) {
        const char *name = from->algorithms[i] ? from->algorithms[i] : "";
        pinned[i] = tg_algorithm_of_name(tg_span_of(name));
        if (!pinned[i]) return wrong(CHECK_TRUST_ALGORITHM, "RS256, PS256, ES256, …", name, report);
        if (!fits_a_key(&out->metadata, pinned[i]))
            return wrong(CHECK_TRUST_ALGORITHM, "an algorithm that fits a key of the metadata", name, report);
    }
    out->algorithms = from->algorithm_count > 0 ? pinned : NULL;
    out->algorithm_count = from->algorithm_count;
    return TOEGANG_GOOD;
}

static toegang_status add_provider(toegang_trust *trust, const toegang_trust_settings *settings,
                                   const toegang_saml_provider *from, toegang_report *report)
{
    struct tg_provider *out = &trust->providers[trust->provider_count];
    struct tg_span metadata = {from->metadata, from->metadata_length};
    toegang_status status = copy_names(trust, from, out, report);
    if (status == TOEGANG_GOOD)
        status = tg_claim_map_make(from->claims ? from->claims : "", settings, &trust->arena, &out->claims,
                                   report);
    if (status == TOEGANG_GOOD)
        status = tg_metadata_read(metadata, out->entity_id, trust->crypto, &out->metadata, report);
    if (status != TOEGANG_GOOD) return status;
    trust->provider_count++; /* its keys are freed with trust from here on */
    return pin_algorithms(trust, from, out, report);
}

static bool is_sane(const toegang_trust_settings *settings)
{
    if (settings->size < sizeof *settings) return false;
    if ((settings->provider_count > 0 && !settings->providers) ||
        (settings->claim_rule_count > 0 && !settings->claim_rules) ||
        (settings->assurance_rule_count > 0 && !settings->assurance_rules) ||
        (settings->right_count > 0 && !settings->rights))
        return false;
    for (size_t i = 0; i < settings->provider_count; i++) {
        const toegang_saml_provider *provider = &settings->providers[i];
        if (provider->size < sizeof *provider || (provider->metadata_length > 0 && !provider->metadata) ||
            (provider->algorithm_count > 0 && !provider->algorithms))
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
    if (!trust->providers) return tg_no_memory(report);
    toegang_status status = tg_crypto_new(&trust->crypto, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < settings->provider_count; i++)
        status =
            as_configuration(add_provider(trust, settings, &settings->providers[i], report), i + 1, report);
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
    for (size_t i = 0; i < trust->provider_count; i++)
        for (size_t j = 0; j < trust->providers[i].metadata.key_count; j++)
            tg_key_free(trust->providers[i].metadata.keys[j]);
    tg_crypto_free(trust->crypto);
    struct tg_arena arena = trust->arena;
    tg_arena_free(&arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A SAML identity provider: what the configuration says of it, and the metadata that may be replaced. */
#include "assertion/trust.h"

#include "assertion/check_message.h"
#include "assertion/check_saml.h"
#include "assertion/check_signature.h"
#include "base/report.h"

static toegang_status wrong(const char *check, const char *expected, const char *came, toegang_report *report)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, tg_span_of(came));
}

static toegang_status copy_names(toegang_trust *trust, const toegang_saml_provider *from,
                                 struct tg_provider *out, toegang_report *report)
{
    toegang_status status =
        tg_trust_name(trust, from->entity_id, CHECK_TRUST_ENTITY_ID, &out->entity_id, report);
    if (status == TOEGANG_GOOD)
        status = tg_trust_name(trust, from->audience, CHECK_TRUST_AUDIENCE, &out->audience, report);
    if (status == TOEGANG_GOOD)
        status = tg_trust_name(trust, from->recipient, CHECK_TRUST_RECIPIENT, &out->recipient, report);
    if (status != TOEGANG_GOOD) return status;
    if (tg_trust_provider(trust, tg_span_of(out->entity_id)))
        return wrong(CHECK_TRUST_DUPLICATE, "an entity id once", out->entity_id, report);
    out->skew = from->skew;
    return tg_trust_seconds(from->skew, 0, TG_TRUST_SKEW_MAX, CHECK_TRUST_SKEW, report);
}

static toegang_status pin_algorithms(toegang_trust *trust, const toegang_saml_provider *from,
                                     struct tg_provider *out, toegang_report *report)
{
    const struct tg_algorithm **pinned = tg_arena_array(&trust->arena, from->algorithm_count, sizeof(void *));
    if (!pinned) return tg_no_memory(report);
    for (size_t i = 0; i < from->algorithm_count; i++) {
        const char *name = from->algorithms[i] ? from->algorithms[i] : "";
        pinned[i] = tg_algorithm_of_name(tg_span_of(name));
        if (!pinned[i] || !pinned[i]->uri) return wrong(CHECK_TRUST_ALGORITHM, "RS256, PS256, ES256, …", name, report);
    }
    out->algorithms = from->algorithm_count > 0 ? pinned : NULL;
    out->algorithm_count = from->algorithm_count;
    return TOEGANG_GOOD;
}

/* Our logout address, our keys, and whose key signs the metadata. */
static toegang_status read_own(toegang_trust *trust, const toegang_saml_provider *from, struct tg_provider *out,
                               toegang_report *report)
{
    size_t count = 0;
    toegang_report fault = {0};
    toegang_status status = TOEGANG_GOOD;
    if (from->logout) status = tg_trust_name(trust, from->logout, CHECK_TRUST_LOGOUT, &out->own.logout, report);
    if (status == TOEGANG_GOOD) status = tg_own_read(trust, from, out, report);
    if (status != TOEGANG_GOOD || !from->metadata_signer) return status;
    status = tg_key_of_pem(trust->crypto, tg_span_of(from->metadata_signer), 0, &out->metadata_signer, &count, &fault);
    if (status < TOEGANG_GOOD) return tg_report_pass(report, &fault);
    if (status != TOEGANG_GOOD || count != 1)
        return wrong(CHECK_TRUST_METADATA_SIGNER, "one certificate or public key in PEM",
                     count > 1 ? "several" : fault.check, report);
    return TOEGANG_GOOD;
}

static bool fits_a_key(const struct tg_metadata *metadata, const struct tg_algorithm *algorithm)
{
    for (size_t i = 0; i < metadata->key_count; i++)
        if (tg_key_fits(metadata->keys[i], algorithm)) return true;
    return false;
}

/* A pin that no key fits is a slip of the pen, and would refuse everybody once the others are gone. */
static toegang_status check_pins(const struct tg_provider *provider, const struct tg_metadata *metadata,
                                 toegang_report *report)
{
    for (size_t i = 0; i < provider->algorithm_count; i++)
        if (!fits_a_key(metadata, provider->algorithms[i]))
            return wrong(CHECK_TRUST_ALGORITHM, "an algorithm that fits a key of the metadata",
                         provider->algorithms[i]->name, report);
    return TOEGANG_GOOD;
}

static void end_described(struct tg_held *held)
{
    struct tg_described *described = (struct tg_described *)held;
    for (size_t i = 0; i < described->metadata.key_count; i++) tg_key_free(described->metadata.keys[i]);
    struct tg_arena arena = described->arena;
    tg_arena_free(&arena);
}

static toegang_status read_described(const toegang_trust *trust, const struct tg_provider *provider,
                                     struct tg_span octets, struct tg_described **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_described *described = tg_arena_take(&arena, sizeof *described);
    if (!described) return tg_no_memory(report);
    *described = (struct tg_described){.held = {.end = end_described}, .arena = arena};
    const struct tg_verifiers signer = {.crypto = trust->crypto, .keys = &provider->metadata_signer, .key_count = 1};
    toegang_status status =
        tg_metadata_read(octets, provider->entity_id, trust->crypto, provider->metadata_signer ? &signer : NULL,
                         &described->arena, &described->metadata, report);
    if (status == TOEGANG_GOOD) status = check_pins(provider, &described->metadata, report);
    if (status != TOEGANG_GOOD) return end_described(&described->held), status;
    *out = described;
    return TOEGANG_GOOD;
}

static toegang_status describe(const toegang_trust *trust, struct tg_provider *provider,
                               struct tg_span octets, toegang_report *report)
{
    struct tg_described *described = NULL;
    toegang_status status = read_described(trust, provider, octets, &described, report);
    if (status != TOEGANG_GOOD) return status;
    if (tg_cell_begin(&provider->described, &described->held)) return TOEGANG_GOOD;
    end_described(&described->held);
    return tg_no_memory(report);
}

static void end_keys(struct tg_provider *provider)
{
    tg_own_end(&provider->own);
    tg_provider_end_decryption(provider);
    tg_key_free(provider->metadata_signer);
    provider->metadata_signer = NULL;
}

toegang_status tg_trust_add_provider(toegang_trust *trust, const toegang_trust_settings *settings,
                                     const toegang_saml_provider *from, toegang_report *report)
{
    struct tg_provider *out = &trust->providers[trust->provider_count];
    struct tg_span metadata = {from->metadata, from->metadata_length};
    toegang_status status = copy_names(trust, from, out, report);
    if (status == TOEGANG_GOOD)
        status = tg_claim_map_make(from->claims ? from->claims : "", settings, &trust->arena, &out->claims,
                                   report);
    if (status == TOEGANG_GOOD) status = pin_algorithms(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = tg_provider_decryption(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = read_own(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = describe(trust, out, metadata, report);
    if (status != TOEGANG_GOOD) return end_keys(out), status;
    out->asserts = from->asserts;
    trust->provider_count++;
    return TOEGANG_GOOD;
}

void tg_provider_end(struct tg_provider *provider)
{
    tg_cell_end(&provider->described);
    end_keys(provider);
}

struct tg_described *tg_provider_take(struct tg_provider *provider)
{
    return (struct tg_described *)tg_cell_take(&provider->described);
}

void tg_provider_give(struct tg_provider *provider, struct tg_described *described)
{
    if (described) tg_cell_give(&provider->described, &described->held);
}

toegang_status tg_metadata_check_valid(const struct tg_metadata *metadata, toegang_time at, toegang_report *report)
{
    char until[32];
    if (at < metadata->until) return TOEGANG_GOOD;
    toegang_time_format(metadata->until, until);
    return tg_refuse(report, CHECK_SAML_METADATA_EXPIRED, "metadata that is valid now", tg_span_of(until));
}

/* Who stands between the signer and us can send an old file again, keys that were given up among it. */
static bool is_not_older(const struct tg_held *held, const struct tg_held *old)
{
    toegang_time until = ((const struct tg_described *)held)->metadata.until;
    toegang_time before = ((const struct tg_described *)old)->metadata.until;
    return until >= before || before == TOEGANG_NEVER;
}

static toegang_status replace(struct tg_provider *provider, struct tg_described *described, toegang_report *report)
{
    char until[32];
    if (tg_cell_swap_if(&provider->described, &described->held, provider->metadata_signer ? is_not_older : NULL))
        return TOEGANG_GOOD;
    toegang_time_format(described->metadata.until, until);
    return tg_refuse(report, CHECK_METADATA_OLDER, "a validUntil not before that of the metadata trusted now",
                     tg_span_of(until));
}

toegang_status tg_provider_update(const toegang_trust *trust, struct tg_provider *provider, struct tg_span octets,
                                  toegang_time at, toegang_report *report)
{
    struct tg_described *described = NULL;
    toegang_status status = read_described(trust, provider, octets, &described, report);
    if (status == TOEGANG_GOOD) status = tg_metadata_check_valid(&described->metadata, at, report);
    if (status == TOEGANG_GOOD) status = replace(provider, described, report);
    if (status != TOEGANG_GOOD && described) end_described(&described->held);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* An issuer of tokens: what the configuration says of it, and the keys that may be replaced. */
#include "assertion/trust.h"

#include "assertion/check_jwt.h"
#include "assertion/check_saml.h"
#include "base/report.h"

#define TYP_MAX_OCTETS 128
#define LIFETIME 86400
#define LIFETIME_MAX (31 * 86400)
#define REFRESH_AFTER 60
#define REFRESH_AFTER_MIN 30
#define REFRESH_AFTER_MAX 86400

static toegang_status wrong(const char *check, const char *expected, const char *came, toegang_report *report)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, tg_span_of(came));
}

static toegang_status copy_names(toegang_trust *trust, const toegang_token_issuer *from,
                                 struct tg_issuer *out, toegang_report *report)
{
    const char *typ = from->typ ? from->typ : "";
    toegang_status status = tg_trust_name(trust, from->issuer, CHECK_TRUST_ISSUER, &out->issuer, report);
    if (status == TOEGANG_GOOD)
        status = tg_trust_name(trust, from->audience, CHECK_TRUST_AUDIENCE, &out->audience, report);
    if (status != TOEGANG_GOOD) return status;
    struct tg_span issuer = tg_span_of(out->issuer);
    if (tg_trust_provider(trust, issuer) || tg_trust_issuer(trust, issuer))
        return wrong(CHECK_TRUST_DUPLICATE, "an issuer once", out->issuer, report);
    if (from->typ && (!*typ || strnlen(typ, TYP_MAX_OCTETS + 1) > TYP_MAX_OCTETS))
        return wrong(CHECK_TRUST_TYP, "1 to 128 octets", typ, report);
    out->typ = tg_arena_text(&trust->arena, tg_span_of(typ));
    return out->typ ? TOEGANG_GOOD : tg_no_memory(report);
}

static toegang_status copy_seconds(const toegang_token_issuer *from, struct tg_issuer *out,
                                   toegang_report *report)
{
    out->skew = from->skew;
    out->max_lifetime = from->max_lifetime ? from->max_lifetime : LIFETIME;
    out->refresh_after = from->refresh_after ? from->refresh_after : REFRESH_AFTER;
    out->refreshed = TOEGANG_ALWAYS;
    toegang_status status = tg_trust_seconds(out->skew, 0, TG_TRUST_SKEW_MAX, CHECK_TRUST_SKEW, report);
    if (status == TOEGANG_GOOD)
        status = tg_trust_seconds(out->max_lifetime, 1, LIFETIME_MAX, CHECK_TRUST_LIFETIME, report);
    if (status == TOEGANG_GOOD)
        status = tg_trust_seconds(out->refresh_after, REFRESH_AFTER_MIN, REFRESH_AFTER_MAX,
                                  CHECK_TRUST_REFRESH, report);
    return status;
}

/* A secret verifies HMAC and nothing else, and a public key never does: what a token says of it cannot
 * matter. */
static toegang_status pin_algorithms(toegang_trust *trust, const toegang_token_issuer *from,
                                     struct tg_issuer *out, toegang_report *report)
{
    const struct tg_algorithm **pinned = tg_arena_array(&trust->arena, from->algorithm_count, sizeof(void *));
    if (!pinned) return tg_no_memory(report);
    if (from->algorithm_count == 0)
        return wrong(CHECK_TRUST_ALGORITHM, "at least one algorithm", "none", report);
    for (size_t i = 0; i < from->algorithm_count; i++) {
        const char *name = from->algorithms[i] ? from->algorithms[i] : "";
        pinned[i] = tg_algorithm_of_name(tg_span_of(name));
        if (!pinned[i] || tg_algorithm_is_secret(pinned[i]) != out->has_secret)
            return wrong(CHECK_TRUST_ALGORITHM,
                         out->has_secret ? "HS256, HS384, HS512" : "RS256, PS256, ES256, EdDSA, …", name,
                         report);
    }
    out->algorithms = pinned;
    out->algorithm_count = from->algorithm_count;
    return TOEGANG_GOOD;
}

static toegang_status read_decryption(toegang_trust *trust, const toegang_token_issuer *from,
                                      struct tg_issuer *out, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < from->decryption_key_count; i++)
        status = tg_private_jwks_add(trust->crypto, tg_span_of(from->decryption_keys[i]), &trust->arena,
                                     &out->decryption, report);
    out->require_encryption = from->require_encryption != 0;
    if (status == TOEGANG_GOOD && out->require_encryption && out->decryption.count == 0)
        return wrong(CHECK_TRUST_DECRYPTION, "a decryption key, as encryption is required", "none", report);
    return status;
}

/* ---- the keys ---- */

static bool fits(const struct tg_jwk *key, const struct tg_algorithm *algorithm)
{
    return (!key->algorithm || key->algorithm == algorithm) && tg_key_fits_jose(key->key, algorithm);
}

static bool any_fits(const struct tg_jwks *keys, const struct tg_algorithm *algorithm)
{
    for (size_t i = 0; i < keys->count; i++)
        if (fits(&keys->keys[i], algorithm)) return true;
    return false;
}

/*
 * Of a set that its issuer changes by himself, some algorithm must be usable now: keys of another kind may
 * come or go. A secret is ours, and has to be long enough for each.
 */
static toegang_status check_pins(const struct tg_issuer *issuer, const struct tg_jwks *keys,
                                 toegang_report *report)
{
    size_t fitting = 0;
    for (size_t i = 0; i < issuer->algorithm_count; i++) fitting += any_fits(keys, issuer->algorithms[i]);
    if (fitting == issuer->algorithm_count || (fitting > 0 && !issuer->has_secret)) return TOEGANG_GOOD;
    return wrong(CHECK_TRUST_ALGORITHM, "an algorithm that fits a key of the issuer",
                 issuer->algorithms[0]->name, report);
}

static void end_keyring(struct tg_held *held)
{
    struct tg_keyring *keyring = (struct tg_keyring *)held;
    tg_jwks_free(&keyring->keys);
    struct tg_arena arena = keyring->arena;
    tg_arena_free(&arena);
}

static struct tg_keyring *new_keyring(void)
{
    struct tg_arena arena = {0};
    struct tg_keyring *keyring = tg_arena_take(&arena, sizeof *keyring);
    if (keyring) *keyring = (struct tg_keyring){.held = {.end = end_keyring}, .arena = arena};
    return keyring;
}

static toegang_status read_keys(const toegang_trust *trust, const struct tg_issuer *issuer,
                                struct tg_span octets, struct tg_keyring *keyring, toegang_report *report)
{
    toegang_status status =
        issuer->has_secret ? tg_jwks_of_secret(trust->crypto, octets, &keyring->keys, report)
                           : tg_jwks_read(trust->crypto, octets, &keyring->arena, &keyring->keys, report);
    return status == TOEGANG_GOOD ? check_pins(issuer, &keyring->keys, report) : status;
}

static toegang_status begin_keyring(const toegang_trust *trust, const toegang_token_issuer *from,
                                    struct tg_issuer *out, toegang_report *report)
{
    struct tg_span octets = out->has_secret ? (struct tg_span){from->secret, from->secret_length}
                                            : (struct tg_span){from->keys, from->keys_length};
    struct tg_keyring *keyring = new_keyring();
    if (!keyring) return tg_no_memory(report);
    toegang_status status = octets.at ? read_keys(trust, out, octets, keyring, report)
                                      : TOEGANG_GOOD; /* none yet: nothing verifies */
    if (status == TOEGANG_GOOD && tg_cell_begin(&out->keyring, &keyring->held)) return TOEGANG_GOOD;
    end_keyring(&keyring->held);
    return status == TOEGANG_GOOD ? tg_no_memory(report) : status;
}

static toegang_status fill(toegang_trust *trust, const toegang_trust_settings *settings,
                           const toegang_token_issuer *from, struct tg_issuer *out, toegang_report *report)
{
    out->has_secret = from->secret != NULL;
    if (from->secret && from->keys) return wrong(CHECK_TRUST_KEYS, "keys or a secret", "both", report);
    toegang_status status = copy_names(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = copy_seconds(from, out, report);
    if (status == TOEGANG_GOOD)
        status = tg_claim_map_make(from->claims ? from->claims : "", settings, &trust->arena, &out->claims,
                                   report);
    if (status == TOEGANG_GOOD) status = pin_algorithms(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = read_decryption(trust, from, out, report);
    if (status == TOEGANG_GOOD) status = begin_keyring(trust, from, out, report);
    return status;
}

toegang_status tg_trust_add_issuer(toegang_trust *trust, const toegang_trust_settings *settings,
                                   const toegang_token_issuer *from, toegang_report *report)
{
    struct tg_issuer *out = &trust->issuers[trust->issuer_count];
    toegang_status status = fill(trust, settings, from, out, report);
    if (status != TOEGANG_GOOD) return tg_private_jwks_free(&out->decryption), status;
    out->asserts = from->asserts;
    trust->issuer_count++;
    return TOEGANG_GOOD;
}

void tg_issuer_end(struct tg_issuer *issuer)
{
    tg_cell_end(&issuer->keyring);
    tg_private_jwks_free(&issuer->decryption);
}

struct tg_keyring *tg_issuer_take(struct tg_issuer *issuer)
{
    return (struct tg_keyring *)tg_cell_take(&issuer->keyring);
}

void tg_issuer_give(struct tg_issuer *issuer, struct tg_keyring *keyring)
{
    if (keyring) tg_cell_give(&issuer->keyring, &keyring->held);
}

toegang_status tg_issuer_update(const toegang_trust *trust, struct tg_issuer *issuer, struct tg_span octets,
                                toegang_report *report)
{
    struct tg_keyring *keyring = new_keyring();
    if (!keyring) return tg_no_memory(report);
    toegang_status status = read_keys(trust, issuer, octets, keyring, report);
    if (status == TOEGANG_GOOD)
        tg_cell_swap(&issuer->keyring, &keyring->held);
    else
        end_keyring(&keyring->held);
    return status;
}

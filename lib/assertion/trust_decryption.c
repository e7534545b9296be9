/* SPDX-License-Identifier: Apache-2.0 */
/* Our private keys for what a provider encrypts: decoded once, wiped when trust ends. */
#include "assertion/check_encryption.h"
#include "assertion/check_jwt.h"
#include "assertion/trust.h"
#include "base/report.h"

/* XML encryption reaches us by RSA-OAEP alone. */
static bool is_rsa(const struct tg_private *key)
{
    return tg_key_fits(tg_private_public(key), tg_algorithm_of_name(TG_SPAN("RS256")));
}

static toegang_status unusable(size_t ordinal, const char *why, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_CONFIGURATION, CHECK_TRUST_DECRYPTION_KEY, "a private RSA key in PEM",
                      "decryption key %zu: %s", ordinal, why);
}

/* What the fault said may hold a piece of the key: only the name of its check is told. */
static toegang_status add_key(const toegang_trust *trust, const char *pem, struct tg_provider *out,
                              toegang_report *report)
{
    struct tg_private *key = NULL;
    toegang_report fault = {0};
    size_t ordinal = out->decryption_key_count + 1;
    toegang_status status = tg_private_of_pem(trust->crypto, tg_span_of(pem), &key, &fault);
    if (status < TOEGANG_GOOD) return tg_report_pass(report, &fault);
    if (status != TOEGANG_GOOD) return unusable(ordinal, fault.check, report);
    out->decryption_keys[out->decryption_key_count++] = key;
    return is_rsa(key) ? TOEGANG_GOOD : unusable(ordinal, "not RSA", report);
}

toegang_status tg_provider_decryption(toegang_trust *trust, const toegang_saml_provider *from,
                                      struct tg_provider *out, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    if (from->decryption_key_count > TG_DECRYPTION_KEYS_MAX)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_DECRYPTION_KEY, "at most 8 keys",
                         TG_SPAN("more"));
    if (from->require_encryption && from->decryption_key_count == 0)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_DECRYPTION,
                         "a decryption key, as encryption is required", TG_SPAN("none"));
    out->decryption_keys = tg_arena_array(&trust->arena, TG_DECRYPTION_KEYS_MAX, sizeof(struct tg_private *));
    if (!out->decryption_keys) return tg_no_memory(report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < from->decryption_key_count; i++)
        status = add_key(trust, from->decryption_keys[i], out, report);
    out->require_encryption = from->require_encryption != 0;
    out->allow_cbc = from->allow_cbc == 1;
    return status;
}

void tg_provider_end_decryption(struct tg_provider *provider)
{
    for (size_t i = 0; i < provider->decryption_key_count; i++) tg_private_free(provider->decryption_keys[i]);
    provider->decryption_key_count = 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that roll over while others verify. */
#include "assertion/trust.h"

#include "base/report.h"
#include "base/time.h"

/* A pin that no new key fits refuses the new keys, as it would refuse the configuration. */
static toegang_status as_refusal(toegang_status status, toegang_report *report)
{
    if (status != TOEGANG_CONFIGURATION) return status;
    if (report && report->status == status) report->status = TOEGANG_REFUSED;
    return TOEGANG_REFUSED;
}

toegang_status toegang_trust_update(toegang_trust *trust, const char *issuer, const void *octets,
                                    size_t length, toegang_time at, toegang_report *report)
{
    if (!trust || !issuer || (!octets && length > 0)) return tg_misuse(report, "trust, issuer and octets");
    struct tg_span all = {octets, length};
    struct tg_provider *provider = tg_trust_provider(trust, tg_span_of(issuer));
    struct tg_issuer *of_tokens = tg_trust_issuer(trust, tg_span_of(issuer));
    if (provider) return as_refusal(tg_provider_update(trust, provider, all, at, report), report);
    if (of_tokens && !of_tokens->has_secret)
        return as_refusal(tg_issuer_update(trust, of_tokens, all, report), report);
    return tg_misuse(report, "an issuer that is trusted by its keys");
}

/* Threads whose clocks differ by a little are one moment; a clock that was set back must not stop refreshes.
 */
static bool is_due(const struct tg_issuer *issuer, toegang_time at)
{
    return issuer->refreshed == TOEGANG_ALWAYS ||
           at >= tg_time_add(issuer->refreshed, issuer->refresh_after) ||
           at <= tg_time_add(issuer->refreshed, -issuer->refresh_after);
}

int toegang_trust_may_refresh(const toegang_trust *trust, const char *issuer, toegang_time at)
{
    struct tg_issuer *found = trust && issuer ? tg_trust_issuer(trust, tg_span_of(issuer)) : NULL;
    if (!found || found->has_secret) return 0;
    pthread_mutex_lock(&found->keyring.lock);
    bool due = is_due(found, at);
    if (due) found->refreshed = at;
    pthread_mutex_unlock(&found->keyring.lock);
    return due;
}

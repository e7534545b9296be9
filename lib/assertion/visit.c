/* SPDX-License-Identifier: Apache-2.0 */
/* A visit begins, is kept in the browser, and comes back. */
#include "assertion/visit.h"

#include "assertion/check_visit.h"
#include "assertion/sealed.h"
#include "assertion/trust.h"
#include "base/hex.h"
#include "base/report.h"
#include "base/time.h"
#include "crypto/private.h"

static toegang_time earlier(toegang_time one, toegang_time other)
{
    return one < other ? one : other;
}

toegang_status toegang_visit_begin(const toegang_identity *identity, toegang_time at, int64_t idle_seconds,
                                   int64_t limit_seconds, toegang_visit *out, toegang_report *report)
{
    uint8_t id[TG_VISIT_ID];
    if (!identity || !out || out->size < sizeof *out || idle_seconds <= 0 || limit_seconds <= 0)
        return tg_misuse(report, "an identity, seconds above 0, and out with its size");
    if (at >= identity->until)
        return tg_refuse(report, CHECK_SEAL_ENDED, "a sign-in that has not ended",
                         TG_SPAN("one that has ended"));
    toegang_status status = tg_random(id, sizeof id, report);
    if (status != TOEGANG_GOOD) return status;
    toegang_time limit = earlier(tg_time_add(at, limit_seconds), identity->session_until);
    *out = (toegang_visit){.size = out->size,
                           .identity = identity,
                           .organisation = identity->organisation,
                           .chosen = identity->organisation.scheme != TOEGANG_SCHEME_NONE,
                           .since = at,
                           .until = earlier(tg_time_add(at, idle_seconds), limit),
                           .limit = limit};
    tg_hex_write(id, sizeof id, out->id);
    return TOEGANG_GOOD;
}

toegang_status toegang_visit_seal(const toegang_seal_keys *keys, const char *purpose,
                                  const toegang_visit *visit, char *out, size_t size, toegang_report *report)
{
    uint8_t octets[TOEGANG_SEAL_OCTETS_MAX];
    size_t length = 0;
    if (!visit || visit->size < sizeof *visit || !visit->identity)
        return tg_misuse(report, "a visit that was begun");
    toegang_status status = tg_visit_write(visit, octets, sizeof octets, &length, report);
    if (status == TOEGANG_GOOD)
        status = toegang_seal(keys, purpose, octets, length, earlier(visit->until, visit->limit), out, size,
                              report);
    explicit_bzero(octets, sizeof octets);
    return status;
}

/* What an issuer may assert is not the browser's to keep: the configuration may have become stricter. */
static toegang_status trust_anew(const toegang_trust *trust, toegang_identity *identity,
                                 toegang_report *report)
{
    struct tg_span name = tg_span_of(identity->issuer);
    const struct tg_provider *provider =
        trust && identity->origin == TOEGANG_ORIGIN_SAML ? tg_trust_provider(trust, name) : NULL;
    const struct tg_issuer *issuer =
        trust && identity->origin == TOEGANG_ORIGIN_JWT ? tg_trust_issuer(trust, name) : NULL;
    if (!provider && !issuer && identity->origin != TOEGANG_ORIGIN_HOST)
        return tg_refuse(report, CHECK_VISIT_ISSUER, "an issuer that is trusted", name);
    identity->asserts = provider ? provider->asserts : issuer ? issuer->asserts : 0;
    return TOEGANG_GOOD;
}

/* *out changes only when everything is good. */
static toegang_status open_octets(const struct tg_unsealed *unsealed, const toegang_trust *trust,
                                  toegang_identity *identity, toegang_visit *out, toegang_report *report)
{
    toegang_visit visit = {.size = out->size, .until = unsealed->until, .identity = identity};
    struct tg_span octets = {(const char *)unsealed->octets, unsealed->length};
    toegang_status status = tg_visit_read(octets, &visit, identity, report);
    if (status == TOEGANG_GOOD) status = trust_anew(trust, identity, report);
    if (status != TOEGANG_GOOD) return status;
    identity->until = visit.until;
    identity->session_until = visit.limit;
    *out = visit;
    return TOEGANG_GOOD;
}

toegang_status toegang_visit_open(const toegang_seal_keys *keys, const char *purpose,
                                  const toegang_trust *trust, const char *text, size_t length,
                                  toegang_time at, toegang_visit *out, toegang_identity **identity,
                                  toegang_report *report)
{
    struct tg_unsealed unsealed;
    toegang_identity *read = NULL;
    if (!out || out->size < sizeof *out || !identity)
        return tg_misuse(report, "out with its size, and identity");
    toegang_status status =
        tg_unseal_text(keys, purpose, (struct tg_span){text, length}, at, &unsealed, report);
    if (status == TOEGANG_GOOD && !(read = tg_identity_new())) status = tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = open_octets(&unsealed, trust, read, out, report);
    explicit_bzero(&unsealed, sizeof unsealed);
    if (status != TOEGANG_GOOD) return toegang_identity_free(read), status;
    *identity = read;
    return TOEGANG_GOOD;
}

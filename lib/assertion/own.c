/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/own.h"

#include <string.h>

#include "assertion/check_message.h"
#include "assertion/trust.h"
#include "base/report.h"
#include "parse/base64.h"

#define CERTIFICATE_OCTETS_MAX ((size_t)64 * 1024)
#define BEGIN "-----BEGIN "
#define BEGIN_CERTIFICATE "-----BEGIN CERTIFICATE-----"
#define END_CERTIFICATE "-----END CERTIFICATE-----"

/* What the file is refused for, by the check of the setting that names it. */
static toegang_status wrong_setting(toegang_status status, const char *check, const toegang_report *fault,
                                    toegang_report *report)
{
    const char *by = status < TOEGANG_GOOD ? fault->check : check;
    status = status < TOEGANG_GOOD ? status : TOEGANG_CONFIGURATION;
    return tg_report(report, status, by, fault->expected, tg_span_of(fault->came));
}

/* The first row that fits: RS256, or the ECDSA of the curve. */
static const struct tg_algorithm *algorithm_for(const struct tg_key *key)
{
    for (size_t i = 0; i < tg_algorithms(); i++) {
        const struct tg_algorithm *algorithm = tg_algorithm_at(i);
        if (algorithm->uri && tg_key_fits_jose(key, algorithm)) return algorithm;
    }
    return NULL;
}

static toegang_status read_key(const char *pem, const struct tg_crypto *crypto, struct tg_own *own,
                               toegang_report *report)
{
    toegang_report fault = {0};
    if (!pem) return TOEGANG_GOOD;
    toegang_status status = tg_private_of_pem(crypto, tg_span_of(pem), &own->key, &fault);
    if (status != TOEGANG_GOOD) return wrong_setting(status, CHECK_TRUST_SIGNING_KEY, &fault, report);
    own->algorithm = algorithm_for(tg_private_public(own->key));
    if (own->algorithm) return TOEGANG_GOOD;
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_SIGNING_KEY, "RSA, P-256, P-384 or P-521",
                     TG_SPAN("another key"));
}

/* The certificates of one provider's settings while they are read. */
struct reading {
    toegang_trust *trust;
    struct tg_provider *provider;
    bool has_signing; /* one of them is of the key that signs */
};

static bool is_signing(const struct tg_own *own, const struct tg_key *key)
{
    return own->key && tg_key_same(key, tg_private_public(own->key));
}

static bool is_decrypting(const struct tg_provider *provider, const struct tg_key *key)
{
    for (size_t i = 0; i < provider->decryption_key_count; i++)
        if (tg_key_same(key, tg_private_public(provider->decryption_keys[i]))) return true;
    return false;
}

/*
 * DER written again, so that what is published is one line whatever the file looks like; in the order of the file, but
 * for the key that signs. A certificate of none of our keys announces the next one that signs.
 */
static toegang_status keep(struct reading *reading, struct tg_span der, const struct tg_key *key,
                           toegang_report *report)
{
    struct tg_own *own = &reading->provider->own;
    struct tg_own_certificate *place = &own->certificates[own->certificate_count];
    char *text = tg_arena_take(&reading->trust->arena, (der.length + 2) / 3 * 4 + 1);
    if (!text) return tg_no_memory(report);
    tg_base64_write(der, text);
    bool signing = is_signing(own, key), decrypting = is_decrypting(reading->provider, key);
    for (; signing && place > own->certificates; place--) *place = place[-1];
    *place = (struct tg_own_certificate){text, signing || !decrypting, decrypting};
    reading->has_signing = reading->has_signing || signing;
    own->certificate_count++;
    return TOEGANG_GOOD;
}

static toegang_status add_certificate(struct reading *reading, struct tg_span body, toegang_report *report)
{
    struct tg_span der;
    struct tg_key *key = NULL;
    toegang_report fault = {0};
    toegang_status status = tg_base64_read(body, CERTIFICATE_OCTETS_MAX, &reading->trust->arena, &der, &fault);
    if (status == TOEGANG_GOOD) status = tg_key_of_certificate(reading->trust->crypto, der, &key, &fault);
    if (status != TOEGANG_GOOD) return wrong_setting(status, CHECK_TRUST_CERTIFICATES, &fault, report);
    status = keep(reading, der, key, report);
    tg_key_free(key);
    return status;
}

/* The next block, which must be a certificate: a private key in this file is in the wrong one. NULL: none is next. */
static const char *next_certificate(const char *pem, struct tg_span *body)
{
    const char *begin = strstr(pem, BEGIN);
    if (!begin || strncmp(begin, BEGIN_CERTIFICATE, strlen(BEGIN_CERTIFICATE)) != 0) return NULL;
    begin += strlen(BEGIN_CERTIFICATE);
    const char *end = strstr(begin, END_CERTIFICATE);
    if (!end) return NULL;
    *body = (struct tg_span){begin, (size_t)(end - begin)};
    return end + strlen(END_CERTIFICATE);
}

static toegang_status read_certificates(const char *pem, struct reading *reading, toegang_report *report)
{
    static const char expected[] = "1 to 8 certificates in PEM and nothing else, one of the signing key";
    const struct tg_own *own = &reading->provider->own;
    struct tg_span body;
    toegang_status status = TOEGANG_GOOD;
    for (const char *next; status == TOEGANG_GOOD && own->certificate_count < TG_OWN_CERTIFICATES_MAX; pem = next) {
        next = next_certificate(pem, &body);
        if (!next) break;
        status = add_certificate(reading, body, report);
    }
    if (status != TOEGANG_GOOD) return status;
    if (own->certificate_count == 0 || strstr(pem, BEGIN))
        return tg_reportf(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CERTIFICATES, expected, "other blocks after %zu",
                          own->certificate_count);
    if (own->key && !reading->has_signing)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CERTIFICATES, expected,
                         TG_SPAN("none of the signing key"));
    return TOEGANG_GOOD;
}

toegang_status tg_own_read(toegang_trust *trust, const toegang_saml_provider *from, struct tg_provider *out,
                           toegang_report *report)
{
    struct reading reading = {trust, out, false};
    toegang_status status = read_key(from->signing_key, trust->crypto, &out->own, report);
    if (status != TOEGANG_GOOD || !from->certificates) return status;
    return read_certificates(from->certificates, &reading, report);
}

void tg_own_end(struct tg_own *own)
{
    tg_private_free(own->key);
    own->key = NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/own.h"

#include <string.h>

#include "assertion/check_message.h"
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

/* DER written again, so that what is published is one line whatever the file looks like. */
static toegang_status keep(struct tg_own *own, struct tg_span der, bool first, struct tg_arena *arena,
                           toegang_report *report)
{
    char *text = tg_arena_take(arena, (der.length + 2) / 3 * 4 + 1);
    if (!text) return tg_no_memory(report);
    tg_base64_write(der, text);
    own->certificates[own->certificate_count] = text;
    if (first) {
        own->certificates[own->certificate_count] = own->certificates[0];
        own->certificates[0] = text;
    }
    own->certificate_count++;
    return TOEGANG_GOOD;
}

static toegang_status add_certificate(struct tg_own *own, struct tg_span body, const struct tg_crypto *crypto,
                                      bool *signs, struct tg_arena *arena, toegang_report *report)
{
    struct tg_span der;
    struct tg_key *key = NULL;
    toegang_report fault = {0};
    toegang_status status = tg_base64_read(body, CERTIFICATE_OCTETS_MAX, arena, &der, &fault);
    if (status == TOEGANG_GOOD) status = tg_key_of_certificate(crypto, der, &key, &fault);
    if (status != TOEGANG_GOOD) return wrong_setting(status, CHECK_TRUST_CERTIFICATES, &fault, report);
    bool of_signing = own->key && tg_key_same(key, tg_private_public(own->key));
    tg_key_free(key);
    *signs = *signs || of_signing;
    return keep(own, der, of_signing, arena, report);
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

static toegang_status read_certificates(const char *pem, const struct tg_crypto *crypto, struct tg_arena *arena,
                                        struct tg_own *own, toegang_report *report)
{
    static const char expected[] = "1 to 8 certificates in PEM and nothing else, one of the signing key";
    struct tg_span body;
    bool signs = !own->key;
    toegang_status status = TOEGANG_GOOD;
    for (const char *next; status == TOEGANG_GOOD && own->certificate_count < TG_OWN_CERTIFICATES_MAX; pem = next) {
        next = next_certificate(pem, &body);
        if (!next) break;
        status = add_certificate(own, body, crypto, &signs, arena, report);
    }
    if (status != TOEGANG_GOOD) return status;
    if (own->certificate_count == 0 || strstr(pem, BEGIN))
        return tg_reportf(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CERTIFICATES, expected, "other blocks after %zu",
                          own->certificate_count);
    if (!signs)
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_TRUST_CERTIFICATES, expected,
                         TG_SPAN("none of the signing key"));
    return TOEGANG_GOOD;
}

toegang_status tg_own_read(const toegang_saml_provider *from, const struct tg_crypto *crypto, struct tg_arena *arena,
                           struct tg_own *out, toegang_report *report)
{
    toegang_status status = read_key(from->signing_key, crypto, out, report);
    if (status != TOEGANG_GOOD || !from->certificates) return status;
    return read_certificates(from->certificates, crypto, arena, out, report);
}

void tg_own_end(struct tg_own *own)
{
    tg_private_free(own->key);
    own->key = NULL;
}

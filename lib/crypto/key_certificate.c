/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/x509.h>
#include <time.h>

#include "base/time.h"
#include "openssl.h"

#define CERTIFICATE_OCTETS_MAX ((size_t)64 * 1024)

static toegang_status refuse_certificate(const char *came, toegang_report *report)
{
    return tg_refuse(report, CHECK_KEY_CERTIFICATE, "one X.509 certificate in DER", tg_span_of(came));
}

static toegang_status read_certificate(struct tg_span der, X509 **out, toegang_report *report)
{
    if (der.length == 0 || der.length > CERTIFICATE_OCTETS_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_CERTIFICATE, "1 to 65536 octets", "%zu",
                          der.length);
    const unsigned char *at = (const unsigned char *)der.at;
    X509 *certificate = d2i_X509(NULL, &at, (long)der.length);
    if (!certificate && tg_openssl_lacked_memory()) return tg_no_memory(report);
    if (!certificate) return refuse_certificate("something else", report);
    if (at != (const unsigned char *)der.at + der.length)
        return X509_free(certificate), refuse_certificate("octets after it", report);
    *out = certificate;
    return TOEGANG_GOOD;
}

static bool read_time(const ASN1_TIME *time, toegang_time *out)
{
    struct tm tm;
    if (!time || ASN1_TIME_to_tm(time, &tm) != 1) return false;
    struct tg_day day = {tm.tm_year + 1900, (unsigned)tm.tm_mon + 1, (unsigned)tm.tm_mday};
    *out = tg_day_number(day) * 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    return true;
}

static toegang_status take_key(X509 *certificate, struct tg_key *key, toegang_report *report)
{
    if (!read_time(X509_get0_notBefore(certificate), &key->from) ||
        !read_time(X509_get0_notAfter(certificate), &key->until))
        return refuse_certificate("a period that cannot be read", report);
    key->key = X509_get_pubkey(certificate);
    if (key->key) return TOEGANG_GOOD;
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_KEY_KIND, "RSA, EC", TG_SPAN("unknown or malformed"));
}

static toegang_status fill(const struct tg_crypto *crypto, struct tg_span der, struct tg_key *key,
                           toegang_report *report)
{
    X509 *certificate = NULL;
    toegang_status status = read_certificate(der, &certificate, report);
    if (status == TOEGANG_GOOD) status = take_key(certificate, key, report);
    X509_free(certificate);
    if (status == TOEGANG_GOOD) status = tg_key_judge(key, false, report);
    if (status == TOEGANG_GOOD) status = tg_key_prepare(crypto, key, report);
    if (status == TOEGANG_GOOD) status = tg_key_fingerprint_of(crypto, der, key, report);
    return status;
}

toegang_status tg_key_of_certificate(const struct tg_crypto *crypto, struct tg_span der, struct tg_key **out,
                                     toegang_report *report)
{
    struct tg_key *key = tg_key_new();
    if (!key) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = fill(crypto, der, key, report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_key_free(key), status;
    *out = key;
    return TOEGANG_GOOD;
}

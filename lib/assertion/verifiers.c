/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/verifiers.h"

#include "assertion/check_signature.h"
#include "base/report.h"

toegang_status tg_verifiers_allow(const struct tg_verifiers *verifiers, const struct tg_algorithm *algorithm,
                                  toegang_report *report)
{
    bool allowed = !verifiers->algorithms;
    for (size_t i = 0; i < verifiers->algorithm_count && !allowed; i++)
        allowed = verifiers->algorithms[i] == algorithm;
    if (allowed) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_XMLDSIG_PINNED, "an algorithm of this provider", tg_span_of(algorithm->name));
}

static toegang_status no_key(const struct tg_verifiers *verifiers, const struct tg_algorithm *algorithm,
                             size_t tried, const toegang_report *last, toegang_report *report)
{
    if (tried == 0)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_XMLDSIG_KEY, algorithm->name,
                          "%zu keys, none of which fits", verifiers->key_count);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_XMLDSIG_VALUE, "made with a key of the provider",
                      "keys tried: %zu; the last: %s", tried, last->check);
}

toegang_status tg_verifiers_find(const struct tg_verifiers *verifiers, const struct tg_algorithm *algorithm,
                                 struct tg_span octets, struct tg_span signature, const struct tg_key **out,
                                 toegang_report *report)
{
    toegang_report last = {0};
    size_t tried = 0;
    for (size_t i = 0; i < verifiers->key_count; i++) {
        const struct tg_key *key = verifiers->keys[i];
        if (!tg_key_fits(key, algorithm)) continue;
        tried++;
        last = (toegang_report){0};
        toegang_status status =
            tg_signature_verify(verifiers->crypto, key, algorithm, octets, signature, &last);
        if (status < TOEGANG_GOOD)
            return tg_report(report, status, last.check, last.expected, tg_span_of(last.came));
        if (status == TOEGANG_GOOD) return *out = key, TOEGANG_GOOD;
    }
    return no_key(verifiers, algorithm, tried, &last, report);
}

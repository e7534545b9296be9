/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/core_names.h>

#include "key_numbers.h"
#include "private.h"

#define RSA_NUMBERS 8

static toegang_status judge(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_private **out,
                            toegang_report *report)
{
    return pkey ? tg_private_of_pkey(crypto, pkey, out, report) : tg_key_refused(report);
}

toegang_status tg_private_of_rsa(const struct tg_crypto *crypto, const struct tg_rsa_numbers *numbers,
                                 struct tg_private **out, toegang_report *report)
{
    const struct tg_number all[RSA_NUMBERS] = {
        {OSSL_PKEY_PARAM_RSA_N, numbers->n},          {OSSL_PKEY_PARAM_RSA_E, numbers->e},
        {OSSL_PKEY_PARAM_RSA_D, numbers->d},          {OSSL_PKEY_PARAM_RSA_FACTOR1, numbers->p},
        {OSSL_PKEY_PARAM_RSA_FACTOR2, numbers->q},    {OSSL_PKEY_PARAM_RSA_EXPONENT1, numbers->dp},
        {OSSL_PKEY_PARAM_RSA_EXPONENT2, numbers->dq}, {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers->qi},
    };
    toegang_status status = tg_numbers_check(all, RSA_NUMBERS, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = judge(crypto, tg_pkey_of_rsa(all, RSA_NUMBERS, EVP_PKEY_KEYPAIR), out, report);
    ERR_pop_to_mark();
    return status;
}

toegang_status tg_private_of_point(const struct tg_crypto *crypto, enum tg_curve curve, struct tg_span x,
                                   struct tg_span y, struct tg_span d, struct tg_private **out,
                                   toegang_report *report)
{
    if (curve == TG_ED25519) return tg_refuse(report, CHECK_KEY_KIND, "RSA, EC", TG_SPAN("ED25519"));
    toegang_status status = tg_point_check(curve, x, y, report);
    if (status != TOEGANG_GOOD) return status;
    if (d.length != tg_curve_octets(curve))
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_NUMBERS, "a number as long as the curve",
                          "%zu octets", d.length);
    ERR_set_mark();
    status = judge(crypto, tg_pkey_of_point(curve, x, y, d), out, report);
    ERR_pop_to_mark();
    return status;
}

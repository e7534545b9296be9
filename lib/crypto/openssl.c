/* SPDX-License-Identifier: Apache-2.0 */
#include "openssl.h"

bool tg_openssl_lacked_memory(void)
{
    return ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE;
}

toegang_status tg_openssl_failed(const char *wanted, toegang_report *report)
{
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_report(report, TOEGANG_INTERNAL, CHECK_CRYPTO_LIBRARY, wanted, TG_SPAN("libcrypto failed"));
}

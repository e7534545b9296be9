/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of forms. They end with the visit, whose id no page shows. */
#include "assertion/check_visit.h"
#include "assertion/sealed.h"
#include "base/report.h"
#include "parse/base64.h"

_Static_assert((TG_MAC_OCTETS * 4 + 2) / 3 < TOEGANG_VISIT_TOKEN_MAX, "a token fits its room");

static toegang_status make(const toegang_seal_keys *keys, size_t n, const toegang_visit *visit,
                           const char *form, char out[TOEGANG_VISIT_TOKEN_MAX], toegang_report *report)
{
    /* The id has always the same length, so that no other pair makes the same octets. */
    const struct tg_span pieces[] = {{visit->id, sizeof visit->id - 1}, tg_span_of(form)};
    uint8_t made[TG_MAC_OCTETS];
    toegang_status status = tg_mac(keys->crypto, keys->keys[n].token, pieces, 2, made, report);
    if (status == TOEGANG_GOOD) tg_base64url_write((struct tg_span){(const char *)made, sizeof made}, out);
    return status;
}

static bool is_sane(const toegang_seal_keys *keys, const toegang_visit *visit, const char *form)
{
    return keys && visit && visit->size >= sizeof *visit && visit->id[0] && form;
}

toegang_status toegang_visit_token(const toegang_seal_keys *keys, const toegang_visit *visit,
                                   const char *form, char out[TOEGANG_VISIT_TOKEN_MAX],
                                   toegang_report *report)
{
    if (!is_sane(keys, visit, form) || !out)
        return tg_misuse(report, "keys, a visit that was begun, a form and out");
    return make(keys, 0, visit, form, out, report);
}

toegang_status toegang_visit_token_check(const toegang_seal_keys *keys, const toegang_visit *visit,
                                         const char *form, const char *token, size_t length,
                                         toegang_report *report)
{
    char made[TOEGANG_VISIT_TOKEN_MAX];
    if (!is_sane(keys, visit, form) || (!token && length > 0))
        return tg_misuse(report, "keys, a visit that was begun, a form and a token");
    for (size_t i = 0; i < keys->count && length == sizeof made - 1; i++) {
        toegang_status status = make(keys, i, visit, form, made, report);
        if (status != TOEGANG_GOOD) return status;
        if (tg_octets_equal(token, made, length)) return TOEGANG_GOOD;
    }
    return tg_refuse(report, CHECK_VISIT_TOKEN, "the token of this form in this visit", TG_SPAN("another"));
}

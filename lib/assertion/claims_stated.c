/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Claims that state whom the person represents. Whether the access management states one organisation or
 * several, and in what form, is not published: each value counts, and so does each part between commas.
 */
#include "assertion/claims.h"

#include "assertion/check_saml.h"
#include "base/report.h"
#include "base/text.h"

#define VALUE_SHOWN \
    128 /* octets of a value that are kept: for people, since the organisation is what counts */

static toegang_status add(toegang_stated_kind kind, const char *claim, struct tg_span code,
                          toegang_identity *identity, toegang_report *report)
{
    char safe[VALUE_SHOWN];
    toegang_organisation organisation = {0};
    if (code.length == 0) return TOEGANG_GOOD;
    if (identity->stated_count == TG_CLAIMS_STATED_MAX)
        return tg_refuse(report, CHECK_CLAIMS_STATED, "at most 256 organisations", TG_SPAN("more"));
    /* A person who gave a mandate, or an enterprise number with a fault, is no organisation; sign-in goes on.
     */
    if (tg_claims_organisation(code, &organisation, NULL) != TOEGANG_GOOD)
        organisation = (toegang_organisation){0};
    tg_text_safe(safe, sizeof safe, code);
    char *value = tg_arena_text(&identity->arena, tg_span_of(safe));
    if (!value) return tg_no_memory(report);
    identity->stated[identity->stated_count++] = (toegang_stated){kind, claim, value, organisation};
    return TOEGANG_GOOD;
}

toegang_status tg_claims_add_stated(toegang_stated_kind kind, const char *claim, struct tg_span value,
                                    toegang_identity *identity, toegang_report *report)
{
    while (value.length > 0) {
        size_t comma = tg_span_find(value, ',');
        toegang_status status = add(kind, claim, tg_span_trim(tg_span_until(value, comma)), identity, report);
        if (status != TOEGANG_GOOD) return status;
        value = tg_span_from(value, comma + 1);
    }
    return TOEGANG_GOOD;
}

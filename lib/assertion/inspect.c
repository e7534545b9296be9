/* SPDX-License-Identifier: Apache-2.0 */
/* The same way as toegang_verify_saml, told step by step. */
#include "assertion/inspect.h"

#include "assertion/saml.h"
#include "base/report.h"

toegang_status tg_inspect_end(toegang_inspect_sink *sink, void *context, toegang_status status,
                              const toegang_report *why, toegang_report *report)
{
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    if (why->check[0]) sink(context, why->check, 0, why->came);
    (void)tg_report_pass(report, why);
    return status;
}

toegang_status toegang_inspect_saml(const toegang_trust *trust, const void *octets, size_t length,
                                    const char *in_response_to, toegang_time at, toegang_inspect_sink *sink,
                                    void *context, toegang_identity **out, toegang_report *report)
{
    toegang_report why = {0};
    struct tg_saml saml = {.trust = trust,
                           .in_response_to = in_response_to,
                           .at = at,
                           .report = &why,
                           .sink = sink,
                           .sink_context = context};
    if (!trust || !sink || !out || (!octets && length > 0))
        return tg_misuse(report, "trust, octets, sink and out");
    if (in_response_to && !*in_response_to)
        return tg_misuse(report, "in_response_to: an id, or NULL when unknown");
    toegang_status status = tg_saml_validate(&saml, (struct tg_span){octets, length}, out);
    return tg_inspect_end(sink, context, status, &why, report);
}

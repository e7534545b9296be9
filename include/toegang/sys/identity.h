/* SPDX-License-Identifier: Apache-2.0 */
/* For hosts that authenticated the person themselves. A weaker promise than the other headers: may change. */
#ifndef TOEGANG_SYS_IDENTITY_H
#define TOEGANG_SYS_IDENTITY_H

#include <toegang/identity.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the host states. Set to {0}, then size = sizeof. */
typedef struct toegang_statement {
    size_t size;
    toegang_rrn holder;
    toegang_assurance assurance;
    const char *capacity;      /* NULL: not stated */
    const char *authenticated_by; /* who says so, for the evidence; NULL: "host" */
    toegang_time until;        /* 0: no end */
} toegang_statement;

/*
 * An identity on the host's word. Every decision that uses it says "attested by host". On GOOD *out is yours.
 * MISUSE for a holder that is not a number; NO_MEMORY.
 */
TOEGANG_CHECKED toegang_status toegang_identity_attest(const toegang_statement *statement,
                                                       toegang_identity **out, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif

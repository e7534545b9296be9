/* SPDX-License-Identifier: Apache-2.0 */
/* The word of a host that authenticated the person itself. */
#include "assertion/identity.h"

#include "base/report.h"

static bool is_number(const toegang_rrn *rrn)
{
    toegang_rrn read;
    unsigned options = TOEGANG_RRN_DIGITS_ONLY | TOEGANG_RRN_ALLOW_TEST;
    return rrn->kind != TOEGANG_RRN_NONE &&
           toegang_rrn_parse(rrn->digits, sizeof rrn->digits, options, &read, NULL) == TOEGANG_GOOD &&
           read.kind == rrn->kind;
}

static bool fill(const toegang_statement *statement, toegang_identity *identity)
{
    const char *by = statement->authenticated_by ? statement->authenticated_by : "host";
    identity->origin = TOEGANG_ORIGIN_HOST;
    identity->holder = statement->holder;
    identity->assurance = statement->assurance;
    identity->authentication = tg_arena_text(&identity->arena, tg_span_of(by));
    identity->capacity = tg_arena_text(&identity->arena, tg_span_of(statement->capacity));
    identity->until = identity->session_until = statement->until != 0 ? statement->until : TOEGANG_NEVER;
    return identity->authentication && identity->capacity;
}

toegang_status toegang_identity_attest(const toegang_statement *statement, toegang_identity **out,
                                       toegang_report *report)
{
    if (!statement || !out || statement->size < sizeof *statement)
        return tg_misuse(report, "a statement with its size, and out");
    if (!is_number(&statement->holder)) return tg_misuse(report, "a holder that is a national number");
    if ((unsigned)statement->assurance > TOEGANG_ASSURANCE_HIGH)
        return tg_misuse(report, "an assurance from none to high");
    toegang_identity *identity = tg_identity_new();
    if (!identity) return tg_no_memory(report);
    if (!fill(statement, identity)) {
        toegang_identity_free(identity);
        return tg_no_memory(report);
    }
    *out = identity;
    return TOEGANG_GOOD;
}

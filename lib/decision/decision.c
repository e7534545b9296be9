/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/decision.h"

toegang_outcome toegang_decision_outcome(const toegang_decision *decision)
{
    return decision->outcome;
}

const char *toegang_outcome_name(toegang_outcome outcome)
{
    switch (outcome) {
    case TOEGANG_OUTCOME_PERMIT:
        return "permit";
    case TOEGANG_OUTCOME_INDETERMINATE:
        return "indeterminate";
    case TOEGANG_OUTCOME_DENY:
        break;
    }
    return "deny";
}

const char *toegang_decision_check(const toegang_decision *decision)
{
    return decision->check;
}

toegang_time toegang_decision_valid_through(const toegang_decision *decision)
{
    return decision->valid_through;
}

size_t toegang_decision_evidence_count(const toegang_decision *decision)
{
    return decision->piece_count;
}

const toegang_evidence *toegang_decision_evidence(const toegang_decision *decision, size_t index)
{
    return index < decision->piece_count ? &decision->pieces[index] : NULL;
}

void toegang_decision_free(toegang_decision *decision)
{
    if (!decision) return;
    struct tg_arena arena = decision->arena;
    tg_arena_free(&arena);
}

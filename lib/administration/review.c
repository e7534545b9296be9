/* SPDX-License-Identifier: Apache-2.0 */
/* Rights that somebody should look at: void ones first, then those whose grantor left, then those that end. */
#include "administration/check.h"
#include "administration/list.h"
#include "base/time.h"
#include "decision/authority.h"
#include "decision/check.h"
#include "directory/fact.h"

static enum tg_truth has_it_now(struct tg_case *authority, const toegang_rrn *grantor)
{
    if (authority->policy->grantor_loss == TG_LOSS_KEEP) return tg_authority(authority, grantor, authority->at, NULL);
    return tg_authority_rooted(authority, grantor, authority->at, NULL);
}

const char *tg_review_right(struct tg_case *authority, const toegang_fact *right, int64_t soon)
{
    if (right->granted_by.kind != TOEGANG_RRN_NONE) {
        enum tg_truth then = tg_authority(authority, &right->granted_by, tg_fact_granted_at(right), NULL);
        enum tg_truth now = then == TG_FALSE ? TG_FALSE : has_it_now(authority, &right->granted_by);
        if (then == TG_FALSE) return CHECK_RIGHT_GRANTOR;
        if (then == TG_UNKNOWN || now == TG_UNKNOWN) return NULL;
        if (now == TG_FALSE) return CHECK_GRANTOR_LEFT;
    }
    bool ends = right->until != TOEGANG_NEVER && right->until <= tg_time_add(authority->at, soon);
    return ends ? CHECK_RIGHT_ENDS_SOON : "";
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/act.h"

#include "administration/check.h"
#include "base/report.h"

static const struct {
    const char *name;
    toegang_fact_kind fact;
    bool gives;
} kinds[TG_ACTS] = {
    [TG_APPOINT] = {"appoint", TOEGANG_FACT_APPOINTMENT, true},
    [TG_DISMISS] = {"dismiss", TOEGANG_FACT_APPOINTMENT, false},
    [TG_GRANT] = {"grant", TOEGANG_FACT_RIGHT, true},
    [TG_REVOKE] = {"revoke", TOEGANG_FACT_RIGHT, false},
    [TG_SUSPEND] = {"suspend", TOEGANG_FACT_SUSPENSION, true},
    [TG_RESUME] = {"resume", TOEGANG_FACT_SUSPENSION, false},
};

const char *tg_act_name(enum tg_act_kind kind)
{
    return kinds[kind].name;
}

toegang_fact_kind tg_act_fact_kind(enum tg_act_kind kind)
{
    return kinds[kind].fact;
}

bool tg_act_gives(enum tg_act_kind kind)
{
    return kinds[kind].gives;
}

toegang_register tg_act_register(const struct tg_policy *policy)
{
    return policy ? policy->reg : TOEGANG_BTB;
}

static toegang_status misuse(toegang_report *report, const char *check, const char *expected, const char *came)
{
    return tg_report(report, TOEGANG_MISUSE, check, expected, tg_span_of(came));
}

static bool is_empty(const char *text)
{
    return !text || !*text;
}

static bool is_instant(toegang_time time)
{
    return time != TOEGANG_ALWAYS && time != TOEGANG_NEVER;
}

static toegang_status check_parties(const toegang_act *asked, toegang_report *report)
{
    if (!asked->as || !is_instant(asked->at)) return tg_misuse(report, "who acts, and now");
    if (asked->to.kind == TOEGANG_RRN_NONE) return tg_misuse(report, "whom it is about");
    if (asked->organisation.scheme == TOEGANG_SCHEME_NONE)
        return misuse(report, CHECK_ACT_ORGANISATION, "an organisation", "none");
    return TOEGANG_GOOD;
}

/* A right has a name; a block and an appointment have none. */
static toegang_status check_what(enum tg_act_kind kind, const toegang_act *asked, const struct tg_office *office,
                                 toegang_report *report)
{
    bool right = kinds[kind].fact == TOEGANG_FACT_RIGHT, block = kinds[kind].fact == TOEGANG_FACT_SUSPENSION;
    if (!office->eloket != !(right || block)) return tg_misuse(report, "an e-counter for rights and blocks only");
    if (is_empty(asked->right) == right) return tg_misuse(report, "a right exactly where one is granted or revoked");
    if (!right && !is_empty(asked->context)) return tg_misuse(report, "a context of rights only");
    if (kind == TG_GRANT && office->eloket->context_required && is_empty(asked->context))
        return misuse(report, CHECK_ACT_CONTEXT, "a context", "none");
    if (kind == TG_SUSPEND && !office->eloket->blocks)
        return misuse(report, CHECK_ACT_BLOCKS, "blocks: yes", office->eloket->eloket);
    return TOEGANG_GOOD;
}

static toegang_status in_the_past(toegang_report *report, toegang_time came)
{
    char written[32];
    toegang_time_format(came, written);
    return misuse(report, CHECK_ACT_BEGIN, "now or later", written);
}

/* 0 is "not given", as everywhere in what a caller fills in. */
static toegang_status open_given(struct tg_act *act, toegang_report *report)
{
    const toegang_act *asked = act->asked;
    act->begin = asked->from == 0 ? asked->at : asked->from;
    act->end = asked->until == 0 ? TOEGANG_NEVER : asked->until;
    if (act->begin < asked->at || !is_instant(act->begin)) return in_the_past(report, act->begin);
    if (act->end > act->begin) return TOEGANG_GOOD;
    char written[32];
    toegang_time_format(act->end, written);
    return misuse(report, CHECK_ACT_END, "an end after its begin", written);
}

/* What ends has one moment, whichever of the two names it. */
static toegang_status open_ended(struct tg_act *act, toegang_report *report)
{
    const toegang_act *asked = act->asked;
    toegang_time first = asked->from != 0 ? asked->from : asked->until;
    if (asked->from != 0 && asked->until != 0 && asked->from != asked->until)
        return misuse(report, CHECK_ACT_END, "from or until, not both", "both");
    act->begin = first == 0 ? asked->at : first;
    act->end = TOEGANG_NEVER;
    return act->begin < asked->at || !is_instant(act->begin) ? in_the_past(report, act->begin) : TOEGANG_GOOD;
}

toegang_status tg_act_open(struct tg_act *out, enum tg_act_kind kind, const toegang_act *asked,
                           const struct tg_office *office, toegang_report *report)
{
    struct tg_act act = {.kind = kind, .asked = asked, .reg = tg_act_register(office->eloket)};
    toegang_status status = check_parties(asked, report);
    if (status == TOEGANG_GOOD) status = check_what(kind, asked, office, report);
    if (status == TOEGANG_GOOD) status = kinds[kind].gives ? open_given(&act, report) : open_ended(&act, report);
    if (status != TOEGANG_GOOD) return status;
    tg_office_policy(&act.policy, office, act.reg);
    *out = act;
    return TOEGANG_GOOD;
}

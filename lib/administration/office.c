/* SPDX-License-Identifier: Apache-2.0 */
/* Who may change: the policy by which floor 6 judges it, and what has to be known for that. */
#include "administration/act.h"

/* What represents is the e-counter's own business; for appointments it is that of BTB, where it has an e-counter. */
static void take_authority(struct tg_policy *out, const struct tg_policy *from)
{
    out->functions = from->functions;
    out->function_count = from->function_count;
    out->company_chain = from->company_chain;
    out->grantor_loss = from->grantor_loss;
    out->grace = from->grace;
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) out->staleness[reg] = from->staleness[reg];
    out->source = from->source;
}

static void take_demands(struct tg_policy *out, const struct tg_policy *from)
{
    out->assurance = from->assurance;
    out->capacities = from->capacities;
    out->capacity_count = from->capacity_count;
    out->blocks = from->blocks;
    out->source = from->source;
}

void tg_office_policy(struct tg_policy *out, const struct tg_office *office, toegang_register reg)
{
    const struct tg_policy *authority = office->eloket ? office->eloket : office->own;
    tg_policy_default(out, toegang_register_name(reg));
    if (authority) take_authority(out, authority);
    if (office->own) take_demands(out, office->own);
    out->legal_representative = TG_AUTOMATIC;
    out->htb = TG_AUTOMATIC;
    out->mandate = out->others = out->self = TG_NEVER;
    out->asserted = TG_ASSERTED_NEVER;
    out->reg = reg;
    out->test_numbers = office->test_numbers;
}

toegang_question tg_act_question(const struct tg_act *act)
{
    return (toegang_question){.size = sizeof(toegang_question),
                              .identity = act->asked->as,
                              .organisation = act->asked->organisation,
                              .eloket = act->policy.eloket,
                              .at = act->asked->at,
                              .patience_ms = act->asked->patience_ms};
}

/* Appointments of the whole organisation are facts of the question itself. */
bool tg_act_wants(const struct tg_act *act, toegang_directory_question *out)
{
    toegang_fact_kind kind = tg_act_fact_kind(act->kind);
    if (kind == TOEGANG_FACT_APPOINTMENT) return false;
    *out = (toegang_directory_question){.size = sizeof *out,
                                        .reg = act->reg,
                                        .kind = kind,
                                        .holder = act->asked->to,
                                        .at = act->asked->at};
    if (kind == TOEGANG_FACT_RIGHT) {
        out->organisation = act->asked->organisation;
        out->eloket = act->asked->eloket;
    }
    return true;
}

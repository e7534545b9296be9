/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/case.h"

#include <string.h>

#include "decision/asserted.h"
#include "decision/chain.h"
#include "decision/check.h"

void tg_case_bound(struct tg_case *c, toegang_time boundary)
{
    if (boundary > c->at && boundary < c->valid_through) c->valid_through = boundary;
}

/* The grace of a grantor's loss ends that much after any of his facts did. */
void tg_case_look(struct tg_case *c, size_t fact)
{
    const toegang_fact *looked = c->facts[fact];
    if (c->marks[fact].looked) return;
    c->marks[fact].looked = true;
    tg_case_bound(c, looked->from);
    tg_case_bound(c, looked->until);
    if (c->policy->grantor_loss == TG_LOSS_GRACE && looked->until != TOEGANG_NEVER)
        tg_case_bound(c, tg_time_add(looked->until, c->policy->grace));
}

void tg_case_miss(struct tg_case *c, size_t fact, const char *check)
{
    c->marks[fact].check = check;
}

bool tg_case_walk(struct tg_case *c)
{
    c->work += c->count + 1;
    if (c->work > TG_WORK_MAX) c->cut = true;
    return c->work <= TG_WORK_MAX;
}

void tg_prove(tg_proof *proof, size_t fact)
{
    if (proof) proof[fact] = 1;
}

enum tg_truth tg_case_unproven(const struct tg_case *c, toegang_register reg)
{
    return c->unknown[reg] || c->cut ? TG_UNKNOWN : TG_FALSE;
}

/* The world holds rights and suspensions of one register only: the one that the policy names. */
toegang_register tg_fact_register(const struct tg_policy *policy, const toegang_fact *fact)
{
    switch (fact->kind) {
    case TOEGANG_FACT_FUNCTION:
        return TOEGANG_KBO;
    case TOEGANG_FACT_APPOINTMENT:
        return TOEGANG_BTB;
    case TOEGANG_FACT_RIGHT:
    case TOEGANG_FACT_SUSPENSION:
        break;
    }
    return policy->reg;
}

/* A fact is fresh for that many seconds after the register was last known to say so; one stale fact makes the
 * register's word unknown, for nobody knows what else it says by now. */
static void judge_freshness(struct tg_case *c)
{
    for (size_t i = 0; i < c->count; i++) {
        toegang_register reg = tg_fact_register(c->policy, c->facts[i]);
        if (c->policy->staleness[reg] <= 0 || c->facts[i]->as_of == TOEGANG_ALWAYS) continue;
        toegang_time stale_from = tg_time_add(c->facts[i]->as_of, c->policy->staleness[reg]);
        if (stale_from <= c->at && !c->unknown[reg]) c->unknown[reg] = CHECK_DIRECTORY_STALE;
        tg_case_bound(c, stale_from);
    }
}

/* A source that knows that it is too old says so, also where it has no fact that could. */
static const char *why_unknown(const struct tg_answer *answer)
{
    bool is_stale = strcmp(answer->report.check, CHECK_DIRECTORY_STALE) == 0;
    return is_stale ? CHECK_DIRECTORY_STALE : CHECK_DIRECTORY_UNAVAILABLE;
}

static void judge_registers(struct tg_case *c)
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        const struct tg_answer *answer = &c->world->answers[reg];
        if (answer->asked && answer->status != TOEGANG_GOOD) c->unknown[reg] = why_unknown(answer);
    }
    judge_freshness(c);
}

bool tg_case_open(struct tg_case *out, const struct tg_policy *policy, const toegang_question *question,
                  const struct tg_world *world, struct tg_arena *arena)
{
    struct tg_companies companies;
    size_t count = world->count;
    const toegang_fact **facts = tg_facts_sorted(world->facts, &count, arena);
    struct tg_mark *marks = tg_arena_array(arena, count + 1, sizeof *marks);
    if (!facts || !marks) return false;
    *out = (struct tg_case){.policy = policy,
                            .question = question,
                            .world = world,
                            .facts = facts,
                            .count = count,
                            .marks = marks,
                            .arena = arena,
                            .at = question->at,
                            .holder = toegang_identity_holder(question->identity),
                            .for_oneself = question->organisation.scheme == TOEGANG_SCHEME_NONE,
                            .right = question->right ? question->right : policy->right,
                            .valid_through = TOEGANG_NEVER};
    judge_registers(out);
    tg_asserted_read(out);
    out->cut = !tg_companies_of(&companies, policy, &question->organisation, facts, count);
    return true;
}

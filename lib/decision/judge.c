/* SPDX-License-Identifier: Apache-2.0 */
/* verdict = all gates and one path, in strong Kleene logic. */
#include <string.h>

#include "decision/asserted.h"
#include "decision/check.h"
#include "decision/legal.h"
#include "decision/role.h"
#include "decision/verdict.h"

enum tg_truth tg_verdict_truth(const struct tg_verdict *verdict)
{
    return tg_and(verdict->gates, verdict->paths);
}

static enum tg_truth stated(const struct tg_verdict *verdict, toegang_stated_kind kind)
{
    return verdict->leans & TG_STATED_BIT(kind) ? TG_TRUE : TG_FALSE;
}

enum tg_truth tg_verdict_legal(const struct tg_verdict *verdict)
{
    return tg_or(verdict->legal, stated(verdict, TOEGANG_STATED_LEGAL_REPRESENTATIVE));
}

enum tg_truth tg_verdict_right(const struct tg_verdict *verdict)
{
    return tg_or(verdict->right, stated(verdict, TOEGANG_STATED_RIGHT));
}

enum tg_way tg_policy_way(const struct tg_policy *policy, enum tg_ground path)
{
    switch (path) {
    case TG_GROUND_SELF:
        return policy->self;
    case TG_GROUND_LEGAL:
        return policy->legal_representative;
    case TG_GROUND_HTB:
        return policy->htb;
    case TG_GROUND_MANDATE:
        return policy->mandate;
    case TG_GROUND_OTHERS:
        return policy->others;
    case TG_GROUND_NONE:
        break;
    }
    return TG_NEVER;
}

/* Anybody is one of the others, a representative too: what is open to them is open to him. */
static enum tg_truth role_of(const struct tg_verdict *verdict, enum tg_ground path)
{
    if (path == TG_GROUND_LEGAL) return tg_verdict_legal(verdict);
    if (path == TG_GROUND_MANDATE) return stated(verdict, TOEGANG_STATED_MANDATE);
    return path == TG_GROUND_HTB ? verdict->htb : TG_TRUE;
}

enum tg_truth tg_path_truth(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_ground path)
{
    if (c->for_oneself != (path == TG_GROUND_SELF)) return TG_FALSE;
    enum tg_truth role = role_of(verdict, path);
    switch (tg_policy_way(c->policy, path)) {
    case TG_AUTOMATIC:
        return role;
    case TG_WITH_RIGHT:
        return tg_and(role, tg_verdict_right(verdict));
    case TG_NEVER:
        break;
    }
    return TG_FALSE;
}

/* The literals, each with its proof. */
struct proofs {
    tg_proof *legal, *htb, *right;
    unsigned htb_warnings, right_warnings;
};

static bool proofs_new(struct tg_case *c, struct proofs *out)
{
    *out = (struct proofs){tg_arena_take(c->arena, c->count + 1), tg_arena_take(c->arena, c->count + 1),
                           tg_arena_take(c->arena, c->count + 1), 0, 0};
    return out->legal && out->htb && out->right;
}

static void judge_literals(struct tg_case *c, struct tg_verdict *out, struct proofs *proofs)
{
    if (!c->for_oneself) out->legal = tg_represents(c, &c->holder, c->at, proofs->legal);
    if (!c->for_oneself) out->htb = tg_is_htb(c, proofs->htb, &proofs->htb_warnings);
    if (tg_policy_asks_right(c->policy, c->for_oneself))
        out->right = tg_has_right(c, proofs->right, &proofs->right_warnings);
}

static void join(const struct tg_case *c, tg_proof *into, const tg_proof *proof)
{
    for (size_t i = 0; i < c->count; i++) into[i] |= proof[i];
}

/* The kinds of statement that could carry the ground. */
static unsigned asked_of(const struct tg_verdict *verdict)
{
    unsigned right = verdict->with_right ? TG_STATED_BIT(TOEGANG_STATED_RIGHT) : 0;
    if (verdict->ground == TG_GROUND_LEGAL) return right | TG_STATED_BIT(TOEGANG_STATED_LEGAL_REPRESENTATIVE);
    return verdict->ground == TG_GROUND_MANDATE ? right | TG_STATED_BIT(TOEGANG_STATED_MANDATE) : right;
}

static void take_ground(struct tg_case *c, struct tg_verdict *out, const struct proofs *proofs)
{
    out->with_right = tg_policy_way(c->policy, out->ground) == TG_WITH_RIGHT;
    out->rests = out->leans & asked_of(out) & ~tg_asserted_proven(out);
    if (out->ground == TG_GROUND_LEGAL && out->legal == TG_TRUE) join(c, out->proof, proofs->legal);
    if (out->ground == TG_GROUND_HTB) join(c, out->proof, proofs->htb), out->warnings |= proofs->htb_warnings;
    if (out->with_right && out->right == TG_TRUE)
        join(c, out->proof, proofs->right), out->warnings |= proofs->right_warnings;
}

/* Whether the facts of the proof alone still prove the same path. */
static bool suffices(struct tg_case *c, const struct tg_verdict *found, struct tg_case *spare)
{
    const toegang_fact **facts = tg_arena_array(c->arena, c->count + 1, sizeof *facts);
    struct tg_verdict again = {.leans = found->rests};
    struct proofs proofs = {0};
    if (!facts) return false;
    spare->count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (found->proof[i]) facts[spare->count++] = c->facts[i];
    spare->facts = facts;
    judge_literals(spare, &again, &proofs);
    return tg_path_truth(spare, &again, found->ground) == TG_TRUE;
}

/* One fact can carry two steps that were proven by two: what is not needed goes, so that the evidence is
 * exactly what the permit rests on. */
static bool shrink(struct tg_case *c, struct tg_verdict *out)
{
    struct tg_case spare = *c;
    spare.marks = tg_arena_array(c->arena, c->count + 1, sizeof *spare.marks);
    if (!spare.marks) return false;
    for (size_t i = 0; i < c->count; i++) {
        if (!out->proof[i]) continue;
        out->proof[i] = 0;
        if (!suffices(c, out, &spare)) out->proof[i] = 1;
    }
    return true;
}

static void prove_denial(struct tg_case *c, struct tg_verdict *out, const struct proofs *proofs)
{
    out->rests = out->leans & ~tg_asserted_proven(out);
    if (out->legal == TG_TRUE) join(c, out->proof, proofs->legal);
    if (out->htb == TG_TRUE) join(c, out->proof, proofs->htb);
    if (out->right == TG_TRUE) join(c, out->proof, proofs->right);
    size_t suspension = c->unknown[c->policy->reg] ? c->count : tg_suspension(c);
    if (suspension < c->count) out->proof[suspension] = 1;
}

static unsigned silent(const struct tg_case *c, toegang_register reg)
{
    return c->unknown[reg] ? 1U << reg : 0;
}

/* The registers whose word would settle the literal. */
static unsigned blame_of(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_ground path)
{
    unsigned grantors = silent(c, TOEGANG_KBO) | silent(c, TOEGANG_BTB), blame = 0;
    if (path == TG_GROUND_LEGAL && tg_verdict_legal(verdict) == TG_UNKNOWN) blame |= silent(c, TOEGANG_KBO);
    if (path == TG_GROUND_HTB && verdict->htb == TG_UNKNOWN)
        blame |= silent(c, TOEGANG_BTB) ? silent(c, TOEGANG_BTB) : grantors;
    if (tg_policy_way(c->policy, path) == TG_WITH_RIGHT && tg_verdict_right(verdict) == TG_UNKNOWN)
        blame |= silent(c, c->policy->reg) ? silent(c, c->policy->reg) : grantors;
    return blame;
}

static enum tg_truth any_path(const struct tg_case *c, struct tg_verdict *out)
{
    enum tg_truth paths = TG_FALSE;
    for (enum tg_ground path = TG_GROUND_SELF; path <= TG_GROUND_OTHERS; path++) {
        enum tg_truth truth = tg_path_truth(c, out, path);
        if (truth == TG_TRUE && paths != TG_TRUE) out->ground = path;
        paths = tg_or(paths, truth);
    }
    return paths;
}

/* The word of the registers goes before: an assertion is leaned on only where they do not open. */
static void judge_paths(struct tg_case *c, struct tg_verdict *out)
{
    out->paths = any_path(c, out);
    if (out->paths != TG_TRUE) {
        out->leans = tg_asserted_counts(c);
        out->paths = any_path(c, out);
    }
    for (enum tg_ground path = TG_GROUND_SELF; path <= TG_GROUND_OTHERS && out->paths == TG_UNKNOWN; path++)
        if (tg_path_truth(c, out, path) == TG_UNKNOWN) out->blame |= blame_of(c, out, path);
}

static void judge_silence(const struct tg_case *c, struct tg_verdict *out)
{
    out->check = CHECK_DECISION_LIMIT;
    for (unsigned reg = TOEGANG_REGISTERS; reg-- > 0;)
        if (out->blame & 1U << reg) out->check = c->unknown[reg];
}

bool tg_judge(struct tg_case *c, struct tg_verdict *out)
{
    struct proofs proofs;
    *out = (struct tg_verdict){.check = "", .miss = c->count, .proof = tg_arena_take(c->arena, c->count + 1)};
    if (!out->proof || !proofs_new(c, &proofs)) return false;
    tg_judge_gates(c, out);
    judge_literals(c, out, &proofs);
    judge_paths(c, out);
    enum tg_truth truth = tg_verdict_truth(out);
    if (truth != TG_TRUE) prove_denial(c, out, &proofs);
    if (truth == TG_UNKNOWN) judge_silence(c, out);
    if (truth == TG_FALSE) tg_judge_denial(c, out);
    if (truth != TG_TRUE) return true;
    take_ground(c, out, &proofs);
    return shrink(c, out);
}

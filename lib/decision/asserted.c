/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An assertion can state what a register holds: a right, legal representation, a mandate. It counts only
 * where the settings of trust let its issuer say so, where the policy lets it count, and for exactly the
 * organisation that is asked. It holds as long as the sign-in, whose end bounds every verdict.
 */
#include "decision/asserted.h"

#include <string.h>

#include "decision/check.h"
#include "decision/role.h"

static unsigned may_assert(toegang_stated_kind kind)
{
    switch (kind) {
    case TOEGANG_STATED_LEGAL_REPRESENTATIVE:
        return TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE;
    case TOEGANG_STATED_MANDATE:
        return TOEGANG_ASSERTS_MANDATE;
    case TOEGANG_STATED_RIGHT:
        return TOEGANG_ASSERTS_RIGHTS;
    }
    return 0;
}

/* A way of the policy asks it. */
static bool is_asked(const struct tg_case *c, toegang_stated_kind kind)
{
    if (kind == TOEGANG_STATED_RIGHT) return tg_policy_asks_right(c->policy, c->for_oneself);
    return tg_policy_way(c->policy, kind == TOEGANG_STATED_MANDATE ? TG_GROUND_MANDATE : TG_GROUND_LEGAL) !=
           TG_NEVER;
}

/* The register that would know: none of ours holds mandates. */
static const struct tg_answer *answer_of(const struct tg_case *c, toegang_stated_kind kind)
{
    if (kind == TOEGANG_STATED_MANDATE) return NULL;
    return &c->world->answers[kind == TOEGANG_STATED_RIGHT ? c->policy->reg : TOEGANG_KBO];
}

const char *tg_asserted_bar(const struct tg_case *c, toegang_stated_kind kind)
{
    const struct tg_answer *answer = answer_of(c, kind);
    bool known_elsewhere = answer && !answer->absent;
    if (!(toegang_identity_asserts(c->question->identity) & may_assert(kind))) return CHECK_ASSERTED_ISSUER;
    if (c->policy->asserted == TG_ASSERTED_NEVER || !is_asked(c, kind)) return CHECK_ASSERTED_NEVER;
    if (c->policy->asserted == TG_ASSERTED_EITHER || !known_elsewhere) return NULL;
    return CHECK_ASSERTED_REGISTER;
}

/* The nearer to counting, the higher. */
static unsigned rank_of(const char *fault)
{
    static const char *const ranks[] = {CHECK_ASSERTED_ORGANISATION, CHECK_ASSERTED_RIGHT,
                                        CHECK_ASSERTED_CONTEXT};
    unsigned rank = 0;
    while (fault && rank < sizeof ranks / sizeof *ranks && strcmp(ranks[rank], fault) != 0) rank++;
    return fault ? rank : sizeof ranks / sizeof *ranks;
}

/* What cannot count whatever it fits is kept only where it fits: nobody asked for the rest. */
static void consider(struct tg_case *c, const toegang_stated *stated, const char *fault)
{
    struct tg_stated *nearest = &c->stated[stated->kind - 1];
    const char *bar = tg_asserted_bar(c, stated->kind);
    if (bar && (fault || nearest->there)) return;
    if (nearest->there && rank_of(nearest->check) >= rank_of(fault)) return;
    *nearest = (struct tg_stated){true, *stated, bar ? bar : fault};
}

static bool is_for_asked(const struct tg_case *c, const toegang_organisation *organisation)
{
    return toegang_organisation_equal(organisation, &c->question->organisation);
}

/* A role names a right and no e-counter: it is one of this e-counter only when its policy lists it. */
static void read_role(struct tg_case *c, const toegang_role *role)
{
    toegang_stated stated = {TOEGANG_STATED_RIGHT, role->claim, role->value, role->organisation};
    bool right = !c->right || strcmp(c->right, role->right) == 0;
    bool organisation = is_for_asked(c, &role->organisation);
    if (!role->registered || !tg_policy_knows_right(c->policy, role->right)) return;
    if (!right && !organisation) return;
    consider(c, &stated,
             !organisation                        ? CHECK_ASSERTED_ORGANISATION
             : !right                             ? CHECK_ASSERTED_RIGHT
             : !tg_context_fits(c, role->context) ? CHECK_ASSERTED_CONTEXT
                                                  : NULL);
}

/* Who acts for himself represents nobody, and a role without an organisation counts for none. */
void tg_asserted_read(struct tg_case *c)
{
    const toegang_identity *identity = c->question->identity;
    if (c->for_oneself) return;
    for (size_t i = 0; i < toegang_identity_stated_count(identity); i++) {
        const toegang_stated *stated = toegang_identity_stated(identity, i);
        consider(c, stated, is_for_asked(c, &stated->organisation) ? NULL : CHECK_ASSERTED_ORGANISATION);
    }
    for (size_t i = 0; is_asked(c, TOEGANG_STATED_RIGHT) && i < toegang_identity_roles(identity); i++)
        read_role(c, toegang_identity_role(identity, i));
}

unsigned tg_asserted_counts(const struct tg_case *c)
{
    unsigned bits = 0;
    for (size_t i = 0; i < TG_STATED_KINDS; i++)
        if (c->stated[i].there && !c->stated[i].check) bits |= TG_STATED_BIT(c->stated[i].stated.kind);
    return bits;
}

unsigned tg_asserted_proven(const struct tg_verdict *verdict)
{
    return (verdict->legal == TG_TRUE ? TG_STATED_BIT(TOEGANG_STATED_LEGAL_REPRESENTATIVE) : 0) |
           (verdict->right == TG_TRUE ? TG_STATED_BIT(TOEGANG_STATED_RIGHT) : 0);
}

/* It fits the question, and its issuer may say so: whether the policy lets it count is another matter. */
static bool is_meant(const struct tg_stated *statement)
{
    if (!statement->there || !statement->check) return statement->there;
    return strcmp(statement->check, CHECK_ASSERTED_NEVER) == 0 ||
           strcmp(statement->check, CHECK_ASSERTED_REGISTER) == 0;
}

static bool is_denied(const struct tg_case *c, toegang_stated_kind kind, enum tg_truth held)
{
    const struct tg_answer *answer = answer_of(c, kind);
    return is_meant(&c->stated[kind - 1]) && answer && answer->asked && held == TG_FALSE;
}

bool tg_asserted_differs(const struct tg_case *c, const struct tg_verdict *verdict)
{
    return is_denied(c, TOEGANG_STATED_LEGAL_REPRESENTATIVE, verdict->legal) ||
           is_denied(c, TOEGANG_STATED_RIGHT, verdict->right);
}

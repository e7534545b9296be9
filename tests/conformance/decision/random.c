/* SPDX-License-Identifier: Apache-2.0 */
#include "random.h"

static const toegang_time moments[] = {
    TOEGANG_ALWAYS, LONG_AGO, PAST - 1, PAST, PAST + 1, NOW - 1, NOW, NOW + 1, SOON, LATER, TOEGANG_NEVER};
#define MOMENTS ((unsigned)(sizeof moments / sizeof *moments))

static void random_period(struct dice *dice, toegang_fact *fact)
{
    unsigned from = dice_below(dice, MOMENTS - 1);
    unsigned until = from + 1 + dice_below(dice, MOMENTS - 1 - from);
    if (dice_below(dice, 3) == 0) from = 1, until = MOMENTS - 1;
    fact->from = moments[from];
    fact->until = moments[until];
}

static int random_person(struct dice *dice)
{
    return dice_below(dice, 2) == 0 ? 0 : (int)dice_below(dice, 4);
}

static int random_enterprise(struct dice *dice)
{
    return dice_below(dice, 3) > 0 ? 0 : (int)dice_below(dice, 3);
}

static toegang_fact random_function(struct dice *dice)
{
    static const char *const codes[] = {"10002", "10006", "10007", "20090", "90001", "10003"};
    int organisation = random_enterprise(dice), company = (organisation + 1 + (int)dice_below(dice, 2)) % 3;
    const char *code = codes[dice_below(dice, sizeof codes / sizeof *codes)];
    switch (dice_below(dice, 4)) {
    case 0:
        return company_function(company, organisation, code, 0, 0);
    case 1:
        return permanent(random_person(dice), company, organisation, 0, 0);
    default:
        return function_of(random_person(dice), organisation, code, 0, 0);
    }
}

static toegang_fact random_right(struct dice *dice)
{
    static const char *const rights[] = {"r", "r", "r", "s"};
    int organisation = dice_below(dice, 5) == 0 ? NOBODY : random_enterprise(dice);
    int grantor = dice_below(dice, 2) == 0 ? NOBODY : (int)dice_below(dice, 4);
    toegang_fact fact = right_of(random_person(dice), organisation, (int)dice_below(dice, 4) == 0,
                                 rights[dice_below(dice, 4)], grantor, 0, 0);
    if (dice_below(dice, 3) == 0) fact.context = dice_below(dice, 2) ? "c" : "d";
    if (dice_below(dice, 2) == 0) fact.granted_at = moments[dice_below(dice, MOMENTS)];
    return fact;
}

toegang_fact random_fact(struct dice *dice)
{
    toegang_fact fact;
    switch (dice_below(dice, 4)) {
    case 0:
        fact = random_function(dice);
        break;
    case 1:
        fact = htb_of(random_person(dice), random_enterprise(dice),
                      dice_below(dice, 3) == 0 ? NOBODY : (int)dice_below(dice, 4), 0, 0);
        break;
    default:
        fact = random_right(dice);
        break;
    }
    random_period(dice, &fact);
    return fact;
}

toegang_fact random_block(struct dice *dice)
{
    int holder = dice_below(dice, 3) == 0 ? NOBODY : random_person(dice);
    int organisation = dice_below(dice, 2) == 0 ? NOBODY : random_enterprise(dice);
    toegang_fact fact =
        block_of(holder, organisation, dice_below(dice, 2) ? NOBODY : (int)dice_below(dice, 2), 0, 0);
    random_period(dice, &fact);
    return fact;
}

static enum tg_way random_way(struct dice *dice)
{
    return (enum tg_way)dice_below(dice, 3);
}

static void random_policy(struct dice *dice, struct tg_policy *policy)
{
    static const char *const capacities[] = {"LB", "EA"};
    policy->legal_representative = random_way(dice);
    policy->htb = random_way(dice);
    policy->others = dice_below(dice, 4) == 0 ? random_way(dice) : (enum tg_way)dice_below(dice, 2);
    policy->self = random_way(dice);
    policy->mandate = dice_below(dice, 2) ? TG_NEVER : random_way(dice);
    policy->asserted = (enum tg_asserted)dice_below(dice, TG_ASSERTEDS);
    policy->rights = small_rights;
    policy->right_count = dice_below(dice, 3);
    policy->right = dice_below(dice, 2) ? "r" : NULL;
    policy->reg = dice_below(dice, 4) ? TOEGANG_GEBRUIKERSBEHEER : TOEGANG_ROLLENBEHEER;
    policy->assurance = (toegang_assurance)dice_below(dice, 4);
    policy->capacities = capacities;
    policy->capacity_count = dice_below(dice, 3);
    policy->context_required = dice_below(dice, 4) == 0;
    policy->grantor_loss = (enum tg_grantor_loss)dice_below(dice, 3);
    policy->grace = (toegang_time[]){1, NOW - PAST, NOW - PAST + 1, SOON}[dice_below(dice, 4)];
    policy->company_chain = dice_below(dice, 3);
    policy->blocks = dice_below(dice, 3) == 0;
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        policy->staleness[reg] = dice_below(dice, 6) == 0 ? NOW - PAST : 0;
}

void random_statement(struct dice *dice, struct small *out)
{
    static const char *const rights[] = {"r", "r", "s", "t"};
    int organisation = dice_below(dice, 5) == 0 ? NOBODY : random_enterprise(dice);
    if (dice_below(dice, 2) == 0) {
        small_state(out, (toegang_stated_kind)(1 + dice_below(dice, 2)), organisation);
        return;
    }
    small_role(out, rights[dice_below(dice, 4)], (const char *[]){"", "", "c", "d"}[dice_below(dice, 4)],
               organisation);
    if (dice_below(dice, 4) == 0) out->roles[out->identity.role_count - 1].registered = 0;
}

/* Half of all sign-ins state nothing. */
static void random_statements(struct dice *dice, struct small *out)
{
    out->identity.asserts = dice_below(dice, 3) ? dice_below(dice, 8) : 7;
    for (unsigned left = dice_below(dice, 2) * dice_below(dice, 4); left > 0; left--)
        random_statement(dice, out);
}

static void random_question(struct dice *dice, struct small *out)
{
    out->question.organisation = enterprise(dice_below(dice, 6) == 0 ? NOBODY : 0);
    out->question.right = dice_below(dice, 4) == 0 ? "r" : NULL;
    out->question.context = dice_below(dice, 4) == 0 ? "c" : NULL;
    out->question.at = (toegang_time[]){NOW, NOW, PAST, NOW - 1, NOW + 1}[dice_below(dice, 5)];
    out->identity.assurance = dice_below(dice, 3) ? TOEGANG_ASSURANCE_HIGH : TOEGANG_ASSURANCE_LOW;
    if (dice_below(dice, 4) == 0) out->identity.capacity = "LB";
    if (dice_below(dice, 4) == 0) out->identity.until = moments[5 + dice_below(dice, 5)];
}

void random_small(struct dice *dice, struct small *out, unsigned most)
{
    static const toegang_time ages[] = {TOEGANG_ALWAYS, TOEGANG_ALWAYS, PAST, PAST + 1, NOW - 1};
    small_open(out);
    random_policy(dice, &out->policy);
    random_question(dice, out);
    for (unsigned left = dice_below(dice, most + 1); left > 0; left--) {
        toegang_fact fact = dice_below(dice, 16) == 0 ? random_block(dice) : random_fact(dice);
        fact.as_of = ages[dice_below(dice, sizeof ages / sizeof *ages)];
        small_add(out, fact);
    }
    random_statements(dice, out);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) switch (dice_below(dice, 8)) {
        case 0:
            small_silence(out, (toegang_register)reg);
            break;
        case 1:
            small_absent(out, (toegang_register)reg);
            break;
        default:
            break;
        }
}

void small_copy(struct small *to, const struct small *from)
{
    *to = *from;
    to->question.identity = &to->identity;
    to->world.facts = to->list;
    to->identity.stated = to->stated;
    to->identity.roles = to->roles;
    for (size_t i = 0; i < from->world.count; i++) to->list[i] = &to->facts[from->list[i] - from->facts];
}

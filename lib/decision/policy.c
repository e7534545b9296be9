/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/policy.h"

#include <string.h>

/* Director, manager, managing director, legal representative, sole trader; and the permanent representative
 * of a company. */
const char *const tg_policy_functions[] = {"10002", "10006", "10007", "10031", "00001", "10003"};
const size_t tg_policy_function_count = sizeof tg_policy_functions / sizeof *tg_policy_functions;

void tg_policy_default(struct tg_policy *out, const char *eloket)
{
    *out = (struct tg_policy){.eloket = eloket,
                              .source = "",
                              .legal_representative = TG_WITH_RIGHT,
                              .htb = TG_WITH_RIGHT,
                              .others = TG_WITH_RIGHT,
                              .mandate = TG_NEVER,
                              .self = TG_NEVER,
                              .asserted = TG_ASSERTED_REGISTER,
                              .reg = TOEGANG_GEBRUIKERSBEHEER,
                              .functions = tg_policy_functions,
                              .function_count = tg_policy_function_count};
}

const char *const tg_way_names[TG_WAYS] = {"never", "with-right", "automatic"};

const char *tg_way_name(enum tg_way way)
{
    return (size_t)way < TG_WAYS ? tg_way_names[way] : tg_way_names[TG_NEVER];
}

const char *const tg_asserted_names[TG_ASSERTEDS] = {"never", "register", "either"};

bool tg_policy_asks_right(const struct tg_policy *policy, bool for_oneself)
{
    if (for_oneself) return policy->self == TG_WITH_RIGHT;
    return policy->legal_representative == TG_WITH_RIGHT || policy->htb == TG_WITH_RIGHT ||
           policy->mandate == TG_WITH_RIGHT || policy->others == TG_WITH_RIGHT;
}

bool tg_policy_knows_right(const struct tg_policy *policy, const char *right)
{
    for (size_t i = 0; i < policy->right_count; i++)
        if (strcmp(policy->rights[i], right) == 0) return true;
    return false;
}

bool tg_policy_may_ask(const struct tg_policy *policy, const char *right)
{
    return !right || policy->right_count == 0 || tg_policy_knows_right(policy, right);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/act.h"

#include <stddef.h>

toegang_register tg_act_register(const struct tg_policy *policy)
{
    return policy ? policy->reg : TOEGANG_BTB;
}

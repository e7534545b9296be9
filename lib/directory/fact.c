/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/fact.h"

const char *toegang_register_name(toegang_register reg)
{
    static const char *const names[] = {"kbo", "btb", "gebruikersbeheer", "rollenbeheer"};
    return (size_t)reg < sizeof names / sizeof *names ? names[reg] : NULL;
}

bool tg_fact_live(const toegang_fact *fact, toegang_time at)
{
    return fact->from <= at && at < fact->until;
}

toegang_time tg_fact_granted_at(const toegang_fact *fact)
{
    return fact->granted_at == TOEGANG_ALWAYS ? fact->from : fact->granted_at;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* By which policy it is judged who may: the e-counter's own words, and the demands of the one named after the register. */
#include <stdio.h>
#include <string.h>

#include "administration/act.h"
#include "world.h"

#define COUNTERS "e-lokets:\n  own: {right: enter, blocks: yes%s}\n  fed: {register: rollenbeheer, right: enter}\n%s"

struct row {
    const char *name, *own, *more, *before; /* of the e-counter own; more e-counters; who acts is 0 */
    const char *appoint, *grant, *federal;  /* the check that falls; "" permit */
};

static const struct row rows[] = {
    {"nothing said", "", "", "function:0", "", "", ""},
    {"the registers are e-counters that let nobody in", "",
     "  btb: {others: with-right, legal-representative: never, htb: never}\n"
     "  gebruikersbeheer: {legal-representative: with-right, htb: with-right, right: x}\n",
     "function:0", "", "", ""},
    {"an open e-counter opens no administration", ", others: automatic", "  gebruikersbeheer: {others: automatic}\n",
     "two:function:0", "representation.absent", "representation.absent", "representation.absent"},
    {"a right is none either", "", "", "right:0:own:enter::..", "representation.absent", "representation.absent",
     "representation.absent"},
    {"a capacity", "", "  gebruikersbeheer: {capacity: EA}\n", "function:0", "", "capacity.other", ""},
    {"a capacity in BTB", "", "  btb: {capacity: [EA, LB]}\n", "htb:0", "capacity.other", "", ""},
    {"a capacity of the e-counter itself is no demand here", ", capacity: EA", "", "htb:0", "", "", ""},
    {"a digital key that is strong enough", "", "  rollenbeheer: {assurance: high}\n", "htb:0", "", "", ""},
    {"functions of the e-counter", ", functions: [\"90001\"]", "", "function:0", "", "function.code", ""},
    {"functions of BTB", "", "  btb: {functions: [\"90001\"]}\n", "function:0", "function.code", "", ""},
    {"a block on who acts, there", "", "  gebruikersbeheer: {blocks: yes}\n", "htb:0 block:0:gebruikersbeheer:..", "",
     "suspension.live", ""},
    {"a block on who acts, everywhere", "", "  gebruikersbeheer: {blocks: yes}\n", "htb:0 block:0::..", "",
     "suspension.live", ""},
    {"a block at another e-counter", "", "  gebruikersbeheer: {blocks: yes}\n", "htb:0 block:0:own:..", "", "", ""},
    {"a block where nobody looks", "", "", "htb:0 block:0:gebruikersbeheer:..", "", "", ""},
    {"an HTB whose grantor left, kept", "", "", "htb:0:../3@-9 function:3:..-5", "", "", ""},
    {"an HTB whose grantor left, lost", ", grantor-loss: suspend", "", "htb:0:-9../3@-9 function:3:..-5", "",
     "appointment.grantor", ""},
};

static const char *check_of(struct world *world, const struct wish *wish, toegang_report *report)
{
    toegang_deed *deed = NULL;
    *report = (toegang_report){0};
    (void)world_do(world, wish, &deed, report);
    toegang_deed_free(deed);
    return report->check;
}

Test(office, who_may_by_which_policy)
{
    static const struct wish appoint = {toegang_appoint, 0, 1, .at = 0};
    static const struct wish grant = {toegang_grant, 0, 1, "own", "enter", .at = 0};
    static const struct wish federal = {toegang_grant, 0, 1, "fed", "enter", .at = 0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char config[1000];
        toegang_report report;
        snprintf(config, sizeof config, COUNTERS, rows[i].own, rows[i].more);
        struct world world = world_open(config);
        world_add(&world, rows[i].before);
        cr_expect_str_eq(check_of(&world, &appoint, &report), rows[i].appoint, "%s: appoint: %s", rows[i].name, report.check);
        cr_expect_str_eq(check_of(&world, &grant, &report), rows[i].grant, "%s: grant: %s", rows[i].name, report.check);
        cr_expect_str_eq(check_of(&world, &federal, &report), rows[i].federal, "%s: federal: %s", rows[i].name, report.check);
        world_close(&world);
    }
}

Test(office, it_is_named_after_its_register)
{
    static const char *const names[TOEGANG_REGISTERS] = {"kbo", "btb", "gebruikersbeheer", "rollenbeheer"};
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        struct tg_policy policy;
        const struct tg_office office = {0};
        tg_office_policy(&policy, &office, (toegang_register)reg);
        cr_expect_str_eq(policy.eloket, names[reg]);
        cr_expect(policy.reg == (toegang_register)reg && policy.asserted == TG_ASSERTED_NEVER && !policy.right);
        cr_expect(policy.legal_representative == TG_AUTOMATIC && policy.htb == TG_AUTOMATIC);
        cr_expect(policy.mandate == TG_NEVER && policy.others == TG_NEVER && policy.self == TG_NEVER);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Each rule of administration: what is there, who wants what, what comes of it, what is there then. */
#include <string.h>

#include "world.h"

#define GOOD TOEGANG_GOOD
#define REFUSED TOEGANG_REFUSED
#define MISUSE TOEGANG_MISUSE

struct row {
    const char *name, *before;
    struct wish wish;
    toegang_status status;
    const char *says;  /* the check, or the warning of what was done; "" none */
    const char *after; /* NULL: as before */
    toegang_effect effect;
};

#define DONE TOEGANG_EFFECT_DONE
#define ALREADY TOEGANG_EFFECT_ALREADY
#define NONE TOEGANG_EFFECT_NONE
#define APPOINT(who, to) {toegang_appoint, who, to, .at = 0}
#define GRANT(who, to) {toegang_grant, who, to, "own", "enter", NULL, 0, 0, 0, NULL}

static void check_row(const struct row *row)
{
    char before[2000], after[2000];
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    world_add(&world, row->before);
    world_say(&world, before, sizeof before);
    toegang_status status = world_do(&world, &row->wish, &deed, &report);
    world_say(&world, after, sizeof after);
    cr_expect_eq(status, row->status, "%s: status %d (%s)", row->name, status, report.check);
    cr_expect_str_eq(after, row->after ? row->after : before, "%s: %s", row->name, after);
    cr_expect_eq(deed ? toegang_deed_effect(deed) : NONE, row->effect, "%s", row->name);
    const char *warning = deed ? toegang_deed_warning(deed, 0) : NULL;
    const char *says = status != GOOD ? report.check : warning ? warning : "";
    cr_expect_str_eq(says, row->says, "%s: %s", row->name, says);
    cr_expect_eq(deed != NULL, status != MISUSE, "%s", row->name);
    if (deed && status != GOOD) cr_expect_str_eq(toegang_decision_check(toegang_deed_decision(deed)), report.check);
    cr_expect_eq(world.store->fresh_missed, 0u, "%s: facts that were not fresh", row->name);
    toegang_deed_free(deed);
    world_close(&world);
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) check_row(&rows[i]);
}
#define CHECK(rows) check_rows(rows, sizeof rows / sizeof *rows)

Test(plan, who_may)
{
    static const struct row rows[] = {
        {"a legal representative appoints", "function:0", APPOINT(0, 1), GOOD, "", "htb:1:0../0@0", DONE},
        {"an HTB appoints", "htb:1:..", APPOINT(1, 2), GOOD, "", "htb:1:.. htb:2:0../1@0", DONE},
        {"nobody appoints", "function:0", APPOINT(3, 1), REFUSED, "representation.absent", NULL, NONE},
        {"a representative of another", "two:function:0 two:htb:0", APPOINT(0, 1), REFUSED, "representation.absent",
         NULL, NONE},
        {"an ended function", "function:0:..-1", APPOINT(0, 1), REFUSED, "function.ended", NULL, NONE},
        {"a function to come", "function:0:10..", APPOINT(0, 1), REFUSED, "function.not-yet", NULL, NONE},
        {"an ended HTB", "htb:1:..0", APPOINT(1, 2), REFUSED, "appointment.ended", NULL, NONE},
        {"a right is no authority", "right:2:own:enter::..", GRANT(2, 3), REFUSED, "representation.absent", NULL, NONE},
        {"a legal representative appoints himself", "function:0", APPOINT(0, 0), GOOD, "", "htb:0:0../0@0", DONE},
        {"an HTB appoints himself, and is it", "htb:1:..", APPOINT(1, 1), GOOD, "", NULL, ALREADY},
        {"an HTB prolongs himself", "htb:1:..100", APPOINT(1, 1), REFUSED, "appointment.self", NULL, NONE},
        {"an HTB within his own time", "htb:1:..100", {toegang_appoint, 1, 1, .until = 100}, GOOD, "", NULL, ALREADY},
        {"an HTB who is legal representative too", "function:1 htb:1:..100", APPOINT(1, 1), GOOD, "",
         "htb:1:..0 htb:1:0../1@0", DONE},
        {"a legal representative grants", "function:0", GRANT(0, 2), GOOD, "", "right:2:own:enter::0../0@0", DONE},
        {"an HTB grants in the federal register", "htb:1", {toegang_grant, 1, 2, "fed", "enter", .at = 0}, GOOD, "",
         "htb:1:.. right:2:fed:enter::0../1@0", DONE},
        {"to oneself", "htb:1", GRANT(1, 1), GOOD, "right.self-granted", "htb:1:.. right:1:own:enter::0../1@0", DONE},
        {"another HTB dismisses", "htb:1 htb:2", {toegang_dismiss, 1, 2, .at = 0}, GOOD, "", "htb:1:.. htb:2:..0",
         DONE},
        {"himself, the last one", "htb:1", {toegang_dismiss, 1, 1, .at = 0}, GOOD, "appointment.last", "htb:1:..0",
         DONE},
        {"the last one, another ended", "htb:1 htb:2:..-5 function:0", {toegang_dismiss, 0, 1, .at = 0}, GOOD,
         "appointment.last", "htb:1:..0 htb:2:..-5", DONE},
        {"the last one at the time that it is", "htb:1 htb:2:..50 function:0",
         {toegang_dismiss, 0, 1, .from = 100}, GOOD, "appointment.last", "htb:1:..100 htb:2:..50", DONE},
        {"who never was", "function:0", {toegang_dismiss, 0, 1, .at = 0}, GOOD, "", NULL, ALREADY},
        {"a stranger dismisses", "htb:1", {toegang_dismiss, 2, 1, .at = 0}, REFUSED, "representation.absent", NULL,
         NONE},
    };
    CHECK(rows);
}

Test(plan, what_is_given_is_given_once)
{
    static const struct row rows[] = {
        {"again", "function:0 right:2:own:enter::-50../0@-50", GRANT(0, 2), GOOD, "", NULL, ALREADY},
        {"the register's own word", "function:0 right:2:own:enter::..", GRANT(0, 2), GOOD, "", NULL, ALREADY},
        {"by a grantor of then and now", "function:0 htb:1:-99.. right:2:own:enter::-50../1@-50", GRANT(0, 2), GOOD,
         "", NULL, ALREADY},
        {"by one who left: kept by the policy", "function:0 htb:1:-99..-9 right:2:own:enter::-50../1@-50",
         GRANT(0, 2), GOOD, "", NULL, ALREADY},
        {"by one who left: lost by the policy", "function:0 htb:1:-99..-9 right:2:strict:enter::-50../1@-50",
         {toegang_grant, 0, 2, "strict", "enter", .at = 0}, GOOD, "",
         "htb:1:-99..-9 right:2:strict:enter::-50..0/1@-50 right:2:strict:enter::0../0@0", DONE},
        {"by one who never could", "function:0 right:2:own:enter::-50../3@-50", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::-50..0/3@-50 right:2:own:enter::0../0@0", DONE},
        {"renewed", "function:0 right:2:own:enter::-50..50/0@-50", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::-50..0/0@-50 right:2:own:enter::0../0@0", DONE},
        {"shorter than it is", "function:0 right:2:own:enter::-50..50/0@-50",
         {toegang_grant, 0, 2, "own", "enter", .until = 20}, GOOD, "", NULL, ALREADY},
        {"exactly as it is", "function:0 right:2:own:enter::-50..50/0@-50",
         {toegang_grant, 0, 2, "own", "enter", .until = 50}, GOOD, "", NULL, ALREADY},
        {"a second longer", "function:0 right:2:own:enter::-50..50/0@-50",
         {toegang_grant, 0, 2, "own", "enter", .until = 51}, GOOD, "",
         "right:2:own:enter::-50..0/0@-50 right:2:own:enter::0..51/0@0", DONE},
        {"from later on", "function:0 right:2:own:enter::-50..50/0@-50",
         {toegang_grant, 0, 2, "own", "enter", NULL, 30, 90, 0, NULL}, GOOD, "",
         "right:2:own:enter::-50..30/0@-50 right:2:own:enter::30..90/0@0", DONE},
        {"after it", "function:0 right:2:own:enter::-50..50/0@-50",
         {toegang_grant, 0, 2, "own", "enter", NULL, 50, 90, 0, NULL}, GOOD, "",
         "right:2:own:enter::-50..50/0@-50 right:2:own:enter::50..90/0@0", DONE},
        {"over one that is to come", "function:0 right:2:own:enter::30..50/0@-50", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0", DONE},
        {"before one that lasts longer", "function:0 right:2:own:enter::30..90/0@-50",
         {toegang_grant, 0, 2, "own", "enter", .until = 60}, GOOD, "",
         "right:2:own:enter::0..60/0@0 right:2:own:enter::30..90/0@-50", DONE},
        {"before a void one that lasts longer", "function:0 right:2:own:enter::30..90/3@-50",
         {toegang_grant, 0, 2, "own", "enter", .until = 60}, GOOD, "", "right:2:own:enter::0..60/0@0", DONE},
        {"another right", "function:0 right:2:own:leave::..", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0 right:2:own:leave::..", DONE},
        {"another context", "function:0 right:2:own:enter:a:..", {toegang_grant, 0, 2, "own", "enter", "b", .at = 0},
         GOOD, "", "right:2:own:enter:a:.. right:2:own:enter:b:0../0@0", DONE},
        {"another e-counter", "function:0 right:2:strict:enter::..", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0 right:2:strict:enter::..", DONE},
        {"another person", "function:0 right:3:own:enter::..", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0 right:3:own:enter::..", DONE},
        {"another organisation", "function:0 two:right:2:own:enter::..", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0 two:right:2:own:enter::..", DONE},
        {"an ended one", "function:0 right:2:own:enter::..0", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::..0 right:2:own:enter::0../0@0", DONE},
        {"by one who came first, by a clock that is ahead", "function:0 right:2:own:enter::2../0@2", GRANT(0, 2), GOOD,
         "", NULL, ALREADY},
        {"a minute ahead", "function:0 right:2:own:enter::60../0@60", GRANT(0, 2), GOOD, "", NULL, ALREADY},
        {"a second too far ahead", "function:0 right:2:own:enter::61../0@61", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0", DONE},
        {"which was for later", "function:0 right:2:own:enter::9../0@2", GRANT(0, 2), GOOD, "",
         "right:2:own:enter::0../0@0", DONE},
        {"from a moment, which it does not cover", "function:0 right:2:own:enter::9../0@9",
         {toegang_grant, 0, 2, "own", "enter", .from = 5}, GOOD, "", "right:2:own:enter::5../0@0", DONE},
        {"an appointment again", "function:0 htb:1:-50../0@-50", APPOINT(0, 1), GOOD, "", NULL, ALREADY},
        {"a void appointment", "function:0 htb:1:-50../3@-50", APPOINT(0, 1), GOOD, "",
         "htb:1:-50..0/3@-50 htb:1:0../0@0", DONE},
        {"an appointment for later", "function:0", {toegang_appoint, 0, 1, .from = 10, .until = 20}, GOOD, "",
         "htb:1:10..20/0@0", DONE},
    };
    CHECK(rows);
}

#define REVOKE(who, to) {toegang_revoke, who, to, "own", "enter", NULL, 0, 0, 0, NULL}

Test(plan, what_ends)
{
    static const struct row rows[] = {
        {"whoever granted it", "htb:1 right:2:own:enter::../3@-50", REVOKE(1, 2), GOOD, "",
         "htb:1:.. right:2:own:enter::..0/3@-50", DONE},
        {"what has not begun", "htb:1 right:2:own:enter::10../1@-50", REVOKE(1, 2), GOOD, "", "htb:1:..", DONE},
        {"both at once", "htb:1 right:2:own:enter::..5 right:2:own:enter::10..", REVOKE(1, 2), GOOD, "",
         "htb:1:.. right:2:own:enter::..0", DONE},
        {"every context", "htb:1 right:2:own:enter::.. right:2:own:enter:a:..", REVOKE(1, 2), GOOD, "",
         "htb:1:.. right:2:own:enter::..0 right:2:own:enter:a:..0", DONE},
        {"one context", "htb:1 right:2:own:enter::.. right:2:own:enter:a:..",
         {toegang_revoke, 1, 2, "own", "enter", "a", .at = 0}, GOOD, "",
         "htb:1:.. right:2:own:enter::.. right:2:own:enter:a:..0", DONE},
        {"no context", "htb:1 right:2:own:enter::.. right:2:own:enter:a:..",
         {toegang_revoke, 1, 2, "own", "enter", "", .at = 0}, GOOD, "",
         "htb:1:.. right:2:own:enter::..0 right:2:own:enter:a:..", DONE},
        {"only that right", "htb:1 right:2:own:leave::.. right:2:strict:enter::..", REVOKE(1, 2), GOOD, "", NULL,
         ALREADY},
        {"on a later day", "htb:1 right:2:own:enter::..", {toegang_revoke, 1, 2, "own", "enter", .from = 70}, GOOD, "",
         "htb:1:.. right:2:own:enter::..70", DONE},
        {"after its last day", "htb:1 right:2:own:enter::..", {toegang_revoke, 1, 2, "own", "enter", .until = 70},
         GOOD, "", "htb:1:.. right:2:own:enter::..70", DONE},
        {"later than it ends", "htb:1 right:2:own:enter::..70", {toegang_revoke, 1, 2, "own", "enter", .from = 70},
         GOOD, "", NULL, ALREADY},
        {"one of two that begin later", "htb:1 right:2:own:enter::10..40 right:2:own:enter::60..",
         {toegang_revoke, 1, 2, "own", "enter", .from = 30}, GOOD, "", "htb:1:.. right:2:own:enter::10..30", DONE},
        {"his own", "htb:1 right:1:own:enter::../1@-5", REVOKE(1, 1), GOOD, "", "htb:1:.. right:1:own:enter::..0/1@-5",
         DONE},
        {"by its holder", "right:2:own:enter::..", REVOKE(2, 2), REFUSED, "representation.absent", NULL, NONE},
        {"in another organisation", "htb:1 two:right:2:own:enter::..",
         {toegang_revoke, 1, 2, "own", "enter", .organisation = TWO}, REFUSED, "representation.absent", NULL, NONE},
        {"all his appointments", "function:0 htb:1:..5 htb:1:10..20 htb:2", {toegang_dismiss, 0, 1, .at = 0}, GOOD, "",
         "htb:1:..0 htb:2:..", DONE},
    };
    CHECK(rows);
}

Test(plan, blocks)
{
    static const struct row rows[] = {
        {"a block", "htb:1", {toegang_suspend, 1, 2, "own", .until = 50}, GOOD, "", "block:2:own:0..50/1@0 htb:1:..",
         DONE},
        {"again", "htb:1 block:2:own:..", {toegang_suspend, 1, 2, "own", .at = 0}, GOOD, "", NULL, ALREADY},
        {"longer", "htb:1 block:2:own:..50", {toegang_suspend, 1, 2, "own", .at = 0}, GOOD, "",
         "block:2:own:..0 block:2:own:0../1@0 htb:1:..", DONE},
        {"lifted", "htb:1 block:2:own:..50 block:2:fed:..", {toegang_resume, 1, 2, "own", .at = 0}, GOOD, "",
         "block:2:fed:.. block:2:own:..0 htb:1:..", DONE},
        {"lifted later", "htb:1 block:2:own:..", {toegang_resume, 1, 2, "own", .from = 9}, GOOD, "",
         "block:2:own:..9 htb:1:..", DONE},
        {"a wider one stays", "htb:1 block:2:own:.. block:2::..", {toegang_resume, 1, 2, "own", .at = 0}, GOOD,
         "suspension.live", "block:2::.. block:2:own:..0 htb:1:..", DONE},
        {"where none is", "htb:1", {toegang_resume, 1, 2, "own", .at = 0}, GOOD, "", NULL, ALREADY},
        {"by a stranger", "htb:1", {toegang_suspend, 3, 2, "own", .at = 0}, REFUSED, "representation.absent", NULL,
         NONE},
        {"where nobody looks", "htb:1", {toegang_suspend, 1, 2, "fed", .at = 0}, MISUSE, "act.blocks", NULL, NONE},
    };
    CHECK(rows);
}

Test(plan, what_cannot_be_asked)
{
    static const struct row rows[] = {
        {"an e-counter", "function:0", {toegang_grant, 0, 2, "ovn", "enter", .at = 0}, MISUSE, "eloket.unknown", NULL,
         NONE},
        {"a right", "function:0", {toegang_grant, 0, 2, "own", "entre", .at = 0}, MISUSE, "right.unknown", NULL, NONE},
        {"no right", "function:0", {toegang_grant, 0, 2, "own", NULL, .at = 0}, MISUSE, "library.misuse", NULL, NONE},
        {"an appointment on an e-counter", "function:0", {toegang_appoint, 0, 2, NULL, "enter", .at = 0}, MISUSE,
         "library.misuse", NULL, NONE},
        {"yesterday", "function:0", {toegang_grant, 0, 2, "own", "enter", .from = -1}, MISUSE, "act.begin", NULL,
         NONE},
        {"an end before its begin", "function:0", {toegang_grant, 0, 2, "own", "enter", NULL, 50, 49, 0, NULL}, MISUSE,
         "act.end", NULL, NONE},
        {"no time at all", "function:0", {toegang_grant, 0, 2, "own", "enter", NULL, 50, 50, 0, NULL}, MISUSE,
         "act.end", NULL, NONE},
        {"an end in the past", "function:0", {toegang_grant, 0, 2, "own", "enter", .until = -1}, MISUSE, "act.end",
         NULL, NONE},
        {"an end that was", "function:0", {toegang_revoke, 0, 2, "own", "enter", .until = -1}, MISUSE, "act.begin",
         NULL, NONE},
        {"two ends", "function:0", {toegang_revoke, 0, 2, "own", "enter", NULL, 5, 6, 0, NULL}, MISUSE, "act.end",
         NULL, NONE},
        {"no context where one is demanded", "function:0", {toegang_grant, 0, 2, "scoped", "enter", .at = 0}, MISUSE,
         "act.context", NULL, NONE},
        {"a context with a line in it", "function:0", {toegang_grant, 0, 2, "scoped", "enter", "a\nb", .at = 0},
         MISUSE, "fact.text", NULL, NONE},
        {"a context that is one", "function:0", {toegang_grant, 0, 2, "scoped", "enter", "'; --{}*", .at = 0}, GOOD,
         "", "right:2:scoped:enter:'; --{}*:0../0@0", DONE},
    };
    CHECK(rows);
}

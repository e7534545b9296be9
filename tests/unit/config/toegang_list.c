/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: who stands in them, their order and pages, and that they are whole or none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../administration/world.h"

#define ROWS_MOST 64

struct listed {
    char says[4000];
    char cursors[ROWS_MOST][40];
    size_t count;
    toegang_status answer;
};

static toegang_status take(void *context, const toegang_list_row *row)
{
    struct listed *listed = context;
    size_t used = strlen(listed->says);
    if (listed->answer != TOEGANG_GOOD) return listed->answer;
    snprintf(listed->says + used, sizeof listed->says - used, "%s%s %u%s%s%s%s%s", used ? ", " : "", row->as,
             (unsigned)atoi((char[]){row->fact->holder.digits[6], row->fact->holder.digits[7], row->fact->holder.digits[8], 0}) - 1,
             *row->fact->eloket ? " " : "", row->fact->eloket, *row->check ? " " : "", row->check,
             strcmp(row->fact->organisation.value, "0884303369") == 0 ? " two" : "");
    if (listed->count < ROWS_MOST) snprintf(listed->cursors[listed->count], 40, "%s", row->cursor);
    listed->count++;
    return TOEGANG_GOOD;
}

static const char world_words[] =
    "function:0 htb:1 htb:2:..-1 htb:3:10.. two:htb:1 two:function:3 "
    "right:4:own:enter::.. right:4:fed:enter::-9../0@-9 right:5:own:leave::..99/2@-9 right:5:own:enter::../6@-9 "
    "right:6:own:enter::..0 right:4:strict:enter::..9000000/1@-9 two:right:4:own:enter::..";

struct row {
    const char *name;
    toegang_list_kind kind;
    int holder; /* -1: none */
    const char *organisation, *eloket, *right;
    long soon;
    toegang_status status;
    const char *says; /* or the check */
};

Test(toegang_list, who_stands_in_it)
{
    static const struct row rows[] = {
        {"HTBs", TOEGANG_LIST_HTB, -1, ONE, NULL, NULL, 0, 0, "htb 1"},
        {"HTBs of nobody's", TOEGANG_LIST_HTB, -1, "0406.798.006", NULL, NULL, 0, 0, ""},
        {"holders", TOEGANG_LIST_HOLDERS, -1, ONE, NULL, NULL, 0, 0,
         "right 4 own, right 4 strict, right 5 own, right 5 own, right 4 fed"},
        {"of one e-counter", TOEGANG_LIST_HOLDERS, -1, ONE, "own", NULL, 0, 0, "right 4 own, right 5 own, right 5 own"},
        {"of one right", TOEGANG_LIST_HOLDERS, -1, ONE, "own", "leave", 0, 0, "right 5 own"},
        {"rights", TOEGANG_LIST_RIGHTS, 4, NULL, NULL, NULL, 0, 0,
         "right 4 own two, right 4 own, right 4 strict, right 4 fed"},
        {"rights in one organisation", TOEGANG_LIST_RIGHTS, 4, TWO, NULL, NULL, 0, 0, "right 4 own two"},
        {"organisations of an HTB", TOEGANG_LIST_ORGANISATIONS, 1, NULL, NULL, NULL, 0, 0, "htb 1 two, htb 1"},
        {"of a function", TOEGANG_LIST_ORGANISATIONS, 3, NULL, NULL, NULL, 0, 0, "legal-representative 3 two"},
        {"of rights", TOEGANG_LIST_ORGANISATIONS, 5, NULL, NULL, NULL, 0, 0, "right 5 own, right 5 own"},
        {"to look at", TOEGANG_LIST_REVIEW, -1, ONE, NULL, NULL, 0, 0,
         "right 5 own right.grantor, right 5 own grantor.left"},
        {"to look at, far ahead", TOEGANG_LIST_REVIEW, -1, ONE, "strict", NULL, 9000000, 0,
         "right 4 strict right.ends-soon"},
        {"a second too far", TOEGANG_LIST_REVIEW, -1, ONE, "strict", NULL, 8999999, 0, ""},
        {"no organisation", TOEGANG_LIST_HTB, 1, NULL, NULL, NULL, 0, TOEGANG_MISUSE, "library.misuse"},
        {"no holder", TOEGANG_LIST_RIGHTS, -1, ONE, NULL, NULL, 0, TOEGANG_MISUSE, "library.misuse"},
        {"no such e-counter", TOEGANG_LIST_HOLDERS, -1, ONE, "ow", NULL, 0, TOEGANG_MISUSE, "eloket.unknown"},
        {"no such kind", (toegang_list_kind)9, -1, ONE, NULL, NULL, 0, TOEGANG_MISUSE, "library.misuse"},
        {"a negative soon", TOEGANG_LIST_REVIEW, -1, ONE, NULL, NULL, -1, TOEGANG_MISUSE, "library.misuse"},
    };
    struct world world = world_open(world_config);
    world_add(&world, world_words);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listed listed = {0};
        toegang_report report = {0};
        toegang_list_question question = {.size = sizeof question,
                                          .kind = rows[i].kind,
                                          .eloket = rows[i].eloket,
                                          .right = rows[i].right,
                                          .soon = rows[i].soon,
                                          .at = NOW};
        if (rows[i].holder >= 0) question.holder = person((unsigned)rows[i].holder);
        if (rows[i].organisation) question.organisation = organisation(rows[i].organisation);
        cr_expect_eq(toegang_list(world.all, &question, take, &listed, &report), rows[i].status, "%s: %s", rows[i].name,
                     report.check);
        cr_expect_str_eq(rows[i].status ? report.check : listed.says, rows[i].says, "%s: %s", rows[i].name, listed.says);
    }
    world_close(&world);
}

static toegang_list_question holders(void)
{
    return (toegang_list_question){.size = sizeof(toegang_list_question),
                                   .kind = TOEGANG_LIST_HOLDERS,
                                   .organisation = organisation(ONE),
                                   .at = NOW};
}

Test(toegang_list, page_by_page_is_the_whole)
{
    struct world world = world_open(world_config);
    struct listed whole = {0}, pages = {0};
    toegang_list_question question = holders();
    for (unsigned i = 0; i < 23; i++) {
        char word[64];
        snprintf(word, sizeof word, "right:%u:own:enter::..", i / 2); /* each of them twice: they show the same */
        world_add(&world, word);
    }
    for (size_t i = 0; i < world.store->kept.count; i++) strcpy(world.store->kept.rows[i].source, "one");
    cr_assert_eq(toegang_list(world.all, &question, take, &whole, NULL), TOEGANG_GOOD);
    cr_assert_eq(whole.count, 12u, "the same fact twice is one");
    for (size_t i = 0; i < whole.count; i++) {
        cr_expect(strspn(whole.cursors[i], "0123456789abcdef") == 32 && !whole.cursors[i][32]);
        for (size_t j = 0; j < i; j++) cr_expect_str_neq(whole.cursors[i], whole.cursors[j]);
    }
    question.limit = 5;
    for (size_t turn = 0; turn < 4; turn++) {
        question.after = pages.count ? pages.cursors[pages.count - 1] : NULL;
        cr_assert_eq(toegang_list(world.all, &question, take, &pages, NULL), TOEGANG_GOOD);
    }
    cr_expect_str_eq(whole.says, pages.says);
    cr_expect_eq(memcmp(whole.cursors, pages.cursors, sizeof whole.cursors), 0);
    world_close(&world);
}

Test(toegang_list, a_cursor_of_nothing)
{
    struct world world = world_open(world_config);
    struct listed listed = {0};
    toegang_report report = {0};
    toegang_list_question question = holders();
    world_add(&world, world_words);
    question.after = "00000000000000000000000000000000";
    cr_expect_eq(toegang_list(world.all, &question, take, &listed, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "list.cursor");
    question.after = NULL;
    listed.answer = TOEGANG_REFUSED;
    cr_expect_eq(toegang_list(world.all, &question, take, &listed, NULL), TOEGANG_REFUSED, "the sink's own word");
    cr_expect_eq(listed.count, 0u);
    cr_expect_eq(toegang_list(NULL, &question, take, &listed, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_list(world.all, &question, NULL, &listed, NULL), TOEGANG_MISUSE);
    world_close(&world);
}

Test(toegang_list, whole_or_none)
{
    static const toegang_list_kind kinds[] = {TOEGANG_LIST_HTB, TOEGANG_LIST_HOLDERS, TOEGANG_LIST_RIGHTS,
                                              TOEGANG_LIST_ORGANISATIONS, TOEGANG_LIST_REVIEW};
    struct world world = world_open(world_config);
    world_add(&world, world_words);
    for (size_t kind = 0; kind < 5; kind++) {
        unsigned failed = 0;
        for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
            struct listed listed = {0};
            toegang_list_question question = holders();
            question.kind = kinds[kind];
            question.holder = kind == 2 || kind == 3 ? person(4) : question.holder;
            memset(world.store->fail_read, 0, sizeof world.store->fail_read);
            world.store->fail_read[reg] = TOEGANG_UNAVAILABLE;
            toegang_status status = toegang_list(world.all, &question, take, &listed, NULL);
            if (status == TOEGANG_GOOD) continue;
            cr_expect_eq(status, TOEGANG_UNAVAILABLE);
            cr_expect_eq(listed.count, 0u, "list %zu without register %u", kind, reg);
            failed++;
        }
        cr_expect_eq(failed, kind == 0 ? 1u : kind < 3 ? 2u : 4u, "list %zu: %u", kind, failed);
    }
    world_close(&world);
}

Test(toegang_list, more_than_a_list_holds)
{
    struct world world = world_open(world_config);
    struct listed listed = {0};
    toegang_report report = {0};
    toegang_list_question question = holders();
    toegang_fact fact = {.size = sizeof fact, .kind = TOEGANG_FACT_RIGHT, .organisation = organisation(ONE),
                         .holder = person(1), .code = "enter", .from = TOEGANG_ALWAYS, .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS, .as_of = TOEGANG_ALWAYS};
    for (unsigned i = 0; i < TOEGANG_FACTS_MAX + 1; i++) {
        fact.eloket = i % 2 ? "fed" : "own";
        writable_add(world.store, i % 2 ? TOEGANG_ROLLENBEHEER : TOEGANG_GEBRUIKERSBEHEER, &fact);
    }
    cr_expect_eq(toegang_list(world.all, &question, take, &listed, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.limit");
    cr_expect_eq(listed.count, 0u);
    world_close(&world);
}

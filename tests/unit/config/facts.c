/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of the directories of one question, for how long, and what becomes of it. */
#include "folder.h"

#include <toegang/sys/identity.h>

#include "../directory/scripted.h"
#include "internal.h"

TestSuite(facts, .init = folder_make, .fini = folder_remove);

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

struct world {
    struct scripted registers[TOEGANG_REGISTERS];
    toegang_fact function;
    toegang *all;
};

/* A configuration whose directories are replaced by scripted ones. */
static void open_world(struct world *world, const char *elokets)
{
    static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};
    toegang_report report = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    *world = (struct world){.function = fact_of(&director)};
    world->function.until = TOEGANG_NEVER;
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++) {
        world->registers[i].check = "directory.connection";
        registers[i] = scripted_new(&world->registers[i]);
    }
    world->registers[TOEGANG_KBO].facts = &world->function;
    world->registers[TOEGANG_KBO].count = 1;
    toegang_status status =
        toegang_open(folder_write("toegang.yaml", elokets), NULL, NULL, &world->all, &report);
    cr_assert_eq(status, TOEGANG_GOOD, "%s %s", report.check, report.came);
    toegang_directory_free(world->all->layer);
    cr_assert_eq(toegang_directory_layer_new(registers, &world->all->layer, NULL), TOEGANG_GOOD);
}

static toegang_status ask(const struct world *world, int64_t patience_ms, char check[64])
{
    toegang_identity *identity = NULL;
    toegang_decision *decision = NULL;
    toegang_statement statement = {.size = sizeof statement, .holder = rrn_of(ANN)};
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .organisation = organisation_of(ONE),
                                 .eloket = "a",
                                 .at = AT,
                                 .patience_ms = patience_ms};
    toegang_status status = toegang_check(world->all, &question, &decision, NULL);
    strcpy(check, decision ? toegang_decision_check(decision) : "none");
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    return status;
}

/* A source that says nothing of a person is believed while it is young enough. */
Test(facts, an_answer_without_facts_that_is_too_old_is_no_denial)
{
    static const struct {
        toegang_time shows;
        toegang_status status;
        const char *check;
    } rows[] = {{0, TOEGANG_REFUSED, "right.absent"},
                {AT, TOEGANG_REFUSED, "right.absent"},
                {AT - 3599, TOEGANG_REFUSED, "right.absent"},
                {AT - 3600, TOEGANG_INDETERMINATE, "directory.stale"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world world;
        char check[64];
        open_world(&world, "e-lokets: {a: {right: r, staleness: {gebruikersbeheer: 1h}}}\n");
        world.registers[TOEGANG_GEBRUIKERSBEHEER].shows = rows[i].shows;
        cr_expect_eq(ask(&world, 0, check), rows[i].status, "row %zu", i);
        cr_expect_str_eq(check, rows[i].check, "row %zu: %s", i, check);
        toegang_free(world.all);
    }
}

/* What a source told before it fell proves nothing: the answer may have lacked what takes it back. */
Test(facts, half_an_answer_is_none)
{
    struct world world;
    char check[64];
    open_world(&world, "e-lokets: {a: {legal-representative: automatic}}\n");
    cr_expect_eq(ask(&world, 0, check), TOEGANG_GOOD, "%s", check);
    world.registers[TOEGANG_KBO].status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(ask(&world, 0, check), TOEGANG_INDETERMINATE);
    cr_expect_str_eq(check, "directory.unavailable");
    cr_expect_eq(world.registers[TOEGANG_KBO].asked, 2);
    toegang_free(world.all);
}

static void take_the_patience(struct scripted *inside)
{
    (void)usleep((unsigned)inside->last.patience_ms * 1000);
    inside->status = TOEGANG_UNAVAILABLE;
}

static void take_too_long(struct scripted *inside)
{
    (void)usleep((unsigned)inside->last.patience_ms * 4000);
}

/* kbo, btb and gebruikersbeheer are asked; each gets its part of what is left, and all together keep to the
 * whole. */
Test(facts, a_patience_is_divided)
{
    struct world world;
    char check[64];
    open_world(&world, "e-lokets: {a: {right: r}}\n");
    cr_expect_eq(ask(&world, 9000, check), TOEGANG_REFUSED);
    int64_t shares[3];
    for (size_t i = 0; i < 3; i++) shares[i] = world.registers[i].last.patience_ms;
    cr_expect(shares[0] > 1000 && shares[0] <= 3000, "%d", (int)shares[0]);
    cr_expect(shares[1] > 3000 && shares[1] <= 4500, "%d", (int)shares[1]);
    cr_expect(shares[2] > 4500 && shares[2] <= 9000, "what the first two left is the last one's: %d",
              (int)shares[2]);
    cr_expect_eq(ask(&world, 0, check), TOEGANG_REFUSED);
    for (size_t i = 0; i < 3; i++) cr_expect_eq(world.registers[i].last.patience_ms, 0, "its own limit");
    toegang_free(world.all);
}

Test(facts, a_deadline_holds_when_all_are_slow)
{
    struct world world;
    char check[64];
    open_world(&world, "e-lokets: {a: {right: r}}\n");
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++) world.registers[i].meanwhile = take_the_patience;
    struct tg_deadline deadline = tg_deadline_in(900 + 1000); /* a busy machine takes its time */
    cr_expect_eq(ask(&world, 900, check), TOEGANG_INDETERMINATE);
    cr_expect_gt(tg_deadline_left(deadline), 0);
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(world.registers[i].asked, 1, "one that is slow leaves time for the next");
    toegang_free(world.all);
}

/* A source that took all there was: the next is not asked, and not known. */
Test(facts, where_nothing_is_left_nobody_is_asked)
{
    struct world world;
    char check[64];
    open_world(&world, "e-lokets: {a: {right: r}}\n");
    world.registers[TOEGANG_KBO].meanwhile = take_too_long;
    cr_expect_eq(ask(&world, 60, check), TOEGANG_INDETERMINATE);
    cr_expect_str_eq(check, "directory.unavailable");
    cr_expect_eq(world.registers[TOEGANG_BTB].asked, 0);
    toegang_free(world.all);
}

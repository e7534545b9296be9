/* SPDX-License-Identifier: Apache-2.0 */
/* Who represents this organisation, and whom does this holder represent. */
#include <toegang/config.h>

#include "base/report.h"
#include "decision/representation.h"
#include "directory/fact.h"
#include "facts.h"
#include "internal.h"

struct asking {
    const toegang *all;
    struct tg_policy policy;
    toegang_time at;
    toegang_representation_sink *sink;
    void *context;
};

/* Gebruikersbeheer is where rights are granted: what represents there is what represents. */
static struct tg_policy policy_of(const toegang *all)
{
    struct tg_policy policy;
    const struct tg_policy *own = tg_policy_find(all, TG_SPAN("gebruikersbeheer"));
    tg_policy_default(&policy, "gebruikersbeheer");
    return own ? *own : policy;
}

static toegang_status ask(struct tg_facts *facts, const struct asking *asking, toegang_register reg,
                          const toegang_organisation *organisation, const toegang_rrn *holder)
{
    toegang_directory_question question = {.size = sizeof question, .reg = reg, .at = asking->at};
    question.kind = reg == TOEGANG_KBO ? TOEGANG_FACT_FUNCTION : TOEGANG_FACT_APPOINTMENT;
    if (organisation) question.organisation = *organisation;
    if (holder) question.holder = *holder;
    return tg_facts_ask(facts, asking->all->layer, &question, 1);
}

static toegang_status push(const struct asking *asking, const toegang_fact *fact)
{
    toegang_representation row = {.holder = fact->holder,
                                  .organisation = fact->organisation,
                                  .through = fact->held_by,
                                  .as =
                                      fact->kind == TOEGANG_FACT_APPOINTMENT ? "htb" : "legal-representative",
                                  .fact = fact};
    return asking->sink(asking->context, &row);
}

static bool represents(const struct asking *asking, const struct tg_world *world, const toegang_fact *fact)
{
    const char *check = "";
    if (fact->holder.kind == TOEGANG_RRN_NONE || !tg_fact_live(fact, asking->at)) return false;
    if (fact->kind == TOEGANG_FACT_APPOINTMENT) return true;
    return fact->kind == TOEGANG_FACT_FUNCTION &&
           tg_function_represents(&asking->policy, world, fact, asking->at, &check) == TG_TRUE;
}

/* All that these facts say of this holder (NULL: of anybody). */
static toegang_status push_all(const struct asking *asking, const struct tg_world *world,
                               const toegang_rrn *holder)
{
    for (size_t i = 0; i < world->count; i++) {
        const toegang_fact *fact = world->facts[i];
        if (holder && !toegang_rrn_equal(holder, &fact->holder)) continue;
        toegang_status status = represents(asking, world, fact) ? push(asking, fact) : TOEGANG_GOOD;
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

static toegang_status complete(const struct tg_world *world, toegang_report *report)
{
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (world->answers[reg].asked && world->answers[reg].status != TOEGANG_GOOD) {
            (void)tg_report_pass(report, &world->answers[reg].report);
            return TOEGANG_UNAVAILABLE;
        }
    return TOEGANG_GOOD;
}

/* Both registers about one organisation; the whole is known before the first row is told. */
static toegang_status of_organisation(const struct asking *asking, const toegang_organisation *organisation,
                                      const toegang_rrn *holder, toegang_report *report)
{
    struct tg_facts facts = tg_facts_begin(0);
    toegang_status status = ask(&facts, asking, TOEGANG_KBO, organisation, NULL);
    if (status == TOEGANG_GOOD) status = ask(&facts, asking, TOEGANG_BTB, organisation, holder);
    if (status == TOEGANG_NO_MEMORY) tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = complete(&facts.world, report);
    if (status == TOEGANG_GOOD) status = push_all(asking, &facts.world, holder);
    tg_facts_free(&facts);
    return status;
}

static bool seen_before(const struct tg_world *world, size_t ordinal)
{
    for (size_t i = 0; i < ordinal; i++)
        if (toegang_organisation_equal(&world->facts[i]->organisation, &world->facts[ordinal]->organisation))
            return true;
    return false;
}

/* Each organisation is then asked as a whole: whether a function represents can hang on another's. */
static toegang_status of_holder(const struct asking *asking, const toegang_rrn *holder,
                                toegang_report *report)
{
    struct tg_facts facts = tg_facts_begin(0);
    toegang_status status = ask(&facts, asking, TOEGANG_KBO, NULL, holder);
    if (status == TOEGANG_GOOD) status = ask(&facts, asking, TOEGANG_BTB, NULL, holder);
    if (status == TOEGANG_NO_MEMORY) tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = complete(&facts.world, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < facts.world.count; i++)
        if (!seen_before(&facts.world, i))
            status = of_organisation(asking, &facts.world.facts[i]->organisation, holder, report);
    tg_facts_free(&facts);
    return status;
}

toegang_status toegang_represent(const toegang *all, const toegang_organisation *organisation,
                                 const toegang_rrn *holder, toegang_time at,
                                 toegang_representation_sink *sink, void *context, toegang_report *report)
{
    if (!all || !sink || (organisation == NULL) == (holder == NULL))
        return tg_misuse(report, "an organisation or a holder");
    struct asking asking = {all, policy_of(all), at, sink, context};
    return organisation ? of_organisation(&asking, organisation, NULL, report)
                        : of_holder(&asking, holder, report);
}

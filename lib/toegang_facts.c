/* SPDX-License-Identifier: Apache-2.0 */
/* Facts copied from the directories into the world of one question. */
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "decision/check.h"
#include "directory/directory.h"
#include "facts.h"

static bool grow(struct tg_facts *facts)
{
    const toegang_fact **list =
        tg_arena_grown(&facts->arena, facts->facts, facts->world.count, &facts->room, sizeof *list);
    if (!list) return false;
    facts->facts = list;
    facts->world.facts = list;
    return true;
}

static toegang_status add(void *context, const toegang_fact *fact)
{
    struct tg_facts *facts = context;
    toegang_fact *copy = grow(facts) ? tg_fact_copy(&facts->arena, fact) : NULL;
    if (!copy) return TOEGANG_NO_MEMORY;
    facts->facts[facts->world.count++] = copy;
    return TOEGANG_GOOD;
}

struct tg_facts tg_facts_begin(int64_t patience_ms)
{
    return (struct tg_facts){.deadline = tg_deadline_of(patience_ms)};
}

/* One failure of a register is a failure for the whole question: a later good answer does not mend it. */
static void note(struct tg_answer *answer, toegang_status status, const toegang_report *report)
{
    bool first = !answer->asked;
    answer->asked = true;
    if (!first && (answer->status != TOEGANG_GOOD || status == TOEGANG_GOOD)) return;
    answer->status = status;
    answer->report = *report;
}

/* Where nothing is left of the patience nobody is asked, and the register is not known. */
static toegang_status read_within(struct tg_facts *facts, toegang_directory *layer,
                                  const toegang_directory_question *question, size_t left,
                                  toegang_report *report)
{
    toegang_directory_question asked = *question;
    asked.fresh = facts->fresh;
    asked.at_hand = facts->at_hand;
    if (tg_deadline_share(facts->deadline, left, &asked.patience_ms))
        return toegang_directory_read(layer, &asked, add, facts, report);
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                     TG_SPAN("none in time"));
}

static toegang_status add_all(struct tg_facts *facts, const struct tg_kept_answer *answer)
{
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < answer->count; i++)
        status = add(facts, answer->facts[i]);
    return status;
}

/* What was kept is as good as what would come. */
static toegang_status answer_of(struct tg_facts *facts, toegang_directory *layer,
                                const toegang_directory_question *question, size_t left,
                                toegang_report *report)
{
    const struct tg_kept_answer *known = tg_kept_find(facts->kept, question);
    size_t before = facts->world.count;
    if (known)
        return known->report.status == TOEGANG_GOOD ? add_all(facts, known)
                                                    : tg_report_pass(report, &known->report);
    toegang_status status = read_within(facts, layer, question, left, report);
    const toegang_fact *const *came = facts->facts ? facts->facts + before : NULL;
    if (status == TOEGANG_GOOD)
        tg_kept_add(facts->kept, question, came, facts->world.count - before);
    else if (status == TOEGANG_UNAVAILABLE)
        tg_kept_fault(facts->kept, question, report);
    return status;
}

toegang_status tg_facts_ask(struct tg_facts *facts, toegang_directory *layer,
                            const toegang_directory_question *question, size_t left)
{
    toegang_report report = {0};
    size_t before = facts->world.count;
    if ((size_t)question->reg >= TOEGANG_REGISTERS) return TOEGANG_GOOD;
    facts->world.answers[question->reg].absent = !tg_directory_serves(layer, question->reg);
    if (facts->world.answers[question->reg].absent) return TOEGANG_GOOD;
    toegang_status status = answer_of(facts, layer, question, left, &report);
    if (status != TOEGANG_GOOD) facts->world.count = before;
    if (status == TOEGANG_NO_MEMORY || (facts->at_hand && tg_is_not_at_hand(status, &report))) return status;
    note(&facts->world.answers[question->reg], status, &report);
    return TOEGANG_GOOD;
}

/* The decision orders the questions and ends them; a bound all the same, so that no defect can spin. */
#define QUESTIONS_MOST 4096

/*
 * How many questions are still to be asked, as far as is known now: companies of a chain come when KBO has
 * named them. A few are enough to divide a patience, and counting them all before each would be quadratic.
 */
#define LEFT_MOST 6

static size_t count_left(const struct tg_policy *policy, const toegang_question *question,
                         const struct tg_facts *facts, size_t asked)
{
    toegang_directory_question wanted;
    size_t left = 1;
    while (left < LEFT_MOST && tg_decide_wants(policy, question, &facts->world, asked + left, &wanted))
        left++;
    return left;
}

toegang_status tg_facts_gather(struct tg_facts *facts, toegang_directory *layer,
                               const struct tg_policy *policy, const toegang_question *question)
{
    toegang_directory_question wanted = {.size = sizeof wanted};
    for (size_t asked = 0; asked < QUESTIONS_MOST; asked++) {
        if (!tg_decide_wants(policy, question, &facts->world, asked, &wanted)) return TOEGANG_GOOD;
        size_t left = question->patience_ms > 0 ? count_left(policy, question, facts, asked) : 1;
        toegang_status status = tg_facts_ask(facts, layer, &wanted, left);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_INTERNAL;
}

toegang_status tg_facts_failed(toegang_status status, toegang_report *report)
{
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(report);
    if (status == TOEGANG_UNAVAILABLE) return tg_not_at_hand(report);
    return tg_report(report, status, CHECK_DECISION_LIMIT, "4096 questions", tg_span_of("more"));
}

void tg_facts_free(struct tg_facts *facts)
{
    tg_arena_free(&facts->arena);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Facts copied from the directories into the world of one question. */
#include <string.h>

#include "base/report.h"
#include "directory/directory.h"
#include "facts.h"

static bool grow(struct tg_facts *facts)
{
    if (facts->world.count < facts->room) return true;
    size_t room = facts->room == 0 ? 32 : facts->room * 2;
    const toegang_fact **more = tg_arena_array(&facts->arena, room, sizeof *more);
    if (!more) return false;
    for (size_t i = 0; i < facts->world.count; i++) more[i] = facts->facts[i];
    facts->facts = more;
    facts->world.facts = more;
    facts->room = room;
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

/*
 * Equal shares, for the registers and a hop or two along companies: without a clock of our own, the sum is
 * what keeps the whole within the patience.
 */
#define SHARES 8

static int64_t share(int64_t patience_ms)
{
    if (patience_ms <= 0) return 0;
    return patience_ms < SHARES ? 1 : patience_ms / SHARES;
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

toegang_status tg_facts_ask(struct tg_facts *facts, toegang_directory *layer,
                            const toegang_directory_question *question)
{
    toegang_directory_question asked = *question;
    toegang_report report = {0};
    size_t before = facts->world.count;
    if ((size_t)question->reg >= TOEGANG_REGISTERS) return TOEGANG_GOOD;
    facts->world.answers[question->reg].absent = !tg_directory_serves(layer, question->reg);
    if (facts->world.answers[question->reg].absent) return TOEGANG_GOOD;
    asked.patience_ms = share(facts->patience_ms);
    toegang_status status = toegang_directory_read(layer, &asked, add, facts, &report);
    if (status != TOEGANG_GOOD) facts->world.count = before;
    if (status == TOEGANG_NO_MEMORY) return status;
    note(&facts->world.answers[question->reg], status, &report);
    return TOEGANG_GOOD;
}

void tg_facts_free(struct tg_facts *facts)
{
    tg_arena_free(&facts->arena);
}

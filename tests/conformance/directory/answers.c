/* SPDX-License-Identifier: Apache-2.0 */
#include "answers.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE 512

struct answer {
    toegang_status status;
    size_t count;
    char lines[WORLD_FACTS][LINE];
};

static const char *text_of(const char *text)
{
    return text ? text : "";
}

/* All but source and age, which are the directory's own. */
static toegang_status keep(void *context, const toegang_fact *fact)
{
    struct answer *answer = context;
    if (answer->count >= WORLD_FACTS) return TOEGANG_INTERNAL;
    (void)snprintf(answer->lines[answer->count++], LINE,
                   "%d|%d%.11s|%d:%s|%d:%s|%s|%s|%s|%" PRId64 "|%" PRId64 "|%d%.11s|%s|%" PRId64,
                   (int)fact->kind, fact->holder.kind, fact->holder.kind ? fact->holder.digits : "",
                   fact->organisation.scheme, fact->organisation.scheme ? fact->organisation.value : "",
                   fact->held_by.scheme, fact->held_by.scheme ? fact->held_by.value : "",
                   text_of(fact->eloket), text_of(fact->code), text_of(fact->context), fact->from,
                   fact->until, fact->granted_by.kind, fact->granted_by.kind ? fact->granted_by.digits : "",
                   text_of(fact->granted_as), fact->granted_at);
    return TOEGANG_GOOD;
}

static int by_text(const void *one, const void *other)
{
    return strcmp(one, other);
}

static void ask(toegang_directory *directory, const toegang_directory_question *question, struct answer *out)
{
    toegang_report report = {0};
    out->count = 0;
    out->status = toegang_directory_read(directory, question, keep, out, &report);
    if (out->status != TOEGANG_GOOD) printf("%s: %s, %s\n", report.check, report.expected, report.came);
    qsort(out->lines, out->count, LINE, by_text);
}

static bool same(const struct answer *one, const struct answer *other)
{
    if (one->status != TOEGANG_GOOD || other->status != TOEGANG_GOOD || one->count != other->count)
        return false;
    for (size_t i = 0; i < one->count; i++)
        if (strcmp(one->lines[i], other->lines[i]) != 0) return false;
    return true;
}

/* Any register and a kind that it holds, narrowed by nothing, or by any of the fields. */
static toegang_directory_question draw(struct dice *dice)
{
    static const toegang_fact_kind kinds[] = {TOEGANG_FACT_FUNCTION, TOEGANG_FACT_APPOINTMENT,
                                              TOEGANG_FACT_RIGHT, TOEGANG_FACT_RIGHT};
    static const char *const elokets[] = {NULL, "e0", "e1", "E0", "e2", "*", "e0)(a=*", "' OR 1=1 --"};
    unsigned island = dice_below(dice, ISLANDS), reg = dice_below(dice, TOEGANG_REGISTERS);
    toegang_directory_question question = {
        .size = sizeof question, .reg = (toegang_register)reg, .kind = kinds[reg], .at = NOW};
    if (dice_below(dice, 3) == 0) question.kind = TOEGANG_FACT_SUSPENSION;
    if (dice_below(dice, 4)) question.holder = person((int)dice_below(dice, 4));
    if (dice_below(dice, 2)) question.organisation = enterprise((int)dice_below(dice, 3));
    if (!question.organisation.scheme) question.for_oneself = dice_below(dice, 3) == 0;
    if (question.kind >= TOEGANG_FACT_RIGHT)
        question.eloket = elokets[dice_below(dice, sizeof elokets / sizeof *elokets)];
    question.fresh = dice_below(dice, 2) == 0;
    world_move(island, &question.holder, &question.organisation);
    return question;
}

unsigned answers_differ(toegang_directory *one, toegang_directory *other, struct dice *dice,
                        unsigned questions)
{
    static struct answer first, second;
    unsigned differ = 0, with_facts = 0;
    for (unsigned i = 0; i < questions; i++) {
        const toegang_directory_question question = draw(dice);
        ask(one, &question, &first);
        ask(other, &question, &second);
        with_facts += second.count > 0;
        if (same(&first, &second) || differ++ >= 20) continue;
        printf("register %s, kind %d, %s holder, organisation %s, e-counter %s: %zu facts instead of %zu\n",
               toegang_register_name(question.reg), (int)question.kind, question.holder.kind ? "one" : "any",
               question.organisation.scheme ? question.organisation.value
               : question.for_oneself       ? "none"
                                            : "any",
               question.eloket ? question.eloket : "any", first.count, second.count);
    }
    return with_facts < questions / 20 ? differ + 1 : differ; /* questions that find nothing prove little */
}

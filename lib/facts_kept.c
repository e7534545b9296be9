/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "directory/fact.h"
#include "kept.h"

static bool same_text(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

static bool same_number(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind == other->kind && (one->kind == TOEGANG_RRN_NONE || toegang_rrn_equal(one, other));
}

static bool same_organisation(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme == other->scheme &&
           (one->scheme == TOEGANG_SCHEME_NONE || toegang_organisation_equal(one, other));
}

static bool same(const toegang_directory_question *one, const toegang_directory_question *other)
{
    return one->reg == other->reg && one->kind == other->kind && one->for_oneself == other->for_oneself &&
           one->at == other->at && one->since == other->since && same_number(&one->holder, &other->holder) &&
           same_organisation(&one->organisation, &other->organisation) &&
           same_text(one->eloket, other->eloket) && same_text(one->wanted, other->wanted);
}

const struct tg_kept_answer *tg_kept_find(struct tg_kept *kept, const toegang_directory_question *question)
{
    for (size_t i = 0; kept && i < TG_KEPT_ANSWERS; i++) {
        struct tg_kept_answer *answer = &kept->answers[i];
        if (answer->question.size == 0 || !same(&answer->question, question)) continue;
        answer->used = ++kept->uses;
        return answer;
    }
    return NULL;
}

static struct tg_kept_answer *least_used(struct tg_kept *kept)
{
    struct tg_kept_answer *least = &kept->answers[0];
    for (size_t i = 1; i < TG_KEPT_ANSWERS; i++)
        if (kept->answers[i].used < least->used) least = &kept->answers[i];
    return least;
}

static bool copy(struct tg_kept_answer *answer, const toegang_fact *const *facts, size_t count)
{
    answer->facts = tg_arena_array(&answer->arena, count + 1, sizeof *answer->facts);
    for (size_t i = 0; answer->facts && i < count; i++) {
        answer->facts[i] = tg_fact_copy(&answer->arena, facts[i]);
        if (!answer->facts[i]) return false;
    }
    answer->count = count;
    return answer->facts != NULL;
}

static struct tg_kept_answer *begin(struct tg_kept *kept, const toegang_directory_question *question)
{
    struct tg_kept_answer *answer = least_used(kept);
    tg_arena_free(&answer->arena);
    *answer = (struct tg_kept_answer){.question = *question, .used = ++kept->uses};
    return answer;
}

void tg_kept_add(struct tg_kept *kept, const toegang_directory_question *question,
                 const toegang_fact *const *facts, size_t count)
{
    struct tg_kept_answer *answer = kept ? begin(kept, question) : NULL;
    if (!answer || copy(answer, facts, count)) return;
    tg_arena_free(&answer->arena);
    *answer = (struct tg_kept_answer){0};
}

void tg_kept_fault(struct tg_kept *kept, const toegang_directory_question *question,
                   const toegang_report *why)
{
    if (kept && why->status != TOEGANG_GOOD) begin(kept, question)->report = *why;
}

void tg_kept_free(struct tg_kept *kept)
{
    for (size_t i = 0; i < TG_KEPT_ANSWERS; i++) tg_arena_free(&kept->answers[i].arena);
}

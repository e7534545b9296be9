/* SPDX-License-Identifier: Apache-2.0 */
#include "gathered.h"

#include "base/report.h"

static toegang_status add(void *context, const toegang_fact *fact)
{
    struct tg_gathered *gathered = context;
    struct tg_gathered_fact *added = tg_arena_take(&gathered->arena, sizeof *added);
    if (!added || !tg_fact_copy_into(&gathered->arena, fact, &added->fact)) return TOEGANG_NO_MEMORY;
    *(gathered->last ? &gathered->last->next : &gathered->first) = added;
    gathered->last = added;
    gathered->count++;
    return TOEGANG_GOOD;
}

toegang_status tg_gather(toegang_directory *directory, const toegang_directory_question *question,
                         struct tg_gathered *gathered, toegang_report *report)
{
    toegang_status status = toegang_directory_read(directory, question, add, gathered, report);
    return status == TOEGANG_NO_MEMORY ? tg_no_memory(report) : status;
}

toegang_status tg_gathered_push(const struct tg_gathered *gathered, toegang_fact_sink *sink, void *context)
{
    for (const struct tg_gathered_fact *at = gathered->first; at; at = at->next) {
        toegang_status status = sink(context, &at->fact);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

void tg_gathered_free(struct tg_gathered *gathered)
{
    tg_arena_free(&gathered->arena);
    *gathered = (struct tg_gathered){0};
}

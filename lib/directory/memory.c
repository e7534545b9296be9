/* SPDX-License-Identifier: Apache-2.0 */
#include "base/report.h"
#include "directory/store.h"

static const toegang_directory_class memory_class = {
    .size = sizeof memory_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_AT_HAND,
    .name = "memory",
    .read = tg_store_read,
};

/* report->line is the fact's ordinal, from 1. */
static toegang_status check_facts(const toegang_fact *facts, size_t count, toegang_report *report)
{
    bool first = report && report->status == TOEGANG_GOOD;
    for (size_t i = 0; i < count; i++) {
        if (facts[i].size != sizeof *facts) return tg_misuse(report, "facts with their size");
        toegang_status status = tg_fact_check(&facts[i], report);
        if (status == TOEGANG_GOOD) continue;
        if (first) tg_report_place(report, i < UINT32_MAX ? (uint32_t)i + 1 : 0, 0, 0);
        return status;
    }
    return TOEGANG_GOOD;
}

static struct tg_store *copy_facts(struct tg_arena *arena, const toegang_fact *facts, size_t count)
{
    toegang_fact *copies = tg_arena_array(arena, count, sizeof *copies);
    if (!copies) return NULL;
    for (size_t i = 0; i < count; i++)
        if (!tg_fact_copy_into(arena, &facts[i], &copies[i])) return NULL;
    return tg_store_new(arena, copies, count, TG_STORE_ALL_REGISTERS);
}

toegang_status toegang_directory_memory_new(const toegang_fact *facts, size_t count, toegang_directory **out,
                                            toegang_report *report)
{
    struct tg_arena arena = {0};
    if ((!facts && count > 0) || !out) return tg_misuse(report, "facts and out");
    toegang_status status = check_facts(facts, count, report);
    if (status != TOEGANG_GOOD) return status;
    struct tg_store *store = copy_facts(&arena, facts, count);
    status = store ? tg_directory_own(&memory_class, store, &arena, out, report) : tg_no_memory(report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

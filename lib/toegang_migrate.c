/* SPDX-License-Identifier: Apache-2.0 */
/* The schema of every store that is configured. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "exchange.h"

#define VERSION_ROOM 32

static void note_schema(void *context, const char *name, const char *value)
{
    if (strcmp(name, "schema") == 0) snprintf(context, VERSION_ROOM, "%s", value);
}

/* "" where there is none yet, or where the store could not tell. One of another version says so as it refuses. */
static void find_version(toegang_directory *store, char out[VERSION_ROOM])
{
    static const char came[] = "version ";
    toegang_report report = {0};
    out[0] = '\0';
    toegang_status status = toegang_directory_describe(store, 0, note_schema, out, &report);
    if (status == TOEGANG_GOOD) return;
    bool is_other = strcmp(report.check, CHECK_DIRECTORY_SCHEMA) == 0 && tg_span_starts(tg_span_of(report.came), came);
    snprintf(out, VERSION_ROOM, "%.20s", is_other ? report.came + sizeof came - 1 : "");
}

static bool has_no_schema(const toegang_report *report)
{
    return report->status == TOEGANG_MISUSE && strcmp(report->check, CHECK_DIRECTORY_READ_ONLY) == 0;
}

/* One store, for all the registers that it keeps. */
static toegang_status migrate(const toegang *all, toegang_directory *store, unsigned registers, toegang_register reg,
                              toegang_migrated_sink *sink, void *context, toegang_report *report)
{
    char before[VERSION_ROOM], after[VERSION_ROOM], shown[TG_SOURCE_ROOM];
    toegang_report fault = {0};
    find_version(store, before);
    toegang_status status = toegang_directory_migrate(store, &fault);
    if (has_no_schema(&fault)) return tg_report_pass(report, &fault), TOEGANG_MISUSE;
    find_version(store, after);
    const toegang_migrated migrated = {.size = sizeof migrated,
                                       .registers = registers,
                                       .source = tg_source_shown(all->sources[reg], shown),
                                       .status = status,
                                       .before = before,
                                       .after = after,
                                       .report = &fault};
    sink(context, &migrated);
    tg_report_pass(report, &fault);
    return status;
}

static unsigned registers_of(toegang_directory *const stores[], unsigned reg)
{
    unsigned registers = 0;
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++)
        if (stores[i] == stores[reg]) registers |= 1U << i;
    return registers;
}

static bool comes_first(toegang_directory *const stores[], unsigned reg)
{
    for (unsigned i = 0; i < reg; i++)
        if (stores[i] == stores[reg]) return false;
    return true;
}

static toegang_status migrate_one(const toegang *all, toegang_register reg, toegang_directory *const stores[],
                                  toegang_migrated_sink *sink, void *context, toegang_report *report)
{
    toegang_directory *store = tg_exchange_store(all, reg, report);
    if (!store) return TOEGANG_MISUSE;
    return migrate(all, store, registers_of(stores, reg), reg, sink, context, report);
}

toegang_status toegang_migrate(const toegang *all, const toegang_register *reg, toegang_migrated_sink *sink,
                               void *context, toegang_report *report)
{
    toegang_directory *stores[TOEGANG_REGISTERS];
    toegang_status worst = TOEGANG_GOOD;
    if (!all || !sink || (reg && (unsigned)*reg >= TOEGANG_REGISTERS))
        return tg_misuse(report, "a configuration, a register and a sink");
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++)
        stores[i] = toegang_directory_writer(all->layer, (toegang_register)i);
    if (reg) return migrate_one(all, *reg, stores, sink, context, report);
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        toegang_report fault = {0};
        if (!stores[i] || !comes_first(stores, i)) continue;
        toegang_status status =
            migrate(all, stores[i], registers_of(stores, i), (toegang_register)i, sink, context, &fault);
        if (status == TOEGANG_GOOD || has_no_schema(&fault)) continue;
        if (worst == TOEGANG_GOOD) worst = tg_report_pass(report, &fault);
    }
    return worst;
}

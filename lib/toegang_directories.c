/* SPDX-License-Identifier: Apache-2.0 */
/* How the registers are, as their directories tell it. */
#include <toegang/config.h>

#include <inttypes.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/deadline.h"
#include "directory/directory.h"
#include "internal.h"

struct telling {
    toegang_register reg;
    toegang_directory_detail_sink *sink;
    void *context;
};

static void tell(void *context, const char *name, const char *value)
{
    const struct telling *telling = context;
    telling->sink(telling->context, telling->reg, name, value);
}

static void tell_how_it_went(struct telling *telling, toegang_status status, const toegang_report *report,
                             int64_t milliseconds)
{
    char took[32];
    struct tg_text text = tg_text_of(took, sizeof took);
    tg_text_addf(&text, "%" PRId64 " ms", milliseconds);
    tell(telling, "reachable", status == TOEGANG_GOOD ? "yes" : "no");
    if (status != TOEGANG_GOOD) tell(telling, "check", report->check);
    if (status != TOEGANG_GOOD && report->came[0]) tell(telling, "came", report->came);
    tell(telling, "took", took);
}

static void tell_register(struct telling *telling, toegang_directory *directory, int64_t patience_ms,
                          toegang_report *report)
{
    toegang_report told = {0};
    int64_t began = tg_clock.now(tg_clock.context);
    toegang_status status = toegang_directory_describe(directory, patience_ms, tell, telling, &told);
    tell_how_it_went(telling, status, &told, tg_clock.now(tg_clock.context) - began);
    if (status != TOEGANG_GOOD) (void)tg_report_pass(report, &told);
}

/* Each has a share of what is left, so that one that is down does not hide how the others are. */
toegang_status toegang_directories(const toegang *all, int64_t patience_ms,
                                   toegang_directory_detail_sink *sink, void *context, toegang_report *report)
{
    if (!all || !sink || patience_ms < 0 || patience_ms > TG_PATIENCE_MAX)
        return tg_misuse(report, "a configuration, a patience of 0 to 60000 ms, and a sink");
    struct tg_deadline deadline = tg_deadline_of(patience_ms);
    toegang_report first = {0};
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        struct telling telling = {(toegang_register)reg, sink, context};
        toegang_directory *directory = tg_directory_of(all->layer, telling.reg);
        int64_t share = 0;
        if (!directory) continue;
        if (!tg_deadline_share(deadline, TOEGANG_REGISTERS - reg, &share)) share = 1;
        tell_register(&telling, directory, share, &first);
    }
    return first.status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_report_pass(report, &first);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* host: the directory that the program gives for this register. It is borrowed; what was opened owns it. */
#include "base/report.h"
#include "config_source.h"
#include "directory/directory.h"

struct hosted {
    toegang_directory *inside;
    int64_t patience_ms;
};

static toegang_directory *inside_of(const void *self)
{
    return ((const struct hosted *)self)->inside;
}

static toegang_status read_hosted(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    const struct hosted *hosted = self;
    toegang_directory_question asked = *question;
    if (asked.patience_ms == 0) asked.patience_ms = hosted->patience_ms;
    return toegang_directory_read(hosted->inside, &asked, sink, context, report);
}

static uint64_t generation_inside(void *self)
{
    return toegang_directory_generation(inside_of(self));
}

static toegang_status describe_inside(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                      void *context, toegang_report *report)
{
    return toegang_directory_describe(inside_of(self), patience_ms, sink, context, report);
}

static toegang_directory *inner(void *self, toegang_register reg)
{
    (void)reg;
    return inside_of(self);
}

static const toegang_directory_class host_class = {
    .size = sizeof host_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "host",
    .read = read_hosted,
    .generation = generation_inside,
    .describe = describe_inside,
    .inner = inner,
};

static toegang_directory *open_host(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_report *report)
{
    toegang_directory *inside = opening->config->registers[opening->reg], *directory = NULL;
    struct tg_arena arena = {0};
    if (!inside) return NULL; /* told where the sources were read */
    struct hosted *hosted = tg_arena_take(&arena, sizeof *hosted);
    if (!hosted) return (void)tg_no_memory(report), NULL;
    *hosted = (struct hosted){inside, source->common->patience_ms};
    if (tg_directory_own(&host_class, hosted, &arena, &directory, report) == TOEGANG_GOOD) return directory;
    tg_arena_free(&arena);
    return NULL;
}

const struct tg_adapter tg_adapter_host = {"host",   "host", NULL, 0, sizeof(struct tg_source_common),
                                           open_host};

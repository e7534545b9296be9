/* SPDX-License-Identifier: Apache-2.0 */
/* A directory made of directories, one a register. Where a register has none it is empty by configuration. */
#include "directory/directory.h"

#include "base/report.h"
#include "directory/deadline.h"
#include "parts.h"

struct layer {
    toegang_directory *registers[TOEGANG_REGISTERS];
};

static toegang_status read_layer(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct layer *layer = self;
    toegang_directory *directory = layer->registers[question->reg];
    return directory ? toegang_directory_read(directory, question, sink, context, report) : TOEGANG_GOOD;
}

static bool stands_later(const struct layer *layer, size_t i)
{
    for (size_t j = i + 1; j < TOEGANG_REGISTERS; j++)
        if (layer->registers[j] == layer->registers[i]) return true;
    return false;
}

/* The same directory may serve several registers; it is closed with the last of them. */
static void close_layer(void *self)
{
    struct layer *layer = self;
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++)
        if (!stands_later(layer, i)) toegang_directory_free(layer->registers[i]);
}

static toegang_directory *part_of(void *self, toegang_register reg)
{
    const struct layer *layer = self;
    return (unsigned)reg < TOEGANG_REGISTERS ? layer->registers[reg] : NULL;
}

static uint64_t generation_of_all(void *self)
{
    const struct layer *layer = self;
    uint64_t sum = 0;
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++)
        if (layer->registers[i] && !stands_later(layer, i))
            sum = tg_generation_join(sum, toegang_directory_generation(layer->registers[i]));
    return sum;
}

/* Each register by its name, also where one directory serves several: who looks for a register finds it. */
static toegang_status describe_layer(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                     toegang_report *report)
{
    const struct layer *layer = self;
    struct tg_deadline deadline = tg_deadline_of(patience_ms);
    toegang_report told = {0};
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++) {
        int64_t share = 0;
        if (!layer->registers[i]) continue;
        if (!tg_deadline_share(deadline, TOEGANG_REGISTERS - i, &share)) return tg_no_time(report);
        (void)tg_describe_part(layer->registers[i], toegang_register_name((toegang_register)i), share, sink, context,
                               &told);
    }
    return tg_report_pass(report, &told);
}

static const toegang_directory_class layer_class = {
    .size = sizeof layer_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "layer",
    .read = read_layer,
    .close = close_layer,
    .generation = generation_of_all,
    .describe = describe_layer,
    .inner = part_of,
};

toegang_status toegang_directory_layer_new(toegang_directory *const registers[TOEGANG_REGISTERS],
                                           toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!registers || !out) return tg_misuse(report, "registers and out");
    struct layer *layer = tg_arena_take(&arena, sizeof *layer);
    toegang_status status = layer ? TOEGANG_GOOD : tg_no_memory(report);
    for (size_t i = 0; layer && i < TOEGANG_REGISTERS; i++) layer->registers[i] = registers[i];
    if (status == TOEGANG_GOOD) status = tg_directory_own(&layer_class, layer, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

bool tg_directory_serves(const toegang_directory *directory, toegang_register reg)
{
    if (!directory || (unsigned)reg >= TOEGANG_REGISTERS) return false;
    const struct layer *layer = tg_directory_self(directory, &layer_class);
    return layer ? tg_directory_serves(layer->registers[reg], reg) : true;
}

toegang_directory *tg_directory_of(const toegang_directory *layer, toegang_register reg)
{
    struct layer *self = tg_directory_self(layer, &layer_class);
    return self ? part_of(self, reg) : NULL;
}

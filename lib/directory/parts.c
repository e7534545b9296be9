/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"

#include <inttypes.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"

static bool are_parts(toegang_directory *const parts[], size_t count)
{
    if (!parts || count == 0 || count > TOEGANG_PARTS_MAX) return false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j <= i; j++)
            if (!parts[i] || (j < i && parts[j] == parts[i])) return false;
    return true;
}

toegang_status tg_parts_new(const toegang_directory_class *class_, toegang_directory *const parts[],
                            size_t count, int64_t patience_ms, toegang_directory **out,
                            toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!out || !are_parts(parts, count) || patience_ms < 0 || patience_ms > TG_PATIENCE_MAX)
        return tg_misuse(report, "1 to 8 different directories, a patience of 0 to 60000 ms, and out");
    struct tg_parts *self = tg_arena_take(&arena, sizeof *self);
    for (size_t i = 0; self && i < count; i++) self->parts[self->count++] = parts[i];
    if (self) self->patience_ms = patience_ms;
    toegang_status status = self ? tg_directory_own(class_, self, &arena, out, report) : tg_no_memory(report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}

struct tg_deadline tg_parts_deadline(const struct tg_parts *parts, const toegang_directory_question *question)
{
    return tg_deadline_of(question->patience_ms > 0 ? question->patience_ms : parts->patience_ms);
}

void tg_parts_close(void *self)
{
    struct tg_parts *parts = self;
    for (size_t i = 0; i < parts->count; i++) toegang_directory_free(parts->parts[i]);
}

/* Each step is a bijection of the sum and of what joins it, and zeros stay zero: who hears of nothing. */
uint64_t tg_generation_join(uint64_t sum, uint64_t one)
{
    return ((sum << 21 | sum >> 43) ^ one) * 0x9e3779b97f4a7c15U;
}

uint64_t tg_parts_generation(void *self)
{
    const struct tg_parts *parts = self;
    uint64_t sum = 0;
    for (size_t i = 0; i < parts->count; i++)
        sum = tg_generation_join(sum, toegang_directory_generation(parts->parts[i]));
    return sum;
}

void tg_tell_number(toegang_detail_sink *sink, void *context, const char *name, uint64_t number)
{
    char digits[24];
    struct tg_text text = tg_text_of(digits, sizeof digits);
    tg_text_addf(&text, "%" PRIu64, number);
    sink(context, name, digits);
}

struct prefixed {
    const char *prefix;
    toegang_detail_sink *sink;
    void *context;
};

static void tell_prefixed(void *context, const char *name, const char *value)
{
    const struct prefixed *prefixed = context;
    char full[96];
    struct tg_text text = tg_text_of(full, sizeof full);
    tg_text_addf(&text, "%s.%s", prefixed->prefix, name);
    prefixed->sink(prefixed->context, full, value);
}

toegang_status tg_describe_part(toegang_directory *part, const char *prefix, int64_t patience_ms,
                                toegang_detail_sink *sink, void *context, toegang_report *report)
{
    struct prefixed prefixed = {prefix, sink, context};
    toegang_report told = {0};
    toegang_status status = toegang_directory_describe(part, patience_ms, tell_prefixed, &prefixed, &told);
    if (status == TOEGANG_GOOD) return status;
    tell_prefixed(&prefixed, "check", told.check);
    return tg_report_pass(report, &told);
}

size_t tg_parts_describe(const struct tg_parts *parts, int64_t patience_ms, toegang_detail_sink *sink,
                         void *context, toegang_report *report)
{
    struct tg_deadline deadline = tg_deadline_of(patience_ms);
    size_t reached = 0;
    tg_tell_number(sink, context, "parts", parts->count);
    for (size_t i = 0; i < parts->count; i++) {
        const char prefix[] = {(char)('1' + i), '\0'};
        int64_t share = 0;
        if (!tg_deadline_share(deadline, parts->count - i, &share)) return tg_no_time(report), reached;
        reached += tg_describe_part(parts->parts[i], prefix, share, sink, context, report) == TOEGANG_GOOD;
    }
    return reached;
}

toegang_status tg_no_time(toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                     TG_SPAN("none in time"));
}

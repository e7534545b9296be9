/* SPDX-License-Identifier: Apache-2.0 */
/* The names of an object: each stands once, and one is found. */
#include "base/report.h"
#include "json_reader.h"
#include "names.h"
#include "parse/check.h"

static const struct tg_json *member_named(const struct tg_json *object, const struct tg_span *name)
{
    const struct tg_json *child = object->first;
    while (child && &child->name != name) child = child->next;
    return child;
}

/* The place is that of the value: its name was passed long ago. */
static toegang_status refuse_repeated(const struct tg_json_reader *reader, const struct tg_json *member)
{
    bool first = reader->report && reader->report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(reader->report, CHECK_JSON_DUPLICATE, "each name once", member->name);
    if (first) tg_report_place(reader->report, member->line, member->column, 0);
    return status;
}

toegang_status tg_json_check_names(const struct tg_json_reader *reader, const struct tg_json *object)
{
    const struct tg_span *few[TG_NAMES_FEW * 2], **names = few;
    if (object->count > TG_NAMES_FEW) names = tg_arena_array(reader->arena, object->count * 2, sizeof *names);
    if (!names) return tg_no_memory(reader->report);
    size_t count = 0;
    for (const struct tg_json *child = object->first; child; child = child->next)
        names[count++] = &child->name;
    const struct tg_span *repeated = tg_names_repeated(names, count);
    return repeated ? refuse_repeated(reader, member_named(object, repeated)) : TOEGANG_GOOD;
}

const struct tg_json *tg_json_get(const struct tg_json *object, const char *name)
{
    struct tg_span wanted = tg_span_of(name);
    const struct tg_json *child = object && object->kind == TG_JSON_OBJECT ? object->first : NULL;
    while (child && !tg_span_equal(child->name, wanted)) child = child->next;
    return child;
}

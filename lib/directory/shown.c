/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/shown.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"

#define FIRST_MOMENT (-62135596800) /* 0001-01-01T00:00:00Z */
#define LAST_MOMENT 253402300799    /* 9999-12-31T23:59:59Z */

const char *tg_kind_name(toegang_fact_kind kind)
{
    return kind >= TOEGANG_FACT_FUNCTION && kind <= TOEGANG_FACT_SUSPENSION ? tg_fact_kinds[kind] : NULL;
}

/* A day where the moment is its border, so that people can read it; else the instant. */
static bool show_moment(toegang_time time, enum tg_end end, char out[TG_SHOWN_ROOM])
{
    toegang_time read;
    out[0] = '\0';
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER) return true;
    if (time < FIRST_MOMENT || time > LAST_MOMENT) return false;
    toegang_day_format(end == TG_END_UNTIL ? time - 1 : time, out);
    if (tg_moment_read(tg_span_of(out), end, &read, NULL) == TOEGANG_GOOD && read == time) return true;
    toegang_time_format(time, out);
    return true;
}

static bool show_holder(const toegang_fact *fact, char out[TG_SHOWN_ROOM])
{
    out[0] = '\0';
    if (fact->holder.kind != TOEGANG_RRN_NONE) toegang_rrn_format(&fact->holder, out);
    return true;
}

static bool show_granted_by(const toegang_fact *fact, char out[TG_SHOWN_ROOM])
{
    out[0] = '\0';
    if (fact->granted_by.kind != TOEGANG_RRN_NONE) toegang_rrn_format(&fact->granted_by, out);
    return true;
}

static bool show_organisation(const toegang_fact *fact, char out[TG_SHOWN_ROOM])
{
    out[0] = '\0';
    if (fact->organisation.scheme != TOEGANG_SCHEME_NONE) toegang_organisation_format(&fact->organisation, out);
    return true;
}

static bool show_held_by(const toegang_fact *fact, char out[TG_SHOWN_ROOM])
{
    out[0] = '\0';
    if (fact->held_by.scheme != TOEGANG_SCHEME_NONE) toegang_organisation_format(&fact->held_by, out);
    return true;
}

#define SHOW_MOMENT(field, end) \
    static bool show_##field(const toegang_fact *fact, char out[TG_SHOWN_ROOM]) \
    { \
        return show_moment(fact->field, end, out); \
    }
SHOW_MOMENT(from, TG_END_FROM)
SHOW_MOMENT(until, TG_END_UNTIL)
SHOW_MOMENT(granted_at, TG_END_FROM)
SHOW_MOMENT(as_of, TG_END_FROM)

#define SHOW_TEXT(field) \
    static bool show_##field(const toegang_fact *fact, char out[TG_SHOWN_ROOM]) \
    { \
        snprintf(out, TG_SHOWN_ROOM, "%s", fact->field ? fact->field : ""); \
        return true; \
    }
SHOW_TEXT(code)
SHOW_TEXT(eloket)
SHOW_TEXT(context)
SHOW_TEXT(granted_as)
SHOW_TEXT(source)

static bool show_kind(const toegang_fact *fact, char out[TG_SHOWN_ROOM])
{
    const char *name = tg_kind_name(fact->kind);
    snprintf(out, TG_SHOWN_ROOM, "%s", name ? name : "");
    return name != NULL;
}

tg_field_shown *tg_field_shown_as(const char *name)
{
    static const struct {
        const char *name;
        tg_field_shown *show;
    } rows[] = {{"kind", show_kind},
                {"holder", show_holder},
                {"held-by", show_held_by},
                {"organisation", show_organisation},
                {"code", show_code},
                {"role", show_code},
                {"eloket", show_eloket},
                {"right", show_code},
                {"context", show_context},
                {"from", show_from},
                {"until", show_until},
                {"granted-by", show_granted_by},
                {"granted-at", show_granted_at},
                {"granted-as", show_granted_as},
                {"source", show_source},
                {"as-of", show_as_of}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0) return rows[i].show;
    return NULL;
}

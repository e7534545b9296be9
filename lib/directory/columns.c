/* SPDX-License-Identifier: Apache-2.0 */
#include "columns.h"

#include "base/report.h"
#include "directory/check.h"

static toegang_status does_not_fit(toegang_report *report, const char *expected, struct tg_span came)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_QUERY, expected, came);
}

static bool is_of_any_kind(struct tg_span name)
{
    for (unsigned kind = TOEGANG_FACT_FUNCTION; kind <= TOEGANG_FACT_SUSPENSION; kind++)
        if (tg_field_of_row(name, (toegang_fact_kind)kind)) return true;
    return false;
}

/* Whichever of its names it has. */
static bool has_field(const struct tg_columns *columns, tg_field_take *take)
{
    for (int i = 0; i < columns->count; i++)
        if (columns->fields[i] && columns->fields[i]->take == take) return true;
    return false;
}

toegang_status tg_columns_add(struct tg_columns *columns, struct tg_span name, toegang_report *report)
{
    const struct tg_field *field = tg_field_of_row(name, columns->kind);
    bool fits =
        columns->count < TG_FIELDS && is_of_any_kind(name) && !(field && has_field(columns, field->take));
    if (!fits) return does_not_fit(report, "the fields of a fact", name);
    columns->fields[columns->count++] = field;
    return TOEGANG_GOOD;
}

toegang_status tg_columns_check(const struct tg_columns *columns, toegang_report *report)
{
    for (size_t i = 0; i < TG_FIELDS; i++)
        if ((tg_fields[i].must & TG_FIELD_OF(columns->kind)) && !has_field(columns, tg_fields[i].take))
            return does_not_fit(report, tg_fields[i].name, TG_SPAN("none"));
    return TOEGANG_GOOD;
}

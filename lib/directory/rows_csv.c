/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of CSV: a header with names of fields, then facts of the kind that the register is for, or that `kind` says. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "directory/field.h"
#include "parse/check.h"
#include "parse/csv.h"
#include "parse/stream.h"
#include "rows_reading.h"

static const struct {
    const char *name;
    toegang_fact_kind kind;
} kinds[] = {{"function", TOEGANG_FACT_FUNCTION},
             {"appointment", TOEGANG_FACT_APPOINTMENT},
             {"right", TOEGANG_FACT_RIGHT},
             {"suspension", TOEGANG_FACT_SUSPENSION}};
#define KINDS (sizeof kinds / sizeof *kinds)

struct column {
    const struct tg_field *fields[KINDS + 1]; /* by kind; NULL where such a fact has none of it */
    const char *name;
    bool is_kind;
};

struct rows_of_csv {
    struct tg_rows *rows;
    struct tg_csv *csv;
    struct tg_csv_record record;
    struct column columns[TG_CSV_FIELDS_MAX];
    size_t count;
    bool states_age;
};

/* ---- the header ---- */

/* The names that a column may have in this register, "kind" and both kinds that it holds. */
static size_t names_of(toegang_register reg, const char *out[TG_FIELDS + 1])
{
    size_t count = 0;
    unsigned held = TG_FIELD_OF(tg_register_kind(reg)) | TG_FIELD_OF(TOEGANG_FACT_SUSPENSION);
    out[count++] = "kind";
    for (size_t i = 0; i < TG_FIELDS; i++)
        if (tg_fields[i].rows & held) out[count++] = tg_fields[i].name;
    return count;
}

static toegang_status refuse_column(const struct rows_of_csv *all, const char *expected, struct tg_span came,
                                    toegang_report *report)
{
    toegang_report fault = {0};
    tg_refuse(&fault, CHECK_IMPORT_COLUMN, expected, came);
    tg_report_place(&fault, (uint32_t)all->record.line, 0, 0);
    return tg_rows_failed(all->rows, &fault, report);
}

static toegang_status unknown_column(const struct rows_of_csv *all, struct tg_span name, toegang_report *report)
{
    const char *names[TG_FIELDS + 1];
    char known[224];
    struct tg_text text = tg_text_of(known, sizeof known);
    size_t count = names_of(all->rows->reg, names);
    if (tg_span_find(name, ';') < name.length) return refuse_column(all, "columns parted by commas", TG_SPAN(";"), report);
    const char *nearest = tg_text_nearest(name, names, count);
    for (size_t i = 0; !nearest && i < count; i++) tg_text_addf(&text, "%s%s", i > 0 ? ", " : "", names[i]);
    return refuse_column(all, nearest ? nearest : known, name, report);
}

/* Two columns may not fill one field: "code" and "right" of a right do. */
static bool fills_what_is_filled(const struct rows_of_csv *all, const struct column *column)
{
    for (size_t i = 0; i < all->count; i++) {
        if (column->is_kind && all->columns[i].is_kind) return true;
        for (size_t kind = 1; kind <= KINDS; kind++) {
            const struct tg_field *one = column->fields[kind], *other = all->columns[i].fields[kind];
            if (one && other && one->take == other->take) return true;
        }
    }
    return false;
}

static toegang_status read_column(struct rows_of_csv *all, struct tg_span name, toegang_report *report)
{
    struct column column = {.is_kind = tg_span_is(name, "kind")};
    bool known = column.is_kind;
    for (size_t i = 0; !column.is_kind && i < KINDS; i++) {
        toegang_fact_kind kind = kinds[i].kind;
        if (!tg_register_holds(all->rows->reg, kind)) continue;
        column.fields[kind] = tg_field_of_row(name, kind);
        if (!column.fields[kind]) continue;
        known = true;
        column.name = column.fields[kind]->name;
    }
    if (!known) return unknown_column(all, name, report);
    if (fills_what_is_filled(all, &column)) return refuse_column(all, "each column once", name, report);
    if (column.name && strcmp(column.name, "as-of") == 0) all->states_age = true;
    all->columns[all->count++] = column;
    return TOEGANG_GOOD;
}

static toegang_status read_header(struct rows_of_csv *all, toegang_report *report)
{
    const struct tg_csv_record *record = &all->record;
    if (record->count == 0) return refuse_column(all, "a header with the names of columns", TG_SPAN("nothing"), report);
    if (record->fault) return refuse_column(all, "UTF-8 text", TG_SPAN("an octet that is none"), report);
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < record->count; i++)
        status = read_column(all, record->fields[i], report);
    return status;
}

/* ---- a row ---- */

static toegang_status read_kind(const struct rows_of_csv *all, toegang_fact_kind *out, toegang_report *fault)
{
    *out = tg_register_kind(all->rows->reg);
    for (size_t i = 0; i < all->count; i++) {
        struct tg_span cell = all->record.fields[i];
        if (!all->columns[i].is_kind || cell.length == 0) continue;
        for (size_t j = 0; j < KINDS; j++)
            if (tg_span_is(cell, kinds[j].name)) return *out = kinds[j].kind, TOEGANG_GOOD;
        return tg_refuse(fault, CHECK_FACT_KIND, "function, appointment, right or suspension", cell);
    }
    return TOEGANG_GOOD;
}

/* An empty cell is nothing; one that such a fact has no place for must be empty. */
static toegang_status read_cells(const struct rows_of_csv *all, toegang_fact *fact, const char **column,
                                 toegang_report *fault)
{
    unsigned options = all->rows->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0;
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < all->count; i++) {
        const struct tg_field *field = all->columns[i].fields[fact->kind];
        struct tg_span cell = all->record.fields[i];
        if (all->columns[i].is_kind || cell.length == 0) continue;
        *column = all->columns[i].name;
        status = field ? field->take(cell, options, fact, fault)
                       : tg_refuse(fault, CHECK_FACT_KEY, "an empty field", TG_SPAN(""));
    }
    if (status == TOEGANG_GOOD) *column = NULL;
    return status;
}

static toegang_status check_record(const struct rows_of_csv *all, toegang_report *fault)
{
    char expected[32];
    if (all->record.fault) return tg_refuse(fault, all->record.fault, "UTF-8 text", TG_SPAN(""));
    if (all->record.count == all->count) return TOEGANG_GOOD;
    snprintf(expected, sizeof expected, "%zu fields", all->count);
    return tg_refuse(fault, CHECK_CSV_FIELDS, expected, TG_SPAN(""));
}

static toegang_status read_fact(const struct rows_of_csv *all, toegang_fact *fact, const char **column,
                                toegang_report *fault)
{
    toegang_fact_kind kind;
    toegang_status status = check_record(all, fault);
    if (status == TOEGANG_GOOD) status = read_kind(all, &kind, fault);
    if (status != TOEGANG_GOOD) return status;
    *fact = tg_fact_empty(kind);
    if (!tg_register_holds(all->rows->reg, kind)) return TOEGANG_GOOD;
    status = read_cells(all, fact, column, fault);
    return status == TOEGANG_GOOD ? tg_fact_check(fact, fault) : status;
}

static toegang_status read_row(const struct rows_of_csv *all, toegang_time modified, toegang_report *report)
{
    char source[TG_FACT_TEXT_MAX + 1];
    const char *column = NULL;
    toegang_fact fact = {0};
    toegang_report fault = {0};
    toegang_status status = TOEGANG_GOOD;
    if (read_fact(all, &fact, &column, &fault) != TOEGANG_GOOD) {
        tg_rows_reject(all->rows, &fault, all->record.line, column);
    } else {
        snprintf(source, sizeof source, "%.200s:%ju", tg_rows_name(all->rows->path), (uintmax_t)all->record.line);
        if (!fact.source) fact.source = source;
        if (fact.as_of == TOEGANG_ALWAYS) fact.as_of = modified;
        status = tg_rows_give(all->rows, &fact, report);
    }
    explicit_bzero(&fact, sizeof fact);
    return status;
}

/* ---- the file ---- */

static toegang_status next(struct rows_of_csv *all, toegang_report *report)
{
    toegang_report fault = {0};
    toegang_status status = tg_csv_next(all->csv, &all->record, &fault);
    return status == TOEGANG_GOOD ? status : tg_rows_failed(all->rows, &fault, report);
}

static toegang_status read_rows(struct rows_of_csv *all, const struct tg_stream *stream, toegang_report *report)
{
    toegang_status status = next(all, report);
    if (status == TOEGANG_GOOD) status = read_header(all, report);
    bool wanted = all->rows->fact || all->states_age;
    if (status == TOEGANG_GOOD && wanted) status = next(all, report);
    while (status == TOEGANG_GOOD && wanted && all->record.count > 0) {
        all->rows->read = stream->read;
        status = read_row(all, stream->modified, report);
        if (status == TOEGANG_GOOD) status = next(all, report);
    }
    return status;
}

static toegang_status read_stream(void *context, char *out, size_t room, size_t *length, toegang_report *report)
{
    return tg_stream_read(context, out, room, length, report);
}

toegang_status tg_rows_csv(struct tg_rows *rows, toegang_report *report)
{
    struct tg_stream stream = {0};
    struct tg_arena arena = {0};
    toegang_status status = tg_stream_open(rows->path, &stream, report);
    if (status != TOEGANG_GOOD) return status;
    rows->size = stream.size;
    rows->age = stream.modified;
    struct rows_of_csv *all = tg_arena_take(&arena, sizeof *all);
    if (all) all->rows = rows, all->csv = tg_csv_new(&arena, read_stream, &stream);
    status = all && all->csv ? read_rows(all, &stream, report) : tg_no_memory(report);
    if (status == TOEGANG_GOOD) rows->read = stream.read;
    tg_stream_close(&stream);
    tg_arena_free(&arena);
    return status;
}

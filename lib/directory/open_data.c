/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/open_data.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "parse/check.h"
#include "parse/csv.h"
#include "parse/stream.h"
#include "rows_reading.h"

#define META_ROWS_MOST 64 /* it has five */

/* One file, as it is read. */
struct reading {
    struct tg_open_data *data;
    const struct tg_open_data_form *form; /* NULL: meta.csv */
    struct tg_stream stream;
    struct tg_csv *csv;
    struct tg_csv_record record;
    size_t places[TG_OPEN_DATA_COLUMNS_MAX]; /* of the columns that are needed */
    size_t count;                            /* of all columns */
    uint64_t before;                         /* octets of the files before this one */
    toegang_known row;
};

static const char *path_in(struct tg_arena *arena, const char *folder, const char *name)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = tg_arena_take(arena, room);
    if (path) (void)snprintf(path, room, "%s/%s", folder, name);
    return path;
}

const char *tg_open_data_path(const struct tg_open_data *data, size_t file, struct tg_arena *arena)
{
    return path_in(arena, data->folder, tg_open_data_forms[file].file);
}

static bool has_file(struct tg_arena *arena, const char *folder, const char *name)
{
    struct tg_stream stream = {0};
    const char *path = path_in(arena, folder, name);
    bool found = path && tg_stream_open(path, &stream, NULL) == TOEGANG_GOOD;
    tg_stream_close(&stream);
    return found;
}

bool tg_open_data_is(const char *folder)
{
    struct tg_arena arena = {0};
    bool is_one = has_file(&arena, folder, "meta.csv") || has_file(&arena, folder, tg_open_data_forms[0].file);
    tg_arena_free(&arena);
    return is_one;
}

/* ---- a file ---- */

static toegang_status read_stream(void *context, char *out, size_t room, size_t *length, toegang_report *report)
{
    return tg_stream_read(context, out, room, length, report);
}

static toegang_status next(struct reading *reading, toegang_report *report)
{
    toegang_report fault = {0};
    toegang_status status = tg_csv_next(reading->csv, &reading->record, &fault);
    return status == TOEGANG_GOOD ? status : tg_rows_failed(&reading->data->rows, &fault, report);
}

typedef toegang_status reader(struct reading *reading, toegang_report *report);

static toegang_status with_file(struct tg_open_data *data, const struct tg_open_data_form *form, const char *path,
                                reader *read, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct reading *reading = tg_arena_take(&arena, sizeof *reading);
    if (!reading || !path) return tg_arena_free(&arena), tg_no_memory(report);
    reading->data = data;
    reading->form = form;
    reading->before = data->rows.read;
    reading->csv = tg_csv_new(&arena, read_stream, &reading->stream);
    data->rows.path = path;
    toegang_status status = tg_stream_open(path, &reading->stream, report);
    if (status == TOEGANG_GOOD) status = reading->csv ? read(reading, report) : tg_no_memory(report);
    data->rows.read = reading->before + reading->stream.read;
    tg_stream_close(&reading->stream);
    tg_arena_free(&arena);
    return status;
}

/* ---- meta.csv: "Variable","Value" ---- */

static void take_variable(const struct tg_csv_record *row, struct tg_open_data *out)
{
    if (row->fault || row->count != 2) return;
    if (tg_span_is(row->fields[0], "SnapshotDate")) tg_text_safe(out->snapshot, sizeof out->snapshot, row->fields[1]);
    if (tg_span_is(row->fields[0], "ExtractType")) tg_text_safe(out->extract, sizeof out->extract, row->fields[1]);
}

/* An update has files with what to delete and what to insert: it is nothing by itself. */
static toegang_status read_meta(struct reading *reading, toegang_report *report)
{
    struct tg_open_data *data = reading->data;
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < META_ROWS_MOST; i++) {
        status = next(reading, report);
        if (status != TOEGANG_GOOD || reading->record.count == 0) break;
        take_variable(&reading->record, data);
    }
    if (status != TOEGANG_GOOD) return status;
    if (tg_span_is(tg_span_of(data->extract), "full") && tg_open_data_day(tg_span_of(data->snapshot), &data->as_of))
        return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_CONFIGURATION, CHECK_IMPORT_EXTRACT, "a full extract with its day",
                      "extract %s of %s", data->extract[0] ? data->extract : "?", data->snapshot[0] ? data->snapshot : "?");
}

/* A file that is not there is found before the first row of the others. */
static toegang_status find_sizes(struct tg_open_data *data, struct tg_arena *arena, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    data->rows.size = 0;
    for (size_t i = 0; status == TOEGANG_GOOD && i < TG_OPEN_DATA_FILES; i++) {
        struct tg_stream stream = {0};
        const char *path = tg_open_data_path(data, i, arena);
        status = path ? tg_stream_open(path, &stream, report) : tg_no_memory(report);
        data->rows.size += stream.size;
        tg_stream_close(&stream);
    }
    return status;
}

toegang_status tg_open_data_look(struct tg_open_data *data, struct tg_arena *arena, toegang_report *report)
{
    toegang_status status = with_file(data, NULL, path_in(arena, data->folder, "meta.csv"), read_meta, report);
    return status == TOEGANG_GOOD ? find_sizes(data, arena, report) : status;
}

/* ---- the header ---- */

static toegang_status refuse_header(const struct reading *reading, size_t found, const char *name, toegang_report *report)
{
    char expected[96];
    toegang_report fault = {0};
    (void)snprintf(expected, sizeof expected, "the column %s", name);
    (void)tg_refuse(&fault, CHECK_IMPORT_COLUMN, found > 1 ? "each column once" : expected,
                    found > 1 ? tg_span_of(name) : TG_SPAN("none"));
    tg_report_place(&fault, 1, 0, 0);
    return tg_rows_failed(&reading->data->rows, &fault, report);
}

static toegang_status find_column(struct reading *reading, size_t needed, toegang_report *report)
{
    const char *name = reading->form->columns[needed];
    size_t found = 0;
    for (size_t i = 0; i < reading->count; i++)
        if (tg_span_is(reading->record.fields[i], name)) reading->places[needed] = i, found++;
    if (found == 1) return TOEGANG_GOOD;
    return refuse_header(reading, found, name, report);
}

static toegang_status read_header(struct reading *reading, toegang_report *report)
{
    toegang_status status = next(reading, report);
    reading->count = reading->record.count;
    for (size_t i = 0; status == TOEGANG_GOOD && reading->form->columns[i]; i++) status = find_column(reading, i, report);
    return status;
}

/* ---- its rows ---- */

static bool has_fields(const struct reading *reading, toegang_report *fault)
{
    char expected[32];
    const struct tg_csv_record *record = &reading->record;
    (void)snprintf(expected, sizeof expected, "%zu fields", reading->count);
    if (record->fault)
        (void)tg_refuse(fault, record->fault, "UTF-8 text", TG_SPAN(""));
    else if (record->count != reading->count)
        (void)tg_refuse(fault, CHECK_CSV_FIELDS, expected, TG_SPAN(""));
    return fault->status == TOEGANG_GOOD;
}

/* The row is emptied but for its name, of which the first octet says as much. */
static bool read_cells(struct reading *reading, const char **column, toegang_report *fault)
{
    struct tg_span cells[TG_OPEN_DATA_COLUMNS_MAX] = {{NULL, 0}};
    size_t fallen = 0;
    memset(&reading->row, 0, offsetof(toegang_known, name) + 1);
    reading->row.size = sizeof reading->row;
    reading->row.since = TOEGANG_ALWAYS;
    reading->row.as_of = reading->data->as_of;
    for (size_t i = 0; reading->form->columns[i]; i++) cells[i] = reading->record.fields[reading->places[i]];
    if (reading->form->read(cells, &reading->row, &fallen, fault)) return true;
    *column = reading->form->columns[fallen];
    return false;
}

static toegang_status read_row(struct reading *reading, toegang_report *report)
{
    const struct tg_rows *rows = &reading->data->rows;
    toegang_report fault = {0};
    const char *column = NULL;
    if (has_fields(reading, &fault) && read_cells(reading, &column, &fault))
        return reading->data->known(rows->context, &reading->row, report);
    if (fault.status != TOEGANG_GOOD)
        tg_rows_reject(rows, &fault, reading->record.line, column);
    else if (rows->other)
        rows->other(rows->context);
    return TOEGANG_GOOD;
}

static toegang_status read_rows(struct reading *reading, toegang_report *report)
{
    toegang_status status = read_header(reading, report);
    if (status == TOEGANG_GOOD) status = next(reading, report);
    while (status == TOEGANG_GOOD && reading->record.count > 0) {
        reading->data->rows.read = reading->before + reading->stream.read;
        status = read_row(reading, report);
        if (status == TOEGANG_GOOD) status = next(reading, report);
    }
    return status;
}

toegang_status tg_open_data_read(struct tg_open_data *data, toegang_report *report)
{
    struct tg_arena arena = {0};
    toegang_status status = TOEGANG_GOOD;
    data->rows.read = 0;
    for (size_t i = 0; status == TOEGANG_GOOD && i < TG_OPEN_DATA_FILES; i++)
        status = with_file(data, &tg_open_data_forms[i], tg_open_data_path(data, i, &arena), read_rows, report);
    tg_arena_free(&arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * KBO Open Data as it is published (Cookbook R018): a folder with meta.csv, enterprise.csv, establishment.csv, denomination.csv,
 * code.csv, …. It holds active entities, their status and names, and no function holders.
 */
#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "check.h"
#include "exchange.h"
#include "parse/csv.h"
#include "parse/stream.h"

#define VALUE_ROOM 32
#define ROWS_MOST 64 /* of meta.csv, which has five */

struct published {
    char snapshot[VALUE_ROOM], extract[VALUE_ROOM]; /* "01-11-2026", "full" */
};

static toegang_status read_stream(void *context, char *out, size_t room, size_t *length, toegang_report *report)
{
    return tg_stream_read(context, out, room, length, report);
}

static const char *path_in(struct tg_arena *arena, const char *folder, const char *name)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = tg_arena_take(arena, room);
    if (path) snprintf(path, room, "%s/%s", folder, name);
    return path;
}

static bool has_file(struct tg_arena *arena, const char *folder, const char *name)
{
    struct tg_stream stream = {0};
    const char *path = path_in(arena, folder, name);
    bool found = path && tg_stream_open(path, &stream, NULL) == TOEGANG_GOOD;
    tg_stream_close(&stream);
    return found;
}

static void take_row(const struct tg_csv_record *row, struct published *out)
{
    if (row->fault || row->count != 2) return;
    if (tg_span_is(row->fields[0], "SnapshotDate")) tg_text_safe(out->snapshot, VALUE_ROOM, row->fields[1]);
    if (tg_span_is(row->fields[0], "ExtractType")) tg_text_safe(out->extract, VALUE_ROOM, row->fields[1]);
}

/* "Variable","Value" and what it says of itself. */
static bool read_meta(struct tg_arena *arena, const char *folder, struct published *out)
{
    struct tg_stream stream = {0};
    struct tg_csv_record *row = tg_arena_take(arena, sizeof *row);
    struct tg_csv *csv = tg_csv_new(arena, read_stream, &stream);
    const char *path = path_in(arena, folder, "meta.csv");
    if (!row || !csv || !path || tg_stream_open(path, &stream, NULL) != TOEGANG_GOOD) return false;
    for (size_t i = 0; i < ROWS_MOST; i++) {
        if (tg_csv_next(csv, row, NULL) != TOEGANG_GOOD || row->count == 0) break;
        take_row(row, out);
    }
    tg_stream_close(&stream);
    return out->snapshot[0] != '\0';
}

toegang_status tg_exchange_open_data(const char *path, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct published published = {0};
    toegang_status status = TOEGANG_GOOD;
    if (has_file(&arena, path, "enterprise.csv") && read_meta(&arena, path, &published))
        status = tg_reportf(report, TOEGANG_REFUSED, CHECK_IMPORT_OPEN_DATA, "function holders",
                            "KBO Open Data of %s, %s: enterprises, establishments and names", published.snapshot,
                            published.extract);
    tg_arena_free(&arena);
    return status;
}

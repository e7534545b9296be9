/* SPDX-License-Identifier: Apache-2.0 */
/* KBO Open Data into a store: what is known of organisations. No function is in it, and none is taken away. */
#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "exchange_import.h"

#define MARK_ROOM (TG_OPEN_DATA_FILES * TG_MARK_ROOM)

static toegang_status take_known(void *context, const toegang_known *row, toegang_report *report)
{
    struct tg_import *import = context;
    const toegang_loading *loading = import->loading;
    toegang_status status = TOEGANG_GOOD;
    if (row->language[0])
        import->done.names++;
    else
        import->done.organisations++;
    tg_import_count(import);
    if (tg_import_is_new(import)) status = loading->add_known(loading->state, row, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_import_keep(import, import->done.organisations + import->done.names, report);
}

static toegang_status read_files(struct tg_import *import, toegang_report *report)
{
    toegang_status status = tg_open_data_read(&import->data, report);
    if (status != TOEGANG_GOOD) return status;
    return import->done.organisations > 0 ? TOEGANG_GOOD : tg_import_nothing(import, "an enterprise", report);
}

static void write_detail(const struct tg_import *import, char *out, size_t size)
{
    char name[TG_IMPORT_NAME];
    tg_import_name(import, name);
    snprintf(out, size, "KBO Open Data of %s: %ju organisations and %ju names of %s, %ju rejected", import->data.snapshot,
             (uintmax_t)import->done.organisations, (uintmax_t)import->done.names, name, (uintmax_t)import->done.rejected);
}

static const struct tg_imported organisations = {read_files, write_detail, toegang_directory_load_organisations};

static toegang_status write_mark(const struct tg_import *import, struct tg_arena *arena, char out[MARK_ROOM],
                                 toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    struct tg_text text = tg_text_of(out, MARK_ROOM);
    for (size_t i = 0; status == TOEGANG_GOOD && i < TG_OPEN_DATA_FILES; i++) {
        char mark[TG_MARK_ROOM];
        const char *path = tg_open_data_path(&import->data, i, arena);
        status = path ? tg_exchange_mark(import->all, path, mark, report) : tg_no_memory(report);
        if (status == TOEGANG_GOOD) tg_text_addf(&text, "%s%s", i > 0 ? " " : "", mark);
    }
    return status;
}

toegang_status tg_import_open_data(struct tg_import *import, toegang_directory *store, toegang_report *report)
{
    struct tg_arena arena = {0};
    char mark[MARK_ROOM];
    import->kind = &organisations;
    import->mark = mark;
    import->rows = &import->data.rows;
    import->data = (struct tg_open_data){
        .folder = import->what->path,
        .rows = {.path = import->what->path, .context = import, .reject = tg_import_reject, .other = tg_import_other},
        .known = take_known};
    toegang_status status = tg_open_data_look(&import->data, &arena, report);
    tg_import_age(import, import->what->as_of != 0 ? import->what->as_of : import->data.as_of);
    if (status == TOEGANG_GOOD) status = write_mark(import, &arena, mark, report);
    if (status == TOEGANG_GOOD) status = tg_import_run(import, store, report);
    tg_arena_free(&arena);
    return status;
}

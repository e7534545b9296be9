/* SPDX-License-Identifier: Apache-2.0 */
/* Changes, and all else that only a store of its own facts can do, behind the same wrapper as questions. */
#include "base/report.h"
#include "directory/check.h"
#include "directory/known.h"
#include "wrapped.h"

static toegang_directory *bottom_of(toegang_directory *directory, toegang_register reg)
{
    while (directory && directory->class_->inner)
        directory = directory->class_->inner(directory->self, reg);
    return directory;
}

toegang_directory *toegang_directory_writer(toegang_directory *directory, toegang_register reg)
{
    directory = bottom_of(directory, reg);
    return directory && directory->class_->write ? directory : NULL;
}

static toegang_status takes_none(const toegang_directory *directory, toegang_report *report)
{
    return tg_report(report, TOEGANG_MISUSE, CHECK_DIRECTORY_READ_ONLY, "a directory that takes changes",
                     tg_span_of(directory->class_->name));
}

/* The body's own refusal passes, of the last time that it ran; what the adapter says of itself is checked. */
struct body {
    const toegang_directory *directory;
    toegang_change_body *run;
    void *context;
    const toegang_writing *writing; /* the adapter's */
    toegang_report told;
    toegang_status status;
};

/* What a store refuses of a row is not refused to whoever wants the change: he did not choose the store. */
static toegang_status put(void *state, toegang_register reg, const toegang_fact *before, const toegang_fact *after,
                          toegang_report *report)
{
    const struct body *body = state;
    toegang_report told = {0};
    toegang_status status = body->writing->put(body->writing->state, reg, before, after, &told);
    if (status > TOEGANG_GOOD) status = told.status = TOEGANG_UNAVAILABLE;
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(body->directory, status, &told, report);
}

static toegang_status last(void *state, toegang_line_sink *sink, void *context, toegang_report *report)
{
    const struct body *body = state;
    return body->writing->last(body->writing->state, sink, context, report);
}

static toegang_status append(void *state, const char *line, size_t length, toegang_report *report)
{
    const struct body *body = state;
    toegang_report told = {0};
    toegang_status status = body->writing->append(body->writing->state, line, length, &told);
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(body->directory, status, &told, report);
}

static toegang_status run_body(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct body *body = context;
    const toegang_writing guarded = {sizeof guarded, body, put, writing->last ? last : NULL,
                                     writing->append ? append : NULL};
    (void)report;
    body->told = (toegang_report){0};
    body->writing = writing;
    body->status = body->run(body->context, &guarded, &body->told);
    return body->status;
}

toegang_status toegang_directory_write(toegang_directory *directory, int64_t patience_ms,
                                       toegang_change_body *body, void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !body || patience_ms < 0) return tg_misuse(report, "a directory, a patience and a body");
    if (!directory->class_->write) return takes_none(directory, report);
    struct body run = {.directory = directory, .run = body, .context = context};
    toegang_status status = directory->class_->write(directory->self, patience_ms, run_body, &run, &told);
    if (run.status != TOEGANG_GOOD) return (void)tg_report_pass(report, &run.told), run.status;
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

uint64_t toegang_directory_generation(toegang_directory *directory)
{
    if (!directory || !directory->class_->generation) return 0;
    return directory->class_->generation(directory->self);
}

toegang_status toegang_directory_describe(toegang_directory *directory, int64_t patience_ms,
                                          toegang_detail_sink *sink, void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !sink || patience_ms < 0) return tg_misuse(report, "a directory, a patience and a sink");
    bool is_around_one = directory->class_->inner && directory->class_->describe; /* it tells of the one inside */
    if (!is_around_one) sink(context, "adapter", directory->class_->name);
    if (!directory->class_->describe) return TOEGANG_GOOD;
    toegang_status status = directory->class_->describe(directory->self, patience_ms, sink, context, &told);
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

static const toegang_store_class nothing = {.size = sizeof nothing};

static const toegang_store_class *store_of(const toegang_directory *directory)
{
    return directory->class_->store ? directory->class_->store : &nothing;
}

toegang_status toegang_directory_trail(toegang_directory *directory, toegang_line_sink *sink, void *context,
                                       toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !sink) return tg_misuse(report, "a directory and a sink");
    if (!store_of(directory)->trail) return takes_none(directory, report);
    toegang_status status = store_of(directory)->trail(directory->self, sink, context, &told);
    return status >= TOEGANG_GOOD ? status : tg_wrapped_failed(directory, status, &told, report);
}

toegang_status toegang_directory_migrate(toegang_directory *directory, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory) return tg_misuse(report, "a directory");
    if (!store_of(directory)->migrate) return takes_none(directory, report);
    toegang_status status = store_of(directory)->migrate(directory->self, &told);
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

typedef toegang_status loader(void *self, const toegang_load *load, toegang_report *report);

static bool is_whole(const toegang_load *load)
{
    return load && load->size >= sizeof *load && load->fill && load->seal && load->mark &&
           (unsigned)load->reg < TOEGANG_REGISTERS;
}

static toegang_status run_load(toegang_directory *directory, loader *run, const toegang_load *load, toegang_report *report)
{
    toegang_report told = {0};
    if (!run) return takes_none(directory, report);
    toegang_status status = run(directory->self, load, &told);
    return status >= TOEGANG_GOOD ? status : tg_wrapped_failed(directory, status, &told, report);
}

toegang_status toegang_directory_load(toegang_directory *directory, const toegang_load *load,
                                      toegang_report *report)
{
    if (!directory || !is_whole(load)) return tg_misuse(report, "a directory and a whole load");
    return run_load(directory, store_of(directory)->load, load, report);
}

toegang_status toegang_directory_scan(toegang_directory *directory, toegang_register reg, toegang_fact_sink *sink,
                                      void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !sink || (unsigned)reg >= TOEGANG_REGISTERS)
        return tg_misuse(report, "a directory, a register and a sink");
    if (!store_of(directory)->scan) return takes_none(directory, report);
    struct tg_guard guard = {NULL, sink, context, report, TOEGANG_GOOD, 0, false};
    toegang_status status = store_of(directory)->scan(directory->self, reg, tg_guard_sink, &guard, &told);
    if (guard.status != TOEGANG_GOOD) return guard.status;
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

/* ---- organisations ---- */

/* An adapter that was compiled before there were any does not have these members. */
static const toegang_store_class *keeper_of(const toegang_directory *directory)
{
    const toegang_store_class *store = store_of(directory);
    return store->size >= sizeof *store ? store : &nothing;
}

toegang_directory *tg_directory_keeper(toegang_directory *directory)
{
    directory = bottom_of(directory, TOEGANG_KBO);
    return directory && keeper_of(directory)->organisation ? directory : NULL;
}

toegang_status toegang_directory_load_organisations(toegang_directory *directory, const toegang_load *load,
                                                    toegang_report *report)
{
    if (!directory || !is_whole(load)) return tg_misuse(report, "a directory and a whole load");
    return run_load(directory, keeper_of(directory)->load_organisations, load, report);
}

struct telling {
    const toegang_organisation *key;
    toegang_known_sink *sink;
    void *context;
    toegang_report *report;
    toegang_status status; /* the first that was not GOOD */
};

static bool is_about(const toegang_known *row, const toegang_organisation *key)
{
    if (!row || row->size < sizeof *row || !toegang_organisation_equal(&row->organisation, key)) return false;
    bool is_none = !row->status[0] && !row->language[0];
    return is_none || tg_known_is_good(row);
}

static toegang_status check_known(void *context, const toegang_known *row)
{
    struct telling *telling = context;
    if (telling->status != TOEGANG_GOOD) return telling->status;
    telling->status = is_about(row, telling->key)
                          ? telling->sink(telling->context, row)
                          : tg_report(telling->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW,
                                      "a row that is a fact", TG_SPAN("something else"));
    return telling->status;
}

toegang_status toegang_directory_organisation(toegang_directory *directory, const toegang_organisation *key,
                                              toegang_known_sink *sink, void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (!directory || !key || !sink) return tg_misuse(report, "a directory, an organisation and a sink");
    if (!keeper_of(directory)->organisation) return takes_none(directory, report);
    struct telling telling = {key, sink, context, report, TOEGANG_GOOD};
    toegang_status status =
        keeper_of(directory)->organisation(directory->self, key, check_known, &telling, &told);
    if (telling.status != TOEGANG_GOOD) return telling.status;
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_wrapped_failed(directory, status, &told, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "bridge.h"

#include "_cgo_export.h"

static void problem(void *context, const char *file, const char *source_line, const toegang_report *report)
{
    toegangGoProblem((uintptr_t)context, (char *)file, (char *)source_line, (toegang_report *)report);
}

toegang_status bridge_open(const char *path, int strict, toegang_directory *const *registers, uintptr_t handle,
                           toegang **out, toegang_report *report)
{
    return toegang_open_with(path, strict, registers, problem, (void *)handle, out, report);
}

/* ---- a directory written in Go ---- */

static toegang_status read_go(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                              void *context, toegang_report *report)
{
    return toegangGoRead((uintptr_t)self, (toegang_directory_question *)question, sink, context, report);
}

static void close_go(void *self)
{
    toegangGoClose((uintptr_t)self);
}

static const toegang_directory_class directory_in_go = {.size = sizeof directory_in_go,
                                                        .flags = TOEGANG_DIRECTORY_CONCURRENT,
                                                        .name = "go",
                                                        .read = read_go,
                                                        .close = close_go};

toegang_status bridge_directory_new(uintptr_t handle, toegang_directory **out, toegang_report *report)
{
    return toegang_directory_new(&directory_in_go, (void *)handle, out, report);
}

toegang_status bridge_push(toegang_fact_sink *sink, void *context, const toegang_fact *fact)
{
    return sink(context, fact);
}

/* ---- sinks ---- */

static void detail(void *context, toegang_register reg, const char *name, const char *value)
{
    toegangGoDetail((uintptr_t)context, reg, (char *)name, (char *)value);
}

toegang_status bridge_directories(const toegang *all, int64_t patience_ms, uintptr_t handle, toegang_report *report)
{
    return toegang_directories(all, patience_ms, detail, (void *)handle, report);
}

static toegang_status representation(void *context, const toegang_representation *row)
{
    return toegangGoRepresentation((uintptr_t)context, (toegang_representation *)row);
}

toegang_status bridge_represent(const toegang *all, const toegang_organisation *organisation,
                                const toegang_rrn *holder, toegang_time at, uintptr_t handle,
                                toegang_report *report)
{
    return toegang_represent(all, organisation, holder, at, representation, (void *)handle, report);
}

static toegang_status row(void *context, const toegang_list_row *one)
{
    return toegangGoRow((uintptr_t)context, (toegang_list_row *)one);
}

toegang_status bridge_list(const toegang *all, const toegang_list_question *question, uintptr_t handle,
                           toegang_report *report)
{
    return toegang_list(all, question, row, (void *)handle, report);
}

static toegang_status found(void *context, const toegang_found *one)
{
    return toegangGoFound((uintptr_t)context, (toegang_found *)one);
}

toegang_status bridge_search_organisations(const toegang *all, const toegang_question *question, uintptr_t handle,
                                           toegang_report *report)
{
    return toegang_search_organisations(all, question, found, (void *)handle, report);
}

toegang_status bridge_search_holders(const toegang *all, const toegang_question *question,
                                     toegang_assurance assurance, const char *capacity, uintptr_t handle,
                                     toegang_report *report)
{
    return toegang_search_holders(all, question, assurance, capacity, found, (void *)handle, report);
}

toegang_status bridge_search_rights(const toegang *all, const toegang_question *question, uintptr_t handle,
                                    toegang_report *report)
{
    return toegang_search_rights(all, question, found, (void *)handle, report);
}

/* The body is Go's: a struct of Go that points to it could not be handed over. */
toegang_status bridge_authzen(const toegang *all, toegang_authzen_kind kind, const char *body, size_t length,
                              toegang_time at, int64_t patience_ms, toegang_language language, const char *caller,
                              toegang_answer **out, toegang_report *report)
{
    const toegang_authzen request = {sizeof request, kind, body, length, at, patience_ms, language, caller};
    return toegang_authzen_answer(all, &request, out, report);
}

static void finding(void *context, const toegang_audit_finding *one)
{
    toegangGoFinding((uintptr_t)context, (toegang_audit_finding *)one);
}

toegang_status bridge_audit_verify(const toegang *all, uintptr_t handle, toegang_report *report)
{
    return toegang_audit_verify(all, finding, (void *)handle, report);
}

static toegang_status line(void *context, const char *trail, const char *text, size_t length)
{
    return toegangGoLine((uintptr_t)context, (char *)trail, (char *)text, length);
}

toegang_status bridge_audit_show(const toegang *all, uintptr_t handle, toegang_report *report)
{
    return toegang_audit_show(all, line, (void *)handle, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What cgo cannot say itself: sinks that end in Go, and a directory written in Go. A handle stands for a Go value. */
#ifndef BRIDGE_H
#define BRIDGE_H

#include <stdlib.h>
#include <string.h>

#include <toegang.h>
#include <toegang/sys/directory.h>
#include <toegang/sys/identity.h>

toegang_status bridge_open(const char *path, int strict, toegang_directory *const *registers, uintptr_t handle,
                           toegang **out, toegang_report *report);
toegang_status bridge_directory_new(uintptr_t handle, toegang_directory **out, toegang_report *report);
toegang_status bridge_push(toegang_fact_sink *sink, void *context, const toegang_fact *fact);
toegang_status bridge_directories(const toegang *all, int64_t patience_ms, uintptr_t handle, toegang_report *report);
toegang_status bridge_represent(const toegang *all, const toegang_organisation *organisation,
                                const toegang_rrn *holder, toegang_time at, uintptr_t handle,
                                toegang_report *report);
toegang_status bridge_list(const toegang *all, const toegang_list_question *question, uintptr_t handle,
                           toegang_report *report);
toegang_status bridge_search_organisations(const toegang *all, const toegang_question *question, uintptr_t handle,
                                           toegang_report *report);
toegang_status bridge_search_holders(const toegang *all, const toegang_question *question,
                                     toegang_assurance assurance, const char *capacity, uintptr_t handle,
                                     toegang_report *report);
toegang_status bridge_search_rights(const toegang *all, const toegang_question *question, uintptr_t handle,
                                    toegang_report *report);
toegang_status bridge_authzen(const toegang *all, toegang_authzen_kind kind, const char *body, size_t length,
                              toegang_time at, int64_t patience_ms, toegang_language language, const char *caller,
                              toegang_answer **out, toegang_report *report);
toegang_status bridge_audit_verify(const toegang *all, uintptr_t handle, toegang_report *report);
toegang_status bridge_audit_show(const toegang *all, uintptr_t handle, toegang_report *report);

#endif

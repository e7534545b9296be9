/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EXAMPLE_ADAPTER_H
#define EXAMPLE_ADAPTER_H

#include <toegang/directory.h>

/* KBO functions from the text file at path. On GOOD *out is yours. */
toegang_status example_open(const char *path, toegang_directory **out, toegang_report *report);

#endif

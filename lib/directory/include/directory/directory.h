/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_DIRECTORY_H
#define TG_DIRECTORY_DIRECTORY_H

#include <toegang/sys/directory.h>

#include "base/arena.h"
#include "directory/fact.h"

/* 1 when a register is configured, 0 when it is empty by configuration: for a layer. Any other directory: 1. */
bool tg_directory_serves(const toegang_directory *directory, toegang_register reg);

#endif

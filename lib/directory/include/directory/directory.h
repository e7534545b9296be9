/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_DIRECTORY_H
#define TG_DIRECTORY_DIRECTORY_H

#include <toegang/sys/directory.h>

#include "base/arena.h"
#include "directory/fact.h"

/* Of a layer: 1 when the register is configured, 0 when it is empty by configuration. Of any other: 1. */
bool tg_directory_serves(const toegang_directory *directory, toegang_register reg);

/* The directory of a register, when this is a layer of registers; NULL where it is empty by configuration. */
toegang_directory *tg_directory_of(const toegang_directory *layer, toegang_register reg);

/* The state of a directory when it is of this class, else NULL. */
void *tg_directory_self(const toegang_directory *directory, const toegang_directory_class *class_);

/*
 * A flag of classes of ours that are made of directories: each fact that they push went through the wrapper of one of
 * these before, and is not looked at a second time. Whether it fits the question still is.
 */
#define TG_DIRECTORY_PASSES_ON (UINT32_C(1) << 31)

/* UNAVAILABLE: a question at hand would have to wait. Whether it is this that a directory told. */
toegang_status tg_not_at_hand(toegang_report *report);
bool tg_is_not_at_hand(toegang_status status, const toegang_report *told);

/*
 * The directory at the bottom of the register kbo that can say what is known of organisations, also where it takes no
 * changes; NULL: none does.
 */
toegang_directory *tg_directory_keeper(toegang_directory *directory);

/*
 * toegang_directory_new for our own classes, whose state lies in an arena: moves *arena into the directory,
 * which frees it after close. On anything but GOOD the arena stays the caller's.
 */
toegang_status tg_directory_own(const toegang_directory_class *class_, void *self, struct tg_arena *arena,
                                toegang_directory **out, toegang_report *report);

#endif

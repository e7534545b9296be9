/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_REPLAY_H
#define TG_DIRECTORY_REPLAY_H

#include <toegang/replay.h>

#include "base/arena.h"

/* Hexadecimal digits of a key. */
#define TG_REPLAY_KEY 64
/*
 * Hosts differ in their clocks, and a clock may go back: a store that several share forgets what ended this many
 * seconds ago, so that none of them still takes it for good.
 */
#define TG_REPLAY_GRACE 3600

/* Uses between two times that a store forgets some of what has ended. */
#define TG_REPLAY_USES 64
/* What ended by then is forgotten at a time. */
toegang_time tg_replay_ended(toegang_time at);

/* toegang_replay_new for our own classes, whose state lies in an arena: as tg_directory_own. */
toegang_status tg_replay_own(const toegang_replay_class *class_, void *self, struct tg_arena *arena,
                             toegang_replay **out, toegang_report *report);
toegang_status tg_replay_used(toegang_report *report);

#endif

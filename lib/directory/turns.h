/* SPDX-License-Identifier: Apache-2.0 */
/* Connections that the threads of one process take in turn. */
#ifndef TG_DIRECTORY_TURNS_H
#define TG_DIRECTORY_TURNS_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

#include <toegang/base.h>

#include "directory/deadline.h"

#define TG_TURN_LATE (-1) /* none came free in time */
#define TG_TURN_FORKED \
    (-2) /* another process took the first turn: its connections must not be touched here */

struct tg_turns_waiter;

struct tg_turns {
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    unsigned free;                   /* bit 1 << turn; none while somebody waits */
    struct tg_turns_waiter *waiting; /* who came first is first */
    _Atomic(pid_t) process; /* that took the first turn; 0: none yet */
};

/* At most 32 turns; false when the system has no room for a mutex. */
bool tg_turns_new(struct tg_turns *turns, unsigned count);
/* Whether this process took the first turn, or nobody did: then it is this process from now on. */
bool tg_turns_ours(struct tg_turns *turns);
/* A turn from 0, which is this thread's until it gives it back; or one of the two above. */
int tg_turns_take(struct tg_turns *turns, struct tg_deadline deadline);
/* UNAVAILABLE with the reason why there was none. */
toegang_status tg_turns_failed(int turn, const char *check, toegang_report *report);
void tg_turns_give(struct tg_turns *turns, int turn);
/* Ends them. Whether the connections are this process's to close. */
bool tg_turns_end(struct tg_turns *turns);

#endif

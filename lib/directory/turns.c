/* SPDX-License-Identifier: Apache-2.0 */
#include "turns.h"

#include <unistd.h>

#include "base/report.h"

/* A thread that waits, on its own stack. */
struct tg_turns_waiter {
    struct tg_turns_waiter *next;
    int turn; /* that it was handed, TG_TURN_LATE until then */
};

static bool new_condition(pthread_cond_t *condition)
{
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0) return false;
    bool is_made = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
                   pthread_cond_init(condition, &monotonic) == 0;
    (void)pthread_condattr_destroy(&monotonic);
    return is_made;
}

bool tg_turns_new(struct tg_turns *turns, unsigned count)
{
    turns->free = count < 32 ? (1U << count) - 1 : ~0U;
    turns->waiting = NULL;
    atomic_init(&turns->process, 0);
    if (pthread_mutex_init(&turns->mutex, NULL) != 0) return false;
    if (new_condition(&turns->freed)) return true;
    (void)pthread_mutex_destroy(&turns->mutex);
    return false;
}

bool tg_turns_ours(struct tg_turns *turns)
{
    pid_t nobody = 0, us = getpid();
    return atomic_compare_exchange_strong(&turns->process, &nobody, us) || nobody == us;
}

static int take_lowest(unsigned *turns)
{
    int turn = 0;
    while (!(*turns >> turn & 1U)) turn++;
    *turns &= ~(1U << turn);
    return turn;
}

static struct tg_turns_waiter **place_of(struct tg_turns *turns, const struct tg_turns_waiter *waiter)
{
    struct tg_turns_waiter **place = &turns->waiting;
    while (*place && *place != waiter) place = &(*place)->next;
    return place;
}

/* Under the mutex. A turn is handed to who came first: a thread that asks again and again takes nobody's. */
static int wait_for_one(struct tg_turns *turns, struct tg_deadline deadline)
{
    const struct timespec at = {.tv_sec = (time_t)(deadline.at / 1000),
                                .tv_nsec = (long)(deadline.at % 1000) * 1000000};
    struct tg_turns_waiter us = {NULL, TG_TURN_LATE};
    *place_of(turns, NULL) = &us;
    while (us.turn == TG_TURN_LATE && pthread_cond_timedwait(&turns->freed, &turns->mutex, &at) == 0)
        continue;
    if (us.turn == TG_TURN_LATE) *place_of(turns, &us) = us.next;
    return us.turn;
}

int tg_turns_take(struct tg_turns *turns, struct tg_deadline deadline)
{
    if (!tg_turns_ours(turns)) return TG_TURN_FORKED;
    if (pthread_mutex_lock(&turns->mutex) != 0) return TG_TURN_LATE;
    int turn = turns->free ? take_lowest(&turns->free) : wait_for_one(turns, deadline);
    (void)pthread_mutex_unlock(&turns->mutex);
    return turn;
}

toegang_status tg_turns_failed(int turn, const char *check, toegang_report *report)
{
    if (turn == TG_TURN_FORKED)
        return tg_report(report, TOEGANG_UNAVAILABLE, check, "the process that used it first",
                         TG_SPAN("a process that was forked afterwards"));
    return tg_report(report, TOEGANG_UNAVAILABLE, check, "an answer in time", TG_SPAN("none"));
}

void tg_turns_give(struct tg_turns *turns, int turn)
{
    (void)pthread_mutex_lock(&turns->mutex);
    struct tg_turns_waiter *first = turns->waiting;
    if (first) {
        first->turn = turn;
        turns->waiting = first->next;
        (void)pthread_cond_broadcast(&turns->freed); /* each looks whether it is meant */
    } else {
        turns->free |= 1U << turn;
    }
    (void)pthread_mutex_unlock(&turns->mutex);
}

/* In a child, a thread that is not here may hold the mutex: it stays as it is. */
bool tg_turns_end(struct tg_turns *turns)
{
    if (!tg_turns_ours(turns)) return false;
    (void)pthread_cond_destroy(&turns->freed);
    (void)pthread_mutex_destroy(&turns->mutex);
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/turns.h"

#include <criterion/criterion.h>
#include <sys/wait.h>
#include <unistd.h>

#include "directory/check_replay.h"

Test(turns, one_after_another)
{
    struct tg_turns turns;
    toegang_report report = {0};
    cr_assert(tg_turns_new(&turns, 3));
    for (int turn = 0; turn < 3; turn++) cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(0)), turn);
    struct tg_deadline begun = tg_deadline_in(10000);
    cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(50)), TG_TURN_LATE);
    int left = tg_deadline_left(begun);
    cr_expect(left <= 9951 && left > 5000, "%d of 10000 ms left after 50", left);
    cr_expect_eq(tg_turns_failed(TG_TURN_LATE, CHECK_REPLAY_UNAVAILABLE, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_REPLAY_UNAVAILABLE);
    tg_turns_give(&turns, 1);
    cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(0)), 1);
    cr_expect(tg_turns_end(&turns));
}

static void *give_later(void *context)
{
    (void)usleep(30000);
    tg_turns_give(context, 0);
    return NULL;
}

Test(turns, whoever_waits_is_woken)
{
    struct tg_turns turns;
    pthread_t other;
    cr_assert(tg_turns_new(&turns, 1));
    cr_assert_eq(tg_turns_take(&turns, tg_deadline_in(0)), 0);
    cr_assert_eq(pthread_create(&other, NULL, give_later, &turns), 0);
    struct tg_deadline deadline = tg_deadline_in(20000);
    cr_expect_eq(tg_turns_take(&turns, deadline), 0);
    cr_expect_gt(tg_deadline_left(deadline), 15000);
    (void)pthread_join(other, NULL);
    cr_expect(tg_turns_end(&turns));
}

struct waiter {
    struct tg_turns *turns;
    int turn;
};

static void *take_one(void *context)
{
    struct waiter *waiter = context;
    waiter->turn = tg_turns_take(waiter->turns, tg_deadline_in(5000));
    return NULL;
}

/* Who gives a turn back and asks again at once does not take it from who waits already. */
Test(turns, whoever_waits_is_first)
{
    struct tg_turns turns;
    pthread_t other;
    cr_assert(tg_turns_new(&turns, 1));
    for (int round = 0; round < 10; round++) {
        struct waiter waiter = {&turns, TG_TURN_LATE};
        cr_assert_eq(tg_turns_take(&turns, tg_deadline_in(0)), 0);
        cr_assert_eq(pthread_create(&other, NULL, take_one, &waiter), 0);
        for (bool waiting = false; !waiting;) {
            (void)usleep(1000);
            (void)pthread_mutex_lock(&turns.mutex);
            waiting = turns.waiting != NULL;
            (void)pthread_mutex_unlock(&turns.mutex);
        }
        tg_turns_give(&turns, 0);
        cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(0)), TG_TURN_LATE, "round %d", round);
        (void)pthread_join(other, NULL);
        cr_expect_eq(waiter.turn, 0, "round %d", round);
        tg_turns_give(&turns, 0);
    }
    cr_expect(tg_turns_end(&turns));
}

/* Who waited for nothing leaves nothing behind: the next turn that is given is free. */
Test(turns, whoever_waited_in_vain_is_forgotten)
{
    struct tg_turns turns;
    cr_assert(tg_turns_new(&turns, 1));
    cr_assert_eq(tg_turns_take(&turns, tg_deadline_in(0)), 0);
    cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(5)), TG_TURN_LATE);
    tg_turns_give(&turns, 0);
    cr_expect_eq(turns.free, 1U);
    cr_expect_null(turns.waiting);
    cr_expect(tg_turns_end(&turns));
}

/* In a child, of the process that took a turn and of one that did not. */
Test(turns, a_process_that_was_forked)
{
    for (int used = 0; used < 2; used++) {
        struct tg_turns turns;
        int status = -1;
        cr_assert(tg_turns_new(&turns, 1));
        if (used) tg_turns_give(&turns, tg_turns_take(&turns, tg_deadline_in(0)));
        pid_t child = fork();
        if (child == 0) {
            int turn = tg_turns_take(&turns, tg_deadline_in(0));
            _exit((turn == (used ? TG_TURN_FORKED : 0)) && tg_turns_end(&turns) == !used ? 7 : 8);
        }
        cr_assert_eq(waitpid(child, &status, 0), child);
        cr_expect_eq(WEXITSTATUS(status), 7, "used before: %d", used);
        cr_expect_eq(tg_turns_take(&turns, tg_deadline_in(0)), 0, "used before: %d", used);
        cr_expect(tg_turns_end(&turns));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/deadline.h"

#include <criterion/criterion.h>
#include <unistd.h>

Test(deadline, patience)
{
    static const struct {
        int64_t asked, wanted;
        bool is_good;
    } rows[] = {{0, TG_PATIENCE, true}, {1, 1, true},   {60000, 60000, true},
                {60001, 0, false},      {-1, 0, false}, {INT64_MIN, 0, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t out = 0;
        cr_expect_eq(tg_patience(rows[i].asked, &out), rows[i].is_good, "row %zu", i);
        cr_expect_eq(out, rows[i].wanted, "row %zu", i);
    }
}

Test(deadline, what_is_left)
{
    cr_expect_eq(tg_deadline_left(tg_deadline_in(0)), 0);
    cr_expect_eq(tg_deadline_left(tg_deadline_in(-5)), 0);
    cr_expect_eq(tg_deadline_left(tg_deadline_in(INT64_C(1) << 40)), INT32_MAX);
    struct tg_deadline deadline = tg_deadline_in(20000);
    int before = tg_deadline_left(deadline);
    (void)usleep(20000);
    int after = tg_deadline_left(deadline);
    cr_expect(before <= 20000 && after <= before - 19 && after > 0, "%d, then %d", before, after);
}

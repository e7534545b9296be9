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

Test(deadline, shares)
{
    static const struct {
        const char *name;
        int64_t patience;
        size_t parts;
        int64_t least, most;
        bool is_asked;
    } rows[] = {{"none is named", 0, 3, 0, 0, true},
                {"less than none", -1, 3, 0, 0, true},
                {"the last part", 20000, 1, 15000, 20000, true},
                {"one of four", 20000, 4, 3750, 5000, true},
                {"no parts are one", 20000, 0, 15000, 20000, true},
                {"longer than time", INT64_MAX, 2, 0, 0, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t share = -7;
        cr_expect_eq(tg_deadline_share(tg_deadline_of(rows[i].patience), rows[i].parts, &share),
                     rows[i].is_asked);
        cr_expect(share >= rows[i].least && share <= rows[i].most, "%s: %d", rows[i].name, (int)share);
    }
    int64_t share = -7;
    cr_expect_not(tg_deadline_share(tg_deadline_in(0), 1, &share));
    cr_expect(tg_deadline_share(tg_deadline_in(5000), 10000, &share), "less than one each is one");
    cr_expect(share >= 1 && share <= 5000, "%d", (int)share);
}

Test(deadline, a_clock_that_goes_on)
{
    int64_t before = tg_clock.now(tg_clock.context);
    (void)usleep(20000);
    int64_t passed = tg_clock.now(tg_clock.context) - before;
    cr_expect(passed >= 19 && passed < 20000, "%d", (int)passed);
}

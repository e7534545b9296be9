/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <toegang/number.h>

#include "base/time.h"
#include "number/check.h"
#include "number_maker.h"

#define ALLOW TOEGANG_RRN_ALLOW_TEST
#define BARE TOEGANG_RRN_DIGITS_ONLY

static toegang_status parse(const char *text, unsigned options, toegang_rrn *out, toegang_report *report)
{
    return toegang_rrn_parse(text, strlen(text), options, out, report);
}

/* Which check falls; "" when none does. */
static const char *fallen(const char *text, unsigned options)
{
    static toegang_report report;
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    report = (toegang_report){0};
    toegang_status status = parse(text, options, &rrn, &report);
    cr_assert_eq(status, report.status, "%s", text);
    cr_assert_eq(status == TOEGANG_GOOD, rrn.kind != TOEGANG_RRN_NONE, "%s", text);
    return report.check;
}

Test(rrn, reads_what_it_should_and_names_the_rule_that_fell)
{
    static const struct {
        const char *text;
        unsigned options;
        const char *check;
    } rows[] = {
        {"85073003328", 0, ""},
        {"85073003328", BARE, ""},
        {"85.07.30-033.28", 0, ""},
        {"85 07 30 033 28", 0, ""},
        {"850730-03328", 0, ""},
        {"85.07.30-033.28", BARE, CHECK_RRN_FORM},
        {"", 0, CHECK_RRN_LENGTH},
        {"8507300332", 0, CHECK_RRN_LENGTH},
        {"850730033281", 0, CHECK_RRN_LENGTH},
        {"0000000000000000000000000000000000000000000000000000000000000000000000", 0, CHECK_RRN_LENGTH},
        {"85.07.30-033.2", 0, CHECK_RRN_LENGTH},
        {" 85073003328", 0, CHECK_RRN_FORM},
        {"85073003328 ", 0, CHECK_RRN_FORM},
        {"85073003328\n", 0, CHECK_RRN_FORM},
        {"8.50730-033.28", 0, CHECK_RRN_FORM},
        {"85..07.30-033.28", 0, CHECK_RRN_FORM},
        {"85.07.30--033.28", 0, CHECK_RRN_FORM},
        {"85/07/30-033.28", 0, CHECK_RRN_FORM},
        {"85073003E28", 0, CHECK_RRN_FORM},
        {"+85073003328", 0, CHECK_RRN_FORM},
        {"\xef\xbc\x98"
         "5073003328",
         0, CHECK_RRN_FORM}, /* a full-width 8 */
        {"85073003329", 0, CHECK_RRN_CHECKSUM},
        {"85073003300", 0, CHECK_RRN_CHECKSUM},
        {"85073003398", 0, CHECK_RRN_CHECKSUM},
        {"85073100145", 0, CHECK_RRN_CHECKSUM}, /* a popular fake */
        {"12345698745", 0, CHECK_RRN_MONTH},
        {"99999999999", 0, CHECK_RRN_MONTH},
        {"98070654321", 0, CHECK_RRN_CHECKSUM},
        {"00000000000", 0, CHECK_RRN_SEQUENCE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(fallen(rows[i].text, rows[i].options), rows[i].check, "'%s'", rows[i].text);
}

Test(rrn, an_octet_zero_is_no_digit)
{
    toegang_rrn rrn;
    toegang_report report = {0};
    cr_expect_eq(toegang_rrn_parse("8507300332\0", 11, 0, &rrn, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_RRN_FORM);
}

/* Which month belongs to which register, with good check digits. */
Test(rrn, months)
{
    for (unsigned month = 0; month < 100; month++) {
        char nine[10], text[12];
        snprintf(nine, sizeof nine, "85%02u01033", month);
        make_rrn(nine, 0, text);
        bool national = month <= 12, bis = (month >= 20 && month <= 32) || (month >= 40 && month <= 52);
        bool test = month >= 61 && month <= 72;
        cr_expect_str_eq(fallen(text, 0),
                         national || bis ? ""
                         : test          ? CHECK_RRN_TEST
                                         : CHECK_RRN_MONTH,
                         "%02u", month);
        cr_expect_str_eq(fallen(text, ALLOW), national || bis || test ? "" : CHECK_RRN_MONTH, "%02u", month);
        toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
        (void)!parse(text, ALLOW, &rrn, NULL);
        cr_expect_eq(rrn.kind,
                     national ? TOEGANG_RRN_NATIONAL
                     : bis    ? TOEGANG_RRN_BIS
                     : test   ? TOEGANG_RRN_TEST
                              : TOEGANG_RRN_NONE,
                     "%02u", month);
    }
}

static unsigned days_of(unsigned month, bool leap)
{
    static const unsigned days[] = {99, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap ? 29 : days[month];
}

/* Every day of every month, in a common and a leap year, in each register: 00 is unknown, month 00 runs on
 * to 99. */
Test(rrn, days)
{
    static const unsigned bases[] = {0, 20, 40, 60};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        for (unsigned month = bases[b] == 60; month <= 12; month++)
            for (unsigned day = 0; day < 100; day++)
                for (unsigned year = 84; year <= 85; year++) {
                    char nine[10], text[12];
                    snprintf(nine, sizeof nine, "%02u%02u%02u033", year, month + bases[b], day);
                    make_rrn(nine, 0, text);
                    bool good = day <= days_of(month, year == 84);
                    cr_assert_str_eq(fallen(text, ALLOW), good ? "" : CHECK_RRN_DAY, "%s", nine);
                }
}

/* The year 00 has a 29 February in 2000 and none in 1900: the check digits say which it is. */
Test(rrn, leap_day_of_the_century_that_the_check_digits_prove)
{
    char text[12];
    for (unsigned year = 0; year < 100; year++)
        for (int since_2000 = 0; since_2000 < 2; since_2000++) {
            char nine[10];
            snprintf(nine, sizeof nine, "%02u0229033", year);
            make_rrn(nine, since_2000, text);
            bool leap = year % 4 == 0 && (year != 0 || since_2000);
            cr_expect_str_eq(fallen(text, 0), leap ? "" : CHECK_RRN_DAY, "%s since 2000: %d", nine,
                             since_2000);
        }
}

Test(rrn, sequences)
{
    static const struct {
        const char *nine;
        const char *check;
    } rows[] = {
        {"850730000", CHECK_RRN_SEQUENCE},
        {"850730001", ""},
        {"850730998", ""},
        {"850730999", CHECK_RRN_SEQUENCE},
        {"852730000", CHECK_RRN_SEQUENCE},
        {"852730001", ""},
        {"852730998", ""},
        {"852730999", ""},
        {"854730000", CHECK_RRN_SEQUENCE},
        {"854730999", ""},
        {"856730000", CHECK_RRN_SEQUENCE},
        {"856730998", ""},
        {"856730999", CHECK_RRN_SEQUENCE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[12];
        make_rrn(rows[i].nine, 0, text);
        cr_expect_str_eq(fallen(text, ALLOW), rows[i].check, "%s", rows[i].nine);
    }
}

/* Every residue of n mod 97 in both centuries: one pair of check digits is right, the other 99 are wrong. */
Test(rrn, all_residues_of_both_centuries)
{
    bool seen[2][97] = {{false}};
    for (unsigned day = 1; day <= 28; day++)
        for (unsigned sequence = 1; sequence <= 40; sequence++) {
            char nine[10], good[2][12];
            snprintf(nine, sizeof nine, "8507%02u%03u", day, sequence);
            for (int century = 0; century < 2; century++) {
                make_rrn(nine, century, good[century]);
                seen[century][atoi(good[century] + 9) - 1] = true;
            }
            cr_assert_str_neq(good[0], good[1], "no number may be of both centuries");
            for (unsigned check = 0; check < 100; check++) {
                char text[12];
                snprintf(text, sizeof text, "%s%02u", nine, check);
                bool right = strcmp(text, good[0]) == 0 || strcmp(text, good[1]) == 0;
                cr_assert_str_eq(fallen(text, 0), right ? "" : CHECK_RRN_CHECKSUM, "%s", text);
            }
        }
    for (int century = 0; century < 2; century++)
        for (size_t i = 0; i < 97; i++)
            cr_expect(seen[century][i], "century %d, check digits %zu", century, i + 1);
}

/* Where python-stdnum, other public validators and Belgif differ we follow Belgif. */
Test(rrn, where_public_validators_disagree)
{
    static const struct {
        const char *text, *check, *why;
    } rows[] = {
        {"81022903534", CHECK_RRN_DAY, "29 February of a common year, which python-stdnum accepts"},
        {"47060200096", CHECK_RRN_SEQUENCE, "sequence 000, which python-stdnum accepts"},
        {"99020299964", CHECK_RRN_SEQUENCE,
         "sequence 999 outside the BIS register, which python-stdnum accepts"},
        {"97053200144", CHECK_RRN_DAY, "32 May, an unknown date to python-stdnum"},
        {"61503100022", CHECK_RRN_SEQUENCE,
         "sequence 000 of the BIS register, which python-stdnum and Belgif accept"},
        {"80240199943", "", "sequence 999 of the BIS register"},
        {"81050003552", "", "an unknown day, which date libraries refuse"},
        {"00003241778", "", "an unknown month with a day over 31, which date libraries refuse"},
        {"24203200171", "", "the same in the BIS register"},
        {"10000100182", "", "an unknown month with a day; Belgif refused it until 2025"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(fallen(rows[i].text, 0), rows[i].check, "%s", rows[i].why);
}

Test(rrn, leading_zero_of_the_check_digits_counts)
{
    char text[12];
    unsigned met = 0;
    for (unsigned sequence = 1; sequence <= 200; sequence++) {
        char nine[10];
        snprintf(nine, sizeof nine, "850730%03u", sequence);
        make_rrn(nine, 0, text);
        if (text[9] != '0') continue;
        met++;
        cr_expect_str_eq(fallen(text, 0), "", "%s", text);
        char without[12];
        snprintf(without, sizeof without, "%s%c", nine, text[10]);
        cr_expect_str_eq(fallen(without, 0), CHECK_RRN_LENGTH, "%s", without);
    }
    cr_expect_gt(met, 10);
}

Test(rrn, a_refusal_touches_nothing_and_tells_no_number)
{
    static const char *const bad[] = {"85073003329", "85133003328",     "85073203328",  "85073000028",
                                      "85673003328", "85.07.30-033.29", "850730033281", "8507300332x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        toegang_rrn rrn, before;
        toegang_report report = {0};
        memset(&rrn, 0x5a, sizeof rrn);
        memset(&before, 0x5a, sizeof before);
        cr_expect_eq(parse(bad[i], 0, &rrn, &report), TOEGANG_REFUSED);
        cr_expect_eq(memcmp(&rrn, &before, sizeof rrn), 0, "%s", bad[i]);
        for (const char *text = report.came; text; text = text == report.came ? report.expected : NULL) {
            size_t run = 0;
            for (const char *at = text; *at; at++) {
                run = *at >= '0' && *at <= '9' ? run + 1 : 0;
                cr_expect_lt(run, 4, "%s: %s", bad[i], text);
            }
            cr_expect_null(strstr(text, "28"), "the right check digits: %s", text);
        }
    }
}

Test(rrn, misuse)
{
    toegang_rrn rrn;
    cr_expect_eq(toegang_rrn_parse(NULL, 0, 0, &rrn, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_rrn_parse("85073003328", 11, 0, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_rrn_parse("85073003328", 11, 0, &rrn, NULL), TOEGANG_GOOD);
}

Test(rrn, formats_and_masks)
{
    toegang_rrn rrn, none = {.kind = TOEGANG_RRN_NONE};
    char text[16];
    cr_assert_eq(parse("85073003328", 0, &rrn, NULL), TOEGANG_GOOD);
    toegang_rrn_format(&rrn, text);
    cr_expect_str_eq(text, "85.07.30-033.28");
    toegang_rrn_mask(&rrn, text);
    cr_expect_str_eq(text, "85.07.30-***.**");
    toegang_rrn_format(&none, text);
    cr_expect_str_eq(text, "");
    toegang_rrn_mask(&none, text);
    cr_expect_str_eq(text, "");
    toegang_rrn_mask(NULL, text);
    cr_expect_str_eq(text, "");
    toegang_rrn_format(NULL, text);
    cr_expect_str_eq(text, "");
}

Test(rrn, equality_needs_two_numbers)
{
    toegang_rrn one, same, other, zero;
    memset(&zero, 0, sizeof zero);
    cr_assert_eq(parse("85073003328", 0, &one, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("85.07.30-033.28", 0, &same, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("81050103522", 0, &other, NULL), TOEGANG_GOOD);
    cr_expect(toegang_rrn_equal(&one, &same));
    cr_expect_not(toegang_rrn_equal(&one, &other));
    cr_expect_not(toegang_rrn_equal(&zero, &zero));
    cr_expect_not(toegang_rrn_equal(&one, &zero));
    cr_expect_not(toegang_rrn_equal(&zero, &one));
    cr_expect_not(toegang_rrn_equal(NULL, &one));
    cr_expect_not(toegang_rrn_equal(&one, NULL));
    same.kind = TOEGANG_RRN_BIS;
    cr_expect_not(toegang_rrn_equal(&one, &same), "the same digits of another register");
}

Test(rrn, born_after)
{
    static const struct {
        const char *nine;
        int since_2000;
        const char *at;
        int after;
    } rows[] = {
        {"261123033", 1, "2026-11-22T22:59:59Z", 1}, /* 22 November in Brussels */
        {"261123033", 1, "2026-11-22T23:00:00Z", 0}, /* 23 November in Brussels */
        {"261124033", 1, "2026-11-23T10:00:00Z", 1},
        {"261201033", 1, "2026-11-23T10:00:00Z", 1},
        {"270101033", 1, "2026-11-23T10:00:00Z", 1},
        {"261123033", 0, "2026-11-23T10:00:00Z", 0}, /* 1926 */
        {"990101033", 1, "2026-11-23T10:00:00Z", 1}, /* 2099 */
        {"850730033", 0, "2026-11-23T10:00:00Z", 0},
        {"261100033", 1, "2026-11-23T10:00:00Z", 0}, /* an unknown day of this month */
        {"261200033", 1, "2026-11-23T10:00:00Z", 1}, /* an unknown day of the next */
        {"300001033", 1, "2026-11-23T10:00:00Z", 0}, /* an unknown month proves nothing */
        {"404001033", 1, "2026-11-23T10:00:00Z", 0},
        {"263123033", 1, "2026-11-23T10:00:00Z", 0}, /* BIS, November */
        {"263130033", 1, "2026-11-23T10:00:00Z", 1},
        {"263230033", 1, "2026-11-23T10:00:00Z", 1},
        {"267230033", 1, "2026-11-23T10:00:00Z", 1}, /* test, December */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[12];
        toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
        toegang_time at = 0;
        make_rrn(rows[i].nine, rows[i].since_2000, text);
        cr_assert_eq(parse(text, ALLOW, &rrn, NULL), TOEGANG_GOOD, "%s", text);
        cr_assert(tg_time_read(tg_span_of(rows[i].at), TG_ROUND_DOWN, &at));
        cr_expect_eq(toegang_rrn_born_after(&rrn, at), rows[i].after, "%s at %s", rows[i].nine, rows[i].at);
    }
    toegang_rrn none = {.kind = TOEGANG_RRN_NONE}, ann = none;
    cr_assert_eq(parse("85073003328", 0, &ann, NULL), TOEGANG_GOOD);
    for (int64_t time = INT64_MAX; time > 253402300799; time = time / 3 * 2)
        cr_expect_eq(toegang_rrn_born_after(&ann, time), 0, "%lld", (long long)time);
    cr_expect_eq(toegang_rrn_born_after(&ann, TOEGANG_ALWAYS), 1);
    cr_expect_eq(toegang_rrn_born_after(&none, 0), 0);
    cr_expect_eq(toegang_rrn_born_after(NULL, 0), 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* GeneralizedTime of LDAP (RFC 4517 3.3.13). */
#include <criterion/criterion.h>

#include "../../../lib/directory/ldap_time.h"

#define MARCH 1803895200 /* 2027-03-01T10:00:00Z */

Test(ldap_time, times)
{
    static const struct {
        const char *text;
        toegang_time down, up;
    } rows[] = {
        {"20270301100000Z", MARCH, MARCH},
        {"202703011000Z", MARCH, MARCH},
        {"2027030110Z", MARCH, MARCH},
        {"20270301110000+0100", MARCH, MARCH},
        {"20270301110000+01", MARCH, MARCH},
        {"20270301053000-0430", MARCH, MARCH},
        {"20270302093000+2330", MARCH, MARCH},
        {"20270301100000.0Z", MARCH, MARCH},
        {"20270301100000.000000000000Z", MARCH, MARCH},
        {"20270301100000.5Z", MARCH, MARCH + 1},
        {"20270301100000,5Z", MARCH, MARCH + 1},
        {"20270301100000.000000000000000001Z", MARCH, MARCH + 1},
        {"20270301100000.999999999999999999Z", MARCH, MARCH + 1},
        {"202703011000.5Z", MARCH + 30, MARCH + 30},
        {"202703011000.01Z", MARCH, MARCH + 1},
        {"2027030110.5Z", MARCH + 1800, MARCH + 1800},
        {"2027030110,25+0015", MARCH, MARCH},
        {"2027030110.0001Z", MARCH, MARCH + 1},
        {"20161231235960Z", 1483228800, 1483228800},
        {"00010101000000Z", -62135596800, -62135596800},
        {"99991231235959Z", 253402300799, 253402300799},
        {"19700101000000Z", 0, 0},
        {"20240229000000Z", 1709164800, 1709164800},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_time down = -1, up = -1;
        cr_expect(tg_ldap_time_read(tg_span_of(rows[i].text), TG_ROUND_DOWN, &down), "%s", rows[i].text);
        cr_expect(tg_ldap_time_read(tg_span_of(rows[i].text), TG_ROUND_UP, &up), "%s", rows[i].text);
        cr_expect_eq(down, rows[i].down, "%s: %lld", rows[i].text, (long long)down);
        cr_expect_eq(up, rows[i].up, "%s: %lld", rows[i].text, (long long)up);
    }
}

Test(ldap_time, no_times)
{
    static const char *const rows[] = {
        "",
        "Z",
        "2027",
        "20270301",
        "20270301Z",
        "2027030110",
        "20270301100000",
        "20270301100000z",
        "20270301100000ZZ",
        " 20270301100000Z",
        "20270301100000Z ",
        "20270301 100000Z",
        "2027-03-01T10:00:00Z",
        "20270001100000Z",
        "20271301100000Z",
        "20270300100000Z",
        "20270230100000Z",
        "20230229000000Z",
        "00000101000000Z",
        "20270301240000Z",
        "20270301106000Z",
        "20270301100061Z",
        "20270301100000.Z",
        "20270301100000,Z",
        "20270301100000.5",
        "20270301100000.5.5Z",
        "20270301100000.-5Z",
        "20270301100000+1Z",
        "20270301100000+",
        "20270301100000+1",
        "20270301100000+010",
        "20270301100000+01000",
        "20270301100000+2400",
        "20270301100000+0060",
        "20270301100000+-100",
        "2027030110000Z",
        "202703011Z",
        "-20270301100000Z",
        "120270301100000Z",
        "20270301100000\0Z",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_time time = 17;
        cr_expect_not(tg_ldap_time_read(tg_span_of(rows[i]), TG_ROUND_DOWN, &time), "%s", rows[i]);
        cr_expect_eq(time, 17, "%s", rows[i]);
    }
}

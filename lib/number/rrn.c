/* SPDX-License-Identifier: Apache-2.0 */
/*
 * National numbers: YYMMDD, a sequence of three digits, two check digits. Royal Decree of 3 April 1984,
 * articles 1 to 4. Where public validators disagree the Belgif rules decide.
 */
#include <toegang/number.h>

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "base/time.h"
#include "number/check.h"
#include "number/compare.h"
#include "number/digits.h"

#define SEPARATORS ".- "
static const unsigned char places[] = {2, 4, 6, 9, 0};

/* What the digits say, before it is judged. */
struct parts {
    unsigned year, month, day, sequence, check; /* as printed; year without its century */
    unsigned calendar_month;                    /* 0 to 12, 0 unknown */
    toegang_rrn_kind kind;
};

static toegang_status read_digits(struct tg_span text, unsigned options, char digits[11],
                                  toegang_report *report)
{
    bool bare = options & TOEGANG_RRN_DIGITS_ONLY, others = false;
    const char *separators = bare ? "" : SEPARATORS;
    if (text.length > TG_NUMBER_TEXT_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_LENGTH, "11 digits", "%zu characters",
                          text.length);
    size_t count = tg_digits_count(text, separators, &others);
    if (others) return tg_refuse(report, CHECK_RRN_FORM, "11 digits", TG_SPAN("other characters"));
    if (count != 11)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_LENGTH, "11 digits", "%zu digits", count);
    if (!tg_digits_read(text, separators, places, 11, digits))
        return tg_refuse(report, CHECK_RRN_FORM, "YY.MM.DD-SSS.CC", TG_SPAN("separators at other places"));
    return TOEGANG_GOOD;
}

static struct parts split(const char digits[11])
{
    return (struct parts){.year = (unsigned)tg_digits_value(digits, 2),
                          .month = (unsigned)tg_digits_value(digits + 2, 2),
                          .day = (unsigned)tg_digits_value(digits + 4, 2),
                          .sequence = (unsigned)tg_digits_value(digits + 6, 3),
                          .check = (unsigned)tg_digits_value(digits + 9, 2)};
}

/* The month names the register: BIS adds 20 (sex unknown) or 40, the Flemish test set 60 and knows no
 * month 60. */
static bool read_month(struct parts *parts)
{
    static const struct {
        unsigned first, base;
        toegang_rrn_kind kind;
    } rows[] = {{0, 0, TOEGANG_RRN_NATIONAL},
                {20, 20, TOEGANG_RRN_BIS},
                {40, 40, TOEGANG_RRN_BIS},
                {61, 60, TOEGANG_RRN_TEST}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (parts->month < rows[i].first || parts->month > rows[i].base + 12) continue;
        parts->calendar_month = parts->month - rows[i].base;
        parts->kind = rows[i].kind;
        return true;
    }
    return false;
}

static toegang_status check_month(struct parts *parts, unsigned options, toegang_report *report)
{
    if (!read_month(parts))
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_MONTH, "month 00-12, 20-32 or 40-52",
                          "month %02u", parts->month);
    if (parts->kind == TOEGANG_RRN_TEST && !(options & TOEGANG_RRN_ALLOW_TEST))
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_TEST, "month 00-12, 20-32 or 40-52",
                          "month %02u of a test number", parts->month);
    return TOEGANG_GOOD;
}

/* Day 00 is unknown; month 00 has no days to judge by, they run on when a year's unknown dates are used up.
 */
static toegang_status check_day(const struct parts *parts, int year, toegang_report *report)
{
    struct tg_day day = {year, parts->calendar_month, parts->day};
    if (parts->day == 0 || parts->calendar_month == 0 || tg_day_exists(day)) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_DAY, "a day of that month", "day %02u of month %02u",
                      parts->day, parts->month);
}

static toegang_status check_sequence(const struct parts *parts, toegang_report *report)
{
    unsigned last = parts->kind == TOEGANG_RRN_BIS ? 999 : 998;
    if (parts->sequence >= 1 && parts->sequence <= last) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_RRN_SEQUENCE, last == 999 ? "001-999" : "001-998", "%s",
                      parts->sequence == 0 ? "000" : "999");
}

/*
 * The year that the check digits prove; 0 when none. No number proves both: 2 000 000 000 mod 97 is not 0.
 * The right digits are never told: with the rest they would be somebody's number.
 */
static int proven_year(const char digits[11], const struct parts *parts)
{
    uint64_t number = tg_digits_value(digits, 9);
    if (97 - number % 97 == parts->check) return 1900 + (int)parts->year;
    if (97 - (2000000000 + number) % 97 == parts->check) return 2000 + (int)parts->year;
    return 0;
}

/* A day that no year has is told before the check digits, the leap day only when they proved its year. */
static toegang_status judge(const char digits[11], unsigned options, toegang_rrn_kind *kind,
                            toegang_report *report)
{
    const int leap_year = 2000;
    struct parts parts = split(digits);
    toegang_status status = check_month(&parts, options, report);
    if (status == TOEGANG_GOOD) status = check_day(&parts, leap_year, report);
    if (status == TOEGANG_GOOD) status = check_sequence(&parts, report);
    if (status != TOEGANG_GOOD) return status;
    int year = proven_year(digits, &parts);
    if (year == 0)
        return tg_refuse(report, CHECK_RRN_CHECKSUM, "97 - n mod 97", TG_SPAN("other check digits"));
    status = check_day(&parts, year, report);
    if (status == TOEGANG_GOOD) *kind = parts.kind;
    return status;
}

toegang_status toegang_rrn_parse(const char *text, size_t length, unsigned options, toegang_rrn *out,
                                 toegang_report *report)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    toegang_rrn_kind kind = TOEGANG_RRN_NONE;
    if (!text || !out) return tg_misuse(report, "text and out");
    toegang_status status = read_digits((struct tg_span){text, length}, options, rrn.digits, report);
    if (status == TOEGANG_GOOD) status = judge(rrn.digits, options, &kind, report);
    rrn.kind = (uint8_t)kind;
    if (status == TOEGANG_GOOD) *out = rrn;
    explicit_bzero(&rrn, sizeof rrn);
    return status;
}

static bool is_number(const toegang_rrn *rrn)
{
    return rrn && rrn->kind != TOEGANG_RRN_NONE;
}

void toegang_rrn_format(const toegang_rrn *rrn, char out[16])
{
    const char *d = rrn ? rrn->digits : "";
    memset(out, 0, 16);
    if (is_number(rrn)) snprintf(out, 16, "%.2s.%.2s.%.2s-%.3s.%.2s", d, d + 2, d + 4, d + 6, d + 9);
}

void toegang_rrn_mask(const toegang_rrn *rrn, char out[16])
{
    const char *d = rrn ? rrn->digits : "";
    memset(out, 0, 16);
    if (is_number(rrn)) snprintf(out, 16, "%.2s.%.2s.%.2s-***.**", d, d + 2, d + 4);
}

int toegang_rrn_equal(const toegang_rrn *one, const toegang_rrn *other)
{
    if (!is_number(one) || !is_number(other) || one->kind != other->kind) return 0;
    return memcmp(one->digits, other->digits, sizeof one->digits) == 0;
}

/* Days have names from year 1 to 9999; beyond them the nearest does. */
static struct tg_day day_at(toegang_time at)
{
    const struct tg_day first = {1, 1, 1}, last = {9999, 12, 31};
    if (at < tg_day_begin(first)) return first;
    return at >= tg_day_end(last) ? last : tg_day_at(at);
}

int tg_rrn_compare(const toegang_rrn *one, const toegang_rrn *other)
{
    if (one->kind != other->kind) return one->kind < other->kind ? -1 : 1;
    return one->kind == TOEGANG_RRN_NONE ? 0 : memcmp(one->digits, other->digits, sizeof one->digits);
}

/* With month 00 the year is a filler as often as it is a year of birth (40.00.01), so it proves nothing. */
int toegang_rrn_born_after(const toegang_rrn *rrn, toegang_time at)
{
    if (!is_number(rrn)) return 0;
    struct parts parts = split(rrn->digits);
    if (!read_month(&parts) || parts.calendar_month == 0) return 0;
    struct tg_day then = day_at(at);
    int year = proven_year(rrn->digits, &parts);
    if (year != then.year) return year > then.year;
    if (parts.calendar_month != then.month) return parts.calendar_month > then.month;
    return parts.day != 0 && parts.day > then.day;
}

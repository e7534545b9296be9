/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Enterprise and establishment unit numbers: eight digits and two check digits, 97 - n mod 97. Royal Decree
 * of 24 June 2003. Both are printed with dots, at different places.
 */
#include <toegang/number.h>

#include <string.h>

#include "base/report.h"
#include "number/check.h"
#include "number/digits.h"

static const unsigned char enterprise_places[] = {4, 7, 0};
static const unsigned char old_places[] = {3, 6, 0};
static const unsigned char establishment_places[] = {1, 4, 7, 0};

/* Enterprise numbers are no secret: the report says which check digits would fit. */
static toegang_status check_digits(const char digits[10], const char *check, toegang_report *report)
{
    unsigned fits = (unsigned)(97 - tg_digits_value(digits, 8) % 97);
    if (fits == tg_digits_value(digits + 8, 2)) return TOEGANG_GOOD;
    char expected[] = "check digits 00";
    expected[sizeof expected - 3] = (char)('0' + fits / 10);
    expected[sizeof expected - 2] = (char)('0' + fits % 10);
    return tg_reportf(report, TOEGANG_REFUSED, check, expected, "check digits %.2s", digits + 8);
}

static toegang_status done(const char digits[10], toegang_scheme scheme, toegang_organisation *out)
{
    *out = (toegang_organisation){.scheme = (uint8_t)scheme};
    memcpy(out->value, digits, 10);
    return TOEGANG_GOOD;
}

/* VAT numbers are enterprise numbers with BE before them. */
static struct tg_span without_country(struct tg_span text)
{
    if (!tg_span_starts(text, "BE")) return text;
    text = tg_span_from(text, 2);
    return tg_span_starts(text, " ") ? tg_span_from(text, 1) : text;
}

static toegang_status refuse_count(const char *check, size_t count, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_REFUSED, check, "10 digits", "%zu digits", count);
}

/* The printed form of an establishment unit's number has its dots elsewhere; what it is, is the better reason. */
static bool is_printed_establishment(struct tg_span text)
{
    char digits[10];
    return tg_digits_read(text, ". ", establishment_places, sizeof digits, digits) && digits[0] >= '2' &&
           digits[0] <= '8';
}

static toegang_status refuse_establishment(toegang_report *report)
{
    return tg_refuse(report, CHECK_KBO_ESTABLISHMENT, "an enterprise number",
                     TG_SPAN("an establishment unit number"));
}

static toegang_status read_enterprise(struct tg_span text, char digits[10], toegang_report *report)
{
    bool others = false;
    text = without_country(text);
    size_t count = tg_digits_count(text, ". ", &others);
    if (others) return tg_refuse(report, CHECK_KBO_FORM, "0999.999.922", TG_SPAN("other characters"));
    if (count != 9 && count != 10) return refuse_count(CHECK_KBO_LENGTH, count, report);
    if (count == 10 && is_printed_establishment(text)) return refuse_establishment(report);
    size_t missing = 10 - count;
    digits[0] = '0';
    if (!tg_digits_read(text, ". ", missing ? old_places : enterprise_places, count, digits + missing))
        return tg_refuse(report, CHECK_KBO_FORM, "0999.999.922", TG_SPAN("dots at other places"));
    return TOEGANG_GOOD;
}

static toegang_status check_enterprise(const char digits[10], toegang_report *report)
{
    if (digits[0] >= '2' && digits[0] <= '8') return refuse_establishment(report);
    if (digits[0] > '1')
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KBO_SERIES, "first digit 0 or 1", "%c", digits[0]);
    if (tg_digits_value(digits, 10) == 0)
        return tg_refuse(report, CHECK_KBO_ZERO, "not all zeros", TG_SPAN("zeros"));
    return check_digits(digits, CHECK_KBO_CHECKSUM, report);
}

toegang_status toegang_kbo_parse(const char *text, size_t length, toegang_organisation *out,
                                 toegang_report *report)
{
    char digits[10] = {0};
    if (!text || !out) return tg_misuse(report, "text and out");
    if (length > TG_NUMBER_TEXT_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KBO_LENGTH, "10 digits", "%zu characters", length);
    toegang_status status = read_enterprise((struct tg_span){text, length}, digits, report);
    if (status == TOEGANG_GOOD) status = check_enterprise(digits, report);
    return status == TOEGANG_GOOD ? done(digits, TOEGANG_SCHEME_KBO, out) : status;
}

static toegang_status read_establishment(struct tg_span text, char digits[10], toegang_report *report)
{
    bool others = false;
    size_t count = tg_digits_count(text, ". ", &others);
    if (others)
        return tg_refuse(report, CHECK_ESTABLISHMENT_FORM, "2.297.964.444", TG_SPAN("other characters"));
    if (count != 10) return refuse_count(CHECK_ESTABLISHMENT_LENGTH, count, report);
    if (!tg_digits_read(text, ". ", establishment_places, 10, digits))
        return tg_refuse(report, CHECK_ESTABLISHMENT_FORM, "2.297.964.444", TG_SPAN("dots at other places"));
    if (digits[0] < '2' || digits[0] > '8')
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_ESTABLISHMENT_SERIES, "first digit 2 to 8", "%c",
                          digits[0]);
    return check_digits(digits, CHECK_ESTABLISHMENT_CHECKSUM, report);
}

toegang_status toegang_establishment_parse(const char *text, size_t length, toegang_organisation *out,
                                           toegang_report *report)
{
    char digits[10] = {0};
    if (!text || !out) return tg_misuse(report, "text and out");
    if (length > TG_NUMBER_TEXT_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_ESTABLISHMENT_LENGTH, "10 digits", "%zu characters",
                          length);
    toegang_status status = read_establishment((struct tg_span){text, length}, digits, report);
    return status == TOEGANG_GOOD ? done(digits, TOEGANG_SCHEME_ESTABLISHMENT, out) : status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Typed keys: an organisation code is not always an enterprise number, and codes of two kinds are never
 * equal. */
#include <toegang/number.h>

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "number/check.h"
#include "number/compare.h"
#include "number/digits.h"

static const char *const scheme_names[] = {NULL, "kbo", "establishment", "ovo", "nis", "school", "vcode"};
#define SCHEMES (sizeof scheme_names / sizeof *scheme_names)

const char *toegang_scheme_name(toegang_scheme scheme)
{
    return (size_t)scheme < SCHEMES ? scheme_names[scheme] : NULL;
}

void toegang_organisation_key(const toegang_organisation *organisation,
                              char out[TOEGANG_ORGANISATION_KEY_MAX])
{
    const char *scheme = organisation ? toegang_scheme_name((toegang_scheme)organisation->scheme) : NULL;
    *out = '\0';
    if (scheme)
        snprintf(out, TOEGANG_ORGANISATION_KEY_MAX, "%s:%.*s", scheme, (int)sizeof organisation->value - 1,
                 organisation->value);
}

static bool all_digits(struct tg_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!tg_is_digit(text.at[i])) return false;
    return text.length > 0;
}

/* A fixed beginning and then exactly count digits. */
static bool has_form(struct tg_span text, const char *beginning, size_t count)
{
    size_t start = strlen(beginning);
    if (text.length != start + count || !tg_span_starts(text, beginning)) return false;
    return all_digits(tg_span_from(text, start));
}

static toegang_status done(struct tg_span value, toegang_scheme scheme, toegang_organisation *out)
{
    *out = (toegang_organisation){.scheme = (uint8_t)scheme};
    memcpy(out->value, value.at, value.length);
    return TOEGANG_GOOD;
}

static toegang_status parse_ovo(struct tg_span text, toegang_organisation *out, toegang_report *report)
{
    if (!has_form(text, "OVO", 6)) return tg_refuse(report, CHECK_OVO_FORM, "OVO and 6 digits", text);
    return done(text, TOEGANG_SCHEME_OVO, out);
}

static toegang_status parse_nis(struct tg_span text, toegang_organisation *out, toegang_report *report)
{
    if (!has_form(text, "", 5) || tg_span_is(text, "00000"))
        return tg_refuse(report, CHECK_NIS_FORM, "5 digits", text);
    return done(text, TOEGANG_SCHEME_NIS, out);
}

/* An institution number is a number: registers pad it with zeros or do not, so the key has none. */
static toegang_status parse_school(struct tg_span text, toegang_organisation *out, toegang_report *report)
{
    struct tg_span value = text;
    while (tg_span_starts(value, "0")) value = tg_span_from(value, 1);
    if (text.length > 6 || !all_digits(text) || value.length == 0)
        return tg_refuse(report, CHECK_SCHOOL_FORM, "1 to 6 digits", text);
    return done(value, TOEGANG_SCHEME_SCHOOL, out);
}

static toegang_status parse_vcode(struct tg_span text, toegang_organisation *out, toegang_report *report)
{
    const uint64_t first = 1001;
    if (!has_form(text, "V", 7) || tg_digits_value(text.at + 1, 7) < first)
        return tg_refuse(report, CHECK_VCODE_FORM, "V and 7 digits from V0001001", text);
    return done(text, TOEGANG_SCHEME_VCODE, out);
}

static toegang_scheme scheme_of(struct tg_span name)
{
    for (size_t i = 1; i < SCHEMES; i++)
        if (tg_span_is(name, scheme_names[i])) return (toegang_scheme)i;
    return TOEGANG_SCHEME_NONE;
}

/* Without a prefix only what cannot be mistaken: an enterprise number, an OVO code, a V-code. */
static toegang_scheme scheme_by_form(struct tg_span text)
{
    if (tg_span_starts(text, "OVO")) return TOEGANG_SCHEME_OVO;
    return tg_span_starts(text, "V") ? TOEGANG_SCHEME_VCODE : TOEGANG_SCHEME_KBO;
}

static toegang_status parse_value(toegang_scheme scheme, struct tg_span value, toegang_organisation *out,
                                  toegang_report *report)
{
    const char *at = value.at ? value.at : "";
    if (scheme != TOEGANG_SCHEME_NONE && value.length == 0)
        return tg_refuse(report, CHECK_ORGANISATION_ABSENT, "an organisation", TG_SPAN("nothing"));
    switch (scheme) {
    case TOEGANG_SCHEME_KBO:
        return toegang_kbo_parse(at, value.length, out, report);
    case TOEGANG_SCHEME_ESTABLISHMENT:
        return toegang_establishment_parse(at, value.length, out, report);
    case TOEGANG_SCHEME_OVO:
        return parse_ovo(value, out, report);
    case TOEGANG_SCHEME_NIS:
        return parse_nis(value, out, report);
    case TOEGANG_SCHEME_SCHOOL:
        return parse_school(value, out, report);
    case TOEGANG_SCHEME_VCODE:
        return parse_vcode(value, out, report);
    case TOEGANG_SCHEME_NONE:
        break;
    }
    return tg_refuse(report, CHECK_ORGANISATION_SCHEME, "kbo, establishment, ovo, nis, school, vcode", value);
}

toegang_status toegang_organisation_parse(const char *text, size_t length, toegang_organisation *out,
                                          toegang_report *report)
{
    struct tg_span span = {text, length};
    if (!text || !out) return tg_misuse(report, "text and out");
    size_t colon = tg_span_find(span, ':');
    if (colon == length) return parse_value(scheme_by_form(span), span, out, report);
    toegang_scheme scheme = scheme_of(tg_span_until(span, colon));
    if (scheme == TOEGANG_SCHEME_NONE) return parse_value(scheme, tg_span_until(span, colon), out, report);
    return parse_value(scheme, tg_span_from(span, colon + 1), out, report);
}

void toegang_organisation_format(const toegang_organisation *organisation, char out[24])
{
    memset(out, 0, 24);
    if (!organisation) return;
    const char *v = organisation->value;
    int room = (int)sizeof organisation->value;
    if (organisation->scheme == TOEGANG_SCHEME_KBO)
        snprintf(out, 24, "%.4s.%.3s.%.3s", v, v + 4, v + 7);
    else if (organisation->scheme == TOEGANG_SCHEME_ESTABLISHMENT)
        snprintf(out, 24, "%.1s.%.3s.%.3s.%.3s", v, v + 1, v + 4, v + 7);
    else if (organisation->scheme != TOEGANG_SCHEME_NONE)
        snprintf(out, 24, "%.*s", room, v);
}

int toegang_organisation_equal(const toegang_organisation *one, const toegang_organisation *other)
{
    if (!one || !other || one->scheme == TOEGANG_SCHEME_NONE || one->scheme != other->scheme) return 0;
    return strncmp(one->value, other->value, sizeof one->value) == 0;
}

int tg_organisation_compare(const toegang_organisation *one, const toegang_organisation *other)
{
    if (one->scheme != other->scheme) return one->scheme < other->scheme ? -1 : 1;
    return one->scheme == TOEGANG_SCHEME_NONE ? 0 : strncmp(one->value, other->value, sizeof one->value);
}

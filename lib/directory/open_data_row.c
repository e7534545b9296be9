/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of KBO Open Data. The meaning of columns and codes: Cookbook R018, 2.3 to 2.5, and code.csv. */
#include "directory/open_data.h"

#include <string.h>

#include "base/report.h"
#include "base/time.h"
#include "directory/check.h"

static bool refuse(const char *expected, toegang_report *fault)
{
    (void)tg_refuse(fault, CHECK_IMPORT_FIELD, expected, TG_SPAN(""));
    return false;
}

static bool read_digits(struct tg_span text, size_t begin, size_t count, unsigned *out)
{
    *out = 0;
    for (size_t i = begin; i < begin + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return false;
        *out = *out * 10 + (unsigned)(text.at[i] - '0');
    }
    return true;
}

bool tg_open_data_day(struct tg_span text, toegang_time *out)
{
    struct tg_day day;
    unsigned year;
    if (text.length != 10 || text.at[2] != '-' || text.at[5] != '-') return false;
    if (!read_digits(text, 0, 2, &day.day) || !read_digits(text, 3, 2, &day.month) || !read_digits(text, 6, 4, &year))
        return false;
    day.year = (int)year;
    if (!tg_day_exists(day)) return false;
    *out = tg_day_begin(day);
    return true;
}

/* What is empty is not known. */
static bool read_day(struct tg_span text, toegang_time *out, toegang_report *fault)
{
    return text.length == 0 || tg_open_data_day(text, out) || refuse("dd-mm-yyyy", fault);
}

static bool read_code(struct tg_span text, size_t length, char *out, toegang_report *fault)
{
    bool is_code = text.length == length;
    for (size_t i = 0; is_code && i < length; i++)
        is_code = (text.at[i] >= 'A' && text.at[i] <= 'Z') || (text.at[i] >= '0' && text.at[i] <= '9');
    if (!is_code) return refuse(length == 2 ? "a code of 2 characters" : "a code of 3 characters", fault);
    memcpy(out, text.at, length);
    out[length] = '\0';
    return true;
}

static bool read_enterprise_number(struct tg_span text, toegang_organisation *out, toegang_report *fault)
{
    return toegang_kbo_parse(text.at, text.length, out, fault) == TOEGANG_GOOD;
}

static bool read_establishment_number(struct tg_span text, toegang_organisation *out, toegang_report *fault)
{
    return toegang_establishment_parse(text.at, text.length, out, fault) == TOEGANG_GOOD;
}

static bool read_enterprise(const struct tg_span *cells, toegang_known *out, size_t *column, toegang_report *fault)
{
    *column = 0;
    if (!read_enterprise_number(cells[0], &out->organisation, fault)) return false;
    *column = 1;
    if (!read_code(cells[1], 2, out->status, fault)) return false;
    *column = 2;
    if (!read_code(cells[2], 3, out->situation, fault)) return false;
    *column = 3;
    return read_day(cells[3], &out->since, fault);
}

/* That an establishment stands in it says that it is active. */
static bool read_establishment(const struct tg_span *cells, toegang_known *out, size_t *column, toegang_report *fault)
{
    (void)tg_known_copy(out->status, sizeof out->status, TG_SPAN("AC"));
    *column = 0;
    if (!read_establishment_number(cells[0], &out->organisation, fault)) return false;
    *column = 1;
    if (!read_enterprise_number(cells[1], &out->of, fault)) return false;
    *column = 2;
    return read_day(cells[2], &out->since, fault);
}

/* ---- names ---- */

enum { ENTITY, LANGUAGE, TYPE, NAME };

/* An establishment begins with 2 to 8, a branch of a foreign entity with 9: its number is no official one. */
static char first_of(struct tg_span number)
{
    return number.length > 0 ? number.at[0] : '\0';
}

/* The social name of an enterprise (001); the commercial name of an establishment (003), which has no other. */
static bool is_wanted(const struct tg_span *cells)
{
    char first = first_of(cells[ENTITY]);
    if (tg_span_is(cells[TYPE], "001")) return first != '9';
    return tg_span_is(cells[TYPE], "003") && first >= '2' && first <= '8';
}

static bool read_language(struct tg_span text, toegang_known *out, toegang_report *fault)
{
    static const char *const codes[] = {"und", "fr", "nl", "de", "en"};
    size_t code = text.length == 1 ? (size_t)(unsigned char)(text.at[0] - '0') : SIZE_MAX;
    if (code >= sizeof codes / sizeof *codes) return refuse("0, 1, 2, 3 or 4", fault);
    return tg_known_copy(out->language, sizeof out->language, tg_span_of(codes[code]));
}

static bool read_name(const struct tg_span *cells, toegang_known *out, size_t *column, toegang_report *fault)
{
    char first = first_of(cells[ENTITY]);
    bool is_part = first >= '2' && first <= '8';
    if (!is_wanted(cells)) return false;
    *column = ENTITY;
    if (!(is_part ? read_establishment_number : read_enterprise_number)(cells[ENTITY], &out->organisation, fault))
        return false;
    *column = LANGUAGE;
    if (!read_language(cells[LANGUAGE], out, fault)) return false;
    *column = NAME;
    return (tg_known_is_name(cells[NAME]) && tg_known_copy(out->name, sizeof out->name, cells[NAME])) ||
           refuse("a name of at most 1023 octets without control characters", fault);
}

const struct tg_open_data_form tg_open_data_forms[TG_OPEN_DATA_FILES] = {
    {"enterprise.csv", {"EnterpriseNumber", "Status", "JuridicalSituation", "StartDate", NULL}, read_enterprise},
    {"establishment.csv", {"EstablishmentNumber", "EnterpriseNumber", "StartDate", NULL}, read_establishment},
    {"denomination.csv", {"EntityNumber", "Language", "TypeOfDenomination", "Denomination", NULL}, read_name}};

/* SPDX-License-Identifier: Apache-2.0 */
/* Is a fact well-formed? Facts come from files and from adapters that others wrote, so nothing in them is
 * believed. */
#include "directory/fact.h"

#include <string.h>

#include "base/report.h"
#include "base/utf8.h"
#include "directory/check.h"

#define PERMANENT_REPRESENTATIVE "10003"

static toegang_status refuse(toegang_report *report, const char *check, const char *expected,
                             const char *came)
{
    return tg_refuse(report, check, expected, tg_span_of(came));
}

/* A number that our own reader would have made, byte for byte; a struct can hold anything. */
static bool is_number(const toegang_rrn *rrn)
{
    toegang_rrn read = {.kind = TOEGANG_RRN_NONE};
    unsigned options = TOEGANG_RRN_DIGITS_ONLY | TOEGANG_RRN_ALLOW_TEST;
    if (toegang_rrn_parse(rrn->digits, sizeof rrn->digits, options, &read, NULL) != TOEGANG_GOOD)
        return false;
    return toegang_rrn_equal(&read, rrn);
}

static bool is_key(const toegang_organisation *organisation)
{
    toegang_organisation read = {.scheme = TOEGANG_SCHEME_NONE};
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    if (!memchr(organisation->value, '\0', sizeof organisation->value)) return false;
    toegang_organisation_key(organisation, key);
    if (toegang_organisation_parse(key, strlen(key), &read, NULL) != TOEGANG_GOOD) return false;
    return toegang_organisation_equal(&read, organisation);
}

static bool is_text(const char *text)
{
    if (!text) return true;
    size_t length = strnlen(text, TG_FACT_TEXT_MAX + 1);
    if (length > TG_FACT_TEXT_MAX || !tg_utf8_valid((struct tg_span){text, length})) return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) return false;
    return true;
}

static toegang_status check_texts(const toegang_fact *fact, toegang_report *report)
{
    const char *const texts[] = {fact->eloket, fact->code, fact->context, fact->granted_as, fact->source};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!is_text(texts[i]))
            return refuse(report, CHECK_FACT_TEXT, "at most 256 octets of UTF-8 without control characters",
                          "");
    return TOEGANG_GOOD;
}

static bool is_empty(const char *text)
{
    return !text || !*text;
}

bool tg_is_function_code(struct tg_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    return text.length == 5;
}

static bool fits_code(const toegang_fact *fact)
{
    if (fact->kind == TOEGANG_FACT_FUNCTION) return tg_is_function_code(tg_span_of(fact->code));
    if (fact->kind == TOEGANG_FACT_APPOINTMENT)
        return !is_empty(fact->code) && strcmp(fact->code, "htb") == 0;
    return fact->kind == TOEGANG_FACT_SUSPENSION || !is_empty(fact->code);
}

static const char *expected_code(toegang_fact_kind kind)
{
    if (kind == TOEGANG_FACT_FUNCTION) return "5 digits";
    return kind == TOEGANG_FACT_APPOINTMENT ? "htb" : "the name of a right";
}

static toegang_status check_numbers(const toegang_fact *fact, toegang_report *report)
{
    if (fact->holder.kind != TOEGANG_RRN_NONE && !is_number(&fact->holder))
        return refuse(report, CHECK_FACT_HOLDER, "a national number", "something else");
    if (fact->granted_by.kind != TOEGANG_RRN_NONE && !is_number(&fact->granted_by))
        return refuse(report, CHECK_FACT_HOLDER, "a national number that granted", "something else");
    if (fact->organisation.scheme != TOEGANG_SCHEME_NONE && !is_key(&fact->organisation))
        return refuse(report, CHECK_FACT_ORGANISATION, "a typed key", "something else");
    if (fact->held_by.scheme != TOEGANG_SCHEME_NONE &&
        (fact->held_by.scheme != TOEGANG_SCHEME_KBO || !is_key(&fact->held_by)))
        return refuse(report, CHECK_FACT_HELD_BY, "an enterprise number", "something else");
    return TOEGANG_GOOD;
}

/* A function is a person's or a company's; both only where a person represents that company (10003). */
static toegang_status check_function(const toegang_fact *fact, toegang_report *report)
{
    bool person = fact->holder.kind != TOEGANG_RRN_NONE,
         company = fact->held_by.scheme != TOEGANG_SCHEME_NONE;
    if (!person && !company) return refuse(report, CHECK_FACT_HOLDER, "holder or held-by", "neither");
    if (person && company && strcmp(fact->code, PERMANENT_REPRESENTATIVE) != 0)
        return refuse(report, CHECK_FACT_HELD_BY, "both holder and held-by with code 10003 only", fact->code);
    return TOEGANG_GOOD;
}

static toegang_status check_person(const toegang_fact *fact, toegang_report *report)
{
    if (fact->held_by.scheme != TOEGANG_SCHEME_NONE)
        return refuse(report, CHECK_FACT_HELD_BY, "held-by in functions only", "held-by");
    if (fact->kind == TOEGANG_FACT_SUSPENSION && !is_empty(fact->eloket)) return TOEGANG_GOOD;
    if (fact->holder.kind == TOEGANG_RRN_NONE) return refuse(report, CHECK_FACT_HOLDER, "a holder", "none");
    return TOEGANG_GOOD;
}

static toegang_status check_parties(const toegang_fact *fact, toegang_report *report)
{
    bool function = fact->kind == TOEGANG_FACT_FUNCTION, appointment = fact->kind == TOEGANG_FACT_APPOINTMENT;
    if ((function || appointment) && fact->organisation.scheme == TOEGANG_SCHEME_NONE)
        return refuse(report, CHECK_FACT_ORGANISATION, "an organisation", "none");
    if ((function || appointment) && !is_empty(fact->eloket))
        return refuse(report, CHECK_FACT_ELOKET, "no e-counter", fact->eloket);
    if (fact->kind == TOEGANG_FACT_RIGHT && is_empty(fact->eloket))
        return refuse(report, CHECK_FACT_ELOKET, "an e-counter", "none");
    return function ? check_function(fact, report) : check_person(fact, report);
}

/* Numbers are made by our own readers, or are not believed to be. */
static toegang_status check(const toegang_fact *fact, bool are_read, toegang_report *report)
{
    if (fact->kind < TOEGANG_FACT_FUNCTION || fact->kind > TOEGANG_FACT_SUSPENSION)
        return refuse(report, CHECK_FACT_KIND, "function, appointment, right or suspension",
                      "something else");
    toegang_status status = check_texts(fact, report);
    if (status == TOEGANG_GOOD && !are_read) status = check_numbers(fact, report);
    if (status != TOEGANG_GOOD) return status;
    if (!fits_code(fact)) return refuse(report, CHECK_FACT_CODE, expected_code(fact->kind), fact->code);
    status = check_parties(fact, report);
    if (status != TOEGANG_GOOD) return status;
    if (fact->from >= fact->until)
        return refuse(report, CHECK_FACT_PERIOD, "from before until", "until before from");
    return TOEGANG_GOOD;
}

toegang_status tg_fact_check(const toegang_fact *fact, toegang_report *report)
{
    return check(fact, false, report);
}

toegang_status tg_fact_check_read(const toegang_fact *fact, toegang_report *report)
{
    return check(fact, true, report);
}

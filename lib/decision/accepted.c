/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of our languages a browser asks for (RFC 9110 12.5.4, ranges as RFC 4647 2.1). "nl-BE" asks for
 * Dutch. What is not of the form asks for nothing. Integers throughout: weights are thousandths.
 */
#include <toegang/page.h>

#include "base/span.h"
#include "decision/texts.h"

#define OCTETS_MAX 1024
#define RANGES_MAX 32
#define NOT_NAMED (-1)
#define BAD (-1)

/* How much each language is wanted, and how early it was named; "*" is for those that are not named. */
struct wants {
    int weight[TOEGANG_LANGUAGES], star;
    unsigned place[TOEGANG_LANGUAGES];
};

static struct tg_span trimmed(struct tg_span text)
{
    while (text.length > 0 && (text.at[0] == ' ' || text.at[0] == '\t')) text = tg_span_from(text, 1);
    while (text.length > 0 && (text.at[text.length - 1] == ' ' || text.at[text.length - 1] == '\t'))
        text.length--;
    return text;
}

static bool is_letter(char octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

static bool is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static char lower(char octet)
{
    return octet >= 'A' && octet <= 'Z' ? (char)(octet + ('a' - 'A')) : octet;
}

/* 0 to 1 with three decimals at most, in thousandths (RFC 9110 12.4.2); BAD: none. */
static int read_weight(struct tg_span text)
{
    static const int worth[] = {100, 10, 1};
    if (text.length == 0 || text.length > 5 || (text.at[0] != '0' && text.at[0] != '1')) return BAD;
    if (text.length > 1 && text.at[1] != '.') return BAD;
    int weight = text.at[0] == '1' ? 1000 : 0;
    for (size_t i = 2; i < text.length; i++) {
        if (!is_digit(text.at[i])) return BAD;
        weight += (text.at[i] - '0') * worth[i - 2];
    }
    return weight <= 1000 ? weight : BAD;
}

/* "q=0.8" behind the semicolon; nothing else may stand there. */
static int weight_of(struct tg_span parameter)
{
    parameter = trimmed(parameter);
    if (parameter.length < 2 || lower(parameter.at[0]) != 'q' || parameter.at[1] != '=') return BAD;
    return read_weight(tg_span_from(parameter, 2));
}

/* "nl", "nl-BE": parts of 1 to 8 letters, of digits too after the first. */
static bool is_range(struct tg_span text)
{
    size_t in_part = 0;
    bool first = true;
    for (size_t i = 0; i < text.length; i++) {
        bool dash = text.at[i] == '-';
        if (dash ? in_part == 0 : !is_letter(text.at[i]) && (first || !is_digit(text.at[i]))) return false;
        in_part = dash ? 0 : in_part + 1;
        first = first && !dash;
        if (in_part > 8) return false;
    }
    return in_part > 0;
}

/* Of its first part; TOEGANG_LANGUAGES: none of ours. */
static unsigned language_of(struct tg_span range)
{
    if (tg_span_find(range, '-') != 2 && range.length != 2) return TOEGANG_LANGUAGES;
    unsigned language = 0;
    while (language < TOEGANG_LANGUAGES && (lower(range.at[0]) != tg_language_codes[language][0] ||
                                            lower(range.at[1]) != tg_language_codes[language][1]))
        language++;
    return language;
}

static void note(struct wants *wants, struct tg_span range, int weight, unsigned place)
{
    if (weight == BAD) return;
    if (range.length == 1 && range.at[0] == '*') wants->star = weight;
    if (!is_range(range)) return;
    unsigned language = language_of(range);
    if (language == TOEGANG_LANGUAGES || weight <= wants->weight[language]) return;
    wants->weight[language] = weight;
    wants->place[language] = place;
}

static void read_element(struct wants *wants, struct tg_span element, unsigned place)
{
    size_t semicolon = tg_span_find(element, ';');
    struct tg_span range = trimmed(tg_span_until(element, semicolon));
    bool weighed = semicolon < element.length;
    note(wants, range, weighed ? weight_of(tg_span_from(element, semicolon + 1)) : 1000, place);
}

/* An element that does not end within the limit is not looked at: it might say the contrary. */
static void read_header(struct wants *wants, const char *header, size_t length)
{
    bool cut = length > OCTETS_MAX;
    struct tg_span rest = {header, cut ? OCTETS_MAX : length};
    for (unsigned place = 0; place < RANGES_MAX && rest.length > 0; place++) {
        size_t comma = tg_span_find(rest, ',');
        if (comma == rest.length && cut) return;
        read_element(wants, tg_span_until(rest, comma), place);
        rest = tg_span_from(rest, comma < rest.length ? comma + 1 : comma);
    }
}

/* What "*" speaks for comes after what is named, the fallback first among them. */
static int weight_in(const struct wants *wants, unsigned language, unsigned fallback, unsigned *place)
{
    *place = wants->place[language];
    if (wants->weight[language] != NOT_NAMED) return wants->weight[language];
    *place = RANGES_MAX + (language != fallback);
    return wants->star;
}

toegang_language toegang_language_accepted(const char *header, size_t length, toegang_language fallback)
{
    struct wants wants = {{NOT_NAMED, NOT_NAMED, NOT_NAMED, NOT_NAMED}, NOT_NAMED, {0}};
    unsigned best = (unsigned)fallback, best_place = 0, place;
    int most = 0;
    if (header) read_header(&wants, header, length);
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
        int weight = weight_in(&wants, language, (unsigned)fallback, &place);
        if (weight < most || weight <= 0 || (weight == most && place >= best_place)) continue;
        most = weight;
        best = language;
        best_place = place;
    }
    return (toegang_language)best;
}

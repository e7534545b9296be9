/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/texts.h"

#include <string.h>

#include "base/report.h"
#include "base/time.h"
#include "decision/check.h"

const struct tg_check_text *tg_check_text(const char *check)
{
    static const struct tg_check_text *const parts[] = {
        tg_texts_of_decision,
        tg_texts_of_asserted,
        tg_texts_of_numbers,
        tg_texts_of_messages,
        tg_texts_of_crypto,
        tg_texts_of_sign_in,
        tg_texts_of_files,
        tg_texts_of_json,
        tg_texts_of_replay,
        tg_texts_of_audit,
        tg_texts_of_stores,
        tg_texts_of_visits,
        tg_texts_of_layers,
        tg_texts_of_jose,
        tg_texts_of_jwt,
        tg_texts_of_encryption,
        tg_texts_of_import,
        tg_texts_of_exchange,
        tg_texts_of_administration,
        tg_texts_of_authzen,
    };
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (const struct tg_check_text *row = parts[part]; row->check; row++)
            if (strcmp(row->check, check) == 0) return row;
    return NULL;
}

static const struct tg_said refused = {
    {"Dit werd geweigerd", "This was refused", "Ceci a été refusé", "Dies wurde abgelehnt"}};
static const struct tg_said not_judged = {{"Dit kon niet beoordeeld worden", "This could not be judged",
                                           "Ceci n'a pas pu être jugé",
                                           "Dies konnte nicht beurteilt werden"}};

const struct tg_said *tg_what_of(const char *check, toegang_status status)
{
    const struct tg_check_text *row = tg_check_text(check);
    if (row) return row->what;
    return status > 0 ? &refused : &not_judged;
}

const struct tg_said *tg_todo_of(const char *check, toegang_status status)
{
    const struct tg_check_text *row = tg_check_text(check);
    if (row) return row->todo;
    return status > 0 ? &tg_todo_ask_manager : &tg_todo_try_later;
}

const char *tg_in(const struct tg_said *said, toegang_language language)
{
    return said->in[(unsigned)language < TOEGANG_LANGUAGES ? language : TOEGANG_EN];
}

static void add_safe(struct tg_text *text, const char *argument)
{
    char safe[512];
    tg_text_safe(safe, sizeof safe, tg_span_of(argument));
    tg_text_add(text, safe);
}

static const char *argument_of(const char *const *arguments, char digit)
{
    size_t wanted = (size_t)(digit - '0');
    for (size_t i = 0; arguments && arguments[i]; i++)
        if (i == wanted) return arguments[i];
    return "";
}

void tg_say(struct tg_text *text, const struct tg_said *said, toegang_language language,
            const char *const *arguments)
{
    for (const char *at = tg_in(said, language); *at; at++) {
        bool is_argument = at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}';
        if (!is_argument) {
            tg_text_add_char(text, *at);
            continue;
        }
        add_safe(text, argument_of(arguments, at[1]));
        at += 2;
    }
}

/* The first and last instants that have a day with a year of four digits. */
static toegang_time within_calendar(toegang_time time)
{
    static const toegang_time first = -62135596800 + 86400, last = 253402300799 - 86400;
    return time < first ? first : time > last ? last : time;
}

void tg_say_day(struct tg_text *text, toegang_time time, toegang_language language)
{
    struct tg_day day = tg_day_at(within_calendar(time));
    switch (language) {
    case TOEGANG_NL:
        tg_text_addf(text, "%02u-%02u-%04d", day.day, day.month, day.year);
        return;
    case TOEGANG_FR:
        tg_text_addf(text, "%02u/%02u/%04d", day.day, day.month, day.year);
        return;
    case TOEGANG_DE:
        tg_text_addf(text, "%02u.%02u.%04d", day.day, day.month, day.year);
        return;
    case TOEGANG_EN:
        break;
    }
    tg_text_addf(text, "%04d-%02u-%02u", day.year, day.month, day.day);
}

void tg_say_assurance(struct tg_text *text, toegang_assurance assurance, toegang_language language)
{
    static const struct tg_said names[] = {{{"geen", "none", "aucun", "kein"}},
                                           {{"laag", "low", "faible", "niedrig"}},
                                           {{"substantieel", "substantial", "substantiel", "substanziell"}},
                                           {{"hoog", "high", "élevé", "hoch"}}};
    size_t i = (size_t)assurance < sizeof names / sizeof *names ? (size_t)assurance : 0;
    tg_text_add(text, tg_in(&names[i], language));
}

const char *tg_register_title(toegang_register reg)
{
    switch (reg) {
    case TOEGANG_KBO:
        return "KBO";
    case TOEGANG_BTB:
        return "BTB";
    case TOEGANG_GEBRUIKERSBEHEER:
        return "Gebruikersbeheer";
    case TOEGANG_ROLLENBEHEER:
        return "Rollenbeheer";
    }
    return "?";
}

const char *const tg_language_codes[TOEGANG_LANGUAGES] = {"nl", "en", "fr", "de"};

const char *toegang_language_name(toegang_language language)
{
    return tg_language_codes[(unsigned)language < TOEGANG_LANGUAGES ? language : TOEGANG_EN];
}

toegang_status toegang_language_parse(const char *text, toegang_language *out, toegang_report *report)
{
    if (!text || !out) return tg_misuse(report, "text and out");
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++)
        if (strcmp(tg_language_codes[language], text) == 0) return *out = (toegang_language)language, TOEGANG_GOOD;
    return tg_refuse(report, CHECK_LANGUAGE_UNKNOWN, "nl, en, fr, de", tg_span_of(text));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "decision/phrases.h"

/* In nl, en, fr, de; NULL: as it came. */
static const struct {
    const char *english;
    const char *said[TOEGANG_LANGUAGES];
} rows[] = {
    {"more", {"meer", "more", "davantage", "mehr"}},
    {"check digits 22",
     {"controlecijfers 22", "check digits 22", "chiffres de contrôle 22", "Prüfziffern 22"}},
    {"check digits 22x", {NULL}},
    {"check digits ", {NULL}},
    {"check digits", {NULL}},
    {"12 digits", {"12 cijfers", "12 digits", "12 chiffres", "12 Ziffern"}},
    {"x12 digits", {NULL}},
    {" digits", {NULL}},
    {"-4 to 7 s", {"-4 tot 7 s", "-4 to 7 s", "-4 à 7 s", "-4 bis 7 s"}},
    {"day 31 of month 02",
     {"dag 31 van maand 02", "day 31 of month 02", "jour 31 du mois 02", "Tag 31 des Monats 02"}},
    {"before 2026-11-23T10:04:58Z + 60 s",
     {"vóór 2026-11-23T10:04:58Z + 60 s", "before 2026-11-23T10:04:58Z + 60 s",
      "avant 2026-11-23T10:04:58Z + 60 s", "vor 2026-11-23T10:04:58Z + 60 s"}},
    {"2026-11-23T11:00:00Z, 3242 s late",
     {"2026-11-23T11:00:00Z, 3242 s te laat", "2026-11-23T11:00:00Z, 3242 s late",
      "2026-11-23T11:00:00Z, 3242 s trop tard", "2026-11-23T11:00:00Z, 3242 s zu spät"}},
    {", 3242 s late", {NULL}},
    {"at most 512 KiB, 256 KiB of XML",
     {"ten hoogste 512 KiB, 256 KiB aan XML", "at most 512 KiB, 256 KiB of XML",
      "au plus 512 Kio, 256 Kio de XML", "höchstens 512 KiB, 256 KiB XML"}},
    {"/srv/x.yaml: a directory",
     {"/srv/x.yaml: een map", "/srv/x.yaml: a directory", "/srv/x.yaml: un dossier",
      "/srv/x.yaml: ein Ordner"}},
    {"kbo.yaml:3: check digits 22",
     {"kbo.yaml:3: controlecijfers 22", "kbo.yaml:3: check digits 22", "kbo.yaml:3: chiffres de contrôle 22",
      "kbo.yaml:3: Prüfziffern 22"}},
    {"signing key 2: key.size: 1024 bits",
     {"handtekeningsleutel 2: key.size: een lengte van 1024 bits", "signing key 2: key.size: 1024 bits",
      "clé de signature 2 : key.size : une longueur de 1024 bits",
      "Signaturschlüssel 2: key.size: eine Länge von 1024 Bits"}},
    {"keys tried: 2; the last: signature.value",
     {"geprobeerde sleutels: 2; de laatste: signature.value", "keys tried: 2; the last: signature.value",
      "clés essayées : 2 ; la dernière : signature.value",
      "versuchte Schlüssel: 2; der letzte: signature.value"}},
    {"a: b: c: more", {"a: b: c: meer", "a: b: c: more", "a: b: c: davantage", "a: b: c: mehr"}},
    {"{0d} digits", {NULL}},
    {"https://idp.example/saml", {NULL}},
    {"0999.999.922", {NULL}},
    {": ", {NULL}},
    {"", {NULL}},
};

Test(phrases, in_four_languages)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
            char out[200];
            struct tg_text text = tg_text_of(out, sizeof out);
            const char *said = rows[i].said[language] ? rows[i].said[language] : rows[i].english;
            tg_phrase(&text, (toegang_language)language, tg_span_of(rows[i].english));
            cr_expect_str_eq(out, said, "'%s' in %u: %s", rows[i].english, language, out);
            cr_expect_eq(text.length, strlen(said), "'%s' in %u", rows[i].english, language);
        }
    char out[40];
    struct tg_text text = tg_text_of(out, sizeof out);
    tg_phrase(&text, (toegang_language)9, tg_span_of("more"));
    cr_expect_str_eq(out, "more", "a language out of range is English");
}

/* A word of a file stays findable in it; what belongs around it is said in the language. */
Test(phrases, words_that_somebody_wrote)
{
    static const struct {
        const char *check, *expected, *came, *expected_said, *came_said;
    } reports[] = {
        {"config.value", "none", "more", "none", "more"},
        {"config.value", "1 .. 2048 octets", "none", "1 .. 2048 bytes", "none"},
        {"config.kind", "a list", "one value", "een lijst", "één waarde"},
        {"config.limit", "64 providers", "more", "64 aanmelddiensten", "meer"},
        {"eloket.unknown", "nothing", "empty", "nothing", "empty"},
        {"fact.code", "the name of a right", "rights.yaml:3: more", "de naam van een recht",
         "rights.yaml:3: more"},
        {"saml.status", "Success", "Responder: none", "Success", "Responder: none"},
        {"xml.size", "fewer octets", "more", "minder bytes", "meer"},
    };
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        toegang_report report = {.status = TOEGANG_REFUSED};
        char out[200];
        snprintf(report.check, sizeof report.check, "%s", reports[i].check);
        snprintf(report.expected, sizeof report.expected, "%s", reports[i].expected);
        snprintf(report.came, sizeof report.came, "%s", reports[i].came);
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_phrase_expected(&text, &report, TOEGANG_NL);
        cr_expect_str_eq(out, reports[i].expected_said, "%s: %s", report.check, out);
        text = tg_text_of(out, sizeof out);
        tg_phrase_came(&text, &report, TOEGANG_NL);
        cr_expect_str_eq(out, reports[i].came_said, "%s: %s", report.check, out);
    }
}

static unsigned holes_of(const char *said)
{
    unsigned holes = 0;
    for (; *said; said++)
        if (said[0] == '{' && said[1] >= '0' && said[1] <= '2') holes |= 1U << (unsigned)(said[1] - '0');
    return holes;
}

/* No row lacks a language or drops what came, and every row is found by its own English: none hides another.
 */
Test(phrases, every_row)
{
    static const struct tg_said *const parts[] = {tg_phrases_of_numbers, tg_phrases_of_messages,
                                                  tg_phrases_of_sign_in, tg_phrases_of_files};
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (const struct tg_said *row = parts[part]; row->in[TOEGANG_EN]; row++) {
            const char *english = row->in[TOEGANG_EN];
            for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
                const char *said = row->in[language];
                cr_assert(said && said[0], "%s: nothing in %u", english, language);
                cr_expect_eq(holes_of(said), holes_of(english), "%s in %u", english, language);
                if (language != TOEGANG_EN)
                    cr_expect_str_neq(said, english, "not translated to %u", language);
                if (holes_of(english)) continue;
                char out[300];
                struct tg_text text = tg_text_of(out, sizeof out);
                tg_phrase(&text, (toegang_language)language, tg_span_of(english));
                cr_expect_str_eq(out, said);
            }
        }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What a deed says, to a person in four languages and to a program; and that a cut buffer is only a cut text. */
#include <stdlib.h>
#include <string.h>

#include "world.h"

static toegang_deed *make(const char *before, const struct wish *wish)
{
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    world_add(&world, before);
    (void)world_do(&world, wish, &deed, &report);
    cr_assert_not_null(deed, "%s", report.check);
    world_close(&world);
    return deed;
}

static char *explain(const toegang_deed *deed, toegang_language language)
{
    size_t length = toegang_deed_explain(deed, language, NULL, 0);
    char *text = malloc(length + 1);
    cr_assert_not_null(text);
    cr_assert_eq(toegang_deed_explain(deed, language, text, length + 1), length);
    cr_assert_eq(strlen(text), length);
    return text;
}

static const struct {
    const char *before;
    struct wish wish;
    toegang_language language;
    const char *begins;
} rows[] = {
    {"function:0", {toegang_appoint, 0, 1, .at = 0}, TOEGANG_NL,
     "GEDAAN: 80.01.01-***.** is hoofdtoegangsbeheerder (HTB) van 0999.999.922, vanaf nu.\n"
     "   +  aanstelling  80.01.01-***.**: hoofdtoegangsbeheerder (HTB), vanaf 23-11-2026\n"
     "TOEGELATEN als wettelijk vertegenwoordiger\n"},
    {"htb:1 right:2:own:enter::-86400..100000/1@-86400", {toegang_grant, 1, 2, "own", "enter", .until = 200000},
     TOEGANG_EN,
     "DONE: 80.01.01-***.** has the right 'enter' on own for 0999.999.922, from now on to 2026-11-25\n"
     "included.\n"
     "   ~  right        80.01.01-***.**: 'enter' on own, from 2026-11-22 to 2026-11-23 included; was from\n"
     "                   2026-11-22 to 2026-11-24 included\n"
     "   +  right        80.01.01-***.**: 'enter' on own, from 2026-11-23 to 2026-11-25 included\n"
     "PERMITTED as chief access manager (HTB)\n"},
    {"htb:1 right:2:own:enter:shop:9..", {toegang_revoke, 1, 2, "own", "enter", "shop", .from = 5}, TOEGANG_FR,
     "FAIT : 80.01.01-***.** n'a plus le droit 'enter' (contexte shop) sur own pour 0999.999.922, à partir\n"
     "du 23/11/2026.\n"
     "   -  droit        80.01.01-***.**: 'enter' sur own, contexte shop, à partir du 23/11/2026\n"},
    {"htb:1", {toegang_dismiss, 1, 1, .at = 0}, TOEGANG_DE,
     "ERLEDIGT: 80.01.01-***.** ist nicht mehr Hauptzugangsverwalter (HTB) von 0999.999.922, ab jetzt.\n"
     "   ~  Bestellung   80.01.01-***.**: Hauptzugangsverwalter (HTB), bis einschließlich 23.11.2026; war\n"
     "                   immer\n"
     "   !  Achtung      Die Organisation hat jetzt keinen Hauptzugangsverwalter mehr [appointment.last]\n"},
    {"htb:1 htb:2", {toegang_appoint, 1, 2, .at = 0}, TOEGANG_NL,
     "WAS AL ZO, niets gewijzigd: 80.01.01-***.** is hoofdtoegangsbeheerder (HTB) van 0999.999.922.\n"
     "   =  aanstelling  80.01.01-***.**: hoofdtoegangsbeheerder (HTB), altijd\n"
     "TOEGELATEN als hoofdtoegangsbeheerder\n"},
    {"htb:1", {toegang_suspend, 1, 2, "own", .from = 90000}, TOEGANG_EN,
     "DONE: 80.01.01-***.** is blocked at own for 0999.999.922, from 2026-11-24.\n"
     "   +  block        80.01.01-***.**: own, from 2026-11-24\n"},
    {"htb:1", {toegang_grant, 3, 2, "own", "enter", .at = 0}, TOEGANG_EN,
     "NOTHING CHANGED.\nDENIED: "},
    {"htb:1:..9", {toegang_appoint, 1, 1, .at = 0}, TOEGANG_EN,
     "NOTHING CHANGED.\nDENIED: Only a legal representative can appoint himself. [appointment.self]\n"},
};

Test(deed, what_a_person_reads)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_deed *deed = make(rows[i].before, &rows[i].wish);
        char *text = explain(deed, rows[i].language);
        cr_expect_eq(strncmp(text, rows[i].begins, strlen(rows[i].begins)), 0, "%s", text);
        free(text);
        toegang_deed_free(deed);
    }
}

Test(deed, four_languages_differ_and_none_shows_a_number)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_deed *deed = make(rows[i].before, &rows[i].wish);
        char *texts[TOEGANG_LANGUAGES];
        for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
            texts[language] = explain(deed, (toegang_language)language);
            cr_expect_null(strstr(texts[language], "800101"), "%s", texts[language]);
            for (unsigned other = 0; other < language; other++) cr_expect_str_neq(texts[language], texts[other]);
        }
        for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) free(texts[language]);
        toegang_deed_free(deed);
    }
}

Test(deed, what_a_program_reads)
{
    static const char begins[] =
        "{\"done\":true,\"effect\":\"done\",\"act\":\"grant\",\"register\":\"gebruikersbeheer\",\"ground\":\"htb\","
        "\"changes\":[{\"before\":{\"kind\":\"right\",\"holder\":\"80.01.01-***.**\",\"organisation\":\"kbo:0999999922\","
        "\"held_by\":null,\"eloket\":\"own\",\"code\":\"enter\",\"context\":null,\"from\":null,"
        "\"until\":\"2026-11-23T10:00:09Z\",\"granted_by\":null,\"granted_as\":null,\"granted_at\":null,"
        "\"source\":\"memory#1\",\"as_of\":null},\"after\":{\"kind\":\"right\",";
    static const char middle[] = ",\"standing\":null,\"warnings\":[],\"decision\":{\"decision\":true,";
    const struct wish wish = {toegang_grant, 1, 2, "own", "enter", .at = 0};
    toegang_deed *deed = make("htb:1 right:2:own:enter::..9", &wish);
    char text[8192], cut[8192];
    size_t length = toegang_deed_json(deed, text, sizeof text);
    cr_assert_lt(length, sizeof text);
    cr_expect_eq(strncmp(text, begins, strlen(begins)), 0, "%s", text);
    cr_expect_not_null(strstr(text, middle), "%s", text);
    cr_expect_null(strstr(text, "800101"));
    for (size_t size = 0; size <= length + 1; size++) {
        memset(cut, 'x', sizeof cut);
        cr_assert_eq(toegang_deed_json(deed, cut, size), length);
        if (size > 0) cr_assert(strncmp(cut, text, size - 1) == 0 && strlen(cut) == (size <= length ? size - 1 : length));
        cr_assert_eq(cut[size], 'x', "%zu", size);
    }
    toegang_deed_free(deed);
}

Test(deed, changes_and_warnings_end)
{
    const struct wish wish = {toegang_grant, 1, 1, "own", "enter", .at = 0};
    toegang_deed *deed = make("htb:1", &wish);
    const toegang_fact *before = NULL, *after = NULL;
    cr_expect_eq(toegang_deed_change(deed, 0, &before, &after), 1);
    cr_expect(before == NULL && after != NULL);
    cr_expect_eq(toegang_deed_change(deed, 1, &before, &after), 0);
    cr_expect_str_eq(toegang_deed_warning(deed, 0), "right.self-granted");
    cr_expect_null(toegang_deed_warning(deed, 1));
    cr_expect_str_eq(after->granted_as, "htb");
    cr_expect_eq(after->granted_at, NOW);
    toegang_deed_free(deed);
    toegang_deed_free(NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Writes every kind of page in every language into a folder, and the policy. Usage: pages CONFIGURATION
 * FOLDER URL URL: where the page leads that goes on to another site. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang.h>
#include <toegang/sys/identity.h>

#define AT 1795428000 /* 2026-11-23T10:00:00Z */
#define ROOM 65536
#define LONG \
    "Vereniging zonder winstoogmerk voor Handelsbevorderingsaangelegenhedencoördinatie \xe2\x80\xaeRTL " \
    "<b>&\"'"

static const char *folder;

static void give_up(const char *why)
{
    fprintf(stderr, "pages: %s\n", why);
    exit(1);
}

static void save(const char *name, const char *language, const char *end, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s%s%s%s", folder, name, language[0] ? "-" : "", language, end);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) give_up(path);
}

static void save_page(const char *name, const toegang_page *page, const char *text, size_t length)
{
    if (length == 0 || length >= ROOM) give_up(name);
    save(name, toegang_language_name(page->language), ".html", text);
}

static toegang_decision *decided(const toegang *all, const char *eloket, const char *organisation)
{
    toegang_statement who = {.size = sizeof who, .assurance = TOEGANG_ASSURANCE_SUBSTANTIAL};
    toegang_question question = {.size = sizeof question, .eloket = eloket, .at = AT};
    toegang_identity *identity = NULL;
    toegang_decision *decision = NULL;
    if (toegang_rrn_parse("85073003328", 11, 0, &who.holder, NULL) != TOEGANG_GOOD ||
        toegang_identity_attest(&who, &identity, NULL) != TOEGANG_GOOD ||
        (organisation &&
         toegang_kbo_parse(organisation, strlen(organisation), &question.organisation, NULL) != TOEGANG_GOOD))
        give_up("the question");
    question.identity = identity;
    if (toegang_check(all, &question, &decision, NULL) == TOEGANG_MISUSE) give_up("the e-counter");
    toegang_identity_free(identity);
    return decision;
}

static toegang_decision *refused(toegang_status status, const char *check)
{
    toegang_report why = {.status = status};
    toegang_decision *decision = NULL;
    snprintf(why.check, sizeof why.check, "%s", check);
    if (toegang_decision_refusal(&why, &decision, NULL) != TOEGANG_GOOD) give_up("a refusal");
    return decision;
}

static void save_refusal(const char *name, const toegang_page *page, toegang_decision *decision)
{
    static char text[ROOM];
    save_page(name, page, text, toegang_page_refusal(page, decision, text, sizeof text));
    toegang_decision_free(decision);
}

static void save_refusals(const toegang *all, const toegang_page *page)
{
    toegang_page stranger = *page;
    stranger.person = stranger.sign_out = stranger.choose = NULL;
    save_refusal("denied", page, decided(all, "subsidieloket", "0999999922"));
    save_refusal("oneself", page, decided(all, "subsidieloket", NULL));
    save_refusal("permitted", page, decided(all, "e-loketondernemers", "0999999922"));
    save_refusal("undecided", page, refused(TOEGANG_UNAVAILABLE, "directory.connection"));
    save_refusal("failed", &stranger, refused(TOEGANG_REFUSED, "replay.used"));
    save_refusal("nothing", &stranger, NULL);
}

static void save_others(const toegang_page *page)
{
    static char text[ROOM];
    toegang_choice choices[3] = {
        {.size = sizeof *choices, .name = "Bakkerij Peeters bv", .as = "legal-representative"},
        {.size = sizeof *choices, .name = LONG, .as = "right"},
        {.size = sizeof *choices}};
    if (toegang_kbo_parse("0999999922", 10, &choices[0].organisation, NULL) != TOEGANG_GOOD ||
        toegang_kbo_parse("0417497106", 10, &choices[1].organisation, NULL) != TOEGANG_GOOD)
        give_up("an organisation");
    save_page("choice", page, text,
              toegang_page_choice(page, choices, 3, 1, "/choose", "tok-en", text, sizeof text));
    save_page("nobody", page, text,
              toegang_page_choice(page, NULL, 0, 1, "/choose", "tok-en", text, sizeof text));
    save_page("sign-out", page, text, toegang_page_sign_out(page, "/sign-out", "tok-en", text, sizeof text));
}

int main(int count, char **words)
{
    static char text[ROOM];
    toegang *all = NULL;
    toegang_report why = {0};
    if (count != 4) give_up("usage: pages CONFIGURATION FOLDER URL");
    folder = words[2];
    if (toegang_open(words[1], NULL, NULL, &all, &why) != TOEGANG_GOOD) give_up(why.check);
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
        toegang_page page = {.size = sizeof page,
                             .language = (toegang_language)language,
                             .title = "Subsidieloket",
                             .home = "/"};
        page.sign_in = "/sign-in?to=%2F";
        page.sign_out = "/sign-out";
        page.choose = "/choose";
        page.languages = "/language?to=%2F&language=";
        page.person = "Jan Peeters";
        save_refusals(all, &page);
        save_others(&page);
        save_page("onward", &page, text, toegang_page_onward(&page, words[3], text, sizeof text));
    }
    save("policy", "", ".txt", toegang_page_policy());
    toegang_free(all);
    return 0;
}

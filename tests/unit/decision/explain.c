/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/say.h"

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

static void expect_text(struct small *small, toegang_language language, const char *expected)
{
    char text[4096], part[40];
    toegang_decision *decision = small_ask(small);
    size_t length = toegang_decision_explain(decision, language, text, sizeof text);
    cr_expect_str_eq(text, expected, "came:\n%s", text);
    cr_expect_eq(length, strlen(text));
    cr_expect_eq(toegang_decision_explain(decision, language, NULL, 0), length, "measured without a buffer");
    cr_expect_eq(toegang_decision_explain(decision, language, part, sizeof part), length,
                 "and with a short one");
    cr_expect(strlen(part) == sizeof part - 1 && strncmp(part, text, sizeof part - 1) == 0);
    toegang_decision_free(decision);
}

static void open_story(struct small *small)
{
    small_open(small);
    small->question.at = AT;
    small->policy.eloket = "subsidieloket";
    small->policy.right = "subsidie-indienen";
}

static toegang_fact manager(void)
{
    toegang_fact fact = function_of(0, 0, "10006", 1551394800, TOEGANG_NEVER);
    fact.as_of = AT - 3 * 86400;
    fact.source = "kbo.yaml:3";
    return fact;
}

Test(explain, a_permit)
{
    struct small small;
    open_story(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small_add(&small, manager());
    expect_text(
        &small, TOEGANG_NL,
        "TOEGELATEN als wettelijk vertegenwoordiger\n"
        "   1  persoon      85.07.30-***.**, volgens https://idp.example/saml, digitale sleutel: hoog\n"
        "   2  functie      zaakvoerder (10006) in 0999.999.922 sinds 01-03-2019; bron KBO: kbo.yaml:3, 3\n"
        "                   dagen oud\n"
        "   3  regel        subsidieloket: legal-representative automatic (toegang.yaml:14)\n"
        "   !  let op       De KBO zegt niet hoever deze bevoegdheid reikt: alleen, samen met anderen of\n"
        "                   beperkt [power.unknown]\n");
}

Test(explain, a_permit_by_the_word_of_the_issuer)
{
    struct small small;
    open_story(&small);
    small.policy.asserted = TG_ASSERTED_EITHER;
    small.identity.asserts = 7;
    small_state(&small, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 0);
    small.policy.legal_representative = TG_AUTOMATIC;
    expect_text(
        &small, TOEGANG_NL,
        "TOEGELATEN als wettelijk vertegenwoordiger, volgens de aanmelding bij https://idp.example/saml\n"
        "   1  persoon      85.07.30-***.**, volgens https://idp.example/saml, digitale sleutel: hoog\n"
        "   2  aanmelding   wettelijk vertegenwoordiger van 0999.999.922, volgens de aanmelding bij\n"
        "                   https://idp.example/saml (wv_orgcode)\n"
        "   3  regel        subsidieloket: legal-representative automatic, asserted either "
        "(toegang.yaml:14)\n"
        "   !  let op       De aanmelding zegt meer dan het register: dat houdt dit niet, of niet meer\n"
        "                   [asserted.differs]\n");
}

Test(explain, what_is_stated_and_does_not_count)
{
    struct small small;
    open_story(&small);
    small.policy.mandate = TG_WITH_RIGHT;
    small.policy.rights = &small.policy.right, small.policy.right_count = 1;
    small.identity.asserts = TOEGANG_ASSERTS_MANDATE;
    small_state(&small, TOEGANG_STATED_MANDATE, NOBODY);
    small.stated[0].value = "85.07.30-***.**";
    small_role(&small, "subsidie-indienen", "", 0);
    small.roles[0].value = "subsidie-indienen:0999999922";
    expect_text(
        &small, TOEGANG_EN,
        "DENIED: No representation and no right were found that let you in for this organisation.\n"
        "[representation.absent]\n"
        "   1  person       85.07.30-***.**, by the word of https://idp.example/saml, digital key: high\n"
        "   2  rule         subsidieloket: legal-representative with-right, htb with-right, mandate\n"
        "                   with-right, others with-right (toegang.yaml:14)\n"
        "   -  sign-in      mandate of 85.07.30-***.**, by the word of the sign-in at\n"
        "                   https://idp.example/saml (ssm_mandaatgever). That is not the organisation that "
        "is\n"
        "                   asked about [asserted.organisation]\n"
        "   -  sign-in      right 'subsidie-indienen:0999999922', by the word of the sign-in at\n"
        "                   https://idp.example/saml (e0_rol_3d). This e-counter does not believe this\n"
        "                   sign-in service in that [asserted.issuer]\n"
        "What now?  A legal representative or a chief access manager (HTB) of 0999.999.922 can grant you "
        "the\n"
        "           right 'subsidie-indienen' on subsidieloket in Gebruikersbeheer.\n");
}

Test(explain, a_denial_with_a_near_miss)
{
    struct small small;
    open_story(&small);
    toegang_fact right = right_of(0, 0, 0, "subsidie-indienen", 1, 1672527600, 1759356000);
    right.eloket = "subsidieloket";
    small_add(&small, right);
    expect_text(
        &small, TOEGANG_EN,
        "DENIED: Your right on this e-counter ended on 2025-10-01. [right.ended]\n"
        "   1  person       85.07.30-***.**, by the word of https://idp.example/saml, digital key: high\n"
        "   2  rule         subsidieloket: legal-representative with-right, htb with-right, others "
        "with-right\n"
        "                   (toegang.yaml:14)\n"
        "   -  right        'subsidie-indienen' on subsidieloket for 0999.999.922 from 2023-01-01 to\n"
        "                   2025-10-01 included, granted by 85.07.30-***.** on 2023-01-01; source\n"
        "                   Gebruikersbeheer: test.yaml:1. Your right on this e-counter ended on 2025-10-01\n"
        "                   [right.ended]\n"
        "What now?  A legal representative or a chief access manager (HTB) of 0999.999.922 can renew your\n"
        "           right 'subsidie-indienen' on subsidieloket in Gebruikersbeheer.\n");
}

Test(explain, what_could_not_be_judged)
{
    struct small small;
    open_story(&small);
    small.identity.origin = TOEGANG_ORIGIN_HOST;
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    expect_text(
        &small, TOEGANG_FR,
        "INDÉCIS : Un registre n'a pas pu répondre (Gebruikersbeheer). [directory.unavailable]\n"
        "   1  personne     85.07.30-***.**, attesté par l'application elle-même (host), clé numérique :\n"
        "                   élevé\n"
        "   2  registre     Gebruikersbeheer n'a pas pu répondre: kbo.yaml [file.absent]\n"
        "   3  règle        subsidieloket: legal-representative with-right, htb with-right, others "
        "with-right\n"
        "                   (toegang.yaml:14)\n"
        "Que faire ?  Réessayez plus tard ; rien n'a été décidé à votre sujet.\n");
}

Test(explain, a_refusal)
{
    toegang_report why = {.status = TOEGANG_REFUSED,
                          .check = "saml.conditions.expired",
                          .expected = "before 2026-11-23T10:01:00Z + 60 s",
                          .came = "2026-11-23T10:05:00Z, 180 s late"};
    toegang_decision *decision = NULL;
    char text[2048];
    cr_assert_eq(toegang_decision_refusal(&why, &decision, NULL), TOEGANG_GOOD);
    (void)toegang_decision_explain(decision, TOEGANG_DE, text, sizeof text);
    cr_expect_str_eq(text,
                     "ABGELEHNT: Die Anmeldenachricht ist abgelaufen. [saml.conditions.expired]\n"
                     "     erwartet:  vor 2026-11-23T10:01:00Z + 60 s\n"
                     "     bekommen:  2026-11-23T10:05:00Z, 180 s zu spät\n"
                     "Was nun?  Melden Sie sich erneut an.\n",
                     "%s", text);
    toegang_decision_free(decision);
}

Test(explain, a_report)
{
    toegang_report report = {.status = TOEGANG_CONFIGURATION,
                             .line = 14,
                             .column = 9,
                             .check = "config.key.unknown",
                             .expected = "legal-representative",
                             .came = "legal-representativ"};
    char text[1024];
    size_t length = toegang_report_explain(&report, TOEGANG_NL, text, sizeof text);
    cr_expect_str_eq(text,
                     "Deze sleutel bestaat niet in een configuratie. [config.key.unknown]\n"
                     "     verwacht:  legal-representative\n"
                     "     gekregen:  legal-representativ\n"
                     "     regel 14, kolom 9\n"
                     "Wat nu?  Verbeter het bestand op de plaats die hier staat.\n",
                     "%s", text);
    cr_expect_eq(toegang_report_explain(&report, TOEGANG_NL, NULL, 0), length);
    report.status = TOEGANG_GOOD;
    cr_expect_eq(toegang_report_explain(&report, TOEGANG_NL, text, sizeof text), 0);
    cr_expect_str_eq(text, "");
}

/* A question keeps its own mark. */
Test(explain, a_sentence_that_asks)
{
    toegang_report why = {.status = TOEGANG_REFUSED, .check = "saml.issue-instant"};
    toegang_decision *decision = NULL;
    char text[1024];
    (void)toegang_report_explain(&why, TOEGANG_EN, text, sizeof text);
    cr_expect(strstr(text, "do the clocks agree? [saml.issue-instant]"), "%s", text);
    cr_assert_eq(toegang_decision_refusal(&why, &decision, NULL), TOEGANG_GOOD);
    (void)toegang_decision_explain(decision, TOEGANG_FR, text, sizeof text);
    cr_expect(strstr(text, "les horloges concordent-elles ?\n[saml.issue-instant]"), "%s", text);
    toegang_decision_free(decision);
}

/* Words are counted in characters, and one that is too long stays whole. */
Test(explain, wrapping)
{
    char out[2048], word[160];
    struct tg_text text = tg_text_of(out, sizeof out);
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    tg_say_wrapped(&text, "1  ", word);
    cr_expect_eq(text.length, sizeof word - 1 + 4, "no line before it");
    text = tg_text_of(out, sizeof out);
    for (int i = 0; i < 24; i++) memcpy(word + i * 6, "éé ", 5), memcpy(word + i * 6 + 5, " ", 1);
    word[144] = '\0';
    tg_say_wrapped(&text, "", word);
    cr_expect_eq(strcspn(out, "\n"), 24 * 5 - 1, "24 words of two characters fit on a line: %s", out);
}

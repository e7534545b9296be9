/* SPDX-License-Identifier: Apache-2.0 */
#include "page_maker.h"

#include "../../conformance/decision/small.h"

struct refusal {
    toegang_page page;
    const toegang_decision *decision;
};

static size_t make_refusal(const void *what, char *out, size_t size)
{
    const struct refusal *refusal = what;
    return toegang_page_refusal(&refusal->page, refusal->decision, out, size);
}

static struct refusal about(const toegang_decision *decision, toegang_language language)
{
    struct refusal refusal = {page_of(language), decision};
    refusal.page.sign_in = "/in";
    refusal.page.choose = "/choose";
    refusal.page.home = "/home";
    return refusal;
}

/* The paths of the links below the message, in their order; the first is a button. */
static const char *links_of(const char *page)
{
    static char found[64];
    found[0] = '\0';
    const char *list = strstr(page, "<ul class=\"links\">");
    for (const char *at = list ? strstr(list, "href=\"/") : NULL; at; at = strstr(at + 1, "href=\"/"))
        strncat(strcat(found, found[0] ? " " : ""), at + 7, strcspn(at + 7, "\""));
    if (list) cr_expect_eq(count_of(page, "class=\"button\""), 1);
    return found;
}

/* Of what refused before anything was decided. */
static const char *page_of_report(const toegang_report *why)
{
    toegang_decision *decision = NULL;
    cr_assert_eq(toegang_decision_refusal(why, &decision, NULL), TOEGANG_GOOD);
    struct refusal refusal = about(decision, TOEGANG_NL);
    const char *page = made(make_refusal, &refusal);
    toegang_decision_free(decision);
    return page;
}

Test(page_refusal, a_denial_says_why_and_what_now)
{
    struct small small;
    small_open(&small);
    small.policy.right = "r";
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_NL);
    const char *page = made(make_refusal, &refusal);
    const char *const parts[] = {"<title>U hebt hier geen toegang – e0</title>",
                                 "<h1>U hebt hier geen toegang</h1>\n<p class=\"why\">",
                                 "<dt>E-loket</dt><dd><bdi>e0</bdi></dd>",
                                 "<dt>U handelt voor</dt><dd><bdi>0999.999.922</bdi></dd>",
                                 "<h2>Wat kunt u nu doen?</h2>\n<p>",
                                 "kan u in Gebruikersbeheer het recht &#39;r&#39; op e0 toekennen",
                                 "<code>representation.absent</code>"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect_not_null(strstr(page, parts[i]), "%s: %s", parts[i], page);
    cr_expect_str_eq(links_of(page), "choose home in");
    toegang_decision_free(decision);
}

Test(page_refusal, for_oneself)
{
    struct small small;
    small_open(&small);
    small.question.organisation = enterprise(NOBODY);
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_FR);
    const char *page = made(make_refusal, &refusal);
    cr_expect_not_null(strstr(page, "<dt>Vous agissez pour</dt><dd>vous-même</dd>"), "%s", page);
    cr_expect_not_null(strstr(page, "<code>self.never</code>"));
    toegang_decision_free(decision);
}

Test(page_refusal, where_a_sign_in_helps_it_comes_first)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.identity.assurance = TOEGANG_ASSURANCE_LOW;
    small.policy.assurance = TOEGANG_ASSURANCE_HIGH;
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_NL);
    cr_expect_str_eq(links_of(made(make_refusal, &refusal)), "in choose home");
    cr_expect_not_null(strstr(made(make_refusal, &refusal), ">Aanmelden</a>"));
    refusal.page.person = "Ann";
    cr_expect_not_null(strstr(made(make_refusal, &refusal), " class=\"button\">Opnieuw aanmelden</a>"));
    refusal.page.person = NULL;
    refusal.page.sign_out = "/out";
    cr_expect_not_null(strstr(made(make_refusal, &refusal), " class=\"button\">Opnieuw aanmelden</a>"));
    toegang_decision_free(decision);
}

Test(page_refusal, who_may_grant_himself_the_right_is_led_there_first)
{
    static const struct {
        const char *grant, *first; /* the button; NULL: another link is it */
        int functions;
    } rows[] = {
        {"/grant", "<a href=\"/grant\" class=\"button\">Octroyer le droit</a>", 1},
        {"https://beheer.example/r?x=1&y", "<a href=\"https://beheer.example/r?x=1&amp;y\" class=\"button\">", 1},
        {"http://beheer.example/", NULL, 1},
        {"javascript:alert(1)", NULL, 1},
        {"//evil.example/", NULL, 1},
        {"https://b.example/\"><script>", NULL, 1},
        {NULL, NULL, 1},
        {"/grant", NULL, 0}, /* somebody else has to */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        small.policy.right = "r";
        if (rows[i].functions) small_add(&small, function_of(0, 0, "10006", PAST, LATER));
        toegang_decision *decision = small_ask(&small);
        struct refusal refusal = about(decision, TOEGANG_FR);
        refusal.page.rights = rows[i].grant;
        const char *page = made(make_refusal, &refusal);
        const char *first = rows[i].first ? rows[i].first : "<a href=\"/choose\" class=\"button\">";
        cr_expect_not_null(strstr(page, first), "%s: %s", first, page);
        cr_expect_eq(strstr(page, "Octroyer le droit<") != NULL, rows[i].first != NULL, "%zu", i);
        toegang_decision_free(decision);
    }
}

/* What went wrong with a form of somebody who is signed in is mended there. */
Test(page_refusal, who_is_signed_in_is_not_sent_away_first)
{
    static const struct {
        const char *check, *person, *sign_out, *links, *word;
    } rows[] = {
        {"visit.choice", "Ann", NULL, "choose home in", ">Opnieuw aanmelden</a>"},
        {"kbo.checksum", NULL, "/out", "choose home in", ">Opnieuw aanmelden</a>"},
        {"replay.used", NULL, NULL, "in choose home", ">Aanmelden</a>"},
        {"identity.absent", NULL, "/out", "in choose home", ">Aanmelden</a>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report why = {.status = TOEGANG_REFUSED};
        snprintf(why.check, sizeof why.check, "%s", rows[i].check);
        toegang_decision *decision = NULL;
        cr_assert_eq(toegang_decision_refusal(&why, &decision, NULL), TOEGANG_GOOD);
        struct refusal refusal = about(decision, TOEGANG_NL);
        refusal.page.person = rows[i].person;
        refusal.page.sign_out = rows[i].sign_out;
        const char *page = made(make_refusal, &refusal);
        cr_expect_str_eq(links_of(page), rows[i].links, "%s", rows[i].check);
        cr_expect_not_null(strstr(page, rows[i].word), "%s: %s", rows[i].check, page);
        toegang_decision_free(decision);
    }
}

Test(page_refusal, steps_are_a_list)
{
    struct small small;
    small_open(&small);
    small.policy.right = "r";
    small.identity.assurance = TOEGANG_ASSURANCE_LOW;
    small.policy.assurance = TOEGANG_ASSURANCE_HIGH;
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_NL);
    const char *page = made(make_refusal, &refusal);
    cr_expect_not_null(
        strstr(page, "<ol>\n<li>Meld u opnieuw aan met een sterkere digitale sleutel (niveau hoog).</li>\n"
                     "<li>Een wettelijk vertegenwoordiger"),
        "%s", page);
    cr_expect_eq(count_of(page, "<li>"), 2 + 3);
    toegang_decision_free(decision);
}

Test(page_refusal, a_permit_needs_nothing)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_EN);
    const char *page = made(make_refusal, &refusal);
    cr_expect_not_null(
        strstr(page, "<h1>You have access</h1>\n<p class=\"why\">You are let in as legal representative."));
    cr_expect_null(strstr(page, "<h2>"));
    cr_expect_null(strstr(page, "<code>"));
    toegang_decision_free(decision);
}

/* What a report says of files and servers is no visitor's business. */
Test(page_refusal, what_could_not_be_judged_shows_nothing_of_the_host)
{
    static const toegang_report why = {.status = TOEGANG_UNAVAILABLE,
                                       .check = "directory.connection",
                                       .expected = "db.internal",
                                       .came = "/var/lib/secret.db"};
    const char *page = page_of_report(&why);
    cr_expect_null(strstr(page, "internal"));
    cr_expect_null(strstr(page, "secret"));
    cr_expect_null(strstr(page, "class=\"why\""));
    cr_expect_not_null(strstr(page, "<p>Probeer het later opnieuw; er werd niets over u beslist.</p>"));
    cr_expect_not_null(strstr(page, "<code>directory.connection</code>"));
    cr_expect_str_eq(links_of(page), "home");
}

Test(page_refusal, a_register_that_is_silent)
{
    struct small small;
    small_open(&small);
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    toegang_decision *decision = small_ask(&small);
    struct refusal refusal = about(decision, TOEGANG_DE);
    const char *page = made(make_refusal, &refusal);
    cr_expect_not_null(strstr(page, "<h1>Wir können Ihren Zugang zurzeit nicht prüfen</h1>\n<h2>"), "%s",
                       page);
    cr_expect_not_null(strstr(page, "<code>directory.unavailable</code>"));
    toegang_decision_free(decision);
}

Test(page_refusal, not_even_a_reason)
{
    struct refusal refusal = about(NULL, TOEGANG_EN);
    const char *page = made(make_refusal, &refusal);
    cr_expect_not_null(strstr(page, "<p>Try again later; nothing was decided about you.</p>"));
    cr_expect_null(strstr(page, "<code>"));
}

Test(page_refusal, an_assertion_that_was_refused)
{
    static const toegang_report why = {.status = TOEGANG_REFUSED, .check = "replay.used", .came = "<b>"};
    const char *page = page_of_report(&why);
    cr_expect_not_null(strstr(page, "<h1>Dat is niet gelukt</h1>\n<p class=\"why\">"));
    cr_expect_null(strstr(page, "<dl>"));
    cr_expect_str_eq(links_of(page), "in choose home");
}

Test(page_refusal, nobody_is_signed_in)
{
    static const toegang_report why = {.status = TOEGANG_REFUSED, .check = "identity.absent"};
    const char *page = page_of_report(&why);
    cr_expect_not_null(strstr(page, "<h1>Aanmelden</h1>\n<p class=\"why\">U bent niet aangemeld.</p>"), "%s",
                       page);
    cr_expect_str_eq(links_of(page), "in choose home");
}

Test(page_refusal, a_rule_of_the_server_is_no_failure)
{
    static const toegang_report why = {.status = TOEGANG_REFUSED, .check = "host.forbidden"};
    const char *page = page_of_report(&why);
    cr_expect_not_null(strstr(page, "<h1>U hebt hier geen toegang</h1>\n<p class=\"why\">Deze pagina is "), "%s", page);
}

Test(page_refusal, names_of_a_policy_and_a_check_of_somebody_else_are_escaped)
{
    static const toegang_report why = {.status = TOEGANG_REFUSED, .check = "a.<script>\"'&"};
    struct small small;
    small_open(&small);
    small.policy.eloket = "e<script>\"&'";
    small.question.right = small.policy.right = "r<script>";
    toegang_decision *decisions[] = {small_ask(&small), NULL};
    cr_assert_eq(toegang_decision_refusal(&why, &decisions[1], NULL), TOEGANG_GOOD);
    for (int i = 0; i < 2; i++) {
        struct refusal refusal = about(decisions[i], TOEGANG_NL);
        cr_expect_not_null(strstr(made(make_refusal, &refusal), "&lt;script&gt;"));
        toegang_decision_free(decisions[i]);
    }
}

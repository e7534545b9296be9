/* SPDX-License-Identifier: Apache-2.0 */
#include "page_maker.h"

#include "../../conformance/decision/small.h"

struct choosing {
    toegang_page page;
    toegang_choice choices[4];
    size_t count;
    int more;
    const char *action, *token;
};

static size_t make_choice(const void *what, char *out, size_t size)
{
    const struct choosing *choosing = what;
    return toegang_page_choice(&choosing->page, choosing->choices, choosing->count, choosing->more,
                               choosing->action, choosing->token, out, size);
}

static struct choosing of(size_t count, int more)
{
    struct choosing choosing = {.page = page_of(TOEGANG_NL), .count = count, .more = more};
    choosing.action = "/toegang/organisation";
    choosing.token = "t0k-_n";
    for (size_t i = 0; i < 4; i++) choosing.choices[i] = (toegang_choice){.size = sizeof(toegang_choice)};
    for (int i = 0; i < 3; i++) choosing.choices[i].organisation = enterprise(i);
    return choosing;
}

Test(page_choice, one_button_each)
{
    struct choosing choosing = of(4, 0);
    choosing.choices[0].name = "Bakkerij Peeters";
    choosing.choices[0].as = "legal-representative";
    choosing.choices[1].as = "right";
    choosing.choices[2].name = "";
    choosing.choices[2].as = "whatever";
    const char *page = made(make_choice, &choosing);
    char wanted[512], number[24];
    cr_expect_eq(count_of(page, "<form method=\"post\" action=\"/toegang/organisation\">"), 1);
    cr_expect_eq(count_of(page, "<input type=\"hidden\" name=\"token\" value=\"t0k-_n\">"), 1);
    cr_expect_not_null(
        strstr(page, "<button name=\"organisation\" value=\"kbo:0999999922\"><strong><bdi>Bakkerij "
                     "Peeters</bdi></strong> <span>0999.999.922, als wettelijk vertegenwoordiger</span>"),
        "%s", page);
    toegang_organisation_format(&choosing.choices[1].organisation, number);
    snprintf(wanted, sizeof wanted,
             "<strong><bdi>%s</bdi></strong> <span>met een gebruikersrecht</span></button>", number);
    cr_expect_not_null(strstr(page, wanted), "%s", page);
    toegang_organisation_format(&choosing.choices[2].organisation, number);
    snprintf(wanted, sizeof wanted, "<strong><bdi>%s</bdi></strong></button>", number);
    cr_expect_not_null(strstr(page, wanted), "%s", page);
    cr_expect_not_null(strstr(page, "value=\"self\"><strong>Voor mezelf</strong></button>"));
    cr_expect_null(strstr(page, "<label"));
}

/* Buttons and field are forms of their own: who presses Enter in the field chooses no button. */
Test(page_choice, another_number)
{
    struct choosing choosing = of(1, 1);
    const char *page = made(make_choice, &choosing);
    cr_expect_eq(count_of(page, "<form "), 2);
    cr_expect_eq(count_of(page, "name=\"token\""), 2);
    cr_expect_not_null(strstr(page, "<label for=\"number\">"));
    cr_expect_eq(count_of(page, "<input id=\"number\" name=\"organisation\""), 1);
    cr_expect_eq(count_of(page, "id=\"form\""), 1);
}

Test(page_choice, nobody_to_act_for)
{
    for (int more = 0; more < 2; more++) {
        struct choosing choosing = of(0, more);
        const char *page = made(make_choice, &choosing);
        cr_expect_not_null(strstr(page, "<p>Er is geen organisatie gevonden waarvoor u mag handelen.</p>"));
        cr_expect_eq(count_of(page, "<form "), (size_t)more);
        cr_expect_null(strstr(page, "<ul"));
    }
}

Test(page_choice, hostile_names_and_tokens)
{
    static const char *const hostile[] = {"\"><script>alert(1)</script>",
                                          "</button></form><form action=//evil.example>",
                                          "\xff\x01\n&#x3c;",
                                          "' onclick='x",
                                          "{0}%s",
                                          "//evil.example",
                                          ""};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct choosing choosing = of(4, 1);
        for (size_t j = 0; j < 4; j++) choosing.choices[j].name = choosing.choices[j].as = hostile[i];
        choosing.action = choosing.token = hostile[i];
        const char *page = made(make_choice, &choosing);
        cr_expect_eq(count_of(page, "<form "), 2, "%s", page);
        cr_expect_eq(count_of(page, "<button"), 5, "%s", page);
        cr_expect_null(strstr(page, "<form method=\"post\" action="), "%s", page);
    }
}

Test(page_choice, a_token_comes_back_as_it_was)
{
    struct choosing choosing = of(1, 0);
    choosing.token = "85073003328-85.07.30-033.28_";
    choosing.action = "/a?b=1&c=2";
    const char *page = made(make_choice, &choosing);
    cr_expect_not_null(strstr(page, "value=\"85073003328-85.07.30-033.28_\""));
    cr_expect_not_null(strstr(page, "action=\"/a?b=1&amp;c=2\""));
    choosing.token = NULL;
    cr_expect_not_null(strstr(made(make_choice, &choosing), "name=\"token\" value=\"\""));
}

Test(page_choice, misuse)
{
    struct choosing choosing = of(2, 0);
    cr_expect_eq(toegang_page_choice(&choosing.page, NULL, 1, 0, "/", "", NULL, 0), 0);
    choosing.choices[0].size = 1; /* an older one than there ever was */
    cr_expect_eq(count_of(made(make_choice, &choosing), "<button"), 1);
}

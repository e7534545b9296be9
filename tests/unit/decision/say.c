/* SPDX-License-Identifier: Apache-2.0 */
/* The reason and the ground, on their own. */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/say.h"

static void expect(struct small *small, const char *as, const char *reason)
{
    char text[512], part[8];
    toegang_decision *decision = small_ask(small);
    size_t length = toegang_decision_reason(decision, TOEGANG_EN, text, sizeof text);
    cr_expect_str_eq(text, reason, "%s", text);
    cr_expect_eq(length, strlen(text));
    cr_expect_eq(toegang_decision_reason(decision, TOEGANG_EN, NULL, 0), length);
    cr_expect_eq(toegang_decision_reason(decision, TOEGANG_EN, part, sizeof part), length);
    cr_expect_eq(strncmp(part, text, sizeof part - 1), 0);
    cr_expect_str_eq(toegang_decision_as(decision), as);
    toegang_decision_free(decision);
}

Test(say, grounds)
{
    struct small small;
    small_open(&small);
    expect(&small, "", "No representation and no right were found that let you in for this organisation.");
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, PAST, LATER));
    small.policy.others = TG_WITH_RIGHT;
    expect(&small, "right", "You are let in with a user right.");
    small.policy.others = TG_AUTOMATIC;
    expect(&small, "others", "You are let in because this e-counter is open to anybody.");
    small_add(&small, htb_of(0, 0, NOBODY, PAST, LATER));
    small.policy.htb = TG_AUTOMATIC;
    small.policy.others = TG_NEVER;
    expect(&small, "htb", "You are let in as chief access manager (HTB).");
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    small.policy.legal_representative = TG_WITH_RIGHT;
    small.policy.htb = TG_NEVER;
    expect(&small, "legal-representative", "You are let in as legal representative, with a user right.");
    small.question.organisation = enterprise(NOBODY);
    small.policy.self = TG_AUTOMATIC;
    expect(&small, "self", "You are let in for yourself.");
    small_open(&small);
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    expect(&small, "", "A register could not answer (Gebruikersbeheer).");
}

Test(say, a_ground_by_its_word)
{
    static const struct {
        const char *as, *said;
    } rows[] = {{"self", "voor uzelf"},
                {"legal-representative", "als wettelijk vertegenwoordiger"},
                {"htb", "als hoofdtoegangsbeheerder"},
                {"mandate", "met een mandaat"},
                {"right", "met een gebruikersrecht"},
                {"others", "want dit e-loket staat open voor iedereen"},
                {"", ""},
                {"HTB", ""},
                {"whatever", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[128];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_say_as(&text, rows[i].as, TOEGANG_NL);
        cr_expect_str_eq(out, rows[i].said, "%s: %s", rows[i].as, out);
    }
}

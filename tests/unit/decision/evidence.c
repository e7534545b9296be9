/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "base/text.h"
#include "decision/check.h"
#include "decision/decision.h"

/* "kind:check" of every piece; used ones in capitals. */
static void shape(struct small *small, char *out, size_t size)
{
    static const char letters[] = "?ipfrwa";
    toegang_decision *decision = small_ask(small);
    struct tg_text text = tg_text_of(out, size);
    for (size_t i = 0; i < toegang_decision_evidence_count(decision); i++) {
        const toegang_evidence *piece = toegang_decision_evidence(decision, i);
        char letter = letters[piece->kind];
        tg_text_addf(&text, "%s%c%s%s", i > 0 ? " " : "", piece->used ? letter - 32 : letter,
                     piece->check[0] ? ":" : "", piece->check);
    }
    cr_expect_null(toegang_decision_evidence(decision, toegang_decision_evidence_count(decision)));
    toegang_decision_free(decision);
}

static void expect(struct small *small, const char *expected)
{
    char came[512];
    shape(small, came, sizeof came);
    cr_expect_str_eq(came, expected, "%s, expected %s", came, expected);
}

Test(evidence, what_carries_first)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    expect(&small, "I P");
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    expect(&small, "I F P w:power.unknown");
    small_add(&small, function_of(0, 0, "10002", LONG_AGO, PAST));
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, LONG_AGO, PAST));
    expect(&small, "I F P f:function.ended f:right.ended w:power.unknown");
    small_silence(&small, TOEGANG_BTB);
    expect(&small, "I F P f:function.ended f:right.ended r:file.absent w:power.unknown");
    small_silence(&small, TOEGANG_KBO);
    expect(&small, "I R:file.absent P f:right.ended r:file.absent");
}

Test(evidence, of_a_register_without_a_reason_or_too_old)
{
    struct small small;
    small_open(&small);
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    small.world.answers[TOEGANG_GEBRUIKERSBEHEER].report = (toegang_report){0};
    expect(&small, "I R:directory.unavailable P");
    small_open(&small);
    small.policy.staleness[TOEGANG_GEBRUIKERSBEHEER] = 10;
    toegang_fact old = right_of(0, 0, 0, "r", NOBODY, PAST, LATER);
    old.as_of = PAST;
    small_add(&small, old);
    expect(&small, "I R:directory.stale P");
}

Test(evidence, warnings)
{
    struct small small;
    small_open(&small);
    small_add(&small, right_of(0, 0, 0, "r", 1, PAST, TOEGANG_NEVER));
    small_add(&small, function_of(1, 0, "10006", LONG_AGO, PAST + 1));
    expect(&small, "I F F P w:power.unknown w:grantor.left");
    small_add(&small, htb_of(1, 0, NOBODY, PAST + 1, TOEGANG_NEVER));
    expect(&small, "I F F P w:power.unknown");
    small_open(&small);
    small.identity.origin = TOEGANG_ORIGIN_HOST;
    small.identity.organisation = enterprise(1);
    small.policy.test_numbers = true;
    small_add(&small, right_of(0, 0, 0, "r", 0, PAST, TOEGANG_NEVER));
    small_add(&small, htb_of(0, 0, NOBODY, LONG_AGO, TOEGANG_NEVER));
    expect(&small, "I:identity.host F F P w:right.self-granted w:organisation.other w:numbers.test");
    small.identity.organisation = enterprise(0);
    expect(&small, "I:identity.host F F P w:right.self-granted w:numbers.test");
}

Test(evidence, of_blocks)
{
    struct small small;
    small_open(&small);
    small.policy.others = TG_AUTOMATIC;
    small_add(&small, block_of(0, NOBODY, NOBODY, PAST, LATER));
    expect(&small, "I F:suspension.live P");
}

/* The decision keeps copies: what it was made from may go. */
/* What it rests on first; what did not count only where a register does not prove the same. */
Test(evidence, what_the_assertion_states)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.others = TG_NEVER;
    small.identity.asserts = 7;
    small_state(&small, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 0);
    expect(&small, "I P a:asserted.register w:asserted.differs");
    small.policy.asserted = TG_ASSERTED_NEVER;
    expect(&small, "I P a:asserted.never w:asserted.differs");
    small.identity.asserts = 0;
    expect(&small, "I P a:asserted.issuer");
    small.identity.asserts = 7;
    small.policy.asserted = TG_ASSERTED_EITHER;
    expect(&small, "I A P w:asserted.differs");
    small_add(&small, function_of(0, 0, "10006", LONG_AGO, PAST));
    expect(&small, "I A P f:function.ended w:asserted.differs");
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    expect(&small, "I F P w:power.unknown");
    small.policy.asserted = TG_ASSERTED_REGISTER;
    expect(&small, "I F P w:power.unknown");
    small_silence(&small, TOEGANG_KBO);
    expect(&small, "I R:file.absent P a:asserted.register");
    small.policy.asserted = TG_ASSERTED_EITHER;
    expect(&small, "I A P r:file.absent");
    small_absent(&small, TOEGANG_KBO);
    small.world.count = 0;
    expect(&small, "I A P");
    small_state(&small, TOEGANG_STATED_MANDATE, 0);
    expect(&small, "I A P a:asserted.never");
}

Test(evidence, rights_that_the_assertion_states)
{
    struct small small;
    small_open(&small);
    small.policy.right = "r";
    small.policy.rights = small_rights, small.policy.right_count = 2;
    small.identity.asserts = TOEGANG_ASSERTS_RIGHTS;
    small_role(&small, "r", "", 0);
    small_role(&small, "s", "", 0);
    expect(&small, "I P a:asserted.register w:asserted.differs");
    small_absent(&small, TOEGANG_GEBRUIKERSBEHEER);
    expect(&small, "I A P");
    small.policy.right = "s";
    small.identity.role_count = 1;
    expect(&small, "I P a:asserted.right");
    small.policy.others = TG_NEVER;
    small.policy.right = "r";
    expect(&small, "I A P");
    small_add(&small, htb_of(0, 0, NOBODY, PAST, LATER));
    expect(&small, "I F A P");
    small.identity.until = NOW;
    expect(&small, "I F A P");
}

Test(evidence, of_a_statement)
{
    struct small small;
    small_open(&small);
    small.policy.mandate = TG_AUTOMATIC;
    small.identity.asserts = TOEGANG_ASSERTS_MANDATE;
    small_state(&small, TOEGANG_STATED_MANDATE, 0);
    small.stated[0].value = "0999999922 for 85.07.30-033.28";
    toegang_decision *decision = small_ask(&small);
    memset(small.stated, 0x55, sizeof small.stated);
    const toegang_evidence *piece = toegang_decision_evidence(decision, 1);
    cr_assert(piece && piece->kind == TOEGANG_EVIDENCE_ASSERTED && piece->used && piece->stated);
    cr_expect_str_eq(piece->detail, "https://idp.example/saml");
    cr_expect_eq(piece->stated->kind, TOEGANG_STATED_MANDATE);
    cr_expect_str_eq(piece->stated->claim, "ssm_mandaatgever");
    cr_expect_str_eq(piece->stated->value, "0999999922 for 85.07.30-***.**");
    cr_expect_str_eq(piece->stated->organisation.value, "0999999922");
    cr_expect_str_eq(toegang_decision_evidence(decision, 2)->detail,
                     "e0: mandate automatic (toegang.yaml:14)");
    toegang_decision_free(decision);
}

Test(evidence, is_a_copy)
{
    struct small small;
    char code[] = "r", source[] = "rights.yaml:7", eloket[] = "e0";
    small_open(&small);
    small.policy.eloket = eloket;
    toegang_fact right = right_of(0, 0, 0, code, NOBODY, PAST, LATER);
    right.code = code, right.source = source;
    small_add(&small, right);
    toegang_decision *decision = small_ask(&small);
    memset(code, 'x', 1), memset(source, 'x', 5), memset(eloket, 'x', 2), memset(&small, 0x55, sizeof small);
    const toegang_evidence *piece = toegang_decision_evidence(decision, 1);
    cr_assert(piece && piece->kind == TOEGANG_EVIDENCE_FACT && piece->reg == TOEGANG_GEBRUIKERSBEHEER);
    cr_expect_str_eq(piece->fact->code, "r");
    cr_expect_str_eq(piece->fact->source, "rights.yaml:7");
    cr_expect_str_eq(toegang_decision_evidence(decision, 2)->detail,
                     "e0: others with-right (toegang.yaml:14)");
    toegang_decision_free(decision);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "decision/policy.h"
#include "decision/representation.h"

static bool read_way(struct tg_span word, enum tg_way *out)
{
    for (unsigned way = 0; way < TG_WAYS; way++)
        if (tg_span_is(word, tg_way_names[way])) return *out = (enum tg_way)way, true;
    return false;
}

Test(policy, words_of_ways)
{
    static const struct {
        const char *word;
        bool good;
        enum tg_way way;
    } rows[] = {{"automatic", true, TG_AUTOMATIC}, {"with-right", true, TG_WITH_RIGHT},
                {"never", true, TG_NEVER},         {"Automatic", false, TG_NEVER},
                {"with right", false, TG_NEVER},   {"", false, TG_NEVER},
                {"automatically", false, TG_NEVER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum tg_way way = TG_NEVER;
        cr_expect_eq(read_way(tg_span_of(rows[i].word), &way), rows[i].good, "%s", rows[i].word);
        if (!rows[i].good) continue;
        cr_expect_eq(way, rows[i].way, "%s", rows[i].word);
        cr_expect_str_eq(tg_way_name(way), rows[i].word);
    }
    cr_expect_str_eq(tg_way_name((enum tg_way)99), "never");
}

/* design.md, the words of a policy. */
Test(policy, defaults)
{
    static const struct {
        const char *code;
        bool listed;
    } rows[] = {{"10002", true},  {"10006", true},  {"10007", true},  {"10031", true},  {"00001", true},
                {"10003", true},  {"90001", false}, {"20090", false}, {"00004", false}, {"10005", false},
                {"10021", false}, {"30000", false}, {"43210", false}, {"", false}};
    struct tg_policy policy;
    tg_policy_default(&policy, "e");
    cr_expect(policy.legal_representative == TG_WITH_RIGHT && policy.htb == TG_WITH_RIGHT);
    cr_expect(policy.others == TG_WITH_RIGHT && policy.self == TG_NEVER);
    cr_expect(policy.mandate == TG_NEVER && policy.asserted == TG_ASSERTED_REGISTER);
    cr_expect(policy.grantor_loss == TG_LOSS_KEEP && policy.reg == TOEGANG_GEBRUIKERSBEHEER);
    cr_expect(policy.assurance == TOEGANG_ASSURANCE_NONE && policy.company_chain == 0 && !policy.blocks);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_function_listed(&policy, rows[i].code), rows[i].listed, "%s", rows[i].code);
}

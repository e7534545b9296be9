/* SPDX-License-Identifier: Apache-2.0 */
/* The answer of a decision in its line: facts by their index, and nothing that is a text for people. */
#include "administration/decision_line.h"
#include "decision/order.h"
#include "information.h"

static size_t find_fact(const toegang_fact *const *facts, size_t count, const toegang_fact *fact)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = tg_fact_compare(facts[middle], fact);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return count;
}

static void add_piece(struct tg_line *line, const toegang_evidence *piece, const toegang_fact *const *facts,
                      size_t count)
{
    static const char *const kinds[] = {"identity", "policy", "fact", "register", "warning", "asserted"};
    tg_text_addf(&line->text, "{\"kind\":\"%s\"", kinds[piece->kind - 1]);
    tg_line_flag(line, "used", piece->used);
    if (piece->fact) tg_line_number(line, "fact", (int64_t)find_fact(facts, count, piece->fact));
    if (piece->kind == TOEGANG_EVIDENCE_REGISTER) tg_line_word(line, "register", toegang_register_name(piece->reg));
    if (piece->stated) tg_line_word(line, "stated", tg_stated_kind_names[piece->stated->kind - 1]);
    tg_line_word(line, "check", piece->check[0] ? piece->check : NULL);
    tg_line_add(line, "}");
}

void tg_response_write(struct tg_line *line, const toegang_decision *decision, const toegang_fact *const *facts,
                       size_t count)
{
    const char *check = toegang_decision_check(decision);
    bool permit = toegang_decision_outcome(decision) == TOEGANG_OUTCOME_PERMIT;
    tg_text_addf(&line->text, "{\"decision\":%s,\"context\":{\"outcome\":\"%s\"", permit ? "true" : "false",
                 toegang_outcome_name(toegang_decision_outcome(decision)));
    tg_line_word(line, "check", check[0] ? check : NULL);
    tg_line_time(line, "valid_through", toegang_decision_valid_through(decision));
    tg_line_add(line, ",\"evidence\":[");
    for (size_t i = 0; i < toegang_decision_evidence_count(decision); i++) {
        if (i > 0) tg_line_add(line, ",");
        add_piece(line, toegang_decision_evidence(decision, i), facts, count);
    }
    tg_line_add(line, "]}}");
}

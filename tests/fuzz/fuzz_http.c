/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets as the answer of a register service and as that of a decision point. They are an answer, or UNAVAILABLE with a
 * reason; what is pushed is a fact and says where it is from; no number comes through in a reason.
 */
#include "../../lib/directory/http_authzen.h"
#include "../../lib/directory/http_register.h"
#include "harness.h"

static toegang_status take(void *context, const toegang_fact *fact)
{
    const toegang_directory_question *question = context;
    demand(tg_fact_check(fact, NULL) == TOEGANG_GOOD && fact->kind == question->kind);
    demand(strncmp(fact->source, "http:register.example", 21) == 0);
    demand(question->since == 0 || fact->as_of >= question->since);
    return TOEGANG_GOOD;
}

static int is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static void check_reason(toegang_status status, const toegang_report *report)
{
    size_t run = 0;
    demand(status == TOEGANG_GOOD || status == TOEGANG_UNAVAILABLE);
    demand(report->status == status && (report->check[0] != '\0') == (status != TOEGANG_GOOD));
    for (const char *at = report->came; *at; at++) {
        run = is_digit(*at) ? run + 1 : 0;
        demand(run != 11 || is_digit(at[1]));
    }
}

static void read_facts(struct tg_span octets, toegang_fact_kind kind, toegang_register reg)
{
    struct tg_arena arena = {0};
    struct tg_asked asked;
    toegang_report report = {0};
    toegang_directory_question question = {
        .size = sizeof question, .reg = reg, .kind = kind, .at = 1767225600, .since = 1767139200};
    tg_asked_of(&question, &asked);
    const struct tg_register_reading reading = {&question, &asked, "register.example", TOEGANG_RRN_DIGITS_ONLY, &arena,
                                                &report};
    check_reason(tg_register_read(octets, &reading, take, &question), &report);
    tg_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span octets = {(const char *)data, size};
    struct tg_arena arena = {0};
    toegang_report report = {0};
    bool decision = false;
    read_facts(octets, TOEGANG_FACT_FUNCTION, TOEGANG_KBO);
    read_facts(octets, TOEGANG_FACT_RIGHT, TOEGANG_GEBRUIKERSBEHEER);
    toegang_status status = tg_authzen_read(octets, &arena, &decision, &report);
    check_reason(status, &report);
    demand(status == TOEGANG_GOOD || !decision);
    tg_arena_free(&arena);
    return 0;
}

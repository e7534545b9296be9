/* SPDX-License-Identifier: Apache-2.0 */
/* What the verdict rests on, first; then what was looked at and did not count; then what is to be known. */
#include <string.h>

#include "base/text.h"
#include "decision/asserted.h"
#include "decision/check.h"
#include "decision/decision.h"
#include "decision/role.h"
#include "directory/fact.h"

/* identity, policy, every register, every kind of statement, every warning */
#define PIECES_BESIDE_FACTS (2 + TOEGANG_REGISTERS + TG_STATED_KINDS + 8)

/* The decision's arena is at its end: told once, at the end. */
struct writer {
    const struct tg_case *c;
    const struct tg_verdict *verdict;
    toegang_decision *decision;
    bool whole;
};

static toegang_evidence *add(struct writer *writer, toegang_evidence_kind kind, bool used, const char *check)
{
    toegang_evidence *piece = &writer->decision->pieces[writer->decision->piece_count++];
    *piece = (toegang_evidence){.kind = kind, .used = used, .check = check, .detail = ""};
    return piece;
}

static const char *kept(struct writer *writer, const char *text)
{
    char *copy = tg_arena_text(&writer->decision->arena, tg_span_of(text));
    if (!copy) writer->whole = false;
    return copy ? copy : "";
}

static void add_fact(struct writer *writer, size_t i, bool used)
{
    const toegang_fact *fact = writer->c->facts[i];
    const char *check = used || !writer->c->marks[i].check ? "" : writer->c->marks[i].check;
    if (fact->kind == TOEGANG_FACT_SUSPENSION) check = CHECK_SUSPENSION_LIVE;
    toegang_evidence *piece = add(writer, TOEGANG_EVIDENCE_FACT, used, check);
    piece->reg = tg_fact_register(writer->c->policy, fact);
    piece->fact = tg_fact_copy(&writer->decision->arena, fact);
    if (!piece->fact) writer->whole = false;
    if (i == writer->verdict->miss) writer->decision->miss = piece->fact;
}

static void add_facts(struct writer *writer, bool used)
{
    for (size_t i = 0; i < writer->c->count; i++) {
        bool proof = writer->verdict->proof[i];
        if (proof == used && (proof || writer->c->marks[i].check)) add_fact(writer, i, used);
    }
}

/* Masked where it could be a national number. */
static const char *kept_safe(struct writer *writer, const char *text)
{
    char safe[512];
    tg_text_safe(safe, sizeof safe, tg_span_of(text));
    return kept(writer, safe);
}

static void add_stated(struct writer *writer, const struct tg_stated *statement, bool used)
{
    toegang_evidence *piece =
        add(writer, TOEGANG_EVIDENCE_ASSERTED, used, statement->check ? statement->check : "");
    toegang_stated *stated = tg_arena_take(&writer->decision->arena, sizeof *stated);
    piece->detail = kept_safe(writer, toegang_identity_issuer(writer->c->question->identity));
    piece->stated = stated;
    if (!stated) {
        writer->whole = false;
        return;
    }
    *stated = statement->stated;
    stated->claim = kept_safe(writer, statement->stated.claim);
    stated->value = kept_safe(writer, statement->stated.value);
}

/* What a register proves needs no second word, and what would have counted but was not needed is no news. */
static void add_all_stated(struct writer *writer, bool used)
{
    for (size_t i = 0; i < TG_STATED_KINDS; i++) {
        const struct tg_stated *statement = &writer->c->stated[i];
        unsigned bit = TG_STATED_BIT(i + 1);
        bool carries = writer->verdict->rests & bit, proven = tg_asserted_proven(writer->verdict) & bit;
        if (statement->there && carries == used && (carries || (statement->check && !proven)))
            add_stated(writer, statement, used);
    }
}

static bool is_blamed(const struct writer *writer, unsigned reg)
{
    return tg_verdict_truth(writer->verdict) == TG_UNKNOWN && (writer->verdict->blame & 1U << reg);
}

/* The check is the register's own where it gave one: which file, which limit. */
static void add_registers(struct writer *writer, bool used)
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        const char *unknown = writer->c->unknown[reg];
        const struct tg_answer *answer = &writer->c->world->answers[reg];
        const toegang_report *report = &answer->report;
        if (!unknown || is_blamed(writer, reg) != used) continue;
        bool told = answer->asked && answer->status != TOEGANG_GOOD && report->check[0] != '\0';
        const char *check = told ? kept(writer, report->check) : unknown;
        toegang_evidence *piece = add(writer, TOEGANG_EVIDENCE_REGISTER, used, check);
        piece->reg = (toegang_register)reg;
        if (told) piece->detail = kept(writer, report->came);
    }
}

static void add_way(struct tg_text *text, const char *role, enum tg_way way, bool *first)
{
    tg_text_addf(text, "%s%s %s", *first ? "" : ", ", role, tg_way_name(way));
    *first = false;
}

/* The one way that let somebody in, or all of them. */
static void write_ways(struct tg_text *text, const struct tg_policy *policy, enum tg_ground ground,
                       bool oneself)
{
    static const char *const roles[TG_GROUNDS] = {"",    "self",    "legal-representative",
                                                  "htb", "mandate", "others"};
    bool first = true;
    for (enum tg_ground path = TG_GROUND_SELF; path <= TG_GROUND_OTHERS; path++) {
        bool applies = ground == TG_GROUND_NONE ? oneself == (path == TG_GROUND_SELF) : ground == path;
        /* Most e-counters never heard of mandates. */
        if (path == TG_GROUND_MANDATE && policy->mandate == TG_NEVER) continue;
        if (applies) add_way(text, roles[path], tg_policy_way(policy, path), &first);
    }
}

static void add_policy(struct writer *writer)
{
    char detail[512];
    struct tg_text text = tg_text_of(detail, sizeof detail);
    const struct tg_policy *policy = writer->c->policy;
    tg_text_addf(&text, "%s: ", policy->eloket);
    write_ways(&text, policy, writer->verdict->ground, writer->c->for_oneself);
    if (policy->assurance != TOEGANG_ASSURANCE_NONE)
        tg_text_addf(&text, ", assurance %s", toegang_assurance_name(policy->assurance));
    if (policy->asserted != TG_ASSERTED_REGISTER)
        tg_text_addf(&text, ", asserted %s", tg_asserted_names[policy->asserted]);
    if (policy->source && policy->source[0]) tg_text_addf(&text, " (%s)", policy->source);
    add(writer, TOEGANG_EVIDENCE_POLICY, true, "")->detail = kept_safe(writer, detail);
}

static bool rests_on_function(const struct writer *writer)
{
    for (size_t i = 0; i < writer->c->count; i++)
        if (writer->verdict->proof[i] && writer->c->facts[i]->kind == TOEGANG_FACT_FUNCTION) return true;
    return false;
}

static bool chose_other(const struct tg_case *c)
{
    toegang_organisation chosen = toegang_identity_organisation(c->question->identity);
    return !c->for_oneself && chosen.scheme != TOEGANG_SCHEME_NONE &&
           !toegang_organisation_equal(&chosen, &c->question->organisation);
}

static void warn(struct writer *writer, bool applies, const char *check)
{
    if (applies) add(writer, TOEGANG_EVIDENCE_WARNING, false, check);
}

static void add_warnings(struct writer *writer)
{
    bool permit = tg_verdict_truth(writer->verdict) == TG_TRUE;
    warn(writer, permit && rests_on_function(writer), CHECK_POWER_UNKNOWN);
    warn(writer, writer->verdict->warnings & TG_WARN_GRANTOR_LEFT, CHECK_GRANTOR_LEFT);
    warn(writer, writer->verdict->warnings & TG_WARN_SELF_GRANTED, CHECK_RIGHT_SELF_GRANTED);
    warn(writer, tg_asserted_differs(writer->c, writer->verdict), CHECK_ASSERTED_DIFFERS);
    warn(writer, chose_other(writer->c), CHECK_ORGANISATION_OTHER);
    warn(writer, writer->c->policy->test_numbers, CHECK_NUMBERS_TEST);
}

bool tg_decision_evidence(const struct tg_case *c, const struct tg_verdict *verdict,
                          toegang_decision *decision)
{
    struct writer writer = {c, verdict, decision, true};
    size_t room = PIECES_BESIDE_FACTS;
    for (size_t i = 0; i < c->count; i++) room += verdict->proof[i] || c->marks[i].check;
    decision->pieces = tg_arena_array(&decision->arena, room, sizeof *decision->pieces);
    if (!decision->pieces) return false;
    bool by_host = toegang_identity_origin(c->question->identity) == TOEGANG_ORIGIN_HOST;
    add(&writer, TOEGANG_EVIDENCE_IDENTITY, true, by_host ? CHECK_IDENTITY_HOST : "");
    add_facts(&writer, true);
    add_all_stated(&writer, true);
    add_registers(&writer, true);
    add_policy(&writer);
    add_facts(&writer, false);
    add_all_stated(&writer, false);
    add_registers(&writer, false);
    add_warnings(&writer);
    return writer.whole;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/decision_line.h"

#include "base/hex.h"
#include "base/report.h"
#include "crypto/private.h"
#include "decision/order.h"
#include "information.h"
#include "line.h"

/* A trace id of nothing but zeros is none; so many octets are never all zero by chance. */
static toegang_status name_trace(struct tg_decision_line *out, toegang_report *report)
{
    uint8_t octets[TG_TRACE_OCTETS + TG_SPAN_OCTETS];
    toegang_status status = tg_random(octets, sizeof octets, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(octets, TG_TRACE_OCTETS, out->trace);
    tg_hex_write(octets + TG_TRACE_OCTETS, TG_SPAN_OCTETS, out->span);
    return TOEGANG_GOOD;
}

toegang_status tg_decision_line_of(const toegang_question *question, const struct tg_world *world,
                                   const toegang_decision *decision, const char *policy, struct tg_arena *arena,
                                   struct tg_decision_line *out, toegang_report *report)
{
    toegang_rrn holder = toegang_identity_holder(question->identity);
    *out = (struct tg_decision_line){
        .question = question, .decision = decision, .policy = policy, .answers = world->answers};
    out->fact_count = world->count;
    out->facts = tg_facts_sorted(world->facts, &out->fact_count, arena);
    bool kept = out->facts && tg_people_of(&out->people, &holder, out->facts, out->fact_count, arena);
    return kept ? name_trace(out, report) : tg_no_memory(report);
}

/* What was asked and could be answered is no error, a denial neither. */
static const char *status_of(const toegang_decision *decision)
{
    return toegang_decision_outcome(decision) == TOEGANG_OUTCOME_INDETERMINATE ? "Error" : "Unset";
}

/* Where it is no instant of a calendar it stays what it is. */
static int64_t milliseconds(toegang_time time)
{
    const int64_t most = INT64_C(1) << 50;
    return time > -most && time < most ? time * 1000 : time;
}

static void add_request(struct tg_line *line, const toegang_question *question)
{
    toegang_rrn holder = toegang_identity_holder(question->identity);
    tg_line_add(line, "{\"subject\":{\"type\":\"holder\"");
    tg_line_person(line, "id", &holder);
    tg_line_add(line, "},\"action\":{\"name\":\"enter\"},\"resource\":{\"type\":\"eloket\"");
    tg_line_text(line, "id", question->eloket);
    tg_line_add(line, "},\"context\":{\"type\":\"toegang\"");
    tg_line_organisation(line, "organisation", &question->organisation);
    tg_line_text(line, "right", question->right);
    tg_line_text(line, "context", question->context);
    tg_line_time(line, "time", question->at);
    tg_line_add(line, "}}");
}

static void add_information(struct tg_line *line, const struct tg_decision_line *it)
{
    tg_line_add(line, "{\"people\":");
    tg_information_people(line, &it->people);
    line->people = &it->people;
    tg_line_name(line, "identity");
    tg_information_identity(line, it->question->identity);
    tg_line_name(line, "answers");
    tg_information_answers(line, it->answers);
    tg_line_name(line, "facts");
    tg_information_facts(line, it->facts, it->fact_count);
    line->people = NULL;
    tg_line_add(line, "}");
}

void tg_decision_body(struct tg_line *line, const void *what)
{
    const struct tg_decision_line *it = what;
    tg_line_word(line, "event", "decision");
    tg_line_time(line, "time", it->question->at);
    tg_line_word(line, "trace_id", it->trace);
    tg_line_word(line, "span_id", it->span);
    tg_line_word(line, "event_name", "adl.access_evaluation");
    tg_line_number(line, "timestamp", milliseconds(it->question->at));
    tg_line_word(line, "status", status_of(it->decision));
    tg_text_addf(&line->text, ",\"attributes\":{\"adl.core.policies\":{\"configuration\":\"sha256:%s\"}", it->policy);
    tg_text_addf(&line->text, ",\"adl.core.configuration\":{\"libtoegang\":\"%s\"}}", toegang_version());
    tg_line_add(line, ",\"body\":{\"adl.core.request\":");
    add_request(line, it->question);
    tg_line_name(line, "adl.core.response");
    tg_response_write(line, it->decision, it->facts, it->fact_count);
    tg_line_name(line, "adl.core.information");
    add_information(line, it);
    tg_line_add(line, "}");
}

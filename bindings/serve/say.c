/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/page.h>

#include "say.h"
#include "who.h"

#define SENTENCE_ROOM 2048

typedef size_t sentence_writer(const toegang_decision *decision, toegang_language language, char *out,
                               size_t size);

static void add_sentence(struct request *request, const char *name, sentence_writer *writer,
                         const toegang_decision *decision)
{
    char sentence[SENTENCE_ROOM];
    if (writer(decision, request->language, sentence, sizeof sentence) > 0)
        answer_field(&request->answer, name, sentence);
}

/* Some web servers pass a refusal on to the browser as it is. */
static void add_page(struct request *request, const toegang_decision *decision)
{
    struct answer *answer = &request->answer;
    const char *accepted = head_field(&request->head, "Accept");
    const toegang_page page = {.size = sizeof page, .language = request->language};
    size_t length =
        accepted && strstr(accepted, "text/html") ? toegang_page_refusal(&page, decision, NULL, 0) : 0;
    char *out = length > 0 ? malloc(length + 1) : NULL;
    if (!out) return;
    toegang_page_refusal(&page, decision, out, length + 1);
    buffer_free(&answer->body);
    buffer_add(&answer->body, out, length);
    answer->type = "text/html; charset=utf-8";
    answer_field(answer, "Content-Security-Policy", toegang_page_policy());
    free(out);
}

/* The first register that could not answer: for those who run the service, in its log. */
static void note_cause(struct answer *answer, const toegang_decision *decision)
{
    for (size_t i = 0; i < toegang_decision_evidence_count(decision) && !*answer->cause; i++) {
        const toegang_evidence *one = toegang_decision_evidence(decision, i);
        if (one->kind != TOEGANG_EVIDENCE_REGISTER) continue;
        snprintf(answer->cause, sizeof answer->cause, "%s: %s: %s", toegang_register_name(one->reg),
                 one->check, one->detail);
    }
}

static void say_refusal(struct request *request, const toegang_decision *decision, int denial)
{
    const bool denied = toegang_decision_outcome(decision) == TOEGANG_OUTCOME_DENY;
    const char *check = toegang_decision_check(decision);
    answer_problem(&request->answer, denied ? denial : 503, denied ? "refused" : "nothing could be judged",
                   check);
    answer_field(&request->answer, "Toegang-Check", check);
    add_page(request, decision);
    if (!denied) note_cause(&request->answer, decision);
}

/*
 * What the host's files and servers are is no visitor's business: where nothing was judged, check and
 * remedy only.
 */
void say_decision(struct request *request, const toegang_decision *decision, int denial)
{
    const toegang_outcome outcome = toegang_decision_outcome(decision);
    answer_field(&request->answer, "Toegang-Language", toegang_language_name(request->language));
    if (outcome != TOEGANG_OUTCOME_INDETERMINATE)
        add_sentence(request, "Toegang-Reason", toegang_decision_reason, decision);
    add_sentence(request, "Toegang-Remedy", toegang_decision_remedy, decision);
    if (outcome != TOEGANG_OUTCOME_PERMIT) {
        say_refusal(request, decision, denial);
        return;
    }
    answer_field(&request->answer, "Toegang-As", toegang_decision_as(decision));
    request->answer.status = 204;
}

void say_outcome(struct request *request, const toegang_decision *decision)
{
    const toegang_outcome outcome = toegang_decision_outcome(decision);
    request->answer.outcome = toegang_outcome_name(outcome);
    request->answer.decisions[outcome] = 1;
    answer_field(&request->answer, "Toegang-Outcome", request->answer.outcome);
}

void say_person(struct request *request, const struct held *held, const toegang_identity *identity,
                const toegang_organisation *organisation)
{
    struct answer *answer = &request->answer;
    const toegang_rrn holder = toegang_identity_holder(identity);
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    answer_field(answer, "Toegang-Assurance", toegang_assurance_name(toegang_identity_assurance(identity)));
    toegang_organisation_key(organisation, key);
    if (*key) answer_field(answer, "Toegang-Organisation", key);
    if (!held->has_key || toegang_handle_seal(held->key, &holder, answer->handle, NULL) != TOEGANG_GOOD)
        return;
    answer_field(answer, "Toegang-Handle", answer->handle);
}

toegang_decision *refusal_of(struct request *request, const toegang_report *why)
{
    toegang_decision *decision = NULL;
    if (toegang_decision_refusal(why, &decision, NULL) == TOEGANG_MISUSE || !decision)
        answer_problem(&request->answer, 500, "the question could not be asked", why->check);
    return decision;
}

/* RFC 6750 3: a token that is no good is not a right that is lacking. */
void say_nobody(struct request *request, const toegang_report *why, bool by_token)
{
    toegang_decision *decision = refusal_of(request, why);
    if (decision) say_decision(request, decision, 401);
    toegang_decision_free(decision);
    const bool absent = strcmp(why->check, CHECK_NOBODY) == 0;
    if (by_token && request->answer.status == 401)
        answer_field(&request->answer, "WWW-Authenticate",
                     absent ? "Bearer" : "Bearer error=\"invalid_token\"");
}

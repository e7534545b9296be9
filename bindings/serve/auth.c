/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /auth: what auth_request of nginx, forwardAuth of Traefik, forward_auth of Caddy ask before they let a
 * request through. What is asked stands in the query of the location, which is the web server's
 * configuration.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang/page.h>

#include "who.h"

#define VALUE_ROOM 257
#define SENTENCE_ROOM 2048

struct asked {
    char eloket[VALUE_ROOM], right[VALUE_ROOM], context[VALUE_ROOM], organisation[VALUE_ROOM], by[16],
        language[8];
};

/* ---- what is asked ---- */

static bool read_query(struct request *request, struct asked *out)
{
    static const char *const names[] = {"eloket", "right", "context", "organisation", "by", "language"};
    char *const places[] = {out->eloket, out->right, out->context, out->organisation, out->by, out->language};
    const size_t rooms[] = {sizeof out->eloket,       sizeof out->right, sizeof out->context,
                            sizeof out->organisation, sizeof out->by,    sizeof out->language};
    const char *query = request->head.query, *wrong = NULL;
    if (!query_knows(query, names, 6))
        wrong =
            "the query asks something that is not known: eloket, right, context, organisation, by, language";
    for (size_t i = 0; i < 6 && !wrong; i++)
        if (query_value(query, names[i], places[i], rooms[i]) < 0)
            wrong = "a value in the query stands twice or cannot be read";
    if (!wrong && !*out->eloket) wrong = "the query does not say which e-counter: eloket=NAME";
    if (!wrong && *out->by && strcmp(out->by, "bearer") != 0 && strcmp(out->by, "headers") != 0)
        wrong = "by is bearer or headers";
    if (!wrong && *out->language &&
        toegang_language_parse(out->language, &request->language, NULL) != TOEGANG_GOOD)
        wrong = "language is nl, en, fr or de";
    if (wrong) answer_problem(&request->answer, 400, wrong, "");
    return !wrong;
}

/* Which organisation: as the location says, "self" for oneself, else as the identity states. */
static toegang_status read_organisation(const struct asked *asked, const toegang_identity *identity,
                                        toegang_organisation *out, toegang_report *report)
{
    *out = (toegang_organisation){0};
    if (strcmp(asked->organisation, "self") == 0) return TOEGANG_GOOD;
    if (!*asked->organisation) return *out = toegang_identity_organisation(identity), TOEGANG_GOOD;
    return toegang_organisation_parse(asked->organisation, strlen(asked->organisation), out, report);
}

/* ---- the answer ---- */

typedef size_t sentence_writer(const toegang_decision *decision, toegang_language language, char *out,
                               size_t size);

static void add_sentence(struct answer *answer, const char *name, sentence_writer *writer,
                         const toegang_decision *decision, toegang_language language)
{
    char sentence[SENTENCE_ROOM];
    if (writer(decision, language, sentence, sizeof sentence) > 0) answer_field(answer, name, sentence);
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

static void say_refusal(struct request *request, const toegang_decision *decision)
{
    const bool denied = toegang_decision_outcome(decision) == TOEGANG_OUTCOME_DENY;
    answer_problem(&request->answer, denied ? 403 : 503, request->answer.outcome,
                   toegang_decision_check(decision));
    answer_field(&request->answer, "Toegang-Check", toegang_decision_check(decision));
    add_page(request, decision);
    if (!denied) note_cause(&request->answer, decision);
}

/* What the host's files and servers are is no visitor's business: where nothing was judged, check and remedy
 * only. */
static void say_decision(struct request *request, const toegang_decision *decision)
{
    static const char *const languages[] = {"nl", "en", "fr", "de"};
    struct answer *answer = &request->answer;
    const toegang_outcome outcome = toegang_decision_outcome(decision);
    answer->outcome = toegang_outcome_name(outcome);
    answer->decisions[outcome] = 1;
    if (outcome == TOEGANG_OUTCOME_PERMIT)
        answer->status = 204;
    else
        say_refusal(request, decision);
    answer_field(answer, "Toegang-Outcome", answer->outcome);
    answer_field(answer, "Toegang-Language", languages[request->language]);
    if (outcome == TOEGANG_OUTCOME_PERMIT) answer_field(answer, "Toegang-As", toegang_decision_as(decision));
    if (outcome != TOEGANG_OUTCOME_INDETERMINATE)
        add_sentence(answer, "Toegang-Reason", toegang_decision_reason, decision, request->language);
    add_sentence(answer, "Toegang-Remedy", toegang_decision_remedy, decision, request->language);
}

static void say_person(struct request *request, const struct held *held, const toegang_identity *identity,
                       const toegang_organisation *organisation)
{
    struct answer *answer = &request->answer;
    const toegang_rrn holder = toegang_identity_holder(identity);
    const char *scheme = toegang_scheme_name((toegang_scheme)organisation->scheme);
    char key[40];
    answer_field(answer, "Toegang-Assurance", toegang_assurance_name(toegang_identity_assurance(identity)));
    if (scheme) {
        snprintf(key, sizeof key, "%s:%s", scheme, organisation->value);
        answer_field(answer, "Toegang-Organisation", key);
    }
    if (!held->has_key || toegang_handle_seal(held->key, &holder, answer->handle, NULL) != TOEGANG_GOOD)
        return;
    answer_field(answer, "Toegang-Handle", answer->handle);
}

/* A refusal or a fault, as every decision is shown. */
static void say_report(struct request *request, const toegang_report *why)
{
    toegang_decision *decision = NULL;
    if (toegang_decision_refusal(why, &decision, NULL) == TOEGANG_MISUSE || !decision)
        answer_problem(&request->answer, 500, "the question could not be asked", why->check);
    else
        say_decision(request, decision);
    toegang_decision_free(decision);
}

/* RFC 6750 3: a token that is no good is not a right that is lacking. */
static void refuse_token(struct request *request, const toegang_report *why)
{
    say_report(request, why);
    if (why->status != TOEGANG_REFUSED) return;
    request->answer.status = 401;
    answer_field(&request->answer, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
}

/* ---- the question ---- */

static void decide(struct request *request, const struct held *held, const struct asked *asked,
                   const toegang_identity *identity)
{
    toegang_report report = {0};
    toegang_decision *decision = NULL;
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .eloket = asked->eloket,
                                 .right = *asked->right ? asked->right : NULL,
                                 .context = *asked->context ? asked->context : NULL,
                                 .at = (toegang_time)time(NULL),
                                 .patience_ms = request->server->settings.patience_ms};
    toegang_status status = read_organisation(asked, identity, &question.organisation, &report);
    if (status == TOEGANG_GOOD) (void)!toegang_check(held->all, &question, &decision, &report);
    if (decision)
        say_decision(request, decision);
    else
        say_report(request, &report);
    say_person(request, held, identity, &question.organisation);
    toegang_decision_free(decision);
}

static void identify_and_decide(struct request *request, const struct held *held, const struct asked *asked)
{
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    bool by_headers = strcmp(asked->by, "headers") == 0;
    request->test_numbers = toegang_allows_test_numbers(held->all) == 1;
    toegang_status status = by_headers ? who_by_headers(request, &identity, &report)
                                       : who_by_bearer(request, held->all, &identity, &report);
    if (status == TOEGANG_GOOD)
        decide(request, held, asked, identity);
    else if (report.status != TOEGANG_GOOD)
        refuse_token(request, &report);
    toegang_identity_free(identity);
}

void run_auth(struct request *request)
{
    struct asked asked = {0};
    toegang_report report = {0};
    if (!read_query(request, &asked)) return;
    struct held *held = held_take(request->server);
    if (toegang_knows(held->all, asked.eloket, *asked.right ? asked.right : NULL, &report) != TOEGANG_GOOD)
        answer_problem(&request->answer, 500, "the query names what the configuration does not know",
                       report.check);
    else
        identify_and_decide(request, held, &asked);
    held_give(request->server, held);
}

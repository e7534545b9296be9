/* SPDX-License-Identifier: Apache-2.0 */
/* OpenID AuthZEN Authorization API 1.0: the library has it over text; here it gets HTTP around it. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <toegang/authzen.h>

#include "serve.h"

static toegang_authzen_kind kind_of(enum endpoint_id endpoint)
{
    static const toegang_authzen_kind kinds[ENDPOINTS] = {
        [ENDPOINT_EVALUATION] = TOEGANG_AUTHZEN_EVALUATION,
        [ENDPOINT_EVALUATIONS] = TOEGANG_AUTHZEN_EVALUATIONS,
        [ENDPOINT_SEARCH_SUBJECT] = TOEGANG_AUTHZEN_SEARCH_SUBJECT,
        [ENDPOINT_SEARCH_RESOURCE] = TOEGANG_AUTHZEN_SEARCH_RESOURCE,
        [ENDPOINT_SEARCH_ACTION] = TOEGANG_AUTHZEN_SEARCH_ACTION};
    return kinds[endpoint];
}

/* For the log, where there was one decision. */
static void note_outcome(struct answer *answer)
{
    if (answer->decisions[0] + answer->decisions[1] + answer->decisions[2] != 1) return;
    for (toegang_outcome outcome = TOEGANG_OUTCOME_DENY; outcome <= TOEGANG_OUTCOME_PERMIT; outcome++)
        if (answer->decisions[outcome] > 0) answer->outcome = toegang_outcome_name(outcome);
}

static void take_answer(struct request *request, const toegang_answer *came)
{
    struct answer *answer = &request->answer;
    const char *check = toegang_answer_check(came);
    size_t length = 0;
    const char *body = toegang_answer_text(came, &length);
    answer->status = toegang_answer_http(came);
    answer->type = "application/json";
    buffer_add(&answer->body, body, length);
    snprintf(answer->check, sizeof answer->check, "%s", check);
    if (*check) answer_field(answer, "Toegang-Check", check);
    for (toegang_outcome outcome = TOEGANG_OUTCOME_DENY; outcome <= TOEGANG_OUTCOME_PERMIT; outcome++)
        answer->decisions[outcome] = toegang_answer_count(came, outcome);
    note_outcome(answer);
}

static void ask(struct request *request, const struct held *held)
{
    toegang_report report = {0};
    toegang_answer *came = NULL;
    const struct settings *settings = &request->server->settings;
    const toegang_authzen asked = {.size = sizeof asked,
                                   .kind = kind_of(request->endpoint),
                                   .octets = request->body,
                                   .length = request->head.body_length,
                                   .at = (toegang_time)time(NULL),
                                   .patience_ms = settings->patience_ms,
                                   .language = request->language,
                                   .caller = request->caller};
    if (toegang_authzen_answer(held->all, &asked, &came, &report) == TOEGANG_GOOD)
        take_answer(request, came);
    else
        answer_problem(&request->answer, 503, "the question could not be asked", report.check);
    toegang_answer_free(came);
}

/* Who asks states who a person is, and how strongly he signed in: that is believed of those who may. */
void run_authzen(struct request *request)
{
    if (!request->vouched) {
        answer_problem(&request->answer, 403, "who asks may not state who a person is: see --peers", "");
        return;
    }
    struct held *held = held_take(request->server);
    ask(request, held);
    held_give(request->server, held);
}

/* ---- what a caller finds out first: section 9 ---- */

static const struct {
    const char *member;
    enum endpoint_id endpoint;
} members[] = {{"access_evaluation_endpoint", ENDPOINT_EVALUATION},
               {"access_evaluations_endpoint", ENDPOINT_EVALUATIONS},
               {"search_subject_endpoint", ENDPOINT_SEARCH_SUBJECT},
               {"search_resource_endpoint", ENDPOINT_SEARCH_RESOURCE},
               {"search_action_endpoint", ENDPOINT_SEARCH_ACTION}};

void run_configuration(struct request *request)
{
    const char *url = request->server->settings.url;
    struct buffer *body = &request->answer.body;
    if (!url) {
        answer_problem(&request->answer, 404, "where this service is for others is not configured: see --url",
                       "");
        return;
    }
    request->answer.status = 200;
    request->answer.type = "application/json";
    buffer_put(body, "{\"policy_decision_point\":");
    buffer_json(body, url);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        buffer_print(body, ",\"%s\":\"%s%s\"", members[i].member, url, endpoints[members[i].endpoint].path);
    buffer_put(body, "}\n");
}

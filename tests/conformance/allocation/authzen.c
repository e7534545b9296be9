/* SPDX-License-Identifier: Apache-2.0 */
/* Searches, and requests of AuthZEN by the names of the configuration. */
#include <stdio.h>
#include <string.h>

#include "allocation.h"

#define AT 1795428000

static toegang_status count(void *context, const toegang_found *found)
{
    *(unsigned *)context += toegang_decision_outcome(found->decision) == TOEGANG_OUTCOME_PERMIT;
    return TOEGANG_GOOD;
}

toegang_status searches(const struct world *world, char *answer)
{
    unsigned organisations = 0, holders = 0, rights = 0;
    toegang_question question = {.size = sizeof question,
                                 .identity = world->identity,
                                 .organisation = world->organisation,
                                 .eloket = "e-loketondernemers",
                                 .at = AT};
    toegang_status status = toegang_search_organisations(world->all, &question, count, &organisations, NULL);
    if (status == TOEGANG_GOOD)
        status = toegang_search_holders(world->all, &question, TOEGANG_ASSURANCE_HIGH, NULL, count, &holders,
                                        NULL);
    question.eloket = NULL;
    if (status == TOEGANG_GOOD) status = toegang_search_rights(world->all, &question, count, &rights, NULL);
    if (status == TOEGANG_GOOD)
        (void)snprintf(answer, ANSWER_MAX, "%u %u %u", organisations, holders, rights);
    return status;
}

static toegang_status ask(const struct world *world, toegang_authzen_kind kind, const char *body, char *out)
{
    toegang_authzen request = {
        .size = sizeof request, .kind = kind, .octets = body, .length = strlen(body), .at = AT};
    toegang_answer *answer = NULL;
    toegang_status status = toegang_authzen_answer(world->all, &request, &answer, NULL);
    if (status != TOEGANG_GOOD) return answer ? TOEGANG_REFUSED : status;
    (void)snprintf(out, ANSWER_MAX, "%d %.16000s", toegang_answer_http(answer),
                   toegang_answer_text(answer, NULL));
    toegang_answer_free(answer);
    return TOEGANG_GOOD;
}

#define JAN "\"subject\":{\"type\":\"user\",\"id\":\"jan\"}"
#define ENTER "\"action\":{\"name\":\"enter\"}"

toegang_status authzen_evaluations(const struct world *world, char *answer)
{
    return ask(world, TOEGANG_AUTHZEN_EVALUATIONS,
               "{" JAN "," ENTER ",\"evaluations\":[{\"resource\":{\"type\":\"file\",\"id\":\"us\"}},{},"
               "{\"resource\":{\"type\":\"eloket\",\"id\":\"subsidieloket\"}}]}",
               answer);
}

toegang_status authzen_malformed(const struct world *world, char *answer)
{
    return ask(world, TOEGANG_AUTHZEN_EVALUATION, "{" JAN "," ENTER "}", answer);
}

toegang_status authzen_subjects(const struct world *world, char *answer)
{
    return ask(world, TOEGANG_AUTHZEN_SEARCH_SUBJECT,
               "{\"subject\":{\"type\":\"user\"}," ENTER
               ",\"resource\":{\"type\":\"file\",\"id\":\"us\"},\"page\":{\"limit\":1}}",
               answer);
}

toegang_status authzen_resources(const struct world *world, char *answer)
{
    return ask(world, TOEGANG_AUTHZEN_SEARCH_RESOURCE, "{" JAN "," ENTER ",\"resource\":{\"type\":\"file\"}}",
               answer);
}

toegang_status authzen_actions(const struct world *world, char *answer)
{
    return ask(world, TOEGANG_AUTHZEN_SEARCH_ACTION,
               "{" JAN ",\"resource\":{\"type\":\"organisation\",\"id\":\"0999.999.922\",\"properties\":{"
                       "\"eloket\":\"e-loketondernemers\"}}}",
               answer);
}

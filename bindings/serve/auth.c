/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /auth: what auth_request of nginx, forwardAuth of Traefik, forward_auth of Caddy ask before they let a
 * request through. What is asked stands in the query of the location, which is the web server's
 * configuration.
 */
#include <string.h>
#include <time.h>

#include "say.h"
#include "who.h"

#define VALUE_ROOM 257

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
    if (!decision) decision = refusal_of(request, &report);
    if (decision) say_decision(request, decision), say_outcome(request, decision);
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
        say_nobody(request, &report, !by_headers);
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

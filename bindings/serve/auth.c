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

enum { ELOKET, RIGHT, CONTEXT, ORGANISATION, BY, LANGUAGE, VALUES };

/* NULL: it is not there. Empty is something else: a variable of the web server that had no value. */
struct asked {
    const char *values[VALUES];
    char texts[VALUES][VALUE_ROOM];
};

/* ---- what is asked ---- */

static const char *read_values(const char *query, struct asked *out)
{
    static const char *const names[VALUES] = {"eloket", "right", "context", "organisation", "by", "language"};
    if (!query_knows(query, names, VALUES))
        return "the query asks something that is not known: "
               "eloket, right, context, organisation, by, language";
    for (size_t i = 0; i < VALUES; i++) {
        int found = query_value(query, names[i], out->texts[i], VALUE_ROOM);
        if (found < 0) return "a value in the query stands twice or cannot be read";
        if (found > 0) out->values[i] = out->texts[i];
    }
    return NULL;
}

static const char *judge_values(const struct asked *asked, toegang_language *language)
{
    const char *by = asked->texts[BY], *spoken = asked->texts[LANGUAGE];
    if (!*asked->texts[ELOKET]) return "the query does not say which e-counter: eloket=NAME";
    if (asked->values[RIGHT] && !*asked->values[RIGHT]) return "the query names a right without a name";
    if (*by && strcmp(by, "bearer") != 0 && strcmp(by, "headers") != 0) return "by is bearer or headers";
    if (*spoken && toegang_language_parse(spoken, language, NULL) != TOEGANG_GOOD)
        return "language is nl, en, fr or de";
    return NULL;
}

static bool read_query(struct request *request, struct asked *out)
{
    const char *wrong = read_values(request->head.query, out);
    if (!wrong) wrong = judge_values(out, &request->language);
    if (wrong) answer_problem(&request->answer, 400, wrong, "");
    return !wrong;
}

/* Which organisation: as the location says, "self" for oneself, else as the identity states. */
static toegang_status read_organisation(const struct asked *asked, const toegang_identity *identity,
                                        toegang_organisation *out, toegang_report *report)
{
    const char *text = asked->values[ORGANISATION];
    *out = (toegang_organisation){0};
    if (!text) return *out = toegang_identity_organisation(identity), TOEGANG_GOOD;
    if (strcmp(text, "self") == 0) return TOEGANG_GOOD;
    return toegang_organisation_parse(text, strlen(text), out, report);
}

/* ---- the question ---- */

static void decide(struct request *request, const struct held *held, const struct asked *asked,
                   const toegang_identity *identity)
{
    toegang_report report = {0};
    toegang_decision *decision = NULL;
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .eloket = asked->values[ELOKET],
                                 .right = asked->values[RIGHT],
                                 .context = asked->values[CONTEXT],
                                 .at = (toegang_time)time(NULL),
                                 .patience_ms = request->server->settings.patience_ms};
    toegang_status status = read_organisation(asked, identity, &question.organisation, &report);
    if (status == TOEGANG_GOOD) (void)!toegang_check(held->all, &question, &decision, &report);
    if (!decision) decision = refusal_of(request, &report);
    if (decision) say_decision(request, decision, 403), say_outcome(request, decision);
    say_person(request, held, identity, &question.organisation);
    toegang_decision_free(decision);
}

static void identify_and_decide(struct request *request, const struct held *held, const struct asked *asked)
{
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    bool by_headers = strcmp(asked->texts[BY], "headers") == 0;
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
    if (toegang_knows(held->all, asked.values[ELOKET], asked.values[RIGHT], &report) != TOEGANG_GOOD)
        answer_problem(&request->answer, 500, "the query names what the configuration does not know",
                       report.check);
    else
        identify_and_decide(request, held, &asked);
    held_give(request->server, held);
}

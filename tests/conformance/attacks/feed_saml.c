/* SPDX-License-Identifier: Apache-2.0 */
/* SAML responses: to an identity, and from there to a decision. */
#include <stdio.h>
#include <string.h>

#include "forge.h"
#include "played.h"

static toegang_status verify(const struct world *world, const struct vector *vector, toegang_identity **out,
                             toegang_report *report)
{
    char text[128];
    const char *request = option_text(vector, "request", text);
    return toegang_verify_saml(world->trust, vector->octets, vector->length,
                               request ? request : FORGE_REQUEST, FORGE_AT + option_number(vector, "at"), out,
                               report);
}

/* saml [at=SECONDS] [request=ID] */
struct outcome feed_saml(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_identity *identity = NULL;
    outcome.status = verify(world, vector, &identity, &outcome.report);
    outcome.somebody = identity != NULL;
    toegang_identity_free(identity);
    return outcome;
}

/* decide: whether the holder may use the e-counter that asks a strong key. */
struct outcome feed_decide(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_identity *identity = NULL;
    toegang_decision *decision = NULL;
    if (verify(world, vector, &identity, &outcome.report) != TOEGANG_GOOD) return outcome;
    const toegang_question question = {.size = sizeof question,
                                       .identity = identity,
                                       .organisation = toegang_identity_organisation(identity),
                                       .eloket = "e-loketondernemers",
                                       .at = FORGE_AT};
    outcome.status = toegang_check(world->all, &question, &decision, &outcome.report);
    if (decision && outcome.status != TOEGANG_GOOD)
        (void)snprintf(outcome.report.check, sizeof outcome.report.check, "%s",
                       toegang_decision_check(decision));
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    return outcome;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a sign-in does beside verifying. A response that was noted is refused the
 * second time, so the rows use an access token, which is not noted, and the note by itself.
 */
#include <stdio.h>
#include <string.h>

#include <toegang/replay.h>

#include "allocation.h"
#include "forge.h"

toegang_status use_once(const struct world *world, char *answer)
{
    (void)world;
    toegang_replay *memory = NULL;
    toegang_report report = {0};
    toegang_status status = toegang_replay_memory_new(16, &memory, NULL);
    if (status == TOEGANG_GOOD) status = toegang_use_once(memory, "issuer", "id", 2, 1, NULL);
    toegang_status again = status;
    if (status == TOEGANG_GOOD) again = toegang_use_once(memory, "issuer", "id", 2, 1, &report);
    toegang_replay_free(memory);
    if (status != TOEGANG_GOOD || again < TOEGANG_GOOD) return status != TOEGANG_GOOD ? status : again;
    (void)snprintf(answer, ANSWER_MAX, "once, then %s", report.check);
    return again == TOEGANG_REFUSED ? TOEGANG_GOOD : TOEGANG_REFUSED;
}

toegang_status sign_in_jwt(const struct world *world, char *answer)
{
    const toegang_expected expected = {.size = sizeof expected, .kind = TOEGANG_TOKEN_ACCESS};
    toegang_identity *identity = NULL;
    toegang_status status = toegang_sign_in_jwt(world->all, world->access_token, strlen(world->access_token),
                                                &expected, FORGE_AT, 0, &identity, NULL);
    if (status != TOEGANG_GOOD) return identity ? TOEGANG_MISUSE : status;
    (void)snprintf(answer, ANSWER_MAX, "%s", toegang_identity_issuer(identity));
    toegang_identity_free(identity);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions that are logged, and the trail of them: whatever could not be had, what was acknowledged is there and whole. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "allocation.h"
#include "forge_provider.h"

static void count_lines(void *context, const toegang_audit_finding *finding)
{
    *(uint64_t *)context += finding->lines;
}

static toegang_status count_shown(void *context, const char *trail, const char *line, size_t length)
{
    *(uint64_t *)context += length > 0 && line[0] == '{' && *trail;
    return TOEGANG_GOOD;
}

static toegang_status ask(const struct world *world, const toegang *all)
{
    const toegang_question question = {.size = sizeof question, .identity = world->identity, .eloket = "loket",
                                       .organisation = world->organisation, .at = FORGE_AT};
    toegang_decision *decision = NULL;
    toegang_status status = toegang_check(all, &question, &decision, NULL);
    toegang_decision_free(decision);
    return status;
}

static toegang_status look(const toegang *all, char *answer)
{
    uint64_t lines = 0, shown = 0, replayed = 0, others = 0;
    toegang_status status = toegang_audit_verify(all, count_lines, &lines, NULL);
    if (status == TOEGANG_GOOD) status = toegang_audit_show(all, count_shown, &shown, NULL);
    if (status == TOEGANG_GOOD) status = toegang_audit_replay(all, NULL, NULL, &replayed, &others, NULL);
    if (status == TOEGANG_GOOD)
        (void)snprintf(answer, ANSWER_MAX, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64, lines, shown, replayed, others);
    return status;
}

toegang_status audit_trail(const struct world *world, char *answer)
{
    static const char *const left[] = {"audit.log", "audit.log.head", "audit.log.head.new"};
    char path[128];
    toegang *all = NULL;
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", world->folder, left[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "%s/audited.yaml", world->folder);
    toegang_status status = toegang_open(path, NULL, NULL, &all, NULL);
    if (status == TOEGANG_GOOD) status = ask(world, all);
    if (status == TOEGANG_GOOD) status = ask(world, all);
    if (status == TOEGANG_GOOD) status = look(all, answer);
    toegang_free(all);
    return status;
}

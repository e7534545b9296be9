/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration that is opened, with every allocation failing in turn. */
#include <stdio.h>

#include "allocation.h"

static toegang_status read_nothing(void *self, const toegang_directory_question *question,
                                   toegang_fact_sink *sink, void *context, toegang_report *report)
{
    (void)self, (void)question, (void)sink, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status open_either(toegang_status status, toegang *all, char *answer)
{
    if (status != TOEGANG_GOOD) return all ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "open %d", toegang_trusted(all) != NULL);
    toegang_free(all);
    return status;
}

toegang_status open_config(const struct world *world, char *answer)
{
    toegang *all = NULL;
    toegang_status status = toegang_open(world->config, NULL, NULL, &all, NULL);
    return open_either(status, all, answer);
}

toegang_status open_strict(const struct world *world, char *answer)
{
    toegang *all = NULL;
    toegang_status status = toegang_open_strict(world->config, NULL, NULL, &all, NULL);
    return open_either(status, all, answer);
}

toegang_status open_with(const struct world *world, char *answer)
{
    static const toegang_directory_class class_ = {
        .size = sizeof class_, .name = "test", .read = read_nothing};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    toegang *all = NULL;
    toegang_status status = toegang_directory_new(&class_, NULL, &registers[TOEGANG_KBO], NULL);
    if (status != TOEGANG_GOOD) return status;
    status = toegang_open_with(world->hosted, 1, registers, NULL, NULL, &all, NULL);
    if (!all) toegang_directory_free(registers[TOEGANG_KBO]);
    return open_either(status, all, answer);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Directories made of directories, around one with a fact in memory. */
#include <stdio.h>

#include "allocation.h"

/* The functions of the holder, and a source that is down. */
static toegang_status memory_of(const struct world *world, toegang_directory **out)
{
    const toegang_fact fact = {.size = sizeof fact,
                               .kind = TOEGANG_FACT_FUNCTION,
                               .holder = world->holder,
                               .organisation = world->organisation,
                               .code = "10007",
                               .source = "allocation",
                               .until = TOEGANG_NEVER,
                               .granted_at = TOEGANG_ALWAYS};
    return toegang_directory_memory_new(&fact, 1, out, NULL);
}

static toegang_status count(void *context, const toegang_fact *fact)
{
    *(unsigned *)context += fact->kind == TOEGANG_FACT_FUNCTION;
    return TOEGANG_GOOD;
}

/* Twice, so that what is kept is given too. Frees the directory. */
static toegang_status ask_twice(const struct world *world, toegang_directory *directory, char *answer)
{
    const toegang_directory_question question = {.size = sizeof question,
                                                 .reg = TOEGANG_KBO,
                                                 .kind = TOEGANG_FACT_FUNCTION,
                                                 .holder = world->holder,
                                                 .organisation = world->organisation};
    unsigned facts = 0;
    toegang_status status = toegang_directory_read(directory, &question, count, &facts, NULL);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(directory, &question, count, &facts, NULL);
    toegang_directory_free(directory);
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "%u", facts);
    return status;
}

toegang_status layer_cache(const struct world *world, char *answer)
{
    const toegang_cache_settings settings = {.size = sizeof settings, .entries = 4, .octets = 65536};
    toegang_directory *memory = NULL, *cache = NULL;
    toegang_status status = memory_of(world, &memory);
    if (status == TOEGANG_GOOD) status = toegang_directory_cache_new(memory, &settings, &cache, NULL);
    if (status == TOEGANG_GOOD) return ask_twice(world, cache, answer);
    toegang_directory_free(memory);
    return status;
}

toegang_status layer_breaker(const struct world *world, char *answer)
{
    toegang_directory *memory = NULL, *breaker = NULL;
    toegang_status status = memory_of(world, &memory);
    if (status == TOEGANG_GOOD) status = toegang_directory_breaker_new(memory, NULL, &breaker, NULL);
    if (status == TOEGANG_GOOD) return ask_twice(world, breaker, answer);
    toegang_directory_free(memory);
    return status;
}

static toegang_status of_two(const struct world *world, char *answer, int is_union)
{
    const toegang_report why = {.status = TOEGANG_UNAVAILABLE, .check = "directory.connection"};
    toegang_directory *parts[2] = {NULL, NULL}, *both = NULL;
    toegang_status status =
        is_union ? memory_of(world, &parts[0]) : toegang_directory_broken_new(&why, &parts[0], NULL);
    if (status == TOEGANG_GOOD) status = memory_of(world, &parts[1]);
    if (status == TOEGANG_GOOD)
        status = is_union ? toegang_directory_union_new(parts, 2, 0, &both, NULL)
                          : toegang_directory_first_new(parts, 2, 0, &both, NULL);
    if (status == TOEGANG_GOOD) return ask_twice(world, both, answer);
    for (int i = 0; i < 2; i++) toegang_directory_free(parts[i]);
    return status;
}

toegang_status layer_first(const struct world *world, char *answer)
{
    return of_two(world, answer, 0);
}

toegang_status layer_union(const struct world *world, char *answer)
{
    return of_two(world, answer, 1);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Directories in a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/sys/directory.h>

#include "allocation.h"

#define HOLDER "85073003328"
#define ORGANISATION "0999999922"

static toegang_status put(void *context, const toegang_writing *writing, toegang_report *report)
{
    toegang_status status = writing->put(writing->state, TOEGANG_GEBRUIKERSBEHEER, NULL, context, report);
    return status == TOEGANG_GOOD ? writing->append(writing->state, "a line", 6, report) : status;
}

static toegang_status take(void *context, const toegang_fact *fact)
{
    char *answer = context;
    (void)snprintf(answer, ANSWER_MAX, "%s %s %s", fact->eloket, fact->code, fact->source);
    return TOEGANG_GOOD;
}

static const char *path_of(const struct world *world, char out[96])
{
    (void)snprintf(out, 96, "%s/facts.db", world->folder);
    return out;
}

static toegang_fact right_of_somebody(void)
{
    toegang_fact fact = {.size = sizeof fact,
                         .kind = TOEGANG_FACT_RIGHT,
                         .eloket = "loket",
                         .code = "lezen",
                         .from = TOEGANG_ALWAYS,
                         .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS};
    if (toegang_rrn_parse(HOLDER, strlen(HOLDER), 0, &fact.holder, NULL) != TOEGANG_GOOD ||
        toegang_organisation_parse(ORGANISATION, strlen(ORGANISATION), &fact.organisation, NULL) !=
            TOEGANG_GOOD)
        exit(99);
    return fact;
}

/* A store that is not compiled in says so: that is an answer as well. */
static int is_absent(const toegang_report *report)
{
    return strcmp(report->check, "directory.adapter") == 0;
}

/* With memory in plenty, once: what is asked afterwards writes nothing. */
void stores_make(const struct world *world)
{
    char path[96];
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    toegang_fact fact = right_of_somebody();
    toegang_status status = toegang_directory_sqlite_open(path_of(world, path), NULL, &directory, &report);
    if (status == TOEGANG_GOOD) status = toegang_directory_migrate(directory, &report);
    if (status == TOEGANG_GOOD) status = toegang_directory_write(directory, 0, put, &fact, &report);
    toegang_directory_free(directory);
    if (status != TOEGANG_GOOD && !is_absent(&report)) exit(99);
}

toegang_status directory_sqlite(const struct world *world, char *answer)
{
    char path[96];
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_GEBRUIKERSBEHEER, .kind = TOEGANG_FACT_RIGHT};
    question.holder = right_of_somebody().holder;
    toegang_status status = toegang_directory_sqlite_open(path_of(world, path), NULL, &directory, &report);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(directory, &question, take, answer, NULL);
    toegang_directory_free(directory);
    if (status == TOEGANG_GOOD || !is_absent(&report)) return status;
    (void)snprintf(answer, ANSWER_MAX, "not compiled in");
    return TOEGANG_GOOD;
}

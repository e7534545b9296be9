/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A register into a file, from a store that is made while memory is plenty. An import allocates five thousand times, nearly
 * always in SQLite, which has its own tests of that: it takes minutes here, and is left out.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "allocation.h"

static const char config[] = "directories: {kbo: \"sqlite:exchange.db\"}\n"
                             "e-lokets: {walk-in: {legal-representative: automatic}}\n";
static const char rows_of_csv[] = "holder,organisation,code\n85.07.30-033.28,0999.999.922,10007\nx,y,z\n"
                                  "85.07.30-033.28,0884.303.369,10006\n";
static void path_of(const struct world *world, const char *name, char out[128])
{
    (void)snprintf(out, 128, "%s/%s", world->folder, name);
}

static void write_file(const struct world *world, const char *name, const char *content)
{
    char path[128];
    path_of(world, name, path);
    FILE *file = fopen(path, "w");
    if (!file) return;
    (void)fputs(content, file);
    (void)fclose(file);
}

static void forget_store(void *context, const toegang_migrated *store)
{
    (void)context, (void)store;
}

/* The first call of a row has memory in plenty: it makes what the others use. */
static int is_made(const struct world *world)
{
    char path[128];
    struct stat about;
    path_of(world, "exchange.db", path);
    return stat(path, &about) == 0;
}

static toegang_status make(const struct world *world, toegang *all)
{
    char path[128];
    const toegang_exchange what = {.size = sizeof what, .reg = TOEGANG_KBO, .path = path, .at = 1, .as_of = 1};
    if (is_made(world)) return TOEGANG_GOOD;
    path_of(world, "exchange.csv", path);
    write_file(world, "exchange.csv", rows_of_csv);
    toegang_status status = toegang_migrate(all, NULL, forget_store, NULL, NULL);
    return status == TOEGANG_GOOD ? toegang_import(all, &what, NULL, NULL) : status;
}

static toegang_status open_store(const struct world *world, toegang **all, toegang_report *report)
{
    char path[128];
    path_of(world, "exchange-config.yaml", path);
    if (!is_made(world)) write_file(world, "exchange-config.yaml", config);
    toegang_status status = toegang_open(path, NULL, NULL, all, report);
    return status == TOEGANG_GOOD ? make(world, *all) : status;
}

/* A library without SQLite says so: there is nothing to run. */
static toegang_status end(toegang *all, toegang_status status, const toegang_report *report, char *answer)
{
    toegang_free(all);
    if (strcmp(report->check, "directory.adapter") != 0) return status;
    (void)snprintf(answer, ANSWER_MAX, "not compiled in");
    return TOEGANG_GOOD;
}

toegang_status export_yaml(const struct world *world, char *answer)
{
    char path[128];
    toegang *all = NULL;
    toegang_exchange what = {.size = sizeof what, .reg = TOEGANG_KBO, .path = path, .at = 1};
    toegang_exchanged done = {0};
    toegang_report report = {0};
    path_of(world, "exported.yaml", path);
    toegang_status status = open_store(world, &all, &report);
    if (status == TOEGANG_GOOD) status = toegang_export(all, &what, &done, &report);
    if (status == TOEGANG_GOOD) (void)unlink(path);
    (void)snprintf(answer, ANSWER_MAX, "%ju", (uintmax_t)done.facts);
    return end(all, status, &report, answer);
}

toegang_status known_organisation(const struct world *world, char *answer)
{
    toegang *all = NULL;
    toegang_organisation one = {0};
    toegang_known known = {.size = sizeof known};
    toegang_report report = {0};
    toegang_status status = open_store(world, &all, &report);
    if (status == TOEGANG_GOOD) status = toegang_kbo_parse("0999999922", 10, &one, &report);
    if (status == TOEGANG_GOOD) status = toegang_organisation_known(all, &one, TOEGANG_NL, &known, &report);
    (void)snprintf(answer, ANSWER_MAX, "%s, %s", known.status, known.as_of == TOEGANG_ALWAYS ? "none" : "some");
    return end(all, status, &report, answer);
}

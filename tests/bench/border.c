/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls of border.py in C. Usage: bench_border DATA, the folder of the examples. Each line "CALL TIMES"
 * on standard input is answered by an empty line once that call was made that often.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang.h>

enum { ROOM = 65536 };

struct world {
    toegang *all;
    toegang_identity *jan;
    toegang_question question;
    char response[ROOM];
    size_t length;
};

static void insist(toegang_status status, const toegang_report *why)
{
    if (status == TOEGANG_GOOD) return;
    (void)fprintf(stderr, "bench: %s %s %s\n", why->check, why->expected, why->came);
    exit(1);
}

static toegang_identity *verified(const struct world *world)
{
    toegang_identity *who = NULL;
    toegang_report why = {0};
    insist(toegang_verify_saml(toegang_trusted(world->all), world->response, world->length, "_jan-request",
                               world->question.at, &who, &why),
           &why);
    return who;
}

static void verify_saml(const struct world *world)
{
    toegang_identity_free(verified(world));
}

static void check(const struct world *world)
{
    toegang_decision *decision = NULL;
    toegang_report why = {0};
    insist(toegang_check(world->all, &world->question, &decision, &why), &why);
    toegang_decision_free(decision);
}

static void parse(const struct world *world)
{
    static const char number[] = "0999.999.922";
    toegang_organisation organisation;
    toegang_report why = {0};
    (void)world;
    insist(toegang_organisation_parse(number, sizeof number - 1, &organisation, &why), &why);
}

static void read_response(struct world *world, const char *folder)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/jan.xml", folder);
    FILE *file = fopen(path, "rb");
    if (!file) exit(2);
    world->length = fread(world->response, 1, sizeof world->response, file);
    (void)fclose(file);
}

static void open_world(struct world *world, const char *folder)
{
    char path[4096];
    toegang_report why = {0};
    toegang_question *question = &world->question;
    (void)snprintf(path, sizeof path, "%s/toegang.yaml", folder);
    read_response(world, folder);
    insist(toegang_open_strict(path, NULL, NULL, &world->all, &why), &why);
    *question = (toegang_question){.size = sizeof *question, .eloket = "e-loketondernemers"};
    insist(toegang_time_parse("2026-11-23T10:00:00Z", 20, &question->at, &why), &why);
    insist(toegang_organisation_parse("0999.999.922", 12, &question->organisation, &why), &why);
    question->identity = world->jan = verified(world);
}

static const struct {
    const char *name;
    void (*once)(const struct world *world);
} calls[] = {{"verify_saml", verify_saml}, {"check", check}, {"parse", parse}};

static void repeat(const char *name, size_t times, const struct world *world)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, name) == 0)
            for (size_t made = 0; made < times; made++) calls[i].once(world);
}

int main(int argc, char **argv)
{
    static struct world world;
    char name[16];
    size_t times;
    if (argc != 2) return 2;
    open_world(&world, argv[1]);
    while (scanf("%15s %zu", name, &times) == 2) {
        repeat(name, times, &world);
        (void)puts("");
        (void)fflush(stdout);
    }
    toegang_identity_free(world.jan);
    toegang_free(world.all);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Changes on a store of SQLite, and lists. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/administration.h>

#include "allocation.h"
#include "forge_issuer.h"

typedef toegang_status change(const toegang *all, const toegang_act *act, toegang_deed **out, toegang_report *report);

static void die(const toegang_report *report)
{
    (void)fprintf(stderr, "allocation: %s %s %s\n", report->check, report->expected, report->came);
    exit(99);
}

/* A store that is not compiled in is not asked: NULL. */
void office_make(struct world *world)
{
    static const char config[] = "directories: {kbo: \"yaml:facts.yaml\", btb: \"sqlite:office.db\", gebruikersbeheer: "
                                 "\"sqlite:office.db\"}\ne-lokets: {subsidieloket: {right: subsidie-indienen}}\n";
    char path[96];
    toegang_directory *store = NULL;
    toegang_report report = {0};
    if (!strstr(toegang_adapters(), "sqlite")) return;
    (void)snprintf(path, sizeof path, "%s/office.db", world->folder);
    if (toegang_directory_sqlite_open(path, NULL, &store, &report) != TOEGANG_GOOD) die(&report);
    if (toegang_directory_migrate(store, &report) != TOEGANG_GOOD) die(&report);
    toegang_directory_free(store);
    (void)snprintf(path, sizeof path, "%s/office.yaml", world->folder);
    FILE *file = fopen(path, "w");
    if (!file || fputs(config, file) < 0 || fclose(file) != 0) exit(99);
    if (toegang_open_strict(path, NULL, NULL, &world->office, &report) != TOEGANG_GOOD) die(&report);
}

void office_free(struct world *world)
{
    static const char *const names[] = {"office.yaml", "office.db", "office.db-wal", "office.db-shm"};
    char path[96];
    toegang_free(world->office);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", world->folder, names[i]);
        (void)remove(path);
    }
}

/* What was done and what was so already are the same here: a call before this one may have ended halfway. */
static toegang_status make(const struct world *world, change *make_it, const char *right, char *answer)
{
    const toegang_act act = {.size = sizeof act, .as = world->identity, .to = world->holder,
                             .organisation = world->organisation, .eloket = right ? "subsidieloket" : NULL,
                             .right = right, .at = FORGE_AT,
                             .patience_ms = 30000}; /* eight threads may wait for each other */
    char text[ANSWER_MAX];
    toegang_deed *deed = NULL;
    toegang_status status = make_it(world->office, &act, &deed, NULL);
    if (deed) (void)toegang_deed_explain(deed, TOEGANG_NL, text, sizeof text);
    if (deed) (void)toegang_deed_json(deed, text, sizeof text);
    int done = deed && toegang_deed_effect(deed) != TOEGANG_EFFECT_NONE;
    toegang_deed_free(deed);
    if (status == TOEGANG_GOOD && !done) return TOEGANG_REFUSED;
    if (status == TOEGANG_GOOD) (void)snprintf(answer + strlen(answer), ANSWER_MAX - strlen(answer), "done|");
    return status < 0 && done ? TOEGANG_REFUSED : status;
}

toegang_status changes(const struct world *world, char *answer)
{
    static const struct {
        change *change;
        const char *right;
    } steps[] = {{toegang_appoint, NULL}, {toegang_grant, "subsidie-indienen"}, {toegang_revoke, "subsidie-indienen"},
                 {toegang_dismiss, NULL}};
    toegang_status status = TOEGANG_GOOD;
    answer[0] = '\0';
    for (size_t i = 0; world->office && status == TOEGANG_GOOD && i < sizeof steps / sizeof *steps; i++)
        status = make(world, steps[i].change, steps[i].right, answer);
    if (!world->office) (void)snprintf(answer, ANSWER_MAX, "not compiled in");
    if (status != TOEGANG_GOOD) answer[0] = '\0';
    return status;
}

static toegang_status add_row(void *context, const toegang_list_row *row)
{
    char *answer = context;
    (void)snprintf(answer + strlen(answer), ANSWER_MAX - strlen(answer), "%s %s %s|", row->as, row->check, row->cursor);
    return TOEGANG_GOOD;
}

toegang_status lists(const struct world *world, char *answer)
{
    toegang_status status = TOEGANG_GOOD;
    char told[ANSWER_MAX] = "";
    for (int kind = TOEGANG_LIST_HTB; status == TOEGANG_GOOD && kind <= TOEGANG_LIST_REVIEW; kind++) {
        const toegang_list_question question = {.size = sizeof question, .kind = (toegang_list_kind)kind,
                                                .holder = kind == TOEGANG_LIST_ORGANISATIONS ? world->holder : (toegang_rrn){{0}, 0},
                                                .organisation = world->organisation, .at = FORGE_AT};
        status = kind == TOEGANG_LIST_RIGHTS ? TOEGANG_GOOD : toegang_list(world->all, &question, add_row, told, NULL);
    }
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "%s", told);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process with the directories of a configuration, for the scripts of this folder.
 *   directory_tool facts contract|SEED              the facts of the contract or of a random world, one a
 * line directory_tool contract CONFIG REGISTER...      contract.h; prints each failure directory_tool decide
 * CONFIG SEED COUNT         decide.h directory_tool ask CONFIG                       answers lines of
 * standard input, see ask_line directory_tool describe CONFIG directory_tool threads CONFIG COUNT so many
 * threads ask each line of standard input a hundred times
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contract.h"
#include "decide.h"
#include "internal.h"
#include "world.h"

/* ---- facts, fields with a tab between, "-" where there is nothing ---- */

static void print_text(const char *text)
{
    printf("\t%s", text && *text ? text : "-");
}

static void print_rrn(const toegang_rrn *rrn)
{
    printf("\t%.11s", rrn->kind ? rrn->digits : "-");
}

static void print_organisation(const toegang_organisation *organisation)
{
    if (organisation->scheme)
        printf("\t%s:%s", toegang_scheme_name((toegang_scheme)organisation->scheme), organisation->value);
    else
        printf("\t-");
}

static void print_time(toegang_time time)
{
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER)
        printf("\t-");
    else
        printf("\t%" PRId64, time);
}

static void print_fact(const char *first, const toegang_fact *fact)
{
    static const char *const kinds[] = {"", "function", "appointment", "right", "suspension"};
    printf("%s\t%s", first, kinds[fact->kind]);
    print_rrn(&fact->holder);
    print_organisation(&fact->organisation);
    print_organisation(&fact->held_by);
    print_text(fact->eloket);
    print_text(fact->code);
    print_text(fact->context);
    print_time(fact->from);
    print_time(fact->until);
    print_rrn(&fact->granted_by);
    print_text(fact->granted_as);
    print_time(fact->granted_at);
    print_text(fact->source);
    print_time(fact->as_of);
    putchar('\n');
}

/* "contract" or a seed; gives how many. */
static size_t make_facts(const char *which, struct world *out)
{
    static const toegang_register homes[] = {TOEGANG_KBO, TOEGANG_KBO, TOEGANG_BTB, TOEGANG_GEBRUIKERSBEHEER};
    if (strcmp(which, "contract") != 0) return world_make(strtoull(which, NULL, 0), out), WORLD_FACTS;
    contract_facts(out->facts);
    for (size_t i = 0; i < CONTRACT_FACTS; i++) out->registers[i] = homes[out->facts[i].kind];
    return CONTRACT_FACTS;
}

static int facts(const char *which)
{
    static struct world world;
    size_t count = make_facts(which, &world);
    for (size_t i = 0; i < count; i++) print_fact(toegang_register_name(world.registers[i]), &world.facts[i]);
    return 0;
}

/* ---- a store ---- */

struct filling {
    struct world world;
    size_t count;
    toegang_register reg;
};

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line,
                           toegang_report *report)
{
    const struct filling *filling = context;
    toegang_status status = TOEGANG_GOOD;
    (void)line;
    for (size_t i = 0; i < filling->count && status == TOEGANG_GOOD; i++)
        if (filling->world.registers[i] == filling->reg)
            status = loading->add(loading->state, &filling->world.facts[i], report);
    return status;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    (void)context, (void)writing, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status load_register(toegang *all, struct filling *filling, const char *mark,
                                    toegang_report *report)
{
    toegang_directory *store = toegang_directory_writer(all->layer, filling->reg);
    const toegang_load load = {.size = sizeof load,
                               .reg = filling->reg,
                               .mark = mark,
                               .as_of = time(NULL),
                               .fill = fill,
                               .seal = seal,
                               .context = filling};
    toegang_status status = toegang_directory_migrate(store, report);
    return status == TOEGANG_GOOD ? toegang_directory_load(store, &load, report) : status;
}

static int load_all(toegang *all, const char *which)
{
    static struct filling filling;
    toegang_report report = {0};
    filling.count = make_facts(which, &filling.world);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        filling.reg = (toegang_register)reg;
        if (load_register(all, &filling, which, &report) != TOEGANG_GOOD) {
            printf("%s: %s %s, %s\n", toegang_register_name(filling.reg), report.check, report.expected,
                   report.came);
            return 1;
        }
    }
    return 0;
}

/* ---- a configuration ---- */

static int problems_of(const char *config, const toegang_report *report)
{
    printf("%d %s expected: %s came: %s\n", (int)report->status, report->check, report->expected,
           report->came);
    (void)config;
    return 1;
}

static void tell(void *context, const char *what)
{
    (void)context;
    printf("%s\n", what);
}

static int find_register(const char *name)
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (strcmp(toegang_register_name((toegang_register)reg), name) == 0) return (int)reg;
    exit(2);
}

static int contract(toegang *all, char **names)
{
    unsigned registers = 0;
    for (; *names; names++) registers |= 1U << find_register(*names);
    return contract_run(all->layer, registers, tell, NULL) > 0;
}

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* "REGISTER KIND HOLDER ORGANISATION ELOKET PATIENCE SINCE", tabs between and "-" for none; ORGANISATION may
 * be "self". */
static bool read_question(char *line, toegang_directory_question *out)
{
    char *fields[7], *rest = line;
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < 7; i++) fields[i] = strsep(&rest, "\t");
    if (!fields[6]) return false;
    *out = (toegang_directory_question){.size = sizeof *out,
                                        .reg = (toegang_register)find_register(fields[0]),
                                        .kind = (toegang_fact_kind)atoi(fields[1]),
                                        .for_oneself = strcmp(fields[3], "self") == 0,
                                        .eloket = strcmp(fields[4], "-") == 0 ? NULL : fields[4],
                                        .patience_ms = atoll(fields[5]),
                                        .since = atoll(fields[6])};
    if (strcmp(fields[2], "-") != 0 &&
        toegang_rrn_parse(fields[2], strlen(fields[2]), 0, &out->holder, NULL) != TOEGANG_GOOD)
        return false;
    return out->for_oneself || strcmp(fields[3], "-") == 0 ||
           toegang_organisation_parse(fields[3], strlen(fields[3]), &out->organisation, NULL) == TOEGANG_GOOD;
}

static toegang_status print_found(void *context, const toegang_fact *fact)
{
    (void)context;
    print_fact("fact", fact);
    return TOEGANG_GOOD;
}

static int ask_lines(toegang *all)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        toegang_directory_question question;
        toegang_report report = {0};
        if (!read_question(line, &question)) return 2;
        long long begun = now();
        toegang_status status = toegang_directory_read(all->layer, &question, print_found, NULL, &report);
        printf("end\t%d %s\t%lld\t%s\t%s\n", (int)status, *report.check ? report.check : "-", now() - begun,
               report.expected, report.came);
        (void)fflush(stdout);
    }
    return 0;
}

static void print_detail(void *context, const char *name, const char *value)
{
    (void)context;
    printf("%s\t%s\n", name, value);
}

static int describe(toegang *all)
{
    toegang_report report = {0};
    toegang_status status = toegang_directory_describe(all->layer, 2000, print_detail, NULL, &report);
    printf("end\t%d %s\n", (int)status, *report.check ? report.check : "-");
    return 0;
}

/* ---- many threads ---- */

struct crowd {
    toegang *all;
    toegang_directory_question questions[64];
    char lines[64][512];
    size_t count;
    size_t expected[64]; /* facts, as one thread alone counted them */
};

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

static size_t count_facts(const struct crowd *crowd, size_t i)
{
    size_t found = 0;
    toegang_report report = {0};
    if (toegang_directory_read(crowd->all->layer, &crowd->questions[i], count_fact, &found, &report) ==
        TOEGANG_GOOD)
        return found;
    fprintf(stderr, "%s: %s\n", report.check, report.came);
    return SIZE_MAX;
}

static void *ask_all(void *context)
{
    const struct crowd *crowd = context;
    size_t wrong = 0;
    for (size_t round = 0; round < 100; round++)
        for (size_t i = 0; i < crowd->count; i++) wrong += count_facts(crowd, i) != crowd->expected[i];
    return (void *)(uintptr_t)wrong; /* NOLINT */
}

static int threads(toegang *all, unsigned count)
{
    static struct crowd crowd;
    pthread_t ids[32];
    size_t wrong = 0;
    crowd.all = all;
    while (crowd.count < 64 && fgets(crowd.lines[crowd.count], sizeof crowd.lines[0], stdin)) {
        if (!read_question(crowd.lines[crowd.count], &crowd.questions[crowd.count])) return 2;
        crowd.expected[crowd.count] = count_facts(&crowd, crowd.count);
        crowd.count++;
    }
    for (unsigned i = 0; i < count && i < 32; i++)
        if (pthread_create(&ids[i], NULL, ask_all, &crowd) != 0) return 3;
    for (unsigned i = 0; i < count && i < 32; i++) {
        void *found = NULL;
        (void)pthread_join(ids[i], &found);
        wrong += (uintptr_t)found;
    }
    printf("%zu wrong\n", wrong);
    return wrong > 0;
}

static int with_config(int count, char **words)
{
    toegang *all = NULL;
    toegang_report report = {0};
    if (toegang_open_strict(words[2], NULL, NULL, &all, &report) != TOEGANG_GOOD)
        return problems_of(words[2], &report);
    int status = 2;
    if (strcmp(words[1], "contract") == 0) status = contract(all, words + 3);
    if (strcmp(words[1], "load") == 0 && count > 3) status = load_all(all, words[3]);
    if (strcmp(words[1], "ask") == 0) status = ask_lines(all);
    if (strcmp(words[1], "describe") == 0) status = describe(all);
    if (strcmp(words[1], "threads") == 0 && count > 3) status = threads(all, (unsigned)atoi(words[3]));
    toegang_free(all);
    return status;
}

int main(int count, char **words)
{
    if (count < 3) return 2;
    if (strcmp(words[1], "facts") == 0) return facts(words[2]);
    if (strcmp(words[1], "decide") == 0 && count > 4)
        return decide_all(words[2], strtoull(words[3], NULL, 0), (unsigned)atoi(words[4])) > 0;
    return with_config(count, words);
}

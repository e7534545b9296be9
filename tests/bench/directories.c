/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions to a store that holds a country, beside the same rows by its client library alone. directories.py starts
 * the servers.
 *   bench_directories fill STORE PLACE FUNCTIONS RIGHTS     migrates and loads
 *   bench_directories ldif FUNCTIONS RIGHTS                 prints entries for slapadd
 *   bench_directories ask STORE PLACE FUNCTIONS RIGHTS [PROCESS]   asks; of a server also how long it and we work
 */
#include "directories.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOT = 1000 }; /* questions that warm up a store, and that a cache is asked again and again */

static const struct store {
    const char *name;
    struct raw (*raw)(const char *place, const struct asked *questions);
} stores[] = {
#ifdef TG_HAVE_SQLITE
    {"sqlite", raw_sqlite},
#endif
#ifdef TG_HAVE_POSTGRESQL
    {"postgresql", raw_postgresql},
#endif
#ifdef TG_HAVE_LDAP
    {"ldap", raw_ldap},
#endif
};

static const struct store *store_of(const char *name)
{
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
        if (strcmp(stores[i].name, name) == 0) return &stores[i];
    (void)fprintf(stderr, "bench: no store %s\n", name);
    exit(2);
}

static toegang_directory *open_store(const char *name, const char *place)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    toegang_status status = TOEGANG_MISUSE;
    const toegang_sql_settings settings = {.size = sizeof settings, .patience_ms = 60000};
    if (strcmp(name, "sqlite") == 0) status = toegang_directory_sqlite_open(place, &settings, &directory, &report);
    if (strcmp(name, "postgresql") == 0)
        status = toegang_directory_postgresql_open(place, &settings, &directory, &report);
#ifdef TG_HAVE_LDAP
    if (strcmp(name, "ldap") == 0) status = toegang_directory_ldap_open(place, NULL, &directory, &report);
#endif
    must(status, &report);
    return directory;
}

/* ---- asking ---- */

struct asking {
    toegang_directory *directory;
    const struct asked *questions;
    size_t next, count;
    int is_right;
};

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

static int ask(void *context)
{
    struct asking *asking = context;
    const struct asked *asked = &asking->questions[asking->next++ % asking->count];
    size_t facts = 0;
    toegang_report report = {0};
    toegang_status status =
        toegang_directory_read(asking->directory, asking->is_right ? &asked->of_holder : &asked->of_enterprise,
                               count_fact, &facts, &report);
    if (status != TOEGANG_GOOD) must(status, &report);
    return facts != (asking->is_right ? 1 : OF_AN_ENTERPRISE);
}

static void print(const char *name, const struct bench_result *reference, const struct bench_result *result)
{
    printf("%-40s %11.2f %11.2f %13.0f %9.2f %9zu\n", name, reference->median * 1e6, result->median * 1e6,
           1 / result->median, result->ratio, result->mallocs);
    (void)fflush(stdout);
}

static void print_head(const char *what)
{
    printf("%-40s %11s %11s %13s %9s %9s\n", what, "us, raw", "us, ours", "questions/s", "x raw", "mallocs");
}

/* What is connected, prepared and kept at the first questions is no part of what one costs. */
static void warm_up(bench_once *once, void *context)
{
    for (size_t i = 0; i < HOT; i++)
        if (once(context) != 0) exit(1);
}

static void compare(const char *name, bench_once *raw, void *context, struct asking *asking)
{
    const struct bench_subject reference = {"raw", raw, context, 0};
    const struct bench_subject subjects[] = {{"raw again", raw, context, 0}, {name, ask, asking, 0}};
    struct bench_result results[2];
    warm_up(raw, context);
    warm_up(ask, asking);
    bench_run(&reference, subjects, 2, results);
    print(name, &results[0], &results[1]);
}

/* The hot questions are asked once, and come from memory from then on. */
static void compare_cache(toegang_directory *inside, const struct raw *raw, const struct asked *questions)
{
    toegang_directory *cached = NULL;
    toegang_report report = {0};
    const toegang_cache_settings settings = {.size = sizeof settings, .for_ms = 86400000, .refresh = 100};
    must(toegang_directory_cache_new(inside, &settings, &cached, &report), &report);
    struct asking of_enterprise = {cached, questions, 0, HOT, 0}, of_holder = {cached, questions, 0, HOT, 1};
    compare("cache hit: functions of an enterprise", raw->of_enterprise, raw->context, &of_enterprise);
    compare("cache hit: a right of a holder", raw->of_holder, raw->context, &of_holder);
    toegang_directory_free(cached);
}

static void compare_questions(toegang_directory *directory, const struct raw *raw, const struct asked *questions)
{
    struct asking of_enterprise = {directory, questions, 0, QUESTIONS, 0}, of_holder = {directory, questions, 0, QUESTIONS, 1};
    compare("functions of an enterprise", raw->of_enterprise, raw->context, &of_enterprise);
    compare("a right of a holder", raw->of_holder, raw->context, &of_holder);
}

static void ask_store(const char *name, const char *place, uint64_t functions, uint64_t rights, int process)
{
    const struct asked *questions = country_questions(functions, rights);
    toegang_directory *directory = open_store(name, place);
    const struct raw raw = store_of(name)->raw(place, questions);
    printf("\n%s: %llu functions, %llu rights\n", name, (unsigned long long)functions, (unsigned long long)rights);
    if (process > 0) {
        bench_by_the_wall();
        print_head("by the wall");
        compare_questions(directory, &raw, questions);
        bench_by_work(process);
    }
    print_head(process > 0 ? "work of client and server" : "work");
    compare_questions(directory, &raw, questions);
    bench_and_of(NULL);
    compare_cache(directory, &raw, questions);
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void fill_store(const char *name, const char *place, uint64_t functions, uint64_t rights)
{
    toegang_directory *directory = open_store(name, place);
    toegang_report report = {0};
    double begun = now();
    must(toegang_directory_migrate(directory, &report), &report);
    country_load(directory, TOEGANG_KBO, functions);
    country_load(directory, TOEGANG_GEBRUIKERSBEHEER, rights);
    printf("%s: %llu functions and %llu rights loaded in %.0f s\n", name, (unsigned long long)functions,
           (unsigned long long)rights, now() - begun);
    toegang_directory_free(directory);
}

int main(int words, char **word)
{
    if (words == 4 && strcmp(word[1], "ldif") == 0)
        country_write_ldif(strtoull(word[2], NULL, 10), strtoull(word[3], NULL, 10));
    else if (words == 6 && strcmp(word[1], "fill") == 0)
        fill_store(word[2], word[3], strtoull(word[4], NULL, 10), strtoull(word[5], NULL, 10));
    else if (words >= 6 && strcmp(word[1], "ask") == 0)
        ask_store(word[2], word[3], strtoull(word[4], NULL, 10), strtoull(word[5], NULL, 10), words > 6 ? atoi(word[6]) : 0);
    else
        return 2;
    return 0;
}

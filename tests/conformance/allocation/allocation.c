/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every public function survives the failure of each allocation in turn, those of libxml2, libyaml and libcrypto
 * included: a status below 0, or the right answer; never another answer, never a crash, never a leak. Each allocation
 * alone, then each with all that follow. A row runs in a process of its own, so that a crash names the allocation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "allocation.h"
#include "fail.h"

/* Written by the process of the row, read by the one that waits. */
struct progress {
    size_t nth, total, errors, right, refused, wrong;
    char first[512];
};

static char expected[ANSWER_MAX], came[ANSWER_MAX];

static void judge(struct progress *progress, toegang_status status, int closed)
{
    if (status == TOEGANG_GOOD && strcmp(came, expected) == 0) progress->right++;
    else if (status < 0 && status != TOEGANG_MISUSE) progress->errors++;
    else if (status == TOEGANG_REFUSED && closed) progress->refused++;
    else if (progress->wrong++ == 0)
        (void)snprintf(progress->first, sizeof progress->first, "allocation %zu: status %d, %.200s", progress->nth,
                       (int)status, came);
}

/* From the allocation after the last one that was tried until there are none left. */
static void run_row(const struct row *row, const struct world *world, int onwards, struct progress *progress)
{
    memset(expected, 0, sizeof expected);
    if (row->make(world, expected) != TOEGANG_GOOD) _exit(98);
    for (;;) {
        progress->nth++;
        memset(came, 0, sizeof came);
        fail_from(progress->nth, onwards);
        toegang_status status = row->make(world, came);
        if (fail_stop() < progress->nth) break;
        progress->total++;
        judge(progress, status, row->flags & CLOSED);
    }
}

static void tell(const char *name, const char *how, const struct progress *progress, int status, int number)
{
    int good = progress->wrong == 0 && status == 0;
    printf("%s %d - %s: %s, %zu allocations: %zu errors, %zu refusals, %zu right answers\n", good ? "ok" : "not ok", number,
           name, how, progress->total, progress->errors, progress->refused, progress->right);
    if (progress->wrong) printf("#   %zu wrong; %s\n", progress->wrong, progress->first);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 98) printf("#   it does not succeed with memory in plenty\n");
    else if (status != 0)
        printf("#   ended with wait status %d at allocation %zu\n", status, progress->nth);
    (void)fflush(stdout);
}

static void run(const struct row *row, const struct world *world, int onwards, int number)
{
    struct progress *progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED) exit(99);
    pid_t child = fork();
    if (child == 0) {
        run_row(row, world, onwards, progress);
        exit(0);
    }
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child) exit(99);
    tell(row->name, onwards ? "from the nth on" : "the nth alone", progress, status, number);
    (void)munmap(progress, sizeof *progress);
}

/* The report of what could not be judged names the reason. */
static void say_so(const struct world *world, int number)
{
    const toegang_statement statement = {.size = sizeof statement, .holder = world->holder};
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    fail_from(1, 1);
    toegang_status status = toegang_identity_attest(&statement, &identity, &report);
    (void)fail_stop();
    int good = status == TOEGANG_NO_MEMORY && !identity && strcmp(report.check, "library.memory") == 0;
    printf("%s %d - the report says that memory ended\n", good ? "ok" : "not ok", number);
}

int main(int argc, char **argv)
{
    static struct world world;
    world_make(&world);
    int number = 0;
    say_so(&world, ++number);
    (void)fflush(stdout);
    for (size_t i = 0; i < row_count; i++) {
        if (argc > 1 && strcmp(argv[1], rows[i].name) != 0) continue;
        run(&rows[i], &world, 0, ++number);
        run(&rows[i], &world, 1, ++number);
    }
    printf("1..%d\n", number);
    world_free(&world);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The time that a server works, all its threads and children together: what a busy machine does not change. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

static int server;

/* Seconds on a processor, of one thread. */
static double time_of_task(const char *task)
{
    char path[160];
    unsigned long long nanoseconds = 0;
    (void)snprintf(path, sizeof path, "%.127s/schedstat", task);
    FILE *file = fopen(path, "r");
    if (!file) return 0; /* it ended */
    if (fscanf(file, "%llu", &nanoseconds) != 1) nanoseconds = 0;
    (void)fclose(file);
    return (double)nanoseconds * 1e-9;
}

static double time_of_process(int process);

static double time_of_children(const char *task)
{
    char path[160];
    int child;
    double sum = 0;
    (void)snprintf(path, sizeof path, "%.127s/children", task);
    FILE *file = fopen(path, "r");
    while (file && fscanf(file, "%d", &child) == 1) sum += time_of_process(child);
    if (file) (void)fclose(file);
    return sum;
}

static double time_of_process(int process)
{
    char folder[64], task[128];
    double sum = 0;
    (void)snprintf(folder, sizeof folder, "/proc/%d/task", process);
    DIR *tasks = opendir(folder);
    for (struct dirent *entry = tasks ? readdir(tasks) : NULL; entry; entry = readdir(tasks)) {
        if (entry->d_name[0] == '.') continue;
        (void)snprintf(task, sizeof task, "%s/%.20s", folder, entry->d_name);
        sum += time_of_task(task) + time_of_children(task);
    }
    if (tasks) (void)closedir(tasks);
    return sum;
}

static double time_of_server(void)
{
    return time_of_process(server);
}

void bench_by_work(int process)
{
    server = process;
    bench_and_of(time_of_server);
}

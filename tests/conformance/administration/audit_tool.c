/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asks decisions that are logged, and writes the moment of each as soon as it is answered.
 * Usage: audit_tool CONFIG FIRST COUNT THREADS; each thread asks COUNT moments after FIRST that no other asks.
 */
#include <toegang.h>
#include <toegang/sys/identity.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static toegang *all;
static long long count;

struct task {
    pthread_t thread;
    long long first;
    int failed;
};

static toegang_identity *somebody(void)
{
    toegang_statement statement = {.size = sizeof statement, .assurance = TOEGANG_ASSURANCE_HIGH};
    toegang_identity *out = NULL;
    if (toegang_rrn_parse("85073003328", 11, 0, &statement.holder, NULL) != TOEGANG_GOOD ||
        toegang_identity_attest(&statement, &out, NULL) != TOEGANG_GOOD)
        abort();
    return out;
}

/* A line of an answer goes out in one write, so that a reader sees whole ones only. */
static int ask(const toegang_identity *identity, toegang_time at)
{
    toegang_decision *decision = NULL;
    toegang_report report = {0};
    toegang_question question = {.size = sizeof question, .identity = identity, .eloket = "loket", .at = at};
    char line[128];
    if (toegang_kbo_parse("0999999922", 10, &question.organisation, NULL) != TOEGANG_GOOD) abort();
    toegang_status status = toegang_check(all, &question, &decision, &report);
    int answered = status == TOEGANG_GOOD || status == TOEGANG_REFUSED;
    int length = snprintf(line, sizeof line, "%s %lld\n", answered ? "answered" : report.check, (long long)at);
    toegang_decision_free(decision);
    return write(STDOUT_FILENO, line, (size_t)length) == length && answered;
}

static void *work(void *context)
{
    struct task *task = context;
    toegang_identity *identity = somebody();
    for (long long i = 0; i < count; i++) task->failed |= !ask(identity, task->first + i);
    toegang_identity_free(identity);
    return NULL;
}

int main(int argc, char **argv)
{
    struct task tasks[16];
    toegang_report report = {0};
    int failed = 0;
    if (argc != 5) return 2;
    size_t threads = strtoul(argv[4], NULL, 10);
    count = strtoll(argv[3], NULL, 10);
    if (threads > 16 || toegang_open(argv[1], NULL, NULL, &all, &report) != TOEGANG_GOOD) return 2;
    for (size_t i = 0; i < threads; i++) {
        tasks[i].first = strtoll(argv[2], NULL, 10) + (long long)i * count;
        tasks[i].failed = 0;
        if (pthread_create(&tasks[i].thread, NULL, work, &tasks[i]) != 0) return 2;
    }
    for (size_t i = 0; i < threads; i++) {
        pthread_join(tasks[i].thread, NULL);
        failed |= tasks[i].failed;
    }
    toegang_free(all);
    return failed;
}

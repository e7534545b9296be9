/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 41, REFERENCES = 60, SUBJECTS = 16 };
static const double round_seconds = 0.02;

static clockid_t watch = CLOCK_THREAD_CPUTIME_ID;
static double (*others)(void);

void bench_by_the_wall(void)
{
    watch = CLOCK_MONOTONIC;
    others = NULL;
}

void bench_and_of(double (*time_of_others)(void))
{
    watch = CLOCK_THREAD_CPUTIME_ID;
    others = time_of_others;
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(watch, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9 + (others ? others() : 0);
}

static double time_of(const struct bench_subject *subject, size_t times)
{
    double begun = now();
    for (size_t i = 0; i < times; i++)
        if (subject->once(subject->context) != 0) {
            (void)fprintf(stderr, "bench: %s does not come out as it should\n", subject->name);
            exit(1);
        }
    return (now() - begun) / (double)times;
}

static int by_size(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static size_t times_a_round(const struct bench_subject *subject)
{
    double once = time_of(subject, 3);
    size_t times = (size_t)(round_seconds / once);
    return times < 1 ? 1 : times;
}

/* A quick reference as long as a subject, so that both meet the same noise. */
static size_t references(const struct bench_subject *reference)
{
    size_t times = times_a_round(reference) / 2;
    return times < REFERENCES ? REFERENCES : times;
}

static double one_round(const struct bench_subject *reference, size_t beside, const struct bench_subject *subject,
                        size_t times, double *ratio)
{
    double before = time_of(reference, beside);
    double spent = time_of(subject, times);
    double after = time_of(reference, beside);
    *ratio = spent / ((before + after) / 2);
    return spent;
}

static size_t mallocs_of(const struct bench_subject *subject)
{
    (void)subject->once(subject->context);
    (void)bench_mallocs();
    (void)subject->once(subject->context);
    return bench_mallocs();
}

void bench_run(const struct bench_subject *reference, const struct bench_subject *subjects, size_t count,
               struct bench_result *results)
{
    static double ratios[SUBJECTS][ROUNDS], spent[SUBJECTS][ROUNDS];
    size_t times[SUBJECTS] = {0}, beside = references(reference);
    if (count > SUBJECTS) exit(2);
    for (size_t i = 0; i < count; i++) {
        results[i] = (struct bench_result){0};
        if (!subjects[i].absent) times[i] = times_a_round(&subjects[i]);
    }
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++)
            if (times[i] > 0)
                spent[i][round] = one_round(reference, beside, &subjects[i], times[i], &ratios[i][round]);
    for (size_t i = 0; i < count; i++) {
        if (subjects[i].absent) continue;
        qsort(ratios[i], ROUNDS, sizeof ratios[i][0], by_size);
        qsort(spent[i], ROUNDS, sizeof spent[i][0], by_size);
        results[i].ratio = ratios[i][ROUNDS / 2];
        results[i].lowest = spent[i][0];
        results[i].median = spent[i][ROUNDS / 2];
        results[i].mallocs = mallocs_of(&subjects[i]);
    }
}

void bench_must_refuse(struct bench_subject subject)
{
    if (subject.absent || subject.once(subject.context) != 0) return;
    (void)fprintf(stderr, "bench: %s accepts a changed number\n", subject.name);
    exit(1);
}

void bench_print(const struct bench_subject *subjects, size_t count, const struct bench_result *results,
                 const char *unit)
{
    printf("%-44s %10s %10s %10s %9s\n", "", "us, lowest", unit, "x ours", "mallocs");
    for (size_t i = 0; i < count; i++) {
        if (subjects[i].absent) {
            printf("%-44s not on this machine, or cannot do this\n", subjects[i].name);
            continue;
        }
        printf("%-44s %10.2f %10.2f %10.2f %9zu\n", subjects[i].name, results[i].lowest * 1e6, results[i].ratio,
               results[0].ratio > 0 ? results[i].ratio / results[0].ratio : 0, results[i].mallocs);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "timing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RESAMPLES = 2000, MESSAGE_MAX = 64 * 1024 };
static const double quick = 0.9;   /* of all tries: what is slower was interrupted, and is no part of t */
static const double seen = 4.5;    /* of |t| */
static const double within = 0.999; /* of the bootstrap interval */

uint64_t bench_random(uint64_t *state) /* splitmix64 */
{
    uint64_t mixed = *state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
    return mixed ^ mixed >> 31;
}

static size_t below(uint64_t *state, size_t limit)
{
    return (size_t)(bench_random(state) % limit);
}

/* ---- time ---- */

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double time_of(const char *message, bench_try *once, void *context)
{
    static char place[MESSAGE_MAX];
    size_t length = strlen(message);
    if (length >= sizeof place) exit(2);
    memcpy(place, message, length + 1);
    double begun = now();
    once(context, place, length);
    return now() - begun;
}

static void shuffle(size_t *order, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = below(state, i), swap = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swap;
    }
}

void bench_ways_time(struct bench_way *ways, size_t count, size_t tries, bench_try *once, void *context, uint64_t seed)
{
    size_t order[BENCH_WAYS];
    if (count > BENCH_WAYS) exit(2);
    for (size_t w = 0; w < count; w++) {
        order[w] = w;
        ways[w].times = calloc(tries, sizeof *ways[w].times);
        if (!ways[w].times) exit(2);
        for (size_t v = 0; v < BENCH_VARIANTS; v++) (void)time_of(ways[w].messages[v], once, context);
    }
    for (size_t i = 0; i < tries; i++) {
        shuffle(order, count, &seed);
        for (size_t w = 0; w < count; w++)
            ways[order[w]].times[i] = time_of(ways[order[w]].messages[below(&seed, BENCH_VARIANTS)], once, context);
    }
    for (size_t w = 0; w < count; w++)
        for (size_t v = 0; v < BENCH_VARIANTS; v++) free(ways[w].messages[v]);
}

/* ---- statistics ---- */

/* Of one way. */
struct sample {
    const char *name;
    double *sorted;
    double mean, variance; /* of the quick ones; the variance is that of their mean */
    double medians[RESAMPLES];
};

static int by_size(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static double *sorted(const double *values, size_t count)
{
    double *copy = malloc(count * sizeof *copy);
    if (!copy) exit(2);
    memcpy(copy, values, count * sizeof *copy);
    qsort(copy, count, sizeof *copy, by_size);
    return copy;
}

static double median(const struct sample *sample, size_t tries)
{
    return sample->sorted[tries / 2];
}

/* What is slower than most of all ways together is left out, whichever way it is. */
static double limit_of(const struct bench_way *ways, size_t count, size_t tries)
{
    double *all = malloc(count * tries * sizeof *all);
    if (!all) exit(2);
    for (size_t w = 0; w < count; w++) memcpy(all + w * tries, ways[w].times, tries * sizeof *all);
    qsort(all, count * tries, sizeof *all, by_size);
    double limit = all[(size_t)((double)(count * tries - 1) * quick)];
    free(all);
    return limit;
}

static void sum_up(struct sample *sample, size_t tries, double limit)
{
    double sum = 0, squares = 0;
    size_t count = 0;
    while (count < tries && sample->sorted[count] <= limit) sum += sample->sorted[count++];
    if (count < 2) return; /* slower than all others: the medians say so */
    sample->mean = sum / (double)count;
    for (size_t i = 0; i < count; i++) squares += pow(sample->sorted[i] - sample->mean, 2);
    sample->variance = squares / (double)(count - 1) / (double)count;
}

/* Draws with replacement, counted by rank: the median is where half of the draws have been passed. */
static double resampled(const struct sample *sample, size_t tries, uint32_t *draws, uint64_t *state)
{
    size_t passed = 0, rank = 0;
    memset(draws, 0, tries * sizeof *draws);
    for (size_t i = 0; i < tries; i++) draws[below(state, tries)]++;
    while (passed <= tries / 2) passed += draws[rank++];
    return sample->sorted[rank - 1];
}

static void resample(struct sample *sample, size_t tries, uint64_t *state)
{
    uint32_t *draws = malloc(tries * sizeof *draws);
    if (!draws) exit(2);
    for (size_t i = 0; i < RESAMPLES; i++) sample->medians[i] = resampled(sample, tries, draws, state);
    free(draws);
}

struct difference {
    double medians, least, most, t;
};

static struct difference compare(const struct sample *one, const struct sample *other, size_t tries)
{
    double differences[RESAMPLES];
    for (size_t i = 0; i < RESAMPLES; i++) differences[i] = other->medians[i] - one->medians[i];
    qsort(differences, RESAMPLES, sizeof *differences, by_size);
    size_t outside = (size_t)((1 - within) / 2 * RESAMPLES);
    return (struct difference){.medians = median(other, tries) - median(one, tries),
                               .least = differences[outside],
                               .most = differences[RESAMPLES - 1 - outside],
                               .t = (other->mean - one->mean) / sqrt(one->variance + other->variance + 1e-30)};
}

static int is_seen(const struct difference *difference)
{
    return fabs(difference->t) > seen || difference->least > 0 || difference->most < 0;
}

/* ---- what is printed ---- */

static void print_difference(const struct difference *difference)
{
    printf("%9.0f %9.0f to %6.0f %8.2f%s\n", difference->medians * 1e9, difference->least * 1e9, difference->most * 1e9,
           difference->t, is_seen(difference) ? "  seen" : "");
}

static void print_pairs(const struct sample *samples, size_t count, size_t tries)
{
    size_t pairs = 0;
    for (size_t one = 0; one < count; one++)
        for (size_t other = one + 1; other < count; other++) {
            struct difference difference = compare(&samples[one], &samples[other], tries);
            if (!is_seen(&difference)) continue;
            printf("  %s / %s:", samples[one].name, samples[other].name);
            print_difference(&difference);
            pairs++;
        }
    printf("%zu of %zu pairs differ\n", pairs, count * (count - 1) / 2);
}

void bench_ways_print(const struct bench_way *ways, size_t count, size_t tries, uint64_t seed)
{
    static struct sample samples[BENCH_WAYS];
    double limit = limit_of(ways, count, tries);
    printf("%-44s %10s %9s %19s %8s\n", "", "median, us", "more, ns", "within 99.9 %", "t");
    for (size_t w = 0; w < count; w++) {
        samples[w] = (struct sample){.name = ways[w].name, .sorted = sorted(ways[w].times, tries)};
        sum_up(&samples[w], tries, limit);
        resample(&samples[w], tries, &seed);
        struct difference difference = compare(&samples[0], &samples[w], tries);
        printf("%-44s %10.2f ", ways[w].name, median(&samples[w], tries) * 1e6);
        if (w > 0) print_difference(&difference);
        if (w == 0) printf("\n");
    }
    print_pairs(samples, count, tries);
    for (size_t w = 0; w < count; w++) free(samples[w].sorted);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eight threads ask a cache around a breaker around a source that changes all the while, at hand first as
 * hosts do: no answer is older than the last change that was heard of before its question began, and all are
 * about who was asked. Then the source goes down: never more than one tries it at a time, and when it comes
 * back all are answered. Built with the thread sanitizer by threads.py.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <toegang/sys/directory.h>

enum { THREADS = 8, ROUNDS = 3000, ENTERPRISES = 20, FAILURES = 3 };

/* A change raises version, and is then heard of; an answer says in `from` of which version it is. */
struct source {
    atomic_int version, heard, inside, most_inside, asked;
    atomic_bool is_down;
};

static toegang_status answer(struct source *source, const toegang_directory_question *question,
                             toegang_fact_sink *sink, void *context)
{
    toegang_fact fact = {.size = sizeof fact,
                         .kind = TOEGANG_FACT_FUNCTION,
                         .organisation = question->organisation,
                         .code = "10007",
                         .from = atomic_load(&source->version),
                         .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS,
                         .as_of = TOEGANG_ALWAYS};
    if (toegang_rrn_parse("85073003328", 11, 0, &fact.holder, NULL) != TOEGANG_GOOD) abort();
    return sink(context, &fact);
}

static void raise_to(atomic_int *most, int value)
{
    int seen = atomic_load(most);
    while (seen < value && !atomic_compare_exchange_weak(most, &seen, value)) continue;
}

static toegang_status read_source(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct source *source = self;
    atomic_fetch_add(&source->asked, 1);
    if (!atomic_load(&source->is_down)) return answer(source, question, sink, context);
    raise_to(&source->most_inside, atomic_fetch_add(&source->inside, 1) + 1);
    (void)usleep(500);
    atomic_fetch_sub(&source->inside, 1);
    *report = (toegang_report){.status = TOEGANG_UNAVAILABLE, .check = "directory.connection"};
    return TOEGANG_UNAVAILABLE;
}

static uint64_t generation_of(void *self)
{
    return (uint64_t)atomic_load(&((struct source *)self)->heard);
}

static const toegang_directory_class source_class = {.size = sizeof source_class,
                                                     .flags = TOEGANG_DIRECTORY_CONCURRENT,
                                                     .name = "source",
                                                     .read = read_source,
                                                     .generation = generation_of};

static struct source source;
static toegang_directory *directory;

struct got {
    const toegang_directory_question *question;
    toegang_time version;
    unsigned count;
    bool is_other;
};

static toegang_status take(void *context, const toegang_fact *fact)
{
    struct got *got = context;
    got->version = fact->from;
    got->count++;
    got->is_other |= !toegang_organisation_equal(&fact->organisation, &got->question->organisation);
    return TOEGANG_GOOD;
}

static toegang_directory_question question_about(unsigned ordinal)
{
    char digits[16];
    unsigned number = 8884000U + ordinal;
    toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_KBO, .kind = TOEGANG_FACT_FUNCTION};
    (void)snprintf(digits, sizeof digits, "0%07u%02u", number, 97U - number % 97U);
    if (toegang_kbo_parse(digits, 10, &question.organisation, NULL) != TOEGANG_GOOD) abort();
    return question;
}

struct worker {
    pthread_t thread;
    unsigned ordinal;
    size_t wrong, answered, at_hand;
};

/* At hand, and where that is no answer once more as who may wait. */
static toegang_status read_both(struct worker *worker, toegang_directory_question *question, struct got *got)
{
    toegang_report report = {0};
    question->at_hand = 1;
    toegang_status status = toegang_directory_read(directory, question, take, got, &report);
    worker->at_hand += status == TOEGANG_GOOD;
    if (status != TOEGANG_UNAVAILABLE || strcmp(report.check, "directory.at-hand") != 0) return status;
    worker->wrong += got->count != 0;
    question->at_hand = 0;
    return toegang_directory_read(directory, question, take, got, NULL);
}

static void ask(struct worker *worker, unsigned round)
{
    toegang_directory_question question =
        question_about(round % 2 ? round % 5 : (worker->ordinal * 7 + round) % ENTERPRISES);
    struct got got = {.question = &question};
    question.fresh = round % 64 == 0;
    int heard = atomic_load(&source.heard);
    toegang_status status = read_both(worker, &question, &got);
    worker->answered += status == TOEGANG_GOOD;
    if (status == TOEGANG_GOOD)
        worker->wrong += got.count != 1 || got.is_other || got.version < heard;
    else
        worker->wrong += status != TOEGANG_UNAVAILABLE;
}

static void change(void)
{
    int version = atomic_fetch_add(&source.version, 1) + 1;
    raise_to(&source.heard, version);
}

static void *work(void *context)
{
    struct worker *worker = context;
    for (unsigned round = 0; round < ROUNDS; round++) {
        ask(worker, round);
        if (round % 970 == 0) change();
    }
    return NULL;
}

static void run(struct worker *workers)
{
    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.ordinal = i};
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) abort();
    }
    for (unsigned i = 0; i < THREADS; i++) (void)pthread_join(workers[i].thread, NULL);
}

static size_t wrong_of(const struct worker *workers, size_t *answered, size_t *at_hand)
{
    size_t wrong = 0;
    for (unsigned i = 0; i < THREADS; i++) {
        wrong += workers[i].wrong;
        *answered += workers[i].answered;
        *at_hand += workers[i].at_hand;
    }
    return wrong;
}

/* Those who were inside when it opened are not told from a probe: the count begins once it is open. */
static void go_down(struct worker *worker)
{
    atomic_store(&source.is_down, true);
    change(); /* what was kept is none any more */
    for (unsigned i = 0; i < FAILURES; i++) ask(worker, i + 1);
    atomic_store(&source.most_inside, 0);
    atomic_store(&source.asked, 0);
}

int main(void)
{
    static struct worker workers[THREADS];
    const toegang_cache_settings cache = {
        .size = sizeof cache, .for_ms = 40, .refresh = 50, .entries = ENTERPRISES / 2};
    const toegang_breaker_settings breaker = {.size = sizeof breaker, .failures = FAILURES, .open_ms = 1};
    size_t answered = 0, none = 0, at_hand = 0, none_at_hand = 0, again = 0;
    if (toegang_directory_new(&source_class, &source, &directory, NULL) != TOEGANG_GOOD ||
        toegang_directory_breaker_new(directory, &breaker, &directory, NULL) != TOEGANG_GOOD ||
        toegang_directory_cache_new(directory, &cache, &directory, NULL) != TOEGANG_GOOD)
        return 99;
    run(workers);
    size_t wrong = wrong_of(workers, &answered, &at_hand) + (answered != THREADS * ROUNDS);
    int kept = (int)answered - atomic_load(&source.asked);
    go_down(&workers[0]);
    run(workers);
    wrong += wrong_of(workers, &none, &none_at_hand) + (none != 0) + (atomic_load(&source.most_inside) != 1);
    int probes = atomic_load(&source.asked);
    atomic_store(&source.is_down, false);
    (void)usleep(5000);
    answered = 0;
    run(workers);
    wrong += wrong_of(workers, &answered, &again) + (answered < THREADS * (ROUNDS - 100));
    toegang_directory_free(directory);
    printf("%d of %d kept, %zu at hand, %d tried while it was down, %zu wrong\n", kept, THREADS * ROUNDS,
           at_hand, probes, wrong);
    return wrong == 0 && kept > 0 && at_hand > 0 && probes > 0 ? 0 : 1;
}

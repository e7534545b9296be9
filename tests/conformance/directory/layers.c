/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random questions to a cache around a source that changes, fails, lags behind and is asked anew, while time
 * passes by jumps. Whatever happens: an answer is the whole truth of a moment, about the very question that
 * was asked; that moment lies no further back than the life of the answer allows, than a change that was
 * heard of, and than the question wants; and a failure is never a "no".
 */
#include <stdio.h>

#include "../../unit/directory/fact_maker.h"
#include "directory/breaker.h"
#include "directory/cache.h"

enum { PERSONS = 3, ENTERPRISES = 2, COUNTERS = 2, ALL = PERSONS * ENTERPRISES * COUNTERS };
enum { LIFE = 40000, NEGATIVE = 9000, LAG_MOST = 20000, STEPS = 20000 };
enum { AGES = 4096 }; /* truths that are remembered: more than a life can hold */

/* splitmix64 */
struct dice {
    uint64_t state;
};

static unsigned dice_below(struct dice *dice, unsigned limit)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ (z >> 31)) % limit);
}

/* What is true, a bit for each right, and since when. */
struct truth {
    int64_t from;
    unsigned rights;
};

struct world {
    struct dice dice;
    int64_t now; /* milliseconds, of both clocks */
    struct truth truths[AGES];
    size_t count;
    int64_t lag; /* how far the source is behind */
    bool is_down, fails_late;
    uint64_t generation;
    int64_t heard; /* when it last heard of a change */
    unsigned asked, failed;
    toegang_directory *directory;
};

static toegang_fact rights_there_are[ALL];

static const char *const persons[PERSONS] = {ANN, BOB, "90.01.01-001.23"};
static const char *const enterprises[ENTERPRISES] = {ONE, TWO};
static const char *const counters[COUNTERS] = {"e0", "e1"};

static void make_rights(void)
{
    for (unsigned bit = 0; bit < ALL; bit++) {
        const struct words words = {TOEGANG_FACT_RIGHT,
                                    persons[bit % PERSONS],
                                    enterprises[bit / PERSONS % ENTERPRISES],
                                    "r",
                                    counters[bit / PERSONS / ENTERPRISES],
                                    NULL};
        rights_there_are[bit] = fact_of(&words);
    }
}

static bool fits(unsigned bit, const toegang_directory_question *question)
{
    const toegang_fact fact = rights_there_are[bit];
    if (question->holder.kind && !toegang_rrn_equal(&fact.holder, &question->holder)) return false;
    if (question->organisation.scheme &&
        !toegang_organisation_equal(&fact.organisation, &question->organisation))
        return false;
    return !question->eloket || strcmp(fact.eloket, question->eloket) == 0;
}

static unsigned fitting(unsigned rights, const toegang_directory_question *question)
{
    for (unsigned bit = 0; bit < ALL; bit++)
        if (!fits(bit, question)) rights &= ~(1U << bit);
    return rights;
}

static unsigned truth_at(const struct world *world, int64_t at)
{
    size_t i = world->count - 1;
    while (i > 0 && world->truths[i].from > at) i--;
    return world->truths[i].rights;
}

static void change(struct world *world)
{
    unsigned rights = world->truths[world->count - 1].rights ^ 1U << dice_below(&world->dice, ALL);
    if (world->count == AGES) {
        memmove(world->truths, world->truths + AGES / 2, AGES / 2 * sizeof *world->truths);
        world->count = AGES / 2;
    }
    world->truths[world->count++] = (struct truth){++world->now, rights};
    if (dice_below(&world->dice, 3) > 0) return; /* it is not heard of each */
    world->generation++;
    world->heard = world->now;
    world->lag = 0;
}

/* ---- the source ---- */

static toegang_status fail(struct world *world, const char *check, toegang_report *report)
{
    world->failed++;
    report->status = TOEGANG_UNAVAILABLE;
    (void)snprintf(report->check, sizeof report->check, "%s", check);
    return report->status;
}

static toegang_status read_world(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct world *world = self;
    int64_t shown = world->now - (question->fresh ? 0 : world->lag);
    unsigned rights = fitting(truth_at(world, shown), question);
    world->asked++;
    if (dice_below(&world->dice, 4) == 0) world->now += dice_below(&world->dice, 2000);
    if (dice_below(&world->dice, 16) == 0) change(world); /* while it answers what was true before */
    if (world->is_down && !world->fails_late) return fail(world, "directory.connection", report);
    if (question->since > shown / 1000) return fail(world, "directory.stale", report);
    for (unsigned bit = 0; bit < ALL; bit++) {
        toegang_status status = rights >> bit & 1U ? sink(context, &rights_there_are[bit]) : TOEGANG_GOOD;
        if (status != TOEGANG_GOOD) return status;
    }
    return world->is_down ? fail(world, "directory.time-out", report) : TOEGANG_GOOD;
}

static uint64_t generation_of(void *self)
{
    return ((struct world *)self)->generation;
}

static int64_t now_of(void *context)
{
    return ((const struct world *)context)->now;
}

static const toegang_directory_class world_class = {
    .size = sizeof world_class, .name = "world", .read = read_world, .generation = generation_of};

/* ---- what happens ---- */

static void let_something_happen(struct world *world)
{
    switch (dice_below(&world->dice, 16)) {
    case 0:
        change(world);
        break;
    case 1:
        world->is_down = dice_below(&world->dice, 3) == 0;
        world->fails_late = dice_below(&world->dice, 2);
        break;
    case 2: /* never back to before what it was heard to know */
        world->lag = dice_below(&world->dice, LAG_MOST);
        if (world->now - world->lag < world->heard) world->lag = world->now - world->heard;
        break;
    case 3:
        world->now += dice_below(&world->dice, 2 * NEGATIVE);
        break;
    default:
        world->now += dice_below(&world->dice, 300);
        break;
    }
    if (world->now - world->lag < world->heard) world->lag = world->now - world->heard;
}

static toegang_directory_question any_question(struct world *world)
{
    static const int64_t allowed[] = {2, 15, 60};
    struct dice *dice = &world->dice;
    toegang_directory_question question = {.size = sizeof question,
                                           .reg = TOEGANG_GEBRUIKERSBEHEER,
                                           .kind = TOEGANG_FACT_RIGHT,
                                           .at = world->now / 1000};
    if (dice_below(dice, 4) > 0) question.holder = rrn_of(persons[dice_below(dice, PERSONS)]);
    if (dice_below(dice, 4) > 0)
        question.organisation = organisation_of(enterprises[dice_below(dice, ENTERPRISES)]);
    if (dice_below(dice, 2) > 0) question.eloket = counters[dice_below(dice, COUNTERS)];
    if (dice_below(dice, 3) == 0) question.since = question.at - allowed[dice_below(dice, 3)];
    question.fresh = dice_below(dice, 12) == 0;
    return question;
}

/* ---- what must hold ---- */

struct answer {
    const toegang_directory_question *question;
    unsigned rights;
    bool is_wrong; /* a fact of another question, or one twice */
};

static toegang_status note(void *context, const toegang_fact *fact)
{
    struct answer *answer = context;
    for (unsigned bit = 0; bit < ALL; bit++) {
        const toegang_fact one = rights_there_are[bit];
        if (!toegang_rrn_equal(&one.holder, &fact->holder) || strcmp(one.eloket, fact->eloket) != 0 ||
            !toegang_organisation_equal(&one.organisation, &fact->organisation))
            continue;
        answer->is_wrong |= !fits(bit, answer->question) || (answer->rights >> bit & 1U);
        answer->rights |= 1U << bit;
    }
    return TOEGANG_GOOD;
}

/* Whether that was the whole truth at a moment from then on. */
static bool was_true(const struct world *world, const struct answer *answer, int64_t from, int64_t until)
{
    if (fitting(truth_at(world, from), answer->question) == answer->rights) return true;
    for (size_t i = 0; i < world->count; i++)
        if (world->truths[i].from >= from && world->truths[i].from <= until &&
            fitting(world->truths[i].rights, answer->question) == answer->rights)
            return true;
    return false;
}

static int64_t later(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* As things stood when the question began. */
static int64_t oldest_allowed(int64_t heard, const struct answer *answer, int64_t began)
{
    const toegang_directory_question *question = answer->question;
    if (question->fresh) return began;
    int64_t from = began - (answer->rights ? LIFE : NEGATIVE) - LAG_MOST;
    if (question->since) from = later(from, question->since * 1000);
    return later(from, heard);
}

static void ask(struct world *world, size_t step, unsigned *good, unsigned *kept)
{
    toegang_directory_question question = any_question(world);
    struct answer answer = {.question = &question};
    toegang_report report = {0};
    int64_t began = world->now, heard = world->heard;
    world->asked = world->failed = 0;
    toegang_status status = toegang_directory_read(world->directory, &question, note, &answer, &report);
    if (status == TOEGANG_GOOD) {
        cr_assert_not(answer.is_wrong, "step %zu: an answer to another question", step);
        int64_t oldest = oldest_allowed(heard, &answer, began);
        cr_assert(was_true(world, &answer, oldest, world->now), "step %zu: %x was not true from %lld to %lld",
                  step, answer.rights, (long long)oldest, (long long)world->now);
        *good += 1;
        *kept += world->asked == 0;
    } else {
        cr_assert_eq(status, TOEGANG_UNAVAILABLE);
        cr_assert(world->failed > 0 || strcmp(report.check, "directory.breaker") == 0, "step %zu: %s", step,
                  report.check);
        cr_assert_eq(answer.rights, 0, "step %zu: a failure with facts", step);
    }
}

static void open_world(struct world *world, uint64_t seed, bool has_breaker)
{
    const struct tg_clock clock = {now_of, world};
    const toegang_cache_settings cache = {.size = sizeof cache,
                                          .for_ms = LIFE,
                                          .negative_ms = NEGATIVE,
                                          .refresh = 50 + (unsigned)(seed % 2) * 50,
                                          .entries = seed % 3 == 0 ? 4 : 1000};
    const toegang_breaker_settings breaker = {.size = sizeof breaker, .failures = 3, .open_ms = 5000};
    *world = (struct world){.dice = {seed}, .now = 1000000, .count = 1};
    cr_assert_eq(toegang_directory_new(&world_class, world, &world->directory, NULL), TOEGANG_GOOD);
    if (has_breaker)
        cr_assert_eq(tg_breaker_new(world->directory, &breaker, &clock, &world->directory, NULL),
                     TOEGANG_GOOD);
    cr_assert_eq(tg_cache_new(world->directory, &cache, &clock, &world->directory, NULL), TOEGANG_GOOD);
}

Test(layers, whatever_happens)
{
    static struct world world;
    make_rights();
    for (uint64_t seed = 1; seed <= 12; seed++) {
        unsigned good = 0, kept = 0;
        open_world(&world, seed, seed > 6);
        for (size_t step = 0; step < STEPS; step++) {
            let_something_happen(&world);
            ask(&world, step, &good, &kept);
        }
        cr_expect(good > STEPS / 3 && kept > STEPS / 30, "seed %u: %u good, %u kept: nothing was tried",
                  (unsigned)seed, good, kept);
        toegang_directory_free(world.directory);
    }
}

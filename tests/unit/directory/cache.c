/* SPDX-License-Identifier: Apache-2.0 */
/* One cache around a scripted directory, by a scripted clock. */
#include "scripted.h"

#include <stdlib.h>

#include "directory/cache.h"

static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};

enum { LIFE = 1000, NEGATIVE = 100 };

struct holder {
    struct scripted inside;
    int64_t now;
    toegang_fact fact;
    toegang_directory *cache;
};

static void open_cache(struct holder *holder, unsigned refresh)
{
    const struct tg_clock clock = scripted_clock(&holder->now);
    const toegang_cache_settings settings = {
        .size = sizeof settings, .for_ms = LIFE, .negative_ms = NEGATIVE, .refresh = refresh, .entries = 8};
    *holder = (struct holder){.fact = fact_of(&director), .inside.check = "script.down"};
    holder->inside.facts = &holder->fact;
    holder->inside.count = 1;
    cr_assert_eq(tg_cache_new(scripted_new(&holder->inside), &settings, &clock, &holder->cache, NULL),
                 TOEGANG_GOOD);
}

static void close_cache(struct holder *holder)
{
    toegang_directory_free(holder->cache);
    cr_expect_eq(holder->inside.closed, 1);
}

static toegang_directory_question about_ann(void)
{
    return question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
}

/* Facts of the answer, or its status below 0. */
static int ask_with(struct holder *holder, const toegang_directory_question *question)
{
    struct kept kept = {0};
    toegang_status status = toegang_directory_read(holder->cache, question, keep, &kept, NULL);
    return status == TOEGANG_GOOD ? (int)kept.count : status;
}

static int ask(struct holder *holder)
{
    const toegang_directory_question question = about_ann();
    return ask_with(holder, &question);
}

Test(cache, lives_of_answers)
{
    static const struct {
        const char *name;
        size_t count;
        int64_t later;
        unsigned asked;
    } rows[] = {{"at once", 1, 0, 1},
                {"facts, until their end", 1, LIFE - 1, 1},
                {"facts, at their end", 1, LIFE, 2},
                {"none, until its end", 0, NEGATIVE - 1, 1},
                {"none, at its end", 0, NEGATIVE, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        open_cache(&holder, 100);
        holder.inside.count = rows[i].count;
        cr_expect_eq(ask(&holder), (int)rows[i].count, "%s", rows[i].name);
        holder.now += rows[i].later;
        cr_expect_eq(ask(&holder), (int)rows[i].count, "%s", rows[i].name);
        cr_expect_eq(holder.inside.asked, rows[i].asked, "%s: %u", rows[i].name, holder.inside.asked);
        close_cache(&holder);
    }
}

static void let_time_pass(struct scripted *inside)
{
    *(int64_t *)inside->other += NEGATIVE - 1;
}

Test(cache, life_begins_before_the_question)
{
    struct holder holder;
    open_cache(&holder, 100);
    holder.inside.count = 0;
    holder.inside.other = &holder.now;
    holder.inside.meanwhile = let_time_pass;
    cr_expect_eq(ask(&holder), 0);
    holder.inside.meanwhile = NULL;
    cr_expect_eq(ask(&holder), 0);
    cr_expect_eq(holder.inside.asked, 1);
    holder.now++;
    cr_expect_eq(ask(&holder), 0);
    cr_expect_eq(holder.inside.asked, 2);
    close_cache(&holder);
}

Test(cache, a_failure_is_never_kept)
{
    static const toegang_status statuses[] = {TOEGANG_UNAVAILABLE, TOEGANG_NO_MEMORY, TOEGANG_MISUSE};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        for (int partly = 0; partly < 2; partly++) {
            struct holder holder;
            toegang_report report = {0};
            struct kept kept = {0};
            const toegang_directory_question question = about_ann();
            open_cache(&holder, 100);
            holder.inside.count = (size_t)partly;
            holder.inside.status = statuses[i];
            cr_expect_eq(toegang_directory_read(holder.cache, &question, keep, &kept, &report), statuses[i]);
            cr_expect_str_eq(report.check, "script.down");
            cr_expect_eq(kept.count, 0, "nothing of an answer that fails");
            holder.inside.status = TOEGANG_GOOD;
            cr_expect_eq(ask(&holder), partly);
            cr_expect_eq(holder.inside.asked, 2);
            close_cache(&holder);
        }
}

Test(cache, a_failure_after_the_end_is_not_hidden)
{
    struct holder holder;
    open_cache(&holder, 50);
    cr_expect_eq(ask(&holder), 1);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    holder.now = LIFE;
    cr_expect_eq(ask(&holder), TOEGANG_UNAVAILABLE);
    close_cache(&holder);
}

Test(cache, what_the_sink_says_stands_and_the_answer_is_kept)
{
    struct holder holder;
    const toegang_directory_question question = about_ann();
    open_cache(&holder, 100);
    for (int again = 0; again < 2; again++) {
        struct kept kept = {.answer = TOEGANG_REFUSED};
        cr_expect_eq(toegang_directory_read(holder.cache, &question, keep, &kept, NULL), TOEGANG_REFUSED);
    }
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 1);
    close_cache(&holder);
}

Test(cache, fresh_goes_through_and_is_kept)
{
    struct holder holder;
    toegang_directory_question fresh = about_ann();
    fresh.fresh = 1;
    open_cache(&holder, 100);
    cr_expect_eq(ask(&holder), 1);
    holder.inside.count = 0;
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(ask_with(&holder, &fresh), 0);
    cr_expect_eq(holder.inside.last.fresh, 1);
    cr_expect_eq(ask(&holder), 0, "what was kept is the newer one");
    cr_expect_eq(holder.inside.asked, 2);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(ask_with(&holder, &fresh), TOEGANG_UNAVAILABLE, "nothing that is kept stands in for it");
    cr_expect_eq(ask(&holder), 0);
    close_cache(&holder);
}

Test(cache, a_change_that_is_heard_of_ends_what_was_kept)
{
    struct holder holder;
    open_cache(&holder, 100);
    cr_expect_eq(ask(&holder), 1);
    holder.inside.count = 0;
    holder.inside.generation++;
    cr_expect_eq(ask(&holder), 0);
    cr_expect_eq(ask(&holder), 0);
    cr_expect_eq(holder.inside.asked, 2);
    cr_expect_eq(toegang_directory_generation(holder.cache), 1, "that of the directory inside");
    close_cache(&holder);
}

static void change_meanwhile(struct scripted *inside)
{
    inside->count = 0; /* the answer is still the old one */
    inside->generation++;
}

Test(cache, a_change_while_it_is_asked_counts)
{
    struct holder holder;
    open_cache(&holder, 100);
    holder.inside.meanwhile = change_meanwhile;
    cr_expect_eq(ask(&holder), 1);
    holder.inside.meanwhile = NULL;
    cr_expect_eq(ask(&holder), 0);
    cr_expect_eq(holder.inside.asked, 2);
    close_cache(&holder);
}

/* A renewal that ends in failure, while the directory hears of a change: the old answer is none any more. */
static void change_and_fail(struct scripted *inside)
{
    inside->generation++;
    inside->status = TOEGANG_UNAVAILABLE;
}

Test(cache, renewed_ahead_by_one)
{
    struct holder holder;
    open_cache(&holder, 50);
    cr_expect_eq(ask(&holder), 1);
    holder.now = LIFE / 2 - 1;
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 1, "not yet");
    holder.now++;
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 2, "now");
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 2, "its life began anew");
    holder.now += LIFE / 2 - 1;
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 2);
    close_cache(&holder);
}

Test(cache, a_renewal_that_fails_leaves_what_is_kept)
{
    static const struct {
        int64_t at;
        int wanted;
        unsigned asked;
    } rows[] = {{500, 1, 2},
                {600, 1, 2},
                {749, 1, 2},
                {750, 1, 3},
                {800, 1, 3},
                {875, 1, 4},
                {999, 1, 5},
                {1000, TOEGANG_UNAVAILABLE, 6},
                {1001, TOEGANG_UNAVAILABLE, 7}};
    struct holder holder;
    open_cache(&holder, 50);
    cr_expect_eq(ask(&holder), 1);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        holder.now = rows[i].at;
        cr_expect_eq(ask(&holder), rows[i].wanted, "at %d", (int)rows[i].at);
        cr_expect_eq(holder.inside.asked, rows[i].asked, "at %d: %u", (int)rows[i].at, holder.inside.asked);
    }
    close_cache(&holder);
}

static void wait_past_the_end(struct scripted *inside)
{
    *(int64_t *)inside->other += LIFE;
    inside->status = TOEGANG_UNAVAILABLE;
}

Test(cache, a_renewal_that_fails_too_late_or_after_a_change_is_a_failure)
{
    void (*const rows[])(struct scripted *) = {wait_past_the_end, change_and_fail};
    for (size_t i = 0; i < 2; i++) {
        struct holder holder;
        toegang_report report = {0};
        struct kept kept = {0};
        const toegang_directory_question question = about_ann();
        open_cache(&holder, 50);
        cr_expect_eq(ask(&holder), 1);
        holder.now = LIFE / 2;
        holder.inside.other = &holder.now;
        holder.inside.meanwhile = rows[i];
        cr_expect_eq(toegang_directory_read(holder.cache, &question, keep, &kept, &report),
                     TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, "script.down");
        cr_expect_eq(kept.count, 0);
        close_cache(&holder);
    }
}

static void ask_meanwhile(struct scripted *inside)
{
    struct holder *holder = inside->other;
    inside->meanwhile = NULL;
    cr_expect_eq(ask(holder), 1, "the others get what is kept");
}

/* The question of the directory inside comes back to the cache: a lock that is held would hold it for ever.
 */
Test(cache, while_one_renews_the_others_get_what_is_kept)
{
    struct holder holder;
    open_cache(&holder, 50);
    cr_expect_eq(ask(&holder), 1);
    holder.now = LIFE / 2;
    holder.inside.other = &holder;
    holder.inside.meanwhile = ask_meanwhile;
    cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(holder.inside.asked, 2);
    close_cache(&holder);
}

/* Seconds here, where lives are long: an e-counter that allows facts of 100 s asks at 1000 for those of 900
 * on. */
Test(cache, how_old_an_answer_may_be)
{
    static const struct {
        const char *name;
        toegang_time shows; /* the source; 0: does not say */
        toegang_time at, since;
        toegang_time later_at, later_since;
        int wanted;
        unsigned asked; /* in all */
    } rows[] = {
        {"any age, twice", 0, 1000, 0, 1100, 0, 0, 1},
        {"any age is no proof of any", 0, 1000, 0, 1000, 900, 0, 2},
        {"a source that is young enough for a while", 1000, 1000, 900, 1050, 950, 0, 1},
        {"and no longer, and then it is asked twice", 1000, 1000, 900, 1051, 951, 0, 3},
        {"a source that is too old for a while", 920, 1000, 900, 1010, 910, 0, 4},
        {"and then too old for all", 920, 1000, 900, 1030, 930, TOEGANG_UNAVAILABLE, 4},
        {"the same question again", 900, 1000, 900, 1000, 900, 0, 2},
        {"a question about the past", 900, 1000, 900, 500, 400, 0, 2},
        {"a question about the future", 900, 1000, 900, 5000, 4900, TOEGANG_UNAVAILABLE, 4},
        {"a bound that lies ahead", 0, 1000, 1200, 1000, 1200, 0, 1},
        {"ends of time", 0, TOEGANG_NEVER, TOEGANG_ALWAYS + 1, TOEGANG_NEVER, TOEGANG_NEVER, 0, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        const struct tg_clock clock = scripted_clock(&holder.now);
        toegang_directory_question question = about_ann();
        holder = (struct holder){.inside.shows = rows[i].shows};
        const toegang_cache_settings settings = {
            .size = sizeof settings, .negative_ms = 3600000, .refresh = 100};
        cr_assert_eq(tg_cache_new(scripted_new(&holder.inside), &settings, &clock, &holder.cache, NULL),
                     TOEGANG_GOOD);
        question.at = rows[i].at, question.since = rows[i].since;
        cr_expect_eq(ask_with(&holder, &question), 0, "%s", rows[i].name);
        question.at = rows[i].later_at, question.since = rows[i].later_since;
        cr_expect_eq(ask_with(&holder, &question), rows[i].wanted, "%s", rows[i].name);
        cr_expect_eq(holder.inside.asked, rows[i].asked, "%s: %u", rows[i].name, holder.inside.asked);
        close_cache(&holder);
    }
}

Test(cache, what_is_too_long_to_keep_is_asked)
{
    struct holder holder;
    toegang_directory_question question = about_ann();
    char name[400];
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = '\0';
    question.wanted = name;
    open_cache(&holder, 100);
    cr_expect_eq(ask_with(&holder, &question), 1);
    cr_expect_eq(ask_with(&holder, &question), 1);
    cr_expect_eq(holder.inside.asked, 2);
    close_cache(&holder);
}

Test(cache, says_what_it_holds)
{
    struct holder holder;
    char told[2048] = "";
    open_cache(&holder, 100);
    for (int i = 0; i < 3; i++) cr_expect_eq(ask(&holder), 1);
    cr_expect_eq(toegang_directory_describe(holder.cache, 0, scripted_detail, told, NULL), TOEGANG_GOOD);
    char *octets = strstr(told, "cache.octets=");
    cr_expect(strncmp(told, "cache.hits=2\ncache.misses=1\ncache.entries=1\n", 44) == 0, "%s", told);
    cr_assert_not_null(octets);
    cr_expect_gt(atoi(octets + 13), 200);
    cr_expect_not_null(strstr(told, "\nadapter=scripted\ndetail=none\n"), "%s", told);
    cr_expect_null(strstr(told, "adapter=cache"));
    holder.inside.status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(toegang_directory_describe(holder.cache, 0, scripted_detail, told, NULL),
                 TOEGANG_UNAVAILABLE);
    close_cache(&holder);
}

Test(cache, changes_go_to_the_directory_inside)
{
    struct scripted inside = {0};
    toegang_directory *cache = NULL, *writer = scripted_writer_new(&inside);
    cr_assert_eq(toegang_directory_cache_new(writer, NULL, &cache, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_writer(cache, TOEGANG_BTB), writer);
    toegang_directory_free(cache);
    cr_expect_eq(inside.closed, 1);
}

Test(cache, settings_that_cannot_be)
{
    struct scripted inside = {0};
    toegang_directory *directory = scripted_new(&inside), *cache = NULL;
    for (int row = 0; row < 9; row++) {
        toegang_cache_settings settings = {.size = sizeof settings};
        if (row == 0) settings.size = 0;
        if (row == 1) settings.for_ms = -1;
        if (row == 2) settings.for_ms = 86400001;
        if (row == 3) settings.negative_ms = -1;
        if (row == 4) settings.negative_ms = 86400001;
        if (row == 5) settings.refresh = 101;
        if (row == 6) settings.entries = 10000001;
        cr_expect_eq(toegang_directory_cache_new(row == 7 ? NULL : directory, &settings,
                                                 row == 8 ? NULL : &cache, NULL),
                     TOEGANG_MISUSE, "row %d", row);
        cr_expect_null(cache);
    }
    toegang_directory_free(directory);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "fact_maker.h"

#include <stdio.h>

#include "directory/cache_table.h"

static const uint8_t seed[TG_SIPHASH_KEY] = {7};

static struct tg_cache_key key_of(unsigned ordinal)
{
    char name[16];
    struct tg_cache_key key;
    toegang_directory_question question = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE);
    (void)snprintf(name, sizeof name, "loket-%u", ordinal);
    question.eloket = name;
    cr_assert(tg_cache_key_make(&question, 0, seed, &key));
    return key;
}

/* An empty answer that ends then. */
static void add(struct tg_cache_table *table, unsigned ordinal, int64_t ends, int64_t now)
{
    const struct tg_gathered none = {0};
    struct tg_cache_key key = key_of(ordinal);
    struct tg_kept *kept = tg_kept_new(&none, &key);
    cr_assert_not_null(kept);
    kept->ends = ends;
    tg_kept_release_all(tg_table_keep(table, kept, now));
    tg_kept_release(kept);
}

static bool has(struct tg_cache_table *table, unsigned ordinal)
{
    struct tg_cache_key key = key_of(ordinal);
    return tg_table_find(table, &key) != NULL;
}

struct holder {
    struct tg_cache_table table;
    struct tg_arena arena;
};

static void open_table(struct holder *holder, size_t entries, size_t octets)
{
    cr_assert(tg_table_new(&holder->table, entries, octets, &holder->arena));
}

static void close_table(struct holder *holder)
{
    tg_kept_release_all(tg_table_empty(&holder->table));
    cr_expect_eq(holder->table.entries, 0);
    cr_expect_eq(holder->table.octets, 0);
    tg_arena_free(&holder->arena);
}

Test(cache_table, what_was_not_used_for_longest_goes)
{
    struct holder holder = {0};
    open_table(&holder, 3, 1 << 20);
    for (unsigned i = 0; i < 3; i++) add(&holder.table, i, 100, 0);
    cr_expect(has(&holder.table, 0)); /* and so 1 is the one */
    add(&holder.table, 3, 100, 0);
    cr_expect_eq(holder.table.entries, 3);
    cr_expect(has(&holder.table, 0) && has(&holder.table, 2) && has(&holder.table, 3));
    cr_expect_not(has(&holder.table, 1));
    close_table(&holder);
}

Test(cache_table, memory_is_bounded)
{
    struct holder holder = {0};
    const size_t most = 8192;
    open_table(&holder, 1000, most);
    for (unsigned i = 0; i < 1000; i++) {
        add(&holder.table, i, 100, 0);
        cr_assert_leq(holder.table.octets, most);
        cr_assert(has(&holder.table, i));
    }
    cr_expect_gt(holder.table.entries, 10);
    cr_expect_lt(holder.table.entries, 40);
    close_table(&holder);
}

/* One answer that is larger than all may be drives nothing out. */
Test(cache_table, too_large_is_not_kept)
{
    struct holder holder = {0};
    struct tg_gathered many = {0};
    struct words words = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};
    toegang_fact fact = fact_of(&words);
    toegang_directory *directory = NULL;
    toegang_fact facts[40];
    for (size_t i = 0; i < 40; i++) facts[i] = fact;
    cr_assert_eq(toegang_directory_memory_new(facts, 40, &directory, NULL), TOEGANG_GOOD);
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    cr_assert_eq(tg_gather(directory, &question, &many, NULL), TOEGANG_GOOD);
    toegang_directory_free(directory);
    open_table(&holder, 100, 4096);
    add(&holder.table, 1, 100, 0);
    struct tg_cache_key key = key_of(2);
    struct tg_kept *kept = tg_kept_new(&many, &key);
    cr_assert_not_null(kept);
    cr_expect_eq(kept->count, 40);
    cr_expect_gt(kept->octets, 4096);
    cr_expect_null(tg_table_keep(&holder.table, kept, 0));
    cr_expect(has(&holder.table, 1));
    cr_expect_not(has(&holder.table, 2));
    tg_kept_release(kept);
    tg_gathered_free(&many);
    close_table(&holder);
}

/* What is kept lies in one piece of the system's memory, whose size is what is counted. */
Test(cache_table, an_answer_is_packed)
{
    struct tg_gathered few = {0};
    static const struct words words[] = {
        {TOEGANG_FACT_RIGHT, ANN, ONE, "subsidie-indienen", "subsidieloket", NULL},
        {TOEGANG_FACT_RIGHT, ANN, ONE, "x", "subsidieloket", NULL}};
    toegang_fact facts[] = {fact_of(&words[0]), fact_of(&words[1])};
    facts[0].context = "a context of some length, which is a text too", facts[0].source = "sqlite:toegang#1";
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_memory_new(facts, 2, &directory, NULL), TOEGANG_GOOD);
    toegang_directory_question question = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE);
    cr_assert_eq(tg_gather(directory, &question, &few, NULL), TOEGANG_GOOD);
    toegang_directory_free(directory);
    struct tg_cache_key key = key_of(1);
    struct tg_kept *kept = tg_kept_new(&few, &key);
    tg_gathered_free(&few);
    cr_assert_not_null(kept);
    cr_expect_leq(kept->arena.used, kept->octets);
    cr_expect_geq(kept->arena.used + 256, kept->octets, "%zu of %zu", kept->arena.used, kept->octets);
    cr_expect_str_eq(kept->facts[0].context, facts[0].context);
    cr_expect_str_eq(kept->facts[1].code, "x");
    cr_expect_str_eq(kept->facts[1].source, "");
    tg_kept_release(kept);
}

Test(cache_table, the_answer_that_began_later_stays)
{
    const struct tg_gathered none = {0};
    struct holder holder = {0};
    struct tg_cache_key key = key_of(1);
    open_table(&holder, 10, 1 << 16);
    struct tg_kept *later = tg_kept_new(&none, &key), *earlier = tg_kept_new(&none, &key);
    cr_assert(later && earlier);
    later->asked = 20, later->ends = 100;
    earlier->asked = 10, earlier->ends = 100;
    cr_expect_null(tg_table_keep(&holder.table, later, 30));
    cr_expect_null(tg_table_keep(&holder.table, earlier, 31),
                   "who was slow does not overwrite who began later");
    cr_expect_eq(tg_table_find(&holder.table, &key), later);
    struct tg_kept *last = tg_kept_new(&none, &key);
    cr_assert_not_null(last);
    last->asked = 20, last->ends = 101;
    tg_kept_release_all(tg_table_keep(&holder.table, last, 32));
    cr_expect_eq(tg_table_find(&holder.table, &key), last);
    cr_expect_eq(holder.table.entries, 1);
    tg_kept_release(later);
    tg_kept_release(earlier);
    tg_kept_release(last);
    close_table(&holder);
}

/* Numbers of people do not lie about in memory for longer than they are of use. */
Test(cache_table, what_has_ended_goes_before_room_is_needed)
{
    struct holder holder = {0};
    open_table(&holder, 1000, 1 << 20);
    for (unsigned i = 0; i < 100; i++) add(&holder.table, i, 10, 0);
    for (unsigned i = 0; i < 60; i++) add(&holder.table, 100 + i, 100, 50);
    cr_expect_eq(holder.table.entries, 60, "two go with each that comes");
    close_table(&holder);
}

/* Who still reads an answer that was let go reads it to its end; the sanitizer sees it otherwise. */
Test(cache_table, a_user_keeps_what_the_table_lets_go)
{
    const struct tg_gathered none = {0};
    struct holder holder = {0};
    struct tg_cache_key key = key_of(1);
    open_table(&holder, 1, 1 << 16);
    struct tg_kept *kept = tg_kept_new(&none, &key);
    cr_assert_not_null(kept);
    kept->ends = 100;
    cr_expect_null(tg_table_keep(&holder.table, kept, 0));
    add(&holder.table, 2, 100, 0);
    cr_expect_not(has(&holder.table, 1));
    cr_expect_eq(kept->key_length, key.length);
    cr_expect_eq(kept->key[0], TOEGANG_GEBRUIKERSBEHEER);
    tg_kept_release(kept);
    close_table(&holder);
}

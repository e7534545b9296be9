/* SPDX-License-Identifier: Apache-2.0 */
/* Questions at hand, through every room that passes them on. A source that may wait must never be asked one.
 */
#include "scripted.h"

#include <unistd.h>

#include "directory/breaker.h"
#include "directory/cache.h"
#include "directory/check.h"

static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};

/* Facts of the answer, -1 not at hand, -2 another failure. */
static int ask(toegang_directory *directory, int at_hand)
{
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    struct kept kept = {0};
    toegang_report report = {0};
    question.at_hand = at_hand;
    toegang_status status = toegang_directory_read(directory, &question, keep, &kept, &report);
    cr_expect_eq(report.status, status);
    if (status == TOEGANG_GOOD) return (int)kept.count;
    return strcmp(report.check, CHECK_DIRECTORY_AT_HAND) == 0 ? -1 : -2;
}

static toegang_directory *memory_of(const toegang_fact *fact)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_memory_new(fact, 1, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

static toegang_directory *broken(void)
{
    const toegang_report why = {.status = TOEGANG_UNAVAILABLE, .check = "file.open"};
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_broken_new(&why, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

/* A class of a host whose read never waits. */
static toegang_directory *quick(struct scripted *scripted)
{
    static toegang_directory_class class_;
    toegang_directory *directory = NULL;
    class_ = scripted_class;
    class_.flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_AT_HAND;
    cr_assert_eq(toegang_directory_new(&class_, scripted, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

Test(at_hand, what_is_in_memory_answers_and_a_class_without_the_flag_is_not_asked)
{
    toegang_fact fact = fact_of(&director);
    struct scripted slow = {.facts = &fact, .count = 1}, fast = {.facts = &fact, .count = 1};
    const struct {
        const char *name;
        toegang_directory *directory;
        int at_hand, otherwise;
    } rows[] = {{"memory", memory_of(&fact), 1, 1},
                {"broken", broken(), -2, -2},
                {"a host's that never waits", quick(&fast), 1, 1},
                {"a host's", scripted_new(&slow), -1, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(ask(rows[i].directory, 1), rows[i].at_hand, "%s", rows[i].name);
        cr_expect_eq(ask(rows[i].directory, 0), rows[i].otherwise, "%s", rows[i].name);
        toegang_directory_free(rows[i].directory);
    }
    cr_expect_eq(slow.asked, 1);
    cr_expect_eq(fast.asked, 2);
    cr_expect_eq(fast.last.at_hand, 0);
}

Test(at_hand, a_yaml_file_was_read_before)
{
    char path[] = "/tmp/toegang-at-hand-XXXXXX";
    static const char text[] =
        "functions:\n  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\"}\n";
    const toegang_yaml_settings settings = {.size = sizeof settings, .allow_test_numbers = 1};
    toegang_directory *directory = NULL;
    int file = mkstemp(path);
    cr_assert_eq(write(file, text, sizeof text - 1), (ssize_t)(sizeof text - 1));
    close(file);
    cr_assert_eq(toegang_directory_yaml_open(path, &settings, &directory, NULL), TOEGANG_GOOD);
    unlink(path);
    cr_expect_eq(ask(directory, 1), 1);
    toegang_directory_free(directory);
}

/* None of these is there: whoever is asked all the same fails with another check, or waits. */
Test(at_hand, stores_outside_the_process_are_not_asked)
{
    toegang_directory *rows[4] = {NULL};
    const toegang_ldap_settings ldap = {.size = sizeof ldap, .base = "dc=example"};
    toegang_status opened[] = {
        toegang_directory_sqlite_open("/nonexistent/toegang.db", NULL, &rows[0], NULL),
        toegang_directory_postgresql_open("host=/nonexistent user=a dbname=b", NULL, &rows[1], NULL),
        toegang_directory_http_open("http://127.0.0.1:9/", NULL, &rows[2], NULL),
        toegang_directory_ldap_open("ldapi://%2Fnonexistent", &ldap, &rows[3], NULL)};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(rows[i] != NULL, opened[i] == TOEGANG_GOOD, "row %zu", i);
        if (rows[i]) cr_expect_eq(ask(rows[i], 1), -1, "row %zu", i);
        toegang_directory_free(rows[i]);
    }
}

Test(at_hand, a_layer_asks_each_register_on_its_own)
{
    toegang_fact fact = fact_of(&director);
    struct scripted slow = {.facts = &fact, .count = 1};
    toegang_directory *kbo[] = {memory_of(&fact), scripted_new(&slow), NULL};
    static const int expected[] = {1, -1, 0};
    for (size_t i = 0; i < 3; i++) {
        toegang_directory *layer = NULL, *const registers[TOEGANG_REGISTERS] = {kbo[i], NULL, NULL, NULL};
        cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
        cr_expect_eq(ask(layer, 1), expected[i], "row %zu", i);
        toegang_directory_free(layer);
    }
    cr_expect_eq(slow.asked, 0);
}

static toegang_directory *part_of(char letter, const toegang_fact *fact, struct scripted *slow)
{
    if (letter == 'm') return memory_of(fact);
    return letter == 'b' ? broken() : scripted_new(slow);
}

/* m memory, b broken, s may wait. Nobody stands in for one who would answer if he were waited for. */
Test(at_hand, of_several_parts)
{
    static const struct {
        const char *parts;
        int first, all;
    } rows[] = {{"mm", 1, 1},   {"ms", 1, -1},   {"sm", -1, -1},  {"bm", 1, -2},
                {"bs", -1, -2}, {"bsm", -1, -2}, {"bbb", -2, -2}, {"sb", -1, -1}};
    toegang_fact fact = fact_of(&director);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int is_union = 0; is_union < 2; is_union++) {
            struct scripted slow = {.facts = &fact, .count = 1};
            toegang_directory *parts[3], *whole = NULL;
            size_t count = strlen(rows[i].parts);
            for (size_t j = 0; j < count; j++) parts[j] = part_of(rows[i].parts[j], &fact, &slow);
            cr_assert_eq((is_union ? toegang_directory_union_new
                                   : toegang_directory_first_new)(parts, count, 0, &whole, NULL),
                         TOEGANG_GOOD);
            cr_expect_eq(ask(whole, 1), is_union ? rows[i].all : rows[i].first, "%s %d", rows[i].parts,
                         is_union);
            cr_expect_eq(slow.asked, 0, "%s %d", rows[i].parts, is_union);
            toegang_directory_free(whole);
        }
}

/* ---- a cache ---- */

enum { LIFE = 1000 };

struct holder {
    struct scripted inside;
    int64_t now;
    toegang_fact fact;
    toegang_directory *directory;
};

static void begin(struct holder *holder)
{
    *holder = (struct holder){.fact = fact_of(&director), .inside.check = CHECK_DIRECTORY_CONNECTION};
    holder->inside.facts = &holder->fact;
    holder->inside.count = 1;
}

static void open_cache(struct holder *holder)
{
    const toegang_cache_settings settings = {.size = sizeof settings, .for_ms = LIFE, .refresh = 50};
    const struct tg_clock clock = scripted_clock(&holder->now);
    begin(holder);
    cr_assert_eq(tg_cache_new(scripted_new(&holder->inside), &settings, &clock, &holder->directory, NULL),
                 TOEGANG_GOOD);
}

/* h an at hand question, w one that waits; after it what came, and how often the source was asked by then. */
Test(at_hand, a_cache_gives_what_is_kept_and_leaves_renewals_to_others)
{
    static const struct {
        char step;
        int64_t now;
        int came;
        unsigned asked;
    } steps[] = {{'h', 0, -1, 0},          {'w', 0, 1, 1},         {'h', LIFE / 2 - 1, 1, 1},
                 {'h', LIFE / 2, -1, 1},   {'h', LIFE / 2, -1, 1}, {'w', LIFE / 2, 1, 2},
                 {'h', LIFE / 2, 1, 2},    {'h', LIFE - 1, 1, 2},  {'h', LIFE * 3 / 2, -1, 2},
                 {'w', LIFE * 3 / 2, 1, 3}};
    struct holder holder;
    char told[2048] = "";
    open_cache(&holder);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        holder.now = steps[i].now;
        cr_expect_eq(ask(holder.directory, steps[i].step == 'h'), steps[i].came, "step %zu", i);
        cr_expect_eq(holder.inside.asked, steps[i].asked, "step %zu", i);
    }
    cr_expect_eq(toegang_directory_describe(holder.directory, 0, scripted_detail, told, NULL), TOEGANG_GOOD);
    cr_expect_eq(strncmp(told, "cache.hits=4\ncache.misses=2\n", 28), 0, "each question counts once: %s",
                 told);
    toegang_directory_free(holder.directory);
}

static void ask_at_hand_meanwhile(struct scripted *inside)
{
    struct holder *holder = inside->other;
    inside->meanwhile = NULL;
    inside->generation = (uint64_t)(ask(holder->directory, 1) + 10);
}

Test(at_hand, while_another_renews_what_is_kept_is_at_hand)
{
    struct holder holder;
    open_cache(&holder);
    (void)ask(holder.directory, 0);
    holder.now = LIFE / 2;
    holder.inside.other = &holder;
    holder.inside.meanwhile = ask_at_hand_meanwhile;
    cr_expect_eq(ask(holder.directory, 0), 1);
    cr_expect_eq(holder.inside.generation, 11);
    cr_expect_eq(ask(holder.directory, 1), -1, "a change was heard");
    toegang_directory_free(holder.directory);
}

Test(at_hand, a_cache_around_memory_needs_nobody)
{
    toegang_fact fact = fact_of(&director);
    toegang_directory *cache = NULL;
    cr_assert_eq(toegang_directory_cache_new(memory_of(&fact), NULL, &cache, NULL), TOEGANG_GOOD);
    cr_expect_eq(ask(cache, 1), 1);
    cr_expect_eq(ask(cache, 1), 1);
    toegang_directory_free(cache);
}

/* ---- a breaker ---- */

enum { MOST = 3, OPEN = 100 };

static void open_breaker(struct holder *holder)
{
    const toegang_breaker_settings settings = {.size = sizeof settings, .failures = MOST, .open_ms = OPEN};
    const struct tg_clock clock = scripted_clock(&holder->now);
    begin(holder);
    cr_assert_eq(tg_breaker_new(quick(&holder->inside), &settings, &clock, &holder->directory, NULL),
                 TOEGANG_GOOD);
}

Test(at_hand, a_breaker_counts_nothing_of_it_and_takes_no_probe)
{
    struct holder holder;
    open_breaker(&holder);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    for (int i = 0; i < 2 * MOST; i++) cr_expect_eq(ask(holder.directory, 1), -2);
    cr_expect_eq(holder.inside.asked, 2 * MOST, "closed all the while");
    for (int i = 0; i < MOST - 1; i++) (void)ask(holder.directory, 0);
    holder.inside.status = TOEGANG_GOOD;
    cr_expect_eq(ask(holder.directory, 1), 1);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    (void)ask(holder.directory, 0);
    cr_expect_eq(holder.inside.asked, 3 * MOST + 1);
    cr_expect_eq(ask(holder.directory, 1), -2, "open, at once: the good one at hand did not count");
    holder.now = OPEN;
    cr_expect_eq(ask(holder.directory, 1), -1, "one may try, but not he");
    cr_expect_eq(holder.inside.asked, 3 * MOST + 1);
    holder.inside.status = TOEGANG_GOOD;
    cr_expect_eq(ask(holder.directory, 0), 1, "the try was left to who waits");
    cr_expect_eq(ask(holder.directory, 1), 1);
    toegang_directory_free(holder.directory);
}

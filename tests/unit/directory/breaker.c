/* SPDX-License-Identifier: Apache-2.0 */
#include "scripted.h"

#include "directory/breaker.h"
#include "directory/check.h"

static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};

enum { MOST = 3, OPEN = 100 };

struct holder {
    struct scripted inside;
    int64_t now;
    toegang_fact fact;
    toegang_directory *breaker;
};

static void open_breaker(struct holder *holder)
{
    const struct tg_clock clock = scripted_clock(&holder->now);
    const toegang_breaker_settings settings = {.size = sizeof settings, .failures = MOST, .open_ms = OPEN};
    *holder = (struct holder){.fact = fact_of(&director), .inside.check = CHECK_DIRECTORY_CONNECTION};
    holder->inside.facts = &holder->fact;
    holder->inside.count = 1;
    cr_assert_eq(tg_breaker_new(scripted_new(&holder->inside), &settings, &clock, &holder->breaker, NULL),
                 TOEGANG_GOOD);
}

static void close_breaker(struct holder *holder)
{
    toegang_directory_free(holder->breaker);
    cr_expect_eq(holder->inside.closed, 1);
}

/* 'g' an answer, 'f' a failure of the source, 'r' refused by the breaker, '?' anything else. */
static char ask_with(struct holder *holder, toegang_status sink, int fresh)
{
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    struct kept kept = {.answer = sink};
    toegang_report report = {0};
    question.fresh = fresh;
    unsigned before = holder->inside.asked;
    toegang_status status = toegang_directory_read(holder->breaker, &question, keep, &kept, &report);
    bool is_refused = status == TOEGANG_UNAVAILABLE && strcmp(report.check, CHECK_DIRECTORY_BREAKER) == 0;
    cr_expect_eq(holder->inside.asked - before, is_refused ? 0 : 1);
    if (status == TOEGANG_GOOD) return 'g';
    return is_refused ? 'r' : status == TOEGANG_UNAVAILABLE ? 'f' : '?';
}

static char ask(struct holder *holder)
{
    return ask_with(holder, TOEGANG_GOOD, 0);
}

/* A script: g and f what the source does when it is asked, and a '.' lets 50 ms pass. */
Test(breaker, opens_and_closes)
{
    static const struct {
        const char *name, *source, *wanted;
    } rows[] = {
        {"good", "ggggg", "ggggg"},
        {"failures in a row", "ffffff", "fffrrr"},
        {"a good one between", "ffgffgff", "ffgffgff"},
        {"open for its time", "fff.g", "fff.r"},
        {"then one may try", "fff..ggg", "fff..ggg"},
        {"and when he fails it is open anew", "fff..fgg.g.g", "fff..frr.r.g"},
        {"after it closed it counts from none", "fff..gffgfff.", "fff..gffgfff."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        char told[32] = "";
        open_breaker(&holder);
        for (size_t j = 0; rows[i].source[j]; j++) {
            char step = rows[i].source[j];
            holder.inside.status = step == 'f' ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD;
            if (step == '.') holder.now += OPEN / 2;
            told[j] = step == '.' ? '.' : ask(&holder);
        }
        cr_expect_str_eq(told, rows[i].wanted, "%s: %s", rows[i].name, told);
        close_breaker(&holder);
    }
}

Test(breaker, what_counts)
{
    static const struct {
        const char *name, *check;
        toegang_status status;
        bool counts;
    } rows[] = {
        {"no connection", CHECK_DIRECTORY_CONNECTION, TOEGANG_UNAVAILABLE, true},
        {"no answer in time", CHECK_DIRECTORY_TIME_OUT, TOEGANG_UNAVAILABLE, true},
        {"an error of the store", CHECK_DIRECTORY_STORE, TOEGANG_UNAVAILABLE, true},
        {"a schema", CHECK_DIRECTORY_SCHEMA, TOEGANG_UNAVAILABLE, true},
        {"somebody's own", "somebody.own", TOEGANG_UNAVAILABLE, true},
        {"no reason", "", TOEGANG_UNAVAILABLE, true},
        {"too many facts", CHECK_DIRECTORY_LIMIT, TOEGANG_UNAVAILABLE, false},
        {"another answer", CHECK_DIRECTORY_ANSWER, TOEGANG_UNAVAILABLE, false},
        {"a fact that is none", CHECK_DIRECTORY_FACT, TOEGANG_UNAVAILABLE, false},
        {"a row that is none", CHECK_DIRECTORY_ROW, TOEGANG_UNAVAILABLE, false},
        {"too old", CHECK_DIRECTORY_STALE, TOEGANG_UNAVAILABLE, false},
        {"our memory", "library.memory", TOEGANG_NO_MEMORY, false},
        {"our mistake", "library.misuse", TOEGANG_MISUSE, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        open_breaker(&holder);
        holder.inside.status = rows[i].status;
        holder.inside.check = rows[i].check;
        for (int j = 0; j < 2 * MOST; j++) (void)ask(&holder);
        cr_expect_eq(holder.inside.asked, rows[i].counts ? MOST : 2 * MOST, "%s: %u", rows[i].name,
                     holder.inside.asked);
        close_breaker(&holder);
    }
}

Test(breaker, what_the_sink_says_does_not_count)
{
    static const toegang_status statuses[] = {TOEGANG_UNAVAILABLE, TOEGANG_NO_MEMORY, TOEGANG_REFUSED};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct holder holder;
        open_breaker(&holder);
        for (int j = 0; j < 2 * MOST; j++) (void)ask_with(&holder, statuses[i], 0);
        cr_expect_eq(ask(&holder), 'g');
        close_breaker(&holder);
    }
}

/* A probe whose sink stops it proves nothing: the next one may try at once, and nobody waits for ever. */
Test(breaker, a_probe_that_the_sink_ends)
{
    struct holder holder;
    open_breaker(&holder);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    for (int j = 0; j < MOST; j++) (void)ask(&holder);
    holder.inside.status = TOEGANG_GOOD;
    holder.now = OPEN;
    cr_expect_eq(ask_with(&holder, TOEGANG_REFUSED, 0), '?');
    cr_expect_eq(ask(&holder), 'g');
    cr_expect_eq(ask(&holder), 'g');
    close_breaker(&holder);
}

Test(breaker, who_says_fresh_is_refused_too)
{
    struct holder holder;
    open_breaker(&holder);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    for (int j = 0; j < MOST; j++) (void)ask_with(&holder, TOEGANG_GOOD, 1);
    cr_expect_eq(ask_with(&holder, TOEGANG_GOOD, 1), 'r');
    close_breaker(&holder);
}

static char others[8];

static void others_meanwhile(struct scripted *inside)
{
    struct holder *holder = inside->other;
    inside->meanwhile = NULL;
    for (int i = 0; i < 3; i++) others[i] = ask(holder);
    holder->now += OPEN; /* however long he takes */
    others[3] = ask(holder);
    inside->asked = 0;
}

Test(breaker, one_alone_tries)
{
    struct holder holder;
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    struct kept kept = {0};
    open_breaker(&holder);
    holder.inside.status = TOEGANG_UNAVAILABLE;
    for (int j = 0; j < MOST; j++) (void)ask(&holder);
    holder.now = OPEN;
    holder.inside.status = TOEGANG_GOOD;
    holder.inside.other = &holder;
    holder.inside.meanwhile = others_meanwhile;
    cr_expect_eq(toegang_directory_read(holder.breaker, &question, keep, &kept, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(others, "rrrr");
    cr_expect_eq(ask(&holder), 'g');
    close_breaker(&holder);
}

static void fail_late(struct scripted *inside)
{
    struct holder *holder = inside->other;
    inside->meanwhile = NULL;
    inside->status = TOEGANG_UNAVAILABLE;
    for (int j = 0; j < MOST; j++) (void)ask(holder);
    inside->status = TOEGANG_GOOD;
}

/* Somebody who began while it was closed gets his answer when it is open: only the probe closes it. */
Test(breaker, who_began_before_has_no_say)
{
    struct holder holder;
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    struct kept kept = {0};
    open_breaker(&holder);
    holder.inside.other = &holder;
    holder.inside.meanwhile = fail_late;
    cr_expect_eq(toegang_directory_read(holder.breaker, &question, keep, &kept, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.count, 1);
    cr_expect_eq(ask(&holder), 'r');
    close_breaker(&holder);
}

Test(breaker, says_how_it_is)
{
    static const char *const wanted[] = {
        "breaker.state=closed\nbreaker.failures=0\nadapter=scripted\ndetail=none\n",
        "breaker.state=open\nbreaker.failures=3\nadapter=scripted\ndetail=none\n"};
    struct holder holder;
    open_breaker(&holder);
    for (int row = 0; row < 2; row++) {
        char told[2048] = "";
        holder.inside.status = TOEGANG_GOOD;
        cr_expect_eq(toegang_directory_describe(holder.breaker, 0, scripted_detail, told, NULL),
                     TOEGANG_GOOD);
        cr_expect_str_eq(told, wanted[row], "%s", told);
        holder.inside.status = TOEGANG_UNAVAILABLE;
        for (int j = 0; j < MOST; j++) (void)ask(&holder);
    }
    holder.inside.generation = 77;
    cr_expect_eq(toegang_directory_generation(holder.breaker), 77);
    close_breaker(&holder);
}

Test(breaker, changes_go_to_the_directory_inside)
{
    struct scripted inside = {0};
    toegang_directory *breaker = NULL, *writer = scripted_writer_new(&inside);
    cr_assert_eq(toegang_directory_breaker_new(writer, NULL, &breaker, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_writer(breaker, TOEGANG_BTB), writer);
    toegang_directory_free(breaker);
}

Test(breaker, settings_that_cannot_be)
{
    struct scripted inside = {0};
    toegang_directory *directory = scripted_new(&inside), *breaker = NULL;
    for (int row = 0; row < 6; row++) {
        toegang_breaker_settings settings = {.size = sizeof settings};
        if (row == 0) settings.size = 0;
        if (row == 1) settings.failures = 1001;
        if (row == 2) settings.open_ms = -1;
        if (row == 3) settings.open_ms = 3600001;
        cr_expect_eq(toegang_directory_breaker_new(row == 4 ? NULL : directory, &settings,
                                                   row == 5 ? NULL : &breaker, NULL),
                     TOEGANG_MISUSE, "row %d", row);
    }
    toegang_directory_free(directory);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "scripted.h"

#include <unistd.h>

#include "directory/check.h"

enum { PARTS = 3 };

struct holder {
    struct scripted inside[PARTS];
    toegang_fact facts[PARTS]; /* one a part, with its ordinal as its source */
    toegang_directory *parts[PARTS], *first;
};

static const char *const sources[PARTS] = {"one", "two", "three"};
static const char *const checks[PARTS] = {"part.one", "part.two", "part.three"};

static void open_first(struct holder *holder)
{
    static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};
    *holder = (struct holder){.first = NULL};
    for (size_t i = 0; i < PARTS; i++) {
        holder->facts[i] = fact_of(&director);
        holder->facts[i].source = sources[i];
        holder->inside[i] = (struct scripted){.facts = &holder->facts[i], .count = 1, .check = checks[i]};
        holder->parts[i] = scripted_new(&holder->inside[i]);
    }
    cr_assert_eq(toegang_directory_first_new(holder->parts, PARTS, 0, &holder->first, NULL), TOEGANG_GOOD);
}

static void close_first(struct holder *holder)
{
    toegang_directory_free(holder->first);
    for (size_t i = 0; i < PARTS; i++) cr_expect_eq(holder->inside[i].closed, 1);
}

struct told {
    char sources[32];
    toegang_status answer;
};

static toegang_status tell_source(void *context, const toegang_fact *fact)
{
    struct told *told = context;
    (void)strncat(told->sources, fact->source, sizeof told->sources - strlen(told->sources) - 1);
    return told->answer;
}

static toegang_status ask(struct holder *holder, int fresh, struct told *told, toegang_report *report)
{
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    question.fresh = fresh;
    return toegang_directory_read(holder->first, &question, tell_source, told, report);
}

/* What each part says: g good, n good without facts, u UNAVAILABLE after its fact, m out of memory. */
Test(first, the_first_that_can_answer_does)
{
    static const struct {
        const char *parts;
        int fresh;
        toegang_status wanted;
        const char *sources, *check;
        unsigned asked;
    } rows[] = {
        {"ggg", 0, TOEGANG_GOOD, "one", "", 1},
        {"ngg", 0, TOEGANG_GOOD, "", "", 1}, /* nothing is an answer */
        {"ugg", 0, TOEGANG_GOOD, "two", "", 2},
        {"uun", 0, TOEGANG_GOOD, "", "", 3},
        {"uug", 0, TOEGANG_GOOD, "three", "", 3},
        {"uuu", 0, TOEGANG_UNAVAILABLE, "", "part.one", 3},
        {"mgg", 0, TOEGANG_NO_MEMORY, "", "part.one", 1},
        {"ggg", 1, TOEGANG_GOOD, "one", "", 1},
        {"ugg", 1, TOEGANG_UNAVAILABLE, "", "part.one", 1}, /* nobody stands in for what must be fresh */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        struct told told = {.sources = ""};
        toegang_report report = {0};
        open_first(&holder);
        for (size_t j = 0; j < PARTS; j++) {
            char part = rows[i].parts[j];
            holder.inside[j].count = part != 'n';
            holder.inside[j].status = part == 'u'   ? TOEGANG_UNAVAILABLE
                                      : part == 'm' ? TOEGANG_NO_MEMORY
                                                    : TOEGANG_GOOD;
        }
        cr_expect_eq(ask(&holder, rows[i].fresh, &told, &report), rows[i].wanted, "row %zu", i);
        cr_expect_str_eq(told.sources, rows[i].sources, "row %zu: %s", i, told.sources);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        unsigned asked = holder.inside[0].asked + holder.inside[1].asked + holder.inside[2].asked;
        cr_expect_eq(asked, rows[i].asked, "row %zu: %u", i, asked);
        close_first(&holder);
    }
}

Test(first, what_the_sink_says_ends_it)
{
    struct holder holder;
    struct told told = {.answer = TOEGANG_UNAVAILABLE};
    open_first(&holder);
    cr_expect_eq(ask(&holder, 0, &told, NULL), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(told.sources, "one", "the next part is not asked for it");
    close_first(&holder);
}

static void sleep_meanwhile(struct scripted *inside)
{
    (void)usleep((unsigned)inside->last.patience_ms * 1000);
}

Test(first, each_part_gets_its_share_of_what_is_left)
{
    struct holder holder;
    struct told told = {.sources = ""};
    toegang_report report = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    open_first(&holder);
    for (size_t i = 0; i < PARTS; i++) holder.inside[i].status = TOEGANG_UNAVAILABLE;
    holder.inside[1].meanwhile = holder.inside[2].meanwhile = sleep_meanwhile;
    question.patience_ms = 1200;
    struct tg_deadline deadline = tg_deadline_in(1200 + 1000); /* a busy machine takes its time */
    cr_expect_eq(toegang_directory_read(holder.first, &question, tell_source, &told, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_gt(tg_deadline_left(deadline), 0);
    int64_t shares[PARTS];
    for (size_t i = 0; i < PARTS; i++) shares[i] = holder.inside[i].last.patience_ms;
    cr_expect(shares[0] > 200 && shares[0] <= 400, "%d", (int)shares[0]);
    cr_expect(shares[1] > 400 && shares[1] <= 600, "what the first left is the others': %d", (int)shares[1]);
    cr_expect(shares[2] > 0 && shares[2] <= 720, "%d", (int)shares[2]);
    question.patience_ms = 0;
    holder.inside[1].meanwhile = holder.inside[2].meanwhile = NULL;
    cr_expect_eq(toegang_directory_read(holder.first, &question, tell_source, &told, NULL),
                 TOEGANG_UNAVAILABLE);
    for (size_t i = 0; i < PARTS; i++) cr_expect_eq(holder.inside[i].last.patience_ms, 0, "its own limit");
    close_first(&holder);
}

static void sleep_too_long(struct scripted *inside)
{
    (void)inside;
    (void)usleep(600000);
}

Test(first, where_nothing_is_left_nobody_is_asked)
{
    struct holder holder;
    struct told told = {.sources = ""};
    toegang_report report = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    open_first(&holder);
    holder.inside[0].status = TOEGANG_UNAVAILABLE;
    holder.inside[0].meanwhile = sleep_too_long;
    question.patience_ms = 500;
    cr_expect_eq(toegang_directory_read(holder.first, &question, tell_source, &told, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "part.one");
    cr_expect_eq(holder.inside[1].asked, 0);
    close_first(&holder);
}

Test(first, any_change_is_another_generation)
{
    struct holder holder;
    open_first(&holder);
    cr_expect_eq(toegang_directory_generation(holder.first), 0, "nobody hears of any");
    uint64_t seen[PARTS + 1];
    for (size_t i = 0; i <= PARTS; i++) {
        seen[i] = toegang_directory_generation(holder.first);
        for (size_t j = 0; j < i; j++) cr_expect_neq(seen[i], seen[j]);
        if (i < PARTS) holder.inside[i].generation++;
    }
    holder.inside[0].generation--, holder.inside[1].generation++;
    for (size_t j = 0; j <= PARTS; j++)
        cr_expect_neq(toegang_directory_generation(holder.first), seen[j], "one back, one on");
    close_first(&holder);
}

Test(first, changes_go_to_the_first)
{
    struct scripted inside[2] = {{0}};
    toegang_directory *parts[] = {scripted_writer_new(&inside[0]), scripted_new(&inside[1])}, *first = NULL;
    cr_assert_eq(toegang_directory_first_new(parts, 2, 0, &first, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_writer(first, TOEGANG_BTB), parts[0]);
    toegang_directory_free(first);
    toegang_directory *others[] = {scripted_new(&inside[1]), scripted_writer_new(&inside[0])};
    cr_assert_eq(toegang_directory_first_new(others, 2, 0, &first, NULL), TOEGANG_GOOD);
    cr_expect_null(toegang_directory_writer(first, TOEGANG_BTB), "who asks would not see it");
    toegang_directory_free(first);
}

Test(first, says_how_its_parts_are)
{
    struct holder holder;
    char told[2048] = "";
    toegang_report report = {0};
    open_first(&holder);
    holder.inside[1].status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(toegang_directory_describe(holder.first, 0, scripted_detail, told, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(told,
                     "parts=3\n1.adapter=scripted\n1.detail=none\n2.adapter=scripted\n2.detail=none\n"
                     "2.check=part.two\n3.adapter=scripted\n3.detail=none\n",
                     "%s", told);
    holder.inside[0].status = holder.inside[2].status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(toegang_directory_describe(holder.first, 0, scripted_detail, told, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "part.one");
    close_first(&holder);
}

Test(first, parts_that_cannot_be)
{
    struct scripted inside = {0};
    toegang_directory *directory = scripted_new(&inside), *first = NULL, *many[TOEGANG_PARTS_MAX + 1];
    toegang_directory *const twice[] = {directory, directory}, *const hole[] = {directory, NULL};
    for (size_t i = 0; i <= TOEGANG_PARTS_MAX; i++) many[i] = directory;
    cr_expect_eq(toegang_directory_first_new(twice, 2, 0, &first, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_first_new(hole, 2, 0, &first, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_first_new(hole, 0, 0, &first, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_first_new(NULL, 1, 0, &first, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_first_new(many, TOEGANG_PARTS_MAX + 1, 0, &first, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_first_new(hole, 1, 0, NULL, NULL), TOEGANG_MISUSE);
    cr_assert_eq(toegang_directory_first_new(hole, 1, 0, &first, NULL), TOEGANG_GOOD);
    toegang_directory_free(first);
}

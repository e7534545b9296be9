/* SPDX-License-Identifier: Apache-2.0 */
#include "scripted.h"

#include "directory/check.h"

enum { PARTS = 2 };

struct holder {
    struct scripted inside[PARTS];
    toegang_directory *parts[PARTS], *all;
};

static void open_union(struct holder *holder, const toegang_fact *one, size_t ones, const toegang_fact *two,
                       size_t twos)
{
    *holder = (struct holder){.all = NULL};
    holder->inside[0] = (struct scripted){.facts = one, .count = ones, .check = "part.one"};
    holder->inside[1] = (struct scripted){.facts = two, .count = twos, .check = "part.two"};
    for (size_t i = 0; i < PARTS; i++) holder->parts[i] = scripted_new(&holder->inside[i]);
    cr_assert_eq(toegang_directory_union_new(holder->parts, PARTS, 0, &holder->all, NULL), TOEGANG_GOOD);
}

static void close_union(struct holder *holder)
{
    toegang_directory_free(holder->all);
    for (size_t i = 0; i < PARTS; i++) cr_expect_eq(holder->inside[i].closed, 1);
}

/* "source@as_of " of each fact, while it is lent. */
static toegang_status tell(void *context, const toegang_fact *fact)
{
    char *told = context;
    size_t length = strlen(told);
    (void)snprintf(told + length, 256 - length, "%s@%d ", fact->source,
                   fact->as_of == TOEGANG_ALWAYS ? 0 : (int)fact->as_of);
    return TOEGANG_GOOD;
}

static toegang_status ask(struct holder *holder, char told[256], toegang_report *report)
{
    const toegang_directory_question question =
        question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL);
    told[0] = '\0';
    return toegang_directory_read(holder->all, &question, tell, told, report);
}

static toegang_fact right(const char *source, toegang_time as_of)
{
    static const struct words words = {TOEGANG_FACT_RIGHT, ANN, ONE, "right", "loket", NULL};
    toegang_fact fact = fact_of(&words);
    fact.source = source;
    fact.as_of = as_of;
    return fact;
}

Test(union_, facts_of_all_parts)
{
    struct holder holder;
    char told[256];
    toegang_fact one[] = {right("a", 5), right("b", 5)}, two[] = {right("c", 5)};
    one[1].code = "another";
    two[0].eloket = "another";
    open_union(&holder, one, 2, two, 1);
    cr_expect_eq(ask(&holder, told, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(told, "a@5 b@5 c@5 ", "%s", told);
    close_union(&holder);
}

/* What may differ between two that are one, and what may not. */
Test(union_, one_fact_is_told_once)
{
    static const struct {
        const char *name, *told;
    } rows[] = {{"source", "a@5 "},         {"younger", "b@6 "},        {"older", "a@5 "},
                {"age not known", "a@5 "},  {"holder", "a@5 "},         {"organisation", "a@5 b@5 "},
                {"code", "a@5 b@5 "},       {"e-counter", "a@5 b@5 "},  {"context", "a@5 b@5 "},
                {"from", "a@5 b@5 "},       {"until", "a@5 b@5 "},      {"granted by", "a@5 b@5 "},
                {"granted as", "a@5 b@5 "}, {"granted at", "a@5 b@5 "}, {"none", "b@5 "}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct holder holder;
        char told[256];
        toegang_fact one = right("a", 5), two = right("b", 5);
        if (i == 1) two.as_of = 6;
        if (i == 2) two.as_of = 4;
        if (i == 3) two.as_of = TOEGANG_ALWAYS;
        if (i == 4) two.holder = rrn_of(BOB); /* and so does not fit */
        if (i == 5) two.organisation = organisation_of(TWO);
        if (i == 6) two.code = "righ";
        if (i == 7) two.eloket = "lokets";
        if (i == 8) two.context = "c";
        if (i == 9) two.from--;
        if (i == 10) two.until++;
        if (i == 11) two.granted_by = rrn_of(BOB);
        if (i == 12) two.granted_as = "htb";
        if (i == 13) two.granted_at = 3;
        open_union(&holder, &one, i == 14 ? 0 : 1, &two, 1);
        cr_expect_eq(ask(&holder, told, NULL), TOEGANG_GOOD);
        cr_expect_str_eq(told, rows[i].told, "%s: %s", rows[i].name, told);
        close_union(&holder);
    }
}

Test(union_, one_that_cannot_answer_leaves_the_whole_unknown)
{
    toegang_fact one = right("a", 5), two = right("b", 5);
    for (size_t i = 0; i < PARTS; i++) {
        struct holder holder;
        char told[256];
        toegang_report report = {0};
        open_union(&holder, &one, 1, &two, 1);
        holder.inside[i].status = TOEGANG_UNAVAILABLE;
        cr_expect_eq(ask(&holder, told, &report), TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, i == 0 ? "part.one" : "part.two");
        cr_expect_str_eq(told, "", "nothing of it was told");
        close_union(&holder);
    }
}

/* Ten thousand facts that all parts know: twice as many would be too many, and comparing each with each too
 * slow. */
Test(union_, many)
{
    static toegang_fact facts[TOEGANG_FACTS_MAX + 1];
    static char codes[TOEGANG_FACTS_MAX + 1][8];
    const toegang_directory_question question =
        question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL);
    for (size_t i = 0; i <= TOEGANG_FACTS_MAX; i++) {
        (void)snprintf(codes[i], sizeof codes[i], "r%zu", i);
        facts[i] = right("a", 5);
        facts[i].code = codes[i];
    }
    for (size_t over = 0; over < 2; over++) {
        struct holder holder;
        struct kept kept = {0};
        toegang_report report = {0};
        open_union(&holder, facts, TOEGANG_FACTS_MAX, facts + over, TOEGANG_FACTS_MAX);
        toegang_status status = toegang_directory_read(holder.all, &question, keep, &kept, &report);
        cr_expect_eq(status, over ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD);
        cr_expect_str_eq(report.check, over ? CHECK_DIRECTORY_LIMIT : "");
        cr_expect_eq(kept.count, TOEGANG_FACTS_MAX);
        close_union(&holder);
    }
}

Test(union_, changes_go_to_the_first_that_takes_them)
{
    struct scripted inside[3] = {{0}};
    toegang_directory *parts[] = {scripted_new(&inside[0]), scripted_writer_new(&inside[1]),
                                  scripted_writer_new(&inside[2])};
    toegang_directory *all = NULL;
    cr_assert_eq(toegang_directory_union_new(parts, 3, 0, &all, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_writer(all, TOEGANG_BTB), parts[1]);
    uint64_t before = toegang_directory_generation(all);
    inside[2].generation++;
    cr_expect_neq(toegang_directory_generation(all), before);
    toegang_directory_free(all);
    cr_assert_eq(
        toegang_directory_union_new((toegang_directory *[]){scripted_new(&inside[0])}, 1, 0, &all, NULL),
        TOEGANG_GOOD);
    cr_expect_null(toegang_directory_writer(all, TOEGANG_BTB));
    toegang_directory_free(all);
}

Test(union_, all_parts_must_be_there)
{
    struct holder holder;
    char told[2048] = "";
    toegang_report report = {0};
    open_union(&holder, NULL, 0, NULL, 0);
    cr_expect_eq(toegang_directory_describe(holder.all, 100, scripted_detail, told, NULL), TOEGANG_GOOD);
    holder.inside[1].status = TOEGANG_UNAVAILABLE;
    cr_expect_eq(toegang_directory_describe(holder.all, 100, scripted_detail, told, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "part.two");
    close_union(&holder);
}

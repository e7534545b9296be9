/* SPDX-License-Identifier: Apache-2.0 */
/* Adapters that behave badly. */
#include "fact_maker.h"

#include "directory/check.h"
#include "directory/directory.h"

/* What the adapter of these tests does when it is asked. */
struct script {
    const toegang_fact *push;
    size_t times;
    bool ignores; /* goes on, and says GOOD, whatever the sink says */
    toegang_status status;
    toegang_report told;
    unsigned closed;
};

static toegang_status read_script(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    const struct script *script = self;
    (void)question;
    for (size_t i = 0; i < script->times; i++) {
        toegang_status status = sink(context, script->push);
        if (status != TOEGANG_GOOD && !script->ignores) return status;
    }
    *report = script->told;
    return script->status;
}

static void close_script(void *self)
{
    ((struct script *)self)->closed++;
}

static const toegang_directory_class good_class = {
    .size = sizeof good_class, .name = "script", .read = read_script, .close = close_script};

static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};

/* Opens, asks for the functions of ANN in ONE, closes. */
static toegang_status ask(struct script *script, struct kept *kept, toegang_report *report)
{
    toegang_directory *directory = NULL;
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    cr_assert_eq(toegang_directory_new(&good_class, script, &directory, NULL), TOEGANG_GOOD);
    toegang_status status = toegang_directory_read(directory, &question, keep, kept, report);
    cr_expect_eq(script->closed, 0);
    toegang_directory_free(directory);
    cr_expect_eq(script->closed, 1);
    return status;
}

Test(directory, a_good_answer_passes_with_texts)
{
    toegang_fact fact = fact_of(&director);
    struct script script = {.push = &fact, .times = 2};
    struct kept kept = {0};
    toegang_report report = {0};
    cr_expect_eq(ask(&script, &kept, &report), TOEGANG_GOOD);
    cr_expect_eq(report.status, TOEGANG_GOOD);
    cr_expect_eq(kept.count, 2);
    cr_expect_str_eq(kept.facts[0].eloket, "");
    cr_expect_str_eq(kept.facts[0].source, "");
}

Test(directory, an_answer_to_another_question_counts_for_nothing)
{
    static const struct words others[] = {
        {TOEGANG_FACT_FUNCTION, BOB, ONE, "10007", NULL, NULL},
        {TOEGANG_FACT_FUNCTION, ANN, TWO, "10007", NULL, NULL},
        {TOEGANG_FACT_FUNCTION, NULL, ONE, "10007", NULL, COMPANY},
        {TOEGANG_FACT_APPOINTMENT, ANN, ONE, "htb", NULL, NULL},
        {TOEGANG_FACT_RIGHT, ANN, ONE, "right", "loket", NULL},
        {TOEGANG_FACT_SUSPENSION, ANN, ONE, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        for (int ignores = 0; ignores < 2; ignores++) {
            toegang_fact fact = fact_of(&others[i]);
            struct script script = {.push = &fact, .times = 3, .ignores = ignores};
            struct kept kept = {0};
            toegang_report report = {0};
            cr_expect_eq(ask(&script, &kept, &report), TOEGANG_UNAVAILABLE, "row %zu", i);
            cr_expect_str_eq(report.check, CHECK_DIRECTORY_ANSWER);
            cr_expect_eq(kept.count, 0);
        }
}

Test(directory, garbage_is_no_fact)
{
    for (int row = 0; row < 6; row++) {
        toegang_fact fact = fact_of(&director);
        struct script script = {.push = row == 0 ? NULL : &fact, .times = 1, .ignores = row % 2};
        struct kept kept = {0};
        toegang_report report = {0};
        if (row == 1) fact.size = sizeof fact - 8;
        if (row == 2) fact.size = 0;
        if (row == 3) fact.code = "managing director";
        if (row == 4) fact.holder.digits[0] = 'x';
        if (row == 5) fact.until = fact.from;
        cr_expect_eq(ask(&script, &kept, &report), TOEGANG_UNAVAILABLE, "row %d", row);
        cr_expect_str_eq(report.check, CHECK_DIRECTORY_FACT, "row %d: %s", row, report.check);
        cr_expect_eq(kept.count, 0);
    }
}

Test(directory, limit_to_the_fact)
{
    for (int over = 0; over < 2; over++)
        for (int ignores = 0; ignores < 2; ignores++) {
            toegang_fact fact = fact_of(&director);
            struct script script = {
                .push = &fact, .times = TOEGANG_FACTS_MAX + (size_t)over, .ignores = ignores};
            struct kept kept = {0};
            toegang_report report = {0};
            cr_expect_eq(ask(&script, &kept, &report), over ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD);
            cr_expect_str_eq(report.check, over ? CHECK_DIRECTORY_LIMIT : "");
            cr_expect_eq(kept.count, TOEGANG_FACTS_MAX);
        }
}

Test(directory, what_the_sink_says_stands)
{
    static const toegang_status answers[] = {TOEGANG_NO_MEMORY, TOEGANG_REFUSED, 77, -77};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        for (int ignores = 0; ignores < 2; ignores++) {
            toegang_fact fact = fact_of(&director);
            struct script script = {.push = &fact, .times = 3, .ignores = ignores};
            struct kept kept = {.answer = answers[i]};
            cr_expect_eq(ask(&script, &kept, NULL), answers[i], "%d", answers[i]);
            cr_expect_eq(kept.count, 1, "the sink is not called again");
        }
}

Test(directory, a_failure_keeps_its_reason_or_gets_one)
{
    static const struct {
        toegang_status status;
        toegang_report told;
        toegang_status expected;
        const char *check;
    } rows[] = {
        {TOEGANG_UNAVAILABLE,
         {.status = TOEGANG_UNAVAILABLE, .check = "script.down", .came = "no answer"},
         TOEGANG_UNAVAILABLE,
         "script.down"},
        {TOEGANG_NO_MEMORY,
         {.status = TOEGANG_NO_MEMORY, .check = "script.memory"},
         TOEGANG_NO_MEMORY,
         "script.memory"},
        {TOEGANG_UNAVAILABLE, {.status = TOEGANG_GOOD}, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STATUS},
        {TOEGANG_UNAVAILABLE,
         {.status = TOEGANG_UNAVAILABLE, .check = ""},
         TOEGANG_UNAVAILABLE,
         CHECK_DIRECTORY_STATUS},
        {TOEGANG_UNAVAILABLE,
         {.status = TOEGANG_UNAVAILABLE, .check = "Not An Id"},
         TOEGANG_UNAVAILABLE,
         CHECK_DIRECTORY_STATUS},
        {TOEGANG_REFUSED,
         {.status = TOEGANG_REFUSED, .check = "script.refused"},
         TOEGANG_UNAVAILABLE,
         CHECK_DIRECTORY_STATUS},
        {42, {.status = 42, .check = "script.odd"}, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STATUS},
        {-42, {.status = -42, .check = "script.odd"}, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STATUS},
        {INT32_MIN,
         {.status = INT32_MIN, .check = "script.odd"},
         TOEGANG_UNAVAILABLE,
         CHECK_DIRECTORY_STATUS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct script script = {.status = rows[i].status, .told = rows[i].told};
        struct kept kept = {0};
        toegang_report report = {0};
        cr_expect_eq(ask(&script, &kept, &report), rows[i].expected, "row %zu", i);
        cr_expect_eq(report.status, rows[i].expected, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        script.closed = 0;
        cr_expect_eq(ask(&script, &kept, NULL), rows[i].expected, "row %zu without a report", i);
    }
}

Test(directory, an_adapters_words_are_made_safe)
{
    struct script script = {.status = TOEGANG_UNAVAILABLE,
                            .told = {.status = TOEGANG_UNAVAILABLE, .line = 3, .column = 4}};
    struct kept kept = {0};
    toegang_report report = {0};
    memset(script.told.check, 'x', sizeof script.told.check); /* without an end */
    cr_expect_eq(ask(&script, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_DIRECTORY_STATUS);
    script.closed = 0;
    report = (toegang_report){0};
    strcpy(script.told.check, "script.down");
    strcpy(script.told.expected, "85.07.30-033.28");
    memset(script.told.came, 'y', sizeof script.told.came);
    memcpy(script.told.came, "no 85073003328\n", 15);
    cr_expect_eq(ask(&script, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "script.down");
    cr_expect_str_eq(report.expected, "85.07.30-***.**");
    cr_expect_null(strstr(report.came, "3328"));
    cr_expect_not_null(memchr(report.came, '\0', sizeof report.came));
    cr_expect_eq(report.line, 3);
    cr_expect_eq(report.column, 4);
}

Test(directory, the_first_reason_stays)
{
    struct script script = {.status = TOEGANG_UNAVAILABLE,
                            .told = {.status = TOEGANG_UNAVAILABLE, .check = "script.down", .line = 9}};
    struct kept kept = {0};
    toegang_report report = {.status = TOEGANG_REFUSED, .check = "earlier", .line = 1};
    cr_expect_eq(ask(&script, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "earlier");
    cr_expect_eq(report.line, 1);
}

Test(directory, questions_that_make_no_sense)
{
    struct script script = {0};
    struct kept kept = {0};
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(&good_class, &script, &directory, NULL), TOEGANG_GOOD);
    const toegang_directory_question good = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    for (int row = 0; row < 6; row++) {
        toegang_directory_question question = good;
        if (row == 0) question.size = 0;
        if (row == 1) question.reg = (toegang_register)4;
        if (row == 2) question.kind = TOEGANG_FACT_RIGHT;
        if (row == 3) question.kind = (toegang_fact_kind)0;
        if (row == 4) question.for_oneself = 1;
        if (row == 5) question.reg = (toegang_register)-1;
        cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, NULL), TOEGANG_MISUSE,
                     "row %d", row);
    }
    cr_expect_eq(toegang_directory_read(directory, NULL, keep, &kept, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_read(directory, &good, NULL, &kept, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_read(NULL, &good, keep, &kept, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_read(directory, &good, keep, &kept, NULL), TOEGANG_GOOD);
    toegang_directory_free(directory);
    toegang_directory_free(NULL);
}

static toegang_status write_nothing(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                    toegang_report *report)
{
    (void)self, (void)patience_ms, (void)body, (void)context, (void)report;
    return TOEGANG_GOOD;
}

Test(directory, classes_that_cannot_work)
{
    struct script script = {0};
    struct {
        toegang_directory_class class_;
        void *later;
    } newer = {good_class, NULL};
    for (int row = 0; row < 8; row++) {
        toegang_directory *directory = NULL;
        toegang_directory_class class_ = good_class;
        if (row == 0) class_.size = sizeof class_ - 1;
        if (row == 1) class_.size = 0;
        if (row == 2) class_.name = NULL;
        if (row == 3) class_.name = "";
        if (row == 4) class_.read = NULL;
        if (row == 5) class_.flags = TOEGANG_DIRECTORY_WRITES;
        if (row == 6) class_.write = write_nothing;
        if (row == 7) class_.flags = 8;
        cr_expect_eq(toegang_directory_new(&class_, &script, &directory, NULL), TOEGANG_MISUSE, "row %d",
                     row);
        cr_expect_null(directory, "row %d", row);
    }
    toegang_directory *directory = NULL;
    cr_expect_eq(toegang_directory_new(NULL, &script, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_new(&good_class, &script, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(script.closed, 0, "what was not taken is not closed");
    newer.class_.size = sizeof newer;
    newer.class_.close = NULL;
    newer.class_.flags = TOEGANG_DIRECTORY_WRITES | TOEGANG_DIRECTORY_CONCURRENT;
    newer.class_.write = write_nothing;
    cr_assert_eq(toegang_directory_new(&newer.class_, NULL, &directory, NULL), TOEGANG_GOOD,
                 "of a later version");
    toegang_directory_free(directory);
}

Test(broken, every_question_gets_the_reason)
{
    const toegang_report why = {
        .status = TOEGANG_UNAVAILABLE, .check = "file.absent", .came = "kbo.yaml", .line = 7};
    toegang_report report = {0}, good = {0};
    toegang_directory *directory = NULL;
    struct kept kept = {0};
    cr_expect_eq(toegang_directory_broken_new(&good, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_broken_new(NULL, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_broken_new(&why, NULL, NULL), TOEGANG_MISUSE);
    cr_assert_eq(toegang_directory_broken_new(&why, &directory, NULL), TOEGANG_GOOD);
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE);
    cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.absent");
    cr_expect_str_eq(report.came, "kbo.yaml");
    cr_expect_eq(report.line, 7);
    cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, NULL), TOEGANG_UNAVAILABLE);
    cr_expect(tg_directory_serves(directory, TOEGANG_KBO));
    toegang_directory_free(directory);
}

Test(layer, each_register_has_its_own_directory)
{
    toegang_fact fact = fact_of(&director);
    struct script kbo = {.push = &fact, .times = 1}, rights = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL}, *layer = NULL, *outer = NULL;
    cr_assert_eq(toegang_directory_new(&good_class, &kbo, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_new(&good_class, &rights, &registers[TOEGANG_GEBRUIKERSBEHEER], NULL),
                 TOEGANG_GOOD);
    registers[TOEGANG_ROLLENBEHEER] = registers[TOEGANG_GEBRUIKERSBEHEER];
    cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
    static const bool serves[] = {true, false, true, true};
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        cr_expect_eq(tg_directory_serves(layer, (toegang_register)reg), serves[reg], "register %u", reg);
    cr_expect_not(tg_directory_serves(layer, (toegang_register)4));
    cr_expect_not(tg_directory_serves(NULL, TOEGANG_KBO));

    struct kept kept = {0};
    toegang_report report = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    cr_expect_eq(toegang_directory_read(layer, &question, keep, &kept, &report), TOEGANG_GOOD);
    cr_expect_eq(kept.count, 1);
    question = question_of(TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, ANN, ONE);
    cr_expect_eq(toegang_directory_read(layer, &question, keep, &kept, &report), TOEGANG_GOOD,
                 "empty by configuration");
    cr_expect_eq(kept.count, 1);
    rights.status = TOEGANG_UNAVAILABLE;
    rights.told = (toegang_report){.status = TOEGANG_UNAVAILABLE, .check = "script.down"};
    question = question_of(TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE);
    cr_expect_eq(toegang_directory_read(layer, &question, keep, &kept, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "script.down");

    toegang_directory *const outer_registers[TOEGANG_REGISTERS] = {layer, layer, layer, NULL};
    cr_assert_eq(toegang_directory_layer_new(outer_registers, &outer, NULL), TOEGANG_GOOD);
    static const bool outer_serves[] = {true, false, true, false};
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        cr_expect_eq(tg_directory_serves(outer, (toegang_register)reg), outer_serves[reg], "register %u",
                     reg);
    toegang_directory_free(outer);
    cr_expect_eq(kbo.closed, 1);
    cr_expect_eq(rights.closed, 1, "closed once though it stood twice");
    cr_expect_eq(toegang_directory_layer_new(NULL, &layer, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_layer_new(registers, NULL, NULL), TOEGANG_MISUSE);
}

Test(layer, what_the_sink_says_comes_through_two_floors)
{
    toegang_fact fact = fact_of(&director);
    struct script script = {.push = &fact, .times = 3, .ignores = true};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL}, *layer = NULL;
    cr_assert_eq(toegang_directory_new(&good_class, &script, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
    struct kept kept = {.answer = 77};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    cr_expect_eq(toegang_directory_read(layer, &question, keep, &kept, NULL), 77);
    cr_expect_eq(kept.count, 1);
    toegang_directory_free(layer);
}

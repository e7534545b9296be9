/* SPDX-License-Identifier: Apache-2.0 */
/* The contract, run on every directory of ours and on the example of the adapter guide; and on some that
 * break it. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contract.h"
#include "example_adapter.h"

#define KBO (1U << TOEGANG_KBO)
#define BTB (1U << TOEGANG_BTB)
#define RIGHTS (1U << TOEGANG_GEBRUIKERSBEHEER)

static void tell(void *context, const char *what)
{
    (void)context;
    cr_log_warn("%s", what);
}

static void count_only(void *context, const char *what)
{
    cr_assert_not_null(what);
    ++*(size_t *)context;
}

static toegang_directory *memory_of(toegang_fact_kind kind)
{
    toegang_fact all[CONTRACT_FACTS], some[CONTRACT_FACTS];
    toegang_directory *directory = NULL;
    size_t count = 0;
    contract_facts(all);
    for (size_t i = 0; i < CONTRACT_FACTS; i++)
        if (!kind || all[i].kind == kind) some[count++] = all[i];
    cr_assert_eq(toegang_directory_memory_new(some, count, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

Test(contract, memory)
{
    toegang_directory *directory = memory_of((toegang_fact_kind)0);
    cr_expect_eq(contract_run(directory, KBO | BTB | RIGHTS, tell, NULL), 0);
    toegang_directory_free(directory);
}

/* What is made of directories is one: in memory, and the half of it in each part. */
Test(contract, made_of_directories)
{
    static const char *const names[] = {"cache", "breaker", "first", "union", "all of them"};
    const toegang_report down = {.status = TOEGANG_UNAVAILABLE, .check = "directory.connection"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        toegang_directory *directory = memory_of((toegang_fact_kind)0), *broken = NULL;
        toegang_directory *const rights[] = {memory_of(TOEGANG_FACT_RIGHT), directory};
        cr_assert_eq(toegang_directory_broken_new(&down, &broken, NULL), TOEGANG_GOOD);
        toegang_directory *parts[] = {broken, directory};
        toegang_status status = TOEGANG_GOOD;
        if (i == 3 || i == 4) status = toegang_directory_union_new(rights, 2, 0, &directory, NULL);
        parts[1] = directory;
        if (i == 2 || i == 4) status = toegang_directory_first_new(parts, 2, 0, &directory, NULL);
        if (i == 1 || i == 4) status = toegang_directory_breaker_new(directory, NULL, &directory, NULL);
        if (i == 0 || i == 4) status = toegang_directory_cache_new(directory, NULL, &directory, NULL);
        cr_assert_eq(status, TOEGANG_GOOD);
        for (int again = 0; again < 2; again++)
            cr_expect_eq(contract_run(directory, KBO | BTB | RIGHTS, tell, NULL), 0, "%s", names[i]);
        toegang_directory_free(directory);
        if (i < 3) toegang_directory_free(rights[0]);
        if (i != 2 && i != 4) toegang_directory_free(broken);
    }
}

/* A file that removes itself when the process ends its test. */
struct file {
    char path[64];
    FILE *out;
};

static struct file new_file(void)
{
    struct file file = {.path = "/tmp/toegang-contract-XXXXXX"};
    int descriptor = mkstemp(file.path);
    cr_assert_geq(descriptor, 0);
    file.out = fdopen(descriptor, "w");
    return file;
}

static void write_quoted(FILE *out, const char *key, const char *text)
{
    fprintf(out, "    %s: \"", key);
    for (; *text; text++) fprintf(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    fprintf(out, "\"\n");
}

static void write_organisation(FILE *out, const char *key, const toegang_organisation *organisation)
{
    char text[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, text);
    if (*text) write_quoted(out, key, text);
}

static void write_rrn(FILE *out, const char *key, const toegang_rrn *rrn)
{
    char text[16];
    toegang_rrn_format(rrn, text);
    if (*text) write_quoted(out, key, text);
}

static void write_time(FILE *out, const char *key, toegang_time time)
{
    char text[32];
    toegang_time_format(time, text);
    if (time != TOEGANG_ALWAYS && time != TOEGANG_NEVER) write_quoted(out, key, text);
}

static void write_text(FILE *out, const char *key, const char *text)
{
    if (*text) write_quoted(out, key, text);
}

static void write_fact(FILE *out, const toegang_fact *fact)
{
    static const char *const codes[] = {"", "code", "role", "right"};
    fprintf(out, "  -\n");
    write_rrn(out, "holder", &fact->holder);
    write_organisation(out, "organisation", &fact->organisation);
    write_organisation(out, "held-by", &fact->held_by);
    write_text(out, "eloket", fact->eloket);
    write_quoted(out, codes[fact->kind], fact->code);
    write_text(out, "context", fact->context);
    write_time(out, "from", fact->from);
    write_time(out, "until", fact->until);
    write_rrn(out, "granted-by", &fact->granted_by);
    write_text(out, "granted-as", fact->granted_as);
    write_time(out, "granted-at", fact->granted_at);
}

static toegang_directory *yaml_of_all(void)
{
    static const char *const lists[] = {"", "functions", "appointments", "rights"};
    toegang_fact facts[CONTRACT_FACTS];
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    struct file file = new_file();
    contract_facts(facts);
    for (unsigned kind = 1; kind <= 3; kind++) {
        fprintf(file.out, "%s:\n", lists[kind]);
        for (size_t i = 0; i < CONTRACT_FACTS; i++)
            if (facts[i].kind == (toegang_fact_kind)kind) write_fact(file.out, &facts[i]);
    }
    fclose(file.out);
    toegang_status status = toegang_directory_yaml_open(file.path, NULL, &directory, &report);
    unlink(file.path);
    cr_assert_eq(status, TOEGANG_GOOD, "%s at %u:%u: %s", report.check, report.line, report.column,
                 report.came);
    return directory;
}

Test(contract, yaml)
{
    toegang_directory *directory = yaml_of_all();
    cr_expect_eq(contract_run(directory, KBO | BTB | RIGHTS, tell, NULL), 0);
    toegang_directory_free(directory);
}

Test(contract, layer)
{
    toegang_directory *yaml = yaml_of_all(), *layer = NULL, *outer = NULL;
    toegang_directory *const registers[] = {memory_of(TOEGANG_FACT_FUNCTION), yaml, yaml, NULL};
    cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
    cr_expect_eq(contract_run(layer, KBO | BTB | RIGHTS, tell, NULL), 0);
    toegang_directory *const outer_registers[] = {layer, layer, layer, layer};
    cr_assert_eq(toegang_directory_layer_new(outer_registers, &outer, NULL), TOEGANG_GOOD);
    cr_expect_eq(contract_run(outer, KBO | BTB | RIGHTS, tell, NULL), 0);
    toegang_directory_free(outer);
}

/* The functions as lines of the example's form; rewrite changes them first (may be NULL). */
static toegang_directory *example_of(struct file *file)
{
    toegang_fact facts[CONTRACT_FACTS];
    toegang_directory *directory = NULL;
    contract_facts(facts);
    for (size_t i = 0; i < CONTRACT_FACTS && facts[i].kind == TOEGANG_FACT_FUNCTION; i++) {
        char holder[16], from[32], until[32];
        toegang_rrn_format(&facts[i].holder, holder);
        toegang_time_format(facts[i].from, from);
        toegang_time_format(facts[i].until, until);
        fprintf(file->out, "%s\t%s\t%s:%s\t%s\t%s\t%s\n", *holder ? holder : "-",
                facts[i].held_by.scheme ? facts[i].held_by.value : "-",
                toegang_scheme_name((toegang_scheme)facts[i].organisation.scheme),
                facts[i].organisation.value, facts[i].code, facts[i].from == TOEGANG_ALWAYS ? "-" : from,
                facts[i].until == TOEGANG_NEVER ? "-" : until);
    }
    fclose(file->out);
    cr_assert_eq(example_open(file->path, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

Test(contract, the_example_of_the_guide)
{
    struct file file = new_file();
    toegang_directory *directory = example_of(&file);
    cr_expect_eq(contract_run(directory, KBO, tell, NULL), 0);
    toegang_directory_free(directory);
    unlink(file.path);
}

static toegang_status swallow(void *context, const toegang_fact *fact)
{
    (void)context, (void)fact;
    return TOEGANG_GOOD;
}

/* What the guide says about failures: the source gone, a bad line, a register that it does not serve. */
Test(contract, the_example_does_not_answer_when_it_cannot)
{
    struct file file = new_file();
    toegang_directory *directory = example_of(&file);
    toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT};
    toegang_report report = {0};
    cr_expect_eq(toegang_directory_read(directory, &question, swallow, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "example.register");
    question.reg = TOEGANG_KBO;
    question.kind = TOEGANG_FACT_FUNCTION;
    static const char *const bad[] = {"85.07.30-033.29\t-\t0999999922\t10007\t-\t-\n", "-\t-\n",
                                      "no end of line", "85.07.30-033.28\t-\t0999999922\t10007\t-\t-\t-\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FILE *out = fopen(file.path, "w");
        fputs("85.07.30-033.28\t-\t0999999922\t10007\t-\t-\n", out);
        fputs(bad[i], out);
        fclose(out);
        report = (toegang_report){0};
        cr_expect_eq(toegang_directory_read(directory, &question, swallow, NULL, &report),
                     TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, "example.line", "row %zu", i);
        cr_expect_eq(report.line, 2);
    }
    unlink(file.path);
    report = (toegang_report){0};
    cr_expect_eq(toegang_directory_read(directory, &question, swallow, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "example.file");
    toegang_directory_free(directory);
}

/* Adapters that are wrong in one way each: the contract must see it. */
enum wrong {
    DROPS_ENDED,
    FORGETS_HELD_BY,
    REPEATS,
    IGNORES_SINK,
    TELLS_ALL,
    SAYS_NOTHING,
    SHIFTS_UNTIL,
    WRONGS
};

struct faulty {
    enum wrong wrong;
    toegang_fact facts[CONTRACT_FACTS];
};

static bool fits(const struct faulty *faulty, const toegang_fact *fact,
                 const toegang_directory_question *question)
{
    if (fact->kind != question->kind) return false;
    if (faulty->wrong == DROPS_ENDED && fact->until < question->at) return false;
    if (faulty->wrong == TELLS_ALL) return true;
    if (question->eloket && strcmp(fact->eloket, question->eloket) != 0) return false;
    if (question->for_oneself && fact->organisation.scheme) return false;
    if (question->holder.kind && !toegang_rrn_equal(&fact->holder, &question->holder)) return false;
    return !question->organisation.scheme ||
           toegang_organisation_equal(&fact->organisation, &question->organisation);
}

static toegang_status read_faulty(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    const struct faulty *faulty = self;
    (void)report;
    for (size_t i = 0; i < CONTRACT_FACTS && faulty->wrong != SAYS_NOTHING; i++) {
        toegang_fact fact = faulty->facts[i];
        if (!fits(faulty, &fact, question)) continue;
        if (faulty->wrong == FORGETS_HELD_BY && fact.holder.kind) fact.held_by.scheme = TOEGANG_SCHEME_NONE;
        if (faulty->wrong == SHIFTS_UNTIL && fact.until != TOEGANG_NEVER) fact.until -= 86400;
        for (int times = 0; times <= (faulty->wrong == REPEATS); times++) {
            toegang_status status = sink(context, &fact);
            if (status != TOEGANG_GOOD && faulty->wrong != IGNORES_SINK) return status;
        }
    }
    return TOEGANG_GOOD;
}

static const toegang_directory_class faulty_class = {
    .size = sizeof faulty_class, .name = "faulty", .read = read_faulty};

Test(contract, sees_what_is_wrong)
{
    for (unsigned wrong = 0; wrong <= WRONGS; wrong++) {
        struct faulty faulty = {.wrong = (enum wrong)wrong};
        toegang_directory *directory = NULL;
        size_t told = 0;
        contract_facts(faulty.facts);
        cr_assert_eq(toegang_directory_new(&faulty_class, &faulty, &directory, NULL), TOEGANG_GOOD);
        size_t failures = contract_run(directory, KBO | BTB | RIGHTS, count_only, &told);
        /* the library itself makes good what an adapter does with the sink's status */
        cr_expect_eq(failures > 0, wrong != WRONGS && wrong != IGNORES_SINK, "wrong %u: %zu failures", wrong,
                     failures);
        cr_expect_eq(told, failures);
        toegang_directory_free(directory);
    }
    size_t told = 0;
    toegang_directory *directory = memory_of(TOEGANG_FACT_RIGHT);
    cr_expect_eq(contract_run(directory, 0, count_only, &told), 1,
                 "a contract without questions proves nothing");
    toegang_directory_free(directory);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that uses a store of facts, for postgresql.py. Public headers only.
 *   postgresql_tool CONNINFO PATIENCE [notify] [cache] [read-only] [query=SELECT…]
 * It answers each line with "STATUS CHECK MILLISECONDS came" and what the command says; words may hold %XX:
 *   migrate | describe | trail | scan REGISTER | generation
 *   read REGISTER KIND HOLDER ORGANISATION ELOKET [fresh] [since=TIME] [patience=MS]    "-" is nothing,
 * "self" oneself add | take REGISTER KIND HOLDER ORGANISATION ELOKET CODE     with a line in the trail loop
 * PREFIX COUNT                 adds rights PREFIX0 …, prints "+ CODE" for each that was acknowledged, "-
 * CODE" else load MARK COUNT FIRST AS_OF STOP  a register kbo of COUNT functions; STOP: the line at which it
 * gives up, 0 never
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <toegang/sys/directory.h>

#define WORDS 12

static toegang_directory *store;
static char *words[WORDS];
static int count;

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- words ---- */

static int hexadecimal(char digit)
{
    const char *digits = "0123456789ABCDEF", *at = strchr(digits, digit);
    return digit && at ? (int)(at - digits) : 0;
}

static void decode(char *word)
{
    char *out = word;
    for (; *word; word++)
        if (*word == '%' && word[1] && word[2]) {
            *out++ = (char)(hexadecimal(word[1]) << 4 | hexadecimal(word[2]));
            word += 2;
        } else
            *out++ = *word;
    *out = '\0';
}

static void split(char *line)
{
    char *rest = NULL;
    count = 0;
    for (char *word = strtok_r(line, " \n", &rest); word && count < WORDS;
         word = strtok_r(NULL, " \n", &rest)) {
        words[count++] = word;
        decode(word);
    }
}

static const char *word_after(const char *name)
{
    for (int i = 0; i < count; i++)
        if (strncmp(words[i], name, strlen(name)) == 0) return words[i] + strlen(name);
    return NULL;
}

static toegang_register reg_of(const char *name)
{
    unsigned reg = 0;
    while (reg + 1 < TOEGANG_REGISTERS && strcmp(toegang_register_name((toegang_register)reg), name) != 0)
        reg++;
    return (toegang_register)reg;
}

static toegang_fact_kind kind_of(const char *name)
{
    static const char *const names[] = {"", "function", "appointment", "right", "suspension"};
    int kind = 1;
    while (kind < 4 && strcmp(names[kind], name) != 0) kind++;
    return (toegang_fact_kind)kind;
}

static toegang_rrn holder_of(const char *text)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    if (toegang_rrn_parse(text, strlen(text), 0, &rrn, NULL) != TOEGANG_GOOD)
        return (toegang_rrn){.kind = TOEGANG_RRN_NONE};
    return rrn;
}

static toegang_organisation organisation_of(const char *text)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    if (toegang_organisation_parse(text, strlen(text), &organisation, NULL) != TOEGANG_GOOD)
        return (toegang_organisation){.scheme = TOEGANG_SCHEME_NONE};
    return organisation;
}

static const char *text_of(const char *word)
{
    return strcmp(word, "-") == 0 ? "" : word;
}

/* ---- answers ---- */

static void tell(toegang_status status, const toegang_report *report, long long begun)
{
    bool is_good = status == TOEGANG_GOOD;
    printf("%d %s %lld %s: %s\n", (int)status, is_good ? "-" : report->check, now() - begun,
           is_good ? "" : report->expected, is_good ? "" : report->came);
    (void)fflush(stdout);
}

static toegang_status print_fact(void *context, const toegang_fact *fact)
{
    (void)context;
    printf("= %s %.11s %s %s %s from %" PRId64 " until %" PRId64 " as-of %" PRId64 "\n", fact->source,
           fact->holder.digits, fact->organisation.value, fact->eloket, fact->code, fact->from, fact->until,
           fact->as_of);
    return TOEGANG_GOOD;
}

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

static void print_detail(void *context, const char *name, const char *value)
{
    (void)context;
    printf("= %s: %s\n", name, value);
}

static toegang_status print_line(void *context, const char *line, size_t length)
{
    (void)context;
    printf("= %.*s\n", (int)length, line);
    return TOEGANG_GOOD;
}

/* ---- commands ---- */

static void read_facts(void)
{
    toegang_directory_question question = {.size = sizeof question};
    toegang_report report = {0};
    long long begun = now();
    question.reg = reg_of(words[1]);
    question.kind = kind_of(words[2]);
    question.holder = holder_of(words[3]);
    question.organisation = organisation_of(words[4]);
    question.for_oneself = strcmp(words[4], "self") == 0;
    question.eloket = strcmp(words[5], "-") == 0 ? NULL : words[5];
    question.fresh = word_after("fresh") != NULL;
    question.since = word_after("since=") ? atoll(word_after("since=")) : 0;
    question.patience_ms = word_after("patience=") ? atoll(word_after("patience=")) : 0;
    tell(toegang_directory_read(store, &question, print_fact, NULL, &report), &report, begun);
}

struct change {
    toegang_register reg;
    toegang_fact fact;
    bool is_taken;
};

static toegang_status take_number(void *context, const char *line, size_t length)
{
    (void)length;
    *(long long *)context = atoll(line);
    return TOEGANG_GOOD;
}

/* The line says which one it is, so that a gap shows. */
static toegang_status change_one(void *context, const toegang_writing *writing, toegang_report *report)
{
    const struct change *change = context;
    char line[512];
    long long number = 0;
    toegang_status status = writing->put(writing->state, change->reg, change->is_taken ? &change->fact : NULL,
                                         change->is_taken ? NULL : &change->fact, report);
    if (status == TOEGANG_GOOD) status = writing->last(writing->state, take_number, &number, report);
    if (status != TOEGANG_GOOD) return status;
    int length = snprintf(line, sizeof line, "%lld %s %s", number + 1, change->is_taken ? "take" : "add",
                          change->fact.code);
    return writing->append(writing->state, line, (size_t)length, report);
}

static toegang_directory *writer_of(toegang_register reg)
{
    toegang_directory *writer = toegang_directory_writer(store, reg);
    return writer ? writer : store;
}

static toegang_fact fact_of(char *const *at)
{
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = kind_of(at[0]),
                          .holder = holder_of(at[1]),
                          .organisation = organisation_of(at[2]),
                          .eloket = text_of(at[3]),
                          .code = at[4],
                          .from = TOEGANG_ALWAYS,
                          .until = TOEGANG_NEVER,
                          .granted_at = TOEGANG_ALWAYS,
                          .source = "tool"};
}

static void change_facts(void)
{
    struct change change = {reg_of(words[1]), fact_of(words + 2), strcmp(words[0], "take") == 0};
    toegang_report report = {0};
    long long begun = now();
    tell(toegang_directory_write(writer_of(change.reg), 0, change_one, &change, &report), &report, begun);
}

static void loop(void)
{
    char code[64], kind[] = "right", holder[] = "85073003328", organisation[] = "0999999922",
                   eloket[] = "loket";
    char *at[] = {kind, holder, organisation, eloket, code};
    for (int i = 0; i < atoi(words[2]); i++) {
        toegang_report report = {0};
        (void)snprintf(code, sizeof code, "%s%d", words[1], i);
        struct change change = {TOEGANG_GEBRUIKERSBEHEER, fact_of(at), false};
        toegang_status status =
            toegang_directory_write(writer_of(change.reg), 0, change_one, &change, &report);
        if (status == TOEGANG_GOOD)
            printf("+ %s\n", code);
        else
            printf("- %s %s %s: %s\n", code, report.check, report.expected, report.came);
        (void)fflush(stdout);
    }
    printf("done\n");
    (void)fflush(stdout);
}

/* ---- several at once ---- */

static int rounds;
static toegang_status worst;
static toegang_report why;
static pthread_mutex_t judging = PTHREAD_MUTEX_INITIALIZER;

static toegang_status add_and_ask(int thread, int round, toegang_report *report)
{
    char code[32], kind[] = "right", holder[] = "85073003328", organisation[] = "0999999922", eloket[16];
    char *at[] = {kind, holder, organisation, eloket, code};
    size_t found = 0;
    (void)snprintf(code, sizeof code, "t%d-%d", thread, round);
    (void)snprintf(eloket, sizeof eloket, "loket%d", thread);
    struct change change = {TOEGANG_GEBRUIKERSBEHEER, fact_of(at), false};
    toegang_directory_question question = {.size = sizeof question,
                                           .reg = change.reg,
                                           .kind = TOEGANG_FACT_RIGHT,
                                           .holder = change.fact.holder,
                                           .eloket = eloket,
                                           .fresh = round % 2};
    toegang_status status = toegang_directory_write(writer_of(change.reg), 0, change_one, &change, report);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(store, &question, count_fact, &found, report);
    return status != TOEGANG_GOOD || found == (size_t)round + 1 ? status : TOEGANG_REFUSED;
}

static void *be_one_of_them(void *context)
{
    int thread = *(int *)context;
    for (int round = 0; round < rounds; round++) {
        toegang_report report = {0};
        toegang_status status = add_and_ask(thread, round, &report);
        (void)pthread_mutex_lock(&judging);
        if (status != TOEGANG_GOOD && worst == TOEGANG_GOOD) worst = status, why = report;
        (void)pthread_mutex_unlock(&judging);
    }
    return NULL;
}

static void run_threads(void)
{
    pthread_t threads[16];
    int numbers[16], wanted = atoi(words[1]) < 16 ? atoi(words[1]) : 16;
    long long begun = now();
    rounds = atoi(words[2]);
    for (int i = 0; i < wanted; i++) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, be_one_of_them, &numbers[i]) != 0) exit(2);
    }
    for (int i = 0; i < wanted; i++) (void)pthread_join(threads[i], NULL);
    tell(worst, &why, begun);
}

static void run_child(void)
{
    toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .fresh = 1};
    toegang_report report = {0};
    long long begun = now();
    pid_t child = fork();
    if (child == 0) {
        tell(toegang_directory_read(store, &question, print_fact, NULL, &report), &report, begun);
        (void)toegang_directory_generation(store);
        toegang_directory_free(store);
        _exit(0);
    }
    if (waitpid(child, NULL, 0) != child) exit(2);
}

/* ---- a load ---- */

struct load {
    long long count, first, stop;
};

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line,
                           toegang_report *report)
{
    const struct load *load = context;
    toegang_status status = TOEGANG_GOOD;
    for (uint64_t i = line + 1; status == TOEGANG_GOOD && i <= (uint64_t)load->count; i++) {
        char code[16], company[32], digits[16];
        uint64_t body = 4000000 + (i + (uint64_t)load->first) % 5000000;
        (void)snprintf(code, sizeof code, "%05" PRIu64, i % 100000);
        (void)snprintf(digits, sizeof digits, "%08" PRIu64, body);
        (void)snprintf(company, sizeof company, "%s%02" PRIu64, digits, 97 - body % 97);
        toegang_fact fact = {.size = sizeof fact,
                             .kind = TOEGANG_FACT_FUNCTION,
                             .holder = holder_of("85073003328"),
                             .organisation = organisation_of(company),
                             .code = code,
                             .from = 0,
                             .until = TOEGANG_NEVER,
                             .granted_at = TOEGANG_ALWAYS,
                             .source = "load.csv"};
        status = loading->add(loading->state, &fact, report);
        if (status == TOEGANG_GOOD && i % 1000 == 0) status = loading->keep(loading->state, i, report);
        if (status == TOEGANG_GOOD && (long long)i == load->stop) return TOEGANG_REFUSED;
    }
    return status;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    long long number = 0;
    char line[64];
    (void)context;
    toegang_status status = writing->last(writing->state, take_number, &number, report);
    if (status != TOEGANG_GOOD) return status;
    int length = snprintf(line, sizeof line, "%lld load", number + 1);
    return writing->append(writing->state, line, (size_t)length, report);
}

static void load_register(void)
{
    struct load what = {atoll(words[2]), atoll(words[3]), atoll(words[5])};
    toegang_load load = {sizeof load, TOEGANG_KBO, words[1], atoll(words[4]), fill, seal, &what};
    toegang_report report = {0};
    long long begun = now();
    tell(toegang_directory_load(store, &load, &report), &report, begun);
}

/* ---- lines ---- */

static void answer(void)
{
    toegang_report report = {0};
    long long begun = now();
    size_t facts = 0;
    if (strcmp(words[0], "migrate") == 0)
        tell(toegang_directory_migrate(store, &report), &report, begun);
    else if (strcmp(words[0], "describe") == 0)
        tell(toegang_directory_describe(store, 0, print_detail, NULL, &report), &report, begun);
    else if (strcmp(words[0], "trail") == 0)
        tell(toegang_directory_trail(store, print_line, NULL, &report), &report, begun);
    else if (strcmp(words[0], "scan") == 0) {
        toegang_status status = toegang_directory_scan(store, reg_of(words[1]), count_fact, &facts, &report);
        printf("= %zu\n", facts);
        tell(status, &report, begun);
    } else if (strcmp(words[0], "generation") == 0) {
        printf("= %" PRIu64 "\n", toegang_directory_generation(store));
        tell(TOEGANG_GOOD, &report, begun);
    } else if (strcmp(words[0], "threads") == 0 && count >= 3)
        run_threads();
    else if (strcmp(words[0], "fork") == 0)
        run_child();
    else if (strcmp(words[0], "read") == 0 && count >= 6)
        read_facts();
    else if (strcmp(words[0], "loop") == 0 && count >= 3)
        loop();
    else if (strcmp(words[0], "load") == 0 && count >= 6)
        load_register();
    else if (count >= 7)
        change_facts();
    else
        exit(2);
}

static toegang_status open_store(int argc, char **argv, toegang_report *report)
{
    toegang_sql_settings settings = {.size = sizeof settings, .patience_ms = atoll(argv[2])};
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "notify") == 0) settings.notify = 1;
        if (strcmp(argv[i], "read-only") == 0) settings.read_only = 1;
        if (strncmp(argv[i], "query=", 6) == 0) settings.query = argv[i] + 6;
    }
    toegang_status status = toegang_directory_postgresql_open(argv[1], &settings, &store, report);
    for (int i = 3; status == TOEGANG_GOOD && i < argc; i++)
        if (strcmp(argv[i], "cache") == 0) status = toegang_directory_cache_new(store, NULL, &store, report);
    return status;
}

int main(int argc, char **argv)
{
    char line[8192];
    toegang_report report = {0};
    if (argc < 3) return 2;
    toegang_status status = open_store(argc, argv, &report);
    tell(status, &report, now());
    if (status != TOEGANG_GOOD) return 1;
    while (fgets(line, sizeof line, stdin)) {
        split(line);
        if (count > 0) answer();
    }
    toegang_directory_free(store);
    return 0;
}

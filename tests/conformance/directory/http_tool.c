/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that asks over HTTP, for http_service.py and http_faults.py. Public headers only.
 *   http_tool facts                 the facts of the contract as JSON, in the form that register.py reads
 *   http_tool URL NAME=VALUE…       answers each line; names are those of toegang_http_settings
 * Lines, with a tab between words and "-" for none:
 *   ask REGISTER KIND HOLDER ORGANISATION ELOKET SINCE FRESH WANTED PATIENCE
 *   contract; threads COUNT TIMES PATIENCE; forked; describe PATIENCE
 * Each is answered with "STATUS CHECK MILLISECONDS FACTS TEXT".
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <toegang.h>
#include <toegang/sys/directory.h>

#include "contract.h"

static toegang_directory *directory;
static const char *const kinds[] = {"", "function", "appointment", "right", "suspension"};

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void answer(toegang_status status, const char *check, long long begun, size_t facts, const char *text)
{
    printf("%d %s %lld %zu %s\n", (int)status, *check ? check : "-", now() - begun, facts, text);
    (void)fflush(stdout);
}

/* ---- the facts of the contract ---- */

static void write_text(const char *name, const char *text)
{
    if (!text[0]) return;
    printf(",\"%s\":\"", name);
    for (; *text; text++) printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    printf("\"");
}

static void write_number(const char *name, const toegang_rrn *rrn)
{
    char clear[16] = "";
    if (rrn->kind != TOEGANG_RRN_NONE) toegang_rrn_format(rrn, clear);
    write_text(name, clear);
}

static void write_organisation(const char *name, const toegang_organisation *organisation)
{
    char typed[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, typed);
    write_text(name, typed);
}

static void write_time(const char *name, toegang_time time)
{
    char written[32] = "";
    if (time != TOEGANG_ALWAYS && time != TOEGANG_NEVER) toegang_time_format(time, written);
    write_text(name, written);
}

static void write_fact(const toegang_fact *fact)
{
    printf("{\"source\":\"contract\"");
    write_number("holder", &fact->holder);
    write_organisation("organisation", &fact->organisation);
    write_organisation("held-by", &fact->held_by);
    write_text("code", fact->code);
    write_text("eloket", fact->eloket);
    write_text("context", fact->context);
    write_time("from", fact->from);
    write_time("until", fact->until);
    write_number("granted-by", &fact->granted_by);
    write_text("granted-as", fact->granted_as);
    write_time("granted-at", fact->granted_at);
    printf("}");
}

static int write_facts(void)
{
    toegang_fact facts[CONTRACT_FACTS];
    contract_facts(facts);
    for (unsigned kind = 1; kind <= 4; kind++) {
        size_t count = 0;
        printf("%s\"%ss\":[", kind == 1 ? "{" : ",", kinds[kind]);
        for (size_t i = 0; i < CONTRACT_FACTS; i++) {
            if (facts[i].kind != (toegang_fact_kind)kind) continue;
            printf("%s", count++ > 0 ? "," : "");
            write_fact(&facts[i]);
        }
        printf("]");
    }
    printf("}\n");
    return 0;
}

/* ---- asking ---- */

static const char *given(const char *word)
{
    return strcmp(word, "-") == 0 ? NULL : word;
}

static bool read_question(char **word, toegang_directory_question *out)
{
    const char *holder = given(word[3]), *organisation = given(word[4]), *since = given(word[6]);
    *out = (toegang_directory_question){.size = sizeof *out, .at = 1767225600};
    while ((unsigned)out->reg < TOEGANG_REGISTERS && strcmp(toegang_register_name(out->reg), word[1]) != 0)
        out->reg = (toegang_register)(out->reg + 1);
    for (unsigned kind = 1; kind <= 4; kind++)
        if (strcmp(kinds[kind], word[2]) == 0) out->kind = (toegang_fact_kind)kind;
    out->for_oneself = organisation && strcmp(organisation, "self") == 0;
    out->eloket = given(word[5]);
    out->fresh = word[7][0] == '1';
    out->wanted = given(word[8]);
    out->patience_ms = atoll(word[9]);
    return (!holder || toegang_rrn_parse(holder, strlen(holder), 0, &out->holder, NULL) == TOEGANG_GOOD) &&
           (!organisation || out->for_oneself ||
            toegang_organisation_parse(organisation, strlen(organisation), &out->organisation, NULL) == TOEGANG_GOOD) &&
           (!since || toegang_time_parse(since, strlen(since), &out->since, NULL) == TOEGANG_GOOD);
}

struct brought {
    size_t count;
    char text[512]; /* code, source and age of the last */
};

static toegang_status take(void *context, const toegang_fact *fact)
{
    struct brought *brought = context;
    char as_of[32];
    toegang_time_format(fact->as_of, as_of);
    brought->count++;
    (void)snprintf(brought->text, sizeof brought->text, "%s %s %s", fact->code, fact->source, as_of);
    return TOEGANG_GOOD;
}

static void ask(const toegang_directory_question *question)
{
    struct brought brought = {0};
    toegang_report report = {0};
    long long begun = now();
    toegang_status status = toegang_directory_read(directory, question, take, &brought, &report);
    answer(status, report.check, begun, brought.count, status == TOEGANG_GOOD ? brought.text : report.came);
}

static void tell(void *context, const char *what)
{
    (void)context;
    fprintf(stderr, "%s\n", what);
}

static void run_contract(void)
{
    const unsigned registers = 1U << TOEGANG_KBO | 1U << TOEGANG_BTB | 1U << TOEGANG_GEBRUIKERSBEHEER;
    long long begun = now();
    answer(0, "", begun, contract_run(directory, registers, tell, NULL), "failures");
}

static toegang_directory_question all_functions(long patience)
{
    return (toegang_directory_question){.size = sizeof(toegang_directory_question),
                                        .kind = TOEGANG_FACT_FUNCTION,
                                        .at = 1767225600,
                                        .patience_ms = patience};
}

struct worker {
    pthread_t thread;
    long times, patience;
    size_t good;
};

static void *work(void *context)
{
    struct worker *worker = context;
    toegang_directory_question question = all_functions(worker->patience);
    for (long i = 0; i < worker->times; i++) {
        struct brought brought = {0};
        if (toegang_directory_read(directory, &question, take, &brought, NULL) == TOEGANG_GOOD && brought.count == 8)
            worker->good++;
    }
    return NULL;
}

static void run_threads(long count, long times, long patience)
{
    struct worker workers[16] = {{0}};
    size_t good = 0;
    long long begun = now();
    for (long i = 0; i < count && i < 16; i++) {
        workers[i].times = times;
        workers[i].patience = patience;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) exit(2);
    }
    for (long i = 0; i < count && i < 16; i++) {
        (void)pthread_join(workers[i].thread, NULL);
        good += workers[i].good;
    }
    answer(0, "", begun, good, "good answers");
}

static void ask_forked(void)
{
    toegang_directory_question question = all_functions(1000);
    pid_t child = fork();
    if (child == 0) {
        ask(&question);
        toegang_directory_free(directory);
        _exit(0);
    }
    (void)waitpid(child, NULL, 0);
}

static void add_detail(void *context, const char *name, const char *value)
{
    char *text = context;
    size_t length = strlen(text);
    (void)snprintf(text + length, 512 - length, "%s=%s;", name, value);
}

static void describe(long long patience)
{
    char text[512] = "";
    toegang_report report = {0};
    long long begun = now();
    toegang_status status = toegang_directory_describe(directory, patience, add_detail, text, &report);
    answer(status, report.check, begun, 0, text);
}

static void answer_line(char *line)
{
    char *word[10] = {line}, *next = line;
    size_t count = 1;
    toegang_directory_question question;
    next[strcspn(next, "\n")] = '\0';
    while (count < 10 && (next = strchr(next, '\t'))) {
        *next++ = '\0';
        word[count++] = next;
    }
    if (strcmp(word[0], "ask") == 0 && count == 10 && read_question(word, &question))
        ask(&question);
    else if (strcmp(word[0], "contract") == 0)
        run_contract();
    else if (strcmp(word[0], "threads") == 0 && count == 4)
        run_threads(atol(word[1]), atol(word[2]), atol(word[3]));
    else if (strcmp(word[0], "forked") == 0)
        ask_forked();
    else if (strcmp(word[0], "describe") == 0 && count == 2)
        describe(atoll(word[1]));
    else
        answer(-99, "", now(), 0, "no such line");
}

/* ---- settings ---- */

static void set(char *word, toegang_http_settings *settings)
{
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"right=", &settings->right},
                 {"token=", &settings->token},
                 {"authorities=", &settings->authorities},
                 {"certificate=", &settings->certificate},
                 {"key=", &settings->key}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strncmp(word, texts[i].name, strlen(texts[i].name)) == 0) *texts[i].text = strchr(word, '=') + 1;
    if (strcmp(word, "mode=authzen") == 0) settings->mode = TOEGANG_HTTP_AUTHZEN;
    if (strncmp(word, "connections=", 12) == 0) settings->connections = (unsigned)atoi(word + 12);
    if (strncmp(word, "patience=", 9) == 0) settings->patience_ms = atoll(word + 9);
}

int main(int words, char **word)
{
    char line[4096];
    toegang_http_settings settings = {.size = sizeof settings};
    toegang_report report = {0};
    if (words == 2 && strcmp(word[1], "facts") == 0) return write_facts();
    for (int i = 2; i < words; i++) set(word[i], &settings);
    toegang_status status = toegang_directory_http_open(words > 1 ? word[1] : NULL, &settings, &directory, &report);
    if (status != TOEGANG_GOOD) {
        answer(status, report.check, now(), 0, report.came);
        return 0;
    }
    while (fgets(line, sizeof line, stdin)) answer_line(line);
    toegang_directory_free(directory);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that uses a SQLite directory, for sqlite.py. Public headers only.
 *   sqlite_tool PATH PATIENCE [QUERY]   answers lines, each with "STATUS CHECK MILLISECONDS NUMBER came:
 * CAME": migrate | read | fresh | generation | trail | scan | put CODE | load COUNT sqlite_tool PATH PATIENCE
 * loop BEGIN   grants for ever, a right with its line of the trail at a time, and says which is done
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>
#include <toegang/sys/directory.h>

#define HOLDER "85073003328"
#define ORGANISATION "0999999922"

static toegang_directory *directory;
static int64_t patience;
static size_t number;

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static toegang_fact fact_of(toegang_fact_kind kind, const char *code)
{
    toegang_fact fact = {.size = sizeof fact,
                         .kind = kind,
                         .eloket = kind == TOEGANG_FACT_RIGHT ? "loket" : "",
                         .code = code,
                         .context = "",
                         .granted_as = "",
                         .source = "",
                         .from = TOEGANG_ALWAYS,
                         .until = TOEGANG_NEVER,
                         .granted_at = TOEGANG_ALWAYS};
    if (toegang_rrn_parse(HOLDER, 11, 0, &fact.holder, NULL) != TOEGANG_GOOD ||
        toegang_organisation_parse(ORGANISATION, 10, &fact.organisation, NULL) != TOEGANG_GOOD)
        exit(2);
    return fact;
}

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    (void)context, (void)fact;
    number++;
    return TOEGANG_GOOD;
}

static toegang_status count_line(void *context, const char *line, size_t length)
{
    (void)context, (void)line, (void)length;
    number++;
    return TOEGANG_GOOD;
}

static toegang_status read_rights(int fresh, toegang_report *report)
{
    const toegang_fact fact = fact_of(TOEGANG_FACT_RIGHT, "x");
    const toegang_directory_question question = {.size = sizeof question,
                                                 .reg = TOEGANG_GEBRUIKERSBEHEER,
                                                 .kind = TOEGANG_FACT_RIGHT,
                                                 .holder = fact.holder,
                                                 .organisation = fact.organisation,
                                                 .patience_ms = patience,
                                                 .fresh = fresh};
    return toegang_directory_read(directory, &question, count_fact, NULL, report);
}

static toegang_status put_with_line(void *context, const toegang_writing *writing, toegang_report *report)
{
    const toegang_fact fact = fact_of(TOEGANG_FACT_RIGHT, context);
    toegang_status status = writing->put(writing->state, TOEGANG_GEBRUIKERSBEHEER, NULL, &fact, report);
    if (status == TOEGANG_GOOD) status = writing->append(writing->state, context, strlen(context), report);
    return status;
}

static toegang_status nothing_more(void *context, const toegang_writing *writing, toegang_report *report)
{
    (void)context, (void)writing, (void)report;
    return TOEGANG_GOOD;
}

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line,
                           toegang_report *report)
{
    const uint64_t *count = context;
    for (uint64_t i = line + 1; i <= *count; i++) {
        toegang_fact fact = fact_of(TOEGANG_FACT_FUNCTION, "10002");
        fact.from = (toegang_time)i;
        toegang_status status = loading->add(loading->state, &fact, report);
        if (status == TOEGANG_GOOD && i % 1000 == 0) status = loading->keep(loading->state, i, report);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

static toegang_status load(uint64_t count, toegang_report *report)
{
    const toegang_load what = {sizeof what, TOEGANG_KBO, "tool", 1000, fill, nothing_more, &count};
    return toegang_directory_load(directory, &what, report);
}

static toegang_status do_line(const char *word, char *rest, toegang_report *report)
{
    if (strcmp(word, "migrate") == 0) return toegang_directory_migrate(directory, report);
    if (strcmp(word, "read") == 0) return read_rights(0, report);
    if (strcmp(word, "fresh") == 0) return read_rights(1, report);
    if (strcmp(word, "trail") == 0) return toegang_directory_trail(directory, count_line, NULL, report);
    if (strcmp(word, "scan") == 0)
        return toegang_directory_scan(directory, TOEGANG_KBO, count_fact, NULL, report);
    if (strcmp(word, "put") == 0)
        return toegang_directory_write(directory, patience, put_with_line, rest, report);
    if (strcmp(word, "load") == 0) return load(strtoull(rest, NULL, 10), report);
    if (strcmp(word, "generation") != 0) exit(2);
    number = toegang_directory_generation(directory);
    return TOEGANG_GOOD;
}

static void answer_lines(void)
{
    char line[256], word[32], rest[128];
    while (fgets(line, sizeof line, stdin)) {
        toegang_report report = {0};
        *rest = '\0';
        if (sscanf(line, "%31s %127s", word, rest) < 1) exit(2);
        number = 0;
        long long begun = now();
        toegang_status status = do_line(word, rest, &report);
        printf("%d %s %lld %zu came: %s\n", (int)status, *report.check ? report.check : "-", now() - begun,
               number, report.came);
        (void)fflush(stdout);
    }
}

static int grant_for_ever(uint64_t i)
{
    for (;; i++) {
        char code[32];
        toegang_report report = {0};
        (void)snprintf(code, sizeof code, "right-%" PRIu64, i);
        if (toegang_directory_write(directory, patience, put_with_line, code, &report) != TOEGANG_GOOD) {
            fprintf(stderr, "%s %s\n", report.check, report.came);
            return 1;
        }
        printf("%s\n", code);
        (void)fflush(stdout);
    }
}

int main(int words, char **word)
{
    toegang_report report = {0};
    if (words < 3) return 2;
    int loops = words == 5 && strcmp(word[3], "loop") == 0;
    const toegang_sql_settings settings = {.size = sizeof settings, .query = words == 4 ? word[3] : NULL};
    patience = atoll(word[2]);
    if (toegang_directory_sqlite_open(word[1], &settings, &directory, &report) != TOEGANG_GOOD) {
        printf("%d %s 0 0 came: %s\n", (int)report.status, report.check, report.came);
        return 1;
    }
    int ended = loops ? grant_for_ever(strtoull(word[4], NULL, 10)) : (answer_lines(), 0);
    toegang_directory_free(directory);
    return ended;
}

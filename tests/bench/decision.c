/* SPDX-License-Identifier: Apache-2.0 */
/* A decision with a directory in memory: 10,000 enterprises, each with a representative, a manager and a right. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <toegang.h>
#include <toegang/sys/identity.h>

#include "bench.h"
#include "forge.h"

enum { ENTERPRISES = 10000 };

struct asking {
    toegang *all;
    toegang_question question;
    toegang_status expected;
};

static int ask(void *context)
{
    struct asking *asking = context;
    toegang_decision *decision = NULL;
    toegang_status status = toegang_check(asking->all, &asking->question, &decision, NULL);
    toegang_decision_free(decision);
    return status != asking->expected;
}

static int ask_and_tell(void *context)
{
    struct asking *asking = context;
    char json[32768];
    toegang_decision *decision = NULL;
    toegang_status status = toegang_check(asking->all, &asking->question, &decision, NULL);
    size_t length = decision ? toegang_decision_json(decision, json, sizeof json) : 0;
    toegang_decision_free(decision);
    return status != asking->expected || length == 0 || length >= sizeof json;
}

static void enterprise(unsigned ordinal, char out[11])
{
    unsigned first = 10000000U + ordinal;
    (void)snprintf(out, 11, "%08u%02u", first, 97U - first % 97U);
    out[0] = '0';
    unsigned long value = strtoul((char[9]){out[0], out[1], out[2], out[3], out[4], out[5], out[6], out[7], 0}, NULL, 10);
    (void)snprintf(out + 8, 3, "%02lu", 97UL - value % 97UL);
}

static void write_facts(const char *path)
{
    FILE *file = fopen(path, "w");
    char number[11];
    if (!file) exit(2);
    (void)fputs("functions:\n", file);
    for (unsigned i = 1; i <= ENTERPRISES; i++) {
        enterprise(i, number);
        (void)fprintf(file, "  - {holder: \"85.07.30-033.28\", organisation: \"%s\", code: \"10007\", from: 2019-03-01}\n",
                      number);
    }
    if (fclose(file) != 0) exit(2);
}

static toegang *open_all(char *folder)
{
    char facts[128], config[128];
    toegang *all = NULL;
    toegang_report report = {0};
    (void)snprintf(facts, sizeof facts, "%s/facts.yaml", folder);
    (void)snprintf(config, sizeof config, "%s/toegang.yaml", folder);
    write_facts(facts);
    FILE *file = fopen(config, "w");
    if (!file || fputs("directories: {kbo: \"yaml:facts.yaml\"}\n"
                       "e-lokets: {open: {legal-representative: automatic}, closed: {right: some-right}}\n", file) < 0 ||
        fclose(file) != 0)
        exit(2);
    if (toegang_open_strict(config, NULL, NULL, &all, &report) != TOEGANG_GOOD) {
        (void)fprintf(stderr, "bench: %s %s %s\n", report.check, report.expected, report.came);
        exit(2);
    }
    (void)remove(facts);
    (void)remove(config);
    return all;
}

int main(void)
{
    char folder[] = "/tmp/toegang-bench-XXXXXX", number[11];
    if (!mkdtemp(folder)) return 2;
    toegang *all = open_all(folder);
    (void)rmdir(folder);
    toegang_statement statement = {.size = sizeof statement, .assurance = TOEGANG_ASSURANCE_HIGH};
    toegang_identity *identity = NULL;
    enterprise(ENTERPRISES / 2, number);
    struct asking permit = {.all = all, .expected = TOEGANG_GOOD, .question = {.size = sizeof permit.question}};
    if (toegang_rrn_parse(FORGE_RRN, 11, 0, &statement.holder, NULL) != TOEGANG_GOOD ||
        toegang_identity_attest(&statement, &identity, NULL) != TOEGANG_GOOD ||
        toegang_kbo_parse(number, 10, &permit.question.organisation, NULL) != TOEGANG_GOOD)
        return 2;
    permit.question.identity = identity;
    permit.question.at = FORGE_AT;
    permit.question.eloket = "open";
    struct asking deny = permit;
    deny.question.eloket = "closed";
    deny.expected = TOEGANG_REFUSED;
    const struct bench_subject reference = bench_rsa();
    const struct bench_subject subjects[] = {{"toegang_check, permit", ask, &permit, 0},
                                             {"toegang_check, deny", ask, &deny, 0},
                                             {"toegang_check and toegang_decision_json", ask_and_tell, &permit, 0}};
    struct bench_result results[3];
    printf("\ndecisions over %d enterprises\n", ENTERPRISES);
    bench_run(&reference, subjects, 3, results);
    bench_print(subjects, 3, results, "x RSA");
    bench_mallocs_print("toegang_check", ask, &permit);
    toegang_identity_free(identity);
    toegang_free(all);
    return 0;
}

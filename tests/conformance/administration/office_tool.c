/* SPDX-License-Identifier: Apache-2.0 */
/* A host that grants without end, so that a test can kill it: office_tool CONFIG FIRST. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <toegang.h>
#include <toegang/sys/identity.h>

static int fail(const toegang_report *report)
{
    fprintf(stderr, "%s: expected %s, came %s\n", report->check, report->expected, report->came);
    return 1;
}

/* Persons born on following days, so many a day as there are numbers. */
static toegang_rrn person(unsigned long number)
{
    char text[16];
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    unsigned long first = (700101 + number / 900) * 1000 + number % 900 + 1;
    snprintf(text, sizeof text, "%09lu%02lu", first, 97 - first % 97);
    if (toegang_rrn_parse(text, 11, 0, &rrn, NULL) != TOEGANG_GOOD) abort();
    return rrn;
}

/* Each grant that was acknowledged is written down before the next begins. */
static int grant(const toegang *all, unsigned long number, const toegang_identity *as, toegang_report *report)
{
    char context[32], line[40];
    toegang_deed *deed = NULL;
    toegang_act act = {.size = sizeof act, .as = as, .to = person(number), .eloket = "counter", .right = "enter"};
    act.context = context;
    act.at = (toegang_time)time(NULL);
    snprintf(context, sizeof context, "%lu", number);
    if (toegang_organisation_parse("0999999922", 10, &act.organisation, report) != TOEGANG_GOOD) return 1;
    toegang_status status = toegang_grant(all, &act, &deed, report);
    toegang_deed_free(deed);
    if (status != TOEGANG_GOOD) return 1;
    int length = snprintf(line, sizeof line, "%lu\n", number);
    return write(STDOUT_FILENO, line, (size_t)length) != length;
}

static int grant_on(const char *config, unsigned long number)
{
    toegang *all = NULL;
    toegang_identity *as = NULL;
    toegang_report report = {0};
    toegang_statement statement = {.size = sizeof statement};
    if (toegang_open(config, NULL, NULL, &all, &report) != TOEGANG_GOOD) return fail(&report);
    if (toegang_rrn_parse("85073003328", 11, 0, &statement.holder, &report) != TOEGANG_GOOD) return fail(&report);
    if (toegang_identity_attest(&statement, &as, &report) != TOEGANG_GOOD) return fail(&report);
    while (grant(all, number, as, &report) == 0) number++;
    return fail(&report);
}

int main(int count, char **arguments)
{
    if (count == 3) return grant_on(arguments[1], strtoul(arguments[2], NULL, 10));
    return 2;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A YAML directory of any octets. It opens, or every problem has a place; what it then answers was checked by
 * the class wrapper; no line that is shown for a problem holds a national number.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <toegang/directory.h>

#include "harness.h"

/* glibc declares it for _GNU_SOURCE only. */
int memfd_create(const char *name, unsigned flags);

static int is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

/* No national number stands by itself in the text, in digits or in its printed form. */
static void check_masked(const char *text)
{
    static const size_t lengths[] = {11, 15};
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        for (size_t k = 0; k < 2 && i + lengths[k] <= length && (i == 0 || !is_digit(text[i - 1])); k++) {
            toegang_rrn rrn;
            if (is_digit(text[i + lengths[k]])) continue;
            demand(toegang_rrn_parse(text + i, lengths[k], 0, &rrn, NULL) != TOEGANG_GOOD);
        }
}

static void take_problem(void *context, const char *file, const char *source_line,
                         const toegang_report *problem)
{
    ++*(size_t *)context;
    demand(file != NULL && problem->status == TOEGANG_CONFIGURATION && problem->check[0] != '\0');
    check_masked(source_line);
    check_masked(problem->expected);
    check_masked(problem->came);
}

static toegang_status take_fact(void *context, const toegang_fact *fact)
{
    ++*(size_t *)context;
    demand(fact->from < fact->until && fact->source[0] != '\0');
    return TOEGANG_GOOD;
}

static void ask(toegang_directory *directory)
{
    static const toegang_fact_kind kinds[TOEGANG_REGISTERS] = {
        TOEGANG_FACT_FUNCTION, TOEGANG_FACT_APPOINTMENT, TOEGANG_FACT_RIGHT, TOEGANG_FACT_RIGHT};
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        toegang_directory_question question = {
            .size = sizeof question, .reg = (toegang_register)reg, .kind = kinds[reg]};
        size_t count = 0;
        toegang_report report = {.status = TOEGANG_GOOD};
        toegang_status status = toegang_directory_read(directory, &question, take_fact, &count, &report);
        demand(status == TOEGANG_GOOD ||
               (count == TOEGANG_FACTS_MAX && strcmp(report.check, "directory.limit") == 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    size_t problems = 0;
    toegang_directory *directory = NULL;
    toegang_report report = {.status = TOEGANG_GOOD};
    int file = memfd_create("fuzz", 0);
    if (file < 0) return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    toegang_yaml_settings settings = {.size = sizeof settings,
                                      .allow_test_numbers = 1,
                                      .problems = take_problem,
                                      .problems_context = &problems};
    if (write(file, data, size) == (ssize_t)size) {
        toegang_status status = toegang_directory_yaml_open(path, &settings, &directory, &report);
        demand(status == TOEGANG_GOOD || status == TOEGANG_CONFIGURATION);
        demand((status == TOEGANG_GOOD) == (problems == 0) &&
               (status == TOEGANG_GOOD) == (directory != NULL));
        demand(report.status == status);
    }
    close(file);
    if (directory) ask(directory);
    toegang_directory_free(directory);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the harnesses share. */
#ifndef TG_TESTS_FUZZ_HARNESS_H
#define TG_TESTS_FUZZ_HARNESS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/base.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void demand(int holds)
{
    if (!holds) abort();
}

/* A sink of who inspects, which reads all that it is told. */
static inline void ignore(void *context, const char *check, int passed, const char *value)
{
    *(size_t *)context += strlen(check) + strlen(value) + (size_t)passed;
}

/* Hostile octets are taken or refused, and a refusal names its check. */
static inline void check_report(toegang_status status, const toegang_report *report)
{
    demand(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    demand(report->status == status && (report->check[0] != '\0') == (status == TOEGANG_REFUSED));
    demand(memchr(report->expected, '\0', sizeof report->expected) &&
           memchr(report->came, '\0', sizeof report->came));
}

#endif

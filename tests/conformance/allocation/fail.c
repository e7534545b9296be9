/* SPDX-License-Identifier: Apache-2.0 */
#include "fail.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

/* The address sanitizer's, where there is one, else libc's. */
extern void *__interceptor_malloc(size_t size) __attribute__((weak));
extern void *__interceptor_calloc(size_t count, size_t size) __attribute__((weak));
extern void *__interceptor_realloc(void *old, size_t size) __attribute__((weak));
extern void *__libc_malloc(size_t size) __attribute__((weak));
extern void *__libc_calloc(size_t count, size_t size) __attribute__((weak));
extern void *__libc_realloc(void *old, size_t size) __attribute__((weak));

static struct {
    int counting, onwards;
    size_t nth, count;
} plan;

void fail_from(size_t nth, int onwards)
{
    plan.nth = nth;
    plan.onwards = onwards;
    plan.count = 0;
    plan.counting = 1;
}

size_t fail_stop(void)
{
    plan.counting = 0;
    return plan.count;
}

static int fails(void)
{
    if (!plan.counting) return 0;
    plan.count++;
    if (plan.nth == 0 || plan.count < plan.nth || (plan.count > plan.nth && !plan.onwards)) return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    if (fails()) return NULL;
    return __interceptor_malloc ? __interceptor_malloc(size) : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fails()) return NULL;
    return __interceptor_calloc ? __interceptor_calloc(count, size) : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    if (fails()) return NULL;
    return __interceptor_realloc ? __interceptor_realloc(old, size) : __libc_realloc(old, size);
}

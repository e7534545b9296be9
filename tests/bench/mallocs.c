/* SPDX-License-Identifier: Apache-2.0 */
/* malloc, calloc and realloc of the process, counted by the library that calls them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

enum { CALLERS = 16384 };
static void *callers[CALLERS];
static size_t counted;

static void note(void *caller)
{
    if (counted < CALLERS) callers[counted] = caller;
    counted++;
}

void *malloc(size_t size)
{
    note(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    note(__builtin_return_address(0));
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    note(__builtin_return_address(0));
    return __libc_realloc(old, size);
}

size_t bench_mallocs(void)
{
    size_t count = counted;
    counted = 0;
    return count;
}

static const char *library_of(void *address)
{
    Dl_info info;
    if (!dladdr(address, &info) || !info.dli_fname) return "?";
    const char *slash = strrchr(info.dli_fname, '/');
    return slash ? slash + 1 : info.dli_fname;
}

void bench_mallocs_print(const char *name, bench_once *once, void *context)
{
    const char *names[32];
    size_t counts[32] = {0}, kinds = 0;
    (void)bench_mallocs();
    (void)once(context);
    size_t count = counted < CALLERS ? counted : CALLERS;
    for (size_t i = 0; i < count; i++) {
        const char *library = library_of(callers[i]);
        size_t kind = 0;
        while (kind < kinds && strcmp(names[kind], library) != 0) kind++;
        if (kind == kinds && kinds < 32) names[kinds++] = library;
        if (kind < 32) counts[kind]++;
    }
    printf("mallocs of %s:", name);
    for (size_t kind = 0; kind < kinds; kind++) printf(" %s %zu", names[kind], counts[kind]);
    printf("\n");
}

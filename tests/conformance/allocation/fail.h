/* SPDX-License-Identifier: Apache-2.0 */
/*
 * malloc, calloc and realloc of the whole process, libraries included: each counted, and one of them failed at will.
 * The definitions in fail.c come before those of libc and of the address sanitizer, and end there.
 */
#ifndef TG_TESTS_FAIL_H
#define TG_TESTS_FAIL_H

#include <stddef.h>

/* From now on count; fail the nth (from 1; 0: none), and with `onwards` every one after it. */
void fail_from(size_t nth, int onwards);
/* Stops counting and failing; returns how many there were since fail_from. */
size_t fail_stop(void);

#endif

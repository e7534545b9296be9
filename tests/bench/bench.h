/* SPDX-License-Identifier: Apache-2.0 */
/* Time beside a reference that is measured in the same breath, so that a noisy machine tells the truth. */
#ifndef TG_BENCH_H
#define TG_BENCH_H

#include <stddef.h>

/* Does the thing once; 0 when it came out as it should. */
typedef int bench_once(void *context);

struct bench_subject {
    const char *name;
    bench_once *once;
    void *context;
    int absent; /* not on this machine, or cannot do this */
};

struct bench_result {
    double lowest; /* seconds, of the quietest round */
    double median; /* seconds, of all rounds */
    double ratio;  /* median of round / reference beside it */
    size_t mallocs;
};

/*
 * From now on the time on the wall counts, for work that other processes do; else that of this thread alone, or with
 * that of others in seconds beside it.
 */
void bench_by_the_wall(void);
void bench_and_of(double (*others)(void));
/* The time of this thread with that of a server: of all its threads and of the processes below it. */
void bench_by_work(int process);
/* Times subjects in turn in rounds of about 20 ms, the reference before and after each. Ends the process when one fails. */
void bench_run(const struct bench_subject *reference, const struct bench_subject *subjects, size_t count,
               struct bench_result *results);
/* Ends the process when a peer takes what it must refuse: its time would mean nothing. */
void bench_must_refuse(struct bench_subject subject);
void bench_print(const struct bench_subject *subjects, size_t count, const struct bench_result *results,
                 const char *unit);

/* Allocations of the process since the last call, and which library made them. */
size_t bench_mallocs(void);
void bench_mallocs_print(const char *name, bench_once *once, void *context);

/* One RSA-2048 verification with a kept context: the unit that everything is told in. */
struct bench_subject bench_rsa(void);
/* The same after one RSA-2048 OAEP decryption with a kept context: what an encrypted assertion costs at least. */
struct bench_subject bench_oaep(void);
/* The signature of one token over its octets, digest included, by libcrypto with a kept context: what a token costs at
 * least. */
struct bench_subject bench_raw(const char *token, const char *algorithm, const char *pem);

#endif

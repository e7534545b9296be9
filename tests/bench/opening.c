/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the time of a refusal tells why decryption failed: ways of failing in turn, 10 000 of each,
 * compared with the first by Welch's t. Below 4.5 nothing is seen. Not a test: a busy machine would fail it.
 * Usage: bench_opening [TRIES]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

#include "forge_provider.h"

#define SLOWEST 1.5 /* times the quickest: interrupted by something else */

struct way {
    const char *name;
    char *message;
    double count, sum, squares;
};

static toegang_trust *trust_of(void)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    char *metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    const char *ours[] = {forge_key_pem("sp")};
    toegang_saml_provider provider = forge_provider(metadata);
    provider.decryption_keys = ours;
    provider.decryption_key_count = 1;
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    if (toegang_trust_new(&settings, &trust, NULL) != TOEGANG_GOOD) exit(2);
    return trust;
}

/* Another character of the value after that many values; from its end when negative. */
static char *flipped(const char *message, int values, long place)
{
    char *out = strdup(message), *at = out;
    for (int i = 0; i <= values; i++) at = strstr(at, "<xenc:CipherValue>") + strlen("<xenc:CipherValue>");
    char *end = strchr(at, '<'), *octet = place < 0 ? end + place : at + place;
    *octet = *octet == 'A' ? 'B' : 'A';
    return out;
}

static double tried(const toegang_trust *trust, const char *message)
{
    struct timespec from, to;
    toegang_identity *identity = NULL;
    size_t length = strlen(message);
    clock_gettime(CLOCK_MONOTONIC, &from);
    toegang_status status =
        toegang_verify_saml(trust, message, length, FORGE_REQUEST, FORGE_AT, &identity, NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (status != TOEGANG_REFUSED) exit(1);
    return (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
}

static void add(struct way *way, double time)
{
    way->count++;
    way->sum += time;
    way->squares += time * time;
}

static double variance(const struct way *way)
{
    double mean = way->sum / way->count;
    return (way->squares / way->count - mean * mean) / way->count;
}

static double quickest_of(const toegang_trust *trust, const char *message)
{
    double quickest = tried(trust, message);
    for (int i = 0; i < 500; i++) {
        double time = tried(trust, message);
        if (time < quickest) quickest = time;
    }
    return quickest;
}

int main(int argc, char **argv)
{
    const struct forge_sealing ours = {.key = forge_key("sp")}, theirs = {.key = forge_key("attacker")};
    const struct forge_sealing longer = {.key = forge_key("sp"), .key_octets = 32};
    const char *clear = forge_response(NULL, 0, NULL), *good = forge_encrypt(clear, "Assertion", &ours);
    struct way ways[] = {
        {.name = "one bit of the content", .message = flipped(good, 1, 400)},
        {.name = "the same again", .message = flipped(good, 1, 404)},
        {.name = "one bit of the IV", .message = flipped(good, 1, 3)},
        {.name = "one bit of the tag", .message = flipped(good, 1, -6)},
        {.name = "one bit of the wrapped key", .message = flipped(good, 0, 100)},
        {.name = "encrypted for somebody else", .message = forge_encrypt(clear, "Assertion", &theirs)},
        {.name = "a content key of another length", .message = forge_encrypt(clear, "Assertion", &longer)}};
    enum { WAYS = sizeof ways / sizeof *ways };
    long tries = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
    toegang_trust *trust = trust_of();
    double quickest = quickest_of(trust, ways[0].message);
    for (long i = 0; i < tries; i++)
        for (size_t w = 0; w < WAYS; w++) {
            size_t turn = (w + (size_t)rand()) % WAYS;
            double time = tried(trust, ways[turn].message);
            if (time < SLOWEST * quickest) add(&ways[turn], time);
        }
    for (size_t w = 0; w < WAYS; w++)
        printf("%-34s %9.2f us, t %6.2f, %.0f tries\n", ways[w].name, ways[w].sum / ways[w].count,
               (ways[w].sum / ways[w].count - ways[0].sum / ways[0].count) /
                   sqrt(variance(&ways[w]) + variance(&ways[0]) + 1e-12),
               ways[w].count);
    toegang_trust_free(trust);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a harness over its corpus without a fuzzer: each file as it is, then cut short and changed a little, the same
 * way in every run. Usage: fuzz_name FOLDER. TOEGANG_FUZZ_SECONDS=N goes on changing for N seconds.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 1 << 20, CHANGES = 64, FILES_MAX = 20000 };

static uint64_t state = 88172645463325252U;

/* Marsaglia's xorshift: every run makes the same changes. */
static size_t below(size_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit == 0 ? 0 : (size_t)(state % limit);
}

/* In a block of exactly its size, so that the sanitizer sees one octet too many. */
static void run_exactly(const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) abort();
    if (size > 0) memcpy(copy, octets, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* Octets that mean something to a reader. */
static uint8_t telling_octet(void)
{
    static const char telling[] = "<>&;\"'/=:#{}[]-!?*|\n\r\t 09azAZ~\\%+,.\x7f\x80\xc3\xff";
    return (uint8_t)telling[below(sizeof telling)];
}

static size_t change(uint8_t *octets, size_t size)
{
    if (size == 0) return 0;
    size_t at = below(size);
    switch (below(5)) {
    case 0: octets[at] ^= (uint8_t)(1U << below(8)); return size;
    case 1: octets[at] = telling_octet(); return size;
    case 2: return at;
    case 3: memmove(octets + at, octets + at + 1, size - at - 1); return size - 1;
    default: {
        size_t length = below(size - at) + 1;
        memmove(octets + below(size - length + 1), octets + at, length);
        return size;
    }
    }
}

static void run_changed(const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) abort();
    if (size > 0) memcpy(copy, octets, size);
    size_t left = size;
    for (size_t times = below(4) + 1; times > 0; times--) left = change(copy, left);
    run_exactly(copy, left);
    free(copy);
}

static size_t read_file(const char *folder, const char *name, uint8_t *octets)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    size_t size = fread(octets, 1, FILE_MAX, file);
    (void)fclose(file);
    return size;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Names of the corpus, sorted: folders have no order of their own. */
static size_t list(const char *folder, char **names)
{
    DIR *entries = opendir(folder);
    if (entries == NULL) return 0;
    size_t count = 0;
    const struct dirent *entry;
    while (count < FILES_MAX && (entry = readdir(entries)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        names[count] = strdup(entry->d_name);
        if (names[count] == NULL) abort();
        count++;
    }
    (void)closedir(entries);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

static size_t run_once(const char *folder, char *const *names, size_t count, uint8_t *octets)
{
    size_t runs = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = read_file(folder, names[i], octets);
        run_exactly(octets, size);
        for (int changed = 0; changed < CHANGES; changed++) run_changed(octets, size);
        runs += 1 + CHANGES;
    }
    return runs;
}

static long seconds_asked(void)
{
    const char *text = getenv("TOEGANG_FUZZ_SECONDS");
    return text == NULL ? 0 : strtol(text, NULL, 10);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    static char *names[FILES_MAX];
    static uint8_t octets[FILE_MAX];
    size_t count = list(argv[1], names);
    size_t runs = 0;
    time_t end = time(NULL) + seconds_asked();
    run_exactly(octets, 0);
    do runs += run_once(argv[1], names, count, octets);
    while (count > 0 && time(NULL) < end);
    printf("1..1\n%s 1 - %zu files, %zu inputs\n", count > 0 ? "ok" : "not ok", count, runs);
    for (size_t i = 0; i < count; i++) free(names[i]);
    return count > 0 ? 0 : 1;
}

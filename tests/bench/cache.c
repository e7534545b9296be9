/* SPDX-License-Identifier: Apache-2.0 */
/* An answer that is kept: 10,000 enterprises with three functions each, asked in an order that no processor
 * foresees. */
#include <stdio.h>
#include <stdlib.h>

#include <toegang.h>

#include "bench.h"

enum { ENTERPRISES = 10000, FACTS = 3 };

struct asking {
    toegang_directory *directory;
    toegang_directory_question *questions;
    unsigned next;
    size_t facts; /* that one answer holds */
};

static toegang_status count(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

static int ask(void *context)
{
    struct asking *asking = context;
    size_t facts = 0;
    asking->next = (asking->next * 1103515245U + 12345U) % ENTERPRISES;
    toegang_status status =
        toegang_directory_read(asking->directory, &asking->questions[asking->next], count, &facts, NULL);
    return status != TOEGANG_GOOD || facts != asking->facts;
}

static toegang_organisation enterprise(unsigned ordinal)
{
    char digits[16];
    toegang_organisation organisation;
    unsigned number = 1000000U + ordinal;
    (void)snprintf(digits, sizeof digits, "0%07u%02u", number, 97U - number % 97U);
    if (toegang_kbo_parse(digits, 10, &organisation, NULL) != TOEGANG_GOOD) exit(2);
    return organisation;
}

static toegang_directory *memory_of(const toegang_directory_question *questions)
{
    static toegang_fact facts[ENTERPRISES * FACTS];
    toegang_directory *directory = NULL;
    for (unsigned i = 0; i < ENTERPRISES * FACTS; i++) {
        facts[i] = (toegang_fact){.size = sizeof *facts,
                                  .kind = TOEGANG_FACT_FUNCTION,
                                  .organisation = questions[i / FACTS].organisation,
                                  .code = "10007",
                                  .source = "kbo.yaml:12345",
                                  .until = TOEGANG_NEVER,
                                  .granted_at = TOEGANG_ALWAYS};
        if (toegang_rrn_parse("85073003328", 11, 0, &facts[i].holder, NULL) != TOEGANG_GOOD) exit(2);
    }
    if (toegang_directory_memory_new(facts, ENTERPRISES * FACTS, &directory, NULL) != TOEGANG_GOOD) exit(2);
    return directory;
}

static toegang_directory *kept(toegang_directory *inside)
{
    toegang_cache_settings settings = {.size = sizeof settings, .for_ms = 86400000, .negative_ms = 86400000};
    toegang_directory *cache = NULL;
    if (toegang_directory_cache_new(inside, &settings, &cache, NULL) != TOEGANG_GOOD) exit(2);
    return cache;
}

static toegang_directory *layer_of(toegang_directory *kbo)
{
    toegang_directory *layer = NULL, *const registers[TOEGANG_REGISTERS] = {kbo, NULL, NULL, NULL};
    if (toegang_directory_layer_new(registers, &layer, NULL) != TOEGANG_GOOD) exit(2);
    return layer;
}

int main(void)
{
    static toegang_directory_question about[ENTERPRISES], nobody[ENTERPRISES];
    for (unsigned i = 0; i < ENTERPRISES; i++) {
        about[i] = (toegang_directory_question){.size = sizeof *about, .kind = TOEGANG_FACT_FUNCTION};
        nobody[i] = about[i];
        about[i].organisation = enterprise(i);
        nobody[i].organisation = enterprise(ENTERPRISES + i);
    }
    struct asking memory = {memory_of(about), about, 0, FACTS};
    struct asking hit = {kept(memory_of(about)), about, 0, FACTS}, none = {hit.directory, nobody, 0, 0};
    struct asking through = {layer_of(kept(memory_of(about))), about, 0, FACTS};
    for (unsigned i = 0; i < 4 * ENTERPRISES; i++)
        if (ask(&hit) || ask(&none) || ask(&through)) return 2;
    const struct bench_subject reference = {"the same from memory", ask, &memory, 0};
    const struct bench_subject subjects[] = {{"kept, three facts", ask, &hit, 0},
                                             {"kept, no facts", ask, &none, 0},
                                             {"kept, three facts, behind a layer", ask, &through, 0},
                                             {"from memory, three facts", ask, &memory, 0}};
    struct bench_result results[4];
    printf("\nan answer that is kept, over %d enterprises\n", ENTERPRISES);
    bench_run(&reference, subjects, 4, results);
    bench_print(subjects, 4, results, "x memory");
    toegang_directory_free(memory.directory);
    toegang_directory_free(hit.directory);
    toegang_directory_free(through.directory);
    return 0;
}

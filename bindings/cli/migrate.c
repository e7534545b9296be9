/* SPDX-License-Identifier: Apache-2.0 */
/* directory migrate: the schema of every store that is configured. */
#include <string.h>

#include "directory.h"

struct telling {
    const struct options *options;
    size_t count;
};

static void write_registers(unsigned registers, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < TOEGANG_REGISTERS && used < size; i++)
        if (registers & (1U << i))
            used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "",
                                     toegang_register_name((toegang_register)i));
}

static void print_json_of(const toegang_migrated *store, const char *registers)
{
    bool good = store->status == TOEGANG_GOOD;
    printf("{\"registers\":");
    print_json(registers);
    printf(",\"source\":");
    print_json(store->source);
    printf(",\"done\":%s,\"before\":", good ? "true" : "false");
    print_json(store->before);
    printf(",\"after\":");
    print_json(store->after);
    if (!good) printf(",\"check\":"), print_json(store->report->check);
    puts("}");
}

static void tell(void *context, const toegang_migrated *store)
{
    struct telling *telling = context;
    toegang_language language = telling->options->language;
    char registers[128];
    telling->count++;
    write_registers(store->registers, registers, sizeof registers);
    if (telling->options->json) {
        print_json_of(store, registers);
    } else if (store->status == TOEGANG_GOOD) {
        bool same = *store->before && strcmp(store->before, store->after) == 0;
        printf("%s (%s): ", registers, store->source);
        if (same)
            say(stdout, language, TEXT_MIGRATE_SAME, store->after);
        else if (*store->before && strcmp(store->before, "0") != 0)
            say(stdout, language, TEXT_MIGRATE_RAISED, store->before, store->after);
        else
            say(stdout, language, TEXT_MIGRATE_MADE, store->after);
        putchar('\n');
    }
    if (store->status == TOEGANG_GOOD) return;
    fflush(stdout);
    fprintf(stderr, "%s (%s): ", registers, store->source);
    fault_report(language, store->report);
}

int run_directory_migrate(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang_register reg;
    toegang_report report = {0};
    struct telling telling = {options, 0};
    if (options->reg && !input_register(options, &reg)) return EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    toegang_status status = toegang_migrate(all, options->reg ? &reg : NULL, tell, &telling, &report);
    if (telling.count == 0 && status != TOEGANG_GOOD)
        fault_report(options->language, &report);
    else if (telling.count == 0 && !options->json)
        say(stdout, options->language, TEXT_MIGRATE_NONE), putchar('\n');
    toegang_free(all);
    return exit_of(status);
}

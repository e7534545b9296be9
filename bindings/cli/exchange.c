/* SPDX-License-Identifier: Apache-2.0 */
/* directory import and directory export: a whole register and a file. */
#include <stdlib.h>
#include <string.h>

#include "directory.h"
#include "progress.h"

bool input_register(const struct options *options, toegang_register *out)
{
    const char *names[TOEGANG_REGISTERS];
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        names[i] = toegang_register_name((toegang_register)i);
        if (strcmp(options->reg, names[i]) == 0) return *out = (toegang_register)i, true;
    }
    fault(options->language, TEXT_VALUE, "register", options->reg, "kbo, btb, gebruikersbeheer, rollenbeheer");
    const char *near = nearest(options->reg, names, TOEGANG_REGISTERS);
    if (near) fault(options->language, TEXT_MEANT, near);
    return false;
}

static bool input_as_of(const struct options *options, toegang_time *out)
{
    toegang_report report = {0};
    toegang_time ends;
    if (!options->as_of) return *out = 0, true;
    size_t length = strlen(options->as_of);
    if (toegang_time_parse(options->as_of, length, out, NULL) == TOEGANG_GOOD) return true;
    if (toegang_day_parse(options->as_of, length, out, &ends, &report) == TOEGANG_GOOD) return true;
    fault_report(options->language, &report);
    return false;
}

/* ---- what came of it ---- */

static void print_result(const struct options *options, const char *event, const struct progress *progress,
                         const toegang_exchanged *done, const toegang_report *report)
{
    char as_of[32];
    bool good = report->status == TOEGANG_GOOD;
    printf("{\"event\":\"%s\",\"done\":%s,\"register\":", event, good ? "true" : "false");
    print_json(options->reg);
    printf(",\"file\":");
    print_json(progress->name);
    printf(",\"facts\":%ju,\"rejected\":%ju,\"others\":%ju,\"resumed\":%ju,\"seconds\":%jd", (uintmax_t)done->facts,
           (uintmax_t)done->rejected, (uintmax_t)done->others, (uintmax_t)done->resumed,
           (intmax_t)progress_seconds(progress));
    if (done->organisations > 0) {
        printf(",\"organisations\":%ju,\"names\":%ju,\"note\":", (uintmax_t)done->organisations, (uintmax_t)done->names);
        print_json(text(TEXT_OPEN_DATA_NOBODY, options->language));
    }
    toegang_time_format(done->as_of, as_of);
    if (good && done->as_of != TOEGANG_ALWAYS) printf(",\"asOf\":\"%s\"", as_of);
    if (!good) {
        printf(",\"check\":"), print_json(report->check);
        printf(",\"expected\":"), print_json(report->expected);
        printf(",\"came\":"), print_json(report->came);
    }
    puts("}");
}

static void tell_others(const struct options *options, const toegang_exchanged *done)
{
    char others[COUNT_ROOM];
    if (done->others == 0 || done->organisations > 0 || options->json) return;
    write_number(done->others, others);
    fault(options->language, TEXT_IMPORT_OTHERS, others);
}

static void say_loaded(const struct options *options, const struct progress *progress, const toegang_exchanged *done)
{
    char organisations[COUNT_ROOM], names[COUNT_ROOM];
    write_number(done->organisations, organisations);
    write_number(done->names, names);
    say(stdout, options->language, TEXT_IMPORTED_OPEN_DATA, organisations, names, progress->name,
        (int)progress_seconds(progress));
}

static void say_done(const struct options *options, enum text many, enum text one, const struct progress *progress,
                     const toegang_exchanged *done)
{
    char facts[COUNT_ROOM], day[DAY_ROOM];
    write_number(done->facts, facts);
    if (done->organisations > 0)
        say_loaded(options, progress, done);
    else
        say(stdout, options->language, done->facts == 1 ? one : many, options->reg, facts, progress->name, (int)progress_seconds(progress));
    if (done->as_of != TOEGANG_ALWAYS && done->as_of != TOEGANG_NEVER) {
        write_day(options->language, done->as_of, day);
        fputs(" ", stdout);
        say(stdout, options->language, TEXT_EXCHANGE_AS_OF, day);
    }
    putchar('\n');
    if (done->organisations > 0) puts(text(TEXT_OPEN_DATA_NOBODY, options->language));
}

typedef toegang_status exchanger(const toegang *all, const toegang_exchange *what, toegang_exchanged *out,
                                 toegang_report *report);

static int exchange(const struct options *options, const toegang *all, const char *event, exchanger *run, enum text many,
                    enum text one)
{
    struct progress progress;
    toegang_report report = {0};
    toegang_exchanged done = {.size = sizeof done};
    toegang_exchange what = {.size = sizeof what,
                             .path = options->file,
                             .at = options->moment,
                             .progress = progress_show,
                             .rejects = progress_reject,
                             .context = &progress};
    if (!input_register(options, &what.reg) || !input_as_of(options, &what.as_of)) return EXIT_USAGE;
    progress_begin(&progress, options);
    toegang_status status = run(all, &what, &done, &report);
    progress_clear(&progress);
    progress_rejects(&progress);
    tell_others(options, &done);
    if (options->json)
        print_result(options, event, &progress, &done, &report);
    else if (status == TOEGANG_GOOD)
        say_done(options, many, one, &progress, &done);
    if (status != TOEGANG_GOOD) fault_report(options->language, &report);
    progress_free(&progress);
    return exit_of(status);
}

int run_directory_import(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    code = exchange(options, all, "import", toegang_import, TEXT_IMPORTED, TEXT_IMPORTED_ONE);
    toegang_free(all);
    return code;
}

int run_directory_export(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    code = exchange(options, all, "export", toegang_export, TEXT_EXPORTED, TEXT_EXPORTED_ONE);
    toegang_free(all);
    return code;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"

#define PARTS_SHOWN 20 /* of one section; the rest is counted */

struct listing {
    toegang_language language;
    const char *section;
    size_t shown;
    size_t sections;
};

static void end_section(const struct listing *listing)
{
    if (listing->shown <= PARTS_SHOWN) return;
    fputs("    … ", stdout);
    say(stdout, listing->language, TEXT_MORE, listing->shown - PARTS_SHOWN);
    putchar('\n');
}

static const char *section_text(const struct listing *listing, const char *section)
{
    if (strcmp(section, "trust") == 0) return text(TEXT_TRUST, listing->language);
    if (strcmp(section, "directories") == 0) return text(TEXT_DIRECTORIES, listing->language);
    return text(TEXT_ELOKETS, listing->language);
}

static void list_part(void *context, const char *section, const char *name, const char *detail)
{
    struct listing *listing = context;
    if (strcmp(section, listing->section) != 0) {
        end_section(listing);
        listing->section = section;
        listing->shown = 0;
        printf("  %s: %s\n", section, section_text(listing, section));
    }
    if (++listing->shown <= PARTS_SHOWN) printf("    %s: %s\n", name, detail);
}

static void list(const struct options *options, const toegang *all)
{
    struct listing listing = {options->language, "", 0, 0};
    printf("%s: %s\n", options->file, text(TEXT_GOOD, options->language));
    toegang_parts(all, list_part, &listing);
    end_section(&listing);
}

static void count_problems(const struct told *told)
{
    say(stderr, told->language, told->count == 1 ? TEXT_PROBLEM : TEXT_PROBLEMS, told->count);
    fputc('\n', stderr);
}

int run_config(const struct options *options)
{
    toegang *all = NULL;
    toegang_report report = {0};
    struct told told = {options->language, 0};
    toegang_status status = toegang_open_strict(options->file, tell_problem, &told, &all, &report);
    if (status == TOEGANG_GOOD)
        list(options, all);
    else if (told.count > 0)
        count_problems(&told);
    else
        fault_report(options->language, &report);
    toegang_free(all);
    return exit_of(status);
}

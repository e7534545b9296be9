/* SPDX-License-Identifier: Apache-2.0 */
/* serve: hands over to the program of that package, which reads the same table of options. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define WORDS_MOST 64

/* What was given, as words again; NULL ends them. */
static void write_words(const struct options *options, const char *words[WORDS_MOST],
                        char names[WORDS_MOST][32])
{
    size_t count = 0;
    words[count++] = TOEGANG_SERVE;
    for (size_t i = 0; i < option_count && count + 2 < WORDS_MOST; i++) {
        const struct option *option = &option_table[i];
        const char *value;
        if (!(option->commands & COMMAND_SERVE) || !option->value) continue;
        memcpy(&value, (const char *)options + option->offset, sizeof value);
        if (!value) continue;
        snprintf(names[count], sizeof names[count], "--%s", option->name);
        words[count] = names[count];
        count++;
        words[count++] = value;
    }
    words[count] = NULL;
}

int run_serve(const struct options *options)
{
    const char *words[WORDS_MOST];
    char names[WORDS_MOST][32];
    char *const *as_given;
    write_words(options, words, names);
    /* execv changes nothing of what it is given; its type is older than const. */
    const void *place = words;
    memcpy(&as_given, &place, sizeof as_given);
    execv(TOEGANG_SERVE, as_given);
    if (errno == ENOENT)
        fault(options->language, TEXT_SERVE_ABSENT, TOEGANG_SERVE);
    else
        fault(options->language, TEXT_FILE, TOEGANG_SERVE, strerror(errno));
    return EXIT_USAGE;
}

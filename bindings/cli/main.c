/* SPDX-License-Identifier: Apache-2.0 */
/* The program toegang: the library's questions on the command line. */
#include "cli.h"

static int run(const struct command *command, int count, char **arguments)
{
    struct options options = {.command = command, .language = TOEGANG_NL};
    if (!options_read(command, count, arguments, &options)) return EXIT_USAGE;
    if (options.help) return help_command(command), EXIT_DONE;
    return command->run(&options);
}

static int choose_and_run(int count, char **words)
{
    int used = 0, code = EXIT_USAGE;
    const struct command *command = command_choose(count, words, &used, &code);
    return command ? run(command, count - used, words + used) : code;
}

int main(int count, char **arguments)
{
    int code = count > 0 ? choose_and_run(count - 1, arguments + 1) : EXIT_USAGE;
    /* An answer that did not arrive is no answer. */
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    fault(TOEGANG_NL, TEXT_OUTPUT);
    return EXIT_UNKNOWN;
}

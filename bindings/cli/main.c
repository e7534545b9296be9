/* SPDX-License-Identifier: Apache-2.0 */
/* The program toegang: the library's questions on the command line. */
#include <string.h>

#include "cli.h"

#define EXITS_ANSWER "0 permit, 1 deny or refused assertion, 2 usage or configuration, 3 indeterminate"

const struct command commands[] = {
    {"check", COMMAND_CHECK, run_check, NULL,
     "--config FILE (--saml FILE --in-response-to ID | --jwt FILE | --holder RRN) [--organisation N] "
     "--eloket NAME [OPTION]...",
     "May this person act here, for this organisation? With the reason.", EXITS_ANSWER},
    {"inspect", COMMAND_INSPECT, run_inspect, NULL,
     "--config FILE (--saml FILE [--in-response-to ID] | --jwt FILE | --query FILE) [OPTION]...",
     "What is in this SAML response or token, and which checks pass? Masked.",
     "0 accepted, 1 refused, 2 usage or configuration, 3 could not be judged"},
    {"represent", COMMAND_REPRESENT, run_represent, NULL,
     "--config FILE (--organisation N | --holder RRN) [OPTION]...",
     "Who represents this organisation, or whom does this holder represent?",
     "0 answered, 2 usage or configuration, 3 a directory could not answer"},
    {"config", COMMAND_CONFIG, run_config, "FILE", "FILE [OPTION]...",
     "Is this configuration good? All its errors at once; reads every file that it names.",
     "0 good, 2 not good"},
    {"test", COMMAND_TEST, run_test, "FILE", "FILE [OPTION]...",
     "Do these scenarios come out as expected? Prints those that do not.",
     "0 all as expected, 1 some differ, 2 usage or configuration"},
    {"login-request", COMMAND_LOGIN_REQUEST, run_login_request, NULL,
     "--config FILE [--provider ENTITY] [--relay-state TEXT] [OPTION]...",
     "A signed SAML request to sign in: the URL to send the person to, and its ID.",
     "0 printed, 2 usage or configuration, 3 could not be made"},
    {"metadata", COMMAND_METADATA, run_metadata, NULL, "--config FILE [--provider ENTITY] [OPTION]...",
     "Our own SAML metadata, signed, for the provider.", "0 printed, 2 usage or configuration, 3 could not be made"},
};
const size_t command_count = sizeof commands / sizeof *commands;

int exit_of(toegang_status status)
{
    if (status == TOEGANG_GOOD) return EXIT_DONE;
    if (status > TOEGANG_GOOD) return EXIT_REFUSED;
    return status == TOEGANG_MISUSE || status == TOEGANG_CONFIGURATION ? EXIT_USAGE : EXIT_UNKNOWN;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[16];
    for (size_t i = 0; i < command_count; i++) names[i] = commands[i].name;
    const char *near = nearest(name, names, command_count);
    fault(TOEGANG_NL, TEXT_COMMAND_UNKNOWN, name);
    if (near)
        fault(TOEGANG_NL, TEXT_MEANT, near);
    else
        fault(TOEGANG_NL, TEXT_HELP);
    return EXIT_USAGE;
}

static int run(const struct command *command, int count, char **arguments)
{
    struct options options = {.language = TOEGANG_NL};
    if (!options_read(command, count, arguments, &options)) return EXIT_USAGE;
    if (options.help) return help_command(command), EXIT_DONE;
    return command->run(&options);
}

static int choose(int count, char **arguments)
{
    const char *first = count > 1 ? arguments[1] : NULL;
    if (!first) return fault(TOEGANG_NL, TEXT_COMMAND_NEEDED), fault(TOEGANG_NL, TEXT_HELP), EXIT_USAGE;
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0)
        return help_program(), EXIT_DONE;
    if (strcmp(first, "--version") == 0)
        return printf("toegang %s (%s)\n", toegang_version(), toegang_adapters()), EXIT_DONE;
    const struct command *command = find_command(first);
    return command ? run(command, count - 2, arguments + 2) : unknown_command(first);
}

int main(int count, char **arguments)
{
    int code = choose(count, arguments);
    /* An answer that did not arrive is no answer. */
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    fault(TOEGANG_NL, TEXT_OUTPUT);
    return EXIT_UNKNOWN;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The program toegang: the library's questions on the command line. */
#include "cli.h"

#define EXITS_ANSWER "0 permit, 1 deny or refused assertion, 2 usage or configuration, 3 indeterminate"
#define EXITS_CHANGE "0 done, 1 refused, 2 usage or configuration, 3 a directory could not answer: nothing was changed"
#define EXITS_LIST "0 answered, 2 usage or configuration, 3 a directory could not answer"
#define EXITS_AUDIT "0 whole, 1 cut or altered, 2 usage or configuration, 3 a trail could not be read"
#define AS "--config FILE (--as @FILE | --as-saml FILE --in-response-to ID | --as-jwt FILE) --to @FILE --organisation N "

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
    {"appoint", COMMAND_APPOINT, run_change, NULL, AS "[--role htb] [--from D] [--until D] [OPTION]...",
     "Makes this person chief access manager (HTB) of the organisation.", EXITS_CHANGE},
    {"dismiss", COMMAND_DISMISS, run_change, NULL, AS "[--role htb] [--from D] [OPTION]...",
     "Ends every appointment of this person as chief access manager there.", EXITS_CHANGE},
    {"grant", COMMAND_GRANT, run_change, NULL,
     AS "--eloket E --right R [--context V] [--from D] [--until D] [OPTION]...",
     "Gives this person a right on an e-counter, or renews it.", EXITS_CHANGE},
    {"revoke", COMMAND_REVOKE, run_change, NULL, AS "--eloket E --right R [--context V] [--from D] [OPTION]...",
     "Ends that right, whoever granted it.", EXITS_CHANGE},
    {"suspend", COMMAND_SUSPEND, run_change, NULL, AS "--eloket E [--from D] [--until D] [OPTION]...",
     "Blocks this person at an e-counter for the organisation; what was granted stays.", EXITS_CHANGE},
    {"resume", COMMAND_RESUME, run_change, NULL, AS "--eloket E [--from D] [OPTION]...", "Lifts such a block.",
     EXITS_CHANGE},
    {"list htb", COMMAND_LIST_HTB, run_list, NULL, "--config FILE --organisation N [OPTION]...",
     "The chief access managers of an organisation.", EXITS_LIST},
    {"list holders", COMMAND_LIST_HOLDERS, run_list, NULL,
     "--config FILE --organisation N [--eloket E] [--right R] [OPTION]...", "The holders of rights in an organisation.",
     EXITS_LIST},
    {"list rights", COMMAND_LIST_RIGHTS, run_list, NULL,
     "--config FILE --holder @FILE [--organisation N] [--eloket E] [OPTION]...", "The rights of a holder.", EXITS_LIST},
    {"list organisations", COMMAND_LIST_ORGANISATIONS, run_list, NULL, "--config FILE --holder @FILE [OPTION]...",
     "The organisations that a holder can act for.", EXITS_LIST},
    {"list review", COMMAND_LIST_REVIEW, run_list, NULL,
     "--config FILE --organisation N [--eloket E] [--soon DAYS] [OPTION]...",
     "Rights that somebody should look at: whose grantor left, or that end soon.", EXITS_LIST},
    {"audit verify", COMMAND_AUDIT_VERIFY, run_audit, NULL, "--config FILE [OPTION]...",
     "Is every trail whole? Note its count and its head elsewhere: they show a trail that was put back.", EXITS_AUDIT},
    {"audit show", COMMAND_AUDIT_SHOW, run_audit, NULL, "--config FILE [OPTION]...",
     "The lines of every trail, once all are found whole.", EXITS_AUDIT},
    {"audit export", COMMAND_AUDIT_EXPORT, run_audit, NULL, "--config FILE [OPTION]...",
     "The lines that stores keep, as JSON, one a line.", EXITS_AUDIT},
    {"audit replay", COMMAND_AUDIT_REPLAY, run_audit, NULL, "--config FILE [OPTION]...",
     "Does every logged decision come out as it did? Prints those that do not.",
     "0 all as they were, 1 some differ or a trail is not whole, 2 usage or configuration, 3 could not be read"},
    {"directory migrate", COMMAND_DIRECTORY_MIGRATE, run_directory_migrate, NULL,
     "--config FILE [--register R] [OPTION]...", "Makes or raises the schema of every store; again is nothing.",
     "0 done, 2 usage or configuration, 3 a store could not be reached or raised"},
    {"directory status", COMMAND_DIRECTORY_STATUS, run_directory_status, NULL,
     "--config FILE [--register R] [OPTION]...", "How is the directory of every register now, and how old is it?",
     "0 all well, 2 usage or configuration, 3 one of them could not answer"},
    {"directory import", COMMAND_DIRECTORY_IMPORT, run_directory_import, "FILE",
     "--config FILE --register R FILE.csv|FILE.yaml [--as-of D] [OPTION]...",
     "Puts the facts of a file in the place of a register, at once and whole.",
     "0 done, 1 not one good row, 2 usage, configuration or a file that is wrong as a whole, 3 a store or a file failed"},
    {"directory export", COMMAND_DIRECTORY_EXPORT, run_directory_export, "FILE",
     "--config FILE --register R FILE.csv|FILE.yaml [OPTION]...", "Writes a register to a file.",
     "0 done, 1 a fact that the form cannot hold, 2 usage or configuration, 3 a store or a file failed"},
};
const size_t command_count = sizeof commands / sizeof *commands;

int exit_of(toegang_status status)
{
    if (status == TOEGANG_GOOD) return EXIT_DONE;
    if (status > TOEGANG_GOOD) return EXIT_REFUSED;
    return status == TOEGANG_MISUSE || status == TOEGANG_CONFIGURATION ? EXIT_USAGE : EXIT_UNKNOWN;
}

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

/* SPDX-License-Identifier: Apache-2.0 */
/* Which command it is: a name of one word, or of two, of which the first is a group ("list", "directory"). */
#include <string.h>

#include "cli.h"

#define COMMANDS_MOST 64
#define NAME_ROOM 64

/* The octets of the first word of a name of two; 0 for a name of one word. */
static size_t group_length(const char *name)
{
    const char *space = strchr(name, ' ');
    return space ? (size_t)(space - name) : 0;
}

static bool is_of_group(const struct command *command, const char *group)
{
    size_t length = group_length(command->name);
    return length > 0 && strlen(group) == length && strncmp(command->name, group, length) == 0;
}

static bool is_group(const char *word)
{
    for (size_t i = 0; i < command_count; i++)
        if (is_of_group(&commands[i], word)) return true;
    return false;
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static void print_command(const struct command *command)
{
    printf("  %-18s %s\n", command->name, command->purpose);
}

static void help_program(void)
{
    printf("toegang COMMAND [OPTION]...\n\n"
           "Does this e-counter open for this person, on behalf of this enterprise, now, and why?\n\n");
    for (size_t i = 0; i < command_count; i++) print_command(&commands[i]);
    printf("\n  --version          the version and the adapters compiled in\n"
           "  --help             this text; toegang COMMAND --help for each command\n\n"
           "Exit status: 0 permit or done, 1 deny or refused, 2 usage or configuration, 3 indeterminate.\n");
}

static void help_group(const char *group)
{
    printf("toegang %s COMMAND [OPTION]...\n\n", group);
    for (size_t i = 0; i < command_count; i++)
        if (is_of_group(&commands[i], group)) print_command(&commands[i]);
    printf("\ntoegang %s COMMAND --help for each command.\n", group);
}

/* "migrate, status, import" */
static void second_words(const char *group, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < command_count && used < size; i++)
        if (is_of_group(&commands[i], group))
            used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "",
                                     commands[i].name + strlen(group) + 1);
}

static void second_word_needed(const char *group)
{
    char words[256];
    second_words(group, words, sizeof words);
    fault(TOEGANG_NL, TEXT_COMMAND_OF, group, words);
    fault(TOEGANG_NL, TEXT_HELP);
}

static void unknown(const char *name, const char *first)
{
    const char *names[COMMANDS_MOST], *near = NULL;
    size_t count = 0;
    while (count < command_count && count < COMMANDS_MOST) names[count] = commands[count].name, count++;
    near = nearest(name, names, count);
    if (!near) near = nearest(first, names, count);
    fault(TOEGANG_NL, TEXT_COMMAND_UNKNOWN, near && !strchr(near, ' ') && !is_group(first) ? first : name);
    if (near)
        fault(TOEGANG_NL, TEXT_MEANT, near);
    else if (is_group(first))
        second_word_needed(first);
    else
        fault(TOEGANG_NL, TEXT_HELP);
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

/* The first word, or the first two where the second may belong to the name. */
static const struct command *of_words(int count, char **words, int *used)
{
    char both[NAME_ROOM];
    const struct command *command = find(words[0]);
    *used = 1;
    if (command) return command;
    bool two = count > 1 && words[1][0] != '-';
    snprintf(both, sizeof both, two ? "%s %s" : "%s", words[0], two ? words[1] : "");
    command = two && is_group(words[0]) ? find(both) : NULL;
    *used = 2;
    if (!command && !two && is_group(words[0]))
        second_word_needed(words[0]);
    else if (!command)
        unknown(both, words[0]);
    return command;
}

const struct command *command_choose(int count, char **words, int *used, int *exit_code)
{
    const char *first = count > 0 ? words[0] : NULL;
    *exit_code = EXIT_USAGE;
    if (!first) return fault(TOEGANG_NL, TEXT_COMMAND_NEEDED), fault(TOEGANG_NL, TEXT_HELP), NULL;
    *exit_code = EXIT_DONE;
    if (is_help(first) || strcmp(first, "help") == 0) return help_program(), NULL;
    if (strcmp(first, "--version") == 0) return printf("toegang %s (%s)\n", toegang_version(), toegang_adapters()), NULL;
    if (is_group(first) && count > 1 && is_help(words[1])) return help_group(first), NULL;
    *exit_code = EXIT_USAGE;
    return of_words(count, words, used);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the completion of fish knows: one line of complete each. */
#include <string.h>

#include "generate.h"

static void print_quoted(const char *text)
{
    putchar('\'');
    print_marked(text, "'\\", "\\");
    putchar('\'');
}

static void print_command(const char *where, const char *name, size_t length, const char *purpose)
{
    printf("complete -c toegang -n '__toegang_at \"%s\"' -a '%.*s' -d ", where, (int)length, name);
    print_quoted(purpose);
    putchar('\n');
}

const char *fill_fish_groups(const char *rest)
{
    printf("set -g __toegang_groups");
    for (size_t i = 0; i < command_count; i++)
        if (begins_group(&commands[i])) printf(" %.*s", (int)group_of(&commands[i]), commands[i].name);
    putchar('\n');
    return rest;
}

const char *fill_fish_commands(const char *rest)
{
    for (size_t i = 0; i < command_count; i++) {
        const struct command *command = &commands[i];
        char group[64];
        snprintf(group, sizeof group, "%.*s", (int)group_of(command), command->name);
        if (begins_group(command)) print_command("", command->name, group_of(command), "a group of commands");
        print_command(group, second_of(command), strlen(second_of(command)), command->purpose);
    }
    return rest;
}

static void print_value(const struct option *option)
{
    enum takes takes = takes_of(option);
    if (takes == TAKES_WORDS) printf(" -x -a '"), print_words(option->value), putchar('\'');
    if (takes == TAKES_FILE) printf(" -r -F");
    if (takes == TAKES_AT_FILE) printf(" -x -a '(__toegang_at_files)'");
    if (takes == TAKES_TEXT) printf(" -x");
}

/* Each option once, with the commands that know it. */
static void print_option(const struct option *option)
{
    printf("complete -c toegang -n '__toegang_at");
    for (size_t i = 0; i < command_count; i++)
        if (is_known_to(option, &commands[i])) printf(" \"%s\"", commands[i].name);
    printf("' -l %s", option->name);
    print_value(option);
    printf(" -d ");
    print_quoted(option->help);
    putchar('\n');
}

const char *fill_fish_options(const char *rest)
{
    for (size_t o = 0; o < option_count; o++) print_option(&option_table[o]);
    for (size_t i = 0; i < command_count; i++)
        if (commands[i].operand)
            printf("complete -c toegang -n '__toegang_at \"%s\"' -F\n", commands[i].name);
    return rest;
}

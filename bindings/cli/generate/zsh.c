/* SPDX-License-Identifier: Apache-2.0 */
/* What the completion of zsh knows: commands with what they are for, and specifications for _arguments. */
#include <string.h>

#include "generate.h"

/* In single quotes; a colon parts the name from what it is for. */
static void print_described(const char *name, size_t length, const char *purpose)
{
    printf("        '%.*s:", (int)length, name);
    print_marked(purpose, "'", "'\\'");
    printf("'\n");
}

const char *fill_zsh_groups(const char *rest)
{
    for (size_t i = 0; i < command_count; i++)
        if (group_of(&commands[i]) == 0)
            print_described(commands[i].name, strlen(commands[i].name), commands[i].purpose);
        else if (begins_group(&commands[i]))
            print_described(commands[i].name, group_of(&commands[i]), "a group of commands");
    return rest;
}

const char *fill_zsh_commands(const char *rest)
{
    for (size_t i = 0; i < command_count; i++) {
        const struct command *first = &commands[i];
        if (!begins_group(first)) continue;
        printf("    %.*s) commands=(\n", (int)group_of(first), first->name);
        for (const struct command *one = first; one < commands + command_count; one++)
            if (are_of_one_group(first, one))
                print_described(second_of(one), strlen(second_of(one)), one->purpose);
        printf("        ) ;;\n");
    }
    return rest;
}

const char *fill_zsh_group_names(const char *rest)
{
    const char *bar = "";
    printf("    ");
    for (size_t i = 0; i < command_count; i++)
        if (begins_group(&commands[i]))
            printf("%s%.*s", bar, (int)group_of(&commands[i]), commands[i].name), bar = "|";
    printf(")\n");
    return rest;
}

static void print_action(const struct option *option)
{
    enum takes takes = takes_of(option);
    if (takes == TAKES_NOTHING) return;
    putchar(':');
    print_marked(takes == TAKES_WORDS ? option->name : option->value, ":'", "\\");
    putchar(':');
    if (takes == TAKES_WORDS) putchar('('), print_words(option->value), putchar(')');
    if (takes == TAKES_FILE) printf("_files");
    if (takes == TAKES_AT_FILE) printf("_toegang_at_file");
}

static void print_option(const struct option *option)
{
    printf("        '--%s%s[", option->name, option->value ? "=" : "");
    for (const char *at = option->help; *at; at++)
        printf("%s%c", strchr("[]:\\", *at) ? "\\" : *at == '\'' ? "'\\'" : "", *at);
    putchar(']');
    print_action(option);
    printf("'\n");
}

const char *fill_zsh_options(const char *rest)
{
    for (size_t i = 0; i < command_count; i++) {
        printf("    '%s') arguments=(\n", commands[i].name);
        for (size_t o = 0; o < option_count; o++)
            if (is_known_to(&option_table[o], &commands[i])) print_option(&option_table[o]);
        if (commands[i].operand) printf("        '1:%s:_files'\n", commands[i].operand);
        printf("        ) ;;\n");
    }
    return rest;
}

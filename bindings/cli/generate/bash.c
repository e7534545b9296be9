/* SPDX-License-Identifier: Apache-2.0 */
/* What the completion of bash knows: cases of a word, each with what it sets. */
#include <string.h>

#include "generate.h"

static void print_takes(const struct option *option)
{
    static const char *const kinds[] = {"", "words", "files", "at-files", "text"};
    printf("    --%s) takes='%s", option->name, kinds[takes_of(option)]);
    if (takes_of(option) == TAKES_WORDS) putchar(' '), print_words(option->value);
    printf("' ;;\n");
}

const char *fill_bash_takes(const char *rest)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].value) print_takes(&option_table[i]);
    return rest;
}

static void print_second_words(const struct command *first)
{
    printf("    '%.*s') words='", (int)group_of(first), first->name);
    for (const struct command *one = first; one < commands + command_count; one++)
        if (are_of_one_group(first, one)) printf("%s ", second_of(one));
    printf("--help' ;;\n");
}

/* What may come first, and what after each group. */
const char *fill_bash_commands(const char *rest)
{
    printf("    '') words='");
    for (size_t i = 0; i < command_count; i++)
        if (group_of(&commands[i]) == 0)
            printf("%s ", commands[i].name);
        else if (begins_group(&commands[i]))
            printf("%.*s ", (int)group_of(&commands[i]), commands[i].name);
    printf("--help --version' ;;\n");
    for (size_t i = 0; i < command_count; i++)
        if (begins_group(&commands[i])) print_second_words(&commands[i]);
    return rest;
}

const char *fill_bash_options(const char *rest)
{
    for (size_t i = 0; i < command_count; i++) {
        printf("    '%s') options='", commands[i].name);
        for (size_t o = 0; o < option_count; o++)
            if (is_known_to(&option_table[o], &commands[i])) printf(" --%s", option_table[o].name);
        printf(" ' ;;\n");
    }
    return rest;
}

const char *fill_bash_operands(const char *rest)
{
    const char *bar = "";
    printf("    ");
    for (size_t i = 0; i < command_count; i++)
        if (commands[i].operand) printf("%s'%s'", bar, commands[i].name), bar = " | ";
    printf(") operand=yes ;;\n");
    return rest;
}

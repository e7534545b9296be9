/* SPDX-License-Identifier: Apache-2.0 */
/* What the tables mean: what an option takes, and which commands belong together. */
#include <string.h>

#include "generate.h"

static bool is_closed_list(const char *value)
{
    return strspn(value, "abcdefghijklmnopqrstuvwxyz-|") == strlen(value);
}

enum takes takes_of(const struct option *option)
{
    if (!option->value) return TAKES_NOTHING;
    if (is_closed_list(option->value)) return TAKES_WORDS;
    if (strncmp(option->value, "FILE", 4) == 0) return TAKES_FILE;
    return strstr(option->value, "@FILE") ? TAKES_AT_FILE : TAKES_TEXT;
}

bool is_known_to(const struct option *option, const struct command *command)
{
    return (option->commands & command->bit) != 0;
}

size_t group_of(const struct command *command)
{
    const char *space = strchr(command->name, ' ');
    return space ? (size_t)(space - command->name) : 0;
}

const char *second_of(const struct command *command)
{
    size_t group = group_of(command);
    return group > 0 ? command->name + group + 1 : command->name;
}

bool are_of_one_group(const struct command *one, const struct command *other)
{
    size_t length = group_of(one);
    return length > 0 && group_of(other) == length && strncmp(one->name, other->name, length) == 0;
}

bool begins_group(const struct command *command)
{
    for (const struct command *before = commands; before < command; before++)
        if (are_of_one_group(before, command)) return false;
    return group_of(command) > 0;
}

void print_words(const char *alternatives)
{
    for (const char *at = alternatives; *at; at++) putchar(*at == '|' ? ' ' : *at);
}

void print_marked(const char *text, const char *characters, const char *mark)
{
    for (; *text; text++) printf("%s%c", strchr(characters, *text) ? mark : "", *text);
}

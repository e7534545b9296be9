/* SPDX-License-Identifier: Apache-2.0 */
/* What is made from the tables of the command when it is built: parts of its manual, and its completions. */
#ifndef GENERATE_H
#define GENERATE_H

#include "../cli.h"

/* What stands after an option. */
enum takes {
    TAKES_NOTHING,
    TAKES_WORDS,   /* one of a closed list, "nl|en|fr|de" */
    TAKES_FILE,    /* FILE */
    TAKES_AT_FILE, /* a value, or @FILE that holds one */
    TAKES_TEXT
};
enum takes takes_of(const struct option *option);
bool is_known_to(const struct option *option, const struct command *command);

/* "list" of "list htb"; 0 for a name of one word. The second word, or the whole name. */
size_t group_of(const struct command *command);
const char *second_of(const struct command *command);
/* Whether this is the first of its group. */
bool begins_group(const struct command *command);
bool are_of_one_group(const struct command *one, const struct command *other);

/* "id access", each after the other; the text with a mark before each of the characters. */
void print_words(const char *alternatives);
void print_marked(const char *text, const char *characters, const char *mark);

/* One line "%name%" of a template; rest is what stands below it, and what was taken of it is given back. */
typedef const char *filler(const char *rest);
filler fill_synopsis, fill_manual_commands, fill_manual_options, fill_serve_options;
filler fill_bash_takes, fill_bash_commands, fill_bash_options, fill_bash_operands;
filler fill_zsh_groups, fill_zsh_group_names, fill_zsh_commands, fill_zsh_options;
filler fill_fish_groups, fill_fish_commands, fill_fish_options;

#endif

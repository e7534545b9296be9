/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of toegang(1): each entry says what the tables say, and then what the page itself adds to it. */
#include <ctype.h>
#include <string.h>

#include "generate.h"

/* Text of the tables as scdoc wants it: names in capitals are what somebody fills in. */
static void print_placeholders(const char *text)
{
    while (*text) {
        size_t capitals = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (capitals > 0) printf("_%.*s_", (int)capitals, text);
        text += capitals;
        for (; *text && !isupper((unsigned char)*text); text++)
            printf("%s%c", strchr("*_\\", *text) ? "\\" : "", *text);
    }
}

static void print_plain(const char *text)
{
    putchar(toupper((unsigned char)*text));
    print_marked(text + 1, "*_\\", "\\");
}

const char *fill_synopsis(const char *rest)
{
    for (size_t i = 0; i < command_count; i++) {
        printf("*toegang %s* ", commands[i].name);
        print_placeholders(commands[i].synopsis);
        printf("++\n");
    }
    return rest;
}

/* ---- what the page adds ---- */

static size_t region_of(const char *rest)
{
    const char *end = strstr(rest, "\n# ");
    return end ? (size_t)(end - rest) + 1 : strlen(rest);
}

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

/* What stands, indented, below the line of this name alone. */
static const char *added_to(const char *name, const char *region, size_t length)
{
    for (const char *line = region; line < region + length; line = next_line(line))
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == '\n') return next_line(line);
    return NULL;
}

static bool print_added(const char *name, const char *region, size_t length)
{
    const char *line = added_to(name, region, length);
    if (!line) return putchar('\n'), false;
    for (bool is_first = true; *line == '\t'; line = next_line(line), is_first = false)
        printf("%s%.*s\n", is_first ? " " : "\t", (int)strcspn(line + 1, "\n"), line + 1);
    return true;
}

/* What adds to nothing is a mistake of the page. */
static const char *end_of_region(const char *region, size_t length, size_t used)
{
    for (const char *line = region; line < region + length; line = next_line(line)) used -= *line == '*';
    if (used == 0) return region + length;
    fprintf(stderr, "the page adds to a command or an option that is not there:\n%.*s", (int)length, region);
    return NULL;
}

const char *fill_manual_commands(const char *rest)
{
    size_t length = region_of(rest), used = 0;
    for (size_t i = 0; i < command_count; i++) {
        char head[80];
        snprintf(head, sizeof head, "*%s*", commands[i].name);
        printf("%s\n\t", head);
        print_plain(commands[i].purpose);
        used += print_added(head, rest, length);
        putchar('\n');
    }
    return end_of_region(rest, length, used);
}

/* ---- options ---- */

/* "*id* | *access*", "_DAY_ | _TIME_" */
static void print_value(const char *value)
{
    while (*value) {
        size_t length = strcspn(value, "|");
        bool is_word = islower((unsigned char)*value);
        printf(is_word ? " *%.*s*" : " ", (int)length, value);
        for (size_t i = 0; !is_word && i < length;) {
            static const char names[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            size_t mark = strcspn(value + i, names), capitals;
            if (mark > length - i) mark = length - i;
            capitals = strspn(value + i + mark, names);
            printf(capitals > 0 ? "%.*s_%.*s_" : "%.*s", (int)mark, value + i, (int)capitals,
                   value + i + mark);
            i += mark + capitals;
        }
        value += length;
        if (*value) printf(" |"), value++;
    }
}

static bool knows_whole_group(const struct option *option, const struct command *first)
{
    for (size_t i = 0; i < command_count; i++)
        if (are_of_one_group(first, &commands[i]) && !is_known_to(option, &commands[i])) return false;
    return group_of(first) > 0;
}

static size_t count_of(const struct option *option)
{
    size_t count = 0;
    for (size_t i = 0; i < command_count; i++) count += is_known_to(option, &commands[i]);
    return count;
}

/* The commands that know the option, or that do not; a group by its first word where it is whole. */
static void print_commands(const struct option *option, bool known)
{
    struct option other = *option;
    const char *names[64];
    size_t lengths[64], count = 0;
    if (!known) other.commands = ~option->commands;
    for (size_t i = 0; i < command_count && count < 64; i++) {
        const struct command *command = &commands[i];
        bool whole = knows_whole_group(&other, command);
        if (!is_known_to(&other, command) || (whole && !begins_group(command))) continue;
        lengths[count] = whole ? group_of(command) : strlen(command->name);
        names[count++] = command->name;
    }
    for (size_t i = 0; i < count; i++)
        printf("%s*%.*s*", i == 0 ? "" : i + 1 < count ? ", " : " and ", (int)lengths[i], names[i]);
}

static void print_where(const struct option *option)
{
    size_t count = count_of(option);
    if (count == command_count) return;
    printf(count * 2 > command_count ? " For all but " : " For ");
    print_commands(option, count * 2 <= command_count);
    putchar('.');
}

static bool print_option(const struct option *option, bool says_where, const char *region, size_t length)
{
    char head[80];
    snprintf(head, sizeof head, "*--%s*", option->name);
    printf("%s", head);
    if (option->value) print_value(option->value);
    printf("\n\t");
    print_plain(option->help);
    putchar('.');
    if (says_where) print_where(option);
    return print_added(head, region, length);
}

/* Those of these commands. */
static const char *fill_options(const char *rest, unsigned of_commands)
{
    size_t length = region_of(rest), used = 0;
    for (size_t i = 0; i < option_count; i++) {
        if (!(option_table[i].commands & of_commands)) continue;
        used += print_option(&option_table[i], of_commands != COMMAND_SERVE, rest, length);
        putchar('\n');
    }
    return end_of_region(rest, length, used);
}

const char *fill_manual_options(const char *rest)
{
    return fill_options(rest, ~0U);
}

const char *fill_serve_options(const char *rest)
{
    return fill_options(rest, COMMAND_SERVE);
}

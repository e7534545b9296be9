/* SPDX-License-Identifier: Apache-2.0 */
/* A template from standard input to standard output: each of its lines "%name%" is filled from the tables. */
#include <string.h>

#include "generate.h"

#define TEMPLATE_MOST (256 * 1024)

static const struct marker {
    const char *line;
    filler *fill;
} markers[] = {
    {"%synopsis%\n", fill_synopsis},
    {"%commands%\n", fill_manual_commands},
    {"%options%\n", fill_manual_options},
    {"%serve-options%\n", fill_serve_options},
    {"%bash-takes%\n", fill_bash_takes},
    {"%bash-commands%\n", fill_bash_commands},
    {"%bash-options%\n", fill_bash_options},
    {"%bash-operands%\n", fill_bash_operands},
    {"%zsh-groups%\n", fill_zsh_groups},
    {"%zsh-group-names%\n", fill_zsh_group_names},
    {"%zsh-commands%\n", fill_zsh_commands},
    {"%zsh-options%\n", fill_zsh_options},
    {"%fish-groups%\n", fill_fish_groups},
    {"%fish-commands%\n", fill_fish_commands},
    {"%fish-options%\n", fill_fish_options},
};

static const struct marker *marker_at(const char *line)
{
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++)
        if (strncmp(line, markers[i].line, strlen(markers[i].line)) == 0) return &markers[i];
    return NULL;
}

static const char *print_line(const char *line)
{
    size_t length = strcspn(line, "\n");
    printf("%.*s\n", (int)length, line);
    return line + length + (line[length] == '\n');
}

int main(void)
{
    static char template[TEMPLATE_MOST];
    size_t length = fread(template, 1, sizeof template - 1, stdin);
    if (length == 0 || length == sizeof template - 1) return EXIT_USAGE;
    for (const char *at = template; at && *at;) {
        const struct marker *marker = marker_at(at);
        at = marker ? marker->fill(at + strlen(marker->line)) : print_line(at);
        if (!at) return EXIT_USAGE;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_DONE : EXIT_UNKNOWN;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Require toegang ELOKET [right RIGHT] [context "%{…}"] [for self | "%{…}"]: a wrong line never starts. */
#include <apr_strings.h>

#include "mod_toegang.h"

#define GRAMMAR "expected ELOKET [right RIGHT] [context VALUE] [for self or an organisation]"

/* ---- where it stands ---- */

/*
 * Whether a no may open: the server turns it within RequireNone and after `not`. An alias can be used there,
 * and its line is read where the alias is made, so that anything but a plain Require counts as turned.
 */
static bool is_turned(apr_pool_t *pool, const ap_directive_t *directive)
{
    const char *args = directive->args;
    if (ap_cstr_casecmp(directive->directive, "Require") != 0) return true;
    if (ap_cstr_casecmp(ap_getword_white(pool, &args), TG_NAME) != 0) return true;
    for (const ap_directive_t *around = directive->parent; around; around = around->parent)
        if (ap_cstr_casecmp(around->directive, "<RequireNone") == 0) return true;
    return false;
}

/* ---- the words ---- */

static const char *read_right(cmd_parms *command, struct tg_line *line, const char *value)
{
    (void)command;
    line->right = value;
    return NULL;
}

static const char *read_context(cmd_parms *command, struct tg_line *line, const char *value)
{
    const char *wrong = NULL;
    line->context = tg_expression(command, value, &wrong);
    return wrong;
}

/* A key without an expression in it is judged now. */
static const char *read_organisation(cmd_parms *command, struct tg_line *line, const char *value)
{
    const char *wrong = NULL;
    toegang_organisation key;
    toegang_report report = {0};
    line->self = strcmp(value, "self") == 0;
    if (line->self) return NULL;
    if (!strchr(value, '%') &&
        toegang_organisation_parse(value, strlen(value), &key, &report) != TOEGANG_GOOD)
        return tg_explained(command->pool, &report);
    line->organisation = tg_expression(command, value, &wrong);
    return wrong;
}

static const struct word {
    const char *name;
    const char *(*read)(cmd_parms *command, struct tg_line *line, const char *value);
} words[] = {{"right", read_right}, {"context", read_context}, {"for", read_organisation}};
#define WORDS (sizeof words / sizeof *words)

static const char *read_word(cmd_parms *command, struct tg_line *line, const char **text, bool seen[WORDS])
{
    const char *name = ap_getword_conf(command->pool, text);
    for (size_t i = 0; i < WORDS; i++) {
        if (ap_cstr_casecmp(name, words[i].name) != 0) continue;
        const char *value = ap_getword_conf(command->pool, text);
        if (seen[i]) return apr_psprintf(command->pool, "'%s' stands twice; " GRAMMAR, name);
        if (!*value) return apr_psprintf(command->pool, "nothing after '%s'; " GRAMMAR, name);
        seen[i] = true;
        return words[i].read(command, line, value);
    }
    return apr_psprintf(command->pool, "unknown word '%s'; " GRAMMAR, name);
}

static const char *read_words(cmd_parms *command, struct tg_line *line, const char *text)
{
    bool seen[WORDS] = {false};
    const char *wrong = NULL;
    line->eloket = ap_getword_conf(command->pool, &text);
    if (!*line->eloket) return "no e-counter; " GRAMMAR;
    while (*text && !wrong) wrong = read_word(command, line, &text, seen);
    return wrong;
}

/* ---- what the configuration knows ---- */

static const char *unknown(apr_pool_t *pool, const toegang *all, const struct tg_line *line)
{
    toegang_report report = {0};
    if (!all) return "no ToegangConfig in this server";
    if (toegang_knows(all, line->eloket, line->right, &report) == TOEGANG_GOOD) return NULL;
    return tg_explained(pool, &report);
}

/* A virtual host without a directive of this module has no settings yet. */
static struct tg_server *settings_of(server_rec *server)
{
    struct tg_server *settings = ap_get_module_config(server->module_config, &toegang_module);
    if (settings) return settings;
    settings = tg_server_new(server->process->pconf, server);
    ap_set_module_config(server->module_config, &toegang_module, settings);
    return settings;
}

/* The configuration may stand further on, or in the main server: then it is looked at when all is read. */
static const char *look_up(cmd_parms *command, struct tg_line *line)
{
    struct tg_server *settings = settings_of(command->server);
    if (settings->all || tg_is_htaccess(command)) return unknown(command->pool, settings->all, line);
    APR_ARRAY_PUSH(settings->lines, struct tg_line *) = line;
    return NULL;
}

const char *tg_line_parse(cmd_parms *command, const char *text, const void **out)
{
    struct tg_line *line = apr_pcalloc(command->pool, sizeof *line);
    line->turned = is_turned(command->temp_pool, command->directive);
    line->file = command->directive->filename;
    line->number = command->directive->line_num;
    const char *wrong = read_words(command, line, text);
    if (!wrong) wrong = look_up(command, line);
    if (wrong) return apr_pstrcat(command->pool, "Require " TG_NAME ": ", wrong, NULL);
    *out = line;
    return NULL;
}

static int check_server(const server_rec *server, const struct tg_server *settings)
{
    int answer = OK;
    for (int i = 0; i < settings->lines->nelts; i++) {
        const struct tg_line *line = APR_ARRAY_IDX(settings->lines, i, struct tg_line *);
        const char *wrong = unknown(server->process->pconf, settings->all, line);
        if (!wrong) continue;
        ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_ERR, 0, NULL,
                     "Error on line %d of %s: Require " TG_NAME ": %s", line->number, line->file, wrong);
        answer = HTTP_INTERNAL_SERVER_ERROR;
    }
    return answer;
}

/* A virtual host without settings of its own has the very ones of the main server. */
int tg_lines_check(server_rec *first)
{
    const struct tg_server *shared = ap_get_module_config(first->module_config, &toegang_module);
    int answer = check_server(first, shared);
    for (const server_rec *server = first->next; server; server = server->next) {
        const struct tg_server *settings = ap_get_module_config(server->module_config, &toegang_module);
        if (settings != shared && check_server(server, settings) != OK) answer = HTTP_INTERNAL_SERVER_ERROR;
    }
    return answer;
}

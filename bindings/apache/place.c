/* SPDX-License-Identifier: Apache-2.0 */
/* The directives, and what they say of a place: who it is, in which language, how patiently. */
#include <apr_strings.h>

#include "mod_toegang.h"

#define SAID(more, base, field, nothing) ((more)->field != (nothing) ? (more)->field : (base)->field)
#define UNSAID (-1)
#ifndef AP_EXPR_FLAG_RESTRICTED_FILE_FUNC /* older servers have the stricter one only */
#define AP_EXPR_FLAG_RESTRICTED_FILE_FUNC AP_EXPR_FLAG_RESTRICTED
#endif

void *tg_place_new(apr_pool_t *pool, char *path)
{
    struct tg_place *place = apr_pcalloc(pool, sizeof *place);
    (void)path;
    place->language = UNSAID;
    return place;
}

/* Together: a title of this place in one language is not beside those of another place. */
static void merge_titles(const char *const *base, const char *const *more, const char **merged)
{
    bool said = false;
    for (int i = 0; i <= TOEGANG_LANGUAGES; i++) said = said || more[i];
    memcpy(merged, said ? more : base, (TOEGANG_LANGUAGES + 1) * sizeof *merged);
}

void *tg_place_merge(apr_pool_t *pool, void *base_place, void *more_place)
{
    const struct tg_place *base = base_place, *more = more_place;
    struct tg_place *merged = apr_pcalloc(pool, sizeof *merged);
    merged->holder = SAID(more, base, holder, NULL);
    merged->assurance = SAID(more, base, assurance, NULL);
    merged->levels = more->assurance ? more->levels : base->levels;
    merged->capacity = SAID(more, base, capacity, NULL);
    merged->language = SAID(more, base, language, UNSAID);
    merged->patience_ms = SAID(more, base, patience_ms, 0);
    merged->style = SAID(more, base, style, NULL);
    merge_titles(base->titles, more->titles, merged->titles);
    for (int i = 0; i < TG_LINKS; i++) merged->links[i] = SAID(more, base, links[i], NULL);
    return merged;
}

const struct tg_place *tg_place_of(const request_rec *r)
{
    return ap_get_module_config(r->per_dir_config, &toegang_module);
}

/* It is read for one request, in the pool of that request. */
bool tg_is_htaccess(const cmd_parms *command)
{
    return command->pool == command->temp_pool;
}

/* ---- expressions ---- */

const ap_expr_info_t *tg_expression(cmd_parms *command, const char *text, const char **wrong)
{
    /* Who may write a .htaccess does not read files of the server by it. */
    unsigned flags = AP_EXPR_FLAG_STRING_RESULT;
    if (tg_is_htaccess(command)) flags |= AP_EXPR_FLAG_RESTRICTED_FILE_FUNC;
    return ap_expr_parse_cmd(command, text, flags, wrong, NULL);
}

/* At trace4 the server logs what came of an expression, a national number too: not of this one. */
static const char *evaluate(request_rec *r, const ap_expr_info_t *expression, const char **wrong)
{
    static const struct ap_logconf quiet = {NULL, APLOG_WARNING};
    const struct ap_logconf *log = r->log;
    r->log = &quiet;
    const char *value = ap_expr_str_exec(r, expression, wrong);
    r->log = log;
    return value;
}

toegang_status tg_value(request_rec *r, const ap_expr_info_t *expression, const char **out,
                        toegang_report *report)
{
    const char *wrong = NULL;
    *out = evaluate(r, expression, &wrong);
    if (*out && !wrong) return TOEGANG_GOOD;
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "toegang: the expression on line %u of %s cannot be evaluated",
                  expression->line_number, expression->filename);
    return tg_fault(report, TOEGANG_MISUSE, "library.misuse");
}

/* ---- directives ---- */

static const char *wrong_in(cmd_parms *command, const char *wrong)
{
    return wrong ? apr_pstrcat(command->pool, command->cmd->name, ": ", wrong, NULL) : NULL;
}

static const char *set_holder(cmd_parms *command, void *config, const char *text)
{
    struct tg_place *place = config;
    const char *wrong = NULL;
    place->holder = tg_expression(command, text, &wrong);
    return wrong_in(command, wrong);
}

static const char *set_capacity(cmd_parms *command, void *config, const char *text)
{
    struct tg_place *place = config;
    const char *wrong = NULL;
    place->capacity = tg_expression(command, text, &wrong);
    return wrong_in(command, wrong);
}

static bool is_listed(const apr_array_header_t *levels, const char *name)
{
    for (int i = 0; i < levels->nelts; i++)
        if (strcmp(APR_ARRAY_IDX(levels, i, struct tg_level).name, name) == 0) return true;
    return false;
}

/* NAME=low: the last '=' counts, a name may hold one. An empty name would be that of no key at all. */
static const char *add_level(cmd_parms *command, apr_array_header_t *levels, const char *pair)
{
    const char *equals = strrchr(pair, '=');
    struct tg_level level;
    if (!equals || equals == pair ||
        !toegang_assurance_named(equals + 1, strlen(equals + 1), &level.assurance))
        return apr_pstrcat(command->pool, command->cmd->name,
                           ": expected NAME=none, low, substantial or high, came ", pair, NULL);
    level.name = apr_pstrmemdup(command->pool, pair, (apr_size_t)(equals - pair));
    if (is_listed(levels, level.name))
        return apr_pstrcat(command->pool, command->cmd->name, ": ", level.name, " stands twice", NULL);
    APR_ARRAY_PUSH(levels, struct tg_level) = level;
    return NULL;
}

static const char *set_assurance(cmd_parms *command, void *config, int count, char *const words[])
{
    struct tg_place *place = config;
    const char *wrong = NULL;
    apr_array_header_t *levels = apr_array_make(command->pool, count, sizeof(struct tg_level));
    if (count < 1)
        return "ToegangAssurance: expected an expression, and NAME=low, substantial or high for its values";
    for (int i = 1; i < count && !wrong; i++) wrong = add_level(command, levels, words[i]);
    if (wrong) return wrong;
    place->assurance = tg_expression(command, words[0], &wrong);
    place->levels = levels;
    return wrong_in(command, wrong);
}

static const char *not_a_language(cmd_parms *command, const char *name)
{
    return apr_pstrcat(command->pool, command->cmd->name, ": expected nl, en, fr or de, came ", name, NULL);
}

static const char *set_language(cmd_parms *command, void *config, const char *name)
{
    struct tg_place *place = config;
    toegang_language language;
    if (toegang_language_parse(name, &language, NULL) != TOEGANG_GOOD)
        return not_a_language(command, name);
    place->language = (int)language;
    return NULL;
}

static const char *set_patience(cmd_parms *command, void *config, const char *text)
{
    struct tg_place *place = config;
    apr_interval_time_t patience = 0;
    apr_status_t status = ap_timeout_parameter_parse(text, &patience, "s");
    place->patience_ms = apr_time_as_msec(patience);
    if (status == APR_SUCCESS && place->patience_ms > 0 && place->patience_ms <= TG_PATIENCE_MAX_MS)
        return NULL;
    return apr_pstrcat(command->pool, "ToegangPatience: expected 1ms to 60s, came ", text, NULL);
}

static const char *not_local(cmd_parms *command, const char *path)
{
    return apr_pstrcat(command->pool, command->cmd->name, ": expected a path of this site, as /home, came ",
                       path, NULL);
}

static const char *set_style(cmd_parms *command, void *config, const char *path)
{
    struct tg_place *place = config;
    place->style = path;
    return toegang_is_local_path(path, strlen(path)) ? NULL : not_local(command, path);
}

/* TEXT, or LANGUAGE TEXT. */
static const char *set_title(cmd_parms *command, void *config, const char *first, const char *second)
{
    struct tg_place *place = config;
    toegang_language language;
    if (!second) return place->titles[TOEGANG_LANGUAGES] = first, NULL;
    if (toegang_language_parse(first, &language, NULL) != TOEGANG_GOOD) return not_a_language(command, first);
    place->titles[language] = second;
    return NULL;
}

static const char *set_link(cmd_parms *command, void *config, const char *name, const char *path)
{
    static const char *const names[TG_LINKS] = {"sign-in", "sign-out", "choose", "home", "language", "rights"};
    struct tg_place *place = config;
    bool site = strcmp(name, names[TG_LINK_RIGHTS]) == 0 && strncmp(path, "https://", 8) == 0;
    if (!site && !toegang_is_local_path(path, strlen(path))) return not_local(command, path);
    for (int i = 0; i < TG_LINKS; i++)
        if (strcmp(name, names[i]) == 0) return place->links[i] = path, NULL;
    return apr_pstrcat(command->pool,
                       "ToegangLink: expected sign-in, sign-out, choose, home, language or rights, came ", name,
                       NULL);
}

const command_rec tg_directives[] = {
    AP_INIT_TAKE1("ToegangConfig", tg_open, NULL, RSRC_CONF, "the configuration file of the library"),
    /* Only the administrator says who somebody is; a .htaccess may say what is asked of him. */
    AP_INIT_TAKE1("ToegangHolder", set_holder, NULL, RSRC_CONF | ACCESS_CONF,
                  "an expression: the national number of who signed in"),
    AP_INIT_TAKE_ARGV(
        "ToegangAssurance", set_assurance, NULL, RSRC_CONF | ACCESS_CONF,
        "an expression: how strong the digital key was; and NAME=low, substantial or high for its values"),
    AP_INIT_TAKE1("ToegangCapacity", set_capacity, NULL, RSRC_CONF | ACCESS_CONF,
                  "an expression: the capacity or target group chosen at sign-in"),
    AP_INIT_TAKE1("ToegangLanguage", set_language, NULL, RSRC_CONF | OR_AUTHCFG,
                  "nl, en, fr or de, where a browser asks none"),
    AP_INIT_TAKE1("ToegangPatience", set_patience, NULL, RSRC_CONF | OR_AUTHCFG,
                  "how long directories may take together: 2s"),
    AP_INIT_TAKE1("ToegangStyle", set_style, NULL, RSRC_CONF | OR_AUTHCFG,
                  "a style sheet of this site for the pages"),
    AP_INIT_TAKE12("ToegangTitle", set_title, NULL, RSRC_CONF | OR_AUTHCFG,
                   "what the site is called on the pages, perhaps after a language: nl, en, fr or de"),
    AP_INIT_TAKE2("ToegangLink", set_link, NULL, RSRC_CONF | OR_AUTHCFG,
                  "sign-in, sign-out, choose, home, language or rights, and where that is on this site"),
    {NULL}};

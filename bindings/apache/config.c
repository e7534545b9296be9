/* SPDX-License-Identifier: Apache-2.0 */
/* ToegangConfig: what the library knows of a server. The parent reads it, registers connect in children. */
#include <apr_strings.h>
#include <http_core.h>

#include "mod_toegang.h"

void *tg_server_new(apr_pool_t *pool, server_rec *server)
{
    struct tg_server *settings = apr_pcalloc(pool, sizeof *settings);
    (void)server;
    settings->lines = apr_array_make(pool, 0, sizeof(struct tg_line *));
    return settings;
}

void *tg_server_merge(apr_pool_t *pool, void *base, void *more)
{
    const struct tg_server *main_server = base, *own = more;
    struct tg_server *merged = apr_pmemdup(pool, own, sizeof *own);
    if (!own->all) merged->all = main_server->all;
    return merged;
}

toegang *tg_all(const server_rec *server)
{
    const struct tg_server *settings = ap_get_module_config(server->module_config, &toegang_module);
    return settings->all;
}

static apr_status_t forget(void *all)
{
    toegang_free(all);
    return APR_SUCCESS;
}

/* Only the first line of the explanation: the rest tells people who sign in what to do. */
const char *tg_explained(apr_pool_t *pool, const toegang_report *report)
{
    size_t size = toegang_report_explain(report, TOEGANG_EN, NULL, 0) + 1;
    char *text = apr_palloc(pool, size);
    toegang_report_explain(report, TOEGANG_EN, text, size);
    text[strcspn(text, "\n")] = '\0';
    if (*report->expected) text = apr_pstrcat(pool, text, "; expected ", report->expected, NULL);
    return *report->came ? apr_pstrcat(pool, text, ", came ", report->came, NULL) : text;
}

toegang_status tg_fault(toegang_report *report, toegang_status status, const char *check)
{
    report->status = status;
    apr_cpystrn(report->check, check, sizeof report->check);
    return status;
}

/* Every problem of the file on a line of its own, so that all can be corrected at once. */
static void tell(void *context, const char *file, const char *source_line, const toegang_report *report)
{
    cmd_parms *command = context;
    (void)source_line;
    ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_ERR, 0, NULL, "ToegangConfig: %s:%u:%u: %s", file,
                 report->line, report->column, tg_explained(command->temp_pool, report));
}

/*
 * A test of the configuration wants all of it right. A server that starts must serve what does not need a
 * register that cannot be read: what does is 503 until it is mended.
 */
static toegang_status open_all(cmd_parms *command, const char *path, toegang **out, toegang_report *report)
{
    toegang_status status = toegang_open_strict(path, tell, command, out, report);
    if (status == TOEGANG_GOOD || ap_state_query(AP_SQ_RUN_MODE) == AP_SQ_RM_CONFIG_TEST) return status;
    toegang_report again = {0};
    return toegang_open(path, NULL, NULL, out, &again);
}

const char *tg_open(cmd_parms *command, void *place, const char *file)
{
    struct tg_server *settings = ap_get_module_config(command->server->module_config, &toegang_module);
    const char *path = ap_server_root_relative(command->pool, file);
    toegang_report report = {0};
    (void)place;
    if (settings->all) return "ToegangConfig: stands twice in one server";
    if (!path) return apr_pstrcat(command->pool, "ToegangConfig: not a path: ", file, NULL);
    if (open_all(command, path, &settings->all, &report) != TOEGANG_GOOD)
        return apr_pstrcat(command->pool, "ToegangConfig: ", path, ": ", tg_explained(command->pool, &report),
                           NULL);
    apr_pool_cleanup_register(command->pool, settings->all, forget, apr_pool_cleanup_null);
    return NULL;
}

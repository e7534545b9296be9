/* SPDX-License-Identifier: Apache-2.0 */
/* Opening configurations of toegang while nginx reads its own, and telling what is wrong in them. */
#include "ngx_http_toegang_module.h"

struct told {
    ngx_conf_t *cf;
    ngx_uint_t count;
};

static void tell(void *context, const char *file, const char *source_line, const toegang_report *problem)
{
    struct told *told = context;
    char sentence[TOEGANG_NGINX_SENTENCE];
    told->count++;
    toegang_nginx_sentence(problem, sentence);
    if (problem->line == 0) {
        ngx_log_error(NGX_LOG_ERR, told->cf->log, 0, "%s: %s", file, sentence);
        return;
    }
    ngx_log_error(NGX_LOG_ERR, told->cf->log, 0, "%s:%uD:%uD: %s%s%s", file, problem->line, problem->column,
                  sentence, *source_line ? ": " : "", source_line);
}

static void free_config(void *data)
{
    toegang_nginx_config *config = data;
    toegang_free(config->all);
}

static toegang_nginx_config *known(const toegang_nginx_main *all, const ngx_str_t *path)
{
    toegang_nginx_config **configs = all->configs.elts;
    for (ngx_uint_t i = 0; i < all->configs.nelts; i++)
        if (configs[i]->path.len == path->len &&
            ngx_memcmp(configs[i]->path.data, path->data, path->len) == 0)
            return configs[i];
    return NULL;
}

/*
 * A test of the configuration wants all of it right. A server that starts must serve what does not need a
 * register that cannot be read: what does is 503 until it is mended.
 */
static toegang_status open_all(const char *path, struct told *told, toegang **out, toegang_report *report)
{
    toegang_status status = toegang_open_strict(path, tell, told, out, report);
    if (status == TOEGANG_GOOD || ngx_test_config) return status;
    toegang_report again = {0};
    return toegang_open(path, NULL, NULL, out, &again);
}

static toegang_status open_it(ngx_conf_t *cf, toegang_nginx_config *config)
{
    struct told told = {cf, 0};
    toegang_report report = {0};
    toegang_status status = open_all((const char *)config->path.data, &told, &config->all, &report);
    char sentence[TOEGANG_NGINX_SENTENCE] = "";
    if (status == TOEGANG_GOOD) return status;
    if (told.count == 0) toegang_nginx_sentence(&report, sentence);
    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "toegang_config: %V is wrong%s%s", &config->path,
                       *sentence ? ": " : "", sentence);
    return status;
}

/* Nothing in it is used before nginx has forked: its directories connect at their first question. */
toegang_nginx_config *toegang_nginx_open(ngx_conf_t *cf, ngx_str_t *path)
{
    toegang_nginx_main *all = ngx_http_conf_get_module_main_conf(cf, ngx_http_toegang_module);
    if (ngx_conf_full_name(cf->cycle, path, 1) != NGX_OK) return NULL;
    toegang_nginx_config *config = known(all, path);
    if (config) return config;
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(cf->pool, sizeof *config);
    toegang_nginx_config **place = ngx_array_push(&all->configs);
    if (!cleanup || !place) return NULL;
    config = cleanup->data;
    *config = (toegang_nginx_config){.path = *path};
    *place = config;
    cleanup->handler = free_config;
    return open_it(cf, config) == TOEGANG_GOOD ? config : NULL;
}

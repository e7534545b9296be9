/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last word on a configuration, when all of it was read: only then it is known how many workers there
 * will be. A module of http has no such moment in which nginx still keeps the old configuration; one of its
 * core has.
 */
#include "ngx_http_toegang_module.h"

static char *judge(ngx_cycle_t *cycle, void *conf)
{
    (void)conf;
    return toegang_nginx_sign_in_ready(cycle) == NGX_OK ? NGX_CONF_OK : NGX_CONF_ERROR;
}

static ngx_core_module_t context = {ngx_string("toegang_ready"), NULL, judge};

ngx_module_t ngx_toegang_ready_module = {NGX_MODULE_V1, .ctx = &context, .type = NGX_CORE_MODULE};

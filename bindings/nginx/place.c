/* SPDX-License-Identifier: Apache-2.0 */
/* Complaints about a directive that was read before: nginx itself only knows where it reads now. */
#include "ngx_http_toegang_module.h"

#define COMPLAINT_MAX (TOEGANG_NGINX_SENTENCE + 256)

char *toegang_nginx_complain(ngx_conf_t *cf, const toegang_nginx_place *place, const char *format, ...)
{
    u_char text[COMPLAINT_MAX];
    va_list arguments;
    va_start(arguments, format);
    const u_char *end = ngx_vslprintf(text, text + sizeof text, format, arguments);
    va_end(arguments);
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0, "%*s in %V:%ui", (size_t)(end - text), text, &place->file,
                  place->line);
    return NGX_CONF_ERROR;
}

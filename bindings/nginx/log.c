/* SPDX-License-Identifier: Apache-2.0 */
/* What the log is told. A report has nothing secret in it. */
#include "ngx_http_toegang_module.h"

#define COMPLAINT_MAX (TOEGANG_NGINX_SENTENCE + 256)

/* One line, as a log wants it: the sentence with its check id, what was expected and what came. */
void toegang_nginx_sentence(const toegang_report *report, char out[TOEGANG_NGINX_SENTENCE])
{
    char text[TOEGANG_NGINX_SENTENCE];
    (void)toegang_report_explain(report, TOEGANG_EN, text, sizeof text);
    *ngx_snprintf((u_char *)out, TOEGANG_NGINX_SENTENCE - 1, "%*s%s%s%s%s", strcspn(text, "\n"), text,
                  *report->expected ? " expected: " : "", report->expected, *report->came ? ", came: " : "",
                  report->came) = '\0';
}

/* Why a token or a visit was refused is of use to who configures. */
void toegang_nginx_log(const ngx_http_request_t *r, const toegang_report *why)
{
    char sentence[TOEGANG_NGINX_SENTENCE];
    ngx_uint_t level = why->status < TOEGANG_GOOD ? NGX_LOG_ERR : NGX_LOG_INFO;
    if (why->status == TOEGANG_GOOD || r->connection->log->log_level < level) return;
    toegang_nginx_sentence(why, sentence);
    ngx_log_error(level, r->connection->log, 0, "toegang: %s", sentence);
}

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

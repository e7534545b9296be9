/* SPDX-License-Identifier: Apache-2.0 */
/* AuthType toegang: an access token in the header Authorization (RFC 6750 section 2.1, RFC 9068). */
#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>

#include "mod_toegang.h"

static bool is_ours(const char *type)
{
    return type && ap_cstr_casecmp(type, TG_NAME) == 0;
}

/*
 * error is a word of RFC 6750 and check a check id: no quote, and nothing of the token, gets into the header.
 */
void tg_challenge(request_rec *r, const char *error, const char *check)
{
    const char *name = ap_auth_name(r), *realm = name ? ap_escape_quotes(r->pool, name) : TG_NAME;
    const char *more =
        error ? apr_psprintf(r->pool, ", error=\"%s\", error_description=\"%s\"", error, check) : "";
    apr_table_setn(r->err_headers_out, "WWW-Authenticate",
                   apr_psprintf(r->pool, "Bearer realm=\"%s\"%s", realm, more));
}

/* A token is good and the answer is no: where a stronger one would do better it says so. */
void tg_challenge_denied(request_rec *r, const char *check)
{
    static const char *const stronger[] = {"assurance.low", "capacity.other"};
    if (!is_ours(ap_auth_type(r))) return;
    for (size_t i = 0; i < sizeof stronger / sizeof *stronger; i++)
        if (strcmp(check, stronger[i]) == 0) tg_challenge(r, "insufficient_scope", stronger[i]);
}

/* The token, or NULL when the header is of another scheme or holds nothing. */
static const char *token_of(request_rec *r)
{
    const char *header = apr_table_get(r->headers_in, "Authorization");
    if (!header || ap_cstr_casecmpn(header, "Bearer ", 7) != 0) return NULL;
    header += strspn(header + 6, " ") + 6;
    return *header ? header : NULL;
}

static void tell(request_rec *r, const toegang_report *report)
{
    tg_refused(r, report);
    apr_table_set(r->err_headers_out, "Toegang-Check", report->check);
    apr_table_setn(r->err_headers_out, "Cache-Control", "no-store");
}

static int refuse(request_rec *r, const toegang_report *report)
{
    bool judged = report->status == TOEGANG_REFUSED;
    tell(r, report);
    ap_log_rerror(APLOG_MARK, judged ? APLOG_INFO : APLOG_ERR, 0, r, "toegang: a token %s: %s",
                  judged ? "is refused" : "cannot be judged", tg_explained(r->pool, report));
    if (judged) tg_challenge(r, "invalid_token", apr_pstrdup(r->pool, report->check));
    if (judged) return HTTP_UNAUTHORIZED;
    apr_table_setn(r->err_headers_out, "Retry-After", TG_RETRY_AFTER);
    return HTTP_SERVICE_UNAVAILABLE;
}

static int refuse_nobody(request_rec *r)
{
    const toegang_report report = {.status = TOEGANG_REFUSED, .check = TG_CHECK_NOBODY};
    tell(r, &report);
    tg_challenge(r, NULL, NULL);
    return HTTP_UNAUTHORIZED;
}

static int sign_in(request_rec *r, toegang *all, const char *token)
{
    const struct tg_place *place = tg_place_of(r);
    const toegang_expected expected = {.size = sizeof expected, .kind = TOEGANG_TOKEN_ACCESS};
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    toegang_status status =
        toegang_sign_in_jwt(all, token, strlen(token), &expected, apr_time_sec(apr_time_now()),
                            place->patience_ms, &identity, &report);
    if (status != TOEGANG_GOOD) return refuse(r, &report);
    tg_know(r, identity, NULL);
    r->user = tg_person(r, identity);
    r->ap_auth_type = apr_pstrdup(r->pool, TG_NAME);
    return OK;
}

static int authenticate(request_rec *r)
{
    toegang *all = tg_all(r->server);
    if (!is_ours(ap_auth_type(r))) return DECLINED;
    if (!all || !toegang_trusted(all)) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "toegang: AuthType " TG_NAME " needs a ToegangConfig with trust");
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    const char *token = token_of(r);
    return token ? sign_in(r, all, token) : refuse_nobody(r);
}

/* Whoever answers 401 in such a place asks for a token. */
static int note_failure(request_rec *r, const char *type)
{
    if (!is_ours(type)) return DECLINED;
    tg_challenge(r, NULL, NULL);
    return OK;
}

void tg_bearer_register(apr_pool_t *pool)
{
    /* mellon takes the user of a page over for its parts, whoever signed him in: ours comes first. */
    static const char *const after_us[] = {"mod_auth_mellon.c", NULL};
    (void)pool;
    ap_hook_check_authn(authenticate, NULL, after_us, APR_HOOK_MIDDLE, AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_note_auth_failure(note_failure, NULL, NULL, APR_HOOK_MIDDLE);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The answer of all Require lines together. The server knows yes, no and an error (500), and calls a no of
 * somebody who signed in 401. So its judging runs inside ours, which knows what was answered: 403 for a no,
 * 503 for what could not be judged.
 */
#include <apr_strings.h>
#include <http_protocol.h>
#include <http_request.h>

#include "mod_toegang.h"

/* Somebody whom we know already would be nobody else after signing in again: 403, not 401. */
static int forbid(request_rec *r, int status)
{
    if (status != HTTP_UNAUTHORIZED) return status;
    apr_table_unset(r->err_headers_out, "WWW-Authenticate");
    return HTTP_FORBIDDEN;
}

static int refuse(request_rec *r, const struct tg_answer *refusal)
{
    tg_tell(r, refusal->told);
    apr_table_setn(r->err_headers_out, "Cache-Control", "no-store");
    apr_table_set(r->err_headers_out, "Toegang-Check", toegang_decision_check(refusal->decision));
    apr_table_unset(r->err_headers_out, "WWW-Authenticate");
    if (!tg_is_undecided(refusal)) {
        tg_challenge_denied(r, toegang_decision_check(refusal->decision));
        return HTTP_FORBIDDEN;
    }
    apr_table_setn(r->err_headers_out, "Retry-After", TG_RETRY_AFTER);
    return HTTP_SERVICE_UNAVAILABLE;
}

/* Another line may have let in; what was answered is told all the same, and refuses nothing after this. */
static void let_in(request_rec *r, struct tg_visitor *visitor)
{
    const struct tg_answer *answer = visitor->permit.decision ? &visitor->permit : &visitor->refusal;
    visitor->through = true;
    if (answer->decision) tg_tell(r, answer->told);
    tg_forget_refusal(visitor);
}

/* Other answers, as a redirect to somewhere, and errors of others stay as they are. */
static int answer_of(request_rec *r, struct tg_visitor *visitor, int status)
{
    const struct tg_answer *permit = &visitor->permit, *refusal = &visitor->refusal;
    bool error = status == HTTP_INTERNAL_SERVER_ERROR;
    if (status == OK) return let_in(r, visitor), OK;
    if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN && !error) return status;
    if (refusal->decision && (!error || visitor->ended)) return refuse(r, refusal);
    return permit->decision ? forbid(r, status) : status;
}

static int judge_section(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    int status = ap_run_auth_checker(r);
    visitor->within = false;
    return answer_of(r, visitor, status);
}

/* As the server does when the lines need somebody. */
static int sign_in_first(request_rec *r)
{
    int status = ap_run_check_user_id(r);
    if (status != OK) return status == DECLINED ? HTTP_INTERNAL_SERVER_ERROR : status;
    return r->user ? ap_run_auth_checker(r) : HTTP_INTERNAL_SERVER_ERROR;
}

/*
 * The server judges once before anybody signs in, and takes the no of a line that is turned for a yes: where
 * such a line needs to know who it is, people sign in after all. Some modules know who it is by now, and then
 * this is the answer.
 */
static int judge_before(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    int status = ap_run_access_checker_ex(r);
    visitor->within = false;
    return status == OK && visitor->nobody ? sign_in_first(r) : answer_of(r, visitor, status);
}

/* ---- asked anew ---- */

static int add_absent(void *environment, const char *name, const char *value)
{
    if (!apr_table_get(environment, name)) apr_table_setn(environment, name, value);
    return 1;
}

/* The sign-in module set its variables for the first request only. */
static apr_table_t *environment_with_earlier(const request_rec *r)
{
    apr_table_t *all = apr_table_copy(r->pool, r->subprocess_env);
    for (const request_rec *before = r->prev; before; before = before->prev)
        apr_table_do(add_absent, all, before->subprocess_env, NULL);
    return all;
}

/* The request whose answer the server takes for this one, where the same sections hold; NULL: none. */
static request_rec *answered_before(const request_rec *r)
{
    if (r->prev && r->prev->per_dir_config == r->per_dir_config) return r->prev;
    return r->main && r->main->per_dir_config == r->per_dir_config ? r->main : NULL;
}

/*
 * Where a request leads elsewhere within the server (a redirect, a part of its page, the Destination of a
 * COPY), an expression may look at the address: our lines are asked again, about the same person. Those of
 * other modules are not, some of which know him in the first request only.
 */
static int judge_again(request_rec *r)
{
    request_rec *before = answered_before(r);
    const struct tg_visitor *earlier = before ? tg_visitor_of(before) : NULL;
    if (!earlier || !earlier->through || !earlier->asked) return DECLINED;
    struct tg_visitor *visitor = tg_visitor_of(r);
    apr_table_t *own = r->subprocess_env;
    visitor->identity = earlier->identity;
    visitor->place = earlier->place;
    r->subprocess_env = environment_with_earlier(r);
    bool same = tg_answers_as_before(r, earlier->asked);
    r->subprocess_env = own;
    return answer_of(r, visitor, same ? OK : HTTP_FORBIDDEN);
}

void tg_section_register(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_check_access_ex(judge_before, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_check_authz(judge_section, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_fixups(judge_again, NULL, NULL, APR_HOOK_REALLY_FIRST);
}

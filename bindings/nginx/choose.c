/* SPDX-License-Identifier: Apache-2.0 */
/* For whom: the page that asks it, and the answer, which is judged again when it comes. */
#include "choices.h"

#include <toegang/search.h>

#define FORM "organisation"

static ngx_int_t show(ngx_http_request_t *r, toegang_nginx_exchange *it, const toegang_choice *choices,
                      size_t count)
{
    char token[TOEGANG_VISIT_TOKEN_MAX];
    ngx_str_t html, to = toegang_nginx_to(r);
    const char *path = toegang_nginx_link_to(r, it->location, FORM, &to);
    toegang_page page = toegang_nginx_page_of(r, it->location, toegang_nginx_context_of(r));
    page.choose = NULL;
    if (!path || toegang_visit_token(it->location->keys, &it->visit, FORM, token, &it->why) != TOEGANG_GOOD)
        return NGX_ERROR;
    html.len = toegang_page_choice(&page, choices, count, 1, path, token, NULL, 0);
    html.data = ngx_pnalloc(r->pool, html.len + 1);
    if (!html.data || html.len == 0) return NGX_ERROR;
    (void)toegang_page_choice(&page, choices, count, 1, path, token, (char *)html.data, html.len + 1);
    return toegang_nginx_answer_page(r, &html);
}

static ngx_int_t found(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const toegang_nginx_choices *found = it->data;
    it->why = found->why;
    if (found->status != TOEGANG_GOOD) return toegang_nginx_refuse_exchange(r, it);
    toegang_choice *choices = ngx_pcalloc(r->pool, (found->count + 1) * sizeof *choices);
    if (!choices) return NGX_ERROR;
    for (size_t i = 0; i < found->count; i++)
        choices[i] = (toegang_choice){.size = sizeof *choices,
                                      .organisation = found->rows[i].organisation,
                                      .name = *found->rows[i].name ? found->rows[i].name : NULL,
                                      .as = *found->rows[i].as ? found->rows[i].as : NULL};
    choices[found->count] = (toegang_choice){.size = sizeof *choices};
    return show(r, it, choices, found->count + 1);
}

ngx_int_t toegang_nginx_get_choice(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_int_t status = toegang_nginx_exchange_visit(r, it);
    if (status == NGX_DECLINED) return toegang_nginx_lead_to_sign_in(r, it->location);
    toegang_nginx_choices *choices = ngx_palloc(r->pool, sizeof *choices);
    if (status != NGX_OK || !choices) return NGX_ERROR;
    choices->all = it->location->config->all;
    choices->identity = it->visit.identity;
    choices->at = ngx_time();
    choices->patience_ms = (int64_t)it->location->patience;
    choices->language = toegang_nginx_language(r, it->location);
    choices->count = 0;
    choices->why = (toegang_report){0};
    return toegang_nginx_wait(r, it, toegang_nginx_find_candidates, choices, found);
}

/* A choice that somebody posted. */
struct choice {
    const toegang *all;
    toegang_question question;
    size_t permits;
    toegang_status status;
    toegang_decision *decision;
    toegang_report why;
};

static void end(void *data)
{
    const struct choice *it = data;
    toegang_decision_free(it->decision);
}

static toegang_status count(void *context, const toegang_found *found)
{
    (void)found;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

/* A choice is good when it opens this e-counter or any other: where he goes with it is not known here. */
static void judge(void *data)
{
    struct choice *it = data;
    it->status = toegang_check(it->all, &it->question, &it->decision, &it->why);
    if (it->status == TOEGANG_GOOD) return;
    toegang_question anywhere = it->question;
    anywhere.eloket = anywhere.right = anywhere.context = NULL;
    toegang_status status = toegang_search_rights(it->all, &anywhere, count, &it->permits, NULL);
    if (status == TOEGANG_GOOD && it->permits > 0) it->status = TOEGANG_GOOD;
}

static ngx_int_t judged(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    struct choice *choice = it->data;
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    ngx_str_t to = toegang_nginx_to(r);
    it->why = choice->why;
    if (choice->status != TOEGANG_GOOD && !choice->decision) return toegang_nginx_refuse_exchange(r, it);
    if (choice->status != TOEGANG_GOOD) {
        context->asked.location = it->location;
        context->asked.decision = choice->decision;
        choice->decision = NULL;
        return toegang_nginx_refuse(r, it->location, context,
                                    choice->status > TOEGANG_GOOD ? NGX_HTTP_FORBIDDEN
                                                                  : NGX_HTTP_SERVICE_UNAVAILABLE);
    }
    it->visit.organisation = choice->question.organisation;
    it->visit.chosen = 1;
    ngx_int_t status = toegang_nginx_visit_set(r, it->location, &it->visit, &it->why);
    if (status == NGX_DECLINED) return toegang_nginx_refuse_exchange(r, it);
    return status == NGX_OK ? toegang_nginx_see_other(r, (const char *)to.data) : NGX_ERROR;
}

static ngx_int_t judge_on_thread(ngx_http_request_t *r, toegang_nginx_exchange *it,
                                 const toegang_organisation *organisation)
{
    const toegang_nginx_counter *counter = it->location->counter;
    struct choice *choice = toegang_nginx_of_request(r, sizeof *choice, end);
    if (!choice) return NGX_ERROR;
    choice->all = it->location->config->all;
    choice->question =
        (toegang_question){.size = sizeof choice->question,
                           .identity = it->visit.identity,
                           .organisation = *organisation,
                           .eloket = (const char *)counter->eloket.data,
                           .right = counter->right.len ? (const char *)counter->right.data : NULL,
                           .at = ngx_time(),
                           .patience_ms = (int64_t)it->location->patience};
    return toegang_nginx_wait(r, it, judge, choice, judged);
}

ngx_int_t toegang_nginx_post_choice(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t text = toegang_nginx_field(r, &it->body, "organisation");
    ngx_str_t token = toegang_nginx_field(r, &it->body, "token");
    toegang_organisation organisation = {0};
    ngx_int_t status = toegang_nginx_exchange_visit(r, it);
    if (status == NGX_DECLINED) return toegang_nginx_lead_to_sign_in(r, it->location);
    if (toegang_visit_token_check(it->location->keys, &it->visit, FORM, (const char *)token.data, token.len,
                                  &it->why) != TOEGANG_GOOD)
        return toegang_nginx_refuse_exchange(r, it);
    if (!text.data) text = (ngx_str_t)ngx_string(""); /* not there, twice, or cannot be read */
    int self = text.len == 4 && ngx_memcmp(text.data, "self", 4) == 0;
    if (!self && toegang_organisation_parse((const char *)text.data, text.len, &organisation, &it->why) !=
                     TOEGANG_GOOD)
        return toegang_nginx_refuse_exchange(r, it);
    return judge_on_thread(r, it, &organisation);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which endpoint a request is for. Paths are compared as they came: nothing is unescaped, and no dots are
 * folded.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <toegang/page.h>

#include "serve.h"

const struct endpoint endpoints[ENDPOINTS] = {
    [ENDPOINT_AUTH] = {"/auth", "auth", false, PLACE_POOL, run_auth},
    [ENDPOINT_EVALUATION] = {"/access/v1/evaluation", "evaluation", true, PLACE_POOL, run_authzen},
    [ENDPOINT_EVALUATIONS] = {"/access/v1/evaluations", "evaluations", true, PLACE_POOL, run_authzen},
    [ENDPOINT_SEARCH_SUBJECT] = {"/access/v1/search/subject", "search-subject", true, PLACE_POOL,
                                 run_authzen},
    [ENDPOINT_SEARCH_RESOURCE] = {"/access/v1/search/resource", "search-resource", true, PLACE_POOL,
                                  run_authzen},
    [ENDPOINT_SEARCH_ACTION] = {"/access/v1/search/action", "search-action", true, PLACE_POOL, run_authzen},
    [ENDPOINT_CONFIGURATION] = {"/.well-known/authzen-configuration", "configuration", false, PLACE_LOOP,
                                run_configuration},
    [ENDPOINT_HEALTH] = {"/health", "health", false, PLACE_ATTENDANT, run_health},
    [ENDPOINT_LIVE] = {"/health/live", "live", false, PLACE_LOOP, run_live},
    [ENDPOINT_METRICS] = {"/metrics", "metrics", false, PLACE_ATTENDANT, run_metrics},
    [ENDPOINT_RELOAD] = {NULL, "reload", false, PLACE_ATTENDANT, run_reload},
    [ENDPOINT_NONE] = {NULL, "none", false, PLACE_LOOP, NULL},
};

/* Where --url has a path, that stands after the path of the document too (AuthZEN 1.0, 9.2). */
static bool is_configuration(const char *path, const char *url)
{
    const char *own = endpoints[ENDPOINT_CONFIGURATION].path;
    const char *under = url ? strchr(strstr(url, "://") + 3, '/') : NULL;
    return under && strncmp(path, own, strlen(own)) == 0 && strcmp(path + strlen(own), under) == 0;
}

static enum endpoint_id find(const char *path, const char *url)
{
    for (enum endpoint_id id = 0; id < ENDPOINTS; id++)
        if (endpoints[id].path && strcmp(endpoints[id].path, path) == 0) return id;
    return is_configuration(path, url) ? ENDPOINT_CONFIGURATION : ENDPOINT_NONE;
}

static bool refuse(struct request *request, int status, const char *sentence)
{
    answer_problem(&request->answer, status, sentence, "");
    return false;
}

/* Given back in the answer and logged: ASCII, and never what could be a national number. */
static void take_id(struct request *request)
{
    const char *id = head_field(&request->head, "X-Request-ID");
    size_t length = id ? strlen(id) : 0;
    if (length == 0 || length >= sizeof request->id) return;
    for (size_t i = 0; i < length; i++)
        if (id[i] < ' ' || id[i] > '~') return;
    if (!holds_number(id)) memcpy(request->id, id, length + 1);
}

static bool is_json(const struct head *head)
{
    const char *type = head_field(head, "Content-Type");
    size_t length = strlen("application/json");
    return type && strncasecmp(type, "application/json", length) == 0 && strchr("; \t", type[length]);
}

static bool method_fits(struct request *request)
{
    const char *method = request->head.method;
    bool posts = endpoints[request->endpoint].posts;
    bool fits =
        posts ? strcmp(method, "POST") == 0 : strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (fits) return true;
    answer_field(&request->answer, "Allow", posts ? "POST" : "GET, HEAD");
    return refuse(request, 405, posts ? "this is asked by POST" : "this is asked by GET");
}

/* The cookie toegang_language, by which somebody chose it; NULL: he did not. */
static const char *language_cookie(const struct head *head)
{
    static const char name[] = "toegang_language=";
    const char *at = head_field(head, "Cookie");
    for (; at; at = strchr(at, ';'), at = at ? at + 1 : NULL) {
        at += strspn(at, " ");
        if (strncmp(at, name, sizeof name - 1) == 0) return at + sizeof name - 1;
    }
    return NULL;
}

/* As he chose, else as his browser asks, else as we were told. */
static void take_language(struct request *request)
{
    const char *cookie = language_cookie(&request->head),
               *accepted = head_field(&request->head, "Accept-Language");
    char chosen[3] = "";
    request->language = toegang_language_accepted(accepted, accepted ? strlen(accepted) : 0,
                                                  request->server->settings.language);
    if (!cookie || strcspn(cookie, "; ") != 2) return;
    memcpy(chosen, cookie, 2);
    (void)!toegang_language_parse(chosen, &request->language, NULL);
}

bool route(struct request *request)
{
    request->endpoint = find(request->head.path, request->server->settings.url);
    take_id(request);
    take_language(request);
    if (request->endpoint == ENDPOINT_NONE) return refuse(request, 404, "there is nothing here");
    if (!method_fits(request)) return false;
    if (endpoints[request->endpoint].posts && !is_json(&request->head))
        return refuse(request, 400, "the body has to be application/json");
    return true;
}

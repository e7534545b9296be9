/* SPDX-License-Identifier: Apache-2.0 */
/* Searches for subjects, resources and actions (AuthZEN 1.0, 8), by those of the library. */
#include <string.h>

#include "authzen.h"
#include "base/report.h"
#include "base/sort.h"
#include "base/text.h"
#include "check.h"

/* What is found, by the names that go out. */
struct results {
    struct tg_authzen *request;
    const struct tg_authzen_who *who;
    const struct tg_authzen_what *what;
    const char **ids;
    size_t count, room;
};

static toegang_status add(struct results *results, const char *id)
{
    struct tg_arena *arena = &results->request->arena;
    const char **ids = tg_arena_grown(arena, results->ids, results->count, &results->room, sizeof *ids);
    const char *copy = tg_arena_text(arena, tg_span_of(id));
    if (ids) results->ids = ids;
    if (!ids || !copy) return tg_no_memory(results->request->report);
    results->ids[results->count++] = copy;
    return TOEGANG_GOOD;
}

/* ---- what goes out for what was found ---- */

/* People whose names are ours go out by these, and nobody else is of their type. Others go out as handles. */
static toegang_status take_subject(void *context, const toegang_found *found)
{
    struct results *results = context;
    const struct tg_authzen_people *people = results->who->people;
    toegang_status status = TOEGANG_GOOD;
    char handle[TOEGANG_HANDLE_MAX];
    for (size_t i = 0; people && status == TOEGANG_GOOD && i < people->count; i++)
        if (toegang_rrn_equal(&people->list[i].holder, &found->holder))
            status = add(results, people->list[i].id);
    if (people) return status;
    status = toegang_handle_seal(results->request->all->handle_key, &found->holder, handle,
                                 results->request->report);
    return status == TOEGANG_GOOD ? add(results, handle) : status;
}

static toegang_status take_organisation(void *context, const toegang_found *found)
{
    struct results *results = context;
    const struct tg_authzen_kind *kind = results->what->kind;
    toegang_status status = TOEGANG_GOOD;
    char typed[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(&found->organisation, typed);
    for (size_t i = 0; kind && status == TOEGANG_GOOD && i < kind->name_count; i++)
        if (toegang_organisation_equal(&kind->names[i].organisation, &found->organisation))
            status = add(results, kind->names[i].id);
    return kind || !*typed ? status : add(results, typed);
}

struct of_right {
    struct results *results;
    const char *right;
};

/* Of every e-counter, those where that right, or entering, is permitted to who asks as it was asked here. */
static toegang_status take_eloket(void *context, const toegang_found *found)
{
    const struct of_right *asked = context;
    const struct results *results = asked->results;
    if (tg_authzen_lacks_context(results->request, found->eloket, results->what->context))
        return TOEGANG_GOOD;
    const char *right = tg_authzen_right(results->request, found->eloket, asked->right);
    bool same = right && found->right ? strcmp(right, found->right) == 0 : right == found->right;
    return same ? add(asked->results, found->eloket) : TOEGANG_GOOD;
}

/* To enter is a word of ours, which callers with names of their own do not have. */
static toegang_status take_action(void *context, const toegang_found *found)
{
    struct results *results = context;
    if (found->right) return add(results, found->right);
    return results->what->kind ? TOEGANG_GOOD : add(results, TG_AUTHZEN_ENTER);
}

/* ---- the searches ---- */

static toegang_question question_of(const struct results *results, const toegang_identity *identity,
                                    const char *action)
{
    const struct tg_authzen *request = results->request;
    const struct tg_authzen_what *what = results->what;
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .organisation = what->organisation,
                                 .eloket = what->eloket,
                                 .right = action ? tg_authzen_right(request, what->eloket, action) : NULL,
                                 .context = what->context,
                                 .at = request->asked->at,
                                 .patience_ms = request->asked->patience_ms};
    return question;
}

static toegang_status search_subjects(struct results *results, const struct tg_tuple *tuple)
{
    struct tg_authzen *request = results->request;
    toegang_question question = question_of(results, NULL, tuple->action_name);
    if (!results->who->people && !request->all->has_handle_key)
        return tg_refuse(request->report, CHECK_AUTHZEN_HANDLES, "handles: key", TG_SPAN("none"));
    return toegang_search_holders(request->all, &question, results->who->assurance, results->who->capacity,
                                  take_subject, results, request->report);
}

static bool is_named_by_id(const struct tg_authzen_kind *kind)
{
    for (size_t i = 0; i < kind->organisation_count; i++)
        if (strcmp(kind->organisation[i], "id") == 0) return true;
    return false;
}

static toegang_status search_resources(struct results *results, const struct tg_tuple *tuple,
                                       const toegang_identity *identity)
{
    struct tg_authzen *request = results->request;
    const struct tg_authzen_what *what = results->what;
    toegang_question question = question_of(results, identity, tuple->action_name);
    struct of_right of_right = {results, tuple->action_name};
    if (what->kind && !is_named_by_id(what->kind))
        return tg_refuse(request->report, CHECK_AUTHZEN_RESOURCE, "a type whose ids are known",
                         TG_SPAN("another"));
    if (what->kind || what->of_organisation)
        return toegang_search_organisations(request->all, &question, take_organisation, results,
                                            request->report);
    return toegang_search_rights(request->all, &question, take_eloket, &of_right, request->report);
}

static toegang_status search_with_identity(struct results *results, const struct tg_tuple *tuple)
{
    struct tg_authzen *request = results->request;
    toegang_identity *identity = NULL;
    toegang_status status = tg_authzen_identity(request, results->who, &identity);
    if (status != TOEGANG_GOOD) return status;
    toegang_question question = question_of(results, identity, NULL);
    if (request->asked->kind == TOEGANG_AUTHZEN_SEARCH_RESOURCE)
        status = search_resources(results, tuple, identity);
    else
        status = toegang_search_rights(request->all, &question, take_action, results, request->report);
    toegang_identity_free(identity);
    return status;
}

/* ---- pages: the token is the last id of a page, and the next one begins after it (8.2) ---- */

struct page {
    bool asked;
    const char *after; /* NULL: from the first */
    size_t limit;
};

static toegang_status refuse_page(const struct tg_authzen *request, const char *check, const char *expected)
{
    return tg_refuse(request->report, check, expected, TG_SPAN("another"));
}

static toegang_status read_page(struct tg_authzen *request, struct page *out)
{
    const struct tg_json *page = tg_json_get(request->root, "page");
    const struct tg_json *token = tg_json_get(page, "token"), *limit = tg_json_get(page, "limit");
    *out = (struct page){page != NULL, NULL, TOEGANG_CANDIDATES_MAX};
    if (page && page->kind != TG_JSON_OBJECT)
        return refuse_page(request, CHECK_AUTHZEN_KIND, "page: an object");
    if (!token) token = tg_json_get(page, "next_token"); /* as in the drafts before 1.0 */
    if (token && token->kind != TG_JSON_STRING)
        return refuse_page(request, CHECK_AUTHZEN_KIND, "page.token: a text");
    if (limit && (limit->kind != TG_JSON_NUMBER || !limit->is_integer || limit->integer < 0))
        return refuse_page(request, CHECK_AUTHZEN_VALUE, "page.limit: a number from 0");
    if (limit && limit->integer < TOEGANG_CANDIDATES_MAX) out->limit = (size_t)limit->integer;
    if (!token || token->text.length == 0) return TOEGANG_GOOD;
    out->after = tg_arena_text(&request->arena, token->text);
    return out->after ? TOEGANG_GOOD : tg_no_memory(request->report);
}

/* ---- writing ---- */

static bool write_result(struct results *results, const char *id)
{
    struct tg_grown *out = &results->request->out;
    const struct tg_authzen_what *what = results->what;
    toegang_authzen_kind kind = results->request->asked->kind;
    bool action = kind == TOEGANG_AUTHZEN_SEARCH_ACTION, resource = kind == TOEGANG_AUTHZEN_SEARCH_RESOURCE;
    if (action)
        return tg_grown_add(out, TG_SPAN("{\"name\":")) && tg_grown_json(out, id) &&
               tg_grown_add(out, TG_SPAN("}"));
    if (!tg_grown_add(out, TG_SPAN("{\"type\":")) ||
        !tg_grown_json(out, resource ? what->type : results->who->type))
        return false;
    if (!tg_grown_add(out, TG_SPAN(",\"id\":")) || !tg_grown_json(out, id)) return false;
    if (resource && what->of_organisation && !what->kind)
        if (!tg_grown_add(out, TG_SPAN(",\"properties\":{\"eloket\":")) ||
            !tg_grown_json(out, what->eloket) || !tg_grown_add(out, TG_SPAN("}")))
            return false;
    return tg_grown_add(out, TG_SPAN("}"));
}

/* After a page of none the next one begins where this one does: a space stands before every id. */
static const char *next_token(const struct results *results, const struct page *page, size_t first,
                              size_t end)
{
    if (end == results->count) return "";
    if (end > first) return results->ids[end - 1];
    return page->after ? page->after : " ";
}

/* Before the results, so that a caller knows first how many come (8.3). */
static bool write_page(struct results *results, const struct page *page, size_t first, size_t end)
{
    struct tg_grown *out = &results->request->out;
    char counts[96];
    struct tg_text text = tg_text_of(counts, sizeof counts);
    tg_text_addf(&text, ",\"count\":%zu,\"total\":%zu},", end - first, results->count);
    if (!page->asked) return true;
    return tg_grown_add(out, TG_SPAN("\"page\":{\"next_token\":")) &&
           tg_grown_json(out, next_token(results, page, first, end)) && tg_grown_add(out, tg_span_of(counts));
}

static toegang_status write_results(struct results *results, const struct page *page)
{
    struct tg_authzen *request = results->request;
    size_t first = 0, end;
    while (page->after && first < results->count && strcmp(results->ids[first], page->after) <= 0) first++;
    end = results->count - first > page->limit ? first + page->limit : results->count;
    bool good = tg_grown_add(&request->out, TG_SPAN("{")) && write_page(results, page, first, end) &&
                tg_grown_add(&request->out, TG_SPAN("\"results\":["));
    for (size_t i = first; good && i < end; i++)
        good = (i == first || tg_grown_add(&request->out, TG_SPAN(","))) &&
               write_result(results, results->ids[i]);
    good = good && tg_grown_add(&request->out, TG_SPAN("]}"));
    return good ? TOEGANG_GOOD : tg_authzen_full(request);
}

/* What nobody knows is found nowhere (8.3). */
static toegang_status find(struct results *results, const struct tg_tuple *tuple, struct tg_authzen_who *who,
                           struct tg_authzen_what *what)
{
    struct tg_authzen *request = results->request;
    toegang_report *told = request->report, unknown = {0};
    request->report = &unknown;
    toegang_status status = tg_authzen_who(request, tuple, who);
    if (status == TOEGANG_GOOD) status = tg_authzen_what(request, tuple, what);
    if (status == TOEGANG_GOOD)
        status = request->asked->kind == TOEGANG_AUTHZEN_SEARCH_SUBJECT
                     ? search_subjects(results, tuple)
                     : search_with_identity(results, tuple);
    request->report = told;
    if (status == TOEGANG_GOOD || status == TOEGANG_MISUSE) return TOEGANG_GOOD;
    return tg_report_pass(told, &unknown);
}

toegang_status tg_authzen_search(struct tg_authzen *request)
{
    struct tg_tuple tuple;
    struct tg_authzen_who who = {0};
    struct tg_authzen_what what = {0};
    struct page page;
    struct results results = {.request = request, .who = &who, .what = &what};
    toegang_status status = tg_tuple_read(request, NULL, &tuple);
    if (status == TOEGANG_GOOD) status = read_page(request, &page);
    if (status == TOEGANG_GOOD) status = find(&results, &tuple, &who, &what);
    if (status != TOEGANG_GOOD) return status;
    results.count = tg_sort_once(results.ids, results.count, sizeof *results.ids, tg_by_name);
    return write_results(&results, &page);
}

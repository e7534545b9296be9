/* SPDX-License-Identifier: Apache-2.0 */
/* Subjects, actions and resources as they came (AuthZEN 1.0, 5): types, ids and properties. */
#include "authzen.h"
#include "base/report.h"
#include "base/text.h"
#include "check.h"

/* The place is what was expected. Of what came only the kind is told: an id may be a national number. */
static toegang_status refuse(const struct tg_authzen *request, const char *check, const char *entity,
                             const char *member, const char *came)
{
    char place[160];
    struct tg_text text = tg_text_of(place, sizeof place);
    tg_text_add(&text, entity);
    if (member) tg_text_add(&text, ".");
    if (member) tg_text_add(&text, member);
    return tg_refuse(request->report, check, place, tg_span_of(came));
}

static const char *kind_name(const struct tg_json *node)
{
    static const char *const names[] = {"none",     "null",   "false",    "true",
                                        "a number", "a text", "an array", "an object"};
    return names[node ? node->kind : 0];
}

static toegang_status refuse_wide(const struct tg_authzen *request, const char *entity, const char *member)
{
    return refuse(request, CHECK_AUTHZEN_LIMIT, entity, member, "more than 256 members");
}

static toegang_status check_object(const struct tg_authzen *request, const struct tg_json *node,
                                   const char *entity, const char *member)
{
    if (node->kind != TG_JSON_OBJECT)
        return refuse(request, CHECK_AUTHZEN_KIND, entity, member, kind_name(node));
    return node->count <= TG_AUTHZEN_MEMBERS_MAX ? TOEGANG_GOOD : refuse_wide(request, entity, member);
}

toegang_status tg_authzen_object(const struct tg_authzen *request, const struct tg_json *node,
                                 const char *place)
{
    return check_object(request, node, place, NULL);
}

static toegang_status read_entity(struct tg_authzen *request, const struct tg_json *evaluation,
                                  const char *name, struct tg_entity *out)
{
    const struct tg_json *all = tg_json_get(request->root, name);
    const struct tg_json *own = tg_json_get(evaluation, name);
    *out = (struct tg_entity){name, own ? own : all, all};
    if (!out->own) return refuse(request, CHECK_AUTHZEN_MEMBER, name, NULL, "none");
    toegang_status status = check_object(request, out->own, name, NULL);
    bool wide = all && all->count > TG_AUTHZEN_MEMBERS_MAX;
    return status == TOEGANG_GOOD && wide ? refuse_wide(request, name, NULL) : status;
}

static toegang_status text_of(struct tg_authzen *request, const struct tg_entity *entity, const char *place,
                              const struct tg_json *node, const char **out)
{
    if (node->kind != TG_JSON_STRING)
        return refuse(request, CHECK_AUTHZEN_KIND, entity->name, place, kind_name(node));
    if (node->text.length > TG_AUTHZEN_TEXT_MAX)
        return refuse(request, CHECK_AUTHZEN_LIMIT, entity->name, place, "longer than 1024 octets");
    *out = tg_arena_text(&request->arena, node->text);
    return *out ? TOEGANG_GOOD : tg_no_memory(request->report);
}

toegang_status tg_entity_text(struct tg_authzen *request, const struct tg_entity *entity, const char *member,
                              const char **out)
{
    const struct tg_json *node = tg_json_get(entity->own, member);
    if (!node) node = tg_json_get(entity->fallback, member);
    if (!node) return refuse(request, CHECK_AUTHZEN_MEMBER, entity->name, member, "none");
    toegang_status status = text_of(request, entity, member, node, out);
    if (status == TOEGANG_GOOD && (*out)[0] == '\0')
        return refuse(request, CHECK_AUTHZEN_MEMBER, entity->name, member, "an empty text");
    return status;
}

static toegang_status properties_of(struct tg_authzen *request, const struct tg_entity *entity,
                                    const struct tg_json **out)
{
    *out = tg_json_get(entity->own, "properties");
    return *out ? check_object(request, *out, entity->name, "properties") : TOEGANG_GOOD;
}

toegang_status tg_entity_property(struct tg_authzen *request, const struct tg_entity *entity,
                                  const char *member, const char **out)
{
    const struct tg_json *properties = NULL;
    *out = NULL;
    toegang_status status = properties_of(request, entity, &properties);
    const struct tg_json *node = tg_json_get(properties, member);
    if (status != TOEGANG_GOOD || !node) return status;
    return text_of(request, entity, member, node, out);
}

/* A flag or a number is its word, so that {"soft": true} can be the context "true". */
static toegang_status word_of(struct tg_authzen *request, const struct tg_entity *entity, const char *place,
                              const struct tg_json *node, const char **out)
{
    if (node->kind == TG_JSON_TRUE || node->kind == TG_JSON_FALSE)
        return *out = node->kind == TG_JSON_TRUE ? "true" : "false", TOEGANG_GOOD;
    if (node->kind != TG_JSON_NUMBER) return text_of(request, entity, place, node, out);
    *out = tg_arena_text(&request->arena, node->text);
    return *out ? TOEGANG_GOOD : tg_no_memory(request->report);
}

toegang_status tg_entity_at(struct tg_authzen *request, const struct tg_entity *entity, const char *path,
                            const char **out)
{
    const struct tg_json *properties = NULL, *node = NULL;
    struct tg_span rest = tg_span_of(path);
    *out = NULL;
    toegang_status status = properties_of(request, entity, &properties);
    if (status != TOEGANG_GOOD) return status;
    node = tg_span_starts(rest, "properties.") ? tg_json_get(properties, path + strlen("properties."))
                                               : tg_json_get(entity->own, path);
    if (!node && strcmp(path, "id") == 0) node = tg_json_get(entity->fallback, path);
    return node && node->kind != TG_JSON_NULL ? word_of(request, entity, path, node, out) : TOEGANG_GOOD;
}

/* The context moves nothing: the clock is the host's. It is an object all the same (5.4). */
static toegang_status check_context(struct tg_authzen *request, const struct tg_json *evaluation)
{
    const struct tg_json *own = tg_json_get(evaluation, "context");
    const struct tg_json *context = own ? own : tg_json_get(request->root, "context");
    if (!context || context->kind == TG_JSON_OBJECT) return TOEGANG_GOOD;
    return refuse(request, CHECK_AUTHZEN_KIND, "context", NULL, kind_name(context));
}

static toegang_status read_entities(struct tg_authzen *request, const struct tg_json *evaluation,
                                    bool with_action, struct tg_tuple *out)
{
    toegang_status status = read_entity(request, evaluation, "subject", &out->subject);
    if (status == TOEGANG_GOOD && with_action)
        status = read_entity(request, evaluation, "action", &out->action);
    if (status == TOEGANG_GOOD) status = read_entity(request, evaluation, "resource", &out->resource);
    return status == TOEGANG_GOOD ? check_context(request, evaluation) : status;
}

toegang_status tg_tuple_read(struct tg_authzen *request, const struct tg_json *evaluation,
                             struct tg_tuple *out)
{
    toegang_authzen_kind kind = request->asked->kind;
    *out = (struct tg_tuple){0};
    toegang_status status = read_entities(request, evaluation, kind != TOEGANG_AUTHZEN_SEARCH_ACTION, out);
    if (status == TOEGANG_GOOD) status = tg_entity_text(request, &out->subject, "type", &out->subject_type);
    if (status == TOEGANG_GOOD && kind != TOEGANG_AUTHZEN_SEARCH_SUBJECT)
        status = tg_entity_text(request, &out->subject, "id", &out->subject_id);
    if (status == TOEGANG_GOOD && kind != TOEGANG_AUTHZEN_SEARCH_ACTION)
        status = tg_entity_text(request, &out->action, "name", &out->action_name);
    if (status == TOEGANG_GOOD) status = tg_entity_text(request, &out->resource, "type", &out->resource_type);
    if (status == TOEGANG_GOOD && kind != TOEGANG_AUTHZEN_SEARCH_RESOURCE)
        status = tg_entity_text(request, &out->resource, "id", &out->resource_id);
    return status;
}

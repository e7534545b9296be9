/* SPDX-License-Identifier: Apache-2.0 */
/* What callers call people, organisations and e-counters, to what we call them. */
#include <string.h>

#include "authzen.h"
#include "base/report.h"
#include "check.h"

static toegang_status unknown(const struct tg_authzen *request, const char *check, const char *expected)
{
    return tg_report(request->report, TOEGANG_MISUSE, check, expected, TG_SPAN("another"));
}

/* ---- people ---- */

static const struct tg_authzen_people *people_of(const toegang *all, const char *type)
{
    for (size_t i = 0; all->authzen && i < all->authzen->people_count; i++)
        if (strcmp(all->authzen->people[i].type, type) == 0) return &all->authzen->people[i];
    return NULL;
}

static toegang_status open_handle(const struct tg_authzen *request, const char *handle, toegang_rrn *out)
{
    if (!request->all->has_handle_key)
        return tg_refuse(request->report, CHECK_AUTHZEN_HANDLES, "handles: key", TG_SPAN("a handle"));
    return toegang_handle_open(request->all->handle_key, handle, out, request->report);
}

static toegang_status read_number(const struct tg_authzen *request, const char *id, toegang_rrn *out)
{
    unsigned options =
        TOEGANG_RRN_DIGITS_ONLY | (request->all->allow_test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0U);
    return toegang_rrn_parse(id, strlen(id), options, out, request->report);
}

static toegang_status find_holder(const struct tg_authzen *request, const char *id,
                                  struct tg_authzen_who *out)
{
    if (!out->people)
        return id[0] == '~' ? open_handle(request, id, &out->holder) : read_number(request, id, &out->holder);
    const struct tg_authzen_people *people = out->people;
    const struct tg_authzen_person *person = tg_named_find(people->list, people->count, sizeof *person, id);
    if (!person) return unknown(request, CHECK_AUTHZEN_SUBJECT, out->type);
    out->holder = person->holder;
    return TOEGANG_GOOD;
}

/* What the caller states counts as a host's word; of people with names in the configuration it says it. */
static toegang_status read_statement(struct tg_authzen *request, const struct tg_entity *subject,
                                     struct tg_authzen_who *out)
{
    const char *assurance = NULL;
    toegang_status status = tg_entity_property(request, subject, "assurance", &assurance);
    if (status == TOEGANG_GOOD) status = tg_entity_property(request, subject, "capacity", &out->capacity);
    if (status != TOEGANG_GOOD || !assurance) return status;
    if (toegang_assurance_named(assurance, strlen(assurance), &out->assurance)) return TOEGANG_GOOD;
    return tg_refuse(request->report, CHECK_AUTHZEN_VALUE, "none, low, substantial, high",
                     tg_span_of(assurance));
}

toegang_status tg_authzen_who(struct tg_authzen *request, const struct tg_tuple *tuple,
                              struct tg_authzen_who *out)
{
    toegang_status status = TOEGANG_GOOD;
    *out = (struct tg_authzen_who){.type = tuple->subject_type};
    out->people = people_of(request->all, out->type);
    if (!out->people && strcmp(out->type, TG_AUTHZEN_PERSON) != 0)
        return unknown(request, CHECK_AUTHZEN_TYPE, TG_AUTHZEN_PERSON);
    if (out->people) {
        out->assurance = out->people->assurance;
        out->capacity = out->people->capacity;
    } else {
        status = read_statement(request, &tuple->subject, out);
    }
    return status == TOEGANG_GOOD && tuple->subject_id ? find_holder(request, tuple->subject_id, out)
                                                       : status;
}

toegang_status tg_authzen_identity(const struct tg_authzen *request, const struct tg_authzen_who *who,
                                   toegang_identity **out)
{
    const char *caller = request->asked->caller;
    toegang_statement statement = {.size = sizeof statement,
                                   .holder = who->holder,
                                   .assurance = who->assurance,
                                   .capacity = who->capacity,
                                   .authenticated_by = caller && caller[0] ? caller : "authzen"};
    return toegang_identity_attest(&statement, out, request->report);
}

/* ---- resources ---- */

static const struct tg_authzen_kind *kind_of(const toegang *all, const char *type)
{
    for (size_t i = 0; all->authzen && i < all->authzen->kind_count; i++)
        if (strcmp(all->authzen->kinds[i].type, type) == 0) return &all->authzen->kinds[i];
    return NULL;
}

/* The first place where a name stands. What a search asks for stands nowhere. */
static toegang_status read_name(struct tg_authzen *request, const struct tg_tuple *tuple,
                                struct tg_authzen_what *out)
{
    const struct tg_authzen_kind *kind = out->kind;
    const char *id = NULL;
    out->organisation = kind->otherwise;
    for (size_t i = 0; !id && i < kind->organisation_count; i++) {
        if (!tuple->resource_id && strcmp(kind->organisation[i], "id") == 0) continue;
        toegang_status status = tg_entity_at(request, &tuple->resource, kind->organisation[i], &id);
        if (status != TOEGANG_GOOD) return status;
    }
    if (!id) return TOEGANG_GOOD;
    const struct tg_authzen_name *name = tg_named_find(kind->names, kind->name_count, sizeof *name, id);
    if (!name) return unknown(request, CHECK_AUTHZEN_RESOURCE, out->type);
    out->organisation = name->organisation;
    return TOEGANG_GOOD;
}

/* "action.properties.soft", or a place in the resource. */
static toegang_status read_context(struct tg_authzen *request, const struct tg_tuple *tuple,
                                   struct tg_authzen_what *out)
{
    const char *path = out->kind->context;
    if (!path) return TOEGANG_GOOD;
    if (!tg_span_starts(tg_span_of(path), "action."))
        return tg_entity_at(request, &tuple->resource, path, &out->context);
    if (!tuple->action_name) return TOEGANG_GOOD;
    return tg_entity_at(request, &tuple->action, path + strlen("action."), &out->context);
}

/* An e-counter with its organisation among its properties, or the other way round. */
static toegang_status read_own(struct tg_authzen *request, const struct tg_tuple *tuple,
                               struct tg_authzen_what *out)
{
    const char *organisation = NULL, *eloket = NULL;
    toegang_status status = tg_entity_property(request, &tuple->resource, "organisation", &organisation);
    if (status == TOEGANG_GOOD) status = tg_entity_property(request, &tuple->resource, "eloket", &eloket);
    if (status == TOEGANG_GOOD)
        status = tg_entity_property(request, &tuple->resource, "context", &out->context);
    if (status != TOEGANG_GOOD) return status;
    out->eloket = out->of_organisation ? eloket : tuple->resource_id;
    if (out->of_organisation) organisation = tuple->resource_id;
    if (out->of_organisation && !eloket)
        return tg_refuse(request->report, CHECK_AUTHZEN_MEMBER, "resource: properties.eloket",
                         TG_SPAN("none"));
    if (!organisation) return TOEGANG_GOOD;
    return toegang_organisation_parse(organisation, strlen(organisation), &out->organisation,
                                      request->report);
}

static toegang_status read_what(struct tg_authzen *request, const struct tg_tuple *tuple,
                                struct tg_authzen_what *out)
{
    *out = (struct tg_authzen_what){.type = tuple->resource_type};
    out->kind = kind_of(request->all, out->type);
    out->of_organisation = strcmp(out->type, TG_AUTHZEN_ORGANISATION) == 0;
    bool eloket = strcmp(out->type, TG_AUTHZEN_ELOKET) == 0 || strcmp(out->type, TG_AUTHZEN_E_LOKET) == 0;
    if (!out->kind && (out->of_organisation || eloket)) return read_own(request, tuple, out);
    if (!out->kind) return unknown(request, CHECK_AUTHZEN_TYPE, "eloket, organisation");
    out->eloket = out->kind->eloket;
    toegang_status status = read_context(request, tuple, out);
    return status == TOEGANG_GOOD ? read_name(request, tuple, out) : status;
}

bool tg_authzen_lacks_context(const struct tg_authzen *request, const char *eloket, const char *context)
{
    const struct tg_policy *policy =
        eloket && !context ? tg_policy_find(request->all, tg_span_of(eloket)) : NULL;
    return policy && policy->context_required;
}

/* A search for resources asks for it. */
static bool lacks_organisation(const struct tg_authzen *request, const struct tg_authzen_what *what)
{
    return request->asked->kind != TOEGANG_AUTHZEN_SEARCH_RESOURCE && what->kind &&
           what->kind->organisation_count > 0 && what->organisation.scheme == TOEGANG_SCHEME_NONE;
}

/* Left out, or null, by a program that had none: that asks neither for oneself nor about any context. */
static toegang_status check_whole(const struct tg_authzen *request, const struct tg_authzen_what *what)
{
    const char *lacking = NULL;
    if (lacks_organisation(request, what)) lacking = "resource: organisation";
    if (tg_authzen_lacks_context(request, what->eloket, what->context))
        lacking = "resource: properties.context";
    if (!lacking) return TOEGANG_GOOD;
    return tg_refuse(request->report, CHECK_AUTHZEN_MEMBER, lacking, TG_SPAN("none"));
}

toegang_status tg_authzen_what(struct tg_authzen *request, const struct tg_tuple *tuple,
                               struct tg_authzen_what *out)
{
    toegang_status status = read_what(request, tuple, out);
    return status == TOEGANG_GOOD ? check_whole(request, out) : status;
}

/* An e-counter with a right of that name means the right. */
const char *tg_authzen_right(const struct tg_authzen *request, const char *eloket, const char *action)
{
    const struct tg_policy *policy = eloket ? tg_policy_find(request->all, tg_span_of(eloket)) : NULL;
    bool enters = strcmp(action, TG_AUTHZEN_ENTER) == 0 && !(policy && tg_policy_knows_right(policy, action));
    return enters ? NULL : action;
}

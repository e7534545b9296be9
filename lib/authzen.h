/* SPDX-License-Identifier: Apache-2.0 */
/* One AuthZEN request being answered. */
#ifndef TG_AUTHZEN_H
#define TG_AUTHZEN_H

#include <toegang/authzen.h>
#include <toegang/sys/identity.h>

#include "directory/deadline.h"
#include "internal.h"
#include "parse/json.h"

#define TG_AUTHZEN_MEMBERS_MAX 256 /* of an object that each of a thousand evaluations may look into */
#define TG_AUTHZEN_TEXT_MAX 1024   /* octets of a type, an id, a name */
#define TG_AUTHZEN_ANSWER_MAX ((size_t)8 << 20) /* octets of an answer */
/* Our own names: types of subjects and resources, and the action that asks what the policy asks. */
#define TG_AUTHZEN_PERSON "person"
#define TG_AUTHZEN_ELOKET "eloket"
#define TG_AUTHZEN_E_LOKET "e-loket" /* as our own callers write it (lib/directory/http_authzen.c) */
#define TG_AUTHZEN_ORGANISATION "organisation"
#define TG_AUTHZEN_ENTER "enter"

/* What becomes of what cannot be decided: a status of HTTP, of the whole or of one evaluation. */
enum tg_authzen_status {
    TG_AUTHZEN_GOOD = 200,
    TG_AUTHZEN_MALFORMED = 400,
    TG_AUTHZEN_UNKNOWN = 404,
    TG_AUTHZEN_UNJUDGED = 503
};
enum tg_authzen_status tg_authzen_status_of(toegang_status status);

/* Text that grows; each false when memory or TG_AUTHZEN_ANSWER_MAX is at its end. */
struct tg_grown {
    struct tg_arena arena;
    char *at;
    size_t length, room;
    bool full; /* the limit was reached */
};
bool tg_grown_add(struct tg_grown *text, struct tg_span piece);
bool tg_grown_json(struct tg_grown *text, const char *piece); /* as a JSON string */
/* Room for that many octets and a NUL at the end, which count once they are written; NULL: false. */
char *tg_grown_room(struct tg_grown *text, size_t length);

/* Lists of what begins with its name, a const char *, sorted by that. */
int tg_by_name(const void *one, const void *other); /* for tg_sort */
/* NULL: none of that name. */
const void *tg_named_find(const void *list, size_t count, size_t size, const char *name);

/* ---- names of callers, from the configuration (config_authzen.c), in the order of their names ---- */

struct tg_authzen_person {
    const char *id;
    toegang_rrn holder;
};
struct tg_authzen_people { /* a type of subjects */
    const char *type;
    struct tg_authzen_person *list;
    size_t count;
    toegang_assurance assurance;
    const char *capacity; /* NULL: none */
};

struct tg_authzen_name {
    const char *id;
    toegang_organisation organisation;
};
struct tg_authzen_kind { /* a type of resources */
    const char *type, *eloket;
    /* Where its name may stand: "id", "properties.owner"; the first that does counts. */
    const char *const *organisation;
    size_t organisation_count;
    struct tg_authzen_name *names;
    size_t name_count;
    toegang_organisation otherwise; /* where no name stands; scheme NONE: for oneself */
    const char *context; /* where the context of the right stands: "action.properties.soft"; NULL: nowhere */
};

struct tg_authzen_names {
    struct tg_authzen_people *people;
    size_t people_count;
    struct tg_authzen_kind *kinds;
    size_t kind_count;
};

/* ---- a request ---- */

struct tg_authzen {
    const toegang *all;
    const toegang_authzen *asked;
    struct tg_deadline deadline;
    struct tg_arena arena; /* of what is read */
    const struct tg_json *root;
    struct tg_grown out;
    size_t counts[3];       /* evaluations by outcome */
    char check[48];         /* that fell; "" */
    toegang_report *report; /* of the evaluation, or of the whole */
};

/* A subject, an action or a resource: what an evaluation says of it, and what stands for all evaluations. */
struct tg_entity {
    const char *name; /* "subject" */
    const struct tg_json *own, *fallback;
};

/* Each of these: REFUSED (authzen.member, .kind, .limit) where the request is malformed. */

/* An object, of no more members than we look through; place is for the report. */
toegang_status tg_authzen_object(const struct tg_authzen *request, const struct tg_json *node,
                                 const char *place);

/* A text that must be there: type, id, name. An evaluation that lacks it has the one that stands for all. */
toegang_status tg_entity_text(struct tg_authzen *request, const struct tg_entity *entity, const char *member,
                              const char **out);
/* A text among its properties; NULL where there is none. */
toegang_status tg_entity_property(struct tg_authzen *request, const struct tg_entity *entity,
                                  const char *member, const char **out);
/* What stands at a path, "id" or "properties.owner", as text; NULL where nothing does. */
toegang_status tg_entity_at(struct tg_authzen *request, const struct tg_entity *entity, const char *path,
                            const char **out);

/* Subject, action and resource with all that they must have. What a search asks for is NULL. */
struct tg_tuple {
    struct tg_entity subject, action, resource;
    const char *subject_type, *subject_id, *action_name, *resource_type, *resource_id;
};
/* evaluation: one of a list; NULL: the request itself. */
toegang_status tg_tuple_read(struct tg_authzen *request, const struct tg_json *evaluation,
                             struct tg_tuple *out);

/* Who is asked about. */
struct tg_authzen_who {
    const struct tg_authzen_people *people; /* NULL: a person, by number or handle */
    const char *type;
    toegang_rrn holder;
    toegang_assurance assurance;
    const char *capacity;
};
/* What is asked about. */
struct tg_authzen_what {
    const struct tg_authzen_kind *kind; /* NULL: an e-counter or an organisation */
    bool of_organisation;               /* an organisation, its e-counter among its properties */
    const char *type, *eloket;
    toegang_organisation organisation;
    const char *context;
};

/* REFUSED: malformed. MISUSE: a type or an id that nobody knows (authzen.type, .subject, .resource). */
toegang_status tg_authzen_who(struct tg_authzen *request, const struct tg_tuple *tuple,
                              struct tg_authzen_who *out);
toegang_status tg_authzen_what(struct tg_authzen *request, const struct tg_tuple *tuple,
                               struct tg_authzen_what *out);
/* Every right there is for a context, and none is named: no evaluation answers that. */
bool tg_authzen_lacks_context(const struct tg_authzen *request, const char *eloket, const char *context);
/* The right that an action names at that e-counter; NULL: to enter, as its policy says. */
const char *tg_authzen_right(const struct tg_authzen *request, const char *eloket, const char *action);
toegang_status tg_authzen_identity(const struct tg_authzen *request, const struct tg_authzen_who *who,
                                   toegang_identity **out);

/* ---- answers; GOOD when one was written, else the report says why none was ---- */

toegang_status tg_authzen_evaluation(struct tg_authzen *request);
toegang_status tg_authzen_evaluations(struct tg_authzen *request);
toegang_status tg_authzen_search(struct tg_authzen *request);
/* What the report says, for people; the check alone where it is too long. */
#define TG_AUTHZEN_MESSAGE 4096
void tg_authzen_message(const struct tg_authzen *request, char out[TG_AUTHZEN_MESSAGE]);
/* Nothing more can be written: the answer is full, or memory at its end. */
toegang_status tg_authzen_full(const struct tg_authzen *request);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* A question as a register service gets it, and as it must repeat it. */
#include "http_register.h"

#include "base/text.h"

static void add(struct tg_asked *asked, const char *name, struct tg_span text)
{
    asked->members[asked->count++] = (struct tg_asked_member){name, text};
}

static void add_true(struct tg_asked *asked, const char *name, int given)
{
    if (given) add(asked, name, (struct tg_span){0});
}

/* Open ends are left out. A "since" that cannot be written is still held against the answer. */
static void add_time(struct tg_asked *asked, const char *name, toegang_time time, char written[32])
{
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER) return;
    toegang_time_format(time, written);
    add(asked, name, tg_span_of(written));
}

static void add_organisation(struct tg_asked *asked, const toegang_organisation *organisation)
{
    toegang_organisation_key(organisation, asked->organisation);
    if (*asked->organisation) add(asked, "organisation", tg_span_of(asked->organisation));
}

void tg_asked_of(const toegang_directory_question *question, struct tg_asked *out)
{
    out->count = 0;
    add(out, "register", tg_span_of(toegang_register_name(question->reg)));
    add(out, "kind", tg_span_of(tg_fact_kinds[question->kind]));
    if (question->holder.kind != TOEGANG_RRN_NONE) add(out, "holder", (struct tg_span){question->holder.digits, 11});
    add_organisation(out, &question->organisation);
    if (question->eloket) add(out, "eloket", tg_span_of(question->eloket));
    add_true(out, "for_oneself", question->for_oneself);
    add_time(out, "at", question->at, out->at);
    if (question->since != 0) add_time(out, "since", question->since, out->since);
    add_true(out, "fresh", question->fresh);
}

static void write_members(struct tg_text *text, const struct tg_asked *asked)
{
    for (size_t i = 0; i < asked->count; i++) {
        const struct tg_asked_member *member = &asked->members[i];
        tg_text_addf(text, "%c\"%s\":", i > 0 ? ',' : '{', member->name);
        if (member->text.at)
            tg_text_add_json(text, member->text);
        else
            tg_text_add(text, "true");
    }
    tg_text_add_char(text, '}');
}

struct tg_span tg_asked_write(const struct tg_asked *asked, struct tg_arena *arena)
{
    char none[1];
    struct tg_text text = tg_text_of(none, sizeof none);
    write_members(&text, asked);
    size_t size = text.length + 1;
    char *out = tg_arena_take(arena, size);
    if (!out) return (struct tg_span){0};
    text = tg_text_of(out, size);
    write_members(&text, asked);
    return (struct tg_span){out, text.length};
}

static bool is_same(const struct tg_asked_member *member, const struct tg_json *value)
{
    if (!value) return false;
    if (!member->text.at) return value->kind == TG_JSON_TRUE;
    return value->kind == TG_JSON_STRING && tg_span_equal(value->text, member->text);
}

bool tg_asked_same(const struct tg_asked *asked, const struct tg_json *object)
{
    if (!object || object->kind != TG_JSON_OBJECT || object->count != asked->count) return false;
    for (size_t i = 0; i < asked->count; i++)
        if (!is_same(&asked->members[i], tg_json_get(object, asked->members[i].name))) return false;
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A deed for a program: one line, keys in a fixed order, national numbers masked. */
#include "administration/deed.h"
#include "decision/json_member.h"

static const char *effect_name(toegang_effect effect)
{
    switch (effect) {
    case TOEGANG_EFFECT_ALREADY:
        return "already";
    case TOEGANG_EFFECT_DONE:
        return "done";
    case TOEGANG_EFFECT_NONE:
        break;
    }
    return "none";
}

static void add_fact(struct tg_text *text, const char *key, const toegang_fact *fact)
{
    tg_text_addf(text, "\"%s\":", key);
    if (fact)
        tg_json_fact(text, fact);
    else
        tg_text_add(text, "null");
}

static void add_changes(struct tg_text *text, const toegang_deed *deed)
{
    tg_text_add(text, ",\"changes\":[");
    for (size_t i = 0; i < deed->change_count; i++) {
        tg_text_add(text, i > 0 ? ",{" : "{");
        add_fact(text, "before", deed->changes[i].before);
        tg_text_add_char(text, ',');
        add_fact(text, "after", deed->changes[i].after);
        tg_text_add_char(text, '}');
    }
    tg_text_add_char(text, ']');
}

static void add_warnings(struct tg_text *text, const toegang_deed *deed)
{
    tg_text_add(text, ",\"warnings\":[");
    for (size_t i = 0; i < deed->warning_count; i++)
        tg_text_addf(text, "%s\"%s\"", i > 0 ? "," : "", deed->warnings[i]);
    tg_text_add_char(text, ']');
}

/* The decision writes into what is left of the room, and is counted like all else. */
static void add_decision(struct tg_text *text, const toegang_deed *deed)
{
    tg_text_add(text, ",\"decision\":");
    bool room = text->length < text->size;
    text->length += toegang_decision_json(deed->decision, room ? text->out + text->length : NULL,
                                          room ? text->size - text->length : 0);
}

size_t toegang_deed_json(const toegang_deed *deed, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    bool done = deed->effect != TOEGANG_EFFECT_NONE;
    tg_text_addf(&text, "{\"done\":%s,\"effect\":\"%s\",\"act\":\"%s\",\"register\":\"%s\"",
                 done ? "true" : "false", effect_name(deed->effect), tg_act_name(deed->kind),
                 toegang_register_name(deed->reg));
    tg_member(&text, "ground", deed->ground);
    add_changes(&text, deed);
    tg_text_add_char(&text, ',');
    add_fact(&text, "standing", deed->standing);
    add_warnings(&text, deed);
    add_decision(&text, deed);
    tg_text_add_char(&text, '}');
    return text.length;
}

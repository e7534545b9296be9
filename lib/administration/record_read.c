/* SPDX-License-Identifier: Apache-2.0 */
#include "record_read.h"

#include "base/time.h"

static const struct tg_json *member(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = tg_json_get(object, name);
    if (!found) reading->fits = false;
    return found;
}

struct tg_span tg_reading_text(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = member(reading, object, name);
    if (found && found->kind == TG_JSON_STRING) return found->text;
    reading->fits = false;
    return (struct tg_span){0};
}

const char *tg_reading_string_or_null(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = member(reading, object, name);
    if (!found || found->kind == TG_JSON_NULL) return NULL;
    if (found->kind != TG_JSON_STRING) return reading->fits = false, NULL;
    char *copy = tg_arena_text(reading->arena, found->text);
    if (!copy) reading->no_memory = true;
    return copy;
}

const char *tg_reading_string(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const char *text = tg_reading_string_or_null(reading, object, name);
    return text ? text : "";
}

int64_t tg_reading_number(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = member(reading, object, name);
    if (found && found->kind == TG_JSON_NUMBER && found->is_integer) return found->integer;
    reading->fits = false;
    return 0;
}

bool tg_reading_flag(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = member(reading, object, name);
    bool is_flag = found && (found->kind == TG_JSON_TRUE || found->kind == TG_JSON_FALSE);
    reading->fits = reading->fits && is_flag;
    return is_flag && found->kind == TG_JSON_TRUE;
}

toegang_time tg_reading_time(struct tg_reading *reading, const struct tg_json *object, const char *name)
{
    const struct tg_json *found = member(reading, object, name);
    toegang_time time = TOEGANG_ALWAYS;
    if (found && found->kind == TG_JSON_NUMBER && found->is_integer) return found->integer;
    bool is_text = found && found->kind == TG_JSON_STRING;
    if (is_text && tg_span_is(found->text, "always")) return TOEGANG_ALWAYS;
    if (is_text && tg_span_is(found->text, "never")) return TOEGANG_NEVER;
    if (!is_text || !tg_time_read(found->text, TG_ROUND_DOWN, &time)) reading->fits = false;
    return time;
}

/* As it was written by us: whether it is a number was judged when it came in. */
static bool read_key(struct tg_span text, toegang_organisation *out)
{
    size_t colon = tg_span_find(text, ':');
    struct tg_span value = tg_span_from(text, colon + 1);
    if (value.length == 0 || value.length >= sizeof out->value) return false;
    for (uint8_t scheme = TOEGANG_SCHEME_KBO; scheme <= TOEGANG_SCHEME_VCODE; scheme++)
        if (tg_span_is(tg_span_until(text, colon), toegang_scheme_name((toegang_scheme)scheme))) {
            memcpy(out->value, value.at, value.length);
            return out->scheme = scheme, true;
        }
    return false;
}

void tg_reading_organisation(struct tg_reading *reading, const struct tg_json *object, const char *name,
                             toegang_organisation *out)
{
    const struct tg_json *found = member(reading, object, name);
    if (!found || found->kind == TG_JSON_NULL) return;
    if (!read_key(found->text, out)) reading->fits = false;
}

void tg_reading_person(struct tg_reading *reading, const struct tg_json *object, const char *name, toegang_rrn *out)
{
    const struct tg_json *found = member(reading, object, name);
    if (!found || found->kind == TG_JSON_NULL) return;
    bool known = found->kind == TG_JSON_NUMBER && found->is_integer && found->integer >= 0 &&
                 (uint64_t)found->integer < reading->people_count;
    reading->fits = reading->fits && known;
    if (known) *out = reading->people[found->integer];
}

unsigned tg_reading_word(struct tg_reading *reading, const struct tg_json *object, const char *name,
                         const char *const *words, unsigned count)
{
    struct tg_span text = tg_reading_text(reading, object, name);
    for (unsigned i = 0; i < count; i++)
        if (tg_span_is(text, words[i])) return i;
    reading->fits = false;
    return 0;
}

void *tg_reading_list(struct tg_reading *reading, const struct tg_json *list, size_t size)
{
    if (!list || list->kind != TG_JSON_ARRAY) return reading->fits = false, NULL;
    void *room = tg_arena_array(reading->arena, list->count + 1, size);
    if (!room) reading->no_memory = true;
    return room;
}

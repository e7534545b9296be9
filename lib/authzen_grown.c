/* SPDX-License-Identifier: Apache-2.0 */
/* Text whose length nobody knows before it is written. */
#include "authzen.h"
#include "base/text.h"

char *tg_grown_room(struct tg_grown *text, size_t length)
{
    size_t room = text->room == 0 ? 4096 : text->room;
    text->full = length > TG_AUTHZEN_ANSWER_MAX - text->length;
    if (text->full) return NULL;
    while (room <= text->length + length) room *= 2;
    if (room > text->room) {
        char *more = tg_arena_take(&text->arena, room);
        if (!more) return NULL;
        if (text->length > 0) memcpy(more, text->at, text->length);
        text->at = more;
        text->room = room;
    }
    return text->at + text->length;
}

bool tg_grown_add(struct tg_grown *text, struct tg_span piece)
{
    char *room = tg_grown_room(text, piece.length);
    if (!room) return false;
    if (piece.length > 0) memcpy(room, piece.at, piece.length);
    text->length += piece.length;
    return true;
}

bool tg_grown_json(struct tg_grown *text, const char *piece)
{
    struct tg_text counted = tg_text_of(NULL, 0);
    tg_text_add_json(&counted, tg_span_of(piece));
    char *room = tg_grown_room(text, counted.length);
    if (!room) return false;
    struct tg_text written = tg_text_of(room, counted.length + 1);
    tg_text_add_json(&written, tg_span_of(piece));
    text->length += counted.length;
    return true;
}

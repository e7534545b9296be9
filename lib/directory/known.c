/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/known.h"

#include <string.h>

#include "base/utf8.h"

const char *const tg_known_languages[TG_KNOWN_LANGUAGES] = {"nl", "fr", "de", "en", "und"};

/* C0, DEL and C1; and what turns the direction of a line (Unicode 9.0 and later, UAX 9). */
static bool is_hidden(struct tg_span character)
{
    static const char *const turning[] = {"\u061c", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c",
                                          "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};
    unsigned char first = (unsigned char)character.at[0];
    if (character.length == 1) return first < 0x20 || first == 0x7f;
    if (first == 0xc2) return (unsigned char)character.at[1] < 0xa0;
    for (size_t i = 0; i < sizeof turning / sizeof *turning; i++)
        if (tg_span_is(character, turning[i])) return true;
    return false;
}

bool tg_known_is_name(struct tg_span text)
{
    if (text.length == 0 || text.length >= TOEGANG_NAME_ROOM) return false;
    while (text.length > 0) {
        size_t width = tg_utf8_width(text);
        if (width == 0 || is_hidden(tg_span_until(text, width))) return false;
        text = tg_span_from(text, width);
    }
    return true;
}

bool tg_known_copy(char *out, size_t room, struct tg_span text)
{
    if (text.length >= room || (text.length > 0 && memchr(text.at, '\0', text.length))) return false;
    if (text.length > 0) memcpy(out, text.at, text.length);
    out[text.length] = '\0';
    return true;
}

bool tg_known_key(struct tg_span text, toegang_organisation *out)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    *out = (toegang_organisation){.scheme = TOEGANG_SCHEME_NONE};
    if (text.length == 0) return true;
    if (toegang_organisation_parse(text.at, text.length, out, NULL) != TOEGANG_GOOD) return false;
    toegang_organisation_key(out, key);
    return tg_span_is(text, key);
}

static bool is_language(const char *language)
{
    for (size_t i = 0; i < TG_KNOWN_LANGUAGES; i++)
        if (strcmp(language, tg_known_languages[i]) == 0) return true;
    return false;
}

/* Codes of KBO: capitals and digits. */
static bool is_code(const char *code, size_t room)
{
    size_t length = strnlen(code, room);
    return length < room && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

static bool is_entity(const toegang_known *row)
{
    bool is_part = row->organisation.scheme == TOEGANG_SCHEME_ESTABLISHMENT;
    return is_code(row->status, sizeof row->status) && row->status[0] && is_code(row->situation, sizeof row->situation) &&
           !row->name[0] && row->of.scheme == (is_part ? TOEGANG_SCHEME_KBO : TOEGANG_SCHEME_NONE);
}

bool tg_known_is_good(const toegang_known *row)
{
    uint8_t scheme = row->organisation.scheme;
    if (row->size < sizeof *row || (scheme != TOEGANG_SCHEME_KBO && scheme != TOEGANG_SCHEME_ESTABLISHMENT)) return false;
    if (!memchr(row->name, '\0', sizeof row->name) || !memchr(row->language, '\0', sizeof row->language)) return false;
    if (!row->language[0]) return is_entity(row);
    return is_language(row->language) && tg_known_is_name(tg_span_of(row->name));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct tg_text tg_text_of(char *out, size_t size)
{
    if (size > 0) out[0] = '\0';
    return (struct tg_text){out, size, 0};
}

void tg_text_add_span(struct tg_text *text, struct tg_span piece)
{
    size_t room = text->length < text->size ? text->size - text->length - 1 : 0;
    size_t count = piece.length < room ? piece.length : room;
    if (count > 0) {
        memcpy(text->out + text->length, piece.at, count);
        text->out[text->length + count] = '\0';
    }
    text->length += piece.length;
}

void tg_text_add(struct tg_text *text, const char *piece)
{
    tg_text_add_span(text, tg_span_of(piece));
}

void tg_text_add_char(struct tg_text *text, char octet)
{
    tg_text_add_span(text, (struct tg_span){&octet, 1});
}

void tg_text_addf(struct tg_text *text, const char *format, ...)
{
    char piece[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    if (length > 0) tg_text_add(text, piece);
}

static void add_escaped(struct tg_text *text, unsigned char octet)
{
    static const char names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *name = names; *name; name += 2)
        if ((unsigned char)name[0] == octet) {
            tg_text_add_char(text, '\\');
            tg_text_add_char(text, name[1]);
            return;
        }
    tg_text_addf(text, "\\u%04x", octet);
}

void tg_text_add_json(struct tg_text *text, struct tg_span piece)
{
    tg_text_add_char(text, '"');
    for (size_t i = 0; i < piece.length;) {
        size_t width = tg_utf8_width(tg_span_from(piece, i));
        unsigned char octet = (unsigned char)piece.at[i];
        if (width == 0) tg_text_add(text, "\xef\xbf\xbd");
        else if (octet < 0x20 || octet == '"' || octet == '\\' || octet == 0x7f) add_escaped(text, octet);
        else tg_text_add_span(text, (struct tg_span){piece.at + i, width});
        i += width > 0 ? width : 1;
    }
    tg_text_add_char(text, '"');
}

static bool is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static bool is_separator(char octet)
{
    return octet == '.' || octet == '-' || octet == ' ' || octet == '/';
}

size_t tg_text_number(struct tg_span piece)
{
    size_t digits = 0, end = 0, eleven = 0;
    for (size_t i = 0; i < piece.length && (is_digit(piece.at[i]) || (i > 0 && is_separator(piece.at[i]))); i++) {
        if (!is_digit(piece.at[i])) continue;
        bool ends = i + 1 == piece.length || !is_digit(piece.at[i + 1]);
        digits++;
        end = i + 1;
        if (digits == 11 && ends) eleven = end;
        if (digits > 12) return eleven;
    }
    return digits >= 11 ? end : 0;
}

static size_t add_masked_run(struct tg_text *text, struct tg_span piece, size_t run)
{
    size_t digits = 0;
    for (size_t i = 0; i < run; i++) {
        bool digit = is_digit(piece.at[i]);
        tg_text_add_char(text, digit && digits >= 6 ? '*' : piece.at[i]);
        digits += digit;
    }
    return run;
}

static void cut_short(char *out, size_t size)
{
    static const char mark[] = "\xe2\x80\xa6";
    if (size < sizeof mark) return;
    size_t end = size - sizeof mark;
    while (end > 0 && ((unsigned char)out[end] & 0xc0) == 0x80) end--;
    memcpy(out + end, mark, sizeof mark);
}

void tg_text_safe(char *out, size_t size, struct tg_span piece)
{
    struct tg_text text = tg_text_of(out, size);
    for (size_t i = 0; i < piece.length && text.length < size;) {
        struct tg_span rest = tg_span_from(piece, i);
        size_t width = tg_utf8_width(rest);
        bool starts = is_digit(rest.at[0]) && (i == 0 || !is_digit(piece.at[i - 1]));
        size_t run = starts ? tg_text_number(rest) : 0;
        if (run > 0) {
            i += add_masked_run(&text, rest, run);
            continue;
        }
        if (width == 0 || (unsigned char)rest.at[0] < 0x20 || rest.at[0] == 0x7f) tg_text_add_char(&text, '?');
        else tg_text_add_span(&text, tg_span_until(rest, width));
        i += width > 0 ? width : 1;
    }
    if (text.length >= size) cut_short(out, size);
}

#define LONGEST_WORD 64

static unsigned smallest(unsigned one, unsigned two, unsigned three)
{
    unsigned least = one < two ? one : two;
    return least < three ? least : three;
}

unsigned tg_text_distance(struct tg_span one, struct tg_span other, unsigned limit)
{
    unsigned row[LONGEST_WORD + 1];
    if (one.length > LONGEST_WORD || other.length > LONGEST_WORD) return limit + 1;
    for (unsigned j = 0; j <= other.length; j++) row[j] = j;
    for (unsigned i = 1; i <= one.length; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= other.length; j++) {
            unsigned above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (one.at[i - 1] != other.at[j - 1]));
            diagonal = above;
        }
    }
    return row[other.length] <= limit ? row[other.length] : limit + 1;
}

const char *tg_text_nearest(struct tg_span word, const char *const *words, size_t count)
{
    const char *nearest = NULL;
    /* At most a third of the word, but one edit always: "foo" is not a way to write "kbo". */
    unsigned least = word.length < 6 ? 2 : (unsigned)(word.length / 3) + 1;
    for (size_t i = 0; i < count; i++) {
        unsigned distance = tg_text_distance(word, tg_span_of(words[i]), least);
        if (distance >= least) continue;
        least = distance;
        nearest = words[i];
    }
    return nearest;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "c14n_writer.h"

#include <string.h>

#include "base/report.h"
#include "parse/check.h"

#define FIRST_SIZE ((size_t)8192)

void tg_c14n_fail(struct tg_c14n_writer *writer, const char *check, const char *expected, struct tg_span came)
{
    if (writer->status == TOEGANG_GOOD) writer->status = tg_refuse(writer->report, check, expected, came);
}

void tg_c14n_fail_memory(struct tg_c14n_writer *writer)
{
    if (writer->status == TOEGANG_GOOD) writer->status = tg_no_memory(writer->report);
}

bool tg_c14n_grow(struct tg_c14n_writer *writer, size_t length)
{
    size_t size = writer->size > 0 ? writer->size * 2 : FIRST_SIZE;
    if (writer->status != TOEGANG_GOOD) return false;
    if (length > TG_C14N_MAX || writer->length > TG_C14N_MAX - length) {
        tg_c14n_fail(writer, CHECK_C14N_SIZE, "at most 8388608 octets", TG_SPAN("more"));
        return false;
    }
    while (size < writer->length + length) size *= 2;
    char *out = tg_arena_take(writer->arena, size);
    if (!out) return tg_c14n_fail_memory(writer), false;
    if (writer->length > 0) memcpy(out, writer->out, writer->length);
    writer->out = out;
    writer->size = size;
    return true;
}

void tg_c14n_put_name(struct tg_c14n_writer *writer, struct tg_span prefix, struct tg_span local)
{
    tg_c14n_put(writer, prefix);
    if (prefix.length > 0) tg_c14n_put_octet(writer, ':');
    tg_c14n_put(writer, local);
}

/* By octet, the number of its replacement; 0: it stands for itself. */
enum { AMP = 1, LT, GT, QUOT, TAB, LF, CR };
static const struct tg_span replacements[] = {{NULL, 0},     {"&amp;", 5}, {"&lt;", 4},  {"&gt;", 4},
                                              {"&quot;", 6}, {"&#x9;", 5}, {"&#xA;", 5}, {"&#xD;", 5}};
static const unsigned char in_text[256] = {['&'] = AMP, ['<'] = LT, ['>'] = GT, ['\r'] = CR};
static const unsigned char in_value[256] = {
    ['&'] = AMP, ['<'] = LT, ['"'] = QUOT, ['\t'] = TAB, ['\n'] = LF, ['\r'] = CR};

/* Octets at the start that stand for themselves. */
static size_t plain_run(struct tg_span text, const unsigned char table[256])
{
    size_t i = 0;
    const unsigned char *at = (const unsigned char *)text.at;
    while (text.length - i >= 8 &&
           !(table[at[i]] | table[at[i + 1]] | table[at[i + 2]] | table[at[i + 3]] | table[at[i + 4]] |
             table[at[i + 5]] | table[at[i + 6]] | table[at[i + 7]]))
        i += 8;
    while (i < text.length && !table[at[i]]) i++;
    return i;
}

static void put_escaped(struct tg_c14n_writer *writer, struct tg_span text, const unsigned char table[256])
{
    while (text.length > 0) {
        size_t run = plain_run(text, table);
        tg_c14n_put(writer, tg_span_until(text, run));
        if (run == text.length) return;
        tg_c14n_put(writer, replacements[table[(unsigned char)text.at[run]]]);
        text = tg_span_from(text, run + 1);
    }
}

void tg_c14n_put_text(struct tg_c14n_writer *writer, struct tg_span text)
{
    put_escaped(writer, text, in_text);
}

void tg_c14n_put_value(struct tg_c14n_writer *writer, struct tg_span value)
{
    put_escaped(writer, value, in_value);
}

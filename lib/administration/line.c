/* SPDX-License-Identifier: Apache-2.0 */
#include "line.h"

#include <inttypes.h>

#include "base/time.h"
#include "directory/fact.h"

/* The first and the last second that RFC 3339 can write. */
#define FIRST INT64_C(-62135596800)
#define LAST INT64_C(253402300799)

void tg_line_add(struct tg_line *line, const char *fixed)
{
    tg_text_add(&line->text, fixed);
}

void tg_line_name(struct tg_line *line, const char *name)
{
    tg_text_addf(&line->text, ",\"%s\":", name);
}

void tg_line_word(struct tg_line *line, const char *name, const char *word)
{
    tg_line_name(line, name);
    if (word)
        tg_text_add_json(&line->text, tg_span_of(word));
    else
        tg_line_add(line, "null");
}

void tg_line_number(struct tg_line *line, const char *name, int64_t number)
{
    tg_line_name(line, name);
    tg_text_addf(&line->text, "%" PRId64, number);
}

void tg_line_flag(struct tg_line *line, const char *name, bool flag)
{
    tg_line_name(line, name);
    tg_line_add(line, flag ? "true" : "false");
}

static void note(struct tg_line *line, toegang_status status)
{
    if (line->status == TOEGANG_GOOD) line->status = status;
}

/* The pseudonym of the digits of a run: that of the person, where it is a national number. */
static void add_hidden(struct tg_line *line, struct tg_text *text, struct tg_span run)
{
    char digits[16], pseudonym[TG_PSEUDONYM_SIZE] = "";
    struct tg_text only = tg_text_of(digits, sizeof digits);
    for (size_t i = 0; i < run.length; i++)
        if (run.at[i] >= '0' && run.at[i] <= '9') tg_text_add_char(&only, run.at[i]);
    note(line, tg_pseudonym(line->keys, tg_span_of(digits), pseudonym, line->report));
    tg_text_add(text, pseudonym);
}

static bool is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static void hide_numbers(struct tg_line *line, struct tg_text *text, struct tg_span piece)
{
    for (size_t i = 0; i < piece.length;) {
        bool starts = is_digit(piece.at[i]) && (i == 0 || !is_digit(piece.at[i - 1]));
        size_t run = starts ? tg_text_number(tg_span_from(piece, i)) : 0;
        if (run > 0)
            add_hidden(line, text, (struct tg_span){piece.at + i, run});
        else
            tg_text_add_char(text, piece.at[i]);
        i += run > 0 ? run : 1;
    }
}

/* At its longest each run of 11 digits becomes a pseudonym. */
static void add_hiding(struct tg_line *line, struct tg_span piece)
{
    size_t size = piece.length / 11 * TG_PSEUDONYM_SIZE + piece.length + 1;
    char *room = tg_arena_take(line->scratch, size);
    struct tg_text hidden = tg_text_of(room, room ? size : 0);
    if (!room) return note(line, TOEGANG_NO_MEMORY);
    hide_numbers(line, &hidden, piece);
    tg_text_add_json(&line->text, (struct tg_span){room, hidden.length});
}

void tg_line_text(struct tg_line *line, const char *name, const char *text)
{
    if (!text) return tg_line_word(line, name, NULL);
    tg_line_name(line, name);
    add_hiding(line, tg_span_of(text));
}

void tg_line_time(struct tg_line *line, const char *name, toegang_time time)
{
    char written[32];
    bool open = time == TOEGANG_ALWAYS || time == TOEGANG_NEVER;
    if (!open && (time < FIRST || time > LAST)) return tg_line_number(line, name, time);
    toegang_time_format(time, written);
    tg_line_word(line, name, written);
}

void tg_line_person(struct tg_line *line, const char *name, const toegang_rrn *rrn)
{
    char pseudonym[TG_PSEUDONYM_SIZE] = "";
    if (rrn->kind == TOEGANG_RRN_NONE) return tg_line_word(line, name, NULL);
    if (line->people) return tg_line_number(line, name, (int64_t)tg_people_find(line->people, rrn));
    note(line, tg_pseudonym(line->keys, (struct tg_span){rrn->digits, sizeof rrn->digits}, pseudonym, line->report));
    tg_line_word(line, name, pseudonym);
}

void tg_line_organisation(struct tg_line *line, const char *name, const toegang_organisation *organisation)
{
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, key);
    tg_line_word(line, name, *key ? key : NULL);
}

#define PERSON(member) tg_line_person(line, #member, &fact->member);
#define ORGANISATION(member) tg_line_organisation(line, #member, &fact->member);
#define TEXT(member) tg_line_text(line, #member, fact->member);
#define TIME(member) tg_line_time(line, #member, fact->member);

void tg_line_fact(struct tg_line *line, const toegang_fact *fact)
{
    if (!fact) return tg_line_add(line, "null");
    tg_text_addf(&line->text, "{\"kind\":\"%s\"", tg_fact_kinds[fact->kind]);
    TG_FACT_MEMBERS(PERSON, ORGANISATION, TEXT, TIME)
    tg_line_add(line, "}");
}

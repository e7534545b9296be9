/* SPDX-License-Identifier: Apache-2.0 */
/* The whole explanation, for a terminal or a log that people read. */
#include <stdio.h>
#include <string.h>

#include "decision/phrases.h"
#include "decision/say.h"

static const struct tg_said verdicts[] = {{{"GEWEIGERD", "DENIED", "REFUSÉ", "ABGELEHNT"}},
                                          {{"ONBESLIST", "UNDECIDED", "INDÉCIS", "UNENTSCHIEDEN"}},
                                          {{"TOEGELATEN", "PERMITTED", "AUTORISÉ", "ZUGELASSEN"}}};
static const struct tg_said what_now = {{"Wat nu?  ", "What now?  ", "Que faire ?  ", "Was nun?  "}};

/* "TOEGELATEN als …", or "GEWEIGERD: why [check]". */
static void add_verdict(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    char line[TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(line, sizeof line);
    tg_text_add(&written, tg_in(&verdicts[decision->outcome], language));
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) {
        tg_text_add_char(&written, ' ');
        tg_say_ground(&written, decision, language);
    } else {
        tg_text_add(&written, language == TOEGANG_FR ? " : " : ": ");
        tg_say_reason(&written, decision, language);
        tg_text_addf(&written, " [%s]", decision->check);
    }
    tg_say_wrapped(text, "", line);
}

static size_t columns(const char *word)
{
    size_t count = 0;
    for (; *word; word++) count += ((unsigned char)*word & 0xc0) != 0x80;
    return count;
}

/* "  1  functie      " with the title padded to the widest. */
static void add_piece(struct tg_text *text, const toegang_decision *decision, size_t i, const char *mark,
                      toegang_language language)
{
    char head[64], body[2 * TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(body, sizeof body), before = tg_text_of(head, sizeof head);
    const toegang_evidence *piece = &decision->pieces[i];
    const char *title = tg_in(tg_piece_title(piece), language);
    tg_text_addf(&before, "  %2s  %s", mark, title);
    for (size_t column = columns(title); column < 13; column++) tg_text_add_char(&before, ' ');
    tg_say_piece(&written, decision, piece, language);
    tg_say_wrapped(text, head, body);
}

static void add_pieces(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    unsigned number = 0;
    for (size_t i = 0; i < decision->piece_count; i++) {
        char mark[16] = "-";
        if (decision->pieces[i].used) snprintf(mark, sizeof mark, "%u", ++number);
        if (decision->pieces[i].kind == TOEGANG_EVIDENCE_WARNING) snprintf(mark, sizeof mark, "!");
        add_piece(text, decision, i, mark, language);
    }
}

static void add_remedy(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    char body[2 * TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(body, sizeof body);
    tg_say_remedy(&written, decision, language);
    if (body[0]) tg_say_wrapped(text, tg_in(&what_now, language), body);
}

size_t toegang_decision_explain(const toegang_decision *decision, toegang_language language, char *out,
                                size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if ((unsigned)language >= TOEGANG_LANGUAGES) language = TOEGANG_EN;
    add_verdict(&text, decision, language);
    if (decision->why) tg_say_report(&text, decision->why, language);
    add_pieces(&text, decision, language);
    add_remedy(&text, decision, language);
    return text.length;
}

/* The last to touch what came from outside is what makes it safe. */
static void add_detail(struct tg_text *text, const struct tg_said *title, const char *detail,
                       toegang_language language)
{
    char head[32], safe[TG_SENTENCE_MAX];
    if (!detail[0]) return;
    tg_text_safe(safe, sizeof safe, tg_span_of(detail));
    snprintf(head, sizeof head, "     %s  ", tg_in(title, language));
    tg_say_wrapped(text, head, safe);
}

void tg_say_report(struct tg_text *text, const toegang_report *report, toegang_language language)
{
    static const struct tg_said expected = {{"verwacht:", "expected:", "attendu :  ", "erwartet:"}};
    static const struct tg_said came = {{"gekregen:", "came:    ", "reçu :     ", "bekommen:"}};
    static const struct tg_said place = {
        {"regel {0}, kolom {1}", "line {0}, column {1}", "ligne {0}, colonne {1}", "Zeile {0}, Spalte {1}"}};
    char said[TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(said, sizeof said);
    tg_phrase_expected(&written, report, language);
    add_detail(text, &expected, said, language);
    written = tg_text_of(said, sizeof said);
    tg_phrase_came(&written, report, language);
    add_detail(text, &came, said, language);
    if (report->line == 0) return;
    char line[16], column[16];
    snprintf(line, sizeof line, "%u", report->line);
    snprintf(column, sizeof column, "%u", report->column);
    tg_text_add(text, "     ");
    tg_say(text, &place, language, (const char *const[]){line, column, NULL});
    tg_text_add_char(text, '\n');
}

size_t toegang_report_explain(const toegang_report *report, toegang_language language, char *out, size_t size)
{
    char body[TG_SENTENCE_MAX];
    struct tg_text text = tg_text_of(out, size), written = tg_text_of(body, sizeof body);
    if ((unsigned)language >= TOEGANG_LANGUAGES) language = TOEGANG_EN;
    if (report->status == TOEGANG_GOOD) return 0;
    tg_say(&written, tg_what_of(report->check, report->status), language, NULL);
    tg_say_stop(&written);
    tg_text_addf(&written, " [%s]", report->check);
    tg_say_wrapped(&text, "", body);
    tg_say_report(&text, report, language);
    written = tg_text_of(body, sizeof body);
    tg_say(&written, tg_todo_of(report->check, report->status), language, NULL);
    tg_say_wrapped(&text, tg_in(&what_now, language), body);
    return text.length;
}

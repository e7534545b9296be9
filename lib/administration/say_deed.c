/* SPDX-License-Identifier: Apache-2.0 */
/* A deed for a person: what became of it, what changed, what is to be known, and why he might or might not. */
#include <string.h>

#include "administration/deed.h"
#include "base/time.h"
#include "decision/say.h"
#include "directory/check.h"

/* {0} whom, {1} the organisation, {2} the right with its context, {3} the e-counter. */
static const struct tg_said sentences[TG_ACTS] = {
    [TG_APPOINT] = {{"{0} is hoofdtoegangsbeheerder (HTB) van {1}", "{0} is chief access manager (HTB) of {1}",
                     "{0} est gestionnaire d'accès principal (HTB) de {1}",
                     "{0} ist Hauptzugangsverwalter (HTB) von {1}"}},
    [TG_DISMISS] = {{"{0} is geen hoofdtoegangsbeheerder (HTB) van {1} meer",
                     "{0} is no longer chief access manager (HTB) of {1}",
                     "{0} n'est plus gestionnaire d'accès principal (HTB) de {1}",
                     "{0} ist nicht mehr Hauptzugangsverwalter (HTB) von {1}"}},
    [TG_GRANT] = {{"{0} heeft het recht {2} op {3} voor {1}", "{0} has the right {2} on {3} for {1}",
                   "{0} a le droit {2} sur {3} pour {1}", "{0} hat das Recht {2} an {3} für {1}"}},
    [TG_REVOKE] = {{"{0} heeft het recht {2} op {3} voor {1} niet meer",
                    "{0} no longer has the right {2} on {3} for {1}",
                    "{0} n'a plus le droit {2} sur {3} pour {1}",
                    "{0} hat das Recht {2} an {3} für {1} nicht mehr"}},
    [TG_SUSPEND] = {{"{0} is geblokkeerd op {3} voor {1}", "{0} is blocked at {3} for {1}",
                     "{0} est bloqué sur {3} pour {1}", "{0} ist an {3} für {1} gesperrt"}},
    [TG_RESUME] = {{"{0} is niet meer geblokkeerd op {3} voor {1}",
                    "{0} is no longer blocked at {3} for {1}",
                    "{0} n'est plus bloqué sur {3} pour {1}",
                    "{0} ist an {3} für {1} nicht mehr gesperrt"}},
};

/* ", vanaf nu", ", vanaf 01-12-2026", ", vanaf nu tot en met 31-12-2026". */
static void say_when(struct tg_text *text, const toegang_deed *deed, toegang_language language)
{
    static const struct tg_said now = {{", vanaf nu", ", from now on", ", dès maintenant", ", ab jetzt"}};
    static const struct tg_said from = {{", vanaf {0}", ", from {0}", ", à partir du {0}", ", ab dem {0}"}};
    static const struct tg_said until = {
        {" tot en met {0}", " to {0} included", " jusqu'au {0} inclus", " bis einschließlich {0}"}};
    char first[32], last[32];
    struct tg_text begin = tg_text_of(first, sizeof first), end = tg_text_of(last, sizeof last);
    tg_say_day(&begin, deed->begin, language);
    tg_say(text, deed->begin == deed->at ? &now : &from, language, (const char *const[]){first, NULL});
    if (deed->end == TOEGANG_NEVER) return;
    tg_say_day(&end, tg_time_add(deed->end, -1), language);
    tg_say(text, &until, language, (const char *const[]){last, NULL});
}

static void say_right(struct tg_text *text, const toegang_deed *deed, toegang_language language)
{
    static const struct tg_said right = {{"'{0}'", "'{0}'", "'{0}'", "'{0}'"}};
    static const struct tg_said with_context = {{"'{0}' (context {1})", "'{0}' (context {1})",
                                                 "'{0}' (contexte {1})", "'{0}' (Kontext {1})"}};
    tg_say(text, deed->context[0] ? &with_context : &right, language,
           (const char *const[]){deed->right, deed->context, NULL});
}

static void say_sentence(struct tg_text *text, const toegang_deed *deed, toegang_language language)
{
    char whom[16], organisation[24], right[TG_SENTENCE_MAX];
    struct tg_text said_right = tg_text_of(right, sizeof right);
    toegang_rrn_mask(&deed->whom, whom);
    toegang_organisation_format(&deed->organisation, organisation);
    say_right(&said_right, deed, language);
    tg_say(text, &sentences[deed->kind], language,
           (const char *const[]){whom, organisation, right, deed->eloket, NULL});
    if (deed->effect == TOEGANG_EFFECT_DONE) say_when(text, deed, language);
}

static void say_verdict(struct tg_text *text, const toegang_deed *deed, toegang_language language)
{
    static const struct tg_said done = {{"GEDAAN: ", "DONE: ", "FAIT : ", "ERLEDIGT: "}};
    static const struct tg_said already = {
        {"WAS AL ZO, niets gewijzigd: ", "WAS SO ALREADY, nothing changed: ", "DÉJÀ LE CAS, rien n'a changé : ",
         "WAR SCHON SO, nichts geändert: "}};
    static const struct tg_said nothing = {
        {"NIETS GEWIJZIGD.", "NOTHING CHANGED.", "RIEN N'A CHANGÉ.", "NICHTS GEÄNDERT."}};
    static const struct tg_said nobody_knows = {
        {"NIET BEKEND of het gewijzigd is.", "NOT KNOWN whether it was changed.", "ON NE SAIT si cela a changé.",
         "NICHT BEKANNT, ob es geändert wurde."}};
    char line[2 * TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(line, sizeof line);
    bool unsure = strcmp(toegang_decision_check(deed->decision), CHECK_DIRECTORY_COMMIT) == 0;
    if (deed->effect == TOEGANG_EFFECT_NONE) {
        tg_say(&written, unsure ? &nobody_knows : &nothing, language, NULL);
    } else {
        tg_say(&written, deed->effect == TOEGANG_EFFECT_DONE ? &done : &already, language, NULL);
        say_sentence(&written, deed, language);
        tg_say_stop(&written);
    }
    tg_say_wrapped(text, "", line);
}

static void say_period(struct tg_text *text, const toegang_fact *fact, toegang_language language)
{
    static const struct tg_said open = {{"vanaf {0}", "from {0}", "à partir du {0}", "ab dem {0}"}};
    static const struct tg_said both = {{"van {0} tot en met {1}", "from {0} to {1} included", "du {0} au {1} inclus",
                                         "vom {0} bis einschließlich {1}"}};
    static const struct tg_said until = {
        {"tot en met {1}", "until {1} included", "jusqu'au {1} inclus", "bis einschließlich {1}"}};
    static const struct tg_said always = {{"altijd", "always", "toujours", "immer"}};
    char first[32] = "", last[32] = "";
    struct tg_text begin = tg_text_of(first, sizeof first), end = tg_text_of(last, sizeof last);
    bool begins = fact->from != TOEGANG_ALWAYS, ends = fact->until != TOEGANG_NEVER;
    if (begins) tg_say_day(&begin, fact->from, language);
    if (ends) tg_say_day(&end, tg_time_add(fact->until, -1), language);
    const struct tg_said *said = begins && ends ? &both : begins ? &open : ends ? &until : &always;
    tg_say(text, said, language, (const char *const[]){first, last, NULL});
}

static void say_fact(struct tg_text *text, const toegang_fact *fact, toegang_language language)
{
    char whom[16];
    toegang_rrn_mask(&fact->holder, whom);
    tg_text_addf(text, "%s: ", whom);
    if (fact->kind == TOEGANG_FACT_SUSPENSION)
        tg_text_add(text, fact->eloket);
    else
        tg_say_what(text, fact, language);
    tg_text_add(text, ", ");
    say_period(text, fact, language);
}

static size_t columns_of(const char *word)
{
    size_t count = 0;
    for (; *word; word++) count += ((unsigned char)*word & 0xc0) != 0x80;
    return count;
}

/* "  +  recht        90.01.01-***.**: …", in the columns of the evidence below it. */
static void add_line(struct tg_text *text, const char *mark, const char *title, const char *body)
{
    char head[64];
    struct tg_text before = tg_text_of(head, sizeof head);
    tg_text_addf(&before, "  %2s  %s", mark, title);
    for (size_t column = columns_of(title); column < 13; column++) tg_text_add_char(&before, ' ');
    tg_say_wrapped(text, head, body);
}

static void add_change(struct tg_text *text, const struct tg_change *change, toegang_language language)
{
    static const struct tg_said was = {{"; was {0}", "; was {0}", " ; était {0}", "; war {0}"}};
    char body[2 * TG_SENTENCE_MAX], old[128];
    struct tg_text written = tg_text_of(body, sizeof body), before = tg_text_of(old, sizeof old);
    const toegang_fact *fact = change->after ? change->after : change->before;
    if (!fact) return; /* never: one of them is there */
    const char *mark = !change->before ? "+" : change->after ? "~" : "-";
    say_fact(&written, fact, language);
    if (change->before && change->after) {
        say_period(&before, change->before, language);
        tg_say(&written, &was, language, (const char *const[]){old, NULL});
    }
    add_line(text, mark, tg_in(tg_fact_title(fact->kind), language), body);
}

static void add_standing(struct tg_text *text, const toegang_deed *deed, toegang_language language)
{
    char body[2 * TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(body, sizeof body);
    if (deed->effect != TOEGANG_EFFECT_ALREADY || !deed->standing) return;
    say_fact(&written, deed->standing, language);
    add_line(text, "=", tg_in(tg_fact_title(deed->standing->kind), language), body);
}

static void add_warning(struct tg_text *text, const char *check, toegang_language language)
{
    static const struct tg_said title = {{"let op", "note", "attention", "Achtung"}};
    char body[TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(body, sizeof body);
    tg_say(&written, tg_what_of(check, TOEGANG_REFUSED), language, NULL);
    tg_text_addf(&written, " [%s]", check);
    add_line(text, "!", tg_in(&title, language), body);
}

size_t toegang_deed_explain(const toegang_deed *deed, toegang_language language, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    if ((unsigned)language >= TOEGANG_LANGUAGES) language = TOEGANG_EN;
    say_verdict(&text, deed, language);
    for (size_t i = 0; i < deed->change_count; i++) add_change(&text, &deed->changes[i], language);
    add_standing(&text, deed, language);
    for (size_t i = 0; i < deed->warning_count; i++) add_warning(&text, deed->warnings[i], language);
    bool room = text.length < text.size;
    text.length += toegang_decision_explain(deed->decision, language, room ? out + text.length : NULL,
                                            room ? size - text.length : 0);
    return text.length;
}

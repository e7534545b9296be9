/* SPDX-License-Identifier: Apache-2.0 */
/* Why: one sentence. */
#include "decision/say.h"

#include <string.h>

#include "decision/check.h"

/* Columns that a word takes: its characters, not its octets. */
static size_t columns_of(struct tg_span word)
{
    size_t columns = 0;
    for (size_t i = 0; i < word.length; i++) columns += ((unsigned char)word.at[i] & 0xc0) != 0x80;
    return columns;
}

static struct tg_span next_word(struct tg_span *rest)
{
    size_t start = 0;
    while (start < rest->length && rest->at[start] == ' ') start++;
    *rest = tg_span_from(*rest, start);
    struct tg_span word = tg_span_until(*rest, tg_span_find(*rest, ' '));
    *rest = tg_span_from(*rest, word.length);
    return word;
}

static size_t new_line(struct tg_text *text, size_t indent)
{
    tg_text_add_char(text, '\n');
    for (size_t i = 0; i < indent; i++) tg_text_add_char(text, ' ');
    return indent;
}

void tg_say_wrapped(struct tg_text *text, const char *head, const char *body)
{
    size_t indent = columns_of(tg_span_of(head)), column = indent;
    struct tg_span rest = tg_span_of(body);
    tg_text_add(text, head);
    for (struct tg_span word = next_word(&rest); word.length > 0; word = next_word(&rest)) {
        size_t columns = columns_of(word);
        if (column > indent && column + 1 + columns > TG_LINE_COLUMNS) column = new_line(text, indent);
        if (column > indent) {
            tg_text_add_char(text, ' ');
            column++;
        }
        tg_text_add_span(text, word);
        column += columns;
    }
    tg_text_add_char(text, '\n');
}

/* How what belongs to a check is put after its sentence. */
static const struct tg_said on_day = {{" op {0}", " on {0}", " le {0}", " am {0}"}};
static const struct tg_said from_day = {{" (vanaf {0})", " (from {0})", " (à partir du {0})", " (ab {0})"}};
static const struct tg_said needed = {
    {" (nodig: {0})", " (needed: {0})", " (requis : {0})", " (nötig: {0})"}};
static const struct tg_said named = {{" ({0})", " ({0})", " ({0})", " ({0})"}};

static bool is_one_of(const char *check, const char *const *checks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(checks[i], check) == 0) return true;
    return false;
}
#define IS_ONE_OF(check, ...) \
    is_one_of(check, (const char *const[]){__VA_ARGS__}, \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* The last day included: what ends at midnight was there the day before. */
static const struct tg_said *say_fact_argument(struct tg_text *text, const char *check,
                                               const toegang_fact *fact, toegang_language language)
{
    if (IS_ONE_OF(check, CHECK_RIGHT_ENDED, CHECK_FUNCTION_ENDED, CHECK_APPOINTMENT_ENDED)) {
        tg_say_day(text, tg_time_add(fact->until, -1), language);
        return &on_day;
    }
    if (IS_ONE_OF(check, CHECK_RIGHT_NOT_YET, CHECK_FUNCTION_NOT_YET, CHECK_APPOINTMENT_NOT_YET)) {
        tg_say_day(text, fact->from, language);
        return &from_day;
    }
    if (strcmp(check, CHECK_FUNCTION_CODE) == 0) return tg_say_function(text, fact->code, language), &named;
    if (IS_ONE_OF(check, CHECK_RIGHT_CODE, CHECK_APPOINTMENT_CODE))
        return tg_text_add(text, fact->code), &named;
    return NULL;
}

static void say_registers(struct tg_text *text, const toegang_decision *decision)
{
    for (size_t i = 0; i < decision->piece_count; i++) {
        const toegang_evidence *piece = &decision->pieces[i];
        if (piece->kind != TOEGANG_EVIDENCE_REGISTER || !piece->used) continue;
        tg_text_addf(text, "%s%s", text->length > 0 ? ", " : "", tg_register_title(piece->reg));
    }
}

static const struct tg_said *say_policy_argument(struct tg_text *text, const toegang_decision *decision,
                                                 const char *check, toegang_language language)
{
    const struct tg_policy *policy = &decision->policy;
    if (IS_ONE_OF(check, CHECK_DIRECTORY_STALE, CHECK_DIRECTORY_UNAVAILABLE))
        return say_registers(text, decision), &named;
    if (strcmp(check, CHECK_ASSURANCE_LOW) == 0)
        return tg_say_assurance(text, policy->assurance, language), &needed;
    if (IS_ONE_OF(check, CHECK_RIGHT_ABSENT) && decision->right)
        return tg_text_add(text, decision->right), &needed;
    if (strcmp(check, CHECK_CAPACITY_OTHER) != 0) return NULL;
    for (size_t i = 0; i < policy->capacity_count; i++)
        tg_text_addf(text, "%s%s", i > 0 ? ", " : "", policy->capacities[i]);
    return &needed;
}

void tg_say_check(struct tg_text *text, const toegang_decision *decision, const char *check,
                  const toegang_fact *fact, toegang_language language)
{
    char argument[TG_SENTENCE_MAX];
    struct tg_text written = tg_text_of(argument, sizeof argument);
    const struct tg_said *suffix = fact ? say_fact_argument(&written, check, fact, language) : NULL;
    if (!suffix) suffix = say_policy_argument(&written, decision, check, language);
    toegang_status status =
        decision->outcome == TOEGANG_OUTCOME_INDETERMINATE ? TOEGANG_INDETERMINATE : TOEGANG_REFUSED;
    tg_say(text, tg_what_of(check, status), language, NULL);
    if (suffix && argument[0]) tg_say(text, suffix, language, (const char *const[]){argument, NULL});
}

static const struct tg_said *ground_said(enum tg_ground ground, bool with_right)
{
    static const struct tg_said grounds[TG_GROUNDS][2] = {
        [TG_GROUND_SELF] = {{{"voor uzelf", "for yourself", "pour vous-même", "für sich selbst"}},
                            {{"voor uzelf, met een gebruikersrecht", "for yourself, with a user right",
                              "pour vous-même, avec un droit d'utilisateur",
                              "für sich selbst, mit einem Benutzerrecht"}}},
        [TG_GROUND_LEGAL] = {{{"als wettelijk vertegenwoordiger", "as legal representative",
                               "en tant que représentant légal", "als gesetzlicher Vertreter"}},
                             {{"als wettelijk vertegenwoordiger, met een gebruikersrecht",
                               "as legal representative, with a user right",
                               "en tant que représentant légal, avec un droit d'utilisateur",
                               "als gesetzlicher Vertreter, mit einem Benutzerrecht"}}},
        [TG_GROUND_HTB] = {{{"als hoofdtoegangsbeheerder", "as chief access manager (HTB)",
                             "en tant que gestionnaire d'accès principal", "als Hauptzugangsverwalter"}},
                           {{"als hoofdtoegangsbeheerder, met een gebruikersrecht",
                             "as chief access manager (HTB), with a user right",
                             "en tant que gestionnaire d'accès principal, avec un droit d'utilisateur",
                             "als Hauptzugangsverwalter, mit einem Benutzerrecht"}}},
        [TG_GROUND_MANDATE] = {{{"met een mandaat", "with a mandate", "avec un mandat", "mit einem Mandat"}},
                               {{"met een mandaat en een gebruikersrecht", "with a mandate and a user right",
                                 "avec un mandat et un droit d'utilisateur",
                                 "mit einem Mandat und einem Benutzerrecht"}}},
        [TG_GROUND_OTHERS] = {{{"want dit e-loket staat open voor iedereen",
                                "because this e-counter is open to anybody",
                                "parce que ce guichet est ouvert à tous",
                                "weil dieser E-Schalter allen offensteht"}},
                              {{"met een gebruikersrecht", "with a user right", "avec un droit d'utilisateur",
                                "mit einem Benutzerrecht"}}},
    };
    return &grounds[ground][with_right];
}

/* Somebody else comes with a right or because anybody may. */
static const char *ground_word(enum tg_ground ground, bool with_right)
{
    static const char *const words[TG_GROUNDS] = {[TG_GROUND_SELF] = "self",
                                                  [TG_GROUND_LEGAL] = "legal-representative",
                                                  [TG_GROUND_HTB] = "htb",
                                                  [TG_GROUND_MANDATE] = "mandate",
                                                  [TG_GROUND_OTHERS] = "others"};
    return ground == TG_GROUND_OTHERS && with_right ? "right" : words[ground];
}

const char *toegang_decision_as(const toegang_decision *decision)
{
    if (decision->outcome != TOEGANG_OUTCOME_PERMIT) return "";
    return ground_word(decision->ground, decision->with_right);
}

void tg_say_as(struct tg_text *text, const char *as, toegang_language language)
{
    for (unsigned ground = TG_GROUND_SELF; ground < TG_GROUNDS; ground++)
        for (int with_right = 0; with_right < 2; with_right++)
            if (strcmp(as, ground_word((enum tg_ground)ground, with_right)) == 0) {
                tg_text_add(text, tg_in(ground_said((enum tg_ground)ground, with_right), language));
                return;
            }
}

void tg_say_ground(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    tg_text_add(text, tg_in(ground_said(decision->ground, decision->with_right), language));
    if (decision->asserted) tg_say_by_issuer(text, decision->identity->issuer, language);
}

void tg_say_stop(struct tg_text *text)
{
    bool shown = text->length > 0 && text->length < text->size;
    char last = shown ? text->out[text->length - 1] : '\0';
    if (last != '?' && last != '!') tg_text_add_char(text, '.');
}

static const struct tg_said let_in = {
    {"U wordt toegelaten {0}.", "You are let in {0}.", "Vous êtes admis {0}.", "Sie werden zugelassen {0}."}};

void tg_say_reason(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) {
        char ground[TG_SENTENCE_MAX];
        struct tg_text written = tg_text_of(ground, sizeof ground);
        tg_say_ground(&written, decision, language);
        tg_say(text, &let_in, language, (const char *const[]){ground, NULL});
        return;
    }
    tg_say_check(text, decision, decision->check, decision->miss, language);
    tg_say_stop(text);
}

size_t toegang_decision_reason(const toegang_decision *decision, toegang_language language, char *out, size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    tg_say_reason(&text, decision, language);
    return text.length;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of evidence as sentences. */
#include <string.h>

#include "base/time.h"
#include "decision/check.h"
#include "decision/phrases.h"
#include "decision/say.h"

#define DAY 86400
#define HOUR 3600

const struct tg_said *tg_fact_title(toegang_fact_kind kind)
{
    static const struct tg_said facts[] = {{{"functie", "function", "fonction", "Funktion"}},
                                           {{"aanstelling", "appointment", "désignation", "Bestellung"}},
                                           {{"recht", "right", "droit", "Recht"}},
                                           {{"blokkering", "block", "blocage", "Sperre"}}};
    return &facts[kind - TOEGANG_FACT_FUNCTION];
}

const struct tg_said *tg_piece_title(const toegang_evidence *piece)
{
    static const struct tg_said identity = {{"persoon", "person", "personne", "Person"}};
    static const struct tg_said policy = {{"regel", "rule", "règle", "Regel"}};
    static const struct tg_said reg = {{"register", "register", "registre", "Register"}};
    static const struct tg_said warning = {{"let op", "note", "attention", "Achtung"}};
    static const struct tg_said stated = {{"aanmelding", "sign-in", "connexion", "Anmeldung"}};
    switch (piece->kind) {
    case TOEGANG_EVIDENCE_IDENTITY:
        return &identity;
    case TOEGANG_EVIDENCE_POLICY:
        return &policy;
    case TOEGANG_EVIDENCE_REGISTER:
        return &reg;
    case TOEGANG_EVIDENCE_WARNING:
        return &warning;
    case TOEGANG_EVIDENCE_ASSERTED:
        return &stated;
    case TOEGANG_EVIDENCE_FACT:
        break;
    }
    return tg_fact_title(piece->fact->kind);
}

static void say_identity(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    static const struct tg_said by_issuer = {
        {"{0}, volgens {1}, digitale sleutel: {2}", "{0}, by the word of {1}, digital key: {2}",
         "{0}, selon {1}, clé numérique : {2}", "{0}, laut {1}, digitaler Schlüssel: {2}"}};
    static const struct tg_said by_host = {
        {"{0}, bevestigd door de toepassing zelf (host), digitale sleutel: {2}",
         "{0}, attested by host, digital key: {2}",
         "{0}, attesté par l'application elle-même (host), clé numérique : {2}",
         "{0}, von der Anwendung selbst bestätigt (host), digitaler Schlüssel: {2}"}};
    const struct tg_shown_identity *identity = decision->identity;
    char holder[16], level[32];
    struct tg_text written = tg_text_of(level, sizeof level);
    toegang_rrn_mask(&identity->holder, holder);
    tg_say_assurance(&written, identity->assurance, language);
    tg_say(text, identity->origin == TOEGANG_ORIGIN_HOST ? &by_host : &by_issuer, language,
           (const char *const[]){holder, identity->issuer, level, NULL});
}

static void say_period(struct tg_text *text, const toegang_fact *fact, toegang_language language)
{
    static const struct tg_said since = {{" sinds {0}", " since {0}", " depuis le {0}", " seit dem {0}"}};
    static const struct tg_said both = {{" van {0} tot en met {1}", " from {0} to {1} included",
                                         " du {0} au {1} inclus", " vom {0} bis einschließlich {1}"}};
    static const struct tg_said until = {
        {" tot en met {1}", " until {1} included", " jusqu'au {1} inclus", " bis einschließlich {1}"}};
    char first[16] = "", last[16] = "";
    struct tg_text from = tg_text_of(first, sizeof first), end = tg_text_of(last, sizeof last);
    bool begins = fact->from != TOEGANG_ALWAYS, ends = fact->until != TOEGANG_NEVER;
    if (begins) tg_say_day(&from, fact->from, language);
    if (ends) tg_say_day(&end, tg_time_add(fact->until, -1), language);
    if (!begins && !ends) return;
    tg_say(text,
           !ends    ? &since
           : begins ? &both
                    : &until,
           language, (const char *const[]){first, last, NULL});
}

static void add_organisation(struct tg_text *text, const toegang_organisation *organisation,
                             const char *before)
{
    char shown[24];
    if (organisation->scheme == TOEGANG_SCHEME_NONE) return;
    toegang_organisation_format(organisation, shown);
    tg_text_add(text, before);
    tg_text_add(text, shown);
}

void tg_say_what(struct tg_text *text, const toegang_fact *fact, toegang_language language)
{
    static const struct tg_said right = {{"'{0}' op {1}", "'{0}' on {1}", "'{0}' sur {1}", "'{0}' an {1}"}};
    static const struct tg_said of_company = {{" namens", " on behalf of", " au nom de", " im Namen von"}};
    static const struct tg_said context = {
        {", context {0}", ", context {0}", ", contexte {0}", ", Kontext {0}"}};
    static const struct tg_said htb = {{"hoofdtoegangsbeheerder (HTB)", "chief access manager (HTB)",
                                        "gestionnaire d'accès principal (HTB)",
                                        "Hauptzugangsverwalter (HTB)"}};
    bool is_htb = fact->kind == TOEGANG_FACT_APPOINTMENT && strcmp(fact->code, "htb") == 0;
    const char *const names[] = {fact->code, fact->eloket, NULL};
    if (fact->kind == TOEGANG_FACT_FUNCTION)
        tg_say_function(text, fact->code, language);
    else if (fact->kind == TOEGANG_FACT_RIGHT)
        tg_say(text, &right, language, names);
    else
        tg_say(text, is_htb ? &htb : &(const struct tg_said){{"{0}", "{0}", "{0}", "{0}"}}, language, names);
    if (fact->held_by.scheme != TOEGANG_SCHEME_NONE) {
        tg_text_add(text, tg_in(&of_company, language));
        add_organisation(text, &fact->held_by, " ");
    }
    if (fact->context[0]) tg_say(text, &context, language, (const char *const[]){fact->context, NULL});
}

/* In the largest unit of which there are two. */
static void say_age(struct tg_text *text, uint64_t seconds, toegang_language language)
{
    static const struct {
        uint64_t unit;
        struct tg_said said;
    } rows[] = {
        {DAY, {{", {0} dagen oud", ", {0} days old", ", vieux de {0} jours", ", {0} Tage alt"}}},
        {HOUR, {{", {0} uur oud", ", {0} hours old", ", vieux de {0} heures", ", {0} Stunden alt"}}},
        {60, {{", {0} minuten oud", ", {0} minutes old", ", vieux de {0} minutes", ", {0} Minuten alt"}}},
        {1, {{", {0} seconden oud", ", {0} seconds old", ", vieux de {0} secondes", ", {0} Sekunden alt"}}},
    };
    char age[32];
    struct tg_text written = tg_text_of(age, sizeof age);
    size_t row = 0;
    while (rows[row].unit > 1 && seconds < 2 * rows[row].unit) row++;
    tg_text_addf(&written, "%llu", (unsigned long long)(seconds / rows[row].unit));
    tg_say(text, &rows[row].said, language, (const char *const[]){age, NULL});
}

static void say_source(struct tg_text *text, const toegang_decision *decision, const toegang_evidence *piece,
                       toegang_language language)
{
    static const struct tg_said source = {
        {"; bron {0}: {1}", "; source {0}: {1}", " ; source {0} : {1}", "; Quelle {0}: {1}"}};
    const toegang_fact *fact = piece->fact;
    tg_say(text, &source, language, (const char *const[]){tg_register_title(piece->reg), fact->source, NULL});
    if (fact->as_of == TOEGANG_ALWAYS || fact->as_of > decision->at) return;
    say_age(text, (uint64_t)decision->at - (uint64_t)fact->as_of, language);
}

static void say_grantor(struct tg_text *text, const toegang_fact *fact, toegang_language language)
{
    static const struct tg_said granted = {{", toegekend door {0} op {1}", ", granted by {0} on {1}",
                                            ", octroyé par {0} le {1}", ", erteilt von {0} am {1}"}};
    static const struct tg_said granted_once = {
        {", toegekend door {0}", ", granted by {0}", ", octroyé par {0}", ", erteilt von {0}"}};
    char grantor[16], day[16] = "";
    struct tg_text written = tg_text_of(day, sizeof day);
    toegang_time when = fact->granted_at == TOEGANG_ALWAYS ? fact->from : fact->granted_at;
    if (fact->granted_by.kind == TOEGANG_RRN_NONE) return;
    toegang_rrn_mask(&fact->granted_by, grantor);
    if (when != TOEGANG_ALWAYS) tg_say_day(&written, when, language);
    tg_say(text, when == TOEGANG_ALWAYS ? &granted_once : &granted, language,
           (const char *const[]){grantor, day, NULL});
}

static void say_fact(struct tg_text *text, const toegang_decision *decision, const toegang_evidence *piece,
                     toegang_language language)
{
    static const struct tg_said in = {{" in ", " in ", " dans ", " in "}};
    static const struct tg_said for_whom = {{" voor ", " for ", " pour ", " für "}};
    const toegang_fact *fact = piece->fact;
    char holder[16];
    bool own = toegang_rrn_equal(&fact->holder, &decision->identity->holder);
    if (!own && fact->holder.kind != TOEGANG_RRN_NONE) {
        toegang_rrn_mask(&fact->holder, holder);
        tg_text_addf(text, "%s: ", holder);
    }
    tg_say_what(text, fact, language);
    add_organisation(text, &fact->organisation,
                     tg_in(fact->kind == TOEGANG_FACT_RIGHT ? &for_whom : &in, language));
    say_period(text, fact, language);
    say_grantor(text, fact, language);
    say_source(text, decision, piece, language);
}

static void say_register(struct tg_text *text, const toegang_evidence *piece, toegang_language language)
{
    static const struct tg_said silent = {{"{0} kon niet antwoorden", "{0} could not answer",
                                           "{0} n'a pas pu répondre", "{0} konnte nicht antworten"}};
    static const struct tg_said stale = {{"{0}: de gegevens zijn te oud", "{0}: the data are too old",
                                          "{0} : les données sont trop anciennes",
                                          "{0}: die Daten sind zu alt"}};
    const char *const names[] = {tg_register_title(piece->reg), NULL};
    bool is_stale = strcmp(piece->check, CHECK_DIRECTORY_STALE) == 0;
    tg_say(text, is_stale ? &stale : &silent, language, names);
    if (piece->detail[0]) tg_text_add(text, ": ");
    tg_phrase(text, language, tg_span_of(piece->detail));
    tg_text_addf(text, " [%s]", piece->check);
}

static void say_why_not(struct tg_text *text, const toegang_decision *decision, const toegang_evidence *piece,
                        toegang_language language)
{
    if (piece->used || !piece->check[0]) return;
    tg_text_add(text, ". ");
    tg_say_check(text, decision, piece->check, piece->fact, language);
    tg_text_addf(text, " [%s]", piece->check);
}

void tg_say_piece(struct tg_text *text, const toegang_decision *decision, const toegang_evidence *piece,
                  toegang_language language)
{
    switch (piece->kind) {
    case TOEGANG_EVIDENCE_IDENTITY:
        say_identity(text, decision, language);
        return;
    case TOEGANG_EVIDENCE_POLICY:
        tg_text_add(text, piece->detail);
        return;
    case TOEGANG_EVIDENCE_REGISTER:
        say_register(text, piece, language);
        return;
    case TOEGANG_EVIDENCE_WARNING:
        tg_say(text, tg_what_of(piece->check, TOEGANG_REFUSED), language, NULL);
        tg_text_addf(text, " [%s]", piece->check);
        return;
    case TOEGANG_EVIDENCE_ASSERTED:
        tg_say_stated(text, piece, language);
        break;
    case TOEGANG_EVIDENCE_FACT:
        say_fact(text, decision, piece, language);
        break;
    }
    say_why_not(text, decision, piece, language);
}

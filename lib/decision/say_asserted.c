/* SPDX-License-Identifier: Apache-2.0 */
/* What an assertion states, as a sentence. */
#include "decision/say.h"

void tg_say_by_issuer(struct tg_text *text, const char *issuer, toegang_language language)
{
    static const struct tg_said said = {
        {", volgens de aanmelding bij {0}", ", by the word of the sign-in at {0}",
         ", selon la connexion auprès de {0}", ", laut der Anmeldung bei {0}"}};
    tg_say(text, &said, language, (const char *const[]){issuer, NULL});
}

static const struct tg_said *kind_said(toegang_stated_kind kind)
{
    static const struct tg_said legal = {{"wettelijk vertegenwoordiger van {0}",
                                          "legal representative of {0}", "représentant légal de {0}",
                                          "gesetzlicher Vertreter von {0}"}};
    static const struct tg_said mandate = {
        {"mandaat van {0}", "mandate of {0}", "mandat de {0}", "Mandat von {0}"}};
    static const struct tg_said right = {{"recht '{0}'", "right '{0}'", "droit '{0}'", "Recht '{0}'"}};
    switch (kind) {
    case TOEGANG_STATED_LEGAL_REPRESENTATIVE:
        return &legal;
    case TOEGANG_STATED_MANDATE:
        return &mandate;
    case TOEGANG_STATED_RIGHT:
        break;
    }
    return &right;
}

/* A right as the role claim has it: "Right-context:organisation". */
void tg_say_stated(struct tg_text *text, const toegang_evidence *piece, toegang_language language)
{
    const toegang_stated *stated = piece->stated;
    char organisation[24] = "";
    bool named = stated->kind != TOEGANG_STATED_RIGHT && stated->organisation.scheme != TOEGANG_SCHEME_NONE;
    if (named) toegang_organisation_format(&stated->organisation, organisation);
    tg_say(text, kind_said(stated->kind), language,
           (const char *const[]){named ? organisation : stated->value, NULL});
    tg_say_by_issuer(text, piece->detail, language);
    tg_say(text, &(const struct tg_said){{" ({0})", " ({0})", " ({0})", " ({0})"}}, language,
           (const char *const[]){stated->claim, NULL});
}

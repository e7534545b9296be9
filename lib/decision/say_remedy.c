/* SPDX-License-Identifier: Apache-2.0 */
/* What the person can do now. */
#include "decision/say.h"

#include <stdio.h>
#include <string.h>

/* {0} the right (" 'x'"), {1} the e-counter, {2} the organisation, {3} the register of rights, {4} the
 * context. */
static const struct tg_said sign_in_again = {
    {"Meld u opnieuw aan.", "Sign in again.", "Connectez-vous à nouveau.", "Melden Sie sich erneut an."}};
static const struct tg_said stronger_key = {
    {"Meld u opnieuw aan met een sterkere digitale sleutel (niveau {0}).",
     "Sign in again with a stronger digital key (level {0}).",
     "Connectez-vous à nouveau avec une clé numérique plus forte (niveau {0}).",
     "Melden Sie sich mit einem stärkeren digitalen Schlüssel erneut an (Niveau {0})."}};
static const struct tg_said choose_capacity = {
    {"Meld u opnieuw aan en kies als hoedanigheid {0}.", "Sign in again and choose the capacity {0}.",
     "Connectez-vous à nouveau et choisissez la qualité {0}.",
     "Melden Sie sich erneut an und wählen Sie die Eigenschaft {0}."}};
static const struct tg_said lift_suspension = {
    {"Laat de blokkering opheffen door wie ze oplegde in {3}.",
     "Have the block lifted by whoever imposed it in {3}.",
     "Faites lever le blocage par la personne qui l'a imposé dans {3}.",
     "Lassen Sie die Sperre von demjenigen aufheben, der sie in {3} verhängt hat."}};
static const struct tg_said appoint_htb = {
    {"Een wettelijk vertegenwoordiger van {2} kan u in BTB aanstellen als hoofdtoegangsbeheerder.",
     "A legal representative of {2} can appoint you chief access manager (HTB) in BTB.",
     "Un représentant légal de {2} peut vous désigner gestionnaire d'accès principal dans BTB.",
     "Ein gesetzlicher Vertreter von {2} kann Sie in BTB zum Hauptzugangsverwalter bestellen."}};
static const struct tg_said register_function = {{"Laat uw functie bij {2} registreren in de KBO.",
                                                  "Have your function in {2} registered in KBO.",
                                                  "Faites enregistrer votre fonction auprès de {2} à la BCE.",
                                                  "Lassen Sie Ihre Funktion bei {2} in der ZUD eintragen."}};
static const struct tg_said sign_in_with_mandate = {{"Meld u aan met een mandaat van {2}.",
                                                     "Sign in with a mandate of {2}.",
                                                     "Connectez-vous avec un mandat de {2}.",
                                                     "Melden Sie sich mit einem Mandat von {2} an."}};
static const struct tg_said grant_right = {
    {"Een wettelijk vertegenwoordiger of hoofdtoegangsbeheerder (HTB) van {2} kan u in {3} "
     "het recht{0} op {1} toekennen{4}.",
     "A legal representative or a chief access manager (HTB) of {2} can grant you "
     "the right{0} on {1} in {3}{4}.",
     "Un représentant légal ou un gestionnaire d'accès principal (HTB) de {2} peut vous octroyer dans {3} "
     "le droit{0} sur {1}{4}.",
     "Ein gesetzlicher Vertreter oder Hauptzugangsverwalter (HTB) von {2} kann Ihnen in {3} "
     "das Recht{0} an {1} erteilen{4}."}};
static const struct tg_said grant_oneself = {
    {"U kunt uzelf in {3} het recht{0} op {1} toekennen{4}.",
     "You can grant yourself the right{0} on {1} in {3}{4}.",
     "Vous pouvez vous octroyer dans {3} le droit{0} sur {1}{4}.",
     "Sie können sich in {3} das Recht{0} an {1} selbst erteilen{4}."}};
static const struct tg_said ask_right = {
    {"Vraag in {3} het recht{0} op {1} aan{4}.", "Ask for the right{0} on {1} in {3}{4}.",
     "Demandez dans {3} le droit{0} sur {1}{4}.", "Beantragen Sie in {3} das Recht{0} an {1}{4}."}};
static const struct tg_said renew_right = {
    {"Een wettelijk vertegenwoordiger of hoofdtoegangsbeheerder (HTB) van {2} kan in {3} "
     "uw recht{0} op {1} verlengen{4}.",
     "A legal representative or a chief access manager (HTB) of {2} can renew "
     "your right{0} on {1} in {3}{4}.",
     "Un représentant légal ou un gestionnaire d'accès principal (HTB) de {2} peut prolonger dans {3} "
     "votre droit{0} sur {1}{4}.",
     "Ein gesetzlicher Vertreter oder Hauptzugangsverwalter (HTB) von {2} kann in {3} "
     "Ihr Recht{0} an {1} verlängern{4}."}};
static const struct tg_said with_context = {
    {", met context {0}", ", with context {0}", ", avec le contexte {0}", ", mit Kontext {0}"}};
static const struct tg_said any_context = {
    {", met een context", ", with a context", ", avec un contexte", ", mit einem Kontext"}};

/* Who can grant: the person himself when he represents; nobody but the register when he acts for himself. */
static const struct tg_said *right_said(const toegang_decision *decision, enum tg_action_kind action)
{
    if (decision->organisation.scheme == TOEGANG_SCHEME_NONE) return &ask_right;
    if (decision->may_grant) return &grant_oneself;
    return action == TG_ACTION_RENEW_RIGHT ? &renew_right : &grant_right;
}

static void write_context(const toegang_decision *decision, toegang_language language, struct tg_text *out)
{
    bool asked = decision->context && decision->context[0];
    if (asked)
        tg_say(out, &with_context, language, (const char *const[]){decision->context, NULL});
    else if (decision->policy.context_required)
        tg_say(out, &any_context, language, NULL);
}

static void say_with_names(struct tg_text *text, const struct tg_said *said, const toegang_decision *decision,
                           toegang_language language)
{
    char right[300] = "", organisation[24] = "", context[300];
    struct tg_text written = tg_text_of(context, sizeof context);
    if (decision->right) snprintf(right, sizeof right, " '%s'", decision->right);
    if (decision->organisation.scheme != TOEGANG_SCHEME_NONE)
        toegang_organisation_format(&decision->organisation, organisation);
    write_context(decision, language, &written);
    tg_say(text, said, language,
           (const char *const[]){right, decision->policy.eloket, organisation,
                                 tg_register_title(decision->policy.reg), context, NULL});
}

static void say_level(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    char level[32];
    struct tg_text written = tg_text_of(level, sizeof level);
    tg_say_assurance(&written, decision->policy.assurance, language);
    tg_say(text, &stronger_key, language, (const char *const[]){level, NULL});
}

static void say_capacities(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    static const struct tg_said alternative = {{" of ", " or ", " ou ", " oder "}};
    char list[256];
    struct tg_text written = tg_text_of(list, sizeof list);
    for (size_t i = 0; i < decision->policy.capacity_count; i++) {
        if (i > 0) tg_text_add(&written, tg_in(&alternative, language));
        tg_text_add(&written, decision->policy.capacities[i]);
    }
    tg_say(text, &choose_capacity, language, (const char *const[]){list, NULL});
}

void tg_say_action(struct tg_text *text, const toegang_decision *decision, enum tg_action_kind action,
                   toegang_language language)
{
    switch (action) {
    case TG_ACTION_SIGN_IN_AGAIN:
        tg_say(text, &sign_in_again, language, NULL);
        return;
    case TG_ACTION_STRONGER_KEY:
        say_level(text, decision, language);
        return;
    case TG_ACTION_CHOOSE_CAPACITY:
        say_capacities(text, decision, language);
        return;
    case TG_ACTION_LIFT_SUSPENSION:
        say_with_names(text, &lift_suspension, decision, language);
        return;
    case TG_ACTION_APPOINT_HTB:
        say_with_names(text, &appoint_htb, decision, language);
        return;
    case TG_ACTION_REGISTER_FUNCTION:
        say_with_names(text, &register_function, decision, language);
        return;
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        say_with_names(text, &sign_in_with_mandate, decision, language);
        return;
    case TG_ACTION_TRY_LATER:
        tg_say(text, &tg_todo_try_later, language, NULL);
        return;
    case TG_ACTION_GRANT_RIGHT:
    case TG_ACTION_RENEW_RIGHT:
        break;
    }
    say_with_names(text, right_said(decision, action), decision, language);
}

void tg_say_remedy(struct tg_text *text, const toegang_decision *decision, toegang_language language)
{
    if (decision->outcome == TOEGANG_OUTCOME_PERMIT) return;
    for (size_t i = 0; i < decision->action_count; i++) {
        if (i > 0) tg_text_add_char(text, ' ');
        tg_say_action(text, decision, decision->actions[i], language);
    }
    if (decision->action_count > 0) return;
    toegang_status status = decision->why ? decision->why->status : TOEGANG_REFUSED;
    tg_say(text, tg_todo_of(decision->check, status), language, NULL);
}

size_t toegang_decision_remedy(const toegang_decision *decision, toegang_language language, char *out,
                               size_t size)
{
    struct tg_text text = tg_text_of(out, size);
    tg_say_remedy(&text, decision, language);
    return text.length;
}

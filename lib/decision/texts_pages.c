/* SPDX-License-Identifier: Apache-2.0 */
/* What pages say beside the reason and the remedy. */
#include "decision/page.h"

/* ---- around every page ---- */

const struct tg_said tg_page_site = {{"E-loket", "E-counter", "Guichet électronique", "E-Schalter"}};
const struct tg_said tg_page_language_choice = {{"Taal", "Language", "Langue", "Sprache"}};
const struct tg_said tg_page_signed_in = {{"Aangemeld als", "Signed in as", "Session de", "Angemeldet als"}};
const struct tg_said tg_page_sign_in = {{"Aanmelden", "Sign in", "Se connecter", "Anmelden"}};
const struct tg_said tg_page_sign_in_again = {
    {"Opnieuw aanmelden", "Sign in again", "Se connecter à nouveau", "Erneut anmelden"}};
const struct tg_said tg_page_sign_out = {{"Afmelden", "Sign out", "Se déconnecter", "Abmelden"}};
const struct tg_said tg_page_choose = {{"Kies voor wie u handelt", "Choose who you act for",
                                        "Choisir pour qui vous agissez", "Wählen, für wen Sie handeln"}};
const struct tg_said tg_page_home = {
    {"Naar de startpagina", "To the start page", "Vers la page d'accueil", "Zur Startseite"}};

/* ---- a refusal ---- */

const struct tg_said tg_page_denied = {{"U hebt hier geen toegang", "You have no access here",
                                        "Vous n'avez pas accès à cette page",
                                        "Sie haben hier keinen Zugang"}};
const struct tg_said tg_page_failed = {
    {"Dat is niet gelukt", "That did not work", "Cela n'a pas fonctionné", "Das hat nicht geklappt"}};
const struct tg_said tg_page_undecided = {{"We kunnen uw toegang nu niet nagaan",
                                           "We cannot check your access now",
                                           "Nous ne pouvons pas vérifier votre accès pour le moment",
                                           "Wir können Ihren Zugang zurzeit nicht prüfen"}};
const struct tg_said tg_page_permitted = {
    {"U hebt toegang", "You have access", "Vous avez accès", "Sie haben Zugang"}};
const struct tg_said tg_page_what_now = {{"Wat kunt u nu doen?", "What can you do now?",
                                          "Que pouvez-vous faire maintenant ?", "Was können Sie jetzt tun?"}};
const struct tg_said tg_page_grant = {
    {"Het recht toekennen", "Grant the right", "Octroyer le droit", "Das Recht erteilen"}};
const struct tg_said tg_page_eloket = {{"E-loket", "E-counter", "Guichet", "E-Schalter"}};
const struct tg_said tg_page_acting_for = {
    {"U handelt voor", "You act for", "Vous agissez pour", "Sie handeln für"}};
const struct tg_said tg_page_oneself = {{"uzelf", "yourself", "vous-même", "sich selbst"}};
const struct tg_said tg_page_help = {
    {"Vraagt u hulp? Geef dan deze code door:", "If you ask for help, mention this code:",
     "Vous demandez de l'aide ? Indiquez ce code :", "Bitten Sie um Hilfe? Nennen Sie dann diesen Code:"}};

/* ---- for whom ---- */

const struct tg_said tg_page_for_whom = {
    {"Voor wie handelt u?", "Who do you act for?", "Pour qui agissez-vous ?", "Für wen handeln Sie?"}};
const struct tg_said tg_page_choose_one = {
    {"Kies voor wie u verdergaat. U kunt later iemand anders kiezen.",
     "Choose who you go on for. You can choose somebody else later.",
     "Choisissez pour qui vous continuez. Vous pourrez changer plus tard.",
     "Wählen Sie, für wen Sie weitermachen. Sie können das später ändern."}};
const struct tg_said tg_page_nobody = {{"Er is geen organisatie gevonden waarvoor u mag handelen.",
                                        "No organisation was found that you may act for.",
                                        "Aucune organisation pour laquelle vous pouvez agir n'a été trouvée.",
                                        "Es wurde keine Organisation gefunden, für die Sie handeln dürfen."}};
const struct tg_said tg_page_myself = {{"Voor mezelf", "For myself", "Pour moi-même", "Für mich selbst"}};
const struct tg_said tg_page_other_number = {
    {"Ondernemingsnummer van een andere organisatie", "Enterprise number of another organisation",
     "Numéro d'entreprise d'une autre organisation", "Unternehmensnummer einer anderen Organisation"}};
const struct tg_said tg_page_number_form = {
    {"10 cijfers, bijvoorbeeld 0123.456.749", "10 digits, for example 0123.456.749",
     "10 chiffres, par exemple 0123.456.749", "10 Ziffern, zum Beispiel 0123.456.749"}};
const struct tg_said tg_page_go_on = {{"Verder", "Continue", "Continuer", "Weiter"}};

/* ---- signing out ---- */

const struct tg_said tg_page_sign_out_now = {{"Wilt u zich afmelden?", "Do you want to sign out?",
                                              "Voulez-vous vous déconnecter ?",
                                              "Möchten Sie sich abmelden?"}};
const struct tg_said tg_page_sign_in_later = {
    {"Wilt u daarna verderwerken, dan meldt u zich opnieuw aan.",
     "If you want to go on working afterwards, you sign in again.",
     "Si vous voulez continuer ensuite, vous devrez vous connecter à nouveau.",
     "Wenn Sie danach weiterarbeiten möchten, melden Sie sich erneut an."}};
const struct tg_said tg_page_back = {{"Terug", "Back", "Retour", "Zurück"}};

/* ---- on to another site ---- */

const struct tg_said tg_page_onward = {{"U gaat verder naar een andere site", "You go on to another site",
                                        "Vous continuez vers un autre site",
                                        "Sie werden zu einer anderen Seite weitergeleitet"}};
const struct tg_said tg_page_onward_link = {
    {"Gebeurt er niets? Ga dan zelf verder", "Nothing happens? Then go on yourself",
     "Rien ne se passe ? Continuez vous-même", "Geschieht nichts? Gehen Sie dann selbst weiter"}};

/* SPDX-License-Identifier: Apache-2.0 */
/* Changes and lists: what cannot be asked, what somebody may not do, and what is to be known of what was done. */
#include "decision/texts.h"

#define SAID(nl, en, fr, de) (&(const struct tg_said){{nl, en, fr, de}})

static const struct tg_said correct_wish = {{"Pas aan wat u vraagt.", "Correct what you ask.",
                                             "Corrigez votre demande.", "Berichtigen Sie, was Sie verlangen."}};
static const struct tg_said ask_representative = {
    {"Laat een wettelijk vertegenwoordiger van de organisatie dit doen.",
     "Have a legal representative of the organisation do this.",
     "Faites-le faire par un représentant légal de l'organisation.",
     "Lassen Sie dies einen gesetzlichen Vertreter der Organisation tun."}};
static const struct tg_said appoint_another = {
    {"Een wettelijk vertegenwoordiger kan een ander aanstellen.", "A legal representative can appoint another.",
     "Un représentant légal peut en désigner un autre.", "Ein gesetzlicher Vertreter kann einen anderen bestellen."}};
static const struct tg_said renew = {{"Verleng het recht, of laat het aflopen.", "Renew the right, or let it end.",
                                      "Prolongez le droit, ou laissez-le expirer.",
                                      "Verlängern Sie das Recht, oder lassen Sie es enden."}};
static const struct tg_said from_the_first = {
    {"Begin de lijst opnieuw, vanaf de eerste bladzijde.", "Begin the list again, from its first page.",
     "Recommencez la liste, à partir de la première page.",
     "Beginnen Sie die Liste neu, mit der ersten Seite."}};

const struct tg_check_text tg_texts_of_administration[] = {
    {"act.organisation",
     SAID("Er is geen organisatie waarvoor dit zou gelden", "There is no organisation that this would be for",
          "Il n'y a pas d'organisation pour laquelle cela vaudrait", "Es gibt keine Organisation, für die dies gälte"),
     &correct_wish},
    {"act.begin",
     SAID("Dit ligt in het verleden, en wat was verandert niet meer", "This lies in the past, and what was does not change",
          "Ceci se situe dans le passé, qui ne change plus",
          "Dies liegt in der Vergangenheit, und was war, ändert sich nicht"),
     &correct_wish},
    {"act.end",
     SAID("Het einde past niet bij het begin", "The end does not fit the begin", "La fin ne convient pas au début",
          "Das Ende passt nicht zum Beginn"),
     &correct_wish},
    {"act.context",
     SAID("Op dit e-loket geldt een recht voor een context", "At this e-counter a right is for a context",
          "À ce guichet un droit vaut pour un contexte", "An diesem E-Schalter gilt ein Recht für einen Kontext"),
     &correct_wish},
    {"act.blocks",
     SAID("Dit e-loket kijkt niet naar blokkeringen: een blokkering zou niemand tegenhouden",
          "This e-counter does not look at blocks: one would stop nobody",
          "Ce guichet ne regarde pas les blocages : un blocage n'arrêterait personne",
          "Dieser E-Schalter beachtet keine Sperren: eine Sperre würde niemanden aufhalten"),
     SAID("Zet in de configuratie 'blocks: yes' bij dit e-loket, of trek het recht in.",
          "Set 'blocks: yes' at this e-counter in the configuration, or revoke the right.",
          "Mettez 'blocks: yes' à ce guichet dans la configuration, ou retirez le droit.",
          "Setzen Sie in der Konfiguration 'blocks: yes' bei diesem E-Schalter, oder entziehen Sie das Recht.")},
    {"appointment.self",
     SAID("Alleen een wettelijk vertegenwoordiger kan zichzelf aanstellen",
          "Only a legal representative can appoint himself",
          "Seul un représentant légal peut se désigner lui-même",
          "Nur ein gesetzlicher Vertreter kann sich selbst bestellen"),
     &ask_representative},
    {"appointment.last",
     SAID("De organisatie heeft nu geen hoofdtoegangsbeheerder meer", "The organisation now has no chief access manager",
          "L'organisation n'a plus de gestionnaire d'accès principal",
          "Die Organisation hat jetzt keinen Hauptzugangsverwalter mehr"),
     &appoint_another},
    {"right.ends-soon",
     SAID("Dit recht loopt binnenkort af", "This right ends soon", "Ce droit se termine bientôt",
          "Dieses Recht endet bald"),
     &renew},
    {"list.cursor",
     SAID("De rij waar de vorige bladzijde eindigde, is er niet meer", "The row that the page before ended with is gone",
          "La ligne par laquelle finissait la page précédente n'existe plus",
          "Die Zeile, mit der die vorige Seite endete, ist nicht mehr da"),
     &from_the_first},
    {0}};

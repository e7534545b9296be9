/* SPDX-License-Identifier: Apache-2.0 */
/* Why what an assertion states did not count, for the person who signed in. */
#include "decision/check.h"
#include "decision/texts.h"

#define SAID(nl, en, fr, de) (&(const struct tg_said){{nl, en, fr, de}})

static const struct tg_said ask_register = {
    {"Laat dit opnemen in het register, of neem contact op met de beheerder van dit e-loket.",
     "Have this entered in the register, or contact the manager of this e-counter.",
     "Faites inscrire ceci au registre, ou contactez le gestionnaire de ce guichet électronique.",
     "Lassen Sie dies in das Register eintragen, oder wenden Sie sich an den Verwalter dieses E-Schalters."}};
static const struct tg_said choose_again = {
    {"Meld u opnieuw aan en kies de organisatie waarvoor u dit e-loket opent.",
     "Sign in again and choose the organisation for which you open this e-counter.",
     "Connectez-vous à nouveau et choisissez l'organisation pour laquelle vous ouvrez ce guichet.",
     "Melden Sie sich erneut an und wählen Sie die Organisation, für die Sie diesen E-Schalter öffnen."}};
static const struct tg_said ask_right = {
    {"Vraag het recht dat dit e-loket vraagt, en meld u daarna opnieuw aan.",
     "Ask for the right that this e-counter demands, and then sign in again.",
     "Demandez le droit que ce guichet exige, puis connectez-vous à nouveau.",
     "Beantragen Sie das Recht, das dieser E-Schalter verlangt, und melden Sie sich danach erneut an."}};

const struct tg_check_text tg_texts_of_asserted[] = {
    {CHECK_ASSERTED_ISSUER,
     SAID("Dit e-loket gelooft deze aanmelddienst daarin niet",
          "This e-counter does not believe this sign-in service in that",
          "Ce guichet ne croit pas ce service d'authentification sur ce point",
          "Dieser E-Schalter glaubt diesem Anmeldedienst darin nicht"),
     &tg_todo_ask_manager},
    {CHECK_ASSERTED_NEVER,
     SAID("Op dit e-loket telt dat niet mee", "This e-counter does not count that",
          "Ce guichet n'en tient pas compte", "An diesem E-Schalter zählt das nicht"),
     &tg_todo_ask_manager},
    {CHECK_ASSERTED_REGISTER,
     SAID("Het register dat dit bijhoudt, gaat voor", "The register that holds this goes first",
          "Le registre qui tient ceci prime", "Das Register, das dies führt, geht vor"),
     &ask_register},
    {CHECK_ASSERTED_ORGANISATION,
     SAID("Dat is niet de organisatie die gevraagd wordt", "That is not the organisation that is asked about",
          "Ce n'est pas l'organisation demandée", "Das ist nicht die Organisation, um die es geht"),
     &choose_again},
    {CHECK_ASSERTED_RIGHT,
     SAID("Dat is een ander recht van dit e-loket", "That is another right of this e-counter",
          "C'est un autre droit de ce guichet", "Das ist ein anderes Recht dieses E-Schalters"),
     &ask_right},
    {CHECK_ASSERTED_CONTEXT,
     SAID("Dat recht geldt niet voor deze context", "That right does not apply to this context",
          "Ce droit ne vaut pas pour ce contexte", "Dieses Recht gilt nicht für diesen Kontext"),
     &ask_right},
    {CHECK_ASSERTED_DIFFERS,
     SAID("De aanmelding zegt meer dan het register: dat houdt dit niet, of niet meer",
          "The sign-in says more than the register, which does not hold this, or no longer",
          "La connexion dit plus que le registre, qui ne contient pas ceci, ou plus",
          "Die Anmeldung sagt mehr als das Register, das dies nicht oder nicht mehr enthält"),
     &ask_register},
    {0}};

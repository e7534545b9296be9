/* SPDX-License-Identifier: Apache-2.0 */
/* Sealed texts and visits. */
#include "decision/texts.h"

static const struct tg_said new_keys = {
    {"Zet in het bestand 1 tot 8 verschillende sleutels van 64 hexadecimale cijfers, één per regel, en maak het enkel "
     "leesbaar voor de eigenaar.",
     "Put 1 to 8 different keys of 64 hexadecimal digits into the file, one a line, and make it readable by its owner "
     "only.",
     "Placez dans le fichier de 1 à 8 clés différentes de 64 chiffres hexadécimaux, une par ligne, et rendez-le "
     "lisible par son propriétaire uniquement.",
     "Schreiben Sie 1 bis 8 verschiedene Schlüssel aus 64 Hexadezimalziffern in die Datei, einen je Zeile, und machen "
     "Sie sie nur für den Eigentümer lesbar."}};
static const struct tg_said send_less = {
    {"Meld aan de beheerder van dit e-loket dat de aanmelddienst te veel rollen meedeelt.",
     "Tell the manager of this e-counter that the sign-in service states too many roles.",
     "Signalez au gestionnaire de ce guichet électronique que le service d'authentification communique trop de rôles.",
     "Melden Sie dem Verwalter dieses E-Schalters, dass der Anmeldedienst zu viele Rollen mitteilt."}};
static const struct tg_said page_again = {
    {"Open de pagina opnieuw en probeer het daar nog eens.", "Open the page anew, and try it there once more.",
     "Ouvrez à nouveau la page et réessayez à partir de celle-ci.",
     "Öffnen Sie die Seite erneut und versuchen Sie es dort noch einmal."}};

static const struct tg_said keys = {{"De sleutels om te verzegelen zijn niet bruikbaar",
                                     "The keys for sealing cannot be used",
                                     "Les clés de scellement sont inutilisables",
                                     "Die Schlüssel zum Versiegeln sind nicht brauchbar"}};
static const struct tg_said size = {{"De gegevens van deze aanmelding zijn te groot voor een cookie",
                                     "The data of this sign-in are too large for a cookie",
                                     "Les données de cette connexion sont trop volumineuses pour un cookie",
                                     "Die Daten dieser Anmeldung sind zu groß für ein Cookie"}};
static const struct tg_said not_ours = {{"Deze aanmelding is hier niet gemaakt of werd gewijzigd",
                                         "This sign-in was not made here, or was changed",
                                         "Cette connexion n'a pas été établie ici ou a été modifiée",
                                         "Diese Anmeldung wurde nicht hier erstellt oder wurde verändert"}};
static const struct tg_said ended = {{"Deze aanmelding is verlopen", "This sign-in has ended",
                                      "Cette connexion a expiré", "Diese Anmeldung ist abgelaufen"}};
static const struct tg_said older = {{"Deze aanmelding is met een andere versie van deze software gemaakt",
                                      "This sign-in was made by another version of this software",
                                      "Cette connexion a été établie par une autre version de ce logiciel",
                                      "Diese Anmeldung wurde mit einer anderen Version dieser Software erstellt"}};
static const struct tg_said issuer = {{"De dienst waarmee u zich aanmeldde, wordt hier niet meer vertrouwd",
                                       "The service that you signed in with is not trusted here any more",
                                       "Le service avec lequel vous vous êtes connecté n'est plus reconnu ici",
                                       "Dem Dienst, mit dem Sie sich angemeldet haben, wird hier nicht mehr vertraut"}};
static const struct tg_said choose = {{"Open deze pagina in een browser en kies voor wie u handelt.",
                                       "Open this page in a browser and choose who you act for.",
                                       "Ouvrez cette page dans un navigateur et choisissez pour qui vous agissez.",
                                       "Öffnen Sie diese Seite in einem Browser und wählen Sie, für wen Sie handeln."}};
static const struct tg_said choice = {
    {"U hebt nog niet gekozen voor wie u handelt", "You have not chosen yet who you act for",
     "Vous n'avez pas encore choisi pour qui vous agissez", "Sie haben noch nicht gewählt, für wen Sie handeln"}};
static const struct tg_said token = {
    {"Dit formulier hoort bij een andere aanmelding", "This form belongs to another sign-in",
     "Ce formulaire appartient à une autre connexion", "Dieses Formular gehört zu einer anderen Anmeldung"}};

const struct tg_check_text tg_texts_of_visits[] = {{"seal.keys", &keys, &new_keys},
                                                   {"seal.size", &size, &send_less},
                                                   {"seal.form", &not_ours, &tg_todo_sign_in_again},
                                                   {"seal.key", &not_ours, &tg_todo_sign_in_again},
                                                   {"seal.ended", &ended, &tg_todo_sign_in_again},
                                                   {"visit.form", &older, &tg_todo_sign_in_again},
                                                   {"visit.issuer", &issuer, &tg_todo_sign_in_again},
                                                   {"visit.choice", &choice, &choose},
                                                   {"visit.token", &token, &page_again},
                                                   {0}};

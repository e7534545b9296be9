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
    {"Laat de aanbieder minder rollen meedelen, of enkel die van deze e-loketten.",
     "Have the provider state fewer roles, or only those of these e-counters.",
     "Faites en sorte que le fournisseur communique moins de rôles, ou seulement ceux de ces guichets électroniques.",
     "Lassen Sie den Anbieter weniger Rollen mitteilen oder nur jene dieser E-Schalter."}};
static const struct tg_said page_again = {
    {"Open de pagina opnieuw en probeer het daar nog eens.", "Open the page anew, and try it there once more.",
     "Ouvrez à nouveau la page et réessayez à partir de celle-ci.",
     "Öffnen Sie die Seite erneut und versuchen Sie es dort noch einmal."}};

static const struct tg_said keys = {{"De sleutels om te verzegelen zijn niet bruikbaar",
                                     "The keys for sealing cannot be used",
                                     "Les clés de scellement sont inutilisables",
                                     "Die Schlüssel zum Versiegeln sind nicht brauchbar"}};
static const struct tg_said size = {{"Dit past niet in een cookie", "This does not fit in a cookie",
                                     "Ceci ne tient pas dans un cookie", "Dies passt nicht in ein Cookie"}};
static const struct tg_said not_ours = {{"Deze aanmelding is hier niet gemaakt of werd gewijzigd",
                                         "This sign-in was not made here, or was changed",
                                         "Cette connexion n'a pas été établie ici ou a été modifiée",
                                         "Diese Anmeldung wurde nicht hier erstellt oder wurde verändert"}};
static const struct tg_said ended = {{"Deze aanmelding is verlopen", "This sign-in has ended",
                                      "Cette connexion a expiré", "Diese Anmeldung ist abgelaufen"}};
static const struct tg_said older = {{"Deze aanmelding is van een andere versie", "This sign-in is of another version",
                                      "Cette connexion provient d'une autre version",
                                      "Diese Anmeldung stammt von einer anderen Version"}};
static const struct tg_said issuer = {{"Wie deze persoon aanmeldde, wordt niet meer vertrouwd",
                                       "Who signed this person in is not trusted any more",
                                       "L'organisme qui a authentifié cette personne n'est plus digne de confiance",
                                       "Wer diese Person angemeldet hat, gilt nicht mehr als vertrauenswürdig"}};
static const struct tg_said choose = {
    {"Kies eerst voor wie u handelt, op de pagina die dat vraagt.",
     "First choose for whom you act, on the page that asks it.",
     "Choisissez d'abord pour qui vous agissez, sur la page qui le demande.",
     "Wählen Sie zuerst auf der entsprechenden Seite, für wen Sie handeln."}};
static const struct tg_said choice = {{"Er is nog niet gekozen voor wie deze persoon handelt",
                                       "It was not chosen yet for whom this person acts",
                                       "Il n'a pas encore été choisi pour qui cette personne agit",
                                       "Es wurde noch nicht gewählt, für wen diese Person handelt"}};
static const struct tg_said token = {{"Dit formulier is niet van deze aanmelding", "This form is not of this sign-in",
                                      "Ce formulaire n'appartient pas à cette connexion",
                                      "Dieses Formular gehört nicht zu dieser Anmeldung"}};

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

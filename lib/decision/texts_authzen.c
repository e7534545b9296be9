/* SPDX-License-Identifier: Apache-2.0 */
/* Searches, and requests of AuthZEN. */
#include "decision/texts.h"

static const struct tg_said correct_request = {
    {"Verbeter de vraag van het vragende programma.", "Correct the request of the calling program.",
     "Corrigez la demande du programme appelant.", "Berichtigen Sie die Anfrage des aufrufenden Programms."}};
static const struct tg_said name_it = {
    {"Gebruik een naam die de configuratie kent, of voeg hem toe onder authzen.",
     "Use a name that the configuration knows, or add it under authzen.",
     "Utilisez un nom que la configuration connaît, ou ajoutez-le sous authzen.",
     "Verwenden Sie einen Namen, den die Konfiguration kennt, oder ergänzen Sie ihn unter authzen."}};
static const struct tg_said narrow = {{"Vraag minder ineens.", "Ask less at once.",
                                       "Demandez moins à la fois.", "Fragen Sie weniger auf einmal."}};
static const struct tg_said ask_one = {{"Vraag het voor één persoon en één organisatie.",
                                        "Ask it of one person and one organisation.",
                                        "Posez la question pour une personne et une organisation.",
                                        "Fragen Sie es für eine Person und eine Organisation."}};
static const struct tg_said set_key = {{"Geef de configuratie een sleutel onder handles.",
                                        "Give the configuration a key under handles.",
                                        "Donnez à la configuration une clé sous handles.",
                                        "Geben Sie der Konfiguration einen Schlüssel unter handles."}};

static const struct tg_said many = {{"Er zijn te veel mogelijkheden om allemaal te beoordelen",
                                     "There are too many possibilities to judge them all",
                                     "Il y a trop de possibilités pour les examiner toutes",
                                     "Es gibt zu viele Möglichkeiten, um alle zu beurteilen"}};
static const struct tg_said everyone = {
    {"Hier mag iedereen binnen, dus een lijst zou nooit volledig zijn",
     "Everybody may enter here, so no list would be whole",
     "Tout le monde peut entrer ici, donc aucune liste ne serait complète",
     "Hier darf jeder eintreten, daher wäre keine Liste vollständig"}};
static const struct tg_said chain = {
    {"Welke functies ondernemingen elders hebben, staat in geen register als lijst",
     "No register lists the functions that companies hold elsewhere",
     "Aucun registre n'énumère les fonctions que des entreprises exercent ailleurs",
     "Kein Register führt auf, welche Funktionen Unternehmen anderswo innehaben"}};
static const struct tg_said member = {
    {"Een gegeven dat de vraag moet bevatten, ontbreekt", "Something that the request must hold is missing",
     "Un élément que la demande doit contenir manque", "Eine Angabe, die die Anfrage enthalten muss, fehlt"}};
static const struct tg_said kind = {
    {"Een gegeven in de vraag is van een verkeerde soort", "Something in the request is of the wrong kind",
     "Un élément de la demande est du mauvais genre", "Eine Angabe in der Anfrage ist von falscher Art"}};
static const struct tg_said value = {{"Een gegeven in de vraag heeft een waarde die niet bestaat",
                                      "Something in the request has a value that is none",
                                      "Un élément de la demande a une valeur qui n'existe pas",
                                      "Eine Angabe in der Anfrage hat einen Wert, den es nicht gibt"}};
static const struct tg_said limit = {
    {"De vraag bevat meer dan toegelaten", "The request holds more than allowed",
     "La demande contient plus que permis", "Die Anfrage enthält mehr als erlaubt"}};
static const struct tg_said answer = {{"Het antwoord zou te lang worden", "The answer would become too long",
                                       "La réponse deviendrait trop longue", "Die Antwort würde zu lang"}};
static const struct tg_said type = {{"Deze soort van personen of zaken is hier niet bekend",
                                     "This type of subject or resource is not known here",
                                     "Ce type de personne ou de ressource n'est pas connu ici",
                                     "Diese Art von Person oder Ressource ist hier nicht bekannt"}};
static const struct tg_said subject = {{"Deze persoon is hier niet bekend", "This person is not known here",
                                        "Cette personne n'est pas connue ici",
                                        "Diese Person ist hier nicht bekannt"}};
static const struct tg_said resource = {
    {"Wat gevraagd wordt, is hier niet bekend", "What is asked about is not known here",
     "Ce qui est demandé n'est pas connu ici", "Das Erfragte ist hier nicht bekannt"}};
static const struct tg_said handles = {
    {"Zonder sleutel kunnen personen niet met een verwijzing genoemd worden",
     "Without a key people cannot be named by a handle",
     "Sans clé, les personnes ne peuvent pas être désignées par une référence",
     "Ohne Schlüssel können Personen nicht durch einen Verweis benannt werden"}};

const struct tg_check_text tg_texts_of_authzen[] = {{"search.limit", &many, &narrow},
                                                    {"search.everyone", &everyone, &ask_one},
                                                    {"search.company-chain", &chain, &ask_one},
                                                    {"authzen.member", &member, &correct_request},
                                                    {"authzen.kind", &kind, &correct_request},
                                                    {"authzen.value", &value, &correct_request},
                                                    {"authzen.limit", &limit, &narrow},
                                                    {"authzen.answer", &answer, &narrow},
                                                    {"authzen.type", &type, &name_it},
                                                    {"authzen.subject", &subject, &name_it},
                                                    {"authzen.resource", &resource, &name_it},
                                                    {"authzen.handles", &handles, &set_key},
                                                    {0}};

/* SPDX-License-Identifier: Apache-2.0 */
/* What may be used once, and what is fetched from elsewhere. */
#include "decision/texts.h"

static const struct tg_said tell_operator = {
    {"Verwittig wie deze dienst beheert en probeer het later opnieuw.",
     "Tell whoever operates this service, and try again later.",
     "Avertissez le gestionnaire de ce service et réessayez plus tard.",
     "Benachrichtigen Sie den Betreiber dieses Dienstes und versuchen Sie es später erneut."}};
static const struct tg_said correct_place = {
    {"Verbeter de plaats in de configuratie.", "Correct the place in the configuration.",
     "Corrigez l'emplacement dans la configuration.", "Berichtigen Sie den Ort in der Konfiguration."}};
static const struct tg_said other_library = {
    {"Gebruik wat deze bibliotheek heeft, of een bibliotheek die dit onderdeel bevat.",
     "Use what this library has, or a library that holds this part.",
     "Utilisez ce que cette bibliothèque offre, ou une bibliothèque qui comprend cet élément.",
     "Verwenden Sie, was diese Bibliothek bietet, oder eine Bibliothek mit diesem Bestandteil."}};

static const struct tg_said used = {{"Met dit aanmeldbewijs is al eens aangemeld",
                                     "This proof of sign-in was used before",
                                     "Cette preuve d'authentification a déjà été utilisée",
                                     "Dieser Anmeldenachweis wurde bereits verwendet"}};
static const struct tg_said full = {{"Er is geen plaats om te onthouden dat hiermee is aangemeld",
                                     "There is no room to remember that this was used",
                                     "Il n'y a plus de place pour retenir que ceci a été utilisé",
                                     "Es ist kein Platz, um sich zu merken, dass dies verwendet wurde"}};
static const struct tg_said store_down = {{"Of hiermee al is aangemeld, kon niet nagegaan worden",
                                           "Whether this was used before could not be known",
                                           "Il n'a pas été possible de savoir si ceci a déjà été utilisé",
                                           "Ob dies bereits verwendet wurde, ließ sich nicht feststellen"}};
static const struct tg_said store_place = {{"Dit kan geen geheugen voor eenmalig gebruik zijn",
                                            "This cannot be a used-once memory",
                                            "Ceci ne peut pas être une mémoire d'usage unique",
                                            "Dies kann kein Speicher für einmalige Verwendung sein"}};
static const struct tg_said lacking = {{"Dit onderdeel zit niet in deze bibliotheek",
                                        "This part is not in this library",
                                        "Cet élément ne fait pas partie de cette bibliothèque",
                                        "Dieser Bestandteil ist nicht in dieser Bibliothek"}};
static const struct tg_said url = {{"Dit adres wordt niet opgehaald", "This address is not fetched",
                                    "Cette adresse n'est pas consultée",
                                    "Diese Adresse wird nicht abgerufen"}};
static const struct tg_said connection = {
    {"Er kwam geen verbinding met deze server tot stand", "There was no connection with this server",
     "La connexion avec ce serveur n'a pas abouti", "Es kam keine Verbindung mit diesem Server zustande"}};
static const struct tg_said tls = {{"Deze server kon niet bewijzen dat hij is wie hij moet zijn",
                                    "This server could not prove that it is the one it should be",
                                    "Ce serveur n'a pas pu prouver qu'il est celui qu'il doit être",
                                    "Dieser Server konnte nicht nachweisen, dass er der richtige ist"}};
static const struct tg_said late = {
    {"Deze server antwoordde niet op tijd", "This server did not answer in time",
     "Ce serveur n'a pas répondu à temps", "Dieser Server hat nicht rechtzeitig geantwortet"}};
static const struct tg_said status = {{"Deze server gaf iets anders dan het gevraagde document",
                                       "This server gave something else than the document that was asked",
                                       "Ce serveur a donné autre chose que le document demandé",
                                       "Dieser Server lieferte etwas anderes als das verlangte Dokument"}};
static const struct tg_said size = {
    {"Deze server zond meer dan toegelaten", "This server sent more than allowed",
     "Ce serveur a envoyé plus que permis", "Dieser Server sandte mehr als erlaubt"}};

const struct tg_check_text tg_texts_of_replay[] = {{"replay.used", &used, &tg_todo_sign_in_again},
                                                   {"replay.full", &full, &tell_operator},
                                                   {"replay.unavailable", &store_down, &tell_operator},
                                                   {"replay.status", &store_down, &tg_todo_programmer},
                                                   {"replay.store", &store_place, &correct_place},
                                                   {"replay.adapter", &lacking, &other_library},
                                                   {"fetch.absent", &lacking, &other_library},
                                                   {"fetch.url", &url, &correct_place},
                                                   {"fetch.connection", &connection, &tell_operator},
                                                   {"fetch.tls", &tls, &tell_operator},
                                                   {"fetch.time-out", &late, &tg_todo_try_later},
                                                   {"fetch.status", &status, &tell_operator},
                                                   {"fetch.size", &size, &tell_operator},
                                                   {0}};

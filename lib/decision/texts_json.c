/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: tokens, their headers, and sets of keys. */
#include "decision/texts.h"

static const struct tg_said ask_sender = {{"Vraag wie dit gemaakt heeft om het te herstellen.",
                                           "Ask whoever made this to mend it.",
                                           "Demandez à l'auteur de ces données de les corriger.",
                                           "Bitten Sie den Ersteller dieser Daten, sie zu berichtigen."}};

static const struct tg_said empty = {
    {"Hier staat geen JSON", "There is no JSON here", "Il n'y a pas de JSON ici", "Hier steht kein JSON"}};
static const struct tg_said syntax = {{"Dit is geen geldige JSON", "This is no valid JSON",
                                       "Ceci n'est pas du JSON valable", "Dies ist kein gültiges JSON"}};
static const struct tg_said encoding = {{"Deze JSON is geen UTF-8", "This JSON is not UTF-8",
                                         "Ce JSON n'est pas en UTF-8", "Dieses JSON ist kein UTF-8"}};
static const struct tg_said literal = {{"JSON kent dit woord niet", "JSON does not know this word",
                                        "JSON ne connaît pas ce mot", "JSON kennt dieses Wort nicht"}};
static const struct tg_said number = {{"Zo schrijft JSON geen getal",
                                       "JSON does not write a number like this",
                                       "JSON n'écrit pas un nombre ainsi", "So schreibt JSON keine Zahl"}};
static const struct tg_said character = {
    {"Deze JSON bevat tekens die niet toegelaten zijn", "This JSON holds characters that are not allowed",
     "Ce JSON contient des caractères non admis", "Dieses JSON enthält Zeichen, die nicht erlaubt sind"}};
static const struct tg_said duplicate = {{"Deze naam staat er dubbel", "This name stands twice",
                                          "Ce nom figure deux fois", "Dieser Name steht doppelt"}};
static const struct tg_said trailing = {{"Na de JSON staat nog iets", "Something stands after the JSON",
                                         "Quelque chose suit le JSON", "Nach dem JSON steht noch etwas"}};
static const struct tg_said size = {{"Er staat meer in deze JSON dan toegelaten",
                                     "This JSON holds more than allowed", "Ce JSON contient plus que permis",
                                     "Dieses JSON enthält mehr als erlaubt"}};

const struct tg_check_text tg_texts_of_json[] = {{"json.empty", &empty, &ask_sender},
                                                 {"json.syntax", &syntax, &ask_sender},
                                                 {"json.bom", &encoding, &ask_sender},
                                                 {"json.encoding", &encoding, &ask_sender},
                                                 {"json.literal", &literal, &ask_sender},
                                                 {"json.number", &number, &ask_sender},
                                                 {"json.character", &character, &ask_sender},
                                                 {"json.surrogate", &character, &ask_sender},
                                                 {"json.escape", &syntax, &ask_sender},
                                                 {"json.duplicate", &duplicate, &ask_sender},
                                                 {"json.trailing", &trailing, &ask_sender},
                                                 {"json.size", &size, &ask_sender},
                                                 {"json.depth", &size, &ask_sender},
                                                 {"json.values", &size, &ask_sender},
                                                 {0}};

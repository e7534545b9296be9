/* SPDX-License-Identifier: Apache-2.0 */
/* Directories made of directories. */
#include "decision/texts.h"

static const struct tg_said left_alone = {
    {"Dit register antwoordde meermaals niet en wordt even met rust gelaten",
     "This register failed several times and is left alone for a while",
     "Ce registre n'a pas répondu plusieurs fois de suite et est laissé de côté un moment",
     "Dieses Register hat mehrmals nicht geantwortet und wird eine Weile in Ruhe gelassen"}};
static const struct tg_said wait = {
    {"Probeer het over een minuut opnieuw; verwittig wie dit register beheert als het zo blijft.",
     "Try again in a minute; tell whoever operates this register when it stays so.",
     "Réessayez dans une minute ; avertissez le gestionnaire de ce registre si cela persiste.",
     "Versuchen Sie es in einer Minute erneut; benachrichtigen Sie den Betreiber dieses Registers, "
     "wenn es so bleibt."}};

static const struct tg_said not_in_memory = {
    {"Het antwoord was niet meteen beschikbaar en het programma wachtte er niet op",
     "The answer was not available at once and the program did not wait for it",
     "La réponse n'était pas disponible immédiatement et le programme ne l'a pas attendue",
     "Die Antwort war nicht sofort verfügbar und das Programm hat nicht darauf gewartet"}};

const struct tg_check_text tg_texts_of_layers[] = {{"directory.at-hand", &not_in_memory, &wait},
                                                   {"directory.breaker", &left_alone, &wait},
                                                   {0}};

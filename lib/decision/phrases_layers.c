/* SPDX-License-Identifier: Apache-2.0 */
/* Directories made of directories. */
#include "decision/phrases.h"

const struct tg_said tg_phrases_of_layers[] = {
    {{"een bron die antwoordt", "a source that answers", "une source qui répond",
      "eine Quelle, die antwortet"}},
    {{"{0} mislukkingen na elkaar", "{0d} failures in a row", "{0} échecs de suite", "{0} Fehler in Folge"}},
    {{"een antwoord in het geheugen", "an answer in memory", "une réponse en mémoire",
      "eine Antwort im Speicher"}},
    {{"een waarop gewacht moet worden", "one that has to be waited for", "une qu'il faut attendre",
      "eine, auf die gewartet werden muss"}},
    {{"een register, instellingen binnen hun grenzen, en out",
      "a directory, settings within their limits, and out",
      "un registre, des réglages dans leurs limites, et out",
      "ein Register, Einstellungen innerhalb ihrer Grenzen, und out"}},
    {{"1 tot 8 verschillende registers, een geduld van 0 tot 60000 ms, en out",
      "1 to 8 different directories, a patience of 0 to 60000 ms, and out",
      "1 à 8 registres différents, une patience de 0 à 60000 ms, et out",
      "1 bis 8 verschiedene Register, eine Geduld von 0 bis 60000 ms, und out"}},
    {{"een configuratie, een geduld van 0 tot 60000 ms, en een sink",
      "a configuration, a patience of 0 to 60000 ms, and a sink",
      "une configuration, une patience de 0 à 60000 ms, et un sink",
      "eine Konfiguration, eine Geduld von 0 bis 60000 ms, und ein Sink"}},
    {{NULL, NULL, NULL, NULL}}};

/* SPDX-License-Identifier: Apache-2.0 */
/* Registers and decision points that are asked over HTTP. */
#include "decision/phrases.h"

const struct tg_said tg_phrases_of_http[] = {
    {{"een volledig antwoord", "a whole answer", "une réponse complète", "eine vollständige Antwort"}},
    {{"een deel ervan", "a part of it", "une partie de celle-ci", "ein Teil davon"}},
    {{"een besluit, true of false", "a decision, true or false", "une décision, true ou false",
      "eine Entscheidung, true oder false"}},
    {{"een vraag naar één recht van één houder op één e-loket", "a question for one right of one holder on one e-counter",
      "une question sur un seul droit d'un titulaire sur un guichet",
      "eine Frage nach einem Recht eines Inhabers an einem E-Schalter"}},
    {{"een andere vraag", "another question", "une autre question", "eine andere Frage"}},
    {{"een bearer-token (RFC 6750)", "a bearer token (RFC 6750)", "un jeton bearer (RFC 6750)",
      "ein Bearer-Token (RFC 6750)"}},
    {{"een certificaat met zijn sleutel", "a certificate with its key", "un certificat avec sa clé",
      "ein Zertifikat mit seinem Schlüssel"}},
    {{"een recht alleen met modus authzen", "a right with mode authzen only", "un droit avec le mode authzen seulement",
      "ein Recht nur mit dem Modus authzen"}},
    {{"een URL zonder query", "a URL without a query", "une URL sans requête", "eine URL ohne Query"}},
    {{"een modus, en 0 tot 32 verbindingen", "a mode, and 0 to 32 connections", "un mode, et de 0 à 32 connexions",
      "ein Modus, und 0 bis 32 Verbindungen"}},
    {{"een geduld van 0 tot 60000 ms", "a patience of 0 to 60000 ms", "une patience de 0 à 60000 ms",
      "eine Geduld von 0 bis 60000 ms"}},
    {{"een URL, instellingen met hun size, een geduld van 0 tot 60000 ms, en out",
      "a URL, settings with their size, a patience of 0 to 60000 ms, and out",
      "une URL, des réglages avec leur size, une patience de 0 à 60000 ms, et out",
      "eine URL, Einstellungen mit ihrer size, eine Geduld von 0 bis 60000 ms, und out"}},
    {{NULL, NULL, NULL, NULL}}};

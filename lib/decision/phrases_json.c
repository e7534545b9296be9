/* SPDX-License-Identifier: Apache-2.0 */
/* JSON. */
#include "decision/phrases.h"

const struct tg_said tg_phrases_of_json[] = {
    {{"een naam tussen aanhalingstekens", "a name in quotes", "un nom entre guillemets",
      "ein Name in Anführungszeichen"}},
    {{", of ]", ", or ]", ", ou ]", ", oder ]"}},
    {{", of }", ", or }", ", ou }", ", oder }"}},
    {{"een ander woord", "another word", "un autre mot", "ein anderes Wort"}},
    {{"een cijfer", "a digit", "un chiffre", "eine Ziffer"}},
    {{"geen 0 voor andere cijfers", "no 0 before other digits", "pas de 0 devant d'autres chiffres",
      "keine 0 vor anderen Ziffern"}},
    {{"vier hexadecimale cijfers", "four hexadecimal digits", "quatre chiffres hexadécimaux",
      "vier hexadezimale Ziffern"}},
    {{"beide helften van een surrogaatpaar", "both halves of a surrogate pair",
      "les deux moitiés d'une paire de substitution", "beide Hälften eines Surrogatpaars"}},
    {{"één helft", "one half", "une moitié", "eine Hälfte"}},
    {{"geen stuurteken, geen niet-teken", "no control character, no noncharacter",
      "ni caractère de contrôle ni non-caractère", "kein Steuerzeichen, kein Nichtzeichen"}},
    {{"elke naam één keer", "each name once", "chaque nom une fois", "jeder Name einmal"}},
    {{"minder diepe lijsten en objecten", "arrays and objects less deep",
      "des tableaux et objets moins profonds", "weniger tiefe Listen und Objekte"}},
    {{NULL, NULL, NULL, NULL}}};

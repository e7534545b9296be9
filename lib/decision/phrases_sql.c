/* SPDX-License-Identifier: Apache-2.0 */
/* Stores that are asked in SQL, by our tables or by a query of one's own. */
#include "decision/phrases.h"

const struct tg_said tg_phrases_of_sql[] = {
    {{"één SELECT", "one SELECT", "un seul SELECT", "ein SELECT"}},
    {{"meer dan één", "more than one", "plus d'un", "mehr als einer"}},
    {{"de velden van een feit", "the fields of a fact", "les champs d'un fait", "die Felder einer Tatsache"}},
    {{"een feit van dat register", "a fact of that register", "un fait de ce registre",
      "eine Tatsache dieses Registers"}},
    {{"een register en een feit", "a register and a fact", "un registre et un fait",
      "ein Register und eine Tatsache"}},
    {{"een regel van ten hoogste {0} bytes", "a line of at most {0d} octets", "une ligne d'au plus {0} octets",
      "eine Zeile von höchstens {0} Bytes"}},
    {{"een kenmerk van ten hoogste {0} bytes", "a mark of at most {0d} octets",
      "une marque d'au plus {0} octets", "ein Kennzeichen von höchstens {0} Bytes"}},
    {{"een pad, instellingen met hun size, en out", "a path, settings with their size, and out",
      "un chemin, des réglages avec leur size, et out", "ein Pfad, Einstellungen mit ihrer size, und out"}},
    {{NULL, NULL, NULL, NULL}}};

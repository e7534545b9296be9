/* SPDX-License-Identifier: Apache-2.0 */
/* PostgreSQL on one host or on several. */
#include "decision/phrases.h"

const struct tg_said tg_phrases_of_postgresql[] = {
    {{"een conninfo, instellingen met hun size, en out", "a conninfo, settings with their size, and out",
      "un conninfo, des réglages avec leur size, et out", "ein conninfo, Einstellungen mit ihrer size, und out"}},
    {{"een verbinding met de primaire server", "a connection to the primary", "une connexion au serveur primaire",
      "eine Verbindung zum Primärserver"}},
    {{"een replica", "a replica", "une réplique", "eine Replik"}},
    {{"geen target_session_attrs", "no target_session_attrs", "pas de target_session_attrs",
      "kein target_session_attrs"}},
    {{"ten hoogste {0} servers", "at most {0d} hosts", "au plus {0} serveurs", "höchstens {0} Server"}},
    {{"een host, hostaddr en port voor elke server", "a host, hostaddr and port for each host",
      "un host, un hostaddr et un port pour chaque serveur", "host, hostaddr und port für jeden Server"}},
    {{NULL, NULL, NULL, NULL}}};

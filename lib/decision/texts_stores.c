/* SPDX-License-Identifier: Apache-2.0 */
/* Directories outside the process: what they do not answer, and what they do not take. */
#include "decision/texts.h"

static const struct tg_said tell_operator = {
    {"Verwittig wie dit register beheert en probeer het later opnieuw.",
     "Tell whoever operates this register, and try again later.",
     "Avertissez le gestionnaire de ce registre et réessayez plus tard.",
     "Benachrichtigen Sie den Betreiber dieses Registers und versuchen Sie es später erneut."}};
static const struct tg_said migrate = {
    {"Breng het register op peil met 'toegang directory migrate', of gebruik een nieuwere bibliotheek.",
     "Bring the register up to date with 'toegang directory migrate', or use a newer library.",
     "Mettez le registre à niveau avec 'toegang directory migrate', ou utilisez une bibliothèque plus récente.",
     "Bringen Sie das Register mit 'toegang directory migrate' auf den Stand, oder verwenden Sie eine neuere "
     "Bibliothek."}};
static const struct tg_said look_again = {
    {"Kijk hoe het er nu voor staat en doe het dan zo nodig opnieuw.",
     "Look how things stand now, and then do it again if need be.",
     "Vérifiez la situation actuelle, puis recommencez si nécessaire.",
     "Sehen Sie nach, wie es jetzt steht, und wiederholen Sie es dann nötigenfalls."}};
static const struct tg_said other_store = {
    {"Kies in de configuratie een register dat wijzigingen aanneemt, of wijzig het waar het beheerd wordt.",
     "Choose a register that takes changes in the configuration, or change it where it is kept.",
     "Choisissez dans la configuration un registre qui accepte des modifications, ou modifiez-le là où il est géré.",
     "Wählen Sie in der Konfiguration ein Register, das Änderungen annimmt, oder ändern Sie es dort, wo es geführt "
     "wird."}};

static const struct tg_said lacking = {{"Deze soort register zit niet in deze bibliotheek",
                                        "This kind of register is not in this library",
                                        "Ce type de registre ne fait pas partie de cette bibliothèque",
                                        "Diese Art Register ist nicht in dieser Bibliothek"}};
static const struct tg_said settings = {{"Zo is dit register niet te vinden of te gebruiken",
                                         "This register cannot be found or used like this",
                                         "Ce registre ne peut être trouvé ou utilisé ainsi",
                                         "So ist dieses Register nicht zu finden oder zu verwenden"}};
static const struct tg_said connection = {{"Er is geen verbinding met dit register",
                                           "There is no connection with this register",
                                           "Il n'y a pas de connexion avec ce registre",
                                           "Es besteht keine Verbindung mit diesem Register"}};
static const struct tg_said late = {{"Dit register antwoordde niet op tijd",
                                     "This register did not answer in time",
                                     "Ce registre n'a pas répondu à temps",
                                     "Dieses Register hat nicht rechtzeitig geantwortet"}};
static const struct tg_said trouble = {{"Dit register kan nu niet antwoorden", "This register cannot answer now",
                                        "Ce registre ne peut pas répondre pour l'instant",
                                        "Dieses Register kann jetzt nicht antworten"}};
static const struct tg_said schema = {{"Dit register is voor een andere versie van deze bibliotheek gemaakt",
                                       "This register was made for another version of this library",
                                       "Ce registre a été créé pour une autre version de cette bibliothèque",
                                       "Dieses Register wurde für eine andere Version dieser Bibliothek angelegt"}};
static const struct tg_said row = {{"Dit register bevat een gegeven dat niet kan kloppen",
                                    "This register holds something that cannot be right",
                                    "Ce registre contient une donnée qui ne peut être correcte",
                                    "Dieses Register enthält eine Angabe, die nicht stimmen kann"}};
static const struct tg_said query = {{"De vraag aan dit register past niet bij wat het bevat",
                                      "The query for this register does not fit what it holds",
                                      "La requête à ce registre ne correspond pas à son contenu",
                                      "Die Abfrage an dieses Register passt nicht zu seinem Inhalt"}};
static const struct tg_said read_only = {{"Dit register neemt geen wijzigingen aan",
                                          "This register takes no changes",
                                          "Ce registre n'accepte pas de modifications",
                                          "Dieses Register nimmt keine Änderungen an"}};
static const struct tg_said changed = {{"Wat gewijzigd moest worden, is ondertussen anders",
                                        "What was to be changed is different by now",
                                        "Ce qui devait être modifié a changé entre-temps",
                                        "Was geändert werden sollte, ist inzwischen anders"}};
static const struct tg_said commit = {{"Of de wijziging bewaard is, is niet geweten",
                                       "Whether the change was kept is not known",
                                       "On ne sait pas si la modification a été conservée",
                                       "Ob die Änderung gespeichert wurde, ist nicht bekannt"}};
static const struct tg_said hosted = {{"Een register van het programma en 'host' in de configuratie horen samen",
                                       "A directory of the program and 'host' in the configuration go together",
                                       "Un registre du programme et 'host' dans la configuration vont de pair",
                                       "Ein Register des Programms und 'host' in der Konfiguration gehören zusammen"}};

const struct tg_check_text tg_texts_of_stores[] = {{"directory.adapter", &lacking, &tg_todo_correct_file},
                                                   {"directory.settings", &settings, &tg_todo_correct_file},
                                                   {"directory.connection", &connection, &tell_operator},
                                                   {"directory.time-out", &late, &tg_todo_try_later},
                                                   {"directory.store", &trouble, &tell_operator},
                                                   {"directory.schema", &schema, &migrate},
                                                   {"directory.row", &row, &tell_operator},
                                                   {"directory.query", &query, &tg_todo_correct_file},
                                                   {"directory.read-only", &read_only, &other_store},
                                                   {"directory.changed", &changed, &look_again},
                                                   {"directory.commit", &commit, &look_again},
                                                   {"config.directory.source", &settings, &tg_todo_correct_file},
                                                   {"config.directory.host", &hosted, &tg_todo_correct_file},
                                                   {0}};

/* SPDX-License-Identifier: Apache-2.0 */
/* Files, registers, configuration and the library itself. */
#include "decision/texts.h"

const struct tg_said tg_todo_correct_file = {{"Verbeter het bestand op de plaats die hier staat.",
                                              "Correct the file at the place that is named here.",
                                              "Corrigez le fichier à l'endroit indiqué ici.",
                                              "Berichtigen Sie die Datei an der hier genannten Stelle."}};
const struct tg_said tg_todo_programmer = {
    {"Verwittig wie deze toepassing maakt.", "Tell whoever makes this application.",
     "Avertissez l'auteur de cette application.", "Benachrichtigen Sie den Hersteller dieser Anwendung."}};

static const struct tg_said check_path = {{"Kijk na of het pad klopt en of het bestand gelezen mag worden.",
                                           "Check the path, and whether the file may be read.",
                                           "Vérifiez le chemin, et si le fichier peut être lu.",
                                           "Prüfen Sie den Pfad und ob die Datei gelesen werden darf."}};
static const struct tg_said smaller_file = {{"Gebruik een kleiner bestand.", "Use a smaller file.",
                                             "Utilisez un fichier plus petit.",
                                             "Verwenden Sie eine kleinere Datei."}};
static const struct tg_said check_name = {
    {"Kijk de naam na en gebruik er een die in de configuratie staat.",
     "Check the name and use one that is in the configuration.",
     "Vérifiez le nom et utilisez-en un qui figure dans la configuration.",
     "Prüfen Sie den Namen und verwenden Sie einen, der in der Konfiguration steht."}};

static const struct tg_said file_absent = {{"Dit bestand is er niet", "This file is not there",
                                            "Ce fichier n'existe pas", "Diese Datei gibt es nicht"}};
static const struct tg_said file_access = {{"Dit bestand mag niet gelezen worden",
                                            "This file may not be read", "Ce fichier ne peut pas être lu",
                                            "Diese Datei darf nicht gelesen werden"}};
static const struct tg_said file_kind = {{"Dit is geen gewoon bestand", "This is no regular file",
                                          "Ceci n'est pas un fichier ordinaire",
                                          "Dies ist keine gewöhnliche Datei"}};
static const struct tg_said file_read = {{"Het lezen van dit bestand mislukte", "Reading this file failed",
                                          "La lecture de ce fichier a échoué",
                                          "Das Lesen dieser Datei ist fehlgeschlagen"}};
static const struct tg_said file_size = {
    {"Dit bestand is groter dan toegelaten", "This file is larger than allowed",
     "Ce fichier est plus grand que permis", "Diese Datei ist größer als erlaubt"}};
static const struct tg_said yaml_syntax = {{"Dit is geen geldige YAML", "This is no valid YAML",
                                            "Ceci n'est pas du YAML valable", "Dies ist kein gültiges YAML"}};
static const struct tg_said yaml_forbidden = {
    {"Dit onderdeel van YAML is hier niet toegelaten", "This part of YAML is not allowed here",
     "Cet élément de YAML n'est pas admis ici", "Dieser Teil von YAML ist hier nicht erlaubt"}};
static const struct tg_said yaml_duplicate = {{"Deze sleutel staat er dubbel", "This key stands twice",
                                               "Cette clé figure deux fois",
                                               "Dieser Schlüssel steht doppelt"}};
static const struct tg_said yaml_size = {
    {"Er staat meer in dit bestand dan toegelaten", "This file holds more than allowed",
     "Ce fichier contient plus que permis", "Diese Datei enthält mehr als erlaubt"}};
static const struct tg_said yaml_text = {
    {"Dit bestand bevat tekens die niet toegelaten zijn", "This file holds characters that are not allowed",
     "Ce fichier contient des caractères non admis", "Diese Datei enthält Zeichen, die nicht erlaubt sind"}};
static const struct tg_said fact_wrong = {
    {"Deze rij van een register is niet juist", "This row of a register is wrong",
     "Cette ligne d'un registre est incorrecte", "Diese Zeile eines Registers ist falsch"}};
static const struct tg_said fact_key = {{"Deze sleutel is onbekend", "This key is unknown",
                                         "Cette clé est inconnue", "Dieser Schlüssel ist unbekannt"}};
static const struct tg_said fact_missing = {
    {"In deze rij ontbreekt een gegeven", "A detail is missing in this row",
     "Une donnée manque dans cette ligne", "In dieser Zeile fehlt eine Angabe"}};
static const struct tg_said fact_period = {
    {"Deze periode eindigt voor ze begint", "This period ends before it begins",
     "Cette période finit avant de commencer", "Dieser Zeitraum endet, bevor er beginnt"}};
static const struct tg_said fact_time = {
    {"Dit is geen dag zoals 2027-03-01", "This is no day like 2027-03-01",
     "Ceci n'est pas un jour comme 2027-03-01", "Dies ist kein Tag wie 2027-03-01"}};
static const struct tg_said fact_register = {{"Dit register bestaat niet", "This register does not exist",
                                              "Ce registre n'existe pas", "Dieses Register gibt es nicht"}};
static const struct tg_said answer_wrong = {
    {"Een register gaf een antwoord dat niet bij de vraag past",
     "A register gave an answer that does not fit the question",
     "Un registre a donné une réponse qui ne correspond pas à la question",
     "Ein Register gab eine Antwort, die nicht zur Frage passt"}};
static const struct tg_said answer_large = {
    {"Een register gaf meer gegevens dan toegelaten", "A register gave more data than allowed",
     "Un registre a donné plus de données que permis", "Ein Register gab mehr Daten als erlaubt"}};
static const struct tg_said key_unknown = {{"Deze sleutel bestaat niet in een configuratie",
                                            "This key does not exist in a configuration",
                                            "Cette clé n'existe pas dans une configuration",
                                            "Diesen Schlüssel gibt es in einer Konfiguration nicht"}};
static const struct tg_said key_missing = {
    {"In de configuratie ontbreekt een sleutel", "A key is missing in the configuration",
     "Une clé manque dans la configuration", "In der Konfiguration fehlt ein Schlüssel"}};
static const struct tg_said value = {{"Deze waarde is hier niet toegelaten", "This value is not allowed here",
                                      "Cette valeur n'est pas admise ici",
                                      "Dieser Wert ist hier nicht erlaubt"}};
static const struct tg_said kind = {{"Hier hoort iets van een andere soort: een lijst, een tekst of sleutels",
                                     "Something of another kind belongs here: a list, a text or keys",
                                     "Il faut ici autre chose : une liste, un texte ou des clés",
                                     "Hierher gehört etwas anderes: eine Liste, ein Text oder Schlüssel"}};
static const struct tg_said config_empty = {{"De configuratie, of een lijst erin, is leeg",
                                             "The configuration, or a list in it, is empty",
                                             "La configuration, ou une liste qu'elle contient, est vide",
                                             "Die Konfiguration, oder eine Liste darin, ist leer"}};
static const struct tg_said config_limit = {
    {"De configuratie bevat meer dan toegelaten", "The configuration holds more than allowed",
     "La configuration contient plus que permis", "Die Konfiguration enthält mehr als erlaubt"}};
static const struct tg_said adapter = {
    {"Deze soort gids zit niet in deze bibliotheek",
     "This kind of directory is not compiled into this library",
     "Ce type d'annuaire n'est pas compris dans cette bibliothèque",
     "Diese Art von Verzeichnis ist in dieser Bibliothek nicht enthalten"}};
static const struct tg_said eloket_name = {
    {"Dit is geen naam voor een e-loket", "This is no name for an e-counter",
     "Ceci n'est pas un nom de guichet électronique", "Dies ist kein Name für einen E-Schalter"}};
static const struct tg_said closed = {{"Dit e-loket laat volgens zijn regel nooit iemand toe",
                                       "By its rule this e-counter never admits anybody",
                                       "D'après sa règle, ce guichet n'admet jamais personne",
                                       "Nach seiner Regel lässt dieser E-Schalter nie jemanden zu"}};
static const struct tg_said two_trusts = {
    {"Een uitgever heeft publieke sleutels of een gedeeld geheim, niet allebei",
     "An issuer has public keys or a shared secret, not both",
     "Un émetteur a des clés publiques ou un secret partagé, pas les deux",
     "Ein Aussteller hat öffentliche Schlüssel oder ein gemeinsames Geheimnis, nicht beides"}};
static const struct tg_said key_file = {
    {"Anderen kunnen dit bestand met een geheim lezen", "Others can read this file with a secret",
     "D'autres peuvent lire ce fichier avec un secret",
     "Andere können diese Datei mit einem Geheimnis lesen"}};
static const struct tg_said refresh = {
    {"De sleutels van deze uitgever werden kort geleden nog opgehaald",
     "The keys of this issuer were fetched a short while ago",
     "Les clés de cet émetteur ont été recherchées il y a peu",
     "Die Schlüssel dieses Ausstellers wurden vor Kurzem schon geholt"}};
static const struct tg_said handle_key = {
    {"De sleutel voor handvatten is niet bruikbaar", "The key for handles cannot be used",
     "La clé des identifiants masqués est inutilisable", "Der Schlüssel für Kennungen ist nicht verwendbar"}};
static const struct tg_said handle = {{"Dit handvat is niet met deze sleutel gemaakt",
                                       "This handle was not made with this key",
                                       "Cet identifiant masqué n'a pas été créé avec cette clé",
                                       "Diese Kennung wurde nicht mit diesem Schlüssel erstellt"}};
static const struct tg_said eloket_unknown = {
    {"Dit e-loket staat niet in de configuratie", "This e-counter is not in the configuration",
     "Ce guichet ne figure pas dans la configuration", "Dieser E-Schalter steht nicht in der Konfiguration"}};
static const struct tg_said right_unknown = {
    {"Dit recht bestaat niet bij dit e-loket", "This right does not exist at this e-counter",
     "Ce droit n'existe pas à ce guichet", "Dieses Recht gibt es an diesem E-Schalter nicht"}};
static const struct tg_said question_test = {
    {"De vraag gaat over een testnummer, en testnummers zijn hier niet toegelaten",
     "The question is about a test number, and test numbers are not allowed here",
     "La question porte sur un numéro de test, et ceux-ci ne sont pas admis ici",
     "Die Frage betrifft eine Testnummer, und Testnummern sind hier nicht zugelassen"}};
static const struct tg_said scenario = {{"Dit scenario noemt zijn houder niet op precies één manier",
                                         "This scenario does not name its holder in exactly one way",
                                         "Ce scénario ne nomme pas son titulaire d'une seule manière",
                                         "Dieses Szenario nennt seinen Inhaber nicht auf genau eine Weise"}};
static const struct tg_said memory = {{"Er is geen geheugen meer", "There is no memory left",
                                       "Il n'y a plus de mémoire", "Es ist kein Speicher mehr frei"}};
static const struct tg_said misuse = {
    {"De toepassing gebruikt de bibliotheek verkeerd", "The application uses the library wrongly",
     "L'application utilise mal la bibliothèque", "Die Anwendung verwendet die Bibliothek falsch"}};

const struct tg_check_text tg_texts_of_files[] = {
    {"file.absent", &file_absent, &check_path},
    {"file.access", &file_access, &check_path},
    {"file.kind", &file_kind, &check_path},
    {"file.read", &file_read, &tg_todo_try_later},
    {"file.size", &file_size, &smaller_file},
    {"yaml.syntax", &yaml_syntax, &tg_todo_correct_file},
    {"yaml.key", &yaml_syntax, &tg_todo_correct_file},
    {"yaml.alias", &yaml_forbidden, &tg_todo_correct_file},
    {"yaml.anchor", &yaml_forbidden, &tg_todo_correct_file},
    {"yaml.directive", &yaml_forbidden, &tg_todo_correct_file},
    {"yaml.document", &yaml_forbidden, &tg_todo_correct_file},
    {"yaml.tag", &yaml_forbidden, &tg_todo_correct_file},
    {"yaml.duplicate", &yaml_duplicate, &tg_todo_correct_file},
    {"yaml.depth", &yaml_size, &tg_todo_correct_file},
    {"yaml.nodes", &yaml_size, &tg_todo_correct_file},
    {"yaml.size", &yaml_size, &tg_todo_correct_file},
    {"yaml.character", &yaml_text, &tg_todo_correct_file},
    {"yaml.encoding", &yaml_text, &tg_todo_correct_file},
    {"fact.kind", &fact_wrong, &tg_todo_correct_file},
    {"fact.holder", &fact_wrong, &tg_todo_correct_file},
    {"fact.held-by", &fact_wrong, &tg_todo_correct_file},
    {"fact.organisation", &fact_wrong, &tg_todo_correct_file},
    {"fact.code", &fact_wrong, &tg_todo_correct_file},
    {"fact.eloket", &fact_wrong, &tg_todo_correct_file},
    {"fact.text", &fact_wrong, &tg_todo_correct_file},
    {"fact.shape", &fact_wrong, &tg_todo_correct_file},
    {"fact.key", &fact_key, &tg_todo_correct_file},
    {"fact.missing", &fact_missing, &tg_todo_correct_file},
    {"fact.period", &fact_period, &tg_todo_correct_file},
    {"fact.time", &fact_time, &tg_todo_correct_file},
    {"fact.register", &fact_register, &tg_todo_correct_file},
    {"directory.answer", &answer_wrong, &tg_todo_try_later},
    {"directory.fact", &answer_wrong, &tg_todo_try_later},
    {"directory.status", &answer_wrong, &tg_todo_try_later},
    {"directory.limit", &answer_large, &tg_todo_ask_manager},
    {"config.key.unknown", &key_unknown, &tg_todo_correct_file},
    {"config.key.missing", &key_missing, &tg_todo_correct_file},
    {"config.value", &value, &tg_todo_correct_file},
    {"config.kind", &kind, &tg_todo_correct_file},
    {"config.empty", &config_empty, &tg_todo_correct_file},
    {"config.limit", &config_limit, &tg_todo_correct_file},
    {"config.directory.adapter", &adapter, &tg_todo_correct_file},
    {"config.eloket", &eloket_name, &tg_todo_correct_file},
    {"config.policy.closed", &closed, &tg_todo_correct_file},
    {"config.handles.key", &handle_key, &tg_todo_correct_file},
    {"config.trust.claims", &value, &tg_todo_correct_file},
    {"config.trust.duplicate", &yaml_duplicate, &tg_todo_correct_file},
    {"config.trust.keys", &two_trusts, &tg_todo_correct_file},
    {"config.key-file", &key_file, &tg_todo_correct_file},
    {"config.replay", &value, &tg_todo_correct_file},
    {"keys.refresh", &refresh, &tg_todo_try_later},
    {"handle.form", &handle, &tg_todo_correct_number},
    {"handle.seal", &handle, &tg_todo_correct_number},
    {"eloket.unknown", &eloket_unknown, &check_name},
    {"right.unknown", &right_unknown, &check_name},
    {"question.test", &question_test, &tg_todo_correct_number},
    {"scenario.holder", &scenario, &tg_todo_correct_file},
    {"library.memory", &memory, &tg_todo_try_later},
    {"library.misuse", &misuse, &tg_todo_programmer},
    {0}};

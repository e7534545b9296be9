/* SPDX-License-Identifier: Apache-2.0 */
/* The trail: what it does not take, and what was done to it. */
#include "decision/texts.h"

static const struct tg_said look_at_trail = {
    {"Verwittig wie voor het auditspoor instaat: eerst moet iemand kijken wat er gebeurd is.",
     "Tell whoever answers for the audit trail: somebody has to look first what happened.",
     "Avertissez le responsable de la piste d'audit : il faut d'abord vérifier ce qui s'est passé.",
     "Benachrichtigen Sie, wer für die Prüfspur einsteht: erst muss jemand nachsehen, was geschehen ist."}};
static const struct tg_said make_room = {
    {"Kijk naar de plaats, de rechten en de schijf van het auditspoor en probeer het dan opnieuw.",
     "Look at the place, the permissions and the disk of the audit trail, and then try again.",
     "Vérifiez l'emplacement, les droits et le disque de la piste d'audit, puis réessayez.",
     "Prüfen Sie Ort, Rechte und Datenträger der Prüfspur und versuchen Sie es dann erneut."}};
static const struct tg_said nothing_to_do = {
    {"Er is niets te doen: niets wat bevestigd was, ging verloren.",
     "Nothing needs to be done: nothing that was acknowledged was lost.",
     "Rien n'est à faire : rien de ce qui avait été confirmé n'est perdu.",
     "Es ist nichts zu tun: Nichts, was bestätigt war, ging verloren."}};

static const struct tg_said file = {
    {"Het auditspoor kon niet geschreven of gelezen worden", "The audit trail could not be written or read",
     "La piste d'audit n'a pas pu être écrite ou lue",
     "Die Prüfspur konnte nicht geschrieben oder gelesen werden"}};
static const struct tg_said line = {
    {"Wat hierover in het auditspoor moet staan, is te lang", "What the audit trail must say of this is too long",
     "Ce que la piste d'audit doit en dire est trop long", "Was die Prüfspur hierüber sagen muss, ist zu lang"}};
static const struct tg_said altered = {
    {"Een regel van het auditspoor is veranderd, toegevoegd of weggenomen",
     "A line of the audit trail was changed, added or taken away",
     "Une ligne de la piste d'audit a été modifiée, ajoutée ou retirée",
     "Eine Zeile der Prüfspur wurde geändert, hinzugefügt oder entfernt"}};
static const struct tg_said cut = {{"Van het auditspoor is het einde weggenomen",
                                    "The end of the audit trail was taken away",
                                    "La fin de la piste d'audit a été retirée",
                                    "Das Ende der Prüfspur wurde entfernt"}};
static const struct tg_said head = {
    {"Hoe ver het auditspoor ging, is niet meer te bewijzen", "How far the audit trail went cannot be proved any more",
     "Il n'est plus possible de prouver jusqu'où allait la piste d'audit",
     "Wie weit die Prüfspur ging, lässt sich nicht mehr beweisen"}};
static const struct tg_said torn = {
    {"Een proces werd gestopt terwijl het een regel van het auditspoor schreef",
     "A process was stopped while it wrote a line of the audit trail",
     "Un processus a été arrêté pendant qu'il écrivait une ligne de la piste d'audit",
     "Ein Prozess wurde beendet, während er eine Zeile der Prüfspur schrieb"}};
static const struct tg_said continued = {
    {"Dit auditspoor gaat verder waar een vorig eindigde", "This audit trail goes on where another one ended",
     "Cette piste d'audit continue là où une autre s'est arrêtée",
     "Diese Prüfspur geht dort weiter, wo eine andere endete"}};
static const struct tg_said keep_both = {
    {"Bewaar het vorige deel: het hoort ervoor. Is er geen, dan is het weggenomen.",
     "Keep the part before: it belongs in front. If there is none, it was taken away.",
     "Conservez la partie précédente : elle vient avant. S'il n'y en a pas, elle a été retirée.",
     "Bewahren Sie den früheren Teil auf: Er gehört davor. Gibt es keinen, wurde er entfernt."}};
static const struct tg_said replay = {
    {"Wat toen beslist werd, volgt niet uit wat er toen van vastgelegd werd",
     "What was decided then does not follow from what was recorded with it",
     "Ce qui a été décidé alors ne découle pas de ce qui a été consigné avec la décision",
     "Was damals entschieden wurde, folgt nicht aus dem, was dazu festgehalten wurde"}};
static const struct tg_said absent = {{"Er is geen auditspoor", "There is no audit trail",
                                       "Il n'y a pas de piste d'audit", "Es gibt keine Prüfspur"}};
static const struct tg_said key = {{"Dit is geen bruikbare sleutel voor het auditspoor",
                                    "This is no usable key for the audit trail",
                                    "Ceci n'est pas une clé utilisable pour la piste d'audit",
                                    "Dies ist kein brauchbarer Schlüssel für die Prüfspur"}};
static const struct tg_said no_file = {{"Voor beslissingen heeft het auditspoor een bestand nodig",
                                        "For decisions the audit trail needs a file",
                                        "Pour les décisions, la piste d'audit a besoin d'un fichier",
                                        "Für Entscheidungen braucht die Prüfspur eine Datei"}};

const struct tg_check_text tg_texts_of_audit[] = {{"audit.file", &file, &make_room},
                                                  {"audit.line", &line, &tg_todo_ask_manager},
                                                  {"audit.altered", &altered, &look_at_trail},
                                                  {"audit.cut", &cut, &look_at_trail},
                                                  {"audit.head", &head, &look_at_trail},
                                                  {"audit.torn", &torn, &nothing_to_do},
                                                  {"audit.continued", &continued, &keep_both},
                                                  {"audit.replay", &replay, &look_at_trail},
                                                  {"audit.absent", &absent, &tg_todo_correct_file},
                                                  {"config.audit.key", &key, &tg_todo_correct_file},
                                                  {"config.audit.file", &no_file, &tg_todo_correct_file},
                                                  {0}};

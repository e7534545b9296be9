/* SPDX-License-Identifier: Apache-2.0 */
/* Signed and encrypted tokens, and their keys. */
#include "decision/texts.h"

static const struct tg_said fetch_keys = {
    {"Haal de nieuwste sleutels van de aanmelddienst op en probeer het opnieuw.",
     "Fetch the newest keys of the sign-in service and try again.",
     "Récupérez les clés les plus récentes du service d'authentification et réessayez.",
     "Rufen Sie die neuesten Schlüssel des Anmeldedienstes ab und versuchen Sie es erneut."}};

static const struct tg_said form = {{"Het token van de aanmelding heeft niet de vereiste vorm",
                                     "The token of the sign-in does not have the required form",
                                     "Le jeton de connexion n'a pas la forme requise",
                                     "Das Token der Anmeldung hat nicht die erforderliche Form"}};
static const struct tg_said size = {
    {"Het token van de aanmelding is leeg of te groot", "The token of the sign-in is empty or too large",
     "Le jeton de connexion est vide ou trop grand", "Das Token der Anmeldung ist leer oder zu groß"}};
static const struct tg_said header = {{"Het token van de aanmelding bevat iets wat er niet in thuishoort",
                                       "The token of the sign-in holds something that has no place in it",
                                       "Le jeton de connexion contient un élément qui n'y a pas sa place",
                                       "Das Token der Anmeldung enthält etwas, das nicht hineingehört"}};
static const struct tg_said algorithm = {
    {"Het token van de aanmelding is beveiligd met een methode die hier niet aanvaard wordt",
     "The token of the sign-in is secured by a method that is not accepted here",
     "Le jeton de connexion est sécurisé par une méthode qui n'est pas acceptée ici",
     "Das Token der Anmeldung ist mit einem Verfahren gesichert, das hier nicht akzeptiert wird"}};
static const struct tg_said unknown_key = {
    {"Het token van de aanmelding is ondertekend met een sleutel die hier nog niet bekend is",
     "The token of the sign-in is signed with a key that is not known here yet",
     "Le jeton de connexion est signé avec une clé qui n'est pas encore connue ici",
     "Das Token der Anmeldung ist mit einem Schlüssel signiert, der hier noch nicht bekannt ist"}};
static const struct tg_said ambiguous = {
    {"Het token van de aanmelding zegt niet met welke sleutel het ondertekend is",
     "The token of the sign-in does not say with which key it is signed",
     "Le jeton de connexion ne dit pas avec quelle clé il est signé",
     "Das Token der Anmeldung sagt nicht, mit welchem Schlüssel es signiert ist"}};
static const struct tg_said other_key = {
    {"Het token van de aanmelding noemt een sleutel die er niet bij past",
     "The token of the sign-in names a key that does not fit it",
     "Le jeton de connexion indique une clé qui ne lui convient pas",
     "Das Token der Anmeldung nennt einen Schlüssel, der nicht dazu passt"}};
static const struct tg_said signature = {{"De handtekening op het token van de aanmelding klopt niet",
                                          "The signature on the token of the sign-in is wrong",
                                          "La signature du jeton de connexion est fausse",
                                          "Die Signatur des Tokens der Anmeldung stimmt nicht"}};
static const struct tg_said not_ours = {
    {"Het token van de aanmelding is niet voor deze toepassing versleuteld",
     "The token of the sign-in is not encrypted for this application",
     "Le jeton de connexion n'est pas chiffré pour cette application",
     "Das Token der Anmeldung ist nicht für diese Anwendung verschlüsselt"}};
static const struct tg_said decrypt = {{"Het token van de aanmelding kan niet ontcijferd worden",
                                        "The token of the sign-in cannot be decrypted",
                                        "Le jeton de connexion ne peut pas être déchiffré",
                                        "Das Token der Anmeldung kann nicht entschlüsselt werden"}};
static const struct tg_said nested = {
    {"In het versleutelde token van de aanmelding zit geen ondertekend token",
     "The encrypted token of the sign-in holds no signed token",
     "Le jeton de connexion chiffré ne contient pas de jeton signé",
     "Das verschlüsselte Token der Anmeldung enthält kein signiertes Token"}};
static const struct tg_said keys = {{"De lijst met sleutels van de aanmelddienst is niet bruikbaar",
                                     "The list of keys of the sign-in service cannot be used",
                                     "La liste des clés du service d'authentification est inutilisable",
                                     "Die Schlüsselliste des Anmeldedienstes ist nicht verwendbar"}};
static const struct tg_said private_key = {
    {"In de lijst met publieke sleutels staat een geheime sleutel",
     "A secret key stands in the list of public keys",
     "Une clé secrète figure dans la liste des clés publiques",
     "In der Liste der öffentlichen Schlüssel steht ein geheimer Schlüssel"}};

const struct tg_check_text tg_texts_of_jose[] = {{"jwt.size", &size, &tg_todo_sign_in_again},
                                                 {"jwt.form", &form, &tg_todo_sign_in_again},
                                                 {"jwt.header.member", &header, &tg_todo_ask_manager},
                                                 {"jwt.header.value", &form, &tg_todo_ask_manager},
                                                 {"jwt.algorithm.unknown", &algorithm, &tg_todo_ask_manager},
                                                 {"jwt.algorithm.pinned", &algorithm, &tg_todo_ask_manager},
                                                 {"jwt.key.unknown", &unknown_key, &fetch_keys},
                                                 {"jwt.key.ambiguous", &ambiguous, &tg_todo_ask_manager},
                                                 {"jwt.key.algorithm", &other_key, &tg_todo_ask_manager},
                                                 {"jwt.key.thumbprint", &other_key, &tg_todo_ask_manager},
                                                 {"jwt.signature", &signature, &tg_todo_sign_in_again},
                                                 {"jwe.form", &form, &tg_todo_sign_in_again},
                                                 {"jwe.algorithm", &algorithm, &tg_todo_ask_manager},
                                                 {"jwe.encryption", &algorithm, &tg_todo_ask_manager},
                                                 {"jwe.key.unknown", &not_ours, &tg_todo_ask_manager},
                                                 {"jwe.key.algorithm", &other_key, &tg_todo_ask_manager},
                                                 {"jwe.epk", &form, &tg_todo_ask_manager},
                                                 {"jwe.encrypted-key", &form, &tg_todo_ask_manager},
                                                 {"jwe.decrypt", &decrypt, &tg_todo_ask_manager},
                                                 {"jwe.nested", &nested, &tg_todo_ask_manager},
                                                 {"jwks.form", &keys, &tg_todo_correct_file},
                                                 {"jwks.keys", &keys, &tg_todo_correct_file},
                                                 {"jwks.member", &keys, &tg_todo_correct_file},
                                                 {"jwks.private", &private_key, &tg_todo_correct_file},
                                                 {"jwks.kid", &keys, &tg_todo_correct_file},
                                                 {"jwks.duplicate", &keys, &tg_todo_correct_file},
                                                 {"jwks.use", &keys, &tg_todo_correct_file},
                                                 {"jwks.algorithm", &keys, &tg_todo_correct_file},
                                                 {"jwks.certificate", &keys, &tg_todo_correct_file},
                                                 {"jwks.key", &keys, &tg_todo_correct_file},
                                                 {0}};

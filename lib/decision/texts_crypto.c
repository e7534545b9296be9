/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of others, private keys of our own, and what was encrypted for us. */
#include "decision/texts.h"

static const struct tg_said key = {
    {"Een sleutel van de aanmelddienst is niet bruikbaar of niet sterk genoeg",
     "A key of the sign-in service cannot be used or is not strong enough",
     "Une clé du service d'authentification est inutilisable ou pas assez forte",
     "Ein Schlüssel des Anmeldedienstes ist nicht verwendbar oder nicht stark genug"}};
static const struct tg_said crypto = {
    {"Een cryptografische bewerking mislukte", "A cryptographic operation failed",
     "Une opération cryptographique a échoué", "Ein kryptografischer Vorgang ist fehlgeschlagen"}};
static const struct tg_said own_key = {
    {"De eigen geheime sleutel van dit e-loket is niet bruikbaar",
     "The private key of this e-counter itself cannot be used",
     "La clé privée de ce guichet lui-même est inutilisable",
     "Der eigene private Schlüssel dieses Schalters ist nicht verwendbar"}};
static const struct tg_said other_key = {
    {"Het bericht van de aanmelding is versleuteld voor een andere soort sleutel",
     "The sign-in message is encrypted for another kind of key",
     "Le message de connexion est chiffré pour un autre type de clé",
     "Die Anmeldenachricht ist für eine andere Art von Schlüssel verschlüsselt"}};
static const struct tg_said not_decrypted = {{"Het bericht van de aanmelding kan niet ontcijferd worden",
                                              "The sign-in message cannot be decrypted",
                                              "Le message de connexion ne peut pas être déchiffré",
                                              "Die Anmeldenachricht lässt sich nicht entschlüsseln"}};

const struct tg_check_text tg_texts_of_crypto[] = {
    {"key.certificate", &key, &tg_todo_ask_manager},
    {"key.curve", &key, &tg_todo_ask_manager},
    {"key.exponent", &key, &tg_todo_ask_manager},
    {"key.kind", &key, &tg_todo_ask_manager},
    {"key.roca", &key, &tg_todo_ask_manager},
    {"key.size", &key, &tg_todo_ask_manager},
    {"key.value", &key, &tg_todo_ask_manager},
    {"library.crypto", &crypto, &tg_todo_try_later},
    {"key.numbers", &key, &tg_todo_ask_manager},
    {"key.secret", &key, &tg_todo_ask_manager},
    {"key.pem", &key, &tg_todo_ask_manager},
    {"key.private", &own_key, &tg_todo_ask_manager},
    {"decrypt.key", &other_key, &tg_todo_ask_manager},
    {"decrypt.point", &not_decrypted, &tg_todo_sign_in_again},
    {"decrypt.failed", &not_decrypted, &tg_todo_sign_in_again},
    {0}};

/* SPDX-License-Identifier: Apache-2.0 */
/* What is encrypted for us. */
#include "decision/texts.h"

static const struct tg_said no_key = {
    {"Het bericht van de aanmelding is versleuteld, en deze toepassing heeft daar geen sleutel voor",
     "The sign-in message is encrypted, and this application has no key for it",
     "Le message de connexion est chiffré, et cette application n'a pas de clé pour le lire",
     "Die Anmeldenachricht ist verschlüsselt, und diese Anwendung hat keinen Schlüssel dafür"}};
static const struct tg_said in_clear = {
    {"Het bericht van de aanmelding is niet versleuteld, wat hier wel moet",
     "The sign-in message is not encrypted, which is required here",
     "Le message de connexion n'est pas chiffré, ce qui est exigé ici",
     "Die Anmeldenachricht ist nicht verschlüsselt, was hier verlangt wird"}};
static const struct tg_said unreadable = {{"Het bericht van de aanmelding kan niet ontcijferd worden",
                                           "The sign-in message cannot be decrypted",
                                           "Le message de connexion ne peut pas être déchiffré",
                                           "Die Anmeldenachricht kann nicht entschlüsselt werden"}};
static const struct tg_said form = {
    {"Wat in het bericht van de aanmelding versleuteld is, heeft niet de vereiste vorm",
     "What is encrypted in the sign-in message does not have the required form",
     "Ce qui est chiffré dans le message de connexion n'a pas la forme requise",
     "Was in der Anmeldenachricht verschlüsselt ist, hat nicht die erforderliche Form"}};
static const struct tg_said weak = {
    {"Het bericht van de aanmelding is versleuteld op een manier die hier niet aanvaard wordt",
     "The sign-in message is encrypted in a way that is not accepted here",
     "Le message de connexion est chiffré d'une manière qui n'est pas acceptée ici",
     "Die Anmeldenachricht ist auf eine Weise verschlüsselt, die hier nicht angenommen wird"}};
static const struct tg_said our_key = {
    {"Een sleutel waarmee deze toepassing ontcijfert, is niet bruikbaar",
     "A key with which this application decrypts cannot be used",
     "Une clé de déchiffrement de cette application est inutilisable",
     "Ein Schlüssel, mit dem diese Anwendung entschlüsselt, ist nicht verwendbar"}};

const struct tg_check_text tg_texts_of_encryption[] = {
    {"saml.encrypted", &no_key, &tg_todo_ask_manager},
    {"saml.encrypted.absent", &in_clear, &tg_todo_ask_manager},
    {"saml.encrypted.place", &form, &tg_todo_sign_in_again},
    {"saml.encrypted.cbc", &weak, &tg_todo_ask_manager},
    {"saml.encrypted.decrypt", &unreadable, &tg_todo_sign_in_again},
    {"saml.encrypted.content", &form, &tg_todo_sign_in_again},
    {"xmlenc.structure", &form, &tg_todo_ask_manager},
    {"xmlenc.several", &form, &tg_todo_ask_manager},
    {"xmlenc.type", &form, &tg_todo_ask_manager},
    {"xmlenc.reference", &form, &tg_todo_ask_manager},
    {"xmlenc.algorithm", &weak, &tg_todo_ask_manager},
    {"xmlenc.cbc", &weak, &tg_todo_ask_manager},
    {"xmlenc.key-algorithm", &weak, &tg_todo_ask_manager},
    {"xmlenc.oaep", &weak, &tg_todo_ask_manager},
    {"xmlenc.key-size", &form, &tg_todo_ask_manager},
    {"trust.decryption-key", &our_key, &tg_todo_correct_file},
    {NULL, NULL, NULL}};

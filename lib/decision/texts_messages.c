/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in message as octets: its form and its signature. Whoever changed it learns no more than that. */
#include "decision/texts.h"

static const struct tg_said damaged = {{"Het bericht van de aanmelding is gewijzigd of beschadigd",
                                        "The sign-in message was changed or damaged",
                                        "Le message de connexion a été modifié ou endommagé",
                                        "Die Anmeldenachricht wurde verändert oder beschädigt"}};
static const struct tg_said unreadable = {
    {"Het bericht van de aanmelding is niet leesbaar", "The sign-in message cannot be read",
     "Le message de connexion n'est pas lisible", "Die Anmeldenachricht ist nicht lesbar"}};
static const struct tg_said forbidden = {
    {"Het bericht van de aanmelding bevat iets wat er niet in thuishoort",
     "The sign-in message holds something that has no place in it",
     "Le message de connexion contient un élément qui n'y a pas sa place",
     "Die Anmeldenachricht enthält etwas, das nicht hineingehört"}};
static const struct tg_said too_large = {
    {"Het bericht van de aanmelding is groter dan toegelaten", "The sign-in message is larger than allowed",
     "Le message de connexion est plus grand que permis", "Die Anmeldenachricht ist größer als erlaubt"}};
static const struct tg_said changed = {{"Het bericht van de aanmelding werd na de ondertekening gewijzigd",
                                        "The sign-in message was changed after it was signed",
                                        "Le message de connexion a été modifié après sa signature",
                                        "Die Anmeldenachricht wurde nach der Unterzeichnung verändert"}};
static const struct tg_said bad_signature = {{"De handtekening op het bericht van de aanmelding klopt niet",
                                              "The signature on the sign-in message is wrong",
                                              "La signature du message de connexion est fausse",
                                              "Die Signatur der Anmeldenachricht stimmt nicht"}};
static const struct tg_said signature_form = {
    {"De handtekening op het bericht van de aanmelding heeft niet de vereiste vorm",
     "The signature on the sign-in message does not have the required form",
     "La signature du message de connexion n'a pas la forme requise",
     "Die Signatur der Anmeldenachricht hat nicht die erforderliche Form"}};
static const struct tg_said algorithm = {
    {"De handtekening op het bericht van de aanmelding gebruikt een methode die hier niet aanvaard wordt",
     "The signature on the sign-in message uses a method that is not accepted here",
     "La signature du message de connexion utilise une méthode qui n'est pas acceptée ici",
     "Die Signatur der Anmeldenachricht verwendet ein Verfahren, das hier nicht akzeptiert wird"}};
static const struct tg_said no_key = {
    {"De handtekening op het bericht van de aanmelding past bij geen vertrouwde sleutel",
     "The signature on the sign-in message fits no trusted key",
     "La signature du message de connexion ne correspond à aucune clé de confiance",
     "Die Signatur der Anmeldenachricht passt zu keinem vertrauten Schlüssel"}};
const struct tg_check_text tg_texts_of_messages[] = {
    {"base64.character", &unreadable, &tg_todo_sign_in_again},
    {"base64.length", &unreadable, &tg_todo_sign_in_again},
    {"base64.padding", &unreadable, &tg_todo_sign_in_again},
    {"base64.tail", &unreadable, &tg_todo_sign_in_again},
    {"base64.size", &too_large, &tg_todo_sign_in_again},
    {"xml.attribute", &unreadable, &tg_todo_sign_in_again},
    {"xml.attribute.duplicate", &unreadable, &tg_todo_sign_in_again},
    {"xml.character", &unreadable, &tg_todo_sign_in_again},
    {"xml.declaration", &unreadable, &tg_todo_sign_in_again},
    {"xml.encoding", &unreadable, &tg_todo_sign_in_again},
    {"xml.name", &unreadable, &tg_todo_sign_in_again},
    {"xml.namespace", &unreadable, &tg_todo_sign_in_again},
    {"xml.parser", &unreadable, &tg_todo_sign_in_again},
    {"xml.reference", &unreadable, &tg_todo_sign_in_again},
    {"xml.root", &unreadable, &tg_todo_sign_in_again},
    {"xml.tag", &unreadable, &tg_todo_sign_in_again},
    {"xml.cdata", &forbidden, &tg_todo_sign_in_again},
    {"xml.comment", &forbidden, &tg_todo_sign_in_again},
    {"xml.doctype", &forbidden, &tg_todo_sign_in_again},
    {"xml.entity", &forbidden, &tg_todo_sign_in_again},
    {"xml.instruction", &forbidden, &tg_todo_sign_in_again},
    {"xml.attributes", &too_large, &tg_todo_sign_in_again},
    {"xml.depth", &too_large, &tg_todo_sign_in_again},
    {"xml.elements", &too_large, &tg_todo_sign_in_again},
    {"xml.size", &too_large, &tg_todo_sign_in_again},
    {"c14n.size", &too_large, &tg_todo_sign_in_again},
    {"c14n.prefixes", &signature_form, &tg_todo_sign_in_again},
    {"saml.signature.algorithm", &algorithm, &tg_todo_ask_manager},
    {"saml.signature.canonicalisation", &algorithm, &tg_todo_ask_manager},
    {"saml.signature.digest", &changed, &tg_todo_sign_in_again},
    {"saml.signature.digest-method", &algorithm, &tg_todo_ask_manager},
    {"saml.signature.ds-object", &forbidden, &tg_todo_sign_in_again},
    {"saml.signature.duplicate-id", &damaged, &tg_todo_sign_in_again},
    {"saml.signature.id", &signature_form, &tg_todo_sign_in_again},
    {"saml.signature.ids", &damaged, &tg_todo_sign_in_again},
    {"saml.signature.key", &no_key, &tg_todo_ask_manager},
    {"saml.signature.pinned", &algorithm, &tg_todo_ask_manager},
    {"saml.signature.place", &damaged, &tg_todo_sign_in_again},
    {"saml.signature.reference", &signature_form, &tg_todo_sign_in_again},
    {"saml.signature.structure", &signature_form, &tg_todo_sign_in_again},
    {"saml.signature.transforms", &algorithm, &tg_todo_ask_manager},
    {"saml.signature.value", &bad_signature, &tg_todo_sign_in_again},
    {"saml.signature.void", &signature_form, &tg_todo_sign_in_again},
    {"signature.key", &no_key, &tg_todo_ask_manager},
    {"signature.length", &bad_signature, &tg_todo_sign_in_again},
    {"signature.value", &bad_signature, &tg_todo_sign_in_again},
    {0}};

/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in: what the message says, whom it comes from, whom it is for, and when. */
#include "decision/texts.h"

static const struct tg_said empty = {
    {"Het bericht van de aanmelding is leeg of te groot", "The sign-in message is empty or too large",
     "Le message de connexion est vide ou trop grand", "Die Anmeldenachricht ist leer oder zu groß"}};
static const struct tg_said version = {{"Dit bericht is niet van SAML 2.0", "This message is not of SAML 2.0",
                                        "Ce message n'est pas du SAML 2.0",
                                        "Diese Nachricht ist nicht von SAML 2.0"}};
static const struct tg_said no_response = {{"Dit is geen antwoord van een aanmelddienst",
                                            "This is no response of a sign-in service",
                                            "Ceci n'est pas une réponse d'un service d'authentification",
                                            "Dies ist keine Antwort eines Anmeldedienstes"}};
static const struct tg_said status = {{"De aanmelding is bij de aanmelddienst niet gelukt",
                                       "Signing in did not succeed at the sign-in service",
                                       "La connexion a échoué auprès du service d'authentification",
                                       "Die Anmeldung ist beim Anmeldedienst nicht gelungen"}};
static const struct tg_said assertion = {
    {"Het bericht van de aanmelding bevat niet precies één verklaring op haar plaats",
     "The sign-in message does not hold exactly one assertion in its place",
     "Le message de connexion ne contient pas exactement une déclaration à sa place",
     "Die Anmeldenachricht enthält nicht genau eine Erklärung an ihrer Stelle"}};
static const struct tg_said form = {{"Het bericht van de aanmelding heeft niet de vereiste vorm",
                                     "The sign-in message does not have the required form",
                                     "Le message de connexion n'a pas la forme requise",
                                     "Die Anmeldenachricht hat nicht die erforderliche Form"}};
static const struct tg_said issuer = {
    {"Het bericht komt niet van een aanmelddienst die hier vertrouwd wordt",
     "The message does not come from a sign-in service that is trusted here",
     "Le message ne provient pas d'un service d'authentification de confiance ici",
     "Die Nachricht kommt nicht von einem Anmeldedienst, dem hier vertraut wird"}};
static const struct tg_said metadata_expired = {{"De gegevens van de aanmelddienst zijn verlopen",
                                                 "The data of the sign-in service have expired",
                                                 "Les données du service d'authentification ont expiré",
                                                 "Die Daten des Anmeldedienstes sind abgelaufen"}};
static const struct tg_said unsigned_ = {
    {"Het bericht van de aanmelding is niet ondertekend", "The sign-in message is not signed",
     "Le message de connexion n'est pas signé", "Die Anmeldenachricht ist nicht signiert"}};
static const struct tg_said other_object = {
    {"De handtekening dekt niet wat gelezen wordt", "The signature does not cover what is read",
     "La signature ne couvre pas ce qui est lu", "Die Signatur deckt nicht ab, was gelesen wird"}};
static const struct tg_said destination = {
    {"Het bericht van de aanmelding is voor een andere toepassing bestemd",
     "The sign-in message is meant for another application",
     "Le message de connexion est destiné à une autre application",
     "Die Anmeldenachricht ist für eine andere Anwendung bestimmt"}};
static const struct tg_said other_request = {
    {"Het bericht antwoordt niet op de aanmelding die u begon",
     "The message does not answer the sign-in that you began",
     "Le message ne répond pas à la connexion que vous avez entamée",
     "Die Nachricht antwortet nicht auf die Anmeldung, die Sie begonnen haben"}};
static const struct tg_said early = {
    {"Het bericht van de aanmelding is nog niet geldig: lopen de klokken gelijk?",
     "The sign-in message is not valid yet: do the clocks agree?",
     "Le message de connexion n'est pas encore valable : les horloges concordent-elles ?",
     "Die Anmeldenachricht ist noch nicht gültig: Gehen die Uhren gleich?"}};
static const struct tg_said expired = {{"Het bericht van de aanmelding is verlopen",
                                        "The sign-in message has expired", "Le message de connexion a expiré",
                                        "Die Anmeldenachricht ist abgelaufen"}};
static const struct tg_said session = {{"Uw sessie bij de aanmelddienst is afgelopen",
                                        "Your session at the sign-in service has ended",
                                        "Votre session auprès du service d'authentification est terminée",
                                        "Ihre Sitzung beim Anmeldedienst ist beendet"}};
static const struct tg_said subject = {{"Het bericht van de aanmelding zegt niet duidelijk over wie het gaat",
                                        "The sign-in message does not say clearly whom it is about",
                                        "Le message de connexion ne dit pas clairement de qui il s'agit",
                                        "Die Anmeldenachricht sagt nicht eindeutig, um wen es geht"}};
static const struct tg_said conditions = {
    {"Het bericht van de aanmelding stelt voorwaarden die niet vervuld of niet bekend zijn",
     "The sign-in message sets conditions that are not met or not known",
     "Le message de connexion pose des conditions non remplies ou inconnues",
     "Die Anmeldenachricht stellt Bedingungen, die nicht erfüllt oder nicht bekannt sind"}};
static const struct tg_said authn = {{"Het bericht zegt niet duidelijk hoe u zich aanmeldde",
                                      "The message does not say clearly how you signed in",
                                      "Le message ne dit pas clairement comment vous vous êtes connecté",
                                      "Die Nachricht sagt nicht eindeutig, wie Sie sich angemeldet haben"}};
static const struct tg_said attribute = {
    {"Een gegeven in het bericht van de aanmelding staat er dubbel of is niet leesbaar",
     "A detail in the sign-in message stands twice or cannot be read",
     "Une donnée du message de connexion figure deux fois ou n'est pas lisible",
     "Eine Angabe in der Anmeldenachricht steht doppelt oder ist nicht lesbar"}};
static const struct tg_said no_rrn = {{"De aanmelding noemt geen rijksregisternummer",
                                       "The sign-in names no national number",
                                       "La connexion ne mentionne pas de numéro de registre national",
                                       "Die Anmeldung nennt keine Nationalregisternummer"}};
static const struct tg_said other_key = {
    {"Meld u opnieuw aan met een andere digitale sleutel. Helpt dat niet, neem dan contact op met de beheerder van dit "
     "e-loket.",
     "Sign in again with another digital key. If that does not help, contact the manager of this e-counter.",
     "Connectez-vous à nouveau avec une autre clé numérique. Si cela ne suffit pas, contactez le gestionnaire de ce "
     "guichet électronique.",
     "Melden Sie sich mit einem anderen digitalen Schlüssel erneut an. Hilft das nicht, wenden Sie sich an den Verwalter "
     "dieses E-Schalters."}};
static const struct tg_said rrns = {{"De aanmelding noemt meer dan één rijksregisternummer",
                                     "The sign-in names more than one national number",
                                     "La connexion mentionne plus d'un numéro de registre national",
                                     "Die Anmeldung nennt mehr als eine Nationalregisternummer"}};
static const struct tg_said roles = {
    {"De aanmelding noemt meer rollen dan toegelaten", "The sign-in names more roles than allowed",
     "La connexion mentionne plus de rôles que permis", "Die Anmeldung nennt mehr Rollen als erlaubt"}};
static const struct tg_said represented = {
    {"De aanmelding zegt van meer organisaties dan toegelaten dat u ze vertegenwoordigt",
     "The sign-in says of more organisations than allowed that you represent them",
     "La connexion dit de plus d'organisations que permis que vous les représentez",
     "Die Anmeldung sagt von mehr Organisationen als erlaubt, dass Sie sie vertreten"}};
static const struct tg_said provider = {{"De instelling van een aanmelddienst is niet juist",
                                         "The setting of a sign-in service is wrong",
                                         "Le réglage d'un service d'authentification est incorrect",
                                         "Die Einstellung eines Anmeldedienstes ist falsch"}};
static const struct tg_said claim_map = {{"De tabel die gegevens van de aanmelding vertaalt, is niet juist",
                                          "The table that translates details of the sign-in is wrong",
                                          "La table qui traduit les données de la connexion est incorrecte",
                                          "Die Tabelle, die Angaben der Anmeldung übersetzt, ist falsch"}};
static const struct tg_said metadata = {{"De metadata van een aanmelddienst zijn niet bruikbaar",
                                         "The metadata of a sign-in service cannot be used",
                                         "Les métadonnées d'un service d'authentification sont inutilisables",
                                         "Die Metadaten eines Anmeldedienstes sind nicht verwendbar"}};

const struct tg_check_text tg_texts_of_sign_in[] = {
    {"saml.input", &empty, &tg_todo_sign_in_again},
    {"saml.version", &version, &tg_todo_ask_manager},
    {"saml.response.root", &no_response, &tg_todo_sign_in_again},
    {"saml.response.bare", &no_response, &tg_todo_sign_in_again},
    {"saml.status", &status, &tg_todo_sign_in_again},
    {"saml.status.form", &form, &tg_todo_sign_in_again},
    {"saml.assertion.absent", &assertion, &tg_todo_sign_in_again},
    {"saml.assertion.several", &assertion, &tg_todo_sign_in_again},
    {"saml.assertion.place", &assertion, &tg_todo_sign_in_again},
    {"saml.structure", &form, &tg_todo_sign_in_again},
    {"saml.attribute.absent", &form, &tg_todo_sign_in_again},
    {"saml.text", &form, &tg_todo_sign_in_again},
    {"saml.text.empty", &form, &tg_todo_sign_in_again},
    {"saml.id", &form, &tg_todo_sign_in_again},
    {"saml.time.form", &form, &tg_todo_sign_in_again},
    {"saml.issuer.absent", &issuer, &tg_todo_ask_manager},
    {"saml.issuer.format", &issuer, &tg_todo_ask_manager},
    {"saml.issuer.unknown", &issuer, &tg_todo_ask_manager},
    {"saml.issuer.differs", &issuer, &tg_todo_ask_manager},
    {"saml.metadata.expired", &metadata_expired, &tg_todo_ask_manager},
    {"saml.signature.absent", &unsigned_, &tg_todo_ask_manager},
    {"saml.signature.object", &other_object, &tg_todo_sign_in_again},
    {"saml.destination", &destination, &tg_todo_sign_in_again},
    {"saml.in-response-to", &other_request, &tg_todo_sign_in_again},
    {"saml.unsolicited", &other_request, &tg_todo_sign_in_again},
    {"saml.issue-instant", &early, &tg_todo_sign_in_again},
    {"saml.subject.absent", &subject, &tg_todo_sign_in_again},
    {"saml.subject.name", &subject, &tg_todo_sign_in_again},
    {"saml.confirmation.absent", &subject, &tg_todo_sign_in_again},
    {"saml.confirmation.data", &form, &tg_todo_sign_in_again},
    {"saml.confirmation.not-before", &form, &tg_todo_sign_in_again},
    {"saml.confirmation.expired", &expired, &tg_todo_sign_in_again},
    {"saml.recipient", &destination, &tg_todo_sign_in_again},
    {"saml.confirmation.in-response-to", &other_request, &tg_todo_sign_in_again},
    {"saml.conditions.absent", &conditions, &tg_todo_ask_manager},
    {"saml.condition.unknown", &conditions, &tg_todo_ask_manager},
    {"saml.conditions.early", &early, &tg_todo_sign_in_again},
    {"saml.conditions.expired", &expired, &tg_todo_sign_in_again},
    {"saml.audience.absent", &destination, &tg_todo_ask_manager},
    {"saml.audience", &destination, &tg_todo_ask_manager},
    {"saml.authn.absent", &authn, &tg_todo_sign_in_again},
    {"saml.authn.several", &authn, &tg_todo_sign_in_again},
    {"saml.authn.context", &authn, &tg_todo_sign_in_again},
    {"saml.authn.instant", &early, &tg_todo_sign_in_again},
    {"saml.session.ended", &session, &tg_todo_sign_in_again},
    {"saml.attribute.limit", &attribute, &tg_todo_ask_manager},
    {"saml.attribute.value", &attribute, &tg_todo_ask_manager},
    {"claims.rrn.absent", &no_rrn, &other_key},
    {"claims.rrn.several", &rrns, &tg_todo_ask_manager},
    {"claims.several", &attribute, &tg_todo_ask_manager},
    {"claims.roles", &roles, &tg_todo_ask_manager},
    {"claims.stated", &represented, &tg_todo_ask_manager},
    {"trust.entity-id", &provider, &tg_todo_correct_file},
    {"trust.duplicate", &provider, &tg_todo_correct_file},
    {"trust.audience", &provider, &tg_todo_correct_file},
    {"trust.recipient", &provider, &tg_todo_correct_file},
    {"trust.skew", &provider, &tg_todo_correct_file},
    {"trust.algorithm", &provider, &tg_todo_correct_file},
    {"trust.right", &provider, &tg_todo_correct_file},
    {"trust.claims.map", &claim_map, &tg_todo_correct_file},
    {"trust.claims.rule", &claim_map, &tg_todo_correct_file},
    {"trust.assurance.rule", &claim_map, &tg_todo_correct_file},
    {"metadata.entity", &metadata, &tg_todo_correct_file},
    {"metadata.key", &metadata, &tg_todo_correct_file},
    {"metadata.keys", &metadata, &tg_todo_correct_file},
    {"metadata.role", &metadata, &tg_todo_correct_file},
    {"metadata.root", &metadata, &tg_todo_correct_file},
    {"metadata.until", &metadata, &tg_todo_correct_file},
    {"metadata.use", &metadata, &tg_todo_correct_file},
    {0}};

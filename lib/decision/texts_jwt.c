/* SPDX-License-Identifier: Apache-2.0 */
/* What a token says, and the settings of an issuer of tokens. */
#include "decision/texts.h"

static const struct tg_said encryption = {
    {"Het token van de aanmelding is versleuteld waar dat niet kan, of niet waar het moet",
     "The sign-in token is encrypted where it cannot be, or is not where it must be",
     "Le jeton de connexion est chiffré là où il ne peut l'être, ou ne l'est pas là où il le doit",
     "Das Anmeldetoken ist verschlüsselt, wo es das nicht sein kann, oder nicht, wo es das sein muss"}};
static const struct tg_said other_kind = {{"Dit is een ander soort token dan hier gevraagd wordt",
                                           "This is another kind of token than is asked here",
                                           "Ceci est un autre type de jeton que celui demandé ici",
                                           "Dies ist eine andere Art von Token als hier verlangt"}};
static const struct tg_said lacking = {
    {"In het token ontbreekt een gegeven dat er moet staan", "The token lacks a detail that must be there",
     "Il manque au jeton une donnée obligatoire", "Dem Token fehlt eine Angabe, die vorhanden sein muss"}};
static const struct tg_said form = {{"Een gegeven in het token heeft niet de vereiste vorm",
                                     "A detail in the token does not have the required form",
                                     "Une donnée du jeton n'a pas la forme requise",
                                     "Eine Angabe im Token hat nicht die erforderliche Form"}};
static const struct tg_said too_many = {
    {"Het token bevat meer gegevens dan toegelaten", "The token holds more details than allowed",
     "Le jeton contient plus de données que permis", "Das Token enthält mehr Angaben als erlaubt"}};
static const struct tg_said issuer = {{"Het token komt niet van een uitgever die hier vertrouwd wordt",
                                       "The token does not come from an issuer that is trusted here",
                                       "Le jeton ne provient pas d'un émetteur de confiance ici",
                                       "Das Token kommt nicht von einem Aussteller, dem hier vertraut wird"}};
static const struct tg_said audience = {
    {"Het token is voor een andere toepassing bestemd", "The token is meant for another application",
     "Le jeton est destiné à une autre application", "Das Token ist für eine andere Anwendung bestimmt"}};
static const struct tg_said subject = {{"Het token gaat over iemand anders dan gevraagd werd",
                                        "The token is about somebody else than was asked",
                                        "Le jeton concerne une autre personne que celle demandée",
                                        "Das Token betrifft eine andere Person als die verlangte"}};
static const struct tg_said machine = {
    {"Het token is van een toepassing en niet van een persoon: die kan niemand vertegenwoordigen",
     "The token is of an application and not of a person: it can represent nobody",
     "Le jeton est celui d'une application et non d'une personne : elle ne peut représenter personne",
     "Das Token gehört einer Anwendung und keiner Person: Eine Anwendung kann niemanden vertreten"}};
static const struct tg_said inactive = {{"Dit token is niet meer geldig bij de aanmelddienst",
                                         "This token is no longer valid at the sign-in service",
                                         "Ce jeton n'est plus valable auprès du service d'authentification",
                                         "Dieses Token ist beim Anmeldedienst nicht mehr gültig"}};
static const struct tg_said expired = {
    {"Het token is verlopen", "The token has expired", "Le jeton a expiré", "Das Token ist abgelaufen"}};
static const struct tg_said early = {{"Het token is nog niet geldig: lopen de klokken gelijk?",
                                      "The token is not valid yet: do the clocks agree?",
                                      "Le jeton n'est pas encore valable : les horloges concordent-elles ?",
                                      "Das Token ist noch nicht gültig: Gehen die Uhren gleich?"}};
static const struct tg_said lifetime = {{"Het token geldt langer dan hier toegelaten is, of helemaal niet",
                                         "The token is valid for longer than is allowed here, or not at all",
                                         "Le jeton est valable plus longtemps que permis ici, ou pas du tout",
                                         "Das Token gilt länger, als hier erlaubt ist, oder gar nicht"}};
static const struct tg_said auth_time = {
    {"U meldde zich niet recent genoeg aan", "You did not sign in recently enough",
     "Votre connexion n'est pas assez récente", "Ihre Anmeldung liegt zu lange zurück"}};
static const struct tg_said other_request = {
    {"Het token antwoordt niet op de aanmelding die u begon",
     "The token does not answer the sign-in that you began",
     "Le jeton ne répond pas à la connexion que vous avez entamée",
     "Das Token antwortet nicht auf die Anmeldung, die Sie begonnen haben"}};
static const struct tg_said acr = {
    {"U meldde zich niet aan met een digitale sleutel die hier gevraagd wordt",
     "You did not sign in with a digital key that is asked here",
     "Vous ne vous êtes pas connecté avec une clé numérique demandée ici",
     "Sie haben sich nicht mit einem hier verlangten digitalen Schlüssel angemeldet"}};
static const struct tg_said events = {{"Het bericht vraagt geen afmelding", "The message asks no sign-out",
                                       "Le message ne demande pas de déconnexion",
                                       "Die Nachricht verlangt keine Abmeldung"}};
static const struct tg_said setting = {{"De instelling van een uitgever van tokens is niet juist",
                                        "The setting of an issuer of tokens is wrong",
                                        "Le réglage d'un émetteur de jetons est incorrect",
                                        "Die Einstellung eines Ausstellers von Tokens ist falsch"}};

static const struct tg_said stronger_key = {
    {"Meld u opnieuw aan met een andere digitale sleutel.", "Sign in again with another digital key.",
     "Connectez-vous à nouveau avec une autre clé numérique.",
     "Melden Sie sich erneut mit einem anderen digitalen Schlüssel an."}};

const struct tg_check_text tg_texts_of_jwt[] = {{"jwt.encryption", &encryption, &tg_todo_ask_manager},
                                                {"jwt.typ", &other_kind, &tg_todo_ask_manager},
                                                {"jwt.cty", &other_kind, &tg_todo_ask_manager},
                                                {"jwt.kind", &other_kind, &tg_todo_ask_manager},
                                                {"jwt.claim.absent", &lacking, &tg_todo_ask_manager},
                                                {"jwt.claim.kind", &form, &tg_todo_ask_manager},
                                                {"jwt.claim.limit", &too_many, &tg_todo_ask_manager},
                                                {"jwt.time", &form, &tg_todo_ask_manager},
                                                {"jwt.issuer", &issuer, &tg_todo_ask_manager},
                                                {"jwt.audience", &audience, &tg_todo_ask_manager},
                                                {"jwt.azp", &audience, &tg_todo_ask_manager},
                                                {"jwt.subject", &subject, &tg_todo_sign_in_again},
                                                {"jwt.machine", &machine, &tg_todo_sign_in_again},
                                                {"jwt.inactive", &inactive, &tg_todo_sign_in_again},
                                                {"jwt.expired", &expired, &tg_todo_sign_in_again},
                                                {"jwt.not-yet", &early, &tg_todo_sign_in_again},
                                                {"jwt.issued", &early, &tg_todo_sign_in_again},
                                                {"jwt.lifetime", &lifetime, &tg_todo_ask_manager},
                                                {"jwt.auth-time", &auth_time, &tg_todo_sign_in_again},
                                                {"jwt.nonce", &other_request, &tg_todo_sign_in_again},
                                                {"jwt.acr", &acr, &stronger_key},
                                                {"jwt.at-hash", &other_request, &tg_todo_sign_in_again},
                                                {"jwt.c-hash", &other_request, &tg_todo_sign_in_again},
                                                {"jwt.events", &events, &tg_todo_ask_manager},
                                                {"trust.issuer", &setting, &tg_todo_correct_file},
                                                {"trust.keys", &setting, &tg_todo_correct_file},
                                                {"trust.typ", &setting, &tg_todo_correct_file},
                                                {"trust.lifetime", &setting, &tg_todo_correct_file},
                                                {"trust.refresh", &setting, &tg_todo_correct_file},
                                                {"trust.decryption", &setting, &tg_todo_correct_file},
                                                {0}};

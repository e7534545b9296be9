/* SPDX-License-Identifier: Apache-2.0 */
/* Messages exchanged with a sign-in service: what we send, sign-outs, and what we know of each other. */
#include "decision/texts.h"

static const struct tg_said link_broken = {
    {"De link waarmee u hier kwam, is beschadigd of werd veranderd",
     "The link that brought you here is damaged or was changed",
     "Le lien qui vous a mené ici est endommagé ou a été modifié",
     "Der Link, der Sie hierher führte, ist beschädigt oder wurde verändert"}};
static const struct tg_said link_unsigned = {
    {"De link waarmee u hier kwam, is niet ondertekend", "The link that brought you here is not signed",
     "Le lien qui vous a mené ici n'est pas signé", "Der Link, der Sie hierher führte, ist nicht signiert"}};
static const struct tg_said link_large = {{"De link waarmee u hier kwam, bevat te veel",
                                           "The link that brought you here holds too much",
                                           "Le lien qui vous a mené ici contient trop",
                                           "Der Link, der Sie hierher führte, enthält zu viel"}};
static const struct tg_said link_sign_in = {
    {"Een aanmelding komt niet met een link", "A sign-in does not come with a link",
     "Une connexion ne se fait pas par un lien", "Eine Anmeldung kommt nicht mit einem Link"}};
static const struct tg_said no_links = {
    {"Deze toepassing kan geen berichten met een link ontvangen of sturen",
     "This application cannot receive or send messages in a link",
     "Cette application ne peut ni recevoir ni envoyer de messages par un lien",
     "Diese Anwendung kann Nachrichten in einem Link weder empfangen noch senden"}};
static const struct tg_said cannot_ask = {
    {"Aan de aanmelddienst kan hier niets gevraagd worden", "Nothing can be asked of the sign-in service here",
     "Rien ne peut être demandé ici au service d'authentification",
     "Vom Anmeldedienst kann hier nichts verlangt werden"}};
static const struct tg_said no_address = {
    {"De aanmelddienst noemt geen adres waar dit gevraagd kan worden",
     "The sign-in service names no address where this can be asked",
     "Le service d'authentification n'indique aucune adresse où le demander",
     "Der Anmeldedienst nennt keine Adresse, an der das verlangt werden kann"}};
static const struct tg_said no_session = {
    {"Er is geen aanmelding bekend die bij de aanmelddienst kan eindigen",
     "No sign-in is known that could end at the sign-in service",
     "Aucune connexion connue ne peut être terminée auprès du service d'authentification",
     "Es ist keine Anmeldung bekannt, die beim Anmeldedienst enden könnte"}};
static const struct tg_said long_state = {
    {"De plaats waar u naartoe wilde, is te lang om te onthouden",
     "The place where you wanted to go is too long to remember",
     "L'endroit où vous vouliez aller est trop long à retenir",
     "Der Ort, zu dem Sie wollten, ist zu lang, um ihn zu merken"}};
static const struct tg_said other_message = {
    {"Dit is niet het bericht dat hier verwacht wordt", "This is not the message that is expected here",
     "Ce n'est pas le message attendu ici", "Dies ist nicht die Nachricht, die hier erwartet wird"}};
static const struct tg_said other_application = {
    {"Het bericht van de afmelding is voor een andere toepassing bestemd",
     "The sign-out message is meant for another application",
     "Le message de déconnexion est destiné à une autre application",
     "Die Abmeldenachricht ist für eine andere Anwendung bestimmt"}};
static const struct tg_said expired = {
    {"Het bericht van de afmelding is te oud", "The sign-out message is too old",
     "Le message de déconnexion est trop ancien", "Die Abmeldenachricht ist zu alt"}};
static const struct tg_said nobody = {
    {"Het bericht van de afmelding noemt niemand", "The sign-out message names nobody",
     "Le message de déconnexion ne nomme personne", "Die Abmeldenachricht nennt niemanden"}};
static const struct tg_said other_request = {
    {"Het bericht antwoordt niet op de afmelding die u begon",
     "The message does not answer the sign-out that you began",
     "Le message ne répond pas à la déconnexion que vous avez entamée",
     "Die Nachricht antwortet nicht auf die Abmeldung, die Sie begonnen haben"}};
static const struct tg_said own_settings = {
    {"Wat over deze toepassing zelf is ingesteld, is niet bruikbaar",
     "What is configured of this application itself cannot be used",
     "Ce qui est configuré pour cette application elle-même est inutilisable",
     "Was über diese Anwendung selbst eingestellt ist, ist unbrauchbar"}};
static const struct tg_said metadata_unsigned = {
    {"De gegevens van de aanmelddienst zijn niet ondertekend", "The data of the sign-in service are not signed",
     "Les données du service d'authentification ne sont pas signées",
     "Die Daten des Anmeldedienstes sind nicht signiert"}};
static const struct tg_said metadata_address = {
    {"De gegevens van de aanmelddienst noemen een adres dat niet veilig is",
     "The data of the sign-in service name an address that is not safe",
     "Les données du service d'authentification indiquent une adresse qui n'est pas sûre",
     "Die Daten des Anmeldedienstes nennen eine Adresse, die nicht sicher ist"}};
static const struct tg_said metadata_older = {
    {"De gegevens van de aanmelddienst zijn ouder dan die welke nu vertrouwd worden",
     "The data of the sign-in service are older than those that are trusted now",
     "Les données du service d'authentification sont plus anciennes que celles de confiance actuelles",
     "Die Daten des Anmeldedienstes sind älter als die, denen jetzt vertraut wird"}};

static const struct tg_said sign_out_again = {
    {"Sluit uw browser, of meld u opnieuw af.", "Close your browser, or sign out again.",
     "Fermez votre navigateur ou déconnectez-vous à nouveau.",
     "Schließen Sie Ihren Browser, oder melden Sie sich noch einmal ab."}};

const struct tg_check_text tg_texts_of_exchange[] = {
    {"query.size", &link_large, &tg_todo_sign_in_again},
    {"query.character", &link_broken, &tg_todo_sign_in_again},
    {"query.encoding", &link_broken, &tg_todo_sign_in_again},
    {"query.duplicate", &link_broken, &tg_todo_sign_in_again},
    {"query.plus", &link_broken, &tg_todo_ask_manager},
    {"deflate.form", &link_broken, &tg_todo_sign_in_again},
    {"deflate.size", &link_large, &tg_todo_ask_manager},
    {"deflate.trailing", &link_broken, &tg_todo_sign_in_again},
    {"redirect.absent", &no_links, &tg_todo_ask_manager},
    {"redirect.parameter", &link_broken, &tg_todo_sign_in_again},
    {"redirect.name", &link_broken, &tg_todo_sign_in_again},
    {"redirect.encoding", &link_broken, &tg_todo_ask_manager},
    {"redirect.signature", &link_unsigned, &tg_todo_ask_manager},
    {"redirect.response", &link_sign_in, &tg_todo_ask_manager},
    {"request.key", &cannot_ask, &tg_todo_correct_file},
    {"request.certificate", &cannot_ask, &tg_todo_correct_file},
    {"request.endpoint", &no_address, &tg_todo_ask_manager},
    {"request.logout", &cannot_ask, &tg_todo_correct_file},
    {"request.session", &no_session, &sign_out_again},
    {"request.relay-state", &long_state, &tg_todo_programmer},
    {"logout.type", &other_message, &sign_out_again},
    {"logout.destination", &other_application, &tg_todo_ask_manager},
    {"logout.expired", &expired, &sign_out_again},
    {"logout.name", &nobody, &tg_todo_ask_manager},
    {"logout.in-response-to", &other_request, &sign_out_again},
    {"trust.signing-key", &own_settings, &tg_todo_correct_file},
    {"trust.certificates", &own_settings, &tg_todo_correct_file},
    {"trust.logout", &own_settings, &tg_todo_correct_file},
    {"trust.metadata-signer", &own_settings, &tg_todo_correct_file},
    {"metadata.signature", &metadata_unsigned, &tg_todo_ask_manager},
    {"metadata.endpoint", &metadata_address, &tg_todo_ask_manager},
    {"metadata.older", &metadata_older, &tg_todo_ask_manager},
    {0}};

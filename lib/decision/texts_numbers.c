/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers, keys of organisations and moments. */
#include "decision/texts.h"

const struct tg_said tg_todo_correct_number = {{"Kijk het na en verbeter het.", "Check it and correct it.",
                                                "Vérifiez-le et corrigez-le.",
                                                "Prüfen und berichtigen Sie es."}};

static const struct tg_said rrn_length = {
    {"Een rijksregisternummer telt 11 cijfers", "A national number has 11 digits",
     "Un numéro de registre national compte 11 chiffres", "Eine Nationalregisternummer hat 11 Ziffern"}};
static const struct tg_said rrn_form = {{"Dit heeft niet de vorm van een rijksregisternummer",
                                         "This does not have the form of a national number",
                                         "Ceci n'a pas la forme d'un numéro de registre national",
                                         "Dies hat nicht die Form einer Nationalregisternummer"}};
static const struct tg_said rrn_date = {
    {"De geboortedatum in dit rijksregisternummer bestaat niet",
     "The birth date in this national number does not exist",
     "La date de naissance dans ce numéro de registre national n'existe pas",
     "Das Geburtsdatum in dieser Nationalregisternummer gibt es nicht"}};
static const struct tg_said rrn_sequence = {
    {"Het volgnummer in dit rijksregisternummer bestaat niet",
     "The sequence number in this national number does not exist",
     "Le numéro d'ordre dans ce numéro de registre national n'existe pas",
     "Die laufende Nummer in dieser Nationalregisternummer gibt es nicht"}};
static const struct tg_said rrn_checksum = {
    {"De controlecijfers van dit rijksregisternummer kloppen niet",
     "The check digits of this national number are wrong",
     "Les chiffres de contrôle de ce numéro de registre national sont faux",
     "Die Prüfziffern dieser Nationalregisternummer stimmen nicht"}};
static const struct tg_said rrn_test = {
    {"Dit is een testnummer, en testnummers zijn hier niet toegelaten",
     "This is a test number, and test numbers are not allowed here",
     "Ceci est un numéro de test, et ceux-ci ne sont pas admis ici",
     "Dies ist eine Testnummer, und Testnummern sind hier nicht zugelassen"}};
static const struct tg_said rrn_birth = {
    {"Volgens dit rijksregisternummer is de persoon nog niet geboren",
     "By this national number the person is not born yet",
     "D'après ce numéro de registre national, la personne n'est pas encore née",
     "Nach dieser Nationalregisternummer ist die Person noch nicht geboren"}};
static const struct tg_said kbo_length = {
    {"Een ondernemingsnummer telt 10 cijfers", "An enterprise number has 10 digits",
     "Un numéro d'entreprise compte 10 chiffres", "Eine Unternehmensnummer hat 10 Ziffern"}};
static const struct tg_said kbo_form = {{"Dit heeft niet de vorm van een ondernemingsnummer",
                                         "This does not have the form of an enterprise number",
                                         "Ceci n'a pas la forme d'un numéro d'entreprise",
                                         "Dies hat nicht die Form einer Unternehmensnummer"}};
static const struct tg_said kbo_series = {
    {"Een ondernemingsnummer begint met 0 of 1", "An enterprise number begins with 0 or 1",
     "Un numéro d'entreprise commence par 0 ou 1", "Eine Unternehmensnummer beginnt mit 0 oder 1"}};
static const struct tg_said kbo_establishment = {
    {"Dit is het nummer van een vestiging, niet van een onderneming",
     "This is the number of an establishment, not of an enterprise",
     "Ceci est le numéro d'un établissement, pas d'une entreprise",
     "Dies ist die Nummer einer Niederlassung, nicht eines Unternehmens"}};
static const struct tg_said kbo_checksum = {{"De controlecijfers van dit ondernemingsnummer kloppen niet",
                                             "The check digits of this enterprise number are wrong",
                                             "Les chiffres de contrôle de ce numéro d'entreprise sont faux",
                                             "Die Prüfziffern dieser Unternehmensnummer stimmen nicht"}};
static const struct tg_said kbo_zero = {
    {"Een nummer met enkel nullen is geen ondernemingsnummer",
     "A number of zeros only is no enterprise number",
     "Un numéro composé uniquement de zéros n'est pas un numéro d'entreprise",
     "Eine Nummer nur aus Nullen ist keine Unternehmensnummer"}};
static const struct tg_said est_length = {{"Een vestigingseenheidsnummer telt 10 cijfers",
                                           "An establishment unit number has 10 digits",
                                           "Un numéro d'unité d'établissement compte 10 chiffres",
                                           "Eine Niederlassungseinheitsnummer hat 10 Ziffern"}};
static const struct tg_said est_form = {{"Dit heeft niet de vorm van een vestigingseenheidsnummer",
                                         "This does not have the form of an establishment unit number",
                                         "Ceci n'a pas la forme d'un numéro d'unité d'établissement",
                                         "Dies hat nicht die Form einer Niederlassungseinheitsnummer"}};
static const struct tg_said est_series = {{"Een vestigingseenheidsnummer begint met 2 tot 8",
                                           "An establishment unit number begins with 2 to 8",
                                           "Un numéro d'unité d'établissement commence par 2 à 8",
                                           "Eine Niederlassungseinheitsnummer beginnt mit 2 bis 8"}};
static const struct tg_said est_checksum = {
    {"De controlecijfers van dit vestigingseenheidsnummer kloppen niet",
     "The check digits of this establishment unit number are wrong",
     "Les chiffres de contrôle de ce numéro d'unité d'établissement sont faux",
     "Die Prüfziffern dieser Niederlassungseinheitsnummer stimmen nicht"}};
static const struct tg_said absent = {{"Er is niet gezegd om welke organisatie het gaat",
                                       "It was not said which organisation this is about",
                                       "Il n'a pas été dit de quelle organisation il s'agit",
                                       "Es wurde nicht gesagt, um welche Organisation es geht"}};
static const struct tg_said say_which = {
    {"Kies of vermeld de organisatie waarvoor u handelt. Lukt dat niet, meld het dan aan wie dit e-loket beheert.",
     "Choose or state the organisation that you act for. If you cannot, tell whoever manages this e-counter.",
     "Choisissez ou indiquez l'organisation pour laquelle vous agissez. Si ce n'est pas possible, signalez-le au "
     "gestionnaire de ce guichet.",
     "Wählen oder nennen Sie die Organisation, für die Sie handeln. Ist das nicht möglich, melden Sie es dem "
     "Verwalter dieses E-Schalters."}};
static const struct tg_said scheme = {{"Dit soort organisatienummer is niet bekend",
                                       "This kind of organisation number is not known",
                                       "Ce type de numéro d'organisation n'est pas connu",
                                       "Diese Art von Organisationsnummer ist nicht bekannt"}};
static const struct tg_said ovo = {
    {"Een OVO-code is OVO gevolgd door 6 cijfers", "An OVO code is OVO followed by 6 digits",
     "Un code OVO est OVO suivi de 6 chiffres", "Ein OVO-Code ist OVO, gefolgt von 6 Ziffern"}};
static const struct tg_said nis = {{"Een NIS-code telt 5 cijfers", "A NIS code has 5 digits",
                                    "Un code INS compte 5 chiffres", "Ein NIS-Code hat 5 Ziffern"}};
static const struct tg_said school = {
    {"Een instellingsnummer van onderwijs telt ten hoogste 6 cijfers",
     "An institution number of education has 6 digits at most",
     "Un numéro d'établissement d'enseignement compte au plus 6 chiffres",
     "Eine Einrichtungsnummer des Unterrichtswesens hat höchstens 6 Ziffern"}};
static const struct tg_said vcode = {{"Een V-code is V gevolgd door 7 cijfers, vanaf V0001001",
                                      "A V-code is V followed by 7 digits, from V0001001 on",
                                      "Un code V est V suivi de 7 chiffres, à partir de V0001001",
                                      "Ein V-Code ist V, gefolgt von 7 Ziffern, ab V0001001"}};
static const struct tg_said time_form = {{"Dit is geen tijdstip zoals 2026-11-23T10:00:00Z",
                                          "This is no moment like 2026-11-23T10:00:00Z",
                                          "Ceci n'est pas un moment comme 2026-11-23T10:00:00Z",
                                          "Dies ist kein Zeitpunkt wie 2026-11-23T10:00:00Z"}};

const struct tg_check_text tg_texts_of_numbers[] = {
    {"rrn.length", &rrn_length, &tg_todo_correct_number},
    {"rrn.form", &rrn_form, &tg_todo_correct_number},
    {"rrn.month", &rrn_date, &tg_todo_correct_number},
    {"rrn.day", &rrn_date, &tg_todo_correct_number},
    {"rrn.sequence", &rrn_sequence, &tg_todo_correct_number},
    {"rrn.checksum", &rrn_checksum, &tg_todo_correct_number},
    {"rrn.test", &rrn_test, &tg_todo_correct_number},
    {"rrn.birth", &rrn_birth, &tg_todo_correct_number},
    {"kbo.length", &kbo_length, &tg_todo_correct_number},
    {"kbo.form", &kbo_form, &tg_todo_correct_number},
    {"kbo.series", &kbo_series, &tg_todo_correct_number},
    {"kbo.establishment", &kbo_establishment, &tg_todo_correct_number},
    {"kbo.checksum", &kbo_checksum, &tg_todo_correct_number},
    {"kbo.zero", &kbo_zero, &tg_todo_correct_number},
    {"establishment.length", &est_length, &tg_todo_correct_number},
    {"establishment.form", &est_form, &tg_todo_correct_number},
    {"establishment.series", &est_series, &tg_todo_correct_number},
    {"establishment.checksum", &est_checksum, &tg_todo_correct_number},
    {"organisation.absent", &absent, &say_which},
    {"organisation.scheme", &scheme, &tg_todo_correct_number},
    {"ovo.form", &ovo, &tg_todo_correct_number},
    {"nis.form", &nis, &tg_todo_correct_number},
    {"school.form", &school, &tg_todo_correct_number},
    {"vcode.form", &vcode, &tg_todo_correct_number},
    {"time.form", &time_form, &tg_todo_correct_number},
    {0}};

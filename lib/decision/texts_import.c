/* SPDX-License-Identifier: Apache-2.0 */
/* Whole registers in files: CSV, and what is imported and exported. */
#include "decision/texts.h"

static const struct tg_said correct_rows = {
    {"Verbeter het bestand, of laat het opnieuw maken, en lees het dan opnieuw in. Er werd niets gewijzigd.",
     "Correct the file, or have it made again, and then import it again. Nothing was changed.",
     "Corrigez le fichier, ou faites-le refaire, puis importez-le à nouveau. Rien n'a été modifié.",
     "Berichtigen Sie die Datei oder lassen Sie sie neu erstellen, und lesen Sie sie dann erneut ein. Es wurde nichts "
     "geändert."}};
static const struct tg_said correct_row = {
    {"Verbeter deze rij; de andere rijen hebben er geen last van.", "Correct this row; it does no harm to the others.",
     "Corrigez cette ligne ; elle ne gêne pas les autres.",
     "Berichtigen Sie diese Zeile; die anderen Zeilen sind davon nicht betroffen."}};
static const struct tg_said correct_columns = {
    {"Verbeter de eerste regel: de namen van de kolommen zijn die van de velden, gescheiden door komma's.",
     "Correct the first line: the names of the columns are those of the fields, parted by commas.",
     "Corrigez la première ligne : les noms des colonnes sont ceux des champs, séparés par des virgules.",
     "Berichtigen Sie die erste Zeile: Die Namen der Spalten sind die der Felder, durch Kommas getrennt."}};
static const struct tg_said name_file = {
    {"Geef het bestand een naam op .csv of .yaml.", "Give the file a name that ends in .csv or .yaml.",
     "Donnez au fichier un nom qui se termine par .csv ou .yaml.",
     "Geben Sie der Datei einen Namen, der auf .csv oder .yaml endet."}};
static const struct tg_said ask_functions = {
    {"Lees het in het register kbo in, voor de namen van ondernemingen. Vraag de functies op bij de KBO (een aangesloten "
     "dienst of extract met functiehouders).",
     "Import it into the register kbo, for the names of enterprises. Get the functions from KBO (a service or an extract "
     "with function holders).",
     "Importez-le dans le registre kbo, pour les noms des entreprises. Demandez les fonctions à la BCE (un service ou un "
     "extrait avec les titulaires).",
     "Lesen Sie es in das Register kbo ein, für die Namen der Unternehmen. Beziehen Sie die Funktionen von der KBO (ein "
     "Dienst oder Auszug mit Funktionsinhabern)."}};
static const struct tg_said full_extract = {
    {"Neem de map van een volledig extract (Full) van KBO Open Data, met al zijn bestanden. Er werd niets gewijzigd.",
     "Take the folder of a full extract (Full) of KBO Open Data, with all its files. Nothing was changed.",
     "Prenez le dossier d'un extrait complet (Full) de KBO Open Data (BCE), avec tous ses fichiers. Rien n'a été modifié.",
     "Nehmen Sie den Ordner eines vollständigen Auszugs (Full) von KBO Open Data, mit allen Dateien. Es wurde nichts "
     "geändert."}};
static const struct tg_said other_rows = {
    {"Deze rij blijft weg; de andere rijen hebben er geen last van.", "This row is left out; it does no harm to the others.",
     "Cette ligne est omise ; elle ne gêne pas les autres.",
     "Diese Zeile bleibt weg; die anderen Zeilen sind davon nicht betroffen."}};
static const struct tg_said other_form = {
    {"Schrijf het register naar een bestand op .csv.", "Export the register to a file that ends in .csv.",
     "Exportez le registre vers un fichier qui se termine par .csv.",
     "Exportieren Sie das Register in eine Datei, die auf .csv endet."}};
static const struct tg_said right_register = {
    {"Kijk na of dit het juiste bestand is, en het juiste register. Er werd niets gewijzigd.",
     "Check whether this is the right file, and the right register. Nothing was changed.",
     "Vérifiez que c'est le bon fichier et le bon registre. Rien n'a été modifié.",
     "Prüfen Sie, ob es die richtige Datei und das richtige Register ist. Es wurde nichts geändert."}};
static const struct tg_said make_room = {
    {"Maak plaats op de schijf, of kies een map waarin u mag schrijven.",
     "Make room on the disk, or choose a folder in which you may write.",
     "Libérez de la place sur le disque, ou choisissez un dossier où vous pouvez écrire.",
     "Schaffen Sie Platz auf der Platte, oder wählen Sie einen Ordner, in den Sie schreiben dürfen."}};

static const struct tg_said file_write = {{"Dit bestand kon niet geschreven worden", "This file could not be written",
                                           "Ce fichier n'a pas pu être écrit",
                                           "Diese Datei konnte nicht geschrieben werden"}};
static const struct tg_said quote = {{"In dit CSV-bestand staat een aanhalingsteken waar het niet mag staan",
                                      "This CSV file has a quote where none may be",
                                      "Ce fichier CSV contient un guillemet là où il ne peut y en avoir",
                                      "In dieser CSV-Datei steht ein Anführungszeichen, wo keines stehen darf"}};
static const struct tg_said size = {{"Een rij van dit CSV-bestand is te lang", "A row of this CSV file is too long",
                                     "Une ligne de ce fichier CSV est trop longue",
                                     "Eine Zeile dieser CSV-Datei ist zu lang"}};
static const struct tg_said fields = {{"Deze rij heeft niet zoveel velden als er kolommen zijn",
                                       "This row does not have as many fields as there are columns",
                                       "Cette ligne n'a pas autant de champs qu'il y a de colonnes",
                                       "Diese Zeile hat nicht so viele Felder, wie es Spalten gibt"}};
static const struct tg_said encoding = {{"Deze rij is geen tekst in UTF-8", "This row is no UTF-8 text",
                                         "Cette ligne n'est pas un texte en UTF-8",
                                         "Diese Zeile ist kein Text in UTF-8"}};
static const struct tg_said character = {{"Deze rij bevat een teken dat in geen tekst staat",
                                          "This row has a character that stands in no text",
                                          "Cette ligne contient un caractère qui n'a sa place dans aucun texte",
                                          "Diese Zeile enthält ein Zeichen, das in keinem Text steht"}};
static const struct tg_said name = {{"Dit is geen bestand met feiten", "This is no file with facts",
                                     "Ceci n'est pas un fichier de faits", "Dies ist keine Datei mit Tatsachen"}};
static const struct tg_said column = {{"De kolommen van dit bestand zijn niet die van het register",
                                       "The columns of this file are not those of the register",
                                       "Les colonnes de ce fichier ne sont pas celles du registre",
                                       "Die Spalten dieser Datei sind nicht die des Registers"}};
static const struct tg_said nothing = {{"In dit bestand staat geen enkel feit voor dit register",
                                        "This file has not one fact for this register",
                                        "Ce fichier ne contient aucun fait pour ce registre",
                                        "Diese Datei enthält keine einzige Tatsache für dieses Register"}};
static const struct tg_said open_data = {
    {"KBO Open Data bevat geen functiehouders: niemand vertegenwoordigt er iemand door. Er werd niets gewijzigd",
     "KBO Open Data has no function holders: nobody represents anybody by it. Nothing was changed",
     "KBO Open Data (BCE) ne contient pas de titulaires de fonctions : personne n'y représente personne. Rien n'a été modifié",
     "KBO Open Data enthält keine Funktionsinhaber: Niemand vertritt dadurch jemanden. Es wurde nichts geändert"}};
static const struct tg_said extract = {{"Dit is geen volledig extract van KBO Open Data",
                                        "This is no full extract of KBO Open Data",
                                        "Ceci n'est pas un extrait complet de KBO Open Data (BCE)",
                                        "Dies ist kein vollständiger Auszug von KBO Open Data"}};
static const struct tg_said field = {{"Dit veld van KBO Open Data heeft niet de vorm van zijn kolom",
                                      "This field of KBO Open Data does not have the form of its column",
                                      "Ce champ de KBO Open Data (BCE) n'a pas la forme de sa colonne",
                                      "Dieses Feld von KBO Open Data hat nicht die Form seiner Spalte"}};
static const struct tg_said form = {{"Dit register past niet in een bestand van deze vorm",
                                     "This register does not fit a file of this form",
                                     "Ce registre ne peut être écrit dans un fichier de cette forme",
                                     "Dieses Register passt nicht in eine Datei dieser Form"}};

const struct tg_check_text tg_texts_of_import[] = {{"file.write", &file_write, &make_room},
                                                   {"csv.quote", &quote, &correct_rows},
                                                   {"csv.size", &size, &correct_rows},
                                                   {"csv.fields", &fields, &correct_row},
                                                   {"csv.encoding", &encoding, &correct_row},
                                                   {"csv.character", &character, &correct_row},
                                                   {"import.name", &name, &name_file},
                                                   {"import.column", &column, &correct_columns},
                                                   {"import.nothing", &nothing, &right_register},
                                                   {"import.open-data", &open_data, &ask_functions},
                                                   {"import.extract", &extract, &full_extract},
                                                   {"import.field", &field, &other_rows},
                                                   {"import.form", &form, &other_form},
                                                   {0}};

/* SPDX-License-Identifier: Apache-2.0 */
/* Names of KBO functions. Whether a function represents is the policy's, never this table's. */
#include <string.h>

#include "decision/texts.h"

static const struct {
    const char *code;
    struct tg_said name;
} functions[] = {
    {"00001",
     {{"oprichter (natuurlijk persoon)", "founder (natural person)", "fondateur (personne physique)",
       "Gründer (natürliche Person)"}}},
    {"00004",
     {{"vertegenwoordiger van een btw-eenheid", "representative of a VAT unit",
       "représentant d'une unité TVA", "Vertreter einer Mehrwertsteuereinheit"}}},
    {"10002", {{"bestuurder", "director", "administrateur", "Verwalter"}}},
    {"10003",
     {{"vast vertegenwoordiger", "permanent representative", "représentant permanent",
       "ständiger Vertreter"}}},
    {"10005",
     {{"lid van het directiecomité", "member of the management committee", "membre du comité de direction",
       "Mitglied des Direktionsausschusses"}}},
    {"10006", {{"zaakvoerder", "manager", "gérant", "Geschäftsführer"}}},
    {"10007",
     {{"gedelegeerd bestuurder", "managing director", "administrateur délégué",
       "geschäftsführender Verwalter"}}},
    {"10021",
     {{"vast vertegenwoordiger van de commissaris", "permanent representative of the auditor",
       "représentant permanent du commissaire", "ständiger Vertreter des Kommissars"}}},
    {"10031",
     {{"wettelijk vertegenwoordiger", "legal representative", "représentant légal",
       "gesetzlicher Vertreter"}}},
    {"11000", {{"notaris-plaatsvervanger", "deputy notary", "notaire suppléant", "stellvertretender Notar"}}},
    {"30000", {{"werkende vennoot", "working partner", "associé actif", "tätiger Gesellschafter"}}},
    {"90001", {{"curator", "bankruptcy trustee", "curateur", "Konkursverwalter"}}},
};

/* Code list 2 of KBO: 20000 to 29999 are entrepreneurial skills. */
static const struct tg_said skill = {{"ondernemersvaardigheid", "entrepreneurial skill",
                                      "compétence entrepreneuriale", "unternehmerische Fähigkeit"}};

static const struct tg_said *name_of(const char *code)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].code, code) == 0) return &functions[i].name;
    return code[0] == '2' && strlen(code) == 5 ? &skill : NULL;
}

void tg_say_function(struct tg_text *text, const char *code, toegang_language language)
{
    static const struct tg_said plain = {{"functie {0}", "function {0}", "fonction {0}", "Funktion {0}"}};
    const struct tg_said *name = name_of(code);
    if (!name) {
        tg_say(text, &plain, language, (const char *const[]){code, NULL});
        return;
    }
    tg_text_add(text, tg_in(name, language));
    tg_text_addf(text, " (%s)", code);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Asks every question that these facts can answer, and some that they cannot; compares with a plain walk. */
#include "contract.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANN "85.07.30-033.28"
#define BOB "81.05.01-035.22"
#define CEM "92.52.15-069.31" /* of the BIS register */
#define NOBODY "19.08.24-161.88"
#define ONE "0999.999.922"
#define TWO "0884.303.369"
#define OFFICE "ovo:OVO002949"
#define TOWN "nis:44021"
#define SCHOOL "school:44021" /* the same digits of another kind */
#define UNIT "establishment:2297964444"
#define COMPANY "0406.798.006"
#define FUNCTION TOEGANG_FACT_FUNCTION
#define APPOINTMENT TOEGANG_FACT_APPOINTMENT
#define RIGHT TOEGANG_FACT_RIGHT

/* Ended, live, to come and without an end; NULL is absent, an open end, or nobody. */
static const struct row {
    toegang_fact_kind kind;
    const char *holder, *held_by, *organisation, *eloket, *code, *context, *from, *until;
    const char *granted_by, *granted_as, *granted_at;
} rows[CONTRACT_FACTS] = {
    {FUNCTION, ANN, NULL, ONE, NULL, "10007", NULL, "2019-02-28T23:00:00Z", "2027-03-01T23:00:00Z", NULL,
     NULL, NULL},
    {FUNCTION, ANN, NULL, ONE, NULL, "10002", NULL, "2010-01-01T00:00:00Z", "2015-01-01T00:00:00Z", NULL,
     NULL, NULL},
    {FUNCTION, ANN, NULL, TWO, NULL, "10006", NULL, NULL, NULL, NULL, NULL, NULL},
    {FUNCTION, BOB, NULL, ONE, NULL, "20090", NULL, "2099-01-01T00:00:00Z", NULL, NULL, NULL, NULL},
    {FUNCTION, NULL, COMPANY, TWO, NULL, "10002", NULL, "2020-01-01T00:00:00Z", NULL, NULL, NULL, NULL},
    {FUNCTION, BOB, COMPANY, TWO, NULL, "10003", NULL, "2020-01-01T00:00:00Z", NULL, NULL, NULL, NULL},
    {FUNCTION, CEM, NULL, COMPANY, NULL, "10031", NULL, NULL, "2030-01-01T00:00:00Z", NULL, NULL, NULL},
    {FUNCTION, CEM, NULL, TOWN, NULL, "00001", NULL, NULL, NULL, NULL, NULL, NULL},
    {APPOINTMENT, BOB, NULL, ONE, NULL, "htb", NULL, "2024-01-11T23:00:00Z", NULL, ANN,
     "legal-representative", "2024-01-11T10:00:00Z"},
    {APPOINTMENT, CEM, NULL, ONE, NULL, "htb", NULL, "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", BOB,
     "htb", NULL},
    {APPOINTMENT, ANN, NULL, OFFICE, NULL, "htb", NULL, NULL, NULL, NULL, NULL, NULL},
    {RIGHT, ANN, NULL, ONE, "subsidieloket", "subsidie-indienen", NULL, NULL, NULL, NULL, NULL, NULL},
    {RIGHT, ANN, NULL, ONE, "subsidieloket", "subsidie-indienen", "50042", NULL, NULL, BOB, "htb",
     "2024-05-01T00:00:00Z"},
    {RIGHT, ANN, NULL, ONE, "wse-loket", "wse-gebruiker", NULL, NULL, "2020-01-01T00:00:00Z", NULL, NULL,
     NULL},
    {RIGHT, BOB, NULL, TWO, "wse-loket", "wse-gebruiker", NULL, "2026-01-01T00:00:00Z", NULL, NULL, NULL,
     NULL},
    {RIGHT, ANN, NULL, NULL, "burgerloket", "dossier-lezen", NULL, NULL, NULL, NULL, NULL, NULL},
    {RIGHT, CEM, NULL, SCHOOL, "wse-loket", "wse-gebruiker", "caf\xc3\xa9 'x'; \"y\"", NULL, NULL, NULL, NULL,
     NULL},
    {RIGHT, CEM, NULL, TOWN, "wse-loket", "wse-gebruiker", NULL, NULL, NULL, NULL, NULL, NULL},
    {RIGHT, CEM, NULL, UNIT, "wse-loket", "wse-gebruiker", NULL, NULL, NULL, NULL, NULL, NULL},
};

/* A number of this file that is not read is a fault of this file. */
static toegang_rrn rrn_of(const char *text)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    if (text && toegang_rrn_parse(text, strlen(text), 0, &rrn, NULL) != TOEGANG_GOOD) abort();
    return rrn;
}

static toegang_organisation organisation_of(const char *text)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    if (text && toegang_organisation_parse(text, strlen(text), &organisation, NULL) != TOEGANG_GOOD) abort();
    return organisation;
}

static toegang_time time_of(const char *text, toegang_time absent)
{
    toegang_time time = absent;
    if (text && toegang_time_parse(text, strlen(text), &time, NULL) != TOEGANG_GOOD) abort();
    return time;
}

static const char *text_of(const char *text)
{
    return text ? text : "";
}

void contract_facts(toegang_fact out[CONTRACT_FACTS])
{
    for (size_t i = 0; i < CONTRACT_FACTS; i++) {
        const struct row *row = &rows[i];
        out[i] = (toegang_fact){.size = sizeof *out,
                                .kind = row->kind,
                                .holder = rrn_of(row->holder),
                                .organisation = organisation_of(row->organisation),
                                .held_by = organisation_of(row->held_by),
                                .eloket = text_of(row->eloket),
                                .code = text_of(row->code),
                                .context = text_of(row->context),
                                .from = time_of(row->from, TOEGANG_ALWAYS),
                                .until = time_of(row->until, TOEGANG_NEVER),
                                .granted_by = rrn_of(row->granted_by),
                                .granted_as = text_of(row->granted_as),
                                .granted_at = time_of(row->granted_at, TOEGANG_ALWAYS),
                                .source = "contract",
                                .as_of = TOEGANG_ALWAYS};
    }
}

struct run {
    toegang_directory *directory;
    contract_failure *failure;
    void *context;
    size_t failures, questions;
    toegang_fact facts[CONTRACT_FACTS];
};

/* What one question brought. */
struct brought {
    const struct run *run;
    bool seen[CONTRACT_FACTS];
    size_t strange; /* not among the facts, or brought twice */
    size_t left;    /* after so many the sink says enough */
};

#define ENOUGH ((toegang_status)77)

static void fail(struct run *run, const toegang_directory_question *question, const char *what)
{
    char text[256];
    snprintf(text, sizeof text, "register %s, kind %d, holder %.2s…, organisation %.14s, e-counter %s: %s",
             toegang_register_name(question->reg), (int)question->kind,
             question->holder.kind ? question->holder.digits : "--", question->organisation.value,
             text_of(question->eloket), what);
    run->failures++;
    run->failure(run->context, text);
}

static bool same_rrn(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind == other->kind && (one->kind == TOEGANG_RRN_NONE || toegang_rrn_equal(one, other));
}

static bool same_organisation(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme == other->scheme &&
           (one->scheme == TOEGANG_SCHEME_NONE || toegang_organisation_equal(one, other));
}

static bool same_texts(const toegang_fact *one, const toegang_fact *other)
{
    return strcmp(one->eloket, other->eloket) == 0 && strcmp(one->code, other->code) == 0 &&
           strcmp(one->context, other->context) == 0 && strcmp(one->granted_as, other->granted_as) == 0;
}

/* All but source and age, which are the directory's own. */
static bool same_fact(const toegang_fact *one, const toegang_fact *other)
{
    return one->kind == other->kind && same_rrn(&one->holder, &other->holder) &&
           same_organisation(&one->organisation, &other->organisation) &&
           same_organisation(&one->held_by, &other->held_by) && same_texts(one, other) &&
           one->from == other->from && one->until == other->until &&
           same_rrn(&one->granted_by, &other->granted_by) && one->granted_at == other->granted_at;
}

static toegang_status take(void *context, const toegang_fact *fact)
{
    struct brought *brought = context;
    size_t i = 0;
    while (i < CONTRACT_FACTS && (brought->seen[i] || !same_fact(fact, &brought->run->facts[i]))) i++;
    if (i < CONTRACT_FACTS)
        brought->seen[i] = true;
    else
        brought->strange++;
    return brought->left > 0 && --brought->left == 0 ? ENOUGH : TOEGANG_GOOD;
}

static bool fits(const toegang_fact *fact, const toegang_directory_question *question)
{
    if (fact->kind != question->kind) return false;
    if (question->holder.kind && !same_rrn(&fact->holder, &question->holder)) return false;
    if (question->for_oneself && fact->organisation.scheme) return false;
    if (question->organisation.scheme && !same_organisation(&fact->organisation, &question->organisation))
        return false;
    return !question->eloket || strcmp(fact->eloket, question->eloket) == 0;
}

static void ask(struct run *run, const toegang_directory_question *question)
{
    struct brought brought = {.run = run};
    toegang_report report = {.status = TOEGANG_GOOD};
    size_t expected = 0, missing = 0, extra = 0;
    run->questions++;
    if (toegang_directory_read(run->directory, question, take, &brought, &report) != TOEGANG_GOOD) {
        fail(run, question, report.check);
        return;
    }
    for (size_t i = 0; i < CONTRACT_FACTS; i++) {
        bool wanted = fits(&run->facts[i], question);
        expected += wanted;
        missing += wanted && !brought.seen[i];
        extra += !wanted && brought.seen[i];
    }
    if (missing > 0) fail(run, question, "a fact is missing");
    if (extra + brought.strange > 0) fail(run, question, "a fact too many, or not as it was put in");
    if (expected == 0) return;
    brought = (struct brought){.run = run, .left = 1};
    if (toegang_directory_read(run->directory, question, take, &brought, NULL) != ENOUGH)
        fail(run, question, "the sink's status was not returned");
}

/* Every narrowing of one register's question, each with the others. */
static void ask_register(struct run *run, toegang_register reg, toegang_fact_kind kind)
{
    static const char *const holders[] = {NULL, ANN, BOB, CEM, NOBODY};
    static const char *const organisations[] = {NULL, ONE,    TWO,  COMPANY,       OFFICE,
                                                TOWN, SCHOOL, UNIT, "0200.065.765"};
    static const char *const elokets[] = {NULL,          "subsidieloket", "wse-loket",
                                          "burgerloket", "Wse-loket",     "' OR 1=1 --"};
    for (size_t h = 0; h < sizeof holders / sizeof *holders; h++)
        for (size_t o = 0; o < sizeof organisations / sizeof *organisations; o++)
            for (size_t e = 0; e < (kind == RIGHT ? sizeof elokets / sizeof *elokets : 1); e++)
                for (int oneself = 0; oneself <= (o == 0); oneself++) {
                    toegang_directory_question question = {.size = sizeof question,
                                                           .reg = reg,
                                                           .kind = kind,
                                                           .holder = rrn_of(holders[h]),
                                                           .organisation = organisation_of(organisations[o]),
                                                           .for_oneself = oneself,
                                                           .eloket = elokets[e],
                                                           .at = time_of("2026-11-23T10:00:00Z", 0)};
                    ask(run, &question);
                }
}

size_t contract_run(toegang_directory *directory, unsigned registers, contract_failure *failure,
                    void *context)
{
    struct run run = {.directory = directory, .failure = failure, .context = context};
    contract_facts(run.facts);
    if (registers & 1U << TOEGANG_KBO) ask_register(&run, TOEGANG_KBO, FUNCTION);
    if (registers & 1U << TOEGANG_BTB) ask_register(&run, TOEGANG_BTB, APPOINTMENT);
    if (registers & 1U << TOEGANG_GEBRUIKERSBEHEER) ask_register(&run, TOEGANG_GEBRUIKERSBEHEER, RIGHT);
    if (run.questions == 0) failure(context, "no register was asked");
    return run.questions == 0 ? 1 : run.failures;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "directories.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timing.h"

enum { PERSONS = 2000000, KEEP = 100000 };
static const toegang_time from = 1551394800; /* 2019-03-01 */

void must(toegang_status status, const toegang_report *report)
{
    if (status == TOEGANG_GOOD) return;
    (void)fprintf(stderr, "bench: status %d %s: %s, came %s\n", (int)status, report->check, report->expected, report->came);
    exit(2);
}

/* ---- numbers ---- */

/* Born on any day from 1950 to 1999 that every month has; at most 996 of a day. */
static void person(uint64_t number, char out[12])
{
    uint64_t serial = number % 996 + 1, day = number / 996;
    uint64_t nine = (((50 + day / 336 % 50) * 100 + day / 28 % 12 + 1) * 100 + day % 28 + 1) * 1000 + serial;
    (void)snprintf(out, 12, "%09u%02u", (unsigned)(nine % 1000000000), (unsigned)(97 - nine % 97));
}

static void enterprise(uint64_t number, char out[16])
{
    uint64_t first = 2000000 + number;
    (void)snprintf(out, 16, "kbo:%08u%02u", (unsigned)(first % 100000000), (unsigned)(97 - first % 97));
}

static toegang_rrn rrn_of(uint64_t number)
{
    char digits[12];
    toegang_rrn rrn;
    toegang_report report = {0};
    person(number % PERSONS, digits);
    must(toegang_rrn_parse(digits, 11, TOEGANG_RRN_DIGITS_ONLY, &rrn, &report), &report);
    return rrn;
}

static toegang_organisation enterprise_of(uint64_t number)
{
    char key[16];
    toegang_organisation organisation;
    toegang_report report = {0};
    enterprise(number, key);
    must(toegang_organisation_parse(key, 14, &organisation, &report), &report);
    return organisation;
}

/* ---- facts ---- */

/* Functions of one enterprise lie together, as they come from KBO; who holds them is spread. */
static uint64_t holder_of(uint64_t function)
{
    return function * 7919 + 13;
}

toegang_fact country_fact(toegang_register reg, uint64_t number)
{
    bool is_right = reg == TOEGANG_GEBRUIKERSBEHEER;
    uint64_t function = is_right ? number * OF_AN_ENTERPRISE : number;
    toegang_fact fact = {.size = sizeof fact,
                         .kind = is_right ? TOEGANG_FACT_RIGHT : TOEGANG_FACT_FUNCTION,
                         .holder = rrn_of(holder_of(function)),
                         .organisation = enterprise_of(function / OF_AN_ENTERPRISE),
                         .eloket = is_right ? THE_ELOKET : "",
                         .code = is_right ? "wse-gebruiker" : "10007",
                         .context = "",
                         .from = from,
                         .until = TOEGANG_NEVER,
                         .granted_as = is_right ? "legal-representative" : "",
                         .granted_at = is_right ? from : TOEGANG_ALWAYS,
                         .source = "bench",
                         .as_of = TOEGANG_ALWAYS};
    if (is_right) fact.granted_by = rrn_of(holder_of(function + 1));
    return fact;
}

struct filling {
    toegang_register reg;
    uint64_t count;
};

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line, toegang_report *report)
{
    const struct filling *filling = context;
    toegang_status status = TOEGANG_GOOD;
    for (uint64_t i = line; i < filling->count && status == TOEGANG_GOOD; i++) {
        toegang_fact fact = country_fact(filling->reg, i);
        status = loading->add(loading->state, &fact, report);
        if (status == TOEGANG_GOOD && (i + 1) % KEEP == 0) status = loading->keep(loading->state, i + 1, report);
    }
    return status;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    (void)context, (void)writing, (void)report;
    return TOEGANG_GOOD;
}

void country_load(toegang_directory *directory, toegang_register reg, uint64_t count)
{
    struct filling filling = {reg, count};
    toegang_report report = {0};
    const toegang_load load = {sizeof load, reg, "bench", 1767225600, fill, seal, &filling};
    must(toegang_directory_load(directory, &load, &report), &report);
}

/* ---- LDIF ---- */

static void write_entry(toegang_register reg, uint64_t number)
{
    toegang_fact fact = country_fact(reg, number);
    char key[16];
    enterprise(reg == TOEGANG_KBO ? number / OF_AN_ENTERPRISE : number, key);
    printf("dn: toegangId=%c%" PRIu64 ",dc=toegang,dc=test\nobjectClass: %s\ntoegangId: %c%" PRIu64
           "\ntoegangHolder: %.11s\ntoegangOrganisation: %s\ntoegangCode: %s\ntoegangFrom: 20190228230000Z\n",
           reg == TOEGANG_KBO ? 'f' : 'r', number, reg == TOEGANG_KBO ? "toegangFunction" : "toegangRight",
           reg == TOEGANG_KBO ? 'f' : 'r', number, fact.holder.digits, key, fact.code);
    if (reg != TOEGANG_KBO)
        printf("toegangRegister: gebruikersbeheer\ntoegangEloket: %s\ntoegangGrantedBy: %.11s\n", fact.eloket,
               fact.granted_by.digits);
    printf("\n");
}

void country_write_ldif(uint64_t functions, uint64_t rights)
{
    printf("dn: dc=toegang,dc=test\nobjectClass: dcObject\nobjectClass: organization\ndc: toegang\no: bench\n\n");
    for (uint64_t i = 0; i < functions; i++) write_entry(TOEGANG_KBO, i);
    for (uint64_t i = 0; i < rights; i++) write_entry(TOEGANG_GEBRUIKERSBEHEER, i);
}

/* ---- questions ---- */

static void draw(uint64_t enterprises, uint64_t *state, struct asked *out)
{
    uint64_t number = bench_random(state) % enterprises;
    enterprise(number, out->organisation);
    person(holder_of(number * OF_AN_ENTERPRISE) % PERSONS, out->holder);
    out->of_enterprise = (toegang_directory_question){.size = sizeof out->of_enterprise,
                                                      .reg = TOEGANG_KBO,
                                                      .kind = TOEGANG_FACT_FUNCTION,
                                                      .organisation = enterprise_of(number),
                                                      .at = 1767225600};
    out->of_holder = out->of_enterprise;
    out->of_holder.reg = TOEGANG_GEBRUIKERSBEHEER;
    out->of_holder.kind = TOEGANG_FACT_RIGHT;
    out->of_holder.holder = rrn_of(holder_of(number * OF_AN_ENTERPRISE));
    out->of_holder.eloket = THE_ELOKET;
}

const struct asked *country_questions(uint64_t functions, uint64_t rights)
{
    struct asked *questions = calloc(QUESTIONS, sizeof *questions);
    uint64_t state = 1, enterprises = functions / OF_AN_ENTERPRISE < rights ? functions / OF_AN_ENTERPRISE : rights;
    if (!questions || enterprises == 0) exit(2);
    for (size_t i = 0; i < QUESTIONS; i++) draw(enterprises, &state, &questions[i]);
    return questions;
}

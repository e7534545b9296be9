/* SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Made up, not checked: the decision compares numbers and never reads them. */
toegang_rrn person(int number)
{
    toegang_rrn rrn = {{0}, TOEGANG_RRN_NONE};
    if (number == NOBODY) return rrn;
    char digits[12];
    snprintf(digits, sizeof digits, "850730%03u28", ((unsigned)number * 2 + 33) % 1000);
    memcpy(rrn.digits, digits, sizeof rrn.digits);
    rrn.kind = TOEGANG_RRN_NATIONAL;
    return rrn;
}

toegang_organisation enterprise(int number)
{
    toegang_organisation organisation = {{0}, TOEGANG_SCHEME_NONE};
    if (number == NOBODY) return organisation;
    snprintf(organisation.value, sizeof organisation.value, "09999999%02u", (22 + (unsigned)number) % 100);
    organisation.scheme = TOEGANG_SCHEME_KBO;
    return organisation;
}

const char *counter(int number)
{
    return number == NOBODY ? "" : number == 0 ? "e0" : "e1";
}

static toegang_fact bare(toegang_fact_kind kind, int holder, int organisation, const char *code)
{
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = kind,
                          .holder = person(holder),
                          .organisation = enterprise(organisation),
                          .eloket = "",
                          .code = code,
                          .context = "",
                          .from = TOEGANG_ALWAYS,
                          .until = TOEGANG_NEVER,
                          .granted_as = "",
                          .granted_at = TOEGANG_ALWAYS,
                          .source = "test.yaml:1",
                          .as_of = TOEGANG_ALWAYS};
}

static toegang_fact during(toegang_fact fact, toegang_time from, toegang_time until)
{
    fact.from = from;
    fact.until = until;
    return fact;
}

toegang_fact function_of(int holder, int organisation, const char *code, toegang_time from,
                         toegang_time until)
{
    return during(bare(TOEGANG_FACT_FUNCTION, holder, organisation, code), from, until);
}

toegang_fact company_function(int company, int organisation, const char *code, toegang_time from,
                              toegang_time until)
{
    toegang_fact fact = function_of(NOBODY, organisation, code, from, until);
    fact.held_by = enterprise(company);
    return fact;
}

toegang_fact permanent(int holder, int company, int organisation, toegang_time from, toegang_time until)
{
    toegang_fact fact = function_of(holder, organisation, "10003", from, until);
    fact.held_by = enterprise(company);
    return fact;
}

toegang_fact htb_of(int holder, int organisation, int granted_by, toegang_time from, toegang_time until)
{
    toegang_fact fact = during(bare(TOEGANG_FACT_APPOINTMENT, holder, organisation, "htb"), from, until);
    fact.granted_by = person(granted_by);
    return fact;
}

toegang_fact right_of(int holder, int organisation, int eloket, const char *code, int granted_by,
                      toegang_time from, toegang_time until)
{
    toegang_fact fact = during(bare(TOEGANG_FACT_RIGHT, holder, organisation, code), from, until);
    fact.eloket = counter(eloket);
    fact.granted_by = person(granted_by);
    return fact;
}

toegang_fact block_of(int holder, int organisation, int eloket, toegang_time from, toegang_time until)
{
    toegang_fact fact = during(bare(TOEGANG_FACT_SUSPENSION, holder, organisation, ""), from, until);
    fact.eloket = counter(eloket);
    return fact;
}

void small_open(struct small *small)
{
    *small = (struct small){.identity = {.origin = TOEGANG_ORIGIN_SAML,
                                         .holder = person(0),
                                         .assurance = TOEGANG_ASSURANCE_HIGH,
                                         .issuer = "https://idp.example/saml",
                                         .assertion_id = "_1",
                                         .authentication = "urn:be:vlaanderen:authmech:eid",
                                         .capacity = "EA",
                                         .given_name = "",
                                         .family_name = "",
                                         .name_id = "",
                                         .session_index = "",
                                         .key_fingerprint = "",
                                         .authenticated_at = TOEGANG_ALWAYS,
                                         .until = TOEGANG_NEVER}};
    tg_policy_default(&small->policy, "e0");
    small->policy.source = "toegang.yaml:14";
    small->question = (toegang_question){.size = sizeof small->question,
                                         .identity = &small->identity,
                                         .organisation = enterprise(0),
                                         .eloket = "e0",
                                         .at = NOW};
    small->identity.roles = small->roles;
    small->identity.stated = small->stated;
    small->world.facts = small->list;
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) small->world.answers[reg].asked = true;
}

void small_add(struct small *small, toegang_fact fact)
{
    size_t i = small->world.count++;
    if (i >= FACTS_MAX) abort();
    small->facts[i] = fact;
    small->list[i] = &small->facts[i];
}

const char *const small_rights[2] = {"r", "s"};

void small_state(struct small *small, toegang_stated_kind kind, int organisation)
{
    size_t i = small->identity.stated_count++;
    const char *claim = kind == TOEGANG_STATED_MANDATE ? "ssm_mandaatgever" : "wv_orgcode";
    if (i >= STATED_MAX) abort();
    small->stated[i] = (toegang_stated){kind, claim, "as it came", enterprise(organisation)};
}

void small_role(struct small *small, const char *right, const char *context, int organisation)
{
    size_t i = small->identity.role_count++;
    if (i >= STATED_MAX) abort();
    small->roles[i] = (toegang_role){"e0_rol_3d", right, right, context, enterprise(organisation), 1};
}

void small_absent(struct small *small, toegang_register reg)
{
    small->world.answers[reg] = (struct tg_answer){.absent = true};
}

void small_silence(struct small *small, toegang_register reg)
{
    struct tg_answer *answer = &small->world.answers[reg];
    *answer = (struct tg_answer){
        .asked = true,
        .status = TOEGANG_UNAVAILABLE,
        .report = {
            .status = TOEGANG_UNAVAILABLE, .check = "file.absent", .expected = "a file", .came = "kbo.yaml"}};
}

toegang_decision *small_ask(struct small *small)
{
    toegang_decision *decision = NULL;
    toegang_status status = tg_decide(&small->policy, &small->question, &small->world, &decision, NULL);
    if (!decision || status == TOEGANG_NO_MEMORY) abort();
    return decision;
}

toegang_outcome small_outcome(struct small *small)
{
    toegang_decision *decision = small_ask(small);
    toegang_outcome outcome = toegang_decision_outcome(decision);
    toegang_decision_free(decision);
    return outcome;
}

uint64_t dice_next(struct dice *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

unsigned dice_below(struct dice *dice, unsigned limit)
{
    return (unsigned)(dice_next(dice) % limit);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The identity and the world of a logged decision. */
#include <stdio.h>

#include "directory/field.h"
#include "information.h"
#include "record_read.h"

/* In their order, so that facts sort as they did; they are no national numbers, and a decision never asks that. */
void tg_record_people(struct tg_reading *reading, const struct tg_json *list)
{
    reading->people = tg_reading_list(reading, list, sizeof *reading->people);
    if (!reading->people) return;
    for (const struct tg_json *person = list->first; person; person = person->next) {
        char digits[24];
        toegang_rrn *stand_in = &reading->people[reading->people_count++];
        stand_in->kind = (uint8_t)(1 + tg_reading_word(reading, person, "kind", tg_rrn_kind_names, 3));
        snprintf(digits, sizeof digits, "%011zu", reading->people_count);
        memcpy(stand_in->digits, digits, sizeof stand_in->digits);
    }
}

static void read_roles(struct tg_reading *reading, const struct tg_json *list, struct toegang_identity *out)
{
    out->roles = tg_reading_list(reading, list, sizeof *out->roles);
    for (const struct tg_json *item = out->roles ? list->first : NULL; item; item = item->next) {
        toegang_role *role = &out->roles[out->role_count++];
        role->registered = tg_reading_flag(reading, item, "registered");
        role->claim = tg_reading_string(reading, item, "claim");
        role->value = tg_reading_string(reading, item, "value");
        role->right = tg_reading_string(reading, item, "right");
        role->context = tg_reading_string(reading, item, "context");
        tg_reading_organisation(reading, item, "organisation", &role->organisation);
    }
}

static void read_stated(struct tg_reading *reading, const struct tg_json *list, struct toegang_identity *out)
{
    out->stated = tg_reading_list(reading, list, sizeof *out->stated);
    for (const struct tg_json *item = out->stated ? list->first : NULL; item; item = item->next) {
        toegang_stated *stated = &out->stated[out->stated_count++];
        stated->kind = (toegang_stated_kind)(1 + tg_reading_word(reading, item, "kind", tg_stated_kind_names, 3));
        stated->claim = tg_reading_string(reading, item, "claim");
        stated->value = tg_reading_string(reading, item, "value");
        tg_reading_organisation(reading, item, "organisation", &stated->organisation);
    }
}

void tg_record_identity(struct tg_reading *reading, const struct tg_json *object, struct toegang_identity *out)
{
    out->origin = (toegang_origin)(1 + tg_reading_word(reading, object, "origin", tg_origin_names, 3));
    tg_reading_person(reading, object, "holder", &out->holder);
    out->assurance =
        (toegang_assurance)tg_reading_word(reading, object, "assurance", tg_assurance_names, TG_ASSURANCES);
    out->issuer = tg_reading_string(reading, object, "issuer");
    out->authentication = tg_reading_string(reading, object, "authentication");
    out->capacity = tg_reading_string(reading, object, "capacity");
    tg_reading_organisation(reading, object, "organisation", &out->organisation);
    out->authenticated_at = tg_reading_time(reading, object, "authenticated_at");
    out->until = tg_reading_time(reading, object, "until");
    out->asserts = (unsigned)tg_reading_number(reading, object, "asserts");
    read_roles(reading, tg_json_get(object, "roles"), out);
    read_stated(reading, tg_json_get(object, "stated"), out);
}

void tg_record_answers(struct tg_reading *reading, const struct tg_json *object,
                       struct tg_answer answers[TOEGANG_REGISTERS])
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        const struct tg_json *answer = tg_json_get(object, toegang_register_name((toegang_register)reg));
        answers[reg].absent = tg_reading_flag(reading, answer, "absent");
        answers[reg].asked = tg_reading_flag(reading, answer, "asked");
        answers[reg].status = (toegang_status)tg_reading_number(reading, answer, "status");
        snprintf(answers[reg].report.check, sizeof answers[reg].report.check, "%s",
                 tg_reading_string(reading, answer, "check"));
    }
}

#define PERSON(member) tg_reading_person(reading, item, #member, &out->member);
#define ORGANISATION(member) tg_reading_organisation(reading, item, #member, &out->member);
#define TEXT(member) out->member = tg_reading_string(reading, item, #member);
#define TIME(member) out->member = tg_reading_time(reading, item, #member);

static void read_fact(struct tg_reading *reading, const struct tg_json *item, toegang_fact *out)
{
    *out = tg_fact_empty((toegang_fact_kind)(1 + tg_reading_word(reading, item, "kind", tg_fact_kinds + 1, TG_FACT_KINDS)));
    TG_FACT_MEMBERS(PERSON, ORGANISATION, TEXT, TIME)
}

void tg_record_facts(struct tg_reading *reading, const struct tg_json *list, struct tg_world *out)
{
    toegang_fact *facts = tg_reading_list(reading, list, sizeof *facts);
    const toegang_fact **places = tg_reading_list(reading, list, sizeof *places);
    out->facts = places;
    for (const struct tg_json *item = facts && places ? list->first : NULL; item; item = item->next) {
        read_fact(reading, item, &facts[out->count]);
        places[out->count] = &facts[out->count];
        out->count++;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "information.h"

const char *const tg_rrn_kind_names[3] = {"national", "bis", "test"};
const char *const tg_origin_names[3] = {"saml", "jwt", "host"};
const char *const tg_stated_kind_names[3] = {"legal-representative", "mandate", "right"};

/* In front of an item of a list. */
static void begin_item(struct tg_line *line, size_t index)
{
    tg_line_add(line, index > 0 ? "," : "");
}

void tg_information_people(struct tg_line *line, const struct tg_people *people)
{
    tg_line_add(line, "[");
    for (size_t i = 0; i < people->count; i++) {
        begin_item(line, i);
        tg_text_addf(&line->text, "{\"kind\":\"%s\"", tg_rrn_kind_names[people->list[i].kind - 1]);
        tg_line_person(line, "id", &people->list[i]);
        tg_line_add(line, "}");
    }
    tg_line_add(line, "]");
}

static void add_role(struct tg_line *line, const toegang_role *role)
{
    tg_text_addf(&line->text, "{\"registered\":%s", role->registered ? "true" : "false");
    tg_line_text(line, "claim", role->claim);
    tg_line_text(line, "value", role->value);
    tg_line_text(line, "right", role->right);
    tg_line_text(line, "context", role->context);
    tg_line_organisation(line, "organisation", &role->organisation);
    tg_line_add(line, "}");
}

static void add_stated(struct tg_line *line, const toegang_stated *stated)
{
    tg_text_addf(&line->text, "{\"kind\":\"%s\"", tg_stated_kind_names[stated->kind - 1]);
    tg_line_text(line, "claim", stated->claim);
    tg_line_text(line, "value", stated->value);
    tg_line_organisation(line, "organisation", &stated->organisation);
    tg_line_add(line, "}");
}

static void add_statements(struct tg_line *line, const toegang_identity *identity)
{
    tg_line_number(line, "asserts", toegang_identity_asserts(identity));
    tg_line_add(line, ",\"roles\":[");
    for (size_t i = 0; i < toegang_identity_roles(identity); i++) {
        begin_item(line, i);
        add_role(line, toegang_identity_role(identity, i));
    }
    tg_line_add(line, "],\"stated\":[");
    for (size_t i = 0; i < toegang_identity_stated_count(identity); i++) {
        begin_item(line, i);
        add_stated(line, toegang_identity_stated(identity, i));
    }
    tg_line_add(line, "]");
}

void tg_information_identity(struct tg_line *line, const toegang_identity *identity)
{
    toegang_rrn holder = toegang_identity_holder(identity);
    toegang_organisation organisation = toegang_identity_organisation(identity);
    tg_text_addf(&line->text, "{\"origin\":\"%s\"", tg_origin_names[toegang_identity_origin(identity) - 1]);
    tg_line_person(line, "holder", &holder);
    tg_line_word(line, "assurance", toegang_assurance_name(toegang_identity_assurance(identity)));
    tg_line_text(line, "issuer", toegang_identity_issuer(identity));
    tg_line_text(line, "authentication", toegang_identity_authentication(identity));
    tg_line_text(line, "capacity", toegang_identity_capacity(identity));
    tg_line_organisation(line, "organisation", &organisation);
    tg_line_time(line, "authenticated_at", toegang_identity_authenticated_at(identity));
    tg_line_time(line, "until", toegang_identity_until(identity));
    add_statements(line, identity);
    tg_line_add(line, "}");
}

/* What the register said of its fault stays out: its words are somebody else's. */
void tg_information_answers(struct tg_line *line, const struct tg_answer answers[TOEGANG_REGISTERS])
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        const struct tg_answer *answer = &answers[reg];
        tg_text_addf(&line->text, "%s\"%s\":{\"absent\":%s", reg > 0 ? "," : "{",
                     toegang_register_name((toegang_register)reg), answer->absent ? "true" : "false");
        tg_line_flag(line, "asked", answer->asked);
        tg_line_number(line, "status", answer->status);
        tg_line_text(line, "check", answer->report.check);
        tg_line_add(line, "}");
    }
    tg_line_add(line, "}");
}

void tg_information_facts(struct tg_line *line, const toegang_fact *const *facts, size_t count)
{
    tg_line_add(line, "[");
    for (size_t i = 0; i < count; i++) {
        begin_item(line, i);
        tg_line_fact(line, facts[i]);
    }
    tg_line_add(line, "]");
}

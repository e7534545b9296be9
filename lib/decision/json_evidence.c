/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of evidence in JSON. */
#include "decision/json_member.h"
#include "directory/fact.h"

#define PERSON(member) tg_member_holder(text, #member, &fact->member);
#define ORGANISATION(member) tg_member_organisation(text, #member, &fact->member);
#define TEXT(member) tg_member(text, #member, fact->member);
#define TIME(member) tg_member_time(text, #member, fact->member);

void tg_json_fact(struct tg_text *text, const toegang_fact *fact)
{
    tg_text_addf(text, "{\"kind\":\"%s\"", tg_fact_kinds[fact->kind]);
    TG_FACT_MEMBERS(PERSON, ORGANISATION, TEXT, TIME)
    tg_text_add_char(text, '}');
}

static const char *stated_kind_name(toegang_stated_kind kind)
{
    switch (kind) {
    case TOEGANG_STATED_LEGAL_REPRESENTATIVE:
        return "legal-representative";
    case TOEGANG_STATED_MANDATE:
        return "mandate";
    case TOEGANG_STATED_RIGHT:
        break;
    }
    return "right";
}

static void add_stated(struct tg_text *text, const toegang_stated *stated)
{
    tg_text_addf(text, ",\"stated\":{\"kind\":\"%s\"", stated_kind_name(stated->kind));
    tg_member(text, "claim", stated->claim);
    tg_member(text, "value", stated->value);
    tg_member_organisation(text, "organisation", &stated->organisation);
    tg_text_add_char(text, '}');
}

static void add_piece(struct tg_text *text, const toegang_evidence *piece)
{
    static const char *const kinds[] = {"", "identity", "policy", "fact", "register", "warning", "asserted"};
    bool of_register = piece->kind == TOEGANG_EVIDENCE_FACT || piece->kind == TOEGANG_EVIDENCE_REGISTER;
    tg_text_addf(text, "{\"kind\":\"%s\",\"used\":%s", kinds[piece->kind], piece->used ? "true" : "false");
    tg_member(text, "register", of_register ? toegang_register_name(piece->reg) : NULL);
    tg_member(text, "check", piece->check);
    tg_member(text, "detail", piece->detail);
    tg_text_add(text, ",\"fact\":");
    if (piece->fact)
        tg_json_fact(text, piece->fact);
    else
        tg_text_add(text, "null");
    if (piece->stated) add_stated(text, piece->stated);
    tg_text_add_char(text, '}');
}

void tg_json_evidence(struct tg_text *text, const toegang_decision *decision)
{
    tg_text_add(text, ",\"evidence\":[");
    for (size_t i = 0; i < decision->piece_count; i++) {
        if (i > 0) tg_text_add_char(text, ',');
        add_piece(text, &decision->pieces[i]);
    }
    tg_text_add_char(text, ']');
}

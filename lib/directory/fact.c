/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/fact.h"

#include <string.h>

const char *toegang_register_name(toegang_register reg)
{
    static const char *const names[] = {"kbo", "btb", "gebruikersbeheer", "rollenbeheer"};
    return (size_t)reg < sizeof names / sizeof *names ? names[reg] : NULL;
}

const char *const tg_fact_kinds[] = {"", "function", "appointment", "right", "suspension"};

static bool copy_text(struct tg_arena *arena, const char **text)
{
    if (!*text || !**text) return *text = "", true;
    *text = tg_arena_text(arena, tg_span_of(*text));
    return *text != NULL;
}

bool tg_fact_copy_into(struct tg_arena *arena, const toegang_fact *fact, toegang_fact *out)
{
    toegang_fact copy = *fact;
    copy.size = sizeof copy;
    if (!copy_text(arena, &copy.eloket) || !copy_text(arena, &copy.code)) return false;
    if (!copy_text(arena, &copy.context) || !copy_text(arena, &copy.granted_as)) return false;
    if (!copy_text(arena, &copy.source)) return false;
    *out = copy;
    return true;
}

toegang_fact *tg_fact_copy(struct tg_arena *arena, const toegang_fact *fact)
{
    toegang_fact *copy = tg_arena_take(arena, sizeof *copy);
    return copy && tg_fact_copy_into(arena, fact, copy) ? copy : NULL;
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

toegang_fact tg_fact_with_texts(const toegang_fact *fact)
{
    toegang_fact out = *fact;
    out.eloket = text_or_empty(fact->eloket);
    out.code = text_or_empty(fact->code);
    out.context = text_or_empty(fact->context);
    out.granted_as = text_or_empty(fact->granted_as);
    out.source = text_or_empty(fact->source);
    return out;
}

bool tg_fact_live(const toegang_fact *fact, toegang_time at)
{
    return fact->from <= at && at < fact->until;
}

toegang_time tg_fact_granted_at(const toegang_fact *fact)
{
    return fact->granted_at == TOEGANG_ALWAYS ? fact->from : fact->granted_at;
}

bool tg_register_holds(toegang_register reg, toegang_fact_kind kind)
{
    switch (kind) {
    case TOEGANG_FACT_FUNCTION:
        return reg == TOEGANG_KBO;
    case TOEGANG_FACT_APPOINTMENT:
        return reg == TOEGANG_BTB;
    case TOEGANG_FACT_RIGHT:
        return reg == TOEGANG_GEBRUIKERSBEHEER || reg == TOEGANG_ROLLENBEHEER;
    case TOEGANG_FACT_SUSPENSION:
        return (unsigned)reg < TOEGANG_REGISTERS;
    }
    return false;
}

static bool fits_organisation(const toegang_fact *fact, const toegang_directory_question *question)
{
    if (question->for_oneself) return fact->organisation.scheme == TOEGANG_SCHEME_NONE;
    if (question->organisation.scheme == TOEGANG_SCHEME_NONE) return true;
    return toegang_organisation_equal(&fact->organisation, &question->organisation);
}

bool tg_fact_answers(const toegang_fact *fact, const toegang_directory_question *question)
{
    if (fact->kind != question->kind || !tg_register_holds(question->reg, fact->kind)) return false;
    if (question->holder.kind != TOEGANG_RRN_NONE && !toegang_rrn_equal(&fact->holder, &question->holder))
        return false;
    if (!fits_organisation(fact, question)) return false;
    return !question->eloket || (fact->eloket && strcmp(fact->eloket, question->eloket) == 0);
}

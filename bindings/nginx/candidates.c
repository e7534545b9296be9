/* SPDX-License-Identifier: Apache-2.0 */
/* The organisations to choose from, by the registers and the assertion. Each location decides by itself. */
#include "choices.h"

static void add(toegang_nginx_choices *it, const toegang_organisation *organisation, const char *as)
{
    if (organisation->scheme == TOEGANG_SCHEME_NONE || it->count == TOEGANG_NGINX_CHOICES_MAX) return;
    for (size_t i = 0; i < it->count; i++)
        if (toegang_organisation_equal(&it->rows[i].organisation, organisation)) return;
    toegang_nginx_candidate *row = &it->rows[it->count++];
    *row = (toegang_nginx_candidate){.organisation = *organisation};
    ngx_cpystrn((u_char *)row->as, (u_char *)(uintptr_t)as, sizeof row->as);
}

static toegang_status add_row(void *context, const toegang_list_row *row)
{
    add(context, &row->fact->organisation, row->as);
    return TOEGANG_GOOD;
}

static void add_stated(toegang_nginx_choices *it)
{
    toegang_organisation own = toegang_identity_organisation(it->identity);
    add(it, &own, "");
    for (size_t i = 0; i < toegang_identity_stated_count(it->identity); i++) {
        const toegang_stated *stated = toegang_identity_stated(it->identity, i);
        add(it, &stated->organisation,
            stated->kind == TOEGANG_STATED_LEGAL_REPRESENTATIVE ? "legal-representative" : "");
    }
    for (size_t i = 0; i < toegang_identity_roles(it->identity); i++) {
        const toegang_role *role = toegang_identity_role(it->identity, i);
        if (role->registered) add(it, &role->organisation, "right");
    }
}

/* A name is for people: where none is known, the number stands alone. */
static void name(toegang_nginx_choices *it, toegang_nginx_candidate *row)
{
    toegang_known known = {.size = sizeof known};
    if (toegang_organisation_known(it->all, &row->organisation, it->language, &known, NULL) == TOEGANG_GOOD)
        ngx_cpystrn((u_char *)row->name, (u_char *)known.name, sizeof row->name);
}

void toegang_nginx_find_candidates(void *choices)
{
    toegang_nginx_choices *it = choices;
    toegang_list_question question = {.size = sizeof question,
                                      .kind = TOEGANG_LIST_ORGANISATIONS,
                                      .holder = toegang_identity_holder(it->identity),
                                      .at = it->at,
                                      .patience_ms = it->patience_ms};
    it->status = toegang_list(it->all, &question, add_row, it, &it->why);
    ngx_explicit_memzero(&question.holder, sizeof question.holder);
    if (it->status != TOEGANG_GOOD) return;
    add_stated(it);
    for (size_t i = 0; i < it->count; i++) name(it, &it->rows[i]);
}

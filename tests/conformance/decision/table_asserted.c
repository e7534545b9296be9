/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the table about what an assertion states. */
#include "table.h"

/* What the assertion states of enterprise 0 unless said otherwise; the right is r. */
static const struct {
    const char *name;
    unsigned asserts;
    unsigned absent; /* bits of registers that are not configured */
    toegang_stated_kind kind;
    int organisation;
    const char *right, *context; /* of a role */
} statements[] = {
    {"legal", 7, 0, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 0, NULL, NULL},
    {"legal, no KBO configured", 7, 1, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 0, NULL, NULL},
    {"legal, issuer may not", 5, 1, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 0, NULL, NULL},
    {"legal, of another enterprise", 7, 1, TOEGANG_STATED_LEGAL_REPRESENTATIVE, 1, NULL, NULL},
    {"legal, of what is unreadable", 7, 1, TOEGANG_STATED_LEGAL_REPRESENTATIVE, NOBODY, NULL, NULL},
    {"right", 7, 0, TOEGANG_STATED_RIGHT, 0, "r", ""},
    {"right, no register configured", 7, 4, TOEGANG_STATED_RIGHT, 0, "r", ""},
    {"right, issuer may not", 6, 4, TOEGANG_STATED_RIGHT, 0, "r", ""},
    {"right, for another enterprise", 7, 4, TOEGANG_STATED_RIGHT, 1, "r", ""},
    {"right, without an organisation", 7, 4, TOEGANG_STATED_RIGHT, NOBODY, "r", ""},
    {"another right", 7, 4, TOEGANG_STATED_RIGHT, 0, "s", ""},
    {"a right of no e-counter", 7, 4, TOEGANG_STATED_RIGHT, 0, "t", ""},
    {"right with context d, c asked", 7, 4, TOEGANG_STATED_RIGHT, 0, "r", "d"},
    {"mandate", 7, 0, TOEGANG_STATED_MANDATE, 0, NULL, NULL},
    {"mandate, issuer may not", 3, 0, TOEGANG_STATED_MANDATE, 0, NULL, NULL},
    {"mandate, of another enterprise", 7, 0, TOEGANG_STATED_MANDATE, 1, NULL, NULL},
    {"mandate, of a person", 7, 0, TOEGANG_STATED_MANDATE, NOBODY, NULL, NULL},
};

static void write_statement(FILE *out, size_t i, enum tg_asserted asserted)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.mandate = TG_AUTOMATIC;
    small.policy.asserted = asserted;
    small.policy.right = "r";
    small.policy.rights = small_rights, small.policy.right_count = 2;
    small.question.context = statements[i].context && statements[i].context[0] ? "c" : NULL;
    small.identity.asserts = statements[i].asserts;
    for (unsigned reg = 0; reg < 3; reg++)
        if (statements[i].absent & 1U << reg) small_absent(&small, (toegang_register)reg);
    if (statements[i].right)
        small_role(&small, statements[i].right, statements[i].context, statements[i].organisation);
    else
        small_state(&small, statements[i].kind, statements[i].organisation);
    table_row(out, statements[i].name, tg_asserted_names[asserted], &small);
}

static void write_statements(FILE *out)
{
    table_title(
        out,
        "9. WHAT THE ASSERTION STATES (legal a, mandate a, others r; the registers hold nothing; a register "
        "that is not\nconfigured is never silent)",
        "stated", "asserted");
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        for (unsigned asserted = TG_ASSERTED_NEVER; asserted < TG_ASSERTEDS; asserted++)
            write_statement(out, i, (enum tg_asserted)asserted);
}

static void write_mandates(FILE *out)
{
    static const char *const kinds[] = {"mandate alone", "mandate, right in the register",
                                        "mandate, right stated", "mandate, function ended"};
    table_title(out, "10. MANDATES (legal a, htb r, others n; right r; asserted either)", "what there is",
                "mandate");
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (unsigned way = TG_AUTOMATIC + 1; way-- > 0;) {
            struct small small;
            small_open(&small);
            small.policy.legal_representative = TG_AUTOMATIC;
            small.policy.others = TG_NEVER;
            small.policy.mandate = (enum tg_way)way;
            small.policy.asserted = TG_ASSERTED_EITHER;
            small.policy.right = "r";
            small.policy.rights = small_rights, small.policy.right_count = 2;
            small.identity.asserts = 7;
            small_state(&small, TOEGANG_STATED_MANDATE, 0);
            if (kind == 1) table_right(&small, 1, 0);
            if (kind == 2) small_role(&small, "r", "", 0);
            if (kind == 3) table_role(&small, 3);
            table_row(out, kinds[kind], tg_way_name((enum tg_way)way), &small);
        }
}

void table_assertions(FILE *out)
{
    write_statements(out);
    write_mandates(out);
}

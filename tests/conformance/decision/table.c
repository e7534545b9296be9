/* SPDX-License-Identifier: Apache-2.0 */
/* The decision table: what every combination of policy, role, right and registers gives, as text to read and
 * compare. */
#include "table.h"

#include <string.h>

#include "decision/decision.h"
#include "small.h"

#define GRACE (NOW - PAST)

static const char heading[] =
    "THE DECISION TABLE\n"
    "\n"
    "Written by the program decision_table and compared at each run of the tests; `meson compile "
    "decision-table`\n"
    "writes it anew. Read a change of it as a change of the law.\n"
    "\n"
    "The question is always: may person 0 enter e-counter e0 for enterprise 0, now? The left columns say "
    "what the\n"
    "registers hold. The other columns give the answer while all registers answer (\"all\"), or while one "
    "cannot:\n"
    "KBO (functions), BTB (appointments of chief access managers, HTB), or the register of rights; or none "
    "can.\n"
    "\n"
    "  + ground   permit, and on what ground: legal, htb, mandate, others (by right alone or open to all), "
    "self\n"
    "  - check    deny, and the check that fell\n"
    "  ? check    indeterminate, and why\n"
    "\n"
    "Ways of a policy: a automatic, r with-right, n never.\n"
    "The laws behind it: a proven path permits, whatever else is down; deny is said only when every source "
    "that could\n"
    "have permitted has answered; others applies to anybody, so that a representative is never worse off "
    "than a\n"
    "stranger; a closed gate denies and an unknown gate makes the answer indeterminate.\n";

/* Which registers are silent, a column each. */
static const struct {
    const char *name;
    unsigned silent;
} columns[] = {{"all", 0}, {"without KBO", 1}, {"without BTB", 2}, {"without rights", 4}, {"without any", 7}};
#define COLUMNS (sizeof columns / sizeof *columns)

static void write_cell(FILE *out, struct small *small, unsigned silent)
{
    static const char *const grounds[TG_GROUNDS] = {"", "self", "legal", "htb", "mandate", "others"};
    static const char marks[] = {'-', '?', '+'};
    struct tg_answer answered = {.asked = true};
    for (unsigned reg = 0; reg < 3; reg++) {
        if (small->world.answers[reg].absent) continue;
        small->world.answers[reg] = answered;
        if (!(silent & 1U << reg)) continue;
        small_silence(small, (toegang_register)reg);
        small->world.answers[reg].report = (toegang_report){0};
    }
    toegang_decision *decision = small_ask(small);
    const char *told =
        decision->outcome == TOEGANG_OUTCOME_PERMIT ? grounds[decision->ground] : decision->check;
    fprintf(out, "  %c %-22s", marks[decision->outcome], told);
    toegang_decision_free(decision);
}

void table_row(FILE *out, const char *first, const char *second, struct small *small)
{
    char line[512] = "";
    FILE *row = fmemopen(line, sizeof line, "w");
    fprintf(row, "%-36s %-14s", first, second);
    for (size_t i = 0; i < COLUMNS; i++) write_cell(row, small, columns[i].silent);
    fclose(row);
    size_t length = strlen(line);
    while (length > 0 && line[length - 1] == ' ') line[--length] = '\0';
    fprintf(out, "%s\n", line);
}

void table_title(FILE *out, const char *title, const char *first, const char *second)
{
    fprintf(out, "\n\n%s\n\n%-36s %-14s", title, first, second);
    for (size_t i = 0; i < COLUMNS - 1; i++) fprintf(out, "  %-24s", columns[i].name);
    fprintf(out, "  %s\n", columns[COLUMNS - 1].name);
}

static char letter(enum tg_way way)
{
    return "nra"[way];
}

/* What the holder is in the enterprise. */
static const char *const roles[] = {"nobody", "legal", "htb", "was legal", "was htb"};
#define ROLES (sizeof roles / sizeof *roles)

void table_role(struct small *small, size_t role)
{
    switch (role) {
    case 1:
        small_add(small, function_of(0, 0, "10006", LONG_AGO, TOEGANG_NEVER));
        return;
    case 2:
        small_add(small, htb_of(0, 0, NOBODY, LONG_AGO, TOEGANG_NEVER));
        return;
    case 3:
        small_add(small, function_of(0, 0, "10006", LONG_AGO, PAST));
        return;
    case 4:
        small_add(small, htb_of(0, 0, NOBODY, LONG_AGO, PAST));
        return;
    default:
        return;
    }
}

static const char *const rights[] = {"no right", "right", "right ended"};
#define RIGHTS (sizeof rights / sizeof *rights)

void table_right(struct small *small, size_t right, int organisation)
{
    if (right == 0) return;
    small_add(small, right_of(0, organisation, 0, "r", NOBODY, LONG_AGO, right == 1 ? TOEGANG_NEVER : PAST));
}

static void write_ways_of(FILE *out, enum tg_way legal, enum tg_way htb, enum tg_way others)
{
    for (size_t role = 0; role < ROLES; role++)
        for (size_t right = 0; right < RIGHTS; right++) {
            char first[64];
            struct small small;
            small_open(&small);
            small.policy.legal_representative = legal;
            small.policy.htb = htb;
            small.policy.others = others;
            table_role(&small, role);
            table_right(&small, right, 0);
            snprintf(first, sizeof first, "legal %c  htb %c  others %c   %s", letter(legal), letter(htb),
                     letter(others), roles[role]);
            table_row(out, first, rights[right], &small);
        }
}

static void write_ways(FILE *out)
{
    table_title(out, "1. FOR AN ENTERPRISE: EVERY WAY, ROLE AND RIGHT", "policy and role", "right");
    for (unsigned legal = TG_AUTOMATIC + 1; legal-- > 0;)
        for (unsigned htb = TG_AUTOMATIC + 1; htb-- > 0;)
            for (unsigned others = TG_AUTOMATIC + 1; others-- > 0;)
                write_ways_of(out, (enum tg_way)legal, (enum tg_way)htb, (enum tg_way)others),
                    fputc('\n', out);
}

static void write_self(FILE *out)
{
    static const char *const kinds[] = {"no right",   "right",      "right ended",
                                        "by himself", "by another", "for ent. 0"};
    table_title(out, "2. FOR MYSELF, WITHOUT AN ORGANISATION", "policy", "right");
    for (unsigned way = TG_AUTOMATIC + 1; way-- > 0;)
        for (size_t right = 0; right < sizeof kinds / sizeof *kinds; right++) {
            char first[32];
            struct small small;
            small_open(&small);
            small.question.organisation = enterprise(NOBODY);
            small.policy.self = (enum tg_way)way;
            if (right < RIGHTS)
                table_right(&small, right, NOBODY);
            else
                small_add(&small, right_of(0, right == 5 ? 0 : NOBODY, 0, "r",
                                           right == 5 ? NOBODY : right == 4, LONG_AGO, TOEGANG_NEVER));
            snprintf(first, sizeof first, "self %c", letter((enum tg_way)way));
            table_row(out, first, kinds[right], &small);
        }
}

/* A legal representative at an e-counter that asks the right "r": what makes a right count. */
struct right_row {
    const char *name;
    const char *code, *context;
    toegang_time from, until;
    int eloket, organisation;
    const char *asked_context;
    bool context_required;
};

static const struct right_row right_rows[] = {
    {"as asked", "r", "", LONG_AGO, LATER, 0, 0, NULL, false},
    {"another right", "s", "", LONG_AGO, LATER, 0, 0, NULL, false},
    {"at another e-counter", "r", "", LONG_AGO, LATER, 1, 0, NULL, false},
    {"for another enterprise", "r", "", LONG_AGO, LATER, 0, 1, NULL, false},
    {"without an organisation", "r", "", LONG_AGO, LATER, 0, NOBODY, NULL, false},
    {"ends now", "r", "", LONG_AGO, NOW, 0, 0, NULL, false},
    {"ends in a second", "r", "", LONG_AGO, NOW + 1, 0, 0, NULL, false},
    {"begins now", "r", "", NOW, LATER, 0, 0, NULL, false},
    {"begins in a second", "r", "", NOW + 1, LATER, 0, 0, NULL, false},
    {"context c, none asked", "r", "c", LONG_AGO, LATER, 0, 0, NULL, false},
    {"context c, c asked", "r", "c", LONG_AGO, LATER, 0, 0, "c", false},
    {"context d, c asked", "r", "d", LONG_AGO, LATER, 0, 0, "c", false},
    {"no context, c asked", "r", "", LONG_AGO, LATER, 0, 0, "c", false},
    {"no context, one required", "r", "", LONG_AGO, LATER, 0, 0, NULL, true},
    {"context c, one required", "r", "c", LONG_AGO, LATER, 0, 0, NULL, true},
    {"no context, c asked and required", "r", "", LONG_AGO, LATER, 0, 0, "c", true},
};

static void write_rights(FILE *out)
{
    table_title(out, "3. WHICH RIGHT COUNTS (legal r, others n; a legal representative; right r)", "right",
                "");
    for (size_t i = 0; i < sizeof right_rows / sizeof *right_rows; i++) {
        const struct right_row *row = &right_rows[i];
        struct small small;
        small_open(&small);
        small.policy.others = TG_NEVER;
        small.policy.right = "r";
        small.policy.context_required = row->context_required;
        small.question.context = row->asked_context;
        table_role(&small, 1);
        toegang_fact right =
            right_of(0, row->organisation, row->eloket, row->code, NOBODY, row->from, row->until);
        right.context = row->context;
        small_add(&small, right);
        table_row(out, row->name, "", &small);
    }
}

/* Person 1 grants in PAST; what he was, and is. */
static const struct {
    const char *name;
    toegang_time function_until; /* 0: no function */
    toegang_time htb_until;      /* 0: no appointment */
    int appointed_by;            /* person 2 is legal representative until PAST + 1 */
} grantors[] = {
    {"never anything", 0, 0, NOBODY},
    {"legal still", LATER, 0, NOBODY},
    {"legal until the grant", PAST, 0, NOBODY},
    {"legal until just after the grant", PAST + 1, 0, NOBODY},
    {"legal until a second ago", NOW - 1, 0, NOBODY},
    {"htb by BTB's word, still", 0, LATER, NOBODY},
    {"htb by BTB's word, until after", 0, PAST + 1, NOBODY},
    {"htb still, by one who left", 0, LATER, 2},
    {"htb still, by himself", 0, LATER, 1},
    {"legal then, htb by BTB now", PAST + 1, LATER, NOBODY},
};

static const char *const losses[] = {"keep", "grace", "suspend"};

static void write_grantors(FILE *out)
{
    table_title(out,
                "4. WHO GRANTED IT (others r; nobody himself; granted in PAST by person 1; grace: as long "
                "ago as PAST)",
                "grantor", "grantor-loss");
    for (size_t i = 0; i < sizeof grantors / sizeof *grantors; i++)
        for (unsigned loss = TG_LOSS_KEEP; loss <= TG_LOSS_SUSPEND; loss++) {
            struct small small;
            small_open(&small);
            small.policy.grantor_loss = (enum tg_grantor_loss)loss;
            small.policy.grace = GRACE;
            small_add(&small, right_of(0, 0, 0, "r", 1, PAST, TOEGANG_NEVER));
            small_add(&small, function_of(2, 0, "10006", LONG_AGO, PAST + 1));
            if (grantors[i].function_until > 0)
                small_add(&small, function_of(1, 0, "10006", LONG_AGO, grantors[i].function_until));
            if (grantors[i].htb_until > 0)
                small_add(&small, htb_of(1, 0, grantors[i].appointed_by, LONG_AGO, grantors[i].htb_until));
            table_row(out, grantors[i].name, losses[loss], &small);
        }
}

static void write_functions(FILE *out)
{
    static const char *const codes[] = {"10002", "10006", "10007", "10031", "00001", "00004", "10005",
                                        "10021", "11000", "20090", "30000", "90001", "43210"};
    table_title(out, "5. WHICH FUNCTION REPRESENTS (legal a, others n; the default functions)", "function",
                "");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct small small;
        small_open(&small);
        small.policy.legal_representative = TG_AUTOMATIC;
        small.policy.others = TG_NEVER;
        small_add(&small, function_of(0, 0, codes[i], LONG_AGO, LATER));
        table_row(out, codes[i], "", &small);
    }
}

/* A function of enterprise 1 in enterprise 0. */
static const struct {
    const char *name;
    bool permanent, own, chain; /* 10003 of the holder; his function in 1; a function of 1 in 2 in between */
    toegang_time company_until; /* 0: enterprise 1 holds no function in 0 */
    const char *company_code;
} companies[] = {
    {"10003 with its company", true, false, false, LATER, "10002"},
    {"10003, company without function", true, false, false, 0, "10002"},
    {"10003, company's function ended", true, false, false, PAST, "10002"},
    {"10003, company is auditor", true, false, false, LATER, "10021"},
    {"10003, company has but a 10003", true, false, false, LATER, "10003"},
    {"legal of the company", false, true, false, LATER, "10002"},
    {"legal of the company, ended", false, true, false, PAST, "10002"},
    {"legal of its company's company", false, false, true, LATER, "10002"},
};

static void write_companies(FILE *out)
{
    table_title(out, "6. FUNCTIONS HELD BY A COMPANY (legal a, others n)", "holder", "company-chain");
    for (size_t i = 0; i < sizeof companies / sizeof *companies; i++)
        for (unsigned hops = 0; hops < 3; hops++) {
            struct small small;
            char second[8];
            small_open(&small);
            small.policy.legal_representative = TG_AUTOMATIC;
            small.policy.others = TG_NEVER;
            small.policy.company_chain = hops;
            if (companies[i].permanent) small_add(&small, permanent(0, 1, 0, LONG_AGO, LATER));
            if (companies[i].own) small_add(&small, function_of(0, 1, "10006", LONG_AGO, LATER));
            if (companies[i].chain) {
                small_add(&small, company_function(2, 1, "10002", LONG_AGO, LATER));
                small_add(&small, function_of(0, 2, "10006", LONG_AGO, LATER));
            }
            if (companies[i].company_until > 0)
                small_add(&small, company_function(1, 0, companies[i].company_code, LONG_AGO,
                                                   companies[i].company_until));
            snprintf(second, sizeof second, "%u", hops);
            table_row(out, companies[i].name, second, &small);
        }
}

static void write_appointments(FILE *out)
{
    static const struct {
        const char *name;
        int by;
        toegang_time function_of_grantor;
    } rows[] = {{"by BTB's word", NOBODY, 0},
                {"by a legal representative", 1, LATER},
                {"by one who left a second ago", 1, NOW - 1},
                {"by one who left as grace ends", 1, PAST},
                {"by nobody who ever could", 1, 0},
                {"by himself", 0, 0}};
    table_title(out, "7. WHICH HTB COUNTS (htb a, others n; grace: as long ago as PAST)", "appointed",
                "grantor-loss");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (unsigned loss = TG_LOSS_KEEP; loss <= TG_LOSS_SUSPEND; loss++) {
            struct small small;
            small_open(&small);
            small.policy.htb = TG_AUTOMATIC;
            small.policy.others = TG_NEVER;
            small.policy.legal_representative = TG_NEVER;
            small.policy.grantor_loss = (enum tg_grantor_loss)loss;
            small.policy.grace = GRACE;
            small_add(&small, htb_of(0, 0, rows[i].by, LONG_AGO, TOEGANG_NEVER));
            if (rows[i].function_of_grantor > 0)
                small_add(&small, function_of(1, 0, "10006", LONG_AGO, rows[i].function_of_grantor));
            table_row(out, rows[i].name, losses[loss], &small);
        }
}

/* A gate each; the path is proven, or not. */
static void close_gate(struct small *small, size_t gate)
{
    static const char *const capacities[] = {"LB"};
    switch (gate) {
    case 1:
        small->identity.until = NOW;
        return;
    case 2:
        small->identity.until = NOW + 1;
        return;
    case 3:
        small->identity.holder.kind = TOEGANG_RRN_TEST;
        return;
    case 4:
        small->policy.assurance = TOEGANG_ASSURANCE_HIGH;
        small->identity.assurance = TOEGANG_ASSURANCE_SUBSTANTIAL;
        return;
    case 5:
        small->policy.assurance = TOEGANG_ASSURANCE_LOW;
        small->identity.assurance = TOEGANG_ASSURANCE_NONE;
        return;
    case 6:
        small->policy.capacities = capacities, small->policy.capacity_count = 1;
        return;
    case 7:
        small->policy.blocks = true;
        return;
    case 8:
        small_add(small, block_of(0, NOBODY, NOBODY, LONG_AGO, LATER));
        break;
    case 9:
        small_add(small, block_of(0, 0, NOBODY, LONG_AGO, LATER));
        break;
    case 10:
        small_add(small, block_of(NOBODY, NOBODY, 0, LONG_AGO, LATER));
        break;
    case 11:
        small_add(small, block_of(0, 1, NOBODY, LONG_AGO, LATER));
        break;
    case 12:
        small_add(small, block_of(1, NOBODY, NOBODY, LONG_AGO, LATER));
        break;
    case 13:
        small_add(small, block_of(0, NOBODY, NOBODY, LONG_AGO, NOW));
        break;
    default:
        return;
    }
    small->policy.blocks = true;
}

static void write_gates(FILE *out)
{
    static const char *const gates[] = {"none",
                                        "sign-in ends now",
                                        "sign-in ends in a second",
                                        "test number",
                                        "high asked, substantial came",
                                        "low asked, nothing stated",
                                        "capacity LB asked, EA came",
                                        "register holds blocks",
                                        "block on the holder",
                                        "block on the pair",
                                        "block on the e-counter",
                                        "block on the pair with another",
                                        "block on another person",
                                        "block on the holder, ended"};
    table_title(out, "8. GATES (legal a, others n)", "gate", "role");
    for (size_t gate = 0; gate < sizeof gates / sizeof *gates; gate++)
        for (size_t role = 0; role < 2; role++) {
            struct small small;
            small_open(&small);
            small.policy.legal_representative = TG_AUTOMATIC;
            small.policy.others = TG_NEVER;
            close_gate(&small, gate);
            if (role == 1) {
                small_add(&small, function_of(0, 0, "10006", LONG_AGO, TOEGANG_NEVER));
                small.facts[small.world.count - 1].holder = small.identity.holder;
            }
            table_row(out, gates[gate], roles[role], &small);
        }
}

void table_write(FILE *out)
{
    fputs(heading, out);
    write_ways(out);
    write_self(out);
    write_rights(out);
    write_grantors(out);
    write_functions(out);
    write_companies(out);
    write_appointments(out);
    write_gates(out);
    table_assertions(out);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every cell of the decision table as a line of JSON: the policy, the facts, who asks, which registers cannot answer,
 * and the answer of the table itself. Linked with the code of the table, of which small_ask is wrapped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/decision.h"
#include "small.h"
#include "table.h"

toegang_decision *__wrap_small_ask(struct small *small);
toegang_decision *__real_small_ask(struct small *small);

/* "name": "text", */
static void text(const char *name, const char *value)
{
    if (value && *value) printf("\"%s\": \"%s\", ", name, value);
}

static void organisation(const char *name, const toegang_organisation *value)
{
    if (value->scheme != TOEGANG_SCHEME_NONE) text(name, value->value);
}

static void person_named(const char *name, const toegang_rrn *value)
{
    if (value->kind != TOEGANG_RRN_NONE) printf("\"%s\": \"%.11s\", ", name, value->digits);
}

static void moment(const char *name, toegang_time value)
{
    if (value != TOEGANG_ALWAYS && value != TOEGANG_NEVER) printf("\"%s\": %lld, ", name, (long long)value);
}

static void list(const char *name, const char *const *items, size_t count)
{
    printf("\"%s\": [", name);
    for (size_t i = 0; i < count; i++) printf("%s\"%s\"", i > 0 ? ", " : "", items[i]);
    printf("], ");
}

static void tell_policy(const struct tg_policy *policy)
{
    static const char *const losses[] = {"keep", "grace", "suspend"};
    printf("\"policy\": {");
    text("legal-representative", tg_way_name(policy->legal_representative));
    text("htb", tg_way_name(policy->htb));
    text("mandate", tg_way_name(policy->mandate));
    text("others", tg_way_name(policy->others));
    text("self", tg_way_name(policy->self));
    text("asserted", tg_asserted_names[policy->asserted]);
    text("right", policy->right);
    list("rights", policy->rights, policy->right_count);
    text("assurance", policy->assurance == TOEGANG_ASSURANCE_NONE ? "" : toegang_assurance_name(policy->assurance));
    list("capacity", policy->capacities, policy->capacity_count);
    text("context", policy->context_required ? "required" : "optional");
    text("blocks", policy->blocks ? "yes" : "no");
    text("grantor-loss", losses[policy->grantor_loss]);
    printf("\"grace\": %lld, \"company-chain\": %u}, ", (long long)policy->grace, policy->company_chain);
}

static void tell_fact(const toegang_fact *fact)
{
    printf("{");
    person_named("holder", &fact->holder);
    organisation("organisation", &fact->organisation);
    organisation("held-by", &fact->held_by);
    text("eloket", fact->eloket);
    text("code", fact->code);
    text("context", fact->context);
    moment("from", fact->from);
    moment("until", fact->until);
    person_named("granted-by", &fact->granted_by);
    printf("\"kind\": %d}", (int)fact->kind);
}

static void tell_identity(const toegang_identity *identity)
{
    printf("\"identity\": {");
    person_named("holder", &identity->holder);
    text("assurance", toegang_assurance_name(identity->assurance));
    text("capacity", identity->capacity);
    moment("until", identity->until);
    printf("\"test\": %d, \"asserts\": %u, \"stated\": [", identity->holder.kind == TOEGANG_RRN_TEST, identity->asserts);
    for (size_t i = 0; i < identity->stated_count; i++) {
        printf("%s{", i > 0 ? ", " : "");
        organisation("organisation", &identity->stated[i].organisation);
        printf("\"claim\": \"%s\"}", identity->stated[i].claim);
    }
    printf("], \"roles\": [");
    for (size_t i = 0; i < identity->role_count; i++) {
        printf("%s{", i > 0 ? ", " : "");
        organisation("organisation", &identity->roles[i].organisation);
        text("context", identity->roles[i].context);
        printf("\"right\": \"%s\"}", identity->roles[i].right);
    }
    printf("]}, ");
}

static void tell_world(const struct tg_world *world)
{
    printf("\"facts\": [");
    for (size_t i = 0; i < world->count; i++) {
        if (i > 0) printf(", ");
        tell_fact(world->facts[i]);
    }
    printf("], \"registers\": {");
    for (unsigned reg = 0; reg < 3; reg++) {
        const struct tg_answer *answer = &world->answers[reg];
        const char *how = answer->absent ? "absent" : answer->status == TOEGANG_GOOD ? "up" : "down";
        printf("%s\"%s\": \"%s\"", reg > 0 ? ", " : "", toegang_register_name((toegang_register)reg), how);
    }
    printf("}, ");
}

toegang_decision *__wrap_small_ask(struct small *small)
{
    toegang_decision *decision = __real_small_ask(small);
    printf("{");
    tell_policy(&small->policy);
    tell_identity(&small->identity);
    tell_world(&small->world);
    organisation("organisation", &small->question.organisation);
    text("context", small->question.context);
    printf("\"at\": %lld, \"outcome\": \"%s\", \"check\": \"%s\"}\n", (long long)small->question.at,
           toegang_outcome_name(toegang_decision_outcome(decision)), toegang_decision_check(decision));
    return decision;
}

int main(void)
{
    FILE *table = fopen("/dev/null", "w");
    if (!table) return EXIT_FAILURE;
    table_write(table);
    return fclose(table) == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

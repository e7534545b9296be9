/* SPDX-License-Identifier: Apache-2.0 */
/* The policies of e-counters, in the words that people use for them. */
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "check.h"
#include "config_form.h"
#include "directory/fact.h"
#include "internal.h"

static const struct tg_config_words way_words = {tg_way_names, TG_WAYS, TG_NEVER};

static const struct tg_config_words asserted_words = {tg_asserted_names, TG_ASSERTEDS, TG_ASSERTED_NEVER};

static const char *const registers[] = {"gebruikersbeheer", "rollenbeheer"};
static const struct tg_config_words register_words = {registers, 2, TOEGANG_GEBRUIKERSBEHEER};

static const char *const contexts[] = {"optional", "required"};
static const struct tg_config_words context_words = {contexts, 2, 0};

static const char *const blocks[] = {"no", "yes"};
static const struct tg_config_words block_words = {blocks, 2, 0};

static const struct tg_config_range chain_range = {0, 8, "0 .. 8"};

/* Codes that we never saw are for the site to list. */
static const struct tg_config_items function_items = {tg_is_function_code, "00000 .. 99999", "^[0-9]{5}$"};

/* keep | suspend | grace 90d: what becomes of a right when its grantor loses his authority. */
static void read_grantor_loss(struct tg_config *config, const struct tg_config_key *key,
                              const struct tg_yaml_node *node, void *target)
{
    struct tg_policy *policy = target;
    int64_t grace = 0;
    (void)key;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    bool with_grace = tg_span_starts(node->text, "grace ") &&
                      tg_duration_read(tg_span_trim(tg_span_from(node->text, 6)), &grace) && grace > 0;
    if (tg_span_is(node->text, "keep"))
        policy->grantor_loss = TG_LOSS_KEEP;
    else if (tg_span_is(node->text, "suspend"))
        policy->grantor_loss = TG_LOSS_SUSPEND;
    else if (with_grace)
        policy->grantor_loss = TG_LOSS_GRACE;
    else
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, "keep, suspend, grace 90d", node->text);
    policy->grace = grace;
}
static const char *const losses[] = {"keep", "suspend"};
static const struct tg_config_words loss_words = {losses, 2, TG_LOSS_KEEP};
static const struct tg_config_form form_loss = {.kind = TG_FORM_WORD, .words = &loss_words};
static const struct tg_config_form form_grace = {.kind = TG_FORM_TEXT, .pattern = "^grace +[0-9]{1,8}[smhd] *$", .expected = "keep, suspend, grace 90d"};
static const struct tg_config_form form_grantor_loss = {.kind = TG_FORM_ANY, .of = TG_FORMS(&form_loss, &form_grace)};
static const struct tg_config_type type_grantor_loss = {"grantor-loss", read_grantor_loss, &form_grantor_loss};

static const struct tg_config_range staleness_range = {1, INT64_MAX, "30s, 15m, 24h, 90d"};
static const struct tg_config_key staleness_keys[TOEGANG_REGISTERS] = {
    {"kbo", &tg_type_seconds, TOEGANG_KBO * sizeof(int64_t), &staleness_range, false, NULL, "functions"},
    {"btb", &tg_type_seconds, TOEGANG_BTB * sizeof(int64_t), &staleness_range, false, NULL, "appointments"},
    {"gebruikersbeheer", &tg_type_seconds, TOEGANG_GEBRUIKERSBEHEER * sizeof(int64_t), &staleness_range,
     false, NULL, "Flemish rights"},
    {"rollenbeheer", &tg_type_seconds, TOEGANG_ROLLENBEHEER * sizeof(int64_t), &staleness_range, false, NULL,
     "federal rights"},
};
static const struct tg_config_section staleness_section = {"staleness", staleness_keys, TOEGANG_REGISTERS};

/* One duration for every register, or one for each. */
static void read_staleness(struct tg_config *config, const struct tg_config_key *key,
                           const struct tg_yaml_node *node, void *target)
{
    int64_t *bounds = target;
    (void)key;
    if (node->kind == TG_YAML_MAPPING) {
        tg_config_section_read(config, &staleness_section, node, bounds);
        return;
    }
    staleness_keys[0].type->read(config, &staleness_keys[0], node, &bounds[0]);
    for (size_t i = 1; i < TOEGANG_REGISTERS; i++) bounds[i] = bounds[0];
}
static const struct tg_config_form form_bounds = {.kind = TG_FORM_SECTION, .section = &staleness_section};
static const struct tg_config_form form_staleness = {.kind = TG_FORM_ANY, .of = TG_FORMS(&tg_form_seconds, &form_bounds)};
static const struct tg_config_type type_staleness = {"staleness", read_staleness, &form_staleness};

#define LIST_AT(list, number) \
    _Static_assert(offsetof(struct tg_policy, number) == \
                       offsetof(struct tg_policy, list) + offsetof(struct tg_config_list, count), \
                   "a list and its number stand together")
LIST_AT(rights, right_count);
LIST_AT(capacities, capacity_count);
LIST_AT(functions, function_count);

#define AT(member) offsetof(struct tg_policy, member)
static const struct tg_config_key policy_keys[] = {
    {"legal-representative", &tg_type_word, AT(legal_representative), &way_words, false, "with-right",
     "how a legal representative enters"},
    {"htb", &tg_type_word, AT(htb), &way_words, false, "with-right", "how a chief access manager enters"},
    {"mandate", &tg_type_word, AT(mandate), &way_words, false, "never",
     "how whoever holds a mandate of the organisation enters"},
    {"others", &tg_type_word, AT(others), &way_words, false, "with-right", "how anybody else enters"},
    {"self", &tg_type_word, AT(self), &way_words, false, "never", "how a natural person enters for himself"},
    {"right", &tg_type_text, AT(right), NULL, false, "any right on this e-counter",
     "the right that with-right asks"},
    {"rights", &tg_type_list, AT(rights), NULL, false, "the one right",
     "every right that this e-counter knows"},
    {"register", &tg_type_word, AT(reg), &register_words, false, "gebruikersbeheer", "whose rights count"},
    {"asserted", &tg_type_word, AT(asserted), &asserted_words, false, "register",
     "whether what an assertion states counts: never, where no register would know, or beside it"},
    {"assurance", &tg_type_word, AT(assurance), &tg_assurance_words, false, "no demand",
     "how strong the digital key must be"},
    {"capacity", &tg_type_list, AT(capacities), NULL, false, "no demand",
     "capacities of which one must be chosen at sign-in"},
    {"functions", &tg_type_list, AT(functions), &function_items, false, "10002 10006 10007 10031 00001 10003",
     "KBO function codes that represent"},
    {"context", &tg_type_flag, AT(context_required), &context_words, false, "optional",
     "whether a question must name a context"},
    {"grantor-loss", &type_grantor_loss, 0, NULL, false, "keep",
     "what becomes of a right whose grantor lost his authority"},
    {"company-chain", &tg_type_count, AT(company_chain), &chain_range, false, "0",
     "companies between a person and the organisation that may count"},
    {"staleness", &type_staleness, AT(staleness), &staleness_range, false, "no bound",
     "how old what a register says may be"},
    {"blocks", &tg_type_flag, AT(blocks), &block_words, false, "no",
     "whether its register holds blocks, which stop whoever has a right"},
    {"self-registration", &tg_type_link, AT(self_registration), NULL, false, NULL,
     "where a person asks a right"},
};
static const struct tg_config_section policy_section = {"e-loket", policy_keys,
                                                        sizeof policy_keys / sizeof *policy_keys};
static const struct tg_config_form form_policy = {.kind = TG_FORM_SECTION, .name = "e-loket", .section = &policy_section};
const struct tg_config_form tg_form_elokets = {
    .kind = TG_FORM_NAMED, .pattern = "^[A-Za-z0-9_.-]{1,64}$", .of = TG_FORMS(&form_policy), .most = TG_ELOKETS_MAX};

static bool is_eloket_name(struct tg_span name)
{
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') return false;
    }
    return name.length > 0 && name.length <= 64;
}

/* `right` is one of the rights, whether or not it is listed among them. */
static void add_right(struct tg_config *config, struct tg_policy *policy)
{
    for (size_t i = 0; i < policy->right_count; i++)
        if (strcmp(policy->rights[i], policy->right) == 0) return;
    const char **rights = tg_config_take(config, policy->right_count + 1, sizeof *rights);
    if (!rights) return;
    for (size_t i = 0; i < policy->right_count; i++) rights[i] = policy->rights[i];
    rights[policy->right_count++] = policy->right;
    policy->rights = rights;
}

static const char *source_of(struct tg_config *config, const struct tg_yaml_node *node)
{
    char source[512];
    struct tg_text text = tg_text_of(source, sizeof source);
    struct tg_span path = tg_span_of(config->path);
    size_t slash = tg_span_find_last(path, '/');
    tg_text_add_span(&text, slash < path.length ? tg_span_from(path, slash + 1) : path);
    tg_text_addf(&text, ":%u", node->key_line);
    return tg_config_copy(config, tg_span_of(source));
}

static void read_policy(struct tg_config *config, const struct tg_yaml_node *node, bool test_numbers,
                        struct tg_policy *policy)
{
    if (!is_eloket_name(node->key))
        tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_ELOKET, "A-Z a-z 0-9 - _ . (1 .. 64)",
                   node->key);
    tg_policy_default(policy, tg_config_copy(config, node->key));
    policy->source = source_of(config, node);
    policy->test_numbers = test_numbers;
    tg_config_section_read(config, &policy_section, node, policy);
    if (policy->right) add_right(config, policy);
    if (policy->legal_representative == TG_NEVER && policy->htb == TG_NEVER && policy->mandate == TG_NEVER &&
        policy->others == TG_NEVER && policy->self == TG_NEVER)
        tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_POLICY_CLOSED,
                   "legal-representative, htb, mandate, others or self", tg_span_of("never"));
}

void tg_config_elokets(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    if (!node || !tg_config_is(config, node, TG_YAML_MAPPING)) return;
    if (node->count > TG_ELOKETS_MAX) {
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_LIMIT, "10000 e-counters", tg_span_of("more"));
        return;
    }
    all->policies = tg_config_take(config, node->count, sizeof *all->policies);
    if (!all->policies) return;
    for (const struct tg_yaml_node *child = node->first; child; child = child->next)
        read_policy(config, child, all->allow_test_numbers, &all->policies[all->policy_count++]);
    if (!tg_policy_index(all)) config->no_memory = true;
}

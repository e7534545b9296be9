/* SPDX-License-Identifier: Apache-2.0 */
/* What callers of AuthZEN call people, resources and organisations, where they do not use our names. */
#include <stddef.h>
#include <string.h>

#include "authzen.h"
#include "base/sort.h"
#include "base/text.h"
#include "check.h"
#include "config_form.h"

static const struct tg_config_form form_number = {.kind = TG_FORM_TEXT, .expected = "a national number"};
static const struct tg_config_form form_people = {.kind = TG_FORM_NAMED, .of = TG_FORMS(&form_number)};
static const struct tg_config_form form_organisations = {.kind = TG_FORM_NAMED,
                                                         .of = TG_FORMS(&tg_form_text)};

/* ---- subjects ---- */

struct people {
    struct tg_authzen_people of;
    const struct tg_yaml_node *list;
};

#define AT(member) offsetof(struct people, member)
static const struct tg_config_key people_keys[] = {
    {"assurance", &tg_type_word, AT(of.assurance), &tg_assurance_words, false, "none",
     "how strong the digital key was that callers saw"},
    {"capacity", &tg_type_text, AT(of.capacity), NULL, false, NULL, "the capacity in which they act"},
    {"people", &tg_type_node, AT(list), &form_people, true, NULL, "the national number of each id"},
};
#undef AT
static const struct tg_config_section people_section = {"subjects", people_keys,
                                                        sizeof people_keys / sizeof *people_keys};
static const struct tg_config_form form_subject = {.kind = TG_FORM_SECTION, .section = &people_section};
static const struct tg_config_form form_subjects = {.kind = TG_FORM_NAMED, .of = TG_FORMS(&form_subject)};

static void read_person(struct tg_config *config, const struct tg_yaml_node *node, bool test_numbers,
                        struct tg_authzen_person *out)
{
    toegang_report report = {0};
    out->id = tg_config_copy(config, node->key);
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (toegang_rrn_parse(node->text.at, node->text.length, test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0U,
                          &out->holder, &report) != TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(node), &report);
}

static void read_people(struct tg_config *config, const struct tg_yaml_node *node, bool test_numbers,
                        struct tg_authzen_people *out)
{
    struct people people = {0};
    if (tg_span_is(node->key, TG_AUTHZEN_PERSON))
        tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_VALUE, "another name", node->key);
    tg_config_section_read(config, &people_section, node, &people);
    *out = people.of;
    out->type = tg_config_copy(config, node->key);
    if (!people.list || !tg_config_is(config, people.list, TG_YAML_MAPPING)) return;
    out->list = tg_config_take(config, people.list->count, sizeof *out->list);
    for (const struct tg_yaml_node *child = people.list->first; child && out->list; child = child->next)
        read_person(config, child, test_numbers, &out->list[out->count++]);
    if (!config->no_memory) tg_sort(out->list, out->count, sizeof *out->list, tg_by_name);
}

/* ---- resources ---- */

struct kind {
    struct tg_authzen_kind of;
    struct tg_config_list places;
    const struct tg_yaml_node *names, *otherwise;
};

#define AT(member) offsetof(struct kind, member)
static const struct tg_config_key kind_keys[] = {
    {"e-loket", &tg_type_text, AT(of.eloket), NULL, true, NULL, "the e-counter that decides"},
    {"organisation", &tg_type_list, AT(places), NULL, false, NULL,
     "where the name of the organisation stands: id, properties.NAME; the first that is there counts"},
    {"organisations", &tg_type_node, AT(names), &form_organisations, false, NULL,
     "the organisation of each name"},
    {"otherwise", &tg_type_node, AT(otherwise), &tg_form_text, false, "for oneself",
     "the organisation where no name stands"},
    {"context", &tg_type_text, AT(of.context), NULL, false, NULL,
     "where the context of the right stands: properties.NAME, action.properties.NAME"},
};
#undef AT
static const struct tg_config_section kind_section = {"resources", kind_keys,
                                                      sizeof kind_keys / sizeof *kind_keys};
static const struct tg_config_form form_resource = {.kind = TG_FORM_SECTION, .section = &kind_section};
static const struct tg_config_form form_resources = {.kind = TG_FORM_NAMED, .of = TG_FORMS(&form_resource)};

static void read_organisation(struct tg_config *config, const struct tg_yaml_node *node,
                              toegang_organisation *out)
{
    toegang_report report = {0};
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (toegang_organisation_parse(node->text.at, node->text.length, out, &report) != TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(node), &report);
}

static void read_names(struct tg_config *config, const struct tg_yaml_node *node, struct tg_authzen_kind *out)
{
    if (!node || !tg_config_is(config, node, TG_YAML_MAPPING)) return;
    out->names = tg_config_take(config, node->count, sizeof *out->names);
    for (const struct tg_yaml_node *child = node->first; child && out->names; child = child->next) {
        struct tg_authzen_name *name = &out->names[out->name_count++];
        name->id = tg_config_copy(config, child->key);
        read_organisation(config, child, &name->organisation);
    }
    if (!config->no_memory) tg_sort(out->names, out->name_count, sizeof *out->names, tg_by_name);
}

static bool is_ours(struct tg_span type)
{
    return tg_span_is(type, TG_AUTHZEN_ELOKET) || tg_span_is(type, TG_AUTHZEN_E_LOKET) ||
           tg_span_is(type, TG_AUTHZEN_ORGANISATION);
}

static void read_kind(struct tg_config *config, const struct tg_yaml_node *node, const toegang *all,
                      struct tg_authzen_kind *out)
{
    struct kind kind = {0};
    toegang_report report = {0};
    if (is_ours(node->key))
        tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_VALUE, "another name", node->key);
    tg_config_section_read(config, &kind_section, node, &kind);
    *out = kind.of;
    out->type = tg_config_copy(config, node->key);
    out->organisation = kind.places.items;
    out->organisation_count = kind.places.count;
    read_names(config, kind.names, out);
    if (kind.otherwise) read_organisation(config, kind.otherwise, &out->otherwise);
    if (out->eloket && toegang_knows(all, out->eloket, NULL, &report) != TOEGANG_GOOD)
        tg_problem_of(config, tg_place_of(tg_yaml_get(node, "e-loket")), &report);
}

/* ---- both ---- */

struct names {
    const struct tg_yaml_node *subjects, *resources;
};
static const struct tg_config_key names_keys[] = {
    {"subjects", &tg_type_node, offsetof(struct names, subjects), &form_subjects, false, NULL,
     "types of subjects beside person"},
    {"resources", &tg_type_node, offsetof(struct names, resources), &form_resources, false, NULL,
     "types of resources beside eloket and organisation"},
};
static const struct tg_config_section names_section = {"authzen", names_keys, 2};
const struct tg_config_form tg_form_authzen = {.kind = TG_FORM_SECTION, .section = &names_section};

static void read_subjects(struct tg_config *config, const struct tg_yaml_node *node, bool test_numbers,
                          struct tg_authzen_names *out)
{
    if (!node || !tg_config_is(config, node, TG_YAML_MAPPING)) return;
    out->people = tg_config_take(config, node->count, sizeof *out->people);
    for (const struct tg_yaml_node *child = node->first; child && out->people; child = child->next)
        read_people(config, child, test_numbers, &out->people[out->people_count++]);
}

static void read_resources(struct tg_config *config, const struct tg_yaml_node *node, const toegang *all,
                           struct tg_authzen_names *out)
{
    if (!node || !tg_config_is(config, node, TG_YAML_MAPPING)) return;
    out->kinds = tg_config_take(config, node->count, sizeof *out->kinds);
    for (const struct tg_yaml_node *child = node->first; child && out->kinds; child = child->next)
        read_kind(config, child, all, &out->kinds[out->kind_count++]);
}

void tg_config_authzen(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    struct names names = {0};
    if (!node) return;
    tg_config_section_read(config, &names_section, node, &names);
    all->authzen = tg_config_take(config, 1, sizeof *all->authzen);
    if (!all->authzen) return;
    read_subjects(config, names.subjects, all->allow_test_numbers, all->authzen);
    read_resources(config, names.resources, all, all->authzen);
}

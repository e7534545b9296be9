/* SPDX-License-Identifier: Apache-2.0 */
/* Who knows what: a directory for each register, one file for several where it stands there so. */
#include <string.h>

#include <toegang/directory.h>

#include "check.h"
#include "config_form.h"
#include "config_source.h"

#define AT(reg) ((reg) * sizeof(struct tg_yaml_node *))
static const struct tg_config_key source_keys[TOEGANG_REGISTERS] = {
    {"kbo", &tg_type_node, AT(TOEGANG_KBO), &tg_form_source, false, "empty", "functions in enterprises"},
    {"btb", &tg_type_node, AT(TOEGANG_BTB), &tg_form_source, false, "empty",
     "appointed chief access managers"},
    {"gebruikersbeheer", &tg_type_node, AT(TOEGANG_GEBRUIKERSBEHEER), &tg_form_source, false, "empty",
     "Flemish rights"},
    {"rollenbeheer", &tg_type_node, AT(TOEGANG_ROLLENBEHEER), &tg_form_source, false, "empty",
     "federal rights"},
};
static const struct tg_config_section source_section = {"directories", source_keys, TOEGANG_REGISTERS};
const struct tg_config_form tg_form_directories = {.kind = TG_FORM_SECTION, .section = &source_section};

/* For people: the source itself, or what it is made of. */
static const char *name_of(const struct tg_source *source)
{
    if (!source->common) return NULL;
    if (source->common->source) return source->common->source;
    return source->common->first ? "first" : "union";
}

/* The program gives a directory exactly where the configuration asks for one. */
static void check_hosted(struct tg_config *config, const struct tg_yaml_node *node, const toegang *all, size_t reg)
{
    const struct tg_source *source = all->opened[reg];
    if (source && !all->sources[reg]) return; /* what is wrong with it is told */
    struct tg_place place = source ? tg_place_of(source->node) : node ? tg_place_of_key(node) : (struct tg_place){0};
    struct tg_span name = tg_span_of(source_keys[reg].name);
    bool is_asked = source && tg_source_is_hosted(source), is_given = config->registers[reg];
    if (is_asked && !is_given)
        tg_problem(config, place, CHECK_CONFIG_HOST, "a directory that the program gives", name);
    if (is_given && !is_asked) tg_problem(config, place, CHECK_CONFIG_HOST, tg_adapter_host.form, name);
}

static void read_sources(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    const struct tg_yaml_node *nodes[TOEGANG_REGISTERS] = {NULL};
    if (!node) return;
    tg_config_section_read(config, &source_section, node, nodes);
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        if (!nodes[reg]) continue;
        size_t problems = config->problems;
        all->opened[reg] = tg_source_read(config, nodes[reg]);
        if (all->opened[reg] && config->problems == problems) all->sources[reg] = name_of(all->opened[reg]);
    }
}

void tg_config_sources(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    read_sources(config, node, all);
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) check_hosted(config, node, all, reg);
}

/* One text that stands for several registers is one directory; `host` is one for each. */
static size_t first_of_source(const toegang *all, size_t reg)
{
    if (all->opened[reg]->node->kind != TG_YAML_SCALAR || tg_source_is_hosted(all->opened[reg])) return reg;
    for (size_t i = 0; i < reg; i++)
        if (all->sources[i] && all->opened[i]->node->kind == TG_YAML_SCALAR &&
            strcmp(all->sources[i], all->sources[reg]) == 0)
            return i;
    return reg;
}

static void free_each_once(const toegang *all, toegang_directory *const open[])
{
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (all->sources[reg] && first_of_source(all, reg) == reg) toegang_directory_free(open[reg]);
}

void tg_config_directories(struct tg_config *config, bool strict, toegang *all)
{
    toegang_directory *open[TOEGANG_REGISTERS] = {NULL};
    toegang_report report = {0};
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        if (!all->sources[reg]) continue;
        const struct tg_opening opening = {config, all, (toegang_register)reg, strict};
        size_t first = first_of_source(all, reg);
        open[reg] = first < reg ? open[first] : tg_source_open(&opening, all->opened[reg]);
    }
    bool good = config->problems == 0 && !config->no_memory;
    if (good && toegang_directory_layer_new(open, &all->layer, &report) == TOEGANG_GOOD) return;
    if (good) tg_problem_of(config, (struct tg_place){0}, &report);
    free_each_once(all, open);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Who knows what: a directory for each register, one file for several where it stands there so. */
#include <string.h>

#include <toegang/directory.h>

#include "base/report.h"
#include "check.h"
#include "internal.h"
#include "parse/file.h"

static const struct tg_config_key source_keys[TOEGANG_REGISTERS] = {
    {"kbo", &tg_type_text, TOEGANG_KBO * sizeof(char *), NULL, false, "empty", "functions in enterprises"},
    {"btb", &tg_type_text, TOEGANG_BTB * sizeof(char *), NULL, false, "empty",
     "appointed chief access managers"},
    {"gebruikersbeheer", &tg_type_text, TOEGANG_GEBRUIKERSBEHEER * sizeof(char *), NULL, false, "empty",
     "Flemish rights"},
    {"rollenbeheer", &tg_type_text, TOEGANG_ROLLENBEHEER * sizeof(char *), NULL, false, "empty",
     "federal rights"},
};
static const struct tg_config_section source_section = {"directories", source_keys, TOEGANG_REGISTERS};

#define YAML_ADAPTER "yaml:"

static const struct tg_yaml_node *node_of(const struct tg_yaml_node *node, size_t reg)
{
    return tg_yaml_get(node, source_keys[reg].name);
}

void tg_config_sources(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    if (!node) return;
    tg_config_section_read(config, &source_section, node, all->sources);
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        struct tg_span source = all->sources[reg] ? tg_span_of(all->sources[reg]) : (struct tg_span){0};
        if (!all->sources[reg]) continue;
        if (tg_span_starts(source, YAML_ADAPTER) && source.length > strlen(YAML_ADAPTER)) continue;
        tg_problem(config, tg_place_of(node_of(node, reg)), CHECK_CONFIG_ADAPTER, "yaml:FILE", source);
        all->sources[reg] = NULL;
    }
}

/* Problems of the directory's own file go through; the first is kept for the report, the number for the
 * status. */
struct listener {
    struct tg_config *config;
    size_t heard;
    bool strict;
};

static void hear(void *context, const char *file, const char *source_line, const toegang_report *problem)
{
    struct listener *listener = context;
    struct tg_config *config = listener->config;
    if (!listener->strict) return;
    listener->heard++;
    config->problems++;
    if (config->sink) config->sink(config->context, file, source_line, problem);
    if (config->report && config->report->status == TOEGANG_GOOD) *config->report = *problem;
}

static toegang_directory *broken(struct tg_config *config, const toegang_report *why)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    if (why->status == TOEGANG_NO_MEMORY ||
        toegang_directory_broken_new(why, &directory, &report) != TOEGANG_GOOD)
        config->no_memory = true;
    return directory;
}

static toegang_directory *open_source(struct tg_config *config, const struct tg_yaml_node *node,
                                      const char *source, bool strict, const toegang *all)
{
    struct listener listener = {config, 0, strict};
    toegang_yaml_settings settings = {sizeof settings, all->allow_test_numbers, hear, &listener};
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    const char *path = tg_file_beside(&config->scratch, config->path,
                                      tg_span_from(tg_span_of(source), strlen(YAML_ADAPTER)));
    if (!path) return config->no_memory = true, NULL;
    if (toegang_directory_yaml_open(path, &settings, &directory, &report) == TOEGANG_GOOD) return directory;
    if (!strict) return broken(config, &report);
    if (listener.heard == 0) tg_problem_of(config, tg_place_of(node), &report);
    return NULL;
}

/* The first register that names the same source, which is opened once. */
static size_t first_of_source(const toegang *all, size_t reg)
{
    for (size_t i = 0; i < reg; i++)
        if (all->sources[i] && strcmp(all->sources[i], all->sources[reg]) == 0) return i;
    return reg;
}

static void free_each_once(const toegang *all, toegang_directory *const open[])
{
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (all->sources[reg] && first_of_source(all, reg) == reg) toegang_directory_free(open[reg]);
}

void tg_config_directories(struct tg_config *config, const struct tg_yaml_node *node, bool strict,
                           toegang *all)
{
    toegang_directory *open[TOEGANG_REGISTERS] = {NULL};
    toegang_report report = {0};
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) {
        if (!all->sources[reg]) continue;
        size_t first = first_of_source(all, reg);
        open[reg] = first < reg ? open[first]
                                : open_source(config, node_of(node, reg), all->sources[reg], strict, all);
    }
    bool good = config->problems == 0 && !config->no_memory;
    if (good && toegang_directory_layer_new(open, &all->layer, &report) == TOEGANG_GOOD) return;
    if (good) tg_problem_of(config, (struct tg_place){0}, &report);
    free_each_once(all, open);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* yaml:FILE */
#include "config_source.h"
#include "parse/file.h"

/* Problems of the directory's own file go through; the first is kept for the report. */
struct listener {
    const struct tg_opening *opening;
    size_t heard;
};

static void hear(void *context, const char *file, const char *source_line, const toegang_report *problem)
{
    struct listener *listener = context;
    struct tg_config *config = listener->opening->config;
    if (!listener->opening->strict) return;
    listener->heard++;
    config->problems++;
    if (config->sink) config->sink(config->context, file, source_line, problem);
    if (config->report && config->report->status == TOEGANG_GOOD) *config->report = *problem;
}

static toegang_directory *open_yaml(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_report *report)
{
    struct tg_config *config = opening->config;
    struct listener listener = {opening, 0};
    toegang_yaml_settings settings = {sizeof settings, opening->all->allow_test_numbers, hear, &listener};
    toegang_directory *directory = NULL;
    const char *path = tg_file_beside(&config->scratch, config->path, tg_source_rest(source));
    if (!path) return config->no_memory = true, NULL;
    if (toegang_directory_yaml_open(path, &settings, &directory, report) == TOEGANG_GOOD) return directory;
    if (listener.heard > 0 && report->status != TOEGANG_NO_MEMORY) *report = (toegang_report){0}; /* told */
    return NULL;
}

const struct tg_adapter tg_adapter_yaml = {"yaml:", "yaml:FILE", NULL, 0, sizeof(struct tg_source_common), open_yaml};

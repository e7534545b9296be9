/* SPDX-License-Identifier: Apache-2.0 */
/* A source is read here, and opened once the file that names it is found good. */
#include "config_source.h"

#include <stddef.h>
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "check.h"
#include "config_form.h"

const struct tg_adapter *const tg_adapters[] = {
    &tg_adapter_yaml,
    &tg_adapter_sqlite,
    &tg_adapter_postgresql,
    &tg_adapter_postgres,
    &tg_adapter_https,
    &tg_adapter_http,
    &tg_adapter_ldap,
    &tg_adapter_ldaps,
    &tg_adapter_ldapi,
    &tg_adapter_host,
};
#define ADAPTERS (sizeof tg_adapters / sizeof *tg_adapters)
const size_t tg_adapter_count = ADAPTERS;

#define PARTS_MAX 8
#define DEPTH_MAX 4

static const struct tg_config_range patience_range = {1, 60000, "1ms .. 60s"};

#define AT(member) offsetof(struct tg_source_common, member)
const struct tg_config_key tg_source_keys[] = {
    {"source", &tg_type_text, AT(source), NULL, false, NULL, "where the facts are, yaml:FILE"},
    {"patience", &tg_type_milliseconds, AT(patience_ms), &patience_range, false, "2s",
     "how long one question may take"},
    {"cache", &tg_type_node, AT(cache), &tg_form_cache, false, "none", "how long answers are kept"},
    {"breaker", &tg_type_node, AT(breaker), &tg_form_breaker, false, "none", "when a source that fails is left alone"},
    {"first", &tg_type_node, AT(first), &tg_form_sources, false, NULL, "sources of which the first that can answer does"},
    {"union", &tg_type_node, AT(all_of), &tg_form_sources, false, NULL, "sources that answer together"},
};
#define COMMON_KEYS (sizeof tg_source_keys / sizeof *tg_source_keys)
const size_t tg_source_key_count = COMMON_KEYS;

const struct tg_config_form tg_form_source = {.kind = TG_FORM_SOURCE, .name = "source"};
const struct tg_config_form tg_form_sources = {
    .kind = TG_FORM_LIST, .of = TG_FORMS(&tg_form_source), .least = 2, .most = PARTS_MAX};

struct tg_span tg_source_rest(const struct tg_source *source)
{
    return tg_span_from(tg_span_of(source->common->source), strlen(source->adapter->scheme));
}

static bool is_for(const struct tg_adapter *adapter, struct tg_span text)
{
    if (!strchr(adapter->scheme, ':')) return tg_span_is(text, adapter->scheme);
    return tg_span_starts(text, adapter->scheme) && text.length > strlen(adapter->scheme);
}

static const struct tg_adapter *find_adapter(struct tg_span text)
{
    for (size_t i = 0; i < ADAPTERS; i++)
        if (is_for(tg_adapters[i], text)) return tg_adapters[i];
    return NULL;
}

static void unknown_adapter(struct tg_config *config, const struct tg_yaml_node *node, struct tg_span came)
{
    char forms[224];
    struct tg_text text = tg_text_of(forms, sizeof forms);
    for (size_t i = 0; i < ADAPTERS; i++) tg_text_addf(&text, "%s%s", i > 0 ? ", " : "", tg_adapters[i]->form);
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_ADAPTER, forms, came);
}

/* The text that names the source; its node, or NULL where the mapping has parts instead. */
static const struct tg_yaml_node *text_of(const struct tg_yaml_node *node)
{
    return node->kind == TG_YAML_MAPPING ? tg_yaml_get(node, "source") : node;
}

/* The keys of every source and those of its adapter are one section, so that one reader knows them all. */
static void read_keys(struct tg_config *config, struct tg_source *source)
{
    size_t own = source->adapter ? source->adapter->key_count : 0;
    struct tg_config_key *keys = tg_arena_array(&config->scratch, COMMON_KEYS + own, sizeof *keys);
    if (!keys) {
        config->no_memory = true;
        return;
    }
    memcpy(keys, tg_source_keys, sizeof tg_source_keys);
    if (own > 0) memcpy(keys + COMMON_KEYS, source->adapter->keys, own * sizeof *keys);
    struct tg_config_section section = {"directory", keys, COMMON_KEYS + own};
    tg_config_section_read(config, &section, source->node, source->common);
}

static void read_source(struct tg_config *config, const struct tg_yaml_node *node, unsigned depth,
                        struct tg_source *out);

static void read_parts(struct tg_config *config, const struct tg_yaml_node *list, unsigned depth,
                       struct tg_source *source)
{
    if (!tg_config_is(config, list, TG_YAML_SEQUENCE)) return;
    if (list->count < 2 || list->count > PARTS_MAX || depth >= DEPTH_MAX) {
        tg_problem(config, tg_place_of(list), CHECK_CONFIG_LIMIT, "2 to 8 sources, 4 deep", TG_SPAN("others"));
        return;
    }
    source->parts = tg_config_take(config, list->count, sizeof *source->parts);
    if (!source->parts) return;
    for (const struct tg_yaml_node *part = list->first; part; part = part->next)
        read_source(config, part, depth + 1, &source->parts[source->part_count++]);
}

/* Exactly one of source, first and union. */
static bool is_one_thing(struct tg_config *config, const struct tg_source *source)
{
    const struct tg_source_common *common = source->common;
    int things = (common->source != NULL) + (common->first != NULL) + (common->all_of != NULL);
    if (things == 1) return true;
    tg_problem(config, tg_place_of(source->node), CHECK_CONFIG_SOURCE, "source, first or union",
               things == 0 ? TG_SPAN("none") : TG_SPAN("several"));
    return false;
}

static void read_mapping(struct tg_config *config, unsigned depth, struct tg_source *source)
{
    size_t problems = config->problems;
    read_keys(config, source);
    bool is_good = config->problems == problems;
    tg_layers_read(config, source);
    if (config->no_memory || !is_good || !is_one_thing(config, source)) return;
    if (!source->common->source)
        read_parts(config, source->common->first ? source->common->first : source->common->all_of, depth, source);
}

static void read_source(struct tg_config *config, const struct tg_yaml_node *node, unsigned depth,
                        struct tg_source *out)
{
    const struct tg_yaml_node *text = text_of(node);
    *out = (struct tg_source){.node = node};
    if (node->kind != TG_YAML_MAPPING && !tg_config_is(config, node, TG_YAML_SCALAR)) return;
    if (text && !tg_config_is(config, text, TG_YAML_SCALAR)) return;
    if (text && !(out->adapter = find_adapter(text->text))) return unknown_adapter(config, text, text->text);
    out->common = tg_config_take(config, 1, out->adapter ? out->adapter->size : sizeof *out->common);
    if (!out->common) return;
    if (node->kind == TG_YAML_MAPPING)
        read_mapping(config, depth, out);
    else
        out->common->source = tg_config_copy(config, node->text);
}

struct tg_source *tg_source_read(struct tg_config *config, const struct tg_yaml_node *node)
{
    struct tg_source *source = tg_config_take(config, 1, sizeof *source);
    if (source) read_source(config, node, 0, source);
    return source;
}

/* No deeper than DEPTH_MAX. */
bool tg_source_is_hosted(const struct tg_source *source)
{
    if (source->adapter == &tg_adapter_host) return true;
    for (size_t i = 0; i < source->part_count; i++)
        if (tg_source_is_hosted(&source->parts[i])) return true;
    return false;
}

/* ---- opening ---- */

static toegang_directory *broken(struct tg_config *config, const toegang_report *why)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    if (why->status == TOEGANG_NO_MEMORY ||
        toegang_directory_broken_new(why, &directory, &report) != TOEGANG_GOOD)
        config->no_memory = true;
    return directory;
}

/* A setting that is wrong stays wrong; what is only not there now may come. */
static toegang_directory *open_adapter(const struct tg_opening *opening, const struct tg_source *source)
{
    toegang_report report = {0};
    toegang_directory *directory = source->adapter->open(opening, source, &report);
    if (directory || report.status == TOEGANG_GOOD) return directory;
    if (!opening->strict) return broken(opening->config, &report);
    tg_problem_of(opening->config, tg_place_of(text_of(source->node)), &report);
    return NULL;
}

static toegang_directory *open_parts(const struct tg_opening *opening, const struct tg_source *source)
{
    toegang_directory *parts[PARTS_MAX] = {NULL};
    bool are_open = true;
    for (size_t i = 0; i < source->part_count; i++) {
        parts[i] = tg_source_open(opening, &source->parts[i]);
        are_open = are_open && parts[i];
    }
    if (are_open) return tg_layers_of_parts(opening, source, parts);
    for (size_t i = 0; i < source->part_count; i++) toegang_directory_free(parts[i]);
    return NULL;
}

toegang_directory *tg_source_open(const struct tg_opening *opening, const struct tg_source *source)
{
    toegang_directory *directory =
        source->adapter ? open_adapter(opening, source) : open_parts(opening, source);
    return directory ? tg_layers_around(opening, source, directory) : NULL;
}

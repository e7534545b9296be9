/* SPDX-License-Identifier: Apache-2.0 */
/* Directories made of directories, as they are configured: around one source, and of several. */
#include <stddef.h>

#include "base/report.h"
#include "check.h"
#include "config_form.h"
#include "config_source.h"
#include "crypto/digest.h"

/* ---- types of their own ---- */

/* "75%" */
static void read_percent(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node, void *target)
{
    struct tg_cursor cursor = tg_cursor_of(node->text);
    uint32_t percent = 0;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    bool is_good = tg_cursor_number(&cursor, 1, 3, &percent) && tg_cursor_skip(&cursor, '%') &&
                   tg_cursor_left(&cursor) == 0 && percent >= 1 && percent <= 100;
    if (is_good)
        *(unsigned *)target = percent;
    else
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, key->detail, node->text);
}

static const struct tg_config_form form_percent = {
    .kind = TG_FORM_TEXT, .pattern = "^(100|0?[1-9][0-9]|0{0,2}[1-9])%$", .expected = "1% .. 100%"};
static const struct tg_config_type type_percent = {"percentage", read_percent, &form_percent};

static bool read_unit(struct tg_span unit, size_t *out)
{
    static const char *const units[] = {"KiB", "MiB", "GiB"};
    for (unsigned i = 0; i < sizeof units / sizeof *units; i++)
        if (tg_span_is(unit, units[i])) return *out = (size_t)1 << (10 * (i + 1)), true;
    return false;
}

#define OCTETS_LEAST ((size_t)64 << 10)
#define OCTETS_MOST ((size_t)2 << 30)

/* "64MiB" */
static void read_octets(struct tg_config *config, const struct tg_config_key *key,
                        const struct tg_yaml_node *node, void *target)
{
    struct tg_cursor cursor = tg_cursor_of(node->text);
    uint32_t number = 0;
    size_t unit = 0;
    if (!tg_config_is(config, node, TG_YAML_SCALAR)) return;
    bool is_good = tg_cursor_number(&cursor, 1, 6, &number) &&
                   read_unit((struct tg_span){cursor.at, tg_cursor_left(&cursor)}, &unit) &&
                   number >= OCTETS_LEAST / unit + (OCTETS_LEAST % unit != 0) && number <= OCTETS_MOST / unit;
    if (is_good)
        *(size_t *)target = number * unit;
    else
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, key->detail, node->text);
}

static const struct tg_config_form form_octets = {
    .kind = TG_FORM_TEXT, .pattern = "^[0-9]{1,6}[KMG]iB$", .expected = "64KiB .. 2GiB"};
static const struct tg_config_type type_octets = {"octets", read_octets, &form_octets};

/* ---- the sections ---- */

/* As they are read, before they become settings. */
struct cache_keys {
    int64_t for_ms, negative_ms;
    unsigned refresh, entries;
    size_t octets;
};

static const struct tg_config_range life_range = {1, 86400000, "1ms .. 1d"};
static const struct tg_config_range entries_range = {1, 10000000, "1 .. 10000000"};
#define AT(member) offsetof(struct cache_keys, member)
static const struct tg_config_key cache_keys[] = {
    {"for", &tg_type_milliseconds, AT(for_ms), &life_range, false, "5m",
     "how long an answer with facts is given"},
    {"negative", &tg_type_milliseconds, AT(negative_ms), &life_range, false, "15s", "and one without facts"},
    {"refresh", &type_percent, AT(refresh), "1% .. 100%", false, "75%",
     "after how much of its life one who asks renews it"},
    {"entries", &tg_type_count, AT(entries), &entries_range, false, "100000",
     "answers that are kept at most"},
    {"octets", &type_octets, AT(octets), "64KiB .. 2GiB", false, "64MiB", "memory that they take at most"},
};
#undef AT
static const struct tg_config_section cache_section = {"cache", cache_keys,
                                                       sizeof cache_keys / sizeof *cache_keys};
const struct tg_config_form tg_form_cache = {
    .kind = TG_FORM_SECTION, .name = "cache", .section = &cache_section};

static const struct tg_config_range failures_range = {1, 1000, "1 .. 1000"};
static const struct tg_config_range open_range = {1, 3600000, "1ms .. 1h"};
#define AT(member) offsetof(toegang_breaker_settings, member)
static const struct tg_config_key breaker_keys[] = {
    {"failures", &tg_type_count, AT(failures), &failures_range, false, "5",
     "in a row, until it is left alone"},
    {"open", &tg_type_milliseconds, AT(open_ms), &open_range, false, "30s", "for how long"},
};
#undef AT
static const struct tg_config_section breaker_section = {"breaker", breaker_keys,
                                                         sizeof breaker_keys / sizeof *breaker_keys};
const struct tg_config_form tg_form_breaker = {
    .kind = TG_FORM_SECTION, .name = "breaker", .section = &breaker_section};

static toegang_cache_settings *read_cache(struct tg_config *config, const struct tg_yaml_node *node)
{
    toegang_cache_settings *settings = tg_config_take(config, 1, sizeof *settings);
    struct cache_keys keys = {0};
    if (!settings || !tg_config_is(config, node, TG_YAML_MAPPING)) return NULL;
    tg_config_section_read(config, &cache_section, node, &keys);
    *settings = (toegang_cache_settings){.size = sizeof *settings,
                                         .for_ms = keys.for_ms,
                                         .negative_ms = keys.negative_ms,
                                         .refresh = keys.refresh,
                                         .entries = keys.entries,
                                         .octets = keys.octets};
    return settings;
}

static toegang_breaker_settings *read_breaker(struct tg_config *config, const struct tg_yaml_node *node)
{
    toegang_breaker_settings *settings = tg_config_take(config, 1, sizeof *settings);
    if (!settings || !tg_config_is(config, node, TG_YAML_MAPPING)) return NULL;
    settings->size = sizeof *settings;
    tg_config_section_read(config, &breaker_section, node, settings);
    return settings;
}

void tg_layers_read(struct tg_config *config, struct tg_source *source)
{
    const struct tg_source_common *common = source->common;
    if (common->cache) source->cache = read_cache(config, common->cache);
    if (common->breaker) source->breaker = read_breaker(config, common->breaker);
}

/* ---- opening ---- */

/* The first octets of the digest of the configuration: another policy is another version. */
static toegang_status version_of(const struct tg_config *config, uint64_t *out, toegang_report *report)
{
    struct tg_crypto *crypto = NULL;
    uint8_t digest[TG_DIGEST_MAX];
    toegang_status status = tg_crypto_new(&crypto, report);
    if (status == TOEGANG_GOOD) status = tg_digest(crypto, TG_SHA256, config->octets, digest, report);
    if (status == TOEGANG_GOOD) memcpy(out, digest, sizeof *out);
    tg_crypto_free(crypto);
    return status;
}

static toegang_status wrap_cache(const struct tg_opening *opening, const struct tg_source *source,
                                 toegang_directory **directory, toegang_report *report)
{
    if (!source->cache) return TOEGANG_GOOD;
    toegang_status status = version_of(opening->config, &source->cache->version, report);
    if (status != TOEGANG_GOOD) return status;
    return toegang_directory_cache_new(*directory, source->cache, directory, report);
}

static toegang_status wrap_breaker(const struct tg_source *source, toegang_directory **directory,
                                   toegang_report *report)
{
    if (!source->breaker) return TOEGANG_GOOD;
    return toegang_directory_breaker_new(*directory, source->breaker, directory, report);
}

/* The cache stands outermost: what it keeps is given also while the source is left alone. */
toegang_directory *tg_layers_around(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_directory *inside)
{
    toegang_report report = {0};
    toegang_status status = wrap_breaker(source, &inside, &report);
    if (status == TOEGANG_GOOD) status = wrap_cache(opening, source, &inside, &report);
    if (status == TOEGANG_GOOD) return inside;
    tg_problem_of(opening->config, tg_place_of(source->node), &report);
    toegang_directory_free(inside);
    return NULL;
}

toegang_directory *tg_layers_of_parts(const struct tg_opening *opening, const struct tg_source *source,
                                      toegang_directory **parts)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    int64_t patience_ms = source->common->patience_ms;
    toegang_status status =
        source->common->first
            ? toegang_directory_first_new(parts, source->part_count, patience_ms, &directory, &report)
            : toegang_directory_union_new(parts, source->part_count, patience_ms, &directory, &report);
    if (status == TOEGANG_GOOD) return directory;
    tg_problem_of(opening->config, tg_place_of(source->node), &report);
    for (size_t i = 0; i < source->part_count; i++) toegang_directory_free(parts[i]);
    return NULL;
}

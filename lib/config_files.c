/* SPDX-License-Identifier: Apache-2.0 */
/* Files that a configuration names: metadata, keys, certificates. */
#include <sys/stat.h>

#include "check.h"
#include "config_form.h"
#include "config_trust.h"
#include "parse/file.h"

#define KEY_FILE_OCTETS_MAX ((size_t)256 * 1024)
#define SECRET_FILE_OCTETS_MAX ((size_t)64 * 1024)

/* The name alone, relative to the configuration; the file is read later. */
static void read_path(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    const char *named = NULL;
    tg_type_text.read(config, key, node, &named);
    if (!named) return;
    const char *beside = tg_file_beside(config->arena, config->path, tg_span_of(named));
    if (beside)
        *(const char **)target = beside;
    else
        config->no_memory = true;
}
const struct tg_config_type tg_type_path = {"file", read_path, &tg_form_text};

const struct tg_config_file_kind tg_secret_file = {SECRET_FILE_OCTETS_MAX, true};
const struct tg_config_file_kind tg_public_file = {KEY_FILE_OCTETS_MAX, false};

bool tg_config_closed_to(struct tg_config *config, const char *path, unsigned mode)
{
    struct stat state;
    const char *beside = tg_file_beside(&config->scratch, config->path, tg_span_of(path));
    if (!beside) config->no_memory = true;
    return beside && stat(beside, &state) == 0 && (state.st_mode & mode) == 0;
}

/* Keys of ours often belong to a group (ssl-cert), so a group may read them. */
static bool is_secret(struct tg_config *config, const struct tg_yaml_node *node, const char *path)
{
    if (tg_config_closed_to(config, path, 07)) return true;
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_KEY_FILE,
               "readable by its owner and group only (0640)", tg_span_of("readable by others"));
    return false;
}

/* A copy that ends in NUL: texts of keys are handed on as such. */
static bool read_file(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, struct tg_span *out)
{
    const struct tg_config_file_kind *kind = key->detail;
    struct tg_span octets = {0};
    const char *path = NULL;
    tg_type_text.read(config, key, node, &path);
    if (!path || !tg_config_file(config, node, path, kind->limit, &octets)) return false;
    if (kind->secret && !is_secret(config, node, path)) return false;
    out->at = tg_arena_text(&config->scratch, octets);
    out->length = octets.length;
    if (!out->at) config->no_memory = true;
    return out->at != NULL;
}

static void read_octets(struct tg_config *config, const struct tg_config_key *key,
                        const struct tg_yaml_node *node, void *target)
{
    struct tg_config_octets *octets = target;
    octets->node = node;
    if (!read_file(config, key, node, &octets->octets)) octets->octets = (struct tg_span){0};
}
const struct tg_config_type tg_type_octets = {"file", read_octets, &tg_form_text};

static const char *read_text(struct tg_config *config, const struct tg_config_key *key,
                             const struct tg_yaml_node *node)
{
    struct tg_span text = {0};
    return read_file(config, key, node, &text) ? text.at : NULL;
}

static void read_texts(struct tg_config *config, const struct tg_config_key *key,
                       const struct tg_yaml_node *node, void *target)
{
    tg_config_read_list(config, key, node, read_text, target);
}
const struct tg_config_type tg_type_texts = {"files", read_texts, &tg_form_texts};

/* SPDX-License-Identifier: Apache-2.0 */
/* The trail of what was changed and decided: its file, and the key that it is chained with. */
#include <stddef.h>

#include "audit.h"
#include "base/hex.h"
#include "check.h"
#include "config_form.h"
#include "parse/file.h"

static const char *const yes_no[] = {"no", "yes"};
static const struct tg_config_words flag_words = {yes_no, 2, 0};

struct audit {
    const struct tg_yaml_node *file, *key;
    bool decisions;
};

#define AT(member) offsetof(struct audit, member)
static const struct tg_config_key audit_keys[] = {
    {"file", &tg_type_node, AT(file), &tg_form_text, false, "none: the trails of stores that keep one",
     "file of decisions, and of changes in stores that keep no trail"},
    {"key", &tg_type_node, AT(key), &tg_form_text, true, NULL, "file of 64 hexadecimal digits, readable by its owner only"},
    {"decisions", &tg_type_flag, AT(decisions), &flag_words, false, "no", "whether every decision is a line"},
};
static const struct tg_config_section audit_section = {"audit", audit_keys, sizeof audit_keys / sizeof *audit_keys};
const struct tg_config_form tg_form_audit = {.kind = TG_FORM_SECTION, .section = &audit_section};

static void read_file(struct tg_config *config, const struct tg_yaml_node *node, struct tg_audit *out)
{
    tg_type_text.read(config, &audit_keys[0], node, &out->name);
    if (out->name) out->file = tg_file_beside(config->arena, config->path, tg_span_of(out->name));
    if (out->name && !out->file) config->no_memory = true;
}

static void make_keys(struct tg_config *config, const uint8_t key[TG_SECRET_OCTETS], struct tg_audit *out)
{
    toegang_report report = {0};
    toegang_status status = tg_crypto_new(&out->crypto, &report);
    if (status == TOEGANG_GOOD) status = tg_trail_keys_make(out->crypto, key, &out->keys, &report);
    if (status != TOEGANG_GOOD) tg_problem_of(config, (struct tg_place){0}, &report);
}

void tg_config_audit(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    struct audit audit = {0};
    uint8_t key[TG_SECRET_OCTETS];
    if (!node) return;
    tg_config_section_read(config, &audit_section, node, &audit);
    struct tg_audit *out = tg_config_take(config, 1, sizeof *out);
    if (!out) return;
    all->audit = out;
    if (audit.file) read_file(config, audit.file, out);
    out->decisions = audit.decisions;
    if (out->decisions && !audit.file)
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_AUDIT_FILE, "a file, with decisions: yes", TG_SPAN("none"));
    if (tg_config_secret(config, &audit_keys[1], audit.key, CHECK_CONFIG_AUDIT_KEY, key))
        make_keys(config, key, out);
    explicit_bzero(key, sizeof key);
}

void tg_config_version(struct tg_config *config, toegang *all)
{
    uint8_t digest[TG_DIGEST_MAX];
    struct tg_crypto *crypto = NULL;
    toegang_report report = {0};
    toegang_status status = tg_crypto_new(&crypto, &report);
    if (status == TOEGANG_GOOD) status = tg_digest(crypto, TG_SHA256, config->octets, digest, &report);
    tg_crypto_free(crypto);
    if (status == TOEGANG_GOOD)
        tg_hex_write(digest, TG_MAC_OCTETS, all->version);
    else
        tg_problem_of(config, (struct tg_place){0}, &report);
}

void tg_audit_end(const toegang *all)
{
    if (all->audit) tg_crypto_free(all->audit->crypto);
}

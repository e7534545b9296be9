/* SPDX-License-Identifier: Apache-2.0 */
/* ldap://HOST/BASE, ldaps://HOST/BASE, ldapi://PATH/BASE */
#include <stddef.h>
#include <string.h>

#include "check.h"
#include "config_form.h"
#include "config_source.h"
#include "config_trust.h"

#define FIELDS 13 /* of the keys below */

/* How one kind of fact is found; the mapping stands for it. */
struct kind {
    const char *filter;
    toegang_ldap_field fields[FIELDS];
};

struct ldap {
    struct tg_source_common common;
    const char *base, *bind, *authorities;
    toegang_ldap_scope scope;
    unsigned connections;
    bool starts_tls;
    struct tg_config_octets password;
    toegang_ldap_kind functions, appointments, rights, suspensions;
};

/* ---- a field: the name of an attribute, or a mapping that says more ---- */

#define PART(member) offsetof(toegang_ldap_field, member)
static const struct tg_config_key part_keys[] = {
    {"attribute", &tg_type_text, PART(attribute), NULL, false, NULL, "the attribute that holds it"},
    {"rdn", &tg_type_text, PART(rdn), NULL, false, NULL,
     "the attribute holds a DN, whose first part is of this type"},
    {"value", &tg_type_text, PART(value), NULL, false, NULL, "what it is in every entry"},
};
static const struct tg_config_section part_section = {"field", part_keys,
                                                      sizeof part_keys / sizeof *part_keys};
static const struct tg_config_form form_part = {.kind = TG_FORM_SECTION, .name = "field", .section = &part_section};
static const struct tg_config_form form_field = {.kind = TG_FORM_ANY, .of = TG_FORMS(&tg_form_text, &form_part)};

static void read_field(struct tg_config *config, const struct tg_config_key *key,
                       const struct tg_yaml_node *node, void *target)
{
    toegang_ldap_field *field = target;
    if (node->kind == TG_YAML_SCALAR)
        tg_type_text.read(config, key, node, &field->attribute);
    else
        tg_config_section_read(config, &part_section, node, field);
    field->field = key->name;
}
static const struct tg_config_type type_field = {"attribute", read_field, &form_field};

/* ---- a kind ---- */

#define FIELD(name, ordinal, help) \
    { \
        name, &type_field, offsetof(struct kind, fields) + (ordinal) * sizeof(toegang_ldap_field), NULL, \
            false, NULL, help \
    }
static const struct tg_config_key kind_keys[] = {
    {"filter", &tg_type_text, offsetof(struct kind, filter), NULL, false, "our schema's",
     "how they are found"},
    FIELD("holder", 0, "the national number"),
    FIELD("organisation", 1, "for whom"),
    FIELD("held-by", 2, "the company that holds a function"),
    FIELD("code", 3, "the function, htb, or the right"),
    FIELD("eloket", 4, "where a right counts"),
    FIELD("context", 5, "what a right is limited to"),
    FIELD("from", 6, "when it begins"),
    FIELD("until", 7, "when it ends"),
    FIELD("granted-by", 8, "who granted it"),
    FIELD("granted-at", 9, "when it was granted"),
    FIELD("granted-as", 10, "in what capacity"),
    FIELD("source", 11, "what names the entry"),
    FIELD("as-of", 12, "when it was last known"),
};
static const struct tg_config_section kind_section = {"kind", kind_keys,
                                                      sizeof kind_keys / sizeof *kind_keys};
static const struct tg_config_form form_kind = {.kind = TG_FORM_SECTION, .name = "kind", .section = &kind_section};

/* Those that are named, one after the other. */
static void keep_fields(struct tg_config *config, const struct kind *kind, toegang_ldap_kind *out)
{
    toegang_ldap_field *fields = tg_config_take(config, FIELDS, sizeof *fields);
    size_t count = 0;
    if (!fields) return;
    for (size_t i = 0; i < FIELDS; i++)
        if (kind->fields[i].field) fields[count++] = kind->fields[i];
    *out = (toegang_ldap_kind){kind->filter, fields, count};
}

static void read_kind(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    struct kind kind = {.filter = NULL};
    (void)key;
    tg_config_section_read(config, &kind_section, node, &kind);
    keep_fields(config, &kind, target);
}
static const struct tg_config_type type_kind = {"kind", read_kind, &form_kind};

/* ---- the source ---- */

static const char *const scope_names[] = {"subtree", "one", "base"};
static const struct tg_config_words scope_words = {scope_names, 3, TOEGANG_LDAP_SUBTREE};
static const char *const flag_names[] = {"no", "yes"};
static const struct tg_config_words flag_words = {flag_names, 2, 0};
static const struct tg_config_range connections_range = {1, 32, "1 .. 32"};
_Static_assert(sizeof(toegang_ldap_scope) == sizeof(unsigned), "words are filled as unsigned");

#define AT(member) offsetof(struct ldap, member)
static const struct tg_config_key keys[] = {
    {"base", &tg_type_text, AT(base), NULL, false, "that of the URL", "where to look, a DN"},
    {"scope", &tg_type_word, AT(scope), &scope_words, false, "subtree", "how far below the base"},
    {"bind", &tg_type_text, AT(bind), NULL, false, "anonymous", "as whom to ask, a DN"},
    {"password", &tg_type_octets, AT(password), &tg_secret_file, false, NULL,
     "a file with the password of bind"},
    {"start-tls", &tg_type_flag, AT(starts_tls), &flag_words, false, "no", "TLS on ldap://"},
    {"authorities", &tg_type_path, AT(authorities), NULL, false, NULL,
     "a PEM file that vouches for the server"},
    {"connections", &tg_type_count, AT(connections), &connections_range, false, "4",
     "at most at the same time"},
    {"functions", &type_kind, AT(functions), NULL, false, "our schema", "how functions are found"},
    {"appointments", &type_kind, AT(appointments), NULL, false, "our schema", "how appointments are found"},
    {"rights", &type_kind, AT(rights), NULL, false, "our schema", "how rights are found"},
    {"suspensions", &type_kind, AT(suspensions), NULL, false, "our schema", "how suspensions are found"},
};

/* The line feed at the end of the file is not part of it. What holds an octet 0 is none: "", which is
 * refused. */
static const char *password_of(const struct tg_opening *opening, const struct ldap *ldap)
{
    struct tg_span text = ldap->password.octets;
    if (!ldap->password.node) return NULL;
    if (text.length > 0 && text.at[text.length - 1] == '\n') text.length--;
    if (text.length > 0 && text.at[text.length - 1] == '\r') text.length--;
    if (text.length > 0 && memchr(text.at, '\0', text.length)) return "";
    const char *password = tg_arena_text(&opening->config->scratch, text);
    if (!password) opening->config->no_memory = true;
    return password ? password : "";
}

static toegang_directory *open_ldap(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_report *report)
{
    const struct ldap *ldap = (const struct ldap *)source->common;
    toegang_directory *directory = NULL;
    const toegang_ldap_settings settings = {.size = sizeof settings,
                                            .patience_ms = ldap->common.patience_ms,
                                            .allow_test_numbers = opening->all->allow_test_numbers,
                                            .connections = ldap->connections,
                                            .base = ldap->base,
                                            .scope = ldap->scope,
                                            .bind = ldap->bind,
                                            .password = password_of(opening, ldap),
                                            .start_tls = ldap->starts_tls,
                                            .authorities = ldap->authorities,
                                            .functions = ldap->functions,
                                            .appointments = ldap->appointments,
                                            .rights = ldap->rights,
                                            .suspensions = ldap->suspensions};
    if (opening->config->no_memory) return NULL;
    return toegang_directory_ldap_open(ldap->common.source, &settings, &directory, report) == TOEGANG_GOOD
               ? directory
               : NULL;
}

#define KEYS keys, sizeof keys / sizeof *keys, sizeof(struct ldap), open_ldap
const struct tg_adapter tg_adapter_ldap = {"ldap://", "ldap://HOST/BASE", KEYS};
const struct tg_adapter tg_adapter_ldaps = {"ldaps://", "ldaps://HOST/BASE", KEYS};
const struct tg_adapter tg_adapter_ldapi = {"ldapi://", "ldapi://PATH/BASE", KEYS};

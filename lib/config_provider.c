/* SPDX-License-Identifier: Apache-2.0 */
/* An entry of trust for a SAML identity provider. */
#include <stddef.h>

#include "config_form.h"
#include "config_trust.h"

static const struct tg_config_file_kind metadata_file = {TG_METADATA_OCTETS_MAX, false};
static const char *const cbc_texts[] = {"refuse", "allow"};
static const struct tg_config_words cbc_words = {cbc_texts, 2, 0};

#define IN(member) offsetof(struct tg_trust_entry, member)
#define AT(member) offsetof(struct tg_trust_entry, provider.member)
static const struct tg_config_key keys[] = {
    {"entity-id", &tg_type_text, AT(entity_id), NULL, true, NULL, "the Issuer that its assertions name"},
    {"metadata", &tg_type_octets, IN(metadata), &metadata_file, true, NULL,
     "file with its EntityDescriptor: the only source of its keys"},
    {"metadata-signer", &tg_type_octets, IN(signer), &tg_public_file, false, "the file itself is trusted",
     "certificate or public key (PEM) that must have signed the metadata"},
    {"audience", &tg_type_text, AT(audience), NULL, true, NULL, "our own entity id"},
    {"recipient", &tg_type_text, AT(recipient), NULL, true, NULL, "our assertion consumer URL"},
    {"logout", &tg_type_text, AT(logout), NULL, false, "none", "our single logout URL"},
    {"claims", &tg_type_text, AT(claims), NULL, false, "acm", "name of the claim map"},
    {"skew", &tg_type_seconds, AT(skew), &tg_skew_range, false, "60s", "how far clocks may differ"},
    {"algorithms", &tg_type_algorithms, IN(algorithms), NULL, false, "all that are safe",
     "names of the signature algorithms that count"},
    {"decryption-keys", &tg_type_texts, IN(decryption_keys), &tg_secret_file, false, "none",
     "files with our private keys (PEM), for what is encrypted to us"},
    {"encryption", &tg_type_flag, IN(require_encryption), &tg_encryption_words, false, "allowed",
     "whether an assertion must be encrypted"},
    {"aes-cbc", &tg_type_flag, IN(allow_cbc), &cbc_words, false, "refuse",
     "whether encryption without authentication is taken from this provider"},
    {"signing-key", &tg_type_octets, IN(signing_key), &tg_secret_file, false, "none",
     "file with our private key (PEM) that signs requests, logout messages and metadata"},
    {"certificates", &tg_type_octets, IN(certificates), &tg_public_file, false, "none",
     "file with the certificates (PEM) of our keys, for our metadata"},
    {"asserts", &tg_type_asserts, AT(asserts), NULL, false, "nothing",
     "which of its statements may count: rights, legal-representative, mandate"},
};
static const struct tg_config_section section = {"trust", keys, sizeof keys / sizeof *keys};
const struct tg_config_form tg_form_provider = {
    .kind = TG_FORM_SECTION, .name = "provider", .section = &section};

void tg_config_provider(struct tg_config *config, struct tg_trust_entry *entry)
{
    toegang_saml_provider *provider = &entry->provider;
    *provider = (toegang_saml_provider){.size = sizeof *provider, .claims = "acm", .skew = TG_DEFAULT_SKEW};
    tg_config_section_read(config, &section, entry->node, entry);
    entry->keys_node = entry->metadata.node;
    provider->metadata = entry->metadata.octets.at;
    provider->metadata_length = entry->metadata.octets.length;
    provider->metadata_signer = entry->signer.octets.at;
    provider->algorithms = entry->algorithms.items;
    provider->algorithm_count = entry->algorithms.count;
    provider->decryption_keys = entry->decryption_keys.items;
    provider->decryption_key_count = entry->decryption_keys.count;
    provider->require_encryption = entry->require_encryption;
    provider->allow_cbc = entry->allow_cbc;
    provider->signing_key = entry->signing_key.octets.at;
    provider->certificates = entry->certificates.octets.at;
}

bool tg_config_provider_complete(const struct tg_trust_entry *entry)
{
    const toegang_saml_provider *provider = &entry->provider;
    return provider->entity_id && provider->metadata && provider->audience && provider->recipient &&
           provider->claims;
}

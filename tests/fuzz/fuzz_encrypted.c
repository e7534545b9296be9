/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets as a response that may be encrypted for our fixed key: nobody but the holder whom the provider signed comes
 * out. As the form of something encrypted: what is read of it lies within it, and what fails fails in the one way. As
 * what was encrypted: one element comes out, in a wrapper that holds nothing else.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/xmlenc.h"
#include "forge_provider.h"
#include "harness.h"

static toegang_trust *trust_of_the_test_keys(const char *pem)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    toegang_saml_provider provider = forge_provider(metadata);
    provider.decryption_keys = &pem;
    provider.decryption_key_count = 1;
    provider.allow_cbc = 1;
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    demand(toegang_trust_new(&settings, &trust, NULL) == TOEGANG_GOOD);
    free(metadata);
    return trust;
}

static void as_message(const toegang_trust *trust, const uint8_t *data, size_t size)
{
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    toegang_status status =
        toegang_verify_saml(trust, data, size, FORGE_REQUEST, FORGE_AT, &identity, &report);
    demand(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    demand((status == TOEGANG_GOOD) == (identity != NULL) && report.status == status);
    demand(!identity || memcmp(toegang_identity_holder(identity).digits, FORGE_RRN, 11) == 0);
    toegang_identity_free(identity);
}

static int lies_in(struct tg_span span, struct tg_span text)
{
    return span.length > 0 && span.length <= text.length;
}

static void open_form(const struct tg_openers *openers, const struct tg_encrypted *form, struct tg_arena *arena)
{
    toegang_report report = {0};
    struct tg_xml_node *out = NULL;
    toegang_status status = tg_xmlenc_open(form, openers, "NameID", arena, &out, &report);
    demand(status == TOEGANG_GOOD ? out != NULL : status == TOEGANG_REFUSED && out == NULL);
    if (status == TOEGANG_GOOD || strncmp(report.check, "base64.", 7) == 0) return;
    demand(!tg_encrypted_is_loose(form) || strcmp(report.check, "saml.encrypted.decrypt") == 0);
}

static void as_form(const struct tg_openers *openers, struct tg_span octets)
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    struct tg_encrypted form;
    if (tg_xml_read(octets, &tg_xml_message_limits, &arena, &root, NULL) == TOEGANG_GOOD &&
        tg_xmlenc_read(root, true, &form, NULL) == TOEGANG_GOOD) {
        demand(form.cipher != TG_CIPHER_NONE && form.digest != TG_OAEP_NONE && form.mask != TG_OAEP_NONE);
        demand(lies_in(form.key, octets) && lies_in(form.content, octets));
        open_form(openers, &form, &arena);
    }
    tg_arena_free(&arena);
}

static void as_content(struct tg_span octets)
{
    static const char around[] = "<a xmlns=\"urn:a\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"><c/></a>";
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL, *out = NULL;
    demand(tg_xml_read(TG_SPAN(around), &tg_xml_message_limits, &arena, &root, NULL) == TOEGANG_GOOD);
    if (tg_xml_read_within(octets, root->first, &tg_xml_message_limits, &arena, &out, NULL) == TOEGANG_GOOD) {
        demand(out->parent && !out->parent->parent && !out->parent->attributes);
        demand(tg_xml_first_element(out->parent) == out && !tg_xml_next_element(out));
    }
    tg_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static toegang_trust *trust;
    static struct tg_crypto *crypto;
    static struct tg_private *key;
    const struct tg_span octets = {(const char *)data, size};
    if (!trust) {
        char *pem = forge_key_pem("sp");
        trust = trust_of_the_test_keys(pem);
        demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
        demand(tg_private_of_pem(crypto, tg_span_of(pem), &key, NULL) == TOEGANG_GOOD);
        free(pem);
    }
    const struct tg_openers openers = {crypto, &key, 1, true};
    as_message(trust, data, size);
    as_form(&openers, octets);
    as_content(octets);
    return 0;
}

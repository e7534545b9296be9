/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata that must be signed: what is believed of it, and what is put around it. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "assertion/metadata.h"
#include "forge_provider.h"

static struct tg_crypto *crypto;
static struct tg_key *signer_key;

static void begin(void)
{
    size_t count;
    char *pem = forge_key_text("idp-3072.crt");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_key_of_pem(crypto, tg_span_of(pem), 0, &signer_key, &count, NULL), TOEGANG_GOOD);
    free(pem);
}

static void end(void)
{
    tg_key_free(signer_key);
    tg_crypto_free(crypto);
}

TestSuite(metadata_file, .init = begin, .fini = end);

/* The check that falls; *sign_on (may be NULL) is what it says of that address, to be free()d. */
static const char *judged(const char *xml, char **sign_on)
{
    static toegang_report report;
    const struct tg_verifiers signer = {.crypto = crypto, .keys = &signer_key, .key_count = 1};
    struct tg_arena arena = {0};
    struct tg_metadata metadata = {.key_count = 0};
    report = (toegang_report){0};
    toegang_status status = tg_metadata_read(tg_span_of(xml), FORGE_ISSUER, crypto, &signer, &arena, &metadata, &report);
    cr_expect_eq(status, report.status);
    if (sign_on) *sign_on = metadata.sign_on ? strdup(metadata.sign_on) : NULL;
    for (size_t i = 0; i < metadata.key_count; i++) tg_key_free(metadata.keys[i]);
    tg_arena_free(&arena);
    return report.check;
}

static char *plain(void)
{
    const struct forge_key *key = forge_key("idp");
    char *bare = forge_metadata(&key, 1, FORGE_ISSUER), *out = forge_replace(bare, "entityID=", "ID=\"_m\" entityID=");
    free(bare);
    return out;
}

static char *signed_by(const char *xml, const char *key_name)
{
    const struct forge_signing how = {.key = forge_key(key_name), .what = FORGE_RESPONSE};
    return forge_sign(xml, &how);
}

/* Around the entity, a list of that ID. */
static char *listed(const char *entities)
{
    char *out = malloc(strlen(entities) + 256);
    sprintf(out, "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_l\">%s</md:EntitiesDescriptor>",
            entities);
    return out;
}

Test(metadata_file, who_signed_it)
{
    char *xml = plain(), *good = signed_by(xml, "idp-3072"), *provider = signed_by(xml, "idp");
    char *nameless = forge_replace(xml, "ID=\"_m\" ", ""), *unnamed = signed_by(nameless, "idp-3072");
    char *list = listed(good), *signed_list = signed_by(list, "idp-3072");
    char *other = forge_replace(good, "/sso\"", "/SSO\"");
    const struct {
        const char *name, *xml, *check;
    } rows[] = {{"the signer", good, ""},
                {"nobody", xml, "metadata.signature"},
                {"the provider itself", provider, "saml.signature.value"},
                {"without an ID", unnamed, "saml.signature.id"},
                {"changed", other, "saml.signature.digest"},
                {"signed in a list that is not", list, "metadata.signature"},
                {"signed in a list that is", signed_list, ""},
                {"no metadata", "<x/>", "metadata.root"},
                {"nothing", "", "xml.size"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(judged(rows[i].xml, NULL), rows[i].check, "%s", rows[i].name);
    free(xml), free(good), free(provider), free(nameless), free(unnamed), free(list), free(signed_list), free(other);
}

/* Canonicalisation takes comments away, and so do we: no text that nobody signed is read in their place. */
Test(metadata_file, comments)
{
    char *xml = plain(), *with = forge_replace(xml, "<md:IDPSSO", "<!-- ours --><md:IDPSSO");
    char *inside = forge_replace(with, "/sso\"/>", "/sso\"/><!-- a --><!----> "), *good = signed_by(inside, "idp-3072");
    char *later = forge_replace(good, "<md:SingleSignOn", "<!-- not signed --><md:SingleSignOn");
    char *mark = forge_replace(good, "<md:EntityDescriptor", "\xEF\xBB\xBF<!-- x --><md:EntityDescriptor");
    char *text = forge_replace(good, "<!-- a -->", "a");
    char *bare = signed_by(xml, "idp-3072"), *open = forge_replace(bare, "<md:SingleSignOn", "<!-- <md:SingleSignOn");
    cr_expect_str_eq(judged(good, NULL), "");
    cr_expect_str_eq(judged(later, NULL), "");
    cr_expect_str_eq(judged(mark, NULL), "");
    cr_expect_str_eq(judged(text, NULL), "saml.signature.digest");
    cr_expect_str_eq(judged(open, NULL), "xml.comment");
    free(xml), free(with), free(inside), free(good), free(later), free(mark), free(text), free(bare), free(open);
}

/* What was signed once is kept whole, and a forged entity stands where another reader would look. */
Test(metadata_file, wrapping)
{
    char *xml = plain(), *genuine = signed_by(xml, "idp-3072");
    char *forged = forge_replace(xml, "/sso\"", "/evil\""), *renamed = forge_replace(forged, "ID=\"_m\"", "ID=\"_f\"");
    char *start = strstr(genuine, "<ds:Signature"), *stop = strstr(genuine, "</ds:Signature>") + strlen("</ds:Signature>");
    char *signature = strndup(start, (size_t)(stop - start)), *bare = forge_replace(genuine, signature, "");
    const char *head = "<md:IDPSSODescriptor";
    const struct forge_value values[] = {
        {"signature", signature}, {"bare", bare}, {"head", head}, {"genuine", genuine}};
    static const struct {
        const char *name, *form, *check;
        bool same_id;
    } rows[] = {
        {"signature moved, genuine in Extensions", "{{signature}}<md:Extensions>{{bare}}</md:Extensions>{{head}}", "saml.signature.reference", false},
        {"the same, one ID", "{{signature}}<md:Extensions>{{bare}}</md:Extensions>{{head}}", "saml.signature.duplicate-id", true},
        {"genuine with its signature in Extensions", "<md:Extensions>{{genuine}}</md:Extensions>{{head}}", "metadata.signature", false},
        {"moved and genuine again", "{{signature}}<md:Extensions>{{genuine}}</md:Extensions>{{head}}", "saml.signature.reference", false},
        {"signature second", "<md:Extensions/>{{signature}}{{head}}", "saml.signature.place", true},
        {"two signatures", "{{signature}}{{signature}}{{head}}", "saml.signature.place", true},
        {"moved alone", "{{signature}}{{head}}", "saml.signature.digest", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *room = forge_fill(rows[i].form, values, 4);
        char *attack = forge_replace(rows[i].same_id ? forged : renamed, head, room);
        cr_expect_str_eq(judged(attack, NULL), rows[i].check, "%s", rows[i].name);
        free(attack), free(room);
    }
    free(xml), free(genuine), free(forged), free(renamed), free(signature), free(bare);
}

/* In a list: another entity of the same id, put before or after. */
Test(metadata_file, lists)
{
    char *xml = plain(), *genuine = signed_by(xml, "idp-3072"), *list = listed(genuine), *good = signed_by(list, "idp-3072");
    char *forged = forge_replace(xml, "/sso\"", "/evil\""), *renamed = forge_replace(forged, "ID=\"_m\"", "ID=\"_f\"");
    char room[65536], *address;
    snprintf(room, sizeof room, "%s</md:EntitiesDescriptor>", renamed);
    char *added = forge_replace(good, "</md:EntitiesDescriptor>", room), *outer = listed(added), *sane = NULL;
    cr_expect_str_eq(judged(good, &address), "");
    cr_expect_str_eq(address, FORGE_ISSUER "/sso");
    free(address);
    cr_expect_str_eq(judged(added, NULL), "saml.signature.digest");
    cr_expect_str_eq(judged(outer, NULL), "metadata.signature");
    /* Two of one id, signed: whose keys would count? */
    snprintf(room, sizeof room, "%s%s", genuine, renamed);
    free(list), list = listed(room), sane = signed_by(list, "idp-3072");
    cr_expect_str_eq(judged(sane, NULL), "metadata.entity");
    free(xml), free(genuine), free(list), free(good), free(forged), free(renamed), free(added), free(outer), free(sane);
}

/* A federation signs what its members write of themselves; an entity counts in a list, not within another's extensions. */
Test(metadata_file, entity_in_extensions)
{
    static const char host[] = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_h\""
                               " entityID=\"https://member.example/\"><md:Extensions><x xmlns=\"urn:x\">%s</x>"
                               "</md:Extensions></md:EntityDescriptor>%s";
    char *xml = plain(), *forged = forge_replace(xml, "/sso\"", "/evil\""), room[65536], *address = NULL;
    char *renamed = forge_replace(forged, "ID=\"_m\"", "ID=\"_f\"");
    for (int row = 0; row < 2; row++) {
        snprintf(room, sizeof room, host, renamed, row == 0 ? "" : xml);
        char *list = listed(room), *good = signed_by(list, "idp-3072");
        cr_expect_str_eq(judged(good, &address), row == 0 ? "metadata.entity" : "", "row %d", row);
        if (address) cr_expect_str_eq(address, FORGE_ISSUER "/sso");
        free(list), free(good), free(address);
    }
    free(xml), free(forged), free(renamed);
}

/* Thousands of entities with an ID each: linear, however many. */
Test(metadata_file, large_lists)
{
    size_t count = 20000, room = count * 160 + 65536;
    char *xml = plain(), *entities = malloc(room), *at = entities + sprintf(entities, "%s", xml);
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "<md:EntityDescriptor ID=\"_e%zu\" entityID=\"https://e%zu.example/\"><md:x/></md:EntityDescriptor>", i, i);
    char *list = listed(entities), *good = signed_by(list, "idp-3072");
    cr_expect_str_eq(judged(good, NULL), "");
    char *late = forge_replace(good, "https://e19999.example/", "https://e29999.example/");
    cr_expect_str_eq(judged(late, NULL), "saml.signature.digest");
    free(xml), free(entities), free(list), free(good), free(late);
}

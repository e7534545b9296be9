/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wrapping has to get past two layers that know nothing of each other. Each is tried alone, with the others
 * replaced by careless ones, so that no change lets a single layer carry everything: S  the strict signature
 * profile: places of signatures, reference to the holder by pointer A  exactly one assertion, counted
 * anywhere R  claims only from the octets whose digest was verified, parsed again
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/saml.h"
#include "parse/base64.h"
#include "parse/c14n.h"
#include "world.h"

static toegang_trust *trust;

static struct tg_saml state(toegang_report *report)
{
    return (struct tg_saml){.trust = trust,
                            .in_response_to = FORGE_REQUEST,
                            .at = FORGE_AT,
                            .report = report,
                            .provider = &trust->providers[0],
                            .until = TOEGANG_NEVER};
}

static const struct tg_xml_node *read_message(const char *message, struct tg_arena *arena)
{
    struct tg_xml_node *root = NULL;
    cr_assert_eq(tg_xml_read(tg_span_of(message), &tg_xml_message_limits, arena, &root, NULL), TOEGANG_GOOD);
    return root;
}

static const struct tg_metadata *metadata_of_provider(void)
{
    return &((const struct tg_described *)trust->providers[0].described.held)->metadata;
}

/* S alone: whatever has a signature verifies where it stands; which assertion is read later is anybody's
 * guess. */
static bool signature_layer_stops(const char *message)
{
    struct tg_arena arena = {0};
    const struct tg_xml_node *root = read_message(message, &arena);
    const struct tg_metadata *metadata = metadata_of_provider();
    const struct tg_verifiers verifiers = {trust->crypto, metadata->keys, metadata->key_count, NULL, 0};
    bool good = tg_xmldsig_places(root, NULL) == TOEGANG_GOOD;
    size_t verified = 0;
    for (const struct tg_xml_node *node = root; good && node; node = tg_xml_following(node, root)) {
        struct tg_signed out = {.key = NULL};
        if (!tg_xmldsig_of(node)) continue;
        good = tg_xmldsig_verify(node, &verifiers, &arena, &out, NULL) == TOEGANG_GOOD;
        verified++;
    }
    tg_arena_free(&arena);
    return !good || verified == 0;
}

/* A alone. */
static bool counting_stops(const char *message)
{
    struct tg_arena arena = {0};
    struct tg_saml saml = state(NULL);
    const struct tg_xml_node *only = NULL, *root = read_message(message, &arena);
    bool stops = tg_saml_only_assertion(&saml, root, &only) != TOEGANG_GOOD;
    tg_arena_free(&arena);
    return stops;
}

static const struct tg_xml_node *by_id(const struct tg_xml_node *root, struct tg_span id)
{
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        const struct tg_xml_attribute *attribute = tg_xml_attribute_of(node, "ID");
        if (attribute && tg_span_equal(attribute->value, id)) return node;
    }
    return NULL;
}

static const struct tg_xml_node *below(const struct tg_xml_node *root, const char *local)
{
    const struct tg_xml_node *node = root;
    while (node && !tg_xml_is(node, TG_NS_XMLDSIG, local)) node = tg_xml_following(node, root);
    return node;
}

static struct tg_span text_below(const struct tg_xml_node *root, const char *local)
{
    struct tg_span text = {NULL, 0};
    const struct tg_xml_node *node = below(root, local);
    if (node) (void)tg_xml_only_text(node, &text);
    return text;
}

static bool info_is_signed(const struct tg_xml_node *info, struct tg_span value, struct tg_arena *arena)
{
    const struct tg_c14n_prefixes none = {.count = 0};
    struct tg_span octets, signature;
    const struct tg_algorithm *algorithm = tg_algorithm_of_name(TG_SPAN("RS256"));
    if (tg_c14n_exclusive(info, NULL, &none, arena, &octets, NULL) != TOEGANG_GOOD) return false;
    if (tg_base64_read(value, 1024, arena, &signature, NULL) != TOEGANG_GOOD) return false;
    return tg_signature_verify(trust->crypto, metadata_of_provider()->keys[0], algorithm, octets,
                               signature, NULL) == TOEGANG_GOOD;
}

static bool digest_fits(struct tg_span octets, struct tg_span stated, struct tg_arena *arena)
{
    struct tg_span digest;
    uint8_t ours[TG_DIGEST_MAX];
    if (tg_base64_read(stated, TG_DIGEST_MAX, arena, &digest, NULL) != TOEGANG_GOOD) return false;
    if (tg_digest(trust->crypto, TG_SHA256, octets, ours, NULL) != TOEGANG_GOOD) return false;
    return digest.length == 32 && memcmp(digest.at, ours, 32) == 0;
}

/* A verifier as most are: any signature anywhere, its reference looked up by ID. Correct, and not enough. */
static bool careless_verify(const struct tg_xml_node *root, const struct tg_xml_node *signature,
                            struct tg_arena *arena, struct tg_span *octets)
{
    const struct tg_c14n_prefixes none = {.count = 0};
    const struct tg_xml_node *info = below(signature, "SignedInfo"),
                             *reference = below(signature, "Reference");
    const struct tg_xml_attribute *uri = reference ? tg_xml_attribute_of(reference, "URI") : NULL;
    const struct tg_xml_node *target = uri ? by_id(root, tg_span_from(uri->value, 1)) : NULL;
    if (!target || !info_is_signed(info, text_below(signature, "SignatureValue"), arena)) return false;
    return tg_c14n_exclusive(target, signature, &none, arena, octets, NULL) == TOEGANG_GOOD &&
           digest_fits(*octets, text_below(info, "DigestValue"), arena);
}

/* R alone, behind the careless verifier: nothing, or the holder whom the provider named. */
static bool rereading_stops(const char *message)
{
    struct tg_arena arena = {0};
    const struct tg_xml_node *root = read_message(message, &arena);
    bool stops = true;
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        struct tg_saml saml = state(NULL);
        struct tg_saml_signed what = {.assertion.key = NULL};
        struct tg_span octets;
        const struct tg_xml_node *assertion = NULL;
        if (!tg_xml_is(node, TG_NS_XMLDSIG, "Signature") || !careless_verify(root, node, &arena, &octets))
            continue;
        struct tg_signed *part = strncmp(octets.at, "<samlp:", 7) == 0 ? &what.response : &what.assertion;
        part->octets = octets;
        saml.identity = tg_identity_new();
        if (tg_saml_reread(&saml, &what, &assertion) == TOEGANG_GOOD &&
            tg_saml_assertion(&saml, assertion) == TOEGANG_GOOD)
            stops = stops && memcmp(toegang_identity_holder(saml.identity).digits, FORGE_RRN, 11) == 0;
        toegang_identity_free(saml.identity);
        tg_arena_free(&saml.tree);
    }
    tg_arena_free(&arena);
    return stops;
}

Test(layers, wrapping_meets_two_of_them)
{
    static const struct {
        const char *mutation;
        unsigned signs;
        const char *layers;
    } rows[] = {
        {"xsw1", FORGE_RESPONSE, "SAR"},       {"xsw2", FORGE_RESPONSE, "SAR"},
        {"xsw3", FORGE_ASSERTION, "AR"},       {"xsw4", FORGE_ASSERTION, "AR"},
        {"xsw5", FORGE_ASSERTION, "SAR"},      {"xsw6", FORGE_ASSERTION, "SAR"},
        {"xsw7", FORGE_ASSERTION, "AR"},       {"xsw8", FORGE_ASSERTION, "SAR"},
        {"xsw9", FORGE_ASSERTION, "SAR"},      {"xsw3", FORGE_BOTH, "SAR"},
        {"transplant", FORGE_ASSERTION, "SR"},
    };
    trust = world_trust();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct forge_signing how = {.key = forge_key("idp"), .what = rows[i].signs};
        char *good = forge_response(NULL, 0, &how), *message = mutation_named(rows[i].mutation)(good, ""),
             layers[4] = "";
        if (signature_layer_stops(message)) strcat(layers, "S");
        if (counting_stops(message)) strcat(layers, "A");
        if (rereading_stops(message)) strcat(layers, "R");
        cr_expect_str_eq(layers, rows[i].layers, "%s: %s", rows[i].mutation, layers);
        cr_expect(!signature_layer_stops(good) && !counting_stops(good));
        free(good), free(message);
    }
    toegang_trust_free(trust);
}

/* What opening and verifying say of the last encrypted assertion of a message, had nobody counted. */
static bool opening_stops(const char *message)
{
    struct tg_arena arena = {0};
    const struct tg_xml_node *root = read_message(message, &arena), *last = NULL, *each = NULL;
    struct tg_saml saml = state(NULL);
    struct tg_signed own = {.key = NULL};
    saml.described = (struct tg_described *)trust->providers[0].described.held;
    while ((each = tg_xml_child(root, TG_NS_SAML, "EncryptedAssertion", each))) last = each;
    bool stops = !last || tg_saml_open_signed_inside(&saml, last, &own) != TOEGANG_GOOD;
    tg_arena_free(&saml.octets);
    tg_arena_free(&arena);
    return stops;
}

/* security.md 36: an evil assertion beside or in place of the encrypted one. O: opened and verified by
 * itself. */
Test(layers, another_encrypted_assertion_meets_two_of_them)
{
    static const struct {
        const char *how;
        unsigned signs;
        const char *layers;
    } rows[] = {
        {"beside", FORGE_ASSERTION, "AO"}, {"instead", FORGE_ASSERTION, "O"},
        {"beside", FORGE_RESPONSE, "SAO"}, {"instead", FORGE_RESPONSE, "SO"},
        {"clear", FORGE_RESPONSE, "SA"},   {"beside", FORGE_BOTH, "SAO"},
    };
    const struct forge_sealing sealing = {.key = NULL};
    trust = world_trust_of("gcm");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct forge_signing how = {.key = forge_key("idp"), .what = rows[i].signs & FORGE_ASSERTION};
        char *clear = forge_response(NULL, 0, &how), *inside = forge_encrypt(clear, "Assertion", &sealing);
        how.what = rows[i].signs & FORGE_RESPONSE;
        char *good = forge_sign(inside, &how), *message = mutation_named("encrypted-new")(good, rows[i].how);
        char layers[4] = "";
        if ((rows[i].signs & FORGE_RESPONSE) && signature_layer_stops(message)) strcat(layers, "S");
        if (counting_stops(message)) strcat(layers, "A");
        if (strcmp(rows[i].how, "clear") != 0 && opening_stops(message)) strcat(layers, "O");
        cr_expect_str_eq(layers, rows[i].layers, "%s: %s", rows[i].how, layers);
        cr_expect(!counting_stops(good));
        free(clear), free(inside), free(good), free(message);
    }
    toegang_trust_free(trust);
}

/* Were the signature layer to hand over something else that the provider signed, the reader would not take
 * it. */
Test(layers, what_was_signed_has_to_be_what_is_read)
{
    static const struct {
        bool as_response;
        const char *octets, *check;
    } rows[] = {
        {false, "<x xmlns=\"urn:x\"></x>", "saml.signature.object"},
        {false,
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"></md:EntityDescriptor>",
         "saml.signature.object"},
        {true, "<x xmlns=\"urn:x\"></x>", "saml.response.root"},
        {true,
         "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
         "Version=\"2.0\"></samlp:Response>",
         "saml.assertion.absent"},
        {false, "", "xml.size"},
        {false, "<!-- -->", "xml.comment"},
    };
    trust = world_trust();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_saml saml = state(&report);
        struct tg_saml_signed what = {.assertion.key = NULL};
        const struct tg_xml_node *assertion = NULL;
        if (rows[i].as_response)
            what.response.octets = tg_span_of(rows[i].octets);
        else
            what.assertion.octets = tg_span_of(rows[i].octets);
        cr_expect_eq(tg_saml_reread(&saml, &what, &assertion), TOEGANG_REFUSED, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        tg_arena_free(&saml.tree);
    }
    toegang_trust_free(trust);
}

/* The Issuer that chose the keys was not verified yet; the signed one has to be the same. */
Test(layers, the_signed_issuer_has_to_be_whose_keys_verified)
{
    const struct forge_value value = {"issuer", "https://other.example/saml"};
    char *message = forge_response(&value, 1, NULL),
         *bare = without_piece(message, "<ds:Signature ", "</ds:Signature>");
    char *octets = piece_of(bare, "<saml:Assertion", "</saml:Assertion>");
    trust = world_trust();
    toegang_report report = {0};
    struct tg_saml saml = state(&report);
    const struct tg_saml_signed what = {.assertion.octets = tg_span_of(octets)};
    const struct tg_xml_node *assertion = NULL;
    saml.identity = tg_identity_new();
    cr_assert_eq(tg_saml_reread(&saml, &what, &assertion), TOEGANG_GOOD);
    cr_expect_eq(tg_saml_assertion(&saml, assertion), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "saml.issuer.differs");
    toegang_identity_free(saml.identity);
    tg_arena_free(&saml.tree);
    toegang_trust_free(trust);
    free(message), free(bare), free(octets);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML of any octets to the profile of signatures. The certificate in the message is trusted here, so that
 * genuine messages of the corpus get through. What comes out of a verification is canonical, reads back to
 * itself, is the holder that was asked and has no signature of its own any more; whatever form a SignedInfo
 * has, it is judged.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/assertion/xmldsig_profile.h"
#include "harness.h"
#include "parse/base64.h"

/* Decoding a key is a hundred times slower than all the rest, and mutants seldom touch it. */
static struct {
    struct tg_crypto *crypto;
    struct tg_key *key;
    char text[8192];
} cached;

static const struct tg_key *key_of(struct tg_span text, struct tg_arena *arena)
{
    struct tg_span der;
    if (!cached.crypto) demand(tg_crypto_new(&cached.crypto, NULL) == TOEGANG_GOOD);
    if (text.length == 0 || text.length >= sizeof cached.text) return NULL;
    if (cached.key && tg_span_is(text, cached.text)) return cached.key;
    tg_key_free(cached.key);
    cached.key = NULL;
    memcpy(cached.text, text.at, text.length);
    cached.text[text.length] = 0;
    if (tg_base64_read(text, 65536, arena, &der, NULL) == TOEGANG_GOOD &&
        tg_key_of_certificate(cached.crypto, der, &cached.key, NULL) != TOEGANG_GOOD)
        cached.key = NULL;
    return cached.key;
}

static const struct tg_key *embedded_key(const struct tg_xml_node *root, struct tg_arena *arena)
{
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        struct tg_span text;
        if (tg_xml_is(node, TG_NS_XMLDSIG, "X509Certificate") && tg_xml_only_text(node, &text))
            return key_of(text, arena);
    }
    return key_of((struct tg_span){NULL, 0}, arena);
}

static void check_signed(const struct tg_xml_node *holder, struct tg_span octets,
                         const struct tg_c14n_prefixes *prefixes, struct tg_arena *arena)
{
    struct tg_xml_node *again = NULL;
    struct tg_span twice;
    demand(tg_xml_read(octets, &tg_xml_message_limits, arena, &again, NULL) == TOEGANG_GOOD);
    demand(tg_span_equal(again->local, holder->local) && tg_span_equal(again->uri, holder->uri));
    demand(tg_span_equal(tg_signature_attribute(again, "ID"), tg_signature_attribute(holder, "ID")));
    demand(tg_xmldsig_of(again) == NULL);
    demand(tg_c14n_exclusive(again, NULL, prefixes, arena, &twice, NULL) == TOEGANG_GOOD);
    demand(tg_span_equal(twice, octets));
}

static void verify(const struct tg_xml_node *holder, const struct tg_verifiers *verifiers,
                   struct tg_arena *arena)
{
    struct tg_signed out = {.key = NULL};
    toegang_report report = {0};
    toegang_status status = tg_xmldsig_verify(holder, verifiers, arena, &out, &report);
    demand(status == report.status && (status == TOEGANG_GOOD || report.check[0] != 0));
    demand((out.key != NULL) == (status == TOEGANG_GOOD));
    if (status != TOEGANG_GOOD) return;
    const struct tg_xml_node *info = tg_xml_first_element(tg_xmldsig_of(holder));
    struct tg_reference reference;
    demand(tg_signed_reference(info, &reference, NULL) == TOEGANG_GOOD);
    check_signed(holder, out.octets, &reference.prefixes, arena);
}

static void judge(const struct tg_xml_node *root, struct tg_arena *arena)
{
    struct tg_key *keys[1];
    struct tg_verifiers verifiers = {.keys = keys, .key_count = embedded_key(root, arena) ? 1 : 0};
    keys[0] = cached.key;
    verifiers.crypto = cached.crypto;
    toegang_status placed = tg_xmldsig_places(root, NULL);
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        struct tg_signed_methods methods;
        struct tg_reference reference;
        if (tg_xml_is(node, TG_NS_XMLDSIG, "SignedInfo") &&
            tg_signed_methods(node, &methods, NULL) == TOEGANG_GOOD)
            demand(methods.algorithm != NULL && methods.prefixes.count <= TG_C14N_PREFIXES_MAX);
        if (tg_xml_is(node, TG_NS_XMLDSIG, "SignedInfo") &&
            tg_signed_reference(node, &reference, NULL) == TOEGANG_GOOD)
            demand(reference.hash != TG_HASH_NONE && reference.digest.length > 0);
        if (placed == TOEGANG_GOOD && tg_xmldsig_of(node)) verify(node, &verifiers, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    struct tg_span octets = {(const char *)data, size};
    if (tg_xml_read(octets, &tg_xml_message_limits, &arena, &root, NULL) == TOEGANG_GOOD) judge(root, &arena);
    tg_arena_free(&arena);
    return 0;
}

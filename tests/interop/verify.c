/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our signature profile alone, for comparison with other verifiers. Usage: verify FILE CERTIFICATE.DER. Prints what
 * fell; ends with 0 when every signature in an accepted place verifies with that key and there is one, else 1.
 */
#include <stdio.h>

#include "assertion/xmldsig.h"
#include "parse/file.h"

#define SAML "urn:oasis:names:tc:SAML:2.0:"

struct subject {
    struct tg_arena arena;
    struct tg_crypto *crypto;
    struct tg_key *key;
    struct tg_xml_node *root;
};

static bool read_all(struct subject *subject, char **argv, toegang_report *report)
{
    struct tg_span octets, der;
    return tg_file_read(argv[1], 1 << 20, &subject->arena, &octets, NULL, report) == TOEGANG_GOOD &&
           tg_file_read(argv[2], 1 << 20, &subject->arena, &der, NULL, report) == TOEGANG_GOOD &&
           tg_crypto_new(&subject->crypto, report) == TOEGANG_GOOD &&
           tg_key_of_certificate(subject->crypto, der, &subject->key, report) == TOEGANG_GOOD &&
           tg_xml_read(octets, &tg_xml_message_limits, &subject->arena, &subject->root, report) == TOEGANG_GOOD &&
           tg_xmldsig_places(subject->root, report) == TOEGANG_GOOD;
}

static bool may_be_signed(const struct tg_xml_node *node)
{
    return tg_xml_is(node, SAML "protocol", "Response") || tg_xml_is(node, SAML "assertion", "Assertion");
}

/* How many signatures verify; -1 when one does not. */
static int verified(struct subject *subject, toegang_report *report)
{
    const struct tg_verifiers verifiers = {.crypto = subject->crypto, .keys = &subject->key, .key_count = 1};
    int count = 0;
    for (struct tg_xml_node *node = subject->root; node; node = tg_xml_following(node, subject->root)) {
        struct tg_signed signed_ = {0};
        if (!may_be_signed(node) || !tg_xmldsig_of(node)) continue;
        if (tg_xmldsig_verify(node, &verifiers, &subject->arena, &signed_, report) != TOEGANG_GOOD) return -1;
        count++;
    }
    return count;
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    struct subject subject = {0};
    toegang_report report = {0};
    bool good = read_all(&subject, argv, &report) && verified(&subject, &report) > 0;
    printf("%s %s %s\n", good ? "good" : "refused", report.check, report.came);
    tg_key_free(subject.key);
    tg_crypto_free(subject.crypto);
    tg_arena_free(&subject.arena);
    return good ? 0 : 1;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "signing.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "parse/base64.h"

static struct tg_key *key_of(struct signing *signing, const char *name)
{
    struct tg_key *key = NULL;
    struct tg_span der;
    struct tg_span text = tg_span_of(forge_key_certificate(forge_key(name)));
    cr_assert_eq(tg_base64_read(text, 65536, &signing->arena, &der, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_key_of_certificate(signing->crypto, der, &key, NULL), TOEGANG_GOOD, "%s", name);
    return key;
}

void signing_begin(struct signing *signing, const char *names)
{
    char *copy = strdup(names), *rest = NULL;
    *signing = (struct signing){0};
    cr_assert_eq(tg_crypto_new(&signing->crypto, NULL), TOEGANG_GOOD);
    signing->verifiers = (struct tg_verifiers){.crypto = signing->crypto, .keys = signing->keys};
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        cr_assert_lt(signing->verifiers.key_count, SIGNING_KEYS_MAX);
        signing->keys[signing->verifiers.key_count++] = key_of(signing, name);
    }
    free(copy);
}

void signing_end(struct signing *signing)
{
    for (size_t i = 0; i < signing->verifiers.key_count; i++) tg_key_free(signing->keys[i]);
    tg_crypto_free(signing->crypto);
    tg_arena_free(&signing->arena);
}

static const struct tg_xml_node *holder_of(const struct tg_xml_node *root, unsigned what)
{
    const struct tg_xml_node *node = root;
    if (what == FORGE_RESPONSE) return root;
    while (node && !tg_xml_is(node, TG_NS_SAML, "Assertion")) node = tg_xml_following(node, root);
    cr_assert_not_null(node, "an Assertion to judge");
    return node;
}

const char *signing_judge_span(struct signing *signing, struct tg_span xml, unsigned what)
{
    struct tg_xml_node *root = NULL;
    tg_arena_free(&signing->arena);
    signing->report = (toegang_report){0};
    signing->out = (struct tg_signed){.key = (const struct tg_key *)signing};
    toegang_status status =
        tg_xml_read(xml, &tg_xml_message_limits, &signing->arena, &root, &signing->report);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_places(root, &signing->report);
    if (status == TOEGANG_GOOD)
        status = tg_xmldsig_verify(holder_of(root, what), &signing->verifiers, &signing->arena, &signing->out,
                                   &signing->report);
    cr_expect_eq(status, signing->report.status);
    cr_expect_eq(status == TOEGANG_GOOD, signing->out.octets.length > 0,
                 "out is set on good, untouched otherwise");
    cr_expect_eq(status != TOEGANG_GOOD, signing->out.key == (const struct tg_key *)signing);
    return signing->report.check;
}

const char *signing_judge(struct signing *signing, const char *xml, unsigned what)
{
    return signing_judge_span(signing, tg_span_of(xml), what);
}

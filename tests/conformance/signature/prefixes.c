/* SPDX-License-Identifier: Apache-2.0 */
/* PrefixLists in every place where the profile allows one, signed by libxml2's canonicalisation. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "resign.h"

#define EXC "http://www.w3.org/2001/10/xml-exc-c14n#"

static const struct {
    const char *name, *signed_info, *reference, *answer;
} rows[] = {
    {"none", NULL, NULL, "good"},
    {"of the Reference", NULL, "xs", "good"},
    {"of SignedInfo", "xs", NULL, "good"},
    {"of both", "xs saml", "xsi samlp", "good"},
    {"the default namespace", "#default", "#default", "good"},
    {"prefixes that nobody declared", "a b c", "d e f", "good"},
    {"eight", "a b c d e f g xs", "a b c d e f g xs", "good"},
    {"white space around", " xs\n\txsi ", " xs  xsi ", "good"},
    {"nine in SignedInfo", "a b c d e f g h i", NULL, "c14n.prefixes"},
    {"nine in the Reference", NULL, "a b c d e f g h i", "c14n.prefixes"},
    {"no name", "a:b", NULL, "c14n.prefixes"},
};

static char *with_list(const char *xml, const char *element, const char *list)
{
    char from[256], to[512];
    if (!list) return strdup(xml);
    snprintf(from, sizeof from, "<ds:%s Algorithm=\"" EXC "\"/>", element);
    snprintf(to, sizeof to,
             "<ds:%s Algorithm=\"" EXC "\"><ec:InclusiveNamespaces xmlns:ec=\"" EXC
             "\" PrefixList=\"%s\"/></ds:%s>",
             element, list, element);
    return forge_replace(xml, from, to);
}

/* The digest in it is right at first, so that resign() knows what the Reference means. */
static char *signed_with(const char *signed_info, const char *reference)
{
    struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_BOTH, .prefixes = reference};
    char *xml = forge_response(NULL, 0, &how);
    char *listed = with_list(xml, "CanonicalizationMethod", signed_info);
    size_t length = 0;
    char *out = resign(listed, strlen(listed), forge_key("idp"), &length);
    free(xml), free(listed);
    return out;
}

Test(prefixes, are_rendered_as_libxml2_does)
{
    struct tg_crypto *crypto = NULL;
    struct vector_keys keys = {.count = 0};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    vector_add_keys(crypto, forge_key_certificate(forge_key("idp")), &keys);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char answer[JUDGED];
        char *xml = signed_with(rows[i].signed_info, rows[i].reference);
        judge(crypto, tg_span_of(xml), &keys, answer);
        cr_expect_str_eq(answer, rows[i].answer, "%s", rows[i].name);
        free(xml);
    }
    vector_free_keys(&keys);
    tg_crypto_free(crypto);
}

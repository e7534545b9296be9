/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "assertion/metadata.h"
#include "forge_provider.h"

#define REDIRECT "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
#define SLO "<md:SingleLogoutService Binding=\"" REDIRECT "\" "

/* "sign-on logout answer", or the check that fell. */
static void judge(struct tg_crypto *crypto, const char *xml, char out[4096])
{
    struct tg_arena arena = {0};
    struct tg_metadata metadata = {.key_count = 0};
    toegang_report report = {0};
    toegang_status status = tg_metadata_read(tg_span_of(xml), FORGE_ISSUER, crypto, NULL, &arena, &metadata, &report);
    if (status == TOEGANG_GOOD)
        snprintf(out, 4096, "%s %s %s", metadata.sign_on ? metadata.sign_on : "-",
                 metadata.logout ? metadata.logout : "-", metadata.logout_answer ? metadata.logout_answer : "-");
    else
        snprintf(out, 4096, "%s", report.check);
    for (size_t i = 0; i < metadata.key_count; i++) tg_key_free(metadata.keys[i]);
    tg_arena_free(&arena);
}

Test(metadata_service, addresses)
{
    static char long_one[1200], longest[1200];
    static const struct {
        const char *address;
        bool good;
    } rows[] = {
        {"https://idp.example", true},
        {"https://idp.example/a?b=c&amp;d=e", true},
        {"https://idp.example:8443/", true},
        {"http://localhost/sso", true},
        {"http://localhost:8080/sso", true},
        {"http://127.0.0.1:1/sso", true},
        {"http://[::1]/sso", true},
        {"http://[::1]:8080/sso", true},
        {"http://idp.example/sso", false},
        {"http://localhost.example/sso", false},
        {"http://localhost@idp.example/sso", false},
        {"http://localhost:x@idp.example/sso", false},
        {"https://user@idp.example/", false},
        {"https://", false},
        {"https:///sso", false},
        {"https://?x", false},
        {"HTTPS://idp.example/", false},
        {"//idp.example/", false},
        {"/sso", false},
        {"javascript:alert(1)", false},
        {"https://idp.example/a b", false},
        {"https://idp.example/&#10;Set-Cookie:x", false},
        {"https://idp.example/#fragment", false},
        {"https://idp.example\\@evil.example/", false},
        {"https://idp.example/\xc3\xa9", false},
        {"", false},
        {longest, true},
        {long_one, false},
    };
    const struct forge_key *key = forge_key("idp");
    struct tg_crypto *crypto;
    char *xml = forge_metadata(&key, 1, FORGE_ISSUER), changed_to[1400], out[4096];
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    memset(longest, 'a', 1024), memcpy(longest, "https://", 8);
    memset(long_one, 'a', 1025), memcpy(long_one, "https://", 8);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const places[] = {"Location=\"" FORGE_ISSUER "/sso\"", "Location=\"" FORGE_ISSUER "/slo\""};
        for (size_t j = 0; j < 2; j++) {
            snprintf(changed_to, sizeof changed_to, "Location=\"%s\"", rows[i].address);
            char *changed = forge_replace(xml, places[j], changed_to);
            judge(crypto, changed, out);
            cr_expect_eq(strcmp(out, "metadata.endpoint") != 0, rows[i].good, "%s: %s", rows[i].address, out);
            free(changed);
        }
    }
    free(xml);
    tg_crypto_free(crypto);
}

Test(metadata_service, which_one)
{
    static const struct {
        const char *name, *from, *to, *out;
    } rows[] = {
        {"as it is", "<md:", "<md:", FORGE_ISSUER "/sso " FORGE_ISSUER "/slo " FORGE_ISSUER "/slo"},
        {"no sign-out", "SingleLogoutService", "ManageNameIDService", FORGE_ISSUER "/sso - -"},
        {"no sign-on", "SingleSignOnService", "ManageNameIDService", "- " FORGE_ISSUER "/slo " FORGE_ISSUER "/slo"},
        {"another binding only", "SingleLogoutService Binding=\"" REDIRECT, "SingleLogoutService Binding=\"urn:x",
         FORGE_ISSUER "/sso - -"},
        {"the first of two", "<md:SingleLogoutService", SLO "Location=\"https://a.example/\"/><md:SingleLogoutService",
         FORGE_ISSUER "/sso https://a.example/ https://a.example/"},
        {"another binding first", "<md:SingleLogoutService",
         "<md:SingleLogoutService Binding=\"urn:x\" Location=\"ftp://x\"/><md:SingleLogoutService",
         FORGE_ISSUER "/sso " FORGE_ISSUER "/slo " FORGE_ISSUER "/slo"},
        {"answers elsewhere", "/slo\"", "/slo\" ResponseLocation=\"https://b.example/\"",
         FORGE_ISSUER "/sso " FORGE_ISSUER "/slo https://b.example/"},
        {"answers nowhere", "/slo\"", "/slo\" ResponseLocation=\"\"", "metadata.endpoint"},
        {"no address", "Location=\"" FORGE_ISSUER "/sso\"", "", "metadata.endpoint"},
    };
    const struct forge_key *key = forge_key("idp");
    struct tg_crypto *crypto;
    char *xml = forge_metadata(&key, 1, FORGE_ISSUER), out[4096];
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *changed = forge_replace(xml, rows[i].from, rows[i].to);
        judge(crypto, changed, out);
        cr_expect_str_eq(out, rows[i].out, "%s: %s", rows[i].name, out);
        free(changed);
    }
    free(xml);
    tg_crypto_free(crypto);
}

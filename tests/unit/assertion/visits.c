/* SPDX-License-Identifier: Apache-2.0 */
#include "visits.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

toegang_status visits_read_keys(const char *text, unsigned mode, toegang_seal_keys **out,
                                toegang_report *report)
{
    char path[] = "/tmp/toegang-keys-XXXXXX";
    int file = mkstemp(path);
    cr_assert(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    cr_assert_eq(fchmod(file, (mode_t)mode), 0);
    close(file);
    toegang_status status = toegang_seal_keys_read(path, out, report);
    (void)unlink(path);
    return status;
}

toegang_seal_keys *visits_keys(const char *text)
{
    toegang_seal_keys *keys = NULL;
    toegang_report report = {0};
    cr_assert_eq(visits_read_keys(text, 0600, &keys, &report), TOEGANG_GOOD, "%s %s", report.check,
                 report.came);
    return keys;
}

toegang_trust *visits_trust(const char *entity_id, unsigned asserts)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, entity_id);
    toegang_saml_provider provider = forge_provider(metadata);
    provider.entity_id = entity_id;
    provider.asserts = asserts;
    const toegang_trust_settings settings = forge_settings(&provider);
    toegang_trust *trust = NULL;
    cr_assert_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_GOOD);
    free(metadata);
    return trust;
}

toegang_identity *visits_identity(const struct forge_value *values, size_t count)
{
    toegang_trust *trust = visits_trust(FORGE_ISSUER, TOEGANG_ASSERTS_RIGHTS);
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    char *message = forge_response(values, count, NULL);
    cr_assert_eq(
        toegang_verify_saml(trust, message, strlen(message), FORGE_REQUEST, FORGE_AT, &identity, &report),
        TOEGANG_GOOD, "%s %s", report.check, report.came);
    free(message);
    toegang_trust_free(trust);
    return identity;
}

toegang_visit visits_begun(const toegang_identity *identity)
{
    toegang_visit visit = {.size = sizeof visit};
    cr_assert_eq(toegang_visit_begin(identity, FORGE_AT, 600, 3600, &visit, NULL), TOEGANG_GOOD);
    return visit;
}

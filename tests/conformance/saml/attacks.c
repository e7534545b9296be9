/* SPDX-License-Identifier: Apache-2.0 */
/* Every row of the tables: a message, and the check that falls. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "world.h"

#define MOST 400

static void expect_holder(const struct attack *attack, const toegang_identity *identity)
{
    toegang_rrn holder = toegang_identity_holder(identity);
    cr_expect_eq(memcmp(holder.digits, FORGE_RRN, 11), 0, "%s: another holder", attack->name);
}

static void try(const toegang_trust *trust, const struct attack *attack)
{
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    toegang_time at;
    const char *request;
    bool good = strcmp(attack->check, "-") == 0;
    char *message = attack_message(attack, &at, &request);
    toegang_status status =
        toegang_verify_saml(trust, message, strlen(message), request, at, &identity, &report);
    cr_expect_eq(status, good ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s: status %d, %s: %s, came %s",
                 attack->name, status, report.check, report.expected, report.came);
    cr_expect_str_eq(report.check, good ? "" : attack->check, "%s: %s: %s, came %s", attack->name,
                     report.check, report.expected, report.came);
    cr_expect_eq(identity != NULL, status == TOEGANG_GOOD, "%s", attack->name);
    cr_log_info("%s\t%s", attack->name, report.check);
    cr_expect_null(strstr(report.came, FORGE_RRN), "%s: a number in clear", attack->name);
    cr_expect_null(strstr(report.came, ATTACKER_RRN), "%s: a number in clear", attack->name);
    if (identity && good) expect_holder(attack, identity);
    toegang_identity_free(identity);
    free(message);
}

static void try_table(const char *path)
{
    struct attack *attacks = calloc(MOST, sizeof *attacks);
    size_t count = attacks_read(path, attacks, MOST);
    cr_assert(count > 10, "%s: %zu rows", path, count);
    const char *kind = attack_trust(&attacks[0]);
    toegang_trust *trust = world_trust_of(kind);
    for (size_t i = 0; i < count; i++) {
        const char *asked = attack_trust(&attacks[i]);
        if (strcmp(asked, kind) != 0) {
            toegang_trust_free(trust);
            trust = world_trust_of(asked);
            kind = asked;
        }
        try(trust, &attacks[i]);
    }
    toegang_trust_free(trust);
    free(attacks);
}

Test(saml, good_messages_of_other_forms)
{
    try_table(TG_SAML "/good.tsv");
}

Test(saml, attacks_on_the_document)
{
    try_table(TG_SAML "/document.tsv");
}

Test(saml, attacks_on_the_signature)
{
    try_table(TG_SAML "/signature.tsv");
}

Test(saml, what_an_assertion_may_not_say)
{
    try_table(TG_SAML "/assertion.tsv");
}

Test(saml, encryption_good_and_bad)
{
    try_table(TG_SAML "/encryption.tsv");
}

/* The suite's own answer is the second word of a row's name; where ours differs the row says why. */
static void compare_answers(const struct attack *attack)
{
    bool ours = strcmp(attack->check, "-") == 0;
    bool theirs_good = strstr(attack->name, " OK") != NULL, theirs_bad = strstr(attack->name, " KO") != NULL;
    bool differs = (ours && theirs_bad) || (!ours && theirs_good);
    cr_expect(theirs_good || theirs_bad || strstr(attack->name, " ??"), "%s", attack->name);
    cr_expect_eq(differs, attack->note[0] != '\0', "%s: differs or not, and says why or not", attack->name);
}

Test(saml, italian_service_provider_suite)
{
    static struct attack attacks[MOST];
    if (access(TG_VECTORS "/italia+spid-saml-check", R_OK) != 0) cr_skip("no vectors");
    size_t count = attacks_read(TG_SAML "/spid.tsv", attacks, MOST);
    cr_expect_eq(count, 108);
    for (size_t i = 0; i < count; i++) compare_answers(&attacks[i]);
    try_table(TG_SAML "/spid.tsv");
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What opens without a server; tests/conformance/directory/ldap.py and ldap_faults.py have the rest. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "directory/check.h"
#include "fact_maker.h"

static toegang_status open_ldap(const char *url, const toegang_ldap_settings *settings,
                                toegang_report *report)
{
    toegang_directory *directory = NULL;
    toegang_status status = toegang_directory_ldap_open(url, settings, &directory, report);
    cr_expect_eq(directory != NULL, status == TOEGANG_GOOD, "%s", url);
    toegang_directory_free(directory);
    return status;
}

Test(ldap, arguments)
{
    toegang_directory *directory = NULL;
    toegang_ldap_settings good = {.size = sizeof good};
    toegang_ldap_settings sizeless = {.base = "dc=x"}, impatient = good, crowded = good, scoped = good,
                          bare = good;
    impatient.patience_ms = 60001;
    crowded.connections = 33;
    scoped.scope = (toegang_ldap_scope)3;
    bare.rights.field_count = 1;
    const toegang_ldap_settings *const rows[] = {&sizeless, &impatient, &crowded, &scoped, &bare};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        cr_expect_eq(open_ldap("ldap://127.0.0.1/dc=x", rows[i], &report), TOEGANG_MISUSE, "row %zu", i);
        cr_expect_str_eq(report.check, "library.misuse");
    }
    cr_expect_eq(open_ldap(NULL, &good, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_ldap_open("ldap://127.0.0.1/dc=x", &good, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_ldap_open("ldap://127.0.0.1/dc=x", NULL, &directory, NULL), TOEGANG_GOOD);
    toegang_directory_free(directory);
}

Test(ldap, urls)
{
    static const struct {
        const char *url;
        bool good;
    } rows[] = {
        {"ldap://127.0.0.1/dc=x", true},
        {"ldap://localhost:3389/dc=toegang,dc=test", true},
        {"ldap://[::1]/dc=x", true},
        {"ldap://[::1]:389/dc=x", true},
        {"ldapi://%2Frun%2Fslapd%2Fldapi/dc=x,dc=y", true},
        {"ldaps://ldap.example/dc=x", true}, /* with authorities, see below */
        {"ldap://127.0.0.1/cn=caf%C3%A9,dc=x", true},
        {"ldap://127.0.0.1", false},
        {"ldap://127.0.0.1/", false},
        {"ldap://192.0.2.1/dc=x", false},
        {"ldap://127.0.0.1.example/dc=x", false},
        {"ldap:///dc=x", false},
        {"ldapi:///dc=x", false},
        {"ldapi://relative/dc=x", false},
        {"cldap://127.0.0.1/dc=x", false},
        {"http://127.0.0.1/dc=x", false},
        {"ldap:127.0.0.1/dc=x", false},
        {"ldap://127.0.0.1:0x1/dc=x", false},
        {"ldap://127.0.0.1/dc=x?uid?sub?(a=b)", false},
        {"ldap://127.0.0.1/dc=x??sub", false},
        {"ldap://127.0.0.1/dc=x ldap://127.0.0.2/dc=x", false},
        {"ldap://127.0.0.1,127.0.0.2/dc=x", false},
        {"ldap://127.0.0.1/no dn", false},
        {"ldap://127.0.0.1/nodn", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool has_tls = strncmp(rows[i].url, "ldaps", 5) == 0;
        const toegang_ldap_settings settings = {.size = sizeof settings,
                                                .authorities = has_tls ? "ca" : NULL};
        toegang_report report = {0};
        toegang_status status = open_ldap(rows[i].url, &settings, &report);
        cr_expect_eq(status, rows[i].good ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "%s", rows[i].url);
        cr_expect_str_eq(report.check, rows[i].good ? "" : CHECK_DIRECTORY_SETTINGS, "%s", rows[i].url);
    }
}

Test(ldap, maps)
{
    static const toegang_ldap_field whole[] = {{"holder", "roleOccupant", "uid", NULL},
                                               {"organisation", "ou", NULL, NULL},
                                               {"code", NULL, NULL, "htb"}};
    static const toegang_ldap_field twice[] = {{"holder", "a", NULL, NULL},
                                               {"organisation", "b", NULL, NULL},
                                               {"code", "c", NULL, NULL},
                                               {"role", "d", NULL, NULL}};
    static const toegang_ldap_field less[] = {{"holder", "a", NULL, NULL}, {"code", "c", NULL, NULL}};
    static const toegang_ldap_field underscored[] = {{"holder", "a", NULL, NULL},
                                                     {"organisation", "b", NULL, NULL},
                                                     {"role", "c", NULL, NULL},
                                                     {"granted_by", "d", NULL, NULL}};
    const struct {
        const char *name;
        toegang_ldap_kind kind;
        bool good;
    } rows[] = {
        {"a constant and a DN", {NULL, whole, 3}, true},
        {"names with _", {"(uid={holder})", underscored, 4}, true},
        {"a filter alone", {"(objectClass=x)", NULL, 0}, true},
        {"code and role", {NULL, twice, 4}, false},
        {"no organisation", {NULL, less, 2}, false},
        {"a broken filter", {"(objectClass=x", whole, 3}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const toegang_ldap_settings settings = {.size = sizeof settings, .appointments = rows[i].kind};
        toegang_report report = {0};
        toegang_status status = open_ldap("ldap://127.0.0.1/dc=x", &settings, &report);
        cr_expect_eq(status, rows[i].good ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].good ? "" : CHECK_DIRECTORY_QUERY, "%s", rows[i].name);
    }
}

static toegang_status swallow(void *context, const toegang_fact *fact)
{
    (void)context, (void)fact;
    return TOEGANG_GOOD;
}

/* Nobody listens there; a process that was forked may not even try with what its parent used. */
Test(ldap, nobody_there_and_a_child)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL);
    cr_assert_eq(toegang_directory_ldap_open("ldapi://%2Fnowhere%2Fsocket/dc=x", NULL, &directory, &report),
                 TOEGANG_GOOD);
    cr_expect_eq(toegang_directory_read(directory, &question, swallow, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_DIRECTORY_CONNECTION);
    pid_t child = fork();
    if (child == 0) {
        toegang_report own = {0};
        toegang_status status = toegang_directory_read(directory, &question, swallow, NULL, &own);
        toegang_directory_free(directory);
        _exit(status == TOEGANG_UNAVAILABLE && strcmp(own.came, "a process that was forked afterwards") == 0
                  ? 0
                  : 1);
    }
    int status = 1;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect_eq(status, 0);
    toegang_directory_free(directory);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Directories outside the process, as far as they go without a server: libraries of others go on from there.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "allocation.h"

static toegang_status ignore(void *context, const toegang_fact *fact)
{
    (void)context, (void)fact;
    return TOEGANG_GOOD;
}

static toegang_status ask_ldap(toegang_report *report)
{
    static const toegang_ldap_field fields[] = {
        {"holder", "member", "uid", NULL}, {"organisation", "ou", NULL, NULL}, {"code", NULL, NULL, "htb"}};
    const toegang_ldap_settings settings = {
        .size = sizeof settings,
        .bind = "cn=x",
        .password = "x",
        .appointments = {"(&(ou={organisation})(uid={holder}))", fields, 3}};
    const toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .at = 1};
    toegang_directory *directory = NULL;
    toegang_status status =
        toegang_directory_ldap_open("ldapi://%2Fnowhere%2Fsocket/dc=x", &settings, &directory, report);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(directory, &question, ignore, NULL, report);
    toegang_directory_free(directory);
    return status;
}

static toegang_status ask_postgresql(toegang_report *report)
{
    const toegang_sql_settings settings = {.size = sizeof settings, .notify = 1};
    const toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .at = 1};
    toegang_directory *directory = NULL;
    toegang_status status = toegang_directory_postgresql_open("host=/nowhere,/neither user=u dbname=d",
                                                              &settings, &directory, report);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(directory, &question, ignore, NULL, report);
    toegang_directory_free(directory);
    return status;
}

static toegang_status ask_query(toegang_report *report)
{
    const toegang_sql_settings settings = {.size = sizeof settings, .query = "SELECT :holder AS holder"};
    const toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .at = 1};
    toegang_directory *directory = NULL;
    toegang_status status =
        toegang_directory_postgresql_open("postgresql://u@%2Fnowhere/d", &settings, &directory, report);
    if (status == TOEGANG_GOOD) status = toegang_directory_read(directory, &question, ignore, NULL, report);
    toegang_directory_free(directory);
    return status;
}

/* The right answer is that nobody is there; one that is not compiled in says so. */
static toegang_status nobody_is_there(toegang_status (*run)(toegang_report *report), char *answer)
{
    toegang_report report = {0};
    toegang_status status = run(&report);
    bool is_right =
        strcmp(report.check, "directory.connection") == 0 || strcmp(report.check, "directory.adapter") == 0;
    if (!is_right) return status == TOEGANG_GOOD ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "%s", report.check);
    return TOEGANG_GOOD;
}

toegang_status directory_ldap(const struct world *world, char *answer)
{
    (void)world;
    return nobody_is_there(ask_ldap, answer);
}

toegang_status directory_postgresql(const struct world *world, char *answer)
{
    (void)world;
    return nobody_is_there(ask_postgresql, answer);
}

toegang_status directory_postgresql_query(const struct world *world, char *answer)
{
    (void)world;
    return nobody_is_there(ask_query, answer);
}

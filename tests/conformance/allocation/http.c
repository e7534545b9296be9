/* SPDX-License-Identifier: Apache-2.0 */
/* A service that is not there: made, asked, described. */
#include <stdio.h>
#include <string.h>

#include "allocation.h"

static toegang_status take(void *context, const toegang_fact *fact)
{
    (void)context, (void)fact;
    return TOEGANG_GOOD;
}

static void hear(void *context, const char *name, const char *value)
{
    (void)context, (void)name, (void)value;
}

toegang_status directory_http(const struct world *world, char *answer)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    const toegang_http_settings settings = {.size = sizeof settings, .token = "abc", .authorities = world->config};
    const toegang_directory_question question = {
        .size = sizeof question, .kind = TOEGANG_FACT_FUNCTION, .holder = world->holder};
    toegang_status status = toegang_directory_http_open("http://127.0.0.1:1/", &settings, &directory, &report);
    if (status != TOEGANG_GOOD) {
        if (strcmp(report.check, "directory.adapter") != 0) return status;
        (void)snprintf(answer, ANSWER_MAX, "not compiled in");
        return TOEGANG_GOOD;
    }
    status = toegang_directory_read(directory, &question, take, NULL, &report);
    if (status == TOEGANG_UNAVAILABLE) status = toegang_directory_describe(directory, 0, hear, NULL, NULL);
    toegang_directory_free(directory);
    if (status != TOEGANG_UNAVAILABLE) return status == TOEGANG_GOOD ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "%s", report.check);
    return TOEGANG_GOOD;
}

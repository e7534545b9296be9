/* SPDX-License-Identifier: Apache-2.0 */
/* Prints "id, language, explanation" for the ids of checks that it is given; the explanation as one line. */
#include <stdio.h>
#include <string.h>

#include <toegang.h>

/* Which words a report of an unknown check is explained with: those are no explanation. */
static int is_unknown(const toegang_report *report, toegang_language language, const char *text)
{
    toegang_report unknown = *report;
    (void)snprintf(unknown.check, sizeof unknown.check, "%s", "no.such.check");
    char other[2048] = "";
    (void)toegang_report_explain(&unknown, language, other, sizeof other);
    char *id = strstr(other, unknown.check);
    size_t before = id == NULL ? strlen(other) : (size_t)(id - other);
    return strncmp(text, other, before) == 0 && (id == NULL || strstr(text, report->check) == text + before);
}

static void print_one(const char *check, toegang_language language)
{
    toegang_report report = {.status = TOEGANG_REFUSED};
    (void)snprintf(report.check, sizeof report.check, "%s", check);
    char text[2048] = "";
    (void)toegang_report_explain(&report, language, text, sizeof text);
    if (is_unknown(&report, language, text)) text[0] = '\0';
    for (char *feed = text; (feed = strchr(feed, '\n')) != NULL;) *feed = ' ';
    printf("%s\t%s\t%s\n", check, toegang_language_name(language), text);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        for (int language = 0; language < TOEGANG_LANGUAGES; language++)
            print_one(argv[i], (toegang_language)language);
    return 0;
}

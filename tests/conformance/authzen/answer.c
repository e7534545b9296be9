/* SPDX-License-Identifier: Apache-2.0 */
/* A request of AuthZEN answered: answer CONFIGURATION PATH < BODY prints the status, the check and the body.
 */
#include <stdio.h>
#include <string.h>

#include <toegang.h>

static toegang_authzen_kind kind_of(const char *path)
{
    static const char *const paths[] = {"/access/v1/evaluation", "/access/v1/evaluations",
                                        "/access/v1/search/subject", "/access/v1/search/resource",
                                        "/access/v1/search/action"};
    for (unsigned i = 0; i < 5; i++)
        if (strcmp(paths[i], path) == 0) return (toegang_authzen_kind)(i + 1);
    return (toegang_authzen_kind)0;
}

static int answer(const toegang *all, const toegang_authzen *request)
{
    toegang_answer *answer = NULL;
    toegang_report report = {0};
    if (toegang_authzen_answer(all, request, &answer, &report) != TOEGANG_GOOD)
        return fputs(report.check, stderr), 1;
    printf("%d %s\n%s\n", toegang_answer_http(answer), toegang_answer_check(answer),
           toegang_answer_text(answer, NULL));
    toegang_answer_free(answer);
    return 0;
}

int main(int argc, char **argv)
{
    static char body[65536];
    toegang *all = NULL;
    toegang_report report = {0};
    if (argc != 3) return 2;
    if (toegang_open(argv[1], NULL, NULL, &all, &report) != TOEGANG_GOOD)
        return fprintf(stderr, "%s %s\n", report.check, report.came), 1;
    toegang_authzen request = {.size = sizeof request,
                               .kind = kind_of(argv[2]),
                               .octets = body,
                               .length = fread(body, 1, sizeof body, stdin),
                               .at = 1795428000,
                               .language = TOEGANG_EN};
    int status = answer(all, &request);
    toegang_free(all);
    return status;
}

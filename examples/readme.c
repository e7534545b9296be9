/* SPDX-License-Identifier: Apache-2.0 */
/* cc readme.c $(pkg-config --cflags --libs libtoegang); ./a.out toegang.yaml REQUEST-ID TIME < response */
#include <stdio.h>
#include <string.h>
#include <toegang.h>

int main(int argc, char **argv)
{
    static char posted[400000], text[8192];
    toegang *all = NULL;          /* the configuration: whom we believe, who knows what, who may walk in */
    toegang_identity *who = NULL; /* exists only once the response is verified */
    toegang_decision *verdict = NULL;
    toegang_report why = {0};
    toegang_question question = {0};
    size_t length = fread(posted, 1, sizeof posted, stdin);
    question.size = sizeof question;
    question.eloket = "e-loketondernemers";
    int opens =
        argc == 4 && !toegang_open(argv[1], NULL, NULL, &all, &why) &&
        !toegang_time_parse(argv[3], strlen(argv[3]), &question.at, &why) &&
        !toegang_kbo_parse("0999.999.922", 12, &question.organisation, &why) &&
        !toegang_sign_in_saml(all, posted, length, argv[2], question.at, &who, &why) &&
        (question.identity = who) && !toegang_check(all, &question, &verdict, &why);
    if (verdict)
        toegang_decision_explain(verdict, TOEGANG_NL, text, sizeof text);
    else
        toegang_report_explain(&why, TOEGANG_NL, text, sizeof text);
    puts(text);
    toegang_decision_free(verdict);
    toegang_identity_free(who);
    toegang_free(all);
    return opens ? 0 : 1;
}

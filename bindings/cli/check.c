/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int show(const struct options *options, const toegang_decision *decision, int code)
{
    char *text = options->json ? explained_json(decision) : explained(decision, options->language);
    if (!text) return EXIT_UNKNOWN;
    fputs(text, stdout);
    if (*text && text[strlen(text) - 1] != '\n') putchar('\n');
    free(text);
    return code;
}

static bool read_question(const struct options *options, const toegang *all, struct ask *out)
{
    *out = (struct ask){.saml = options->saml,
                        .in_response_to = options->in_response_to,
                        .jwt = options->jwt,
                        .nonce = options->nonce,
                        .capacity = options->capacity,
                        .eloket = options->eloket,
                        .right = options->right,
                        .context = options->context,
                        .at = options->moment};
    if (options->assurance && !assurance_read(options->assurance, &out->assurance))
        return fault(options->language, TEXT_VALUE, "assurance", options->assurance,
                     "low, substantial, high"),
               false;
    if (!options->holder && !toegang_trusted(all))
        return fault(options->language, TEXT_NO_TRUST, options->config), false;
    return input_kind(options->kind, options->language, &out->kind) &&
           input_organisation(options, &out->organisation) &&
           (!options->holder || input_number(options, all, options->holder, &out->holder));
}

static int check(const struct options *options, const toegang *all)
{
    struct ask question;
    toegang_decision *decision = NULL;
    int code = EXIT_USAGE;
    if (read_question(options, all, &question)) code = ask(all, &question, options->language, &decision);
    if (decision) code = show(options, decision, code);
    explicit_bzero(&question.holder, sizeof question.holder);
    toegang_decision_free(decision);
    return code;
}

int run_check(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    code = options->kind && strcmp(options->kind, "logout") == 0 ? judge_logout(options, all)
                                                                  : check(options, all);
    toegang_free(all);
    return code;
}

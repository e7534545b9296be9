/* SPDX-License-Identifier: Apache-2.0 */
/* One question from beginning to end: who it is, and what the e-counter says. */
#include <stdlib.h>
#include <string.h>

#include <toegang/sys/identity.h>

#include "cli.h"

/* More than the library will ever take, so that it is the library that refuses a long one. */
#define RESPONSE_MOST ((size_t)1 << 20)
#define FETCH_PATIENCE 5000 /* milliseconds that newer keys of an issuer may take to come */

bool assurance_read(const char *name, toegang_assurance *out)
{
    return toegang_assurance_named(name, strlen(name), out) && *out != TOEGANG_ASSURANCE_NONE;
}

/* A refusal is shown as every verdict is; what is wrong with the call is a fault. */
int refuse(const toegang_report *why, toegang_language language, toegang_decision **out)
{
    toegang_report report = {0};
    int code = exit_of(why->status);
    if (code == EXIT_USAGE) return fault_report(language, why), code;
    if (toegang_decision_refusal(why, out, &report) == TOEGANG_MISUSE || !*out) {
        fault_report(language, why);
        return code == EXIT_DONE ? EXIT_UNKNOWN : code;
    }
    return code;
}

static toegang_status attest(const struct ask *question, toegang_identity **out, toegang_report *report)
{
    toegang_statement statement = {.size = sizeof statement,
                                   .holder = question->holder,
                                   .assurance = question->assurance,
                                   .capacity = question->capacity};
    return toegang_identity_attest(&statement, out, report);
}

static int decide(const toegang *all, const struct ask *question, const toegang_identity *identity,
                  toegang_language language, toegang_decision **out)
{
    toegang_report report = {0};
    toegang_question asked = {.size = sizeof asked,
                              .identity = identity,
                              .organisation = question->organisation,
                              .eloket = question->eloket,
                              .right = question->right,
                              .context = question->context,
                              .at = question->at};
    toegang_status status = toegang_check(all, &asked, out, &report);
    if (*out) return exit_of(status);
    return refuse(&report, language, out);
}

static toegang_status sign_in_saml(const toegang *all, const struct ask *question, toegang_language language,
                                   toegang_identity **out, toegang_report *report)
{
    struct octets response = {0};
    if (!input_read(question->saml, RESPONSE_MOST, language, &response)) return TOEGANG_MISUSE;
    toegang_status status =
        question->rehearsal ? toegang_verify_saml(toegang_trusted(all), response.at, response.length,
                                                  question->in_response_to, question->at, out, report)
                            : toegang_sign_in_saml(all, response.at, response.length, question->in_response_to,
                                                   question->at, out, report);
    input_free(&response);
    return status;
}

static toegang_status sign_in_jwt(const toegang *all, const struct ask *question, toegang_language language,
                                  toegang_identity **out, toegang_report *report)
{
    struct octets token = {0};
    const toegang_expected expected = {.size = sizeof expected, .kind = question->kind, .nonce = question->nonce};
    if (!input_token(question->jwt, language, &token)) return TOEGANG_MISUSE;
    toegang_status status =
        question->rehearsal ? toegang_verify_jwt(toegang_trusted(all), token.at, token.length, &expected,
                                                 question->at, out, report)
                            : toegang_sign_in_jwt(all, token.at, token.length, &expected, question->at,
                                                  FETCH_PATIENCE, out, report);
    input_free(&token);
    return status;
}

toegang_status identify(const toegang *all, const struct ask *question, toegang_language language,
                        toegang_identity **out, toegang_report *report)
{
    if (question->saml) return sign_in_saml(all, question, language, out, report);
    return question->jwt ? sign_in_jwt(all, question, language, out, report) : attest(question, out, report);
}

/* Whether there is such an e-counter is known before anything of the assertion is looked at. */
int ask(const toegang *all, const struct ask *question, toegang_language language, toegang_decision **out)
{
    toegang_report report = {0};
    if (toegang_knows(all, question->eloket, question->right, &report) != TOEGANG_GOOD)
        return refuse(&report, language, out);
    toegang_identity *identity = NULL;
    toegang_status status = identify(all, question, language, &identity, &report);
    if (status != TOEGANG_GOOD) return report.status == TOEGANG_GOOD ? EXIT_USAGE : refuse(&report, language, out);
    int code = decide(all, question, identity, language, out);
    toegang_identity_free(identity);
    return code;
}

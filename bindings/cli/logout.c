/* SPDX-License-Identifier: Apache-2.0 */
/* Logout tokens and messages: whose sign-in ends. They say nothing about who acts, so no e-counter is asked.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void field(const struct options *options, enum text label, const char *name, const char *value)
{
    if (!options->json) {
        if (*value) printf("  %-24s %s\n", text(label, options->language), value);
        return;
    }
    printf(", \"%s\": ", name);
    print_json(value);
}

/* NULL: our own request to end the session was answered. */
static void print_logout(const struct options *options, const toegang_logout *logout)
{
    if (!logout) {
        puts(options->json ? "{\"logout\": true}" : text(TEXT_LOGGED_OUT, options->language));
        return;
    }
    if (options->json) {
        fputs("{\"logout\": true, \"issuer\": ", stdout);
        print_json(toegang_logout_issuer(logout));
    } else {
        printf("%s\n", text(TEXT_LOGOUT, options->language));
        field(options, TEXT_ISSUER, "issuer", toegang_logout_issuer(logout));
    }
    field(options, TEXT_SUBJECT, "subject", toegang_logout_name_id(logout));
    field(options, TEXT_SESSION, "session", toegang_logout_session_index(logout));
    field(options, TEXT_ID, "id", toegang_logout_id(logout));
    if (options->json) puts("}");
}

/* Shown as a refused sign-in is. */
static void print_refusal(const struct options *options, const toegang_report *why)
{
    toegang_decision *decision = NULL;
    char *words = NULL;
    if (toegang_decision_refusal(why, &decision, NULL) == TOEGANG_MISUSE || !decision) {
        fault_report(options->language, why);
        return;
    }
    words = options->json ? explained_json(decision) : explained(decision, options->language);
    if (words) puts(words);
    free(words);
    toegang_decision_free(decision);
}

/* A LogoutResponse when it answers a request of ours, else a LogoutRequest. */
static toegang_status read_saml(const struct options *options, const toegang_trust *trust,
                                const struct octets *message, toegang_logout **out, toegang_report *report)
{
    toegang_binding binding = options->query ? TOEGANG_REDIRECT : TOEGANG_POST;
    if (options->in_response_to)
        return toegang_verify_logout_response(trust, binding, message->at, message->length,
                                              options->in_response_to, options->moment, report);
    return toegang_verify_logout_request(trust, binding, message->at, message->length, options->moment, out,
                                         report);
}

static bool read_input(const struct options *options, struct octets *out)
{
    const char *file = options->jwt ? options->jwt : options->query ? options->query : options->saml;
    return input_token(file, options->language, out);
}

int judge_logout(const struct options *options, const toegang *all)
{
    toegang_report report = {0};
    toegang_logout *logout = NULL;
    struct octets message = {0};
    const toegang_trust *trust = toegang_trusted(all);
    if (!trust) return fault(options->language, TEXT_NO_TRUST, options->config), EXIT_USAGE;
    if (!read_input(options, &message)) return EXIT_USAGE;
    toegang_status status = options->jwt ? toegang_verify_logout_token(trust, message.at, message.length,
                                                                       options->moment, &logout, &report)
                                         : read_saml(options, trust, &message, &logout, &report);
    input_free(&message);
    if (status == TOEGANG_GOOD)
        print_logout(options, logout);
    else
        print_refusal(options, &report);
    toegang_logout_free(logout);
    return exit_of(status);
}

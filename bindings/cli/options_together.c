/* SPDX-License-Identifier: Apache-2.0 */
/* Which options go together, and which do not. */
#include <string.h>

#include "cli.h"

/* Exactly one of these ways to say who acts. Two names are told, though a third may do. */
static bool one_of(const struct options *options, const char *const *given, const char *const *names, size_t count)
{
    size_t there = 0;
    for (size_t i = 0; i < count; i++) there += given[i] != NULL;
    if (there == 1) return true;
    char all[64] = "";
    for (size_t i = 0; i + 1 < count; i++) {
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, i > 0 ? ", --%s" : "%s", names[i]);
    }
    fault(options->language, TEXT_OPTION_ONE_OF, all, names[count - 1]);
    return false;
}

static bool only_with(const struct options *options, const char *given, const char *name, const char *with,
                      const char *with_name)
{
    if (!given || with) return true;
    fault(options->language, TEXT_OPTION_ONLY_WITH, name, with_name);
    return false;
}

static bool sign_in_fits(const struct options *options)
{
    const char *saml = options->saml ? options->saml : options->query;
    return only_with(options, options->in_response_to, "in-response-to", saml, "saml") &&
           only_with(options, options->nonce, "nonce", options->jwt, "jwt");
}

/* A logout token is asked for nothing but whether it is genuine. */
static bool needs_eloket(const struct options *options)
{
    return !options->eloket && !(options->kind && strcmp(options->kind, "logout") == 0);
}

static bool check_fits(const struct options *options)
{
    const char *const given[] = {options->saml, options->jwt, options->holder};
    static const char *const names[] = {"saml", "jwt", "holder"};
    if (!one_of(options, given, names, 3) || !sign_in_fits(options)) return false;
    if (options->saml && !options->in_response_to)
        return fault(options->language, TEXT_OPTION_NEEDED, "in-response-to", "ID"), false;
    if (needs_eloket(options)) return fault(options->language, TEXT_OPTION_NEEDED, "eloket", "NAME"), false;
    return only_with(options, options->assurance, "assurance", options->holder, "holder") &&
           only_with(options, options->capacity, "capacity", options->holder, "holder") &&
           only_with(options, options->kind, "kind", options->jwt, "jwt");
}

/* Who acts is stated or proven, in exactly one way. */
static bool change_fits(const struct options *options)
{
    const char *const given[] = {options->as_saml, options->as_jwt, options->as};
    static const char *const names[] = {"as-saml", "as-jwt", "as"};
    if (!one_of(options, given, names, 3)) return false;
    if (options->as_saml && !options->in_response_to)
        return fault(options->language, TEXT_OPTION_NEEDED, "in-response-to", "ID"), false;
    return only_with(options, options->in_response_to, "in-response-to", options->as_saml, "as-saml") &&
           only_with(options, options->nonce, "nonce", options->as_jwt, "as-jwt") &&
           only_with(options, options->kind, "kind", options->as_jwt, "as-jwt") &&
           only_with(options, options->assurance, "assurance", options->as, "as") &&
           only_with(options, options->capacity, "capacity", options->as, "as");
}

static bool represent_fits(const struct options *options)
{
    const char *const given[] = {options->organisation, options->holder};
    static const char *const names[] = {"organisation", "holder"};
    return one_of(options, given, names, 2);
}

static bool inspect_fits(const struct options *options)
{
    const char *const given[] = {options->saml, options->query, options->jwt};
    static const char *const names[] = {"saml", "query", "jwt"};
    return one_of(options, given, names, 3) && sign_in_fits(options);
}

#define CHANGES                                                                                                        \
    (COMMAND_APPOINT | COMMAND_DISMISS | COMMAND_GRANT | COMMAND_REVOKE | COMMAND_SUSPEND | COMMAND_RESUME)

bool options_go_together(const struct command *command, const struct options *options)
{
    if (command->bit == COMMAND_REPRESENT) return represent_fits(options);
    if (command->bit == COMMAND_INSPECT) return inspect_fits(options);
    if (command->bit & CHANGES) return change_fits(options);
    return command->bit != COMMAND_CHECK || check_fits(options);
}

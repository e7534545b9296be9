/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define RESPONSE_MOST ((size_t)1 << 20)

struct looking {
    const struct options *options;
    size_t checks;
};

/* Without the request all is looked at but whether it is answered: that is not known, and no fault. */
static int is_unasked(const struct options *options, const char *check)
{
    if (options->jwt) return !options->nonce && strcmp(check, "jwt.nonce") == 0;
    return !options->in_response_to && strcmp(check, "saml.in-response-to") == 0;
}

static void print_check(void *context, const char *check, int passed, const char *value)
{
    struct looking *looking = context;
    if (!looking->options->json) {
        const char *mark = is_unasked(looking->options, check) ? "–" : passed ? "✔" : "✘";
        printf("  %s %-34s %s\n", mark, check, value);
    } else {
        fputs(looking->checks > 0 ? ", {\"check\": " : "{\"check\": ", stdout);
        print_json(check);
        printf(", \"passed\": %s, \"value\": ", passed ? "true" : "false");
        print_json(value);
        putchar('}');
    }
    looking->checks++;
}

/* ---- who it is, one field after the other ---- */

static void field(const struct options *options, enum text label, const char *name, const char *value)
{
    if (!*value) return;
    if (!options->json) {
        printf("  %-24s %s\n", text(label, options->language), value);
        return;
    }
    printf(", \"%s\": ", name);
    print_json(value);
}

static void role_fields(const struct options *options, const toegang_identity *identity)
{
    size_t count = toegang_identity_roles(identity);
    if (options->json) fputs(", \"roles\": [", stdout);
    for (size_t i = 0; i < count; i++) {
        const toegang_role *role = toegang_identity_role(identity, i);
        if (!options->json) {
            field(options, TEXT_ROLE, "", role->value);
            continue;
        }
        if (i > 0) fputs(", ", stdout);
        print_json(role->value);
    }
    if (options->json) putchar(']');
}

/* What the issuer states about representation; whether it counts is the e-counter's to say. */
static void stated_fields(const struct options *options, const toegang_identity *identity)
{
    size_t count = toegang_identity_stated_count(identity);
    if (options->json) fputs(", \"stated\": [", stdout);
    for (size_t i = 0; i < count; i++) {
        const toegang_stated *stated = toegang_identity_stated(identity, i);
        if (!options->json) {
            printf("  %-24s %s %s\n", text(TEXT_STATEMENT, options->language), stated->claim, stated->value);
            continue;
        }
        fputs(i > 0 ? ", {\"claim\": " : "{\"claim\": ", stdout);
        print_json(stated->claim);
        fputs(", \"value\": ", stdout);
        print_json(stated->value);
        putchar('}');
    }
    if (options->json) putchar(']');
}

static void organisation_field(const struct options *options, const toegang_identity *identity)
{
    char value[24] = "";
    toegang_organisation organisation = toegang_identity_organisation(identity);
    if (organisation.scheme != TOEGANG_SCHEME_NONE) toegang_organisation_format(&organisation, value);
    field(options, TEXT_ORGANISATION, "organisation", value);
}

static void holder_field(const struct options *options, const toegang_identity *identity)
{
    char masked[16];
    toegang_rrn holder = toegang_identity_holder(identity);
    toegang_rrn_mask(&holder, masked);
    explicit_bzero(&holder, sizeof holder);
    if (options->json) {
        fputs("{\"holder\": ", stdout);
        print_json(masked);
    } else {
        printf("\n%s\n  %-24s %s\n", text(TEXT_IDENTITY, options->language),
               text(TEXT_HOLDER, options->language), masked);
    }
}

static void print_identity(const struct options *options, const toegang_identity *identity)
{
    char until[32];
    toegang_time_format(toegang_identity_until(identity), until);
    holder_field(options, identity);
    field(options, TEXT_GIVEN_NAME, "given-name", toegang_identity_given_name(identity));
    field(options, TEXT_FAMILY_NAME, "family-name", toegang_identity_family_name(identity));
    field(options, TEXT_ISSUER, "issuer", toegang_identity_issuer(identity));
    field(options, TEXT_SIGNED_BY, "key", toegang_identity_key_fingerprint(identity));
    field(options, TEXT_KEY_USED, "authentication", toegang_identity_authentication(identity));
    field(options, TEXT_ASSURANCE, "assurance", toegang_assurance_name(toegang_identity_assurance(identity)));
    field(options, TEXT_CAPACITY, "capacity", toegang_identity_capacity(identity));
    organisation_field(options, identity);
    role_fields(options, identity);
    stated_fields(options, identity);
    field(options, TEXT_VALID_UNTIL, "until", until);
    if (options->json) putchar('}');
}

static void print_end(const struct options *options, const toegang_identity *identity,
                      const toegang_report *report)
{
    if (options->json) {
        printf("], \"accepted\": %s, \"check\": ", identity ? "true" : "false");
        if (identity)
            fputs("null", stdout);
        else
            print_json(report->check);
        fputs(", \"identity\": ", stdout);
        if (identity)
            print_identity(options, identity);
        else
            fputs("null", stdout);
        puts("}");
        return;
    }
    if (!identity && is_unasked(options, report->check)) {
        printf("\n%s\n", text(options->jwt ? TEXT_UNASKED_NONCE : TEXT_UNASKED, options->language));
        return;
    }
    printf("\n%s\n", text(identity ? TEXT_ACCEPTED : TEXT_REFUSED, options->language));
    if (identity) print_identity(options, identity);
    char *why = identity ? NULL : explained_report(report, options->language);
    if (why) puts(why);
    free(why);
}

static toegang_status look(const struct options *options, const toegang *all, const struct octets *message,
                           toegang_token_kind kind, toegang_identity **identity, toegang_report *report)
{
    struct looking looking = {options, 0};
    const toegang_trust *trust = toegang_trusted(all);
    const toegang_expected expected = {.size = sizeof expected, .kind = kind, .nonce = options->nonce};
    if (options->jwt)
        return toegang_inspect_jwt(trust, message->at, message->length, &expected, options->moment, print_check,
                                   &looking, identity, report);
    return toegang_inspect_saml(trust, message->at, message->length, options->in_response_to, options->moment,
                                print_check, &looking, identity, report);
}

static int inspect(const struct options *options, const toegang *all)
{
    toegang_report report = {0};
    toegang_identity *identity = NULL;
    struct octets message = {0};
    toegang_token_kind kind;
    if (!input_kind(options->kind, options->language, &kind)) return EXIT_USAGE;
    if (kind == TOEGANG_TOKEN_LOGOUT || options->query) return judge_logout(options, all);
    if (!(options->jwt ? input_token(options->jwt, options->language, &message)
                       : input_read(options->saml, RESPONSE_MOST, options->language, &message)))
        return EXIT_USAGE;
    if (options->json) fputs("{\"checks\": [", stdout);
    toegang_status status = look(options, all, &message, kind, &identity, &report);
    print_end(options, identity, &report);
    input_free(&message);
    toegang_identity_free(identity);
    if (status == TOEGANG_REFUSED && is_unasked(options, report.check)) return EXIT_SUCCESS;
    return exit_of(status);
}

int run_inspect(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    if (!toegang_trusted(all))
        fault(options->language, TEXT_NO_TRUST, options->config), code = EXIT_USAGE;
    else
        code = inspect(options, all);
    toegang_free(all);
    return code;
}

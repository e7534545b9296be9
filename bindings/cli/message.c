/* SPDX-License-Identifier: Apache-2.0 */
/* Messages of ours: the request to sign in, and our metadata. */
#include "cli.h"

static int trustless(const struct options *options, const toegang *all)
{
    if (toegang_trusted(all)) return 0;
    fault(options->language, TEXT_NO_TRUST, options->config);
    return 1;
}

static void print_request(const struct options *options, const toegang_message *message)
{
    if (!options->json) {
        printf("%s\n%s\n", toegang_message_url(message), toegang_message_id(message));
        return;
    }
    fputs("{\"url\": ", stdout);
    print_json(toegang_message_url(message));
    fputs(", \"id\": ", stdout);
    print_json(toegang_message_id(message));
    puts("}");
}

static int request(const struct options *options, const toegang *all)
{
    toegang_report report = {0};
    toegang_message *message = NULL;
    const toegang_login login = {.size = sizeof login,
                                 .provider = options->provider,
                                 .relay_state = options->relay_state,
                                 .at = options->moment};
    toegang_status status = toegang_login_request(toegang_trusted(all), &login, &message, &report);
    if (status == TOEGANG_GOOD)
        print_request(options, message);
    else
        fault_report(options->language, &report);
    toegang_message_free(message);
    return status > TOEGANG_GOOD ? EXIT_USAGE : exit_of(status);
}

#define METADATA_LASTS (7 * 86400) /* seconds until whoever reads it has to read it again */

static int metadata(const struct options *options, const toegang *all)
{
    toegang_report report = {0};
    toegang_message *message = NULL;
    toegang_status status = toegang_own_metadata(toegang_trusted(all), options->provider, options->moment,
                                                 options->moment + METADATA_LASTS, &message, &report);
    if (status == TOEGANG_GOOD)
        puts(toegang_message_xml(message));
    else
        fault_report(options->language, &report);
    toegang_message_free(message);
    return status > TOEGANG_GOOD ? EXIT_USAGE : exit_of(status);
}

static int run(const struct options *options, int make(const struct options *, const toegang *))
{
    int code = EXIT_USAGE;
    toegang *all = input_config(options, &code);
    if (!all) return code;
    code = trustless(options, all) ? EXIT_USAGE : make(options, all);
    toegang_free(all);
    return code;
}

int run_login_request(const struct options *options)
{
    return run(options, request);
}

int run_metadata(const struct options *options)
{
    return run(options, metadata);
}

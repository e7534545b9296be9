/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What we exchange with a provider, for tests with peers. Usage: exchange FOLDER COMMAND [ARGUMENT...] with metadata.xml,
 * eloket.key, eloket.crt and, when there are, signer.crt, sp.key and sp.crt in FOLDER: who may encrypt for sp may do so
 * by CBC, for peers that know nothing better. Prints lines; ends with 0 when all is good, else
 * with 1 and the check that fell.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

#define FILE_MAX (8 << 20)

struct world {
    toegang_trust *trust;
    toegang_time now;
    toegang_report report;
};

static char *read_file(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = calloc(1, FILE_MAX + 1);
    size_t length = text ? fread(text, 1, FILE_MAX, file) : 0;
    fclose(file);
    while (length > 0 && text[length - 1] == '\n') text[--length] = '\0';
    return text;
}

static int said(const toegang_message *message)
{
    printf("%s\n%s\n%s\n", toegang_message_id(message), toegang_message_url(message), toegang_message_xml(message));
    return 0;
}

static int fell(const struct world *world)
{
    printf("%s\n%s\n%s\n", world->report.check, world->report.expected, world->report.came);
    return 1;
}

static int finish(struct world *world, toegang_status status, toegang_message *message)
{
    int result = status == TOEGANG_GOOD ? said(message) : fell(world);
    toegang_message_free(message);
    return result;
}

/* login RELAY-STATE CLASS... */
static int login(struct world *world, char **arguments, int count)
{
    toegang_message *message = NULL;
    const toegang_login ask = {.size = sizeof ask,
                               .relay_state = arguments[0],
                               .classes = (const char *const *)(arguments + 1),
                               .class_count = (size_t)count - 1,
                               .at = world->now};
    toegang_status status = toegang_login_request(world->trust, &ask, &message, &world->report);
    return finish(world, status, message);
}

static int metadata(struct world *world)
{
    toegang_message *message = NULL;
    toegang_status status =
        toegang_own_metadata(world->trust, NULL, world->now, world->now + 86400, &message, &world->report);
    return finish(world, status, message);
}

/* logout RESPONSE-FILE REQUEST-ID RELAY-STATE: signs in, and asks for the end of that session. */
static int logout(struct world *world, char **arguments)
{
    char *posted = read_file(".", arguments[0]);
    toegang_identity *identity = NULL;
    toegang_message *message = NULL;
    if (!posted) return 2;
    toegang_status status = toegang_verify_saml(world->trust, posted, strlen(posted), arguments[1], world->now, &identity,
                                                &world->report);
    free(posted);
    if (status != TOEGANG_GOOD) return fell(world);
    const toegang_session session = toegang_identity_session(identity);
    status = toegang_logout_request(world->trust, &session, arguments[2], world->now, &message, &world->report);
    toegang_identity_free(identity);
    return finish(world, status, message);
}

/* request redirect|post FILE RELAY-STATE: the answer to a sign-out of the provider, then whose it is. */
static int request(struct world *world, char **arguments)
{
    char *octets = read_file(".", arguments[1]);
    toegang_logout *asked = NULL;
    toegang_message *message = NULL;
    toegang_binding binding = strcmp(arguments[0], "post") == 0 ? TOEGANG_POST : TOEGANG_REDIRECT;
    if (!octets) return 2;
    toegang_status status = toegang_verify_logout_request(world->trust, binding, octets, strlen(octets), world->now,
                                                          &asked, &world->report);
    free(octets);
    if (status != TOEGANG_GOOD) return fell(world);
    status = toegang_logout_response(world->trust, asked, 1, arguments[2], world->now, &message, &world->report);
    int result = finish(world, status, message);
    printf("%s\n%s\n", toegang_logout_name_id(asked), toegang_logout_session_index(asked));
    toegang_logout_free(asked);
    return result;
}

/* response redirect|post FILE REQUEST-ID */
static int response(struct world *world, char **arguments)
{
    char *octets = read_file(".", arguments[1]);
    toegang_binding binding = strcmp(arguments[0], "post") == 0 ? TOEGANG_POST : TOEGANG_REDIRECT;
    if (!octets) return 2;
    toegang_status status = toegang_verify_logout_response(world->trust, binding, octets, strlen(octets), arguments[2],
                                                           world->now, &world->report);
    free(octets);
    return status == TOEGANG_GOOD ? 0 : fell(world);
}

static int run(struct world *world, int count, char **words)
{
    if (strcmp(words[0], "login") == 0 && count >= 2) return login(world, words + 1, count - 1);
    if (strcmp(words[0], "metadata") == 0) return metadata(world);
    if (strcmp(words[0], "trust") == 0) return 0;
    if (count != 4) return 2;
    if (strcmp(words[0], "logout") == 0) return logout(world, words + 1);
    if (strcmp(words[0], "request") == 0) return request(world, words + 1);
    if (strcmp(words[0], "response") == 0) return response(world, words + 1);
    return 2;
}

static char *joined(const char *one, const char *other)
{
    char *text = calloc(1, 2 * FILE_MAX + 2);
    if (text && one) sprintf(text, "%s\n%s", one, other ? other : "");
    return text;
}

int main(int argc, char **argv)
{
    static const toegang_claim_rule rules[] = {{"site", "rrn", "rrn"}};
    struct world world = {.now = time(NULL)};
    if (argc < 3) return 2;
    char *texts[] = {read_file(argv[1], "metadata.xml"), read_file(argv[1], "eloket.key"),
                     read_file(argv[1], "eloket.crt"), read_file(argv[1], "signer.crt"),
                     read_file(argv[1], "sp.key"),     read_file(argv[1], "sp.crt")};
    char *certificates = joined(texts[2], texts[5]);
    const toegang_saml_provider provider = {.size = sizeof provider,
                                            .entity_id = "https://idp.example/saml",
                                            .metadata = texts[0],
                                            .metadata_length = texts[0] ? strlen(texts[0]) : 0,
                                            .audience = "https://eloket.example/saml",
                                            .recipient = "https://eloket.example/saml/acs",
                                            .claims = "site",
                                            .skew = 60,
                                            .signing_key = texts[1],
                                            .decryption_keys = (const char *const *)&texts[4],
                                            .decryption_key_count = texts[4] != NULL,
                                            .allow_cbc = texts[4] != NULL,
                                            .certificates = certificates,
                                            .logout = "https://eloket.example/saml/slo",
                                            .metadata_signer = texts[3]};
    const toegang_trust_settings settings = {.size = sizeof settings,
                                             .providers = &provider,
                                             .provider_count = 1,
                                             .claim_rules = rules,
                                             .claim_rule_count = 1};
    int result = toegang_trust_new(&settings, &world.trust, &world.report) == TOEGANG_GOOD ? run(&world, argc - 2, argv + 2)
                                                                                          : fell(&world);
    toegang_trust_free(world.trust);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]);
    free(certificates);
    return result;
}

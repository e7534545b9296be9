/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "allocation.h"
#include "forge_issuer.h"
#include "forge_provider.h"

static const char config[] =
    "trust:\n"
    "  - {entity-id: \"" FORGE_ISSUER "\", metadata: metadata.xml, audience: \"" FORGE_AUDIENCE
    "\", recipient: \"" FORGE_RECIPIENT "\"}\n"
    "  - {issuer: \"" FORGE_OP "\", jwks: jwks.json, algorithms: ES256, audience: " FORGE_CLIENT "}\n"
    "directories: {kbo: \"yaml:facts.yaml\", btb: \"yaml:facts.yaml\", gebruikersbeheer: \"yaml:facts.yaml\"}\n"
    "e-lokets:\n"
    "  e-loketondernemers: {legal-representative: automatic}\n"
    "  subsidieloket: {right: subsidie-indienen}\n"
    "  gelovig: {right: subsidie-indienen, asserted: either}\n"
    "authzen:\n"
    "  subjects: {user: {assurance: high, people: {jan: \"85.07.30-033.28\", an: \"90.01.01-001.23\"}}}\n"
    "  resources: {file: {e-loket: e-loketondernemers, organisation: id, organisations: {us: \"0999.999.922\"}}}\n";

static const char audited[] = "directories: {kbo: \"yaml:facts.yaml\"}\n"
                              "e-lokets: {loket: {legal-representative: automatic}}\n"
                              "audit: {file: audit.log, key: audit.key, decisions: yes}\n";

static const char facts[] =
    "functions:\n"
    "  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\", from: 2019-03-01}\n"
    "appointments:\n"
    "  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", role: htb, from: 2024-01-12}\n"
    "rights:\n"
    "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", eloket: subsidieloket,"
    " right: subsidie-indienen, from: 2024-01-12, granted-by: \"85.07.30-033.28\"}\n";

static const char scenario[] =
    "scenarios:\n"
    "  - {name: walks in, config: toegang.yaml, holder: \"85.07.30-033.28\", organisation: \"0999.999.922\","
    " eloket: e-loketondernemers, at: \"2026-11-23T10:00:00Z\", expect: permit}\n";

static void die(const char *what, const toegang_report *report)
{
    (void)fprintf(stderr, "allocation: %s: %s %s %s\n", what, report->check, report->expected, report->came);
    exit(99);
}

static void write_file(const struct world *world, const char *name, const char *content, char path[96])
{
    (void)snprintf(path, 96, "%s/%s", world->folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(content, file) < 0 || fclose(file) != 0) exit(99);
}

static void make_files(struct world *world)
{
    char path[96];
    (void)snprintf(world->folder, sizeof world->folder, "/tmp/toegang-allocation-XXXXXX");
    if (!mkdtemp(world->folder)) exit(99);
    write_file(world, "jwks.json", world->keys, path);
    write_file(world, "metadata.xml", world->metadata, path);
    write_file(world, "facts.yaml", facts, world->facts);
    write_file(world, "scenarios.yaml", scenario, world->scenarios);
    write_file(world, "toegang.yaml", config, world->config);
    write_file(world, "hosted.yaml", "directories: {kbo: {source: host, cache: {}}}\n", world->hosted);
    write_file(world, "audited.yaml", audited, path);
    write_file(world, "audit.key", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", path);
    if (chmod(path, 0600) != 0) exit(99);
    stores_make(world);
}

static void make_tokens(struct world *world)
{
    static const char *const names[] = {"idp-p256"};
    const struct forge_token by_ec = {.key = "idp-p256", .algorithm = "ES256"};
    char *claims = forge_file("id.json"), *logout = forge_file("logout.json"),
         *access = forge_file("access.json");
    world->keys = forge_jwks(names, 1);
    world->decryption_key = forge_key_pem("idp-p256");
    world->id_token = forge_token(claims, &by_ec);
    world->access_token = forge_token(access, &(struct forge_token){.key = "idp-p256", .algorithm = "ES256", .typ = "at+jwt"});
    world->sealed_token = forge_encrypted(world->id_token, "idp-p256", "JWT");
    world->logout_token = forge_token(logout, &(struct forge_token){.key = "idp-p256", .algorithm = "ES256", .typ = "logout+jwt"});
    free(claims), free(logout), free(access);
}

static void make_trust(struct world *world)
{
    static const char *const rights[] = {"subsidie-indienen"};
    toegang_saml_provider provider = forge_provider(world->metadata);
    provider.asserts = TOEGANG_ASSERTS_RIGHTS | TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE | TOEGANG_ASSERTS_MANDATE;
    const char *const decryption[] = {world->decryption_key};
    toegang_token_issuer issuer = forge_issuer(world->keys);
    issuer.decryption_keys = decryption, issuer.decryption_key_count = 1;
    const char *keys[] = {world->key};
    provider.decryption_keys = keys;
    provider.decryption_key_count = 1;
    provider.logout = FORGE_LOGOUT;
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1,
                                             .issuers = &issuer, .issuer_count = 1, .rights = rights,
                                             .right_count = 1};
    toegang_report report = {0};
    if (toegang_trust_new(&settings, &world->trust, &report) != TOEGANG_GOOD) die("trust", &report);
    if (toegang_verify_saml(world->trust, world->response, world->response_length, FORGE_REQUEST, FORGE_AT,
                            &world->signed_in, &report) != TOEGANG_GOOD)
        die("sign-in", &report);
}

static void make_own(struct world *world)
{
    messages_make(&world->messages);
    const toegang_saml_provider provider = messages_provider(&world->messages);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_report report = {0};
    if (toegang_trust_new(&settings, &world->own, &report) != TOEGANG_GOOD) die("own trust", &report);
}

static void make_numbers(struct world *world)
{
    toegang_report report = {0};
    if (toegang_rrn_parse(FORGE_RRN, 11, 0, &world->holder, &report) != TOEGANG_GOOD ||
        toegang_kbo_parse("0999999922", 10, &world->organisation, &report) != TOEGANG_GOOD)
        die("numbers", &report);
}

static void make_decision(struct world *world)
{
    const toegang_statement statement = {.size = sizeof statement, .holder = world->holder,
                                         .assurance = TOEGANG_ASSURANCE_HIGH};
    toegang_report report = {0};
    if (toegang_identity_attest(&statement, &world->identity, &report) != TOEGANG_GOOD) die("identity", &report);
    const toegang_question question = {.size = sizeof question, .identity = world->identity,
                                       .organisation = world->organisation, .eloket = "subsidieloket",
                                       .at = FORGE_AT};
    if (toegang_check(world->all, &question, &world->decision, &report) != TOEGANG_REFUSED) die("check", &report);
}

void world_make(struct world *world)
{
    toegang_report report = {0};
    const struct forge_key *keys[] = {forge_key("idp")};
    *world = (struct world){0};
    world->response = forge_response(NULL, 0, NULL);
    world->response_length = strlen(world->response);
    const struct forge_sealing sealing = {.cipher = "A128GCM"};
    char *form = forge_file("acm.xml"), *filled = forge_fill(form, NULL, 0);
    char *hidden = forge_encrypt(filled, "NameID", &sealing);
    const struct forge_signing signing = {.key = forge_key("idp"), .what = FORGE_ASSERTION};
    char *signed_inside = forge_sign(hidden, &signing);
    world->encrypted = forge_encrypt(signed_inside, "Assertion", &sealing);
    world->key = forge_key_pem("sp");
    free(form), free(filled), free(hidden), free(signed_inside);
    world->metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    make_tokens(world);
    make_files(world);
    make_numbers(world);
    make_trust(world);
    make_own(world);
    if (toegang_open_strict(world->config, NULL, NULL, &world->all, &report) != TOEGANG_GOOD) die("open", &report);
    if (seal_keys_read(&world->seal_keys) != TOEGANG_GOOD) die("seal keys", &report);
    make_decision(world);
    office_make(world);
}

void world_free(struct world *world)
{
    static const char *const names[] = {"jwks.json", "metadata.xml", "facts.yaml", "scenarios.yaml", "toegang.yaml",
                                        "hosted.yaml", "audited.yaml", "audit.key", "audit.log", "audit.log.head", "audit.log.head.new",
                                       "exchange-config.yaml", "exchange.csv", "exchange.db", "exchange.db-wal", "exchange.db-shm",
                                        "facts.db", "facts.db-wal", "facts.db-shm"};
    char path[96];
    office_free(world);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", world->folder, names[i]);
        (void)remove(path);
    }
    (void)rmdir(world->folder);
    toegang_decision_free(world->decision);
    toegang_seal_keys_free(world->seal_keys);
    toegang_identity_free(world->identity);
    toegang_identity_free(world->signed_in);
    toegang_free(world->all);
    toegang_trust_free(world->trust);
    toegang_trust_free(world->own);
    messages_free(&world->messages);
    free(world->metadata);
    free(world->keys);
    free(world->decryption_key);
    free(world->id_token);
    free(world->access_token);
    free(world->sealed_token);
    free(world->logout_token);
    free(world->response), free(world->encrypted), free(world->key);
}

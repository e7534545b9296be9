/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Validates a response that may be encrypted for us. Usage: opened MESSAGE METADATA KEY.PEM gcm|cbc TIME
 * REQUEST. Prints "good" and the masked number, or "refused" with the check that fell; ends with 0 when good,
 * else 1.
 */
#include <stdio.h>
#include <string.h>

#include <toegang.h>

#include "parse/file.h"

static struct tg_span read_file(struct tg_arena *arena, const char *path)
{
    struct tg_span octets = {NULL, 0};
    if (tg_file_read(path, 1 << 20, arena, &octets, NULL, NULL) != TOEGANG_GOOD)
        fprintf(stderr, "no %s\n", path);
    return octets;
}

static toegang_status trust_of(struct tg_span metadata, const char *key, int allow_cbc, toegang_trust **out,
                               toegang_report *report)
{
    const toegang_saml_provider provider = {.size = sizeof provider,
                                            .entity_id = "https://idp.example/saml",
                                            .metadata = metadata.at,
                                            .metadata_length = metadata.length,
                                            .audience = "https://eloket.example/saml",
                                            .recipient = "https://eloket.example/saml/acs",
                                            .claims = "acm",
                                            .skew = 60,
                                            .decryption_keys = &key,
                                            .decryption_key_count = 1,
                                            .require_encryption = 0,
                                            .allow_cbc = allow_cbc};
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    return toegang_trust_new(&settings, out, report);
}

int main(int argc, char **argv)
{
    if (argc != 7) return 2;
    struct tg_arena arena = {0};
    toegang_report report = {0};
    toegang_trust *trust = NULL;
    toegang_identity *identity = NULL;
    toegang_time at = 0;
    char number[16] = "";
    struct tg_span message = read_file(&arena, argv[1]), metadata = read_file(&arena, argv[2]);
    const char *key = tg_arena_text(&arena, read_file(&arena, argv[3]));
    toegang_status status = toegang_time_parse(argv[5], strlen(argv[5]), &at, &report);
    if (status == TOEGANG_GOOD)
        status = trust_of(metadata, key, strcmp(argv[4], "cbc") == 0, &trust, &report);
    if (status == TOEGANG_GOOD)
        status = toegang_verify_saml(trust, message.at, message.length, argv[6], at, &identity, &report);
    if (identity) {
        toegang_rrn holder = toegang_identity_holder(identity);
        toegang_rrn_mask(&holder, number);
    }
    printf("%s %s %s %s\n", identity ? "good" : "refused", report.check, report.came, number);
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    tg_arena_free(&arena);
    return status == TOEGANG_GOOD ? 0 : 1;
}

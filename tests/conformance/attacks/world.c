/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"
#include "forge_token.h"
#include "played.h"

static void die(const char *what, const toegang_report *report)
{
    (void)fprintf(stderr, "attacks: %s: %s: %s, came %s\n", what, report->check, report->expected,
                  report->came);
    abort();
}

struct vector vector_read(const char *path, const char *options)
{
    char whole[512];
    struct vector vector = {.path = path, .options = options};
    (void)snprintf(whole, sizeof whole, "%s/%s", TG_ATTACKS, path);
    FILE *file = fopen(whole, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) die(whole, &(toegang_report){0});
    long length = ftell(file);
    rewind(file);
    vector.length = (size_t)length;
    vector.octets = calloc(1, vector.length + 1);
    if (!vector.octets || fread(vector.octets, 1, vector.length, file) != vector.length)
        die(whole, &(toegang_report){0});
    (void)fclose(file);
    return vector;
}

const char *option_text(const struct vector *vector, const char *name, char out[128])
{
    char mark[32];
    (void)snprintf(mark, sizeof mark, " %s=", name);
    const char *at = strstr(vector->options, mark);
    if (!at) return NULL;
    at += strlen(mark);
    (void)snprintf(out, 128, "%.*s", (int)strcspn(at, " "), at);
    return out;
}

long option_number(const struct vector *vector, const char *name)
{
    char text[128];
    return option_text(vector, name, text) ? strtol(text, NULL, 10) : 0;
}

enum { IDP, OTHER_IDP, FEDERATED, FEDERATION, OP, OTHER_OP, SECRET, SP, SP_P256, FILES };
static const char *const names[FILES] = {"world/idp.metadata.xml",
                                         "world/other-idp.metadata.xml",
                                         "world/federated.metadata.xml",
                                         "world/federation.pem",
                                         "world/op.jwks",
                                         "world/other-op.jwks",
                                         "world/secret-op.secret",
                                         "world/sp.pem",
                                         "world/sp-p256.pem"};

/* A provider may sign what it likes in its own name, and nothing in that of another. */
static toegang_saml_provider provider_of(const char *entity_id, const struct vector *metadata,
                                         const char *const *ours)
{
    return (toegang_saml_provider){.size = sizeof(toegang_saml_provider),
                                   .entity_id = entity_id,
                                   .metadata = metadata->octets,
                                   .metadata_length = metadata->length,
                                   .audience = FORGE_AUDIENCE,
                                   .recipient = FORGE_RECIPIENT,
                                   .claims = "acm",
                                   .skew = 60,
                                   .decryption_keys = ours,
                                   .decryption_key_count = 1,
                                   .signing_key = ours[0],
                                   .logout = FORGE_LOGOUT};
}

static toegang_token_issuer issuer_of(const char *issuer, const struct vector *keys,
                                      const char *const *algorithms, size_t algorithm_count)
{
    return (toegang_token_issuer){.size = sizeof(toegang_token_issuer),
                                  .issuer = issuer,
                                  .keys = keys->octets,
                                  .keys_length = keys->length,
                                  .algorithms = algorithms,
                                  .algorithm_count = algorithm_count,
                                  .audience = FORGE_CLIENT,
                                  .claims = "acm",
                                  .skew = 60};
}

static toegang_token_issuer op_of(const struct vector *files, const char *const *ours,
                                  const char *const *algorithms, size_t algorithm_count)
{
    toegang_token_issuer issuer = issuer_of(FORGE_OP, &files[OP], algorithms, algorithm_count);
    issuer.decryption_keys = ours;
    issuer.decryption_key_count = 2;
    return issuer;
}

static toegang_token_issuer secret_op_of(const struct vector *secret, const char *const *algorithms,
                                         size_t algorithm_count)
{
    const struct vector none = {.octets = NULL};
    toegang_token_issuer issuer = issuer_of("https://secret-op.example", &none, algorithms, algorithm_count);
    issuer.secret = secret->octets;
    issuer.secret_length = secret->length;
    return issuer;
}

static toegang_trust *make_trust(void)
{
    static const char *const public[] = {"RS256", "PS256", "ES256", "EdDSA"}, *const shared[] = {"HS256"};
    struct vector files[FILES];
    for (size_t i = 0; i < FILES; i++) files[i] = vector_read(names[i], "");
    const char *const ours[] = {files[SP].octets, files[SP_P256].octets};
    toegang_saml_provider providers[] = {
        provider_of(FORGE_ISSUER, &files[IDP], ours),
        provider_of("https://other-idp.example/saml", &files[OTHER_IDP], ours),
        provider_of("https://federated.example/saml", &files[FEDERATED], ours)};
    providers[1].allow_cbc = 1;
    providers[2].metadata_signer = files[FEDERATION].octets;
    const toegang_token_issuer issuers[] = {
        op_of(files, ours, public, 4), issuer_of("https://other-op.example", &files[OTHER_OP], public, 1),
        secret_op_of(&files[SECRET], shared, 1)};
    const toegang_trust_settings settings = {.size = sizeof settings,
                                             .providers = providers,
                                             .provider_count = 3,
                                             .issuers = issuers,
                                             .issuer_count = 3};
    toegang_report report = {0};
    toegang_trust *trust = NULL;
    if (toegang_trust_new(&settings, &trust, &report) != TOEGANG_GOOD) die("trust", &report);
    for (size_t i = 0; i < FILES; i++) free(files[i].octets);
    return trust;
}

void world_make(struct world *world)
{
    toegang_report report = {0};
    *world = (struct world){.trust = make_trust(), .offered = make_trust()};
    if (toegang_open_strict(TG_ATTACKS "/world/toegang.yaml", NULL, NULL, &world->all, &report) !=
        TOEGANG_GOOD)
        die("open", &report);
}

void world_free(struct world *world)
{
    toegang_free(world->all);
    toegang_trust_free(world->offered);
    toegang_trust_free(world->trust);
}

feed *feed_named(const char *name)
{
    static const struct {
        const char *name;
        feed *feed;
    } all[] = {{"saml", feed_saml},
               {"decide", feed_decide},
               {"id", feed_id},
               {"access", feed_access},
               {"logout", feed_logout},
               {"keys", feed_keys},
               {"secret", feed_secret},
               {"redirect", feed_redirect},
               {"post", feed_post},
               {"metadata", feed_metadata},
               {"session", feed_session},
               {"written", feed_written},
               {"paths", feed_paths},
               {"refreshes", feed_refreshes},
               {"once", feed_once},
               {"twice", feed_twice},
               {"each", feed_each},
               {"flood", feed_flood},
               {"twice-logout", feed_twice_logout}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return all[i].feed;
    return NULL;
}

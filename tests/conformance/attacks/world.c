/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"
#include "played.h"

static void die(const char *what, const toegang_report *report)
{
    (void)fprintf(stderr, "attacks: %s: %s %s %s\n", what, report->check, report->expected, report->came);
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

/* Our two SAML providers: the second may sign what it likes in its own name, and nothing in that of the first. */
static void describe_providers(toegang_saml_provider providers[2], const struct vector metadata[2])
{
    static const char *const names[] = {FORGE_ISSUER, "https://other-idp.example/saml"};
    for (size_t i = 0; i < 2; i++)
        providers[i] = (toegang_saml_provider){.size = sizeof providers[i],
                                               .entity_id = names[i],
                                               .metadata = metadata[i].octets,
                                               .metadata_length = metadata[i].length,
                                               .audience = FORGE_AUDIENCE,
                                               .recipient = FORGE_RECIPIENT,
                                               .claims = "acm",
                                               .skew = 60};
}

static void make_trust(struct world *world)
{
    const struct vector metadata[] = {vector_read("world/idp.metadata.xml", ""),
                                      vector_read("world/other-idp.metadata.xml", "")};
    toegang_saml_provider providers[2];
    describe_providers(providers, metadata);
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = providers, .provider_count = 2};
    toegang_report report = {0};
    if (toegang_trust_new(&settings, &world->trust, &report) != TOEGANG_GOOD) die("trust", &report);
    for (size_t i = 0; i < 2; i++) free(metadata[i].octets);
}

void world_make(struct world *world)
{
    toegang_report report = {0};
    *world = (struct world){.trust = NULL};
    make_trust(world);
    if (toegang_open_strict(TG_ATTACKS "/world/toegang.yaml", NULL, NULL, &world->all, &report) != TOEGANG_GOOD)
        die("open", &report);
}

void world_free(struct world *world)
{
    toegang_free(world->all);
    toegang_trust_free(world->trust);
}

feed *feed_named(const char *name)
{
    static const struct {
        const char *name;
        feed *feed;
    } all[] = {{"saml", feed_saml}, {"decide", feed_decide}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return all[i].feed;
    return NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What may be used once, and a memory that forgers want to fill. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "forge.h"
#include "forge_token.h"
#include "played.h"

#define ROOM 2 /* entries of the memory */

/* SHA-256 over issuer and id, in hex: as a host makes the key. */
static void key_of(const char *issuer, const char *id, char out[65])
{
    char text[512];
    unsigned char digest[32];
    int length = snprintf(text, sizeof text, "%s\n%s", issuer, id);
    if (length < 0 || (size_t)length >= sizeof text) abort();
    if (EVP_Digest(text, (size_t)length, digest, NULL, EVP_sha256(), NULL) != 1) abort();
    for (size_t i = 0; i < sizeof digest; i++) (void)snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

/* Only what was verified is noted. */
static toegang_status sign_in(const struct world *world, const char *octets, size_t length,
                              toegang_replay *replay, toegang_report *report)
{
    const toegang_expected expected = {
        .size = sizeof expected, .kind = TOEGANG_TOKEN_ID, .nonce = FORGE_NONCE};
    char key[65];
    toegang_identity *identity = NULL;
    toegang_status status =
        octets[0] == '<'
            ? toegang_verify_saml(world->trust, octets, length, FORGE_REQUEST, FORGE_AT, &identity, report)
            : toegang_verify_jwt(world->trust, octets, length, &expected, FORGE_AT, &identity, report);
    if (status != TOEGANG_GOOD) return status;
    key_of(toegang_identity_issuer(identity), toegang_identity_assertion_id(identity), key);
    status = toegang_replay_use(replay, key, toegang_identity_until(identity), FORGE_AT, report);
    toegang_identity_free(identity);
    return status;
}

static toegang_status sign_out(const struct world *world, const char *octets, size_t length,
                               toegang_replay *replay, toegang_report *report)
{
    char key[65];
    toegang_logout *logout = NULL;
    toegang_status status =
        toegang_verify_logout_token(world->trust, octets, length, FORGE_AT, &logout, report);
    if (status != TOEGANG_GOOD) return status;
    key_of(toegang_logout_issuer(logout), toegang_logout_id(logout), key);
    status = toegang_replay_use(replay, key, toegang_logout_until(logout), FORGE_AT, report);
    toegang_logout_free(logout);
    return status;
}

typedef toegang_status use(const struct world *world, const char *octets, size_t length,
                           toegang_replay *replay, toegang_report *report);

static struct outcome times(unsigned count, use *use_it, const struct world *world,
                            const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_replay *replay = NULL;
    outcome.status = toegang_replay_memory_new(ROOM, &replay, &outcome.report);
    for (unsigned i = 0; i < count && outcome.status == TOEGANG_GOOD; i++)
        outcome.status = use_it(world, vector->octets, vector->length, replay, &outcome.report);
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    toegang_replay_free(replay);
    return outcome;
}

struct outcome feed_once(const struct world *world, const struct vector *vector)
{
    return times(1, sign_in, world, vector);
}

struct outcome feed_twice(const struct world *world, const struct vector *vector)
{
    return times(2, sign_in, world, vector);
}

struct outcome feed_twice_logout(const struct world *world, const struct vector *vector)
{
    return times(2, sign_out, world, vector);
}

/* each: a token on each line. */
struct outcome feed_each(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_replay *replay = NULL;
    char *rest = vector->octets;
    outcome.status = toegang_replay_memory_new(ROOM, &replay, &outcome.report);
    for (char *line = strsep(&rest, "\n"); line && *line && outcome.status == TOEGANG_GOOD;
         line = strsep(&rest, "\n"))
        outcome.status = sign_in(world, line, strlen(line), replay, &outcome.report);
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    toegang_replay_free(replay);
    return outcome;
}

/* flood: a forged token on each line, and then the good one, which must still go in. */
struct outcome feed_flood(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    struct vector good = vector_read("replay/good--token.jwt", "");
    toegang_replay *replay = NULL;
    char *rest = vector->octets;
    if (toegang_replay_memory_new(ROOM, &replay, &outcome.report) != TOEGANG_GOOD) abort();
    for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n")) {
        outcome.report = (toegang_report){0};
        outcome.status = sign_in(world, line, strlen(line), replay, &outcome.report);
    }
    toegang_report report = {0};
    if (sign_in(world, good.octets, good.length, replay, &report) != TOEGANG_GOOD) outcome.report = report;
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    toegang_replay_free(replay);
    free(good.octets);
    return outcome;
}

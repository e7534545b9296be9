/* SPDX-License-Identifier: Apache-2.0 */
/* A visit there and back, with keys from a file of this call, and with keys that all threads share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "allocation.h"
#include "forge.h"

#define PURPOSE "visit https://eloket.example"

toegang_status seal_keys_read(toegang_seal_keys **out)
{
    static const char text[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"
                               "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210\n";
    char path[] = "/tmp/toegang-keys-XXXXXX";
    int file = mkstemp(path);
    if (file < 0) return TOEGANG_NO_MEMORY;
    bool good = write(file, text, sizeof text - 1) == (ssize_t)sizeof text - 1;
    (void)close(file);
    toegang_status status = good ? toegang_seal_keys_read(path, out, NULL) : TOEGANG_NO_MEMORY;
    (void)unlink(path);
    return status;
}

static toegang_status there_and_back(const struct world *world, const toegang_seal_keys *keys, char *answer)
{
    toegang_visit visit = {.size = sizeof visit}, opened = {.size = sizeof opened};
    toegang_identity *identity = NULL;
    char text[TOEGANG_SEALED_MAX], token[TOEGANG_VISIT_TOKEN_MAX];
    toegang_status status = toegang_visit_begin(world->signed_in, FORGE_AT, 600, 3600, &visit, NULL);
    if (status == TOEGANG_GOOD) status = toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL);
    if (status == TOEGANG_GOOD)
        status = toegang_visit_open(keys, PURPOSE, world->trust, text, strlen(text), FORGE_AT, &opened,
                                    &identity, NULL);
    if (status == TOEGANG_GOOD) status = toegang_visit_token(keys, &opened, "sign-out", token, NULL);
    if (status == TOEGANG_GOOD)
        status = toegang_visit_token_check(keys, &visit, "sign-out", token, strlen(token), NULL);
    if (status == TOEGANG_GOOD)
        (void)snprintf(answer, ANSWER_MAX, "%s %zu", toegang_identity_family_name(identity),
                       toegang_identity_roles(identity));
    toegang_identity_free(identity);
    return status;
}

toegang_status visits(const struct world *world, char *answer)
{
    toegang_seal_keys *keys = NULL;
    toegang_status status = seal_keys_read(&keys);
    if (status == TOEGANG_GOOD) status = there_and_back(world, keys, answer);
    if (status == TOEGANG_GOOD) status = there_and_back(world, world->seal_keys, answer);
    toegang_seal_keys_free(keys);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "keyring.h"

#include <stdlib.h>

#include "../../support/json_written.h"
#include "../signature/vectors.h"
#include "parse/base64.h"

/* The files are larger than anything that the library reads. */
static const struct tg_json_limits vector_limits = {.octets = 4 << 20, .depth = 16, .values = 1 << 16};

struct tg_json *keyring_json(struct tg_arena *arena, const char *name)
{
    size_t length = 0;
    struct tg_json *root = NULL;
    char *text = vector_file(name, &length);
    if (!text) return NULL;
    struct tg_span kept = {tg_arena_text(arena, (struct tg_span){text, length}), length};
    free(text);
    return tg_json_read(kept, &vector_limits, arena, &root, NULL) == TOEGANG_GOOD ? root : NULL;
}

struct tg_span keyring_text(const struct tg_json *object, const char *name)
{
    const struct tg_json *member = tg_json_get(object, name);
    return member ? member->text : (struct tg_span){NULL, 0};
}

static bool is_private(struct tg_span name)
{
    static const char *const names[] = {"d", "p", "q", "dp", "dq", "qi"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tg_span_is(name, names[i])) return true;
    return false;
}

void keyring_publish(struct tg_json *keys)
{
    const struct tg_json *set = tg_json_get(keys, "keys");
    for (struct tg_json *key = set ? set->first : NULL; key; key = key->next) keyring_publish(key);
    for (struct tg_json **member = &keys->first; *member;) {
        if (is_private((*member)->name))
            *member = (*member)->next;
        else
            member = &(*member)->next;
    }
}

static struct tg_span written(struct tg_arena *arena, const struct tg_json *keys)
{
    size_t size = 1 << 17;
    struct tg_text text = tg_text_of(tg_arena_take(arena, size), size);
    json_write(&text, keys);
    return (struct tg_span){text.out, text.length};
}

static const struct tg_json *only_key(const struct tg_json *keys)
{
    const struct tg_json *set = tg_json_get(keys, "keys");
    if (!set) return keys;
    return set->count == 1 ? set->first : NULL;
}

static void pin_public(struct keyring *ring)
{
    for (size_t i = 0; i < tg_algorithms(); i++)
        if (!tg_algorithm_is_secret(tg_algorithm_at(i)))
            ring->algorithms[ring->algorithm_count++] = tg_algorithm_at(i);
}

/* Secrets are for what their alg says, or for every HMAC. */
static void pin(struct keyring *ring, struct tg_span alg)
{
    for (size_t i = 0; i < tg_algorithms(); i++) {
        const struct tg_algorithm *row = tg_algorithm_at(i);
        if (tg_algorithm_is_secret(row) && (alg.length == 0 || tg_span_is(alg, row->name)))
            ring->algorithms[ring->algorithm_count++] = row;
    }
}

static void read_secret(struct keyring *ring, const struct tg_json *key)
{
    struct tg_span secret;
    toegang_report *report = &ring->refused;
    pin(ring, keyring_text(key, "alg"));
    if (tg_base64url_read(keyring_text(key, "k"), 4096, &ring->arena, &secret, report) == TOEGANG_GOOD)
        tg_jwks_of_secret(ring->crypto, secret, &ring->keys, report);
}

void keyring_read(struct keyring *ring, const struct tg_json *keys)
{
    const struct tg_json *one = only_key(keys);
    if (one && tg_span_is(keyring_text(one, "kty"), "oct")) {
        read_secret(ring, one);
        return;
    }
    pin_public(ring);
    tg_jwks_read(ring->crypto, written(&ring->arena, keys), &ring->arena, &ring->keys, &ring->refused);
}

void keyring_read_private(struct keyring *ring, const struct tg_json *keys)
{
    struct tg_span text = written(&ring->arena, keys);
    tg_private_jwks_add(ring->crypto, text, &ring->arena, &ring->ours, &ring->refused);
}

void keyring_free(struct keyring *ring)
{
    tg_jwks_free(&ring->keys);
    tg_private_jwks_free(&ring->ours);
    tg_arena_free(&ring->arena);
    *ring = (struct keyring){.crypto = ring->crypto};
}

static const char *said(toegang_status status, const toegang_report *report)
{
    return status == TOEGANG_GOOD ? "good" : status == TOEGANG_REFUSED ? report->check : "not judged";
}

const char *keyring_verify(struct keyring *ring, struct tg_span token, struct tg_span *clear)
{
    static toegang_report report;
    struct tg_jws jws = {.key = NULL};
    struct tg_jose_trust trust = {ring->crypto, &ring->keys, ring->algorithms, ring->algorithm_count};
    report = (toegang_report){0};
    if (ring->refused.status != TOEGANG_GOOD) return said(ring->refused.status, &ring->refused);
    toegang_status status = tg_jws_verify(&trust, token, &ring->arena, &jws, &report);
    *clear = jws.payload;
    return said(status, &report);
}

const char *keyring_open(struct keyring *ring, struct tg_span token, struct tg_span *clear)
{
    static toegang_report report;
    struct tg_jose_header header;
    report = (toegang_report){0};
    if (ring->refused.status != TOEGANG_GOOD) return said(ring->refused.status, &ring->refused);
    toegang_status status = tg_jwe_open(ring->crypto, ring->ours.keys, ring->ours.count, token, &ring->arena,
                                        &header, clear, &report);
    return said(status, &report);
}

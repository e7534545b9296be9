/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a host, from their file. What is in the file goes into no report. */
#include "assertion/check_visit.h"
#include "assertion/sealed.h"
#include "base/hex.h"
#include "base/report.h"
#include "parse/file.h"

#define FILE_OCTETS_MAX 4096

static toegang_status wrong(const char *expected, struct tg_span came, toegang_report *report)
{
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_SEAL_KEYS, expected, came);
}

static toegang_status derive(const struct tg_crypto *crypto, const uint8_t *key, const char *use,
                             uint8_t *out, toegang_report *report)
{
    const struct tg_span pieces[] = {tg_span_of(use)};
    return tg_mac(crypto, key, pieces, 1, out, report);
}

static toegang_status make(const struct tg_crypto *crypto, const uint8_t *key, struct tg_seal_key *out,
                           toegang_report *report)
{
    uint8_t mark[TG_MAC_OCTETS], halves[TG_SEALER_KEY_OCTETS];
    toegang_status status = derive(crypto, key, "toegang-seal-mark-1", mark, report);
    if (status == TOEGANG_GOOD) status = derive(crypto, key, "toegang-seal-vector-1", halves, report);
    if (status == TOEGANG_GOOD)
        status = derive(crypto, key, "toegang-seal-cipher-1", halves + TG_MAC_OCTETS, report);
    if (status == TOEGANG_GOOD) status = derive(crypto, key, "toegang-seal-token-1", out->token, report);
    if (status == TOEGANG_GOOD) status = tg_sealer_new(halves, &out->sealer, report);
    if (status == TOEGANG_GOOD) memcpy(out->mark, mark, sizeof out->mark);
    explicit_bzero(halves, sizeof halves);
    return status;
}

static bool is_there(const toegang_seal_keys *keys, const struct tg_seal_key *key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (memcmp(keys->keys[i].mark, key->mark, sizeof key->mark) == 0) return true;
    return false;
}

/* Counted before it is judged, so that what it holds is freed with the others. */
static toegang_status add(toegang_seal_keys *keys, struct tg_span line, toegang_report *report)
{
    uint8_t octets[TG_MAC_OCTETS];
    struct tg_seal_key key = {.sealer = NULL};
    if (keys->count == TOEGANG_SEAL_KEYS_MAX) return wrong("at most 8 keys", TG_SPAN("more"), report);
    if (!tg_hex_read(line, sizeof octets, octets))
        return wrong("64 hexadecimal digits", TG_SPAN("something else"), report);
    toegang_status status = make(keys->crypto, octets, &key, report);
    explicit_bzero(octets, sizeof octets);
    bool twice = status == TOEGANG_GOOD && is_there(keys, &key);
    keys->keys[keys->count++] = key;
    explicit_bzero(&key, sizeof key);
    return twice ? wrong("keys that differ", TG_SPAN("one twice"), report) : status;
}

static toegang_status add_all(toegang_seal_keys *keys, struct tg_span text, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    for (uint32_t line = 1; status == TOEGANG_GOOD && text.length > 0; line++) {
        size_t end = tg_span_find(text, '\n');
        struct tg_span key = tg_span_trim(tg_span_until(text, end));
        text = tg_span_from(text, end + 1);
        if (key.length == 0) continue;
        status = add(keys, key, report);
        if (status == TOEGANG_CONFIGURATION && report) tg_report_place(report, line, 0, 0);
    }
    if (status == TOEGANG_GOOD && keys->count == 0)
        status = wrong("1 to 8 keys of 64 hexadecimal digits", TG_SPAN("none"), report);
    return status;
}

static toegang_status fill(toegang_seal_keys *keys, const char *path, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span text = {0};
    toegang_status status = tg_file_read(path, FILE_OCTETS_MAX, &arena, &text, NULL, report);
    if (status == TOEGANG_GOOD && !tg_file_is_private(path))
        status = wrong("readable by its owner only (0600)", TG_SPAN("readable by others"), report);
    if (status == TOEGANG_GOOD) status = tg_crypto_new(&keys->crypto, report);
    if (status == TOEGANG_GOOD) status = add_all(keys, text, report);
    tg_arena_free(&arena);
    return status;
}

toegang_status toegang_seal_keys_read(const char *path, toegang_seal_keys **out, toegang_report *report)
{
    struct tg_arena arena = {.first = sizeof(toegang_seal_keys)};
    if (!path || !out) return tg_misuse(report, "the path of a file, and out");
    toegang_seal_keys *keys = tg_arena_take(&arena, sizeof *keys);
    if (!keys) return tg_no_memory(report);
    keys->arena = arena;
    toegang_status status = fill(keys, path, report);
    if (status != TOEGANG_GOOD) return toegang_seal_keys_free(keys), status;
    *out = keys;
    return TOEGANG_GOOD;
}

void toegang_seal_keys_free(toegang_seal_keys *keys)
{
    if (!keys) return;
    for (size_t i = 0; i < keys->count; i++) tg_sealer_free(keys->keys[i].sealer);
    tg_crypto_free(keys->crypto);
    struct tg_arena arena = keys->arena;
    tg_arena_free(&arena);
}

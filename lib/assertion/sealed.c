/* SPDX-License-Identifier: Apache-2.0 */
/* Sealed texts: base64url of the key's mark, nonce, synthetic vector and, encrypted, end and octets. */
#include "assertion/sealed.h"

#include "assertion/check_visit.h"
#include "base/report.h"
#include "parse/base64.h"

#define END 8
#define AROUND (TG_SEAL_MARK + TG_SEALER_OVERHEAD)
#define PURPOSE_MAX 1024
#define WRITTEN(octets) (((octets)*4 + 2) / 3)
_Static_assert(WRITTEN(AROUND + END + TOEGANG_SEAL_OCTETS_MAX) < TOEGANG_SEALED_MAX,
               "what fits is a seal that fits");

void tg_instant_write(toegang_time time, uint8_t out[8])
{
    for (unsigned i = 0; i < 8; i++) out[i] = (uint8_t)((uint64_t)time >> (56 - 8 * i));
}

toegang_time tg_instant_read(const uint8_t octets[8])
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 8; i++) bits = bits << 8 | octets[i];
    toegang_time time;
    memcpy(&time, &bits, sizeof time);
    return time;
}

static bool is_purpose(const char *purpose)
{
    size_t length = purpose ? strnlen(purpose, PURPOSE_MAX + 1) : 0;
    return length > 0 && length <= PURPOSE_MAX;
}

static toegang_status too_large(toegang_report *report)
{
    return tg_refuse(report, CHECK_SEAL_SIZE, "what fits in a cookie", TG_SPAN("more"));
}

toegang_status toegang_seal(const toegang_seal_keys *keys, const char *purpose, const void *octets,
                            size_t length, toegang_time until, char *out, size_t size, toegang_report *report)
{
    uint8_t clear[END + TOEGANG_SEAL_OCTETS_MAX], sealed[AROUND + sizeof clear];
    if (!keys || !is_purpose(purpose) || (!octets && length > 0) || !out)
        return tg_misuse(report, "keys, a purpose of 1 to 1024 octets, octets and out");
    if (length > TOEGANG_SEAL_OCTETS_MAX || size <= WRITTEN(AROUND + END + length)) return too_large(report);
    tg_instant_write(until, clear);
    if (length > 0) memcpy(clear + END, octets, length);
    memcpy(sealed, keys->keys[0].mark, TG_SEAL_MARK);
    toegang_status status =
        tg_sealer_close(keys->keys[0].sealer, tg_span_of(purpose),
                        (struct tg_span){(const char *)clear, END + length}, sealed + TG_SEAL_MARK, report);
    explicit_bzero(clear, sizeof clear);
    if (status == TOEGANG_GOOD)
        tg_base64url_write((struct tg_span){(const char *)sealed, AROUND + END + length}, out);
    return status;
}

static const struct tg_seal_key *find(const toegang_seal_keys *keys, const char *mark)
{
    for (size_t i = 0; i < keys->count; i++)
        if (memcmp(keys->keys[i].mark, mark, TG_SEAL_MARK) == 0) return &keys->keys[i];
    return NULL;
}

static toegang_status open_octets(const toegang_seal_keys *keys, const char *purpose, struct tg_span sealed,
                                  toegang_time at, struct tg_unsealed *out, toegang_report *report)
{
    uint8_t clear[END + TOEGANG_SEAL_OCTETS_MAX];
    const struct tg_seal_key *key = find(keys, sealed.at);
    if (!key) return tg_sealer_refuse(report);
    toegang_status status =
        tg_sealer_open(key->sealer, tg_span_of(purpose), tg_span_from(sealed, TG_SEAL_MARK), clear, report);
    if (status == TOEGANG_GOOD) {
        out->until = tg_instant_read(clear);
        out->length = sealed.length - AROUND - END;
        memcpy(out->octets, clear + END, out->length);
    }
    explicit_bzero(clear, sizeof clear);
    if (status != TOEGANG_GOOD || at < out->until) return status;
    return tg_refuse(report, CHECK_SEAL_ENDED, "a seal that has not ended", TG_SPAN("an older one"));
}

static toegang_status no_seal(toegang_report *report)
{
    return tg_refuse(report, CHECK_SEAL_FORM, "a sealed text of ours", TG_SPAN("something else"));
}

toegang_status tg_unseal_text(const toegang_seal_keys *keys, const char *purpose, struct tg_span text,
                              toegang_time at, struct tg_unsealed *out, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span sealed = {0};
    toegang_report ignored = {0};
    if (!keys || !is_purpose(purpose) || !text.at)
        return tg_misuse(report, "keys, a purpose of 1 to 1024 octets, and text");
    if (text.length < WRITTEN(AROUND + END) || text.length >= TOEGANG_SEALED_MAX) return no_seal(report);
    toegang_status status =
        tg_base64url_read(text, AROUND + END + TOEGANG_SEAL_OCTETS_MAX, &arena, &sealed, &ignored);
    if (status == TOEGANG_NO_MEMORY)
        status = tg_no_memory(report);
    else if (status != TOEGANG_GOOD)
        status = no_seal(report);
    else
        status = open_octets(keys, purpose, sealed, at, out, report);
    tg_arena_free(&arena);
    return status;
}

toegang_status toegang_unseal(const toegang_seal_keys *keys, const char *purpose, const char *text,
                              size_t text_length, toegang_time at, void *out, size_t size, size_t *length,
                              toegang_report *report)
{
    struct tg_unsealed unsealed;
    if (!out || !length) return tg_misuse(report, "out and length");
    toegang_status status =
        tg_unseal_text(keys, purpose, (struct tg_span){text, text_length}, at, &unsealed, report);
    if (status == TOEGANG_GOOD && unsealed.length > size)
        status = tg_misuse(report, "room for what was sealed");
    if (status == TOEGANG_GOOD) {
        memcpy(out, unsealed.octets, unsealed.length);
        *length = unsealed.length;
    }
    explicit_bzero(&unsealed, sizeof unsealed);
    return status;
}

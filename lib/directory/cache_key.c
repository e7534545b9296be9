/* SPDX-License-Identifier: Apache-2.0 */
#include "cache_key.h"

#include <string.h>

/* Without padding, so that equal questions are equal octets. */
struct head {
    uint8_t reg, kind, for_oneself, texts; /* texts: which of the two are given */
    toegang_rrn holder;
    toegang_organisation organisation;
    uint64_t version;
};
_Static_assert(sizeof(struct head) ==
                   4 + sizeof(toegang_rrn) + sizeof(toegang_organisation) + sizeof(uint64_t),
               "no padding");
_Static_assert(TG_CACHE_KEY_MAX == sizeof(struct head) + 2 * (TG_CACHE_KEY_TEXT + 1), "room for all");

enum { HAS_ELOKET = 1, HAS_WANTED = 2 };

/* What stands behind the end of a value, or in a number that is none, is no part of the question. */
static struct head head_of(const toegang_directory_question *question, uint64_t version)
{
    struct head head = {
        .reg = (uint8_t)question->reg,
        .kind = (uint8_t)question->kind,
        .for_oneself = question->for_oneself != 0,
        .texts = (uint8_t)((question->eloket ? HAS_ELOKET : 0) | (question->wanted ? HAS_WANTED : 0)),
        .version = version};
    const toegang_organisation *organisation = &question->organisation;
    if (question->holder.kind != TOEGANG_RRN_NONE) head.holder = question->holder;
    head.organisation.scheme = organisation->scheme;
    if (organisation->scheme != TOEGANG_SCHEME_NONE)
        memcpy(head.organisation.value, organisation->value,
               strnlen(organisation->value, sizeof organisation->value));
    return head;
}

/* With its NUL, which parts it from what follows. */
static bool add_text(struct tg_cache_key *key, const char *text)
{
    if (!text) return true;
    size_t length = strnlen(text, TG_CACHE_KEY_TEXT + 1);
    if (length > TG_CACHE_KEY_TEXT) return false;
    memcpy(key->octets + key->length, text, length + 1);
    key->length += length + 1;
    return true;
}

bool tg_cache_key_make(const toegang_directory_question *question, uint64_t version,
                       const uint8_t seed[TG_SIPHASH_KEY], struct tg_cache_key *out)
{
    struct head head = head_of(question, version);
    memcpy(out->octets, &head, sizeof head);
    explicit_bzero(&head, sizeof head);
    out->length = sizeof head;
    bool fits = add_text(out, question->eloket) && add_text(out, question->wanted);
    if (fits)
        out->hash = tg_siphash(seed, out->octets, out->length);
    else
        tg_cache_key_wipe(out);
    return fits;
}

void tg_cache_key_wipe(struct tg_cache_key *key)
{
    explicit_bzero(key->octets, key->length);
    key->length = 0;
}

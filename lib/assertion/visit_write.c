/* SPDX-License-Identifier: Apache-2.0 */
/* A visit to octets. */
#include "assertion/check_visit.h"
#include "assertion/sealed.h"
#include "assertion/visit.h"
#include "base/hex.h"
#include "base/report.h"

#define TEXT_MAX 0xffff

struct writer {
    uint8_t *at, *end;
    bool full;
};

static void put(struct writer *writer, const void *octets, size_t length)
{
    if (writer->full || length > (size_t)(writer->end - writer->at)) {
        writer->full = true;
        return;
    }
    if (length > 0) memcpy(writer->at, octets, length);
    writer->at += length;
}

static void put_small(struct writer *writer, unsigned number)
{
    uint8_t octet = (uint8_t)number;
    put(writer, &octet, 1);
}

static void put_count(struct writer *writer, size_t count)
{
    uint8_t octets[2] = {(uint8_t)(count >> 8), (uint8_t)count};
    if (count > TEXT_MAX) writer->full = true;
    put(writer, octets, sizeof octets);
}

static void put_instant(struct writer *writer, toegang_time time)
{
    uint8_t octets[8];
    tg_instant_write(time, octets);
    put(writer, octets, sizeof octets);
}

static void put_text(struct writer *writer, const char *text)
{
    size_t length = strlen(text);
    put_count(writer, length);
    put(writer, text, length);
}

static void put_organisation(struct writer *writer, const toegang_organisation *organisation)
{
    size_t length = strnlen(organisation->value, sizeof organisation->value);
    put_small(writer, organisation->scheme);
    if (organisation->scheme == TOEGANG_SCHEME_NONE) return;
    put_small(writer, (unsigned)length);
    put(writer, organisation->value, length);
}

static void put_fingerprint(struct writer *writer, const char *fingerprint)
{
    uint8_t octets[32];
    bool is_one = tg_hex_read(tg_span_of(fingerprint), sizeof octets, octets);
    put_small(writer, is_one ? sizeof octets : 0);
    if (is_one) put(writer, octets, sizeof octets);
}

/* Rows of one claim or one value stand together, so each names only what differs from the one before. */
static void put_role(struct writer *writer, const toegang_role *role, const toegang_role *before)
{
    unsigned same = 0;
    if (before && strcmp(role->claim, before->claim) == 0) same |= TG_SAME_CLAIM;
    if (before && strcmp(role->value, before->value) == 0) same |= TG_SAME_VALUE;
    put_small(writer, same);
    if (!(same & TG_SAME_CLAIM)) put_text(writer, role->claim);
    if (!(same & TG_SAME_VALUE)) put_text(writer, role->value);
    put_count(writer, strlen(role->right));
    put_organisation(writer, &role->organisation);
}

/* A role whose right no e-counter knows opens none. */
static void put_roles(struct writer *writer, const toegang_identity *identity)
{
    size_t count = 0;
    const toegang_role *before = NULL;
    for (size_t i = 0; i < identity->role_count; i++) count += identity->roles[i].registered == 1;
    put_count(writer, count);
    for (size_t i = 0; i < identity->role_count; i++) {
        if (!identity->roles[i].registered) continue;
        put_role(writer, &identity->roles[i], before);
        before = &identity->roles[i];
    }
}

static void put_stated(struct writer *writer, const toegang_identity *identity)
{
    put_count(writer, identity->stated_count);
    for (size_t i = 0; i < identity->stated_count; i++) {
        const toegang_stated *stated = &identity->stated[i];
        bool same = i > 0 && strcmp(stated->claim, stated[-1].claim) == 0;
        put_small(writer, same ? TG_SAME_CLAIM : 0);
        put_small(writer, stated->kind);
        if (!same) put_text(writer, stated->claim);
        put_text(writer, stated->value);
        put_organisation(writer, &stated->organisation);
    }
}

static void put_identity(struct writer *writer, const toegang_identity *identity)
{
    const char *const texts[TG_VISIT_TEXTS] = {identity->issuer,         identity->assertion_id,
                                               identity->authentication, identity->capacity,
                                               identity->given_name,     identity->family_name,
                                               identity->name_id,        identity->name_id_format,
                                               identity->name_qualifier, identity->sp_name_qualifier,
                                               identity->session_index};
    put_small(writer, identity->origin);
    put_small(writer, identity->holder.kind);
    put(writer, identity->holder.digits, sizeof identity->holder.digits);
    put_small(writer, identity->assurance);
    put_organisation(writer, &identity->organisation);
    put_instant(writer, identity->authenticated_at);
    for (size_t i = 0; i < TG_VISIT_TEXTS; i++) put_text(writer, texts[i]);
    put_fingerprint(writer, identity->key_fingerprint);
    put_roles(writer, identity);
    put_stated(writer, identity);
}

toegang_status tg_visit_write(const toegang_visit *visit, uint8_t *out, size_t size, size_t *length,
                              toegang_report *report)
{
    uint8_t id[TG_VISIT_ID];
    struct writer writer = {.at = out, .end = out + size};
    if (!tg_hex_read((struct tg_span){visit->id, sizeof visit->id - 1}, sizeof id, id))
        return tg_misuse(report, "a visit that was begun");
    put_small(&writer, TG_VISIT_VERSION);
    put(&writer, id, sizeof id);
    put_small(&writer, visit->chosen != 0);
    put_instant(&writer, visit->since);
    put_instant(&writer, visit->limit);
    put_organisation(&writer, &visit->organisation);
    put_identity(&writer, visit->identity);
    if (writer.full) return tg_refuse(report, CHECK_SEAL_SIZE, "what fits in a cookie", TG_SPAN("more"));
    *length = (size_t)(writer.at - out);
    return TOEGANG_GOOD;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Octets to a visit. They were authenticated, and are read as if anybody had written them. */
#include "assertion/check_visit.h"
#include "assertion/claims.h"
#include "assertion/sealed.h"
#include "assertion/visit.h"
#include "base/hex.h"
#include "base/report.h"

struct reader {
    struct tg_cursor octets;
    struct tg_arena *arena; /* of the identity */
    bool wrong;             /* and then everything that is read is empty */
    bool no_memory;
};

static struct tg_span take(struct reader *reader, size_t length)
{
    struct tg_span taken = {reader->octets.at, length};
    if (reader->wrong || length > tg_cursor_left(&reader->octets)) {
        reader->wrong = true;
        return (struct tg_span){NULL, 0};
    }
    reader->octets.at += length;
    return taken;
}

static void copy(struct reader *reader, void *out, size_t length)
{
    struct tg_span taken = take(reader, length);
    if (taken.at) memcpy(out, taken.at, length);
}

/* A number that is at most `most`; 0 when it is not. */
static unsigned take_small(struct reader *reader, unsigned most)
{
    uint8_t octet = 0;
    copy(reader, &octet, sizeof octet);
    if (octet <= most) return octet;
    reader->wrong = true;
    return 0;
}

static size_t take_count(struct reader *reader, size_t most)
{
    uint8_t octets[2] = {0};
    copy(reader, octets, sizeof octets);
    size_t count = (size_t)octets[0] << 8 | octets[1];
    if (count <= most) return count;
    reader->wrong = true;
    return 0;
}

static toegang_time take_instant(struct reader *reader)
{
    uint8_t octets[8] = {0};
    copy(reader, octets, sizeof octets);
    return tg_instant_read(octets);
}

static const char *keep(struct reader *reader, struct tg_span span)
{
    const char *text = span.length > 0 ? tg_arena_text(reader->arena, span) : "";
    if (text) return text;
    reader->no_memory = reader->wrong = true;
    return "";
}

static const char *take_text(struct reader *reader)
{
    struct tg_span text = take(reader, take_count(reader, TOEGANG_SEAL_OCTETS_MAX));
    if (text.length > 0 && memchr(text.at, 0, text.length)) reader->wrong = true;
    return keep(reader, reader->wrong ? (struct tg_span){NULL, 0} : text);
}

/* Read anew as a key, so that a key in wrong hands makes no organisation that is none. */
static void take_organisation(struct reader *reader, toegang_organisation *out)
{
    char text[32];
    toegang_organisation read = {0};
    unsigned scheme = take_small(reader, TOEGANG_SCHEME_VCODE);
    if (scheme == TOEGANG_SCHEME_NONE) return;
    struct tg_span value = take(reader, take_small(reader, sizeof out->value - 1));
    struct tg_span name = tg_span_of(toegang_scheme_name((toegang_scheme)scheme));
    memcpy(text, name.at, name.length);
    text[name.length] = ':';
    if (value.length > 0) memcpy(text + name.length + 1, value.at, value.length);
    if (toegang_organisation_parse(text, name.length + 1 + value.length, &read, NULL) != TOEGANG_GOOD ||
        read.scheme != scheme || !tg_span_is(value, read.value))
        reader->wrong = true;
    else
        *out = read;
}

static void take_holder(struct reader *reader, toegang_rrn *out)
{
    toegang_rrn read = {0};
    unsigned kind = take_small(reader, TOEGANG_RRN_TEST);
    struct tg_span digits = take(reader, sizeof read.digits);
    unsigned options = TOEGANG_RRN_DIGITS_ONLY | TOEGANG_RRN_ALLOW_TEST;
    if (!digits.at || toegang_rrn_parse(digits.at, digits.length, options, &read, NULL) != TOEGANG_GOOD ||
        read.kind != kind)
        reader->wrong = true;
    else
        *out = read;
    explicit_bzero(&read, sizeof read);
}

static const char *take_fingerprint(struct reader *reader)
{
    char text[2 * 32 + 1];
    unsigned length = take_small(reader, 32);
    struct tg_span octets = take(reader, length);
    if (length == 0) return "";
    if (length != 32 || !octets.at) {
        reader->wrong = true;
        return "";
    }
    tg_hex_write((const uint8_t *)octets.at, 32, text);
    return keep(reader, tg_span_of(text));
}

static unsigned take_likeness(struct reader *reader, unsigned most, size_t row)
{
    unsigned same = take_small(reader, most);
    if (row > 0 || same == 0) return same;
    reader->wrong = true;
    return 0;
}

/* "Right-context:organisation": the right begins the value, the context follows up to the last colon. */
static void split(struct reader *reader, size_t length, toegang_role *role)
{
    struct tg_span value = tg_span_of(role->value);
    size_t colon = tg_span_find_last(value, ':');
    if (length > colon || (length < colon && value.at[length] != '-')) {
        reader->wrong = true;
        return;
    }
    role->right = keep(reader, tg_span_until(value, length));
    role->context = keep(reader, tg_span_from(tg_span_until(value, colon), length + 1));
}

static void take_role(struct reader *reader, toegang_role *roles, size_t row)
{
    toegang_role *role = &roles[row];
    *role = (toegang_role){.right = "", .context = "", .registered = 1};
    unsigned same = take_likeness(reader, TG_SAME_CLAIM | TG_SAME_VALUE, row);
    role->claim = same & TG_SAME_CLAIM ? roles[row - 1].claim : take_text(reader);
    role->value = same & TG_SAME_VALUE ? roles[row - 1].value : take_text(reader);
    split(reader, take_count(reader, TOEGANG_SEAL_OCTETS_MAX), role);
    take_organisation(reader, &role->organisation);
}

static void *rows_of(struct reader *reader, size_t count, size_t size)
{
    void *rows = count > 0 ? tg_arena_array(reader->arena, count, size) : NULL;
    if (count > 0 && !rows) reader->no_memory = reader->wrong = true;
    return rows;
}

static void take_roles(struct reader *reader, toegang_identity *identity)
{
    size_t count = take_count(reader, TG_CLAIMS_ROLES_MAX);
    identity->roles = rows_of(reader, count, sizeof *identity->roles);
    while (!reader->wrong && identity->role_count < count)
        take_role(reader, identity->roles, identity->role_count++);
}

static void take_stated(struct reader *reader, toegang_stated *rows, size_t row)
{
    toegang_stated *stated = &rows[row];
    unsigned same = take_likeness(reader, TG_SAME_CLAIM, row);
    stated->kind = (toegang_stated_kind)take_small(reader, TOEGANG_STATED_MANDATE);
    if (stated->kind == 0) reader->wrong = true;
    stated->claim = same ? rows[row - 1].claim : take_text(reader);
    stated->value = take_text(reader);
    take_organisation(reader, &stated->organisation);
}

static void take_all_stated(struct reader *reader, toegang_identity *identity)
{
    size_t count = take_count(reader, TG_CLAIMS_STATED_MAX);
    identity->stated = rows_of(reader, count, sizeof *identity->stated);
    while (!reader->wrong && identity->stated_count < count)
        take_stated(reader, identity->stated, identity->stated_count++);
}

static void take_identity(struct reader *reader, toegang_identity *identity)
{
    const char **const texts[TG_VISIT_TEXTS] = {&identity->issuer,         &identity->assertion_id,
                                                &identity->authentication, &identity->capacity,
                                                &identity->given_name,     &identity->family_name,
                                                &identity->name_id,        &identity->name_id_format,
                                                &identity->name_qualifier, &identity->sp_name_qualifier,
                                                &identity->session_index};
    identity->origin = (toegang_origin)take_small(reader, TOEGANG_ORIGIN_HOST);
    if (identity->origin == 0) reader->wrong = true;
    take_holder(reader, &identity->holder);
    identity->assurance = (toegang_assurance)take_small(reader, TOEGANG_ASSURANCE_HIGH);
    take_organisation(reader, &identity->organisation);
    identity->authenticated_at = take_instant(reader);
    for (size_t i = 0; i < TG_VISIT_TEXTS; i++) *texts[i] = take_text(reader);
    identity->key_fingerprint = take_fingerprint(reader);
    take_roles(reader, identity);
    take_all_stated(reader, identity);
}

static void take_visit(struct reader *reader, toegang_visit *visit)
{
    uint8_t id[TG_VISIT_ID] = {0};
    if (take_small(reader, TG_VISIT_VERSION) != TG_VISIT_VERSION) reader->wrong = true;
    copy(reader, id, sizeof id);
    tg_hex_write(id, sizeof id, visit->id);
    visit->chosen = (int)take_small(reader, 1);
    visit->since = take_instant(reader);
    visit->limit = take_instant(reader);
    take_organisation(reader, &visit->organisation);
}

toegang_status tg_visit_read(struct tg_span octets, toegang_visit *visit, toegang_identity *identity,
                             toegang_report *report)
{
    struct reader reader = {.octets = tg_cursor_of(octets), .arena = &identity->arena};
    take_visit(&reader, visit);
    take_identity(&reader, identity);
    if (tg_cursor_left(&reader.octets) > 0) reader.wrong = true;
    if (reader.no_memory) return tg_no_memory(report);
    if (reader.wrong)
        return tg_refuse(report, CHECK_VISIT_FORM, "a visit as this version writes it",
                         TG_SPAN("something else"));
    return TOEGANG_GOOD;
}

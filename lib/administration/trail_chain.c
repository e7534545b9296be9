/* SPDX-License-Identifier: Apache-2.0 */
/* The chain: what comes before and after the members of a line, and whether a line is ours. */
#include <inttypes.h>

#include "administration/check.h"
#include "base/hex.h"
#include "base/report.h"
#include "line.h"

#define HEX (2 * TG_MAC_OCTETS)
#define FIRST "{\"v\":1,\"number\":"
#define PREVIOUS ",\"previous\":\""
#define MAC "\",\"mac\":\""
#define LAST "\"}"
/* Octets of a line from ,"previous": on, and from ,"mac": on. */
#define TAIL (sizeof PREVIOUS - 1 + HEX + CODE + 1)
#define CODE (sizeof MAC - 2 + HEX + sizeof LAST - 1)

static toegang_status code_of(const struct tg_trail_keys *keys, const uint8_t previous[TG_MAC_OCTETS],
                              struct tg_span said, uint8_t out[TG_MAC_OCTETS], toegang_report *report)
{
    const struct tg_span pieces[] = {{(const char *)previous, TG_MAC_OCTETS}, said};
    return tg_mac(keys->crypto, keys->chain, pieces, 2, out, report);
}

/* ---- writing ---- */

static void write_said(struct tg_line *line, const struct tg_link *before, tg_line_body *body, const void *what)
{
    char previous[HEX + 1];
    tg_hex_write(before->mac, TG_MAC_OCTETS, previous);
    tg_text_addf(&line->text, FIRST "%" PRIu64, before->number + 1);
    body(line, what);
    tg_text_addf(&line->text, PREVIOUS "%s\"", previous);
}

static toegang_status too_long(size_t length, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_AUDIT_LINE, "a line of at most 4194304 octets", "%zu",
                      length);
}

/* The second time it is written: into its room, and with its code. */
static toegang_status write_whole(struct tg_line *line, const struct tg_link *before, tg_line_body *body,
                                  const void *what, struct tg_link *after)
{
    char mac[HEX + 1];
    write_said(line, before, body, what);
    if (line->status != TOEGANG_GOOD) return line->status;
    struct tg_span said = {line->text.out, line->text.length};
    toegang_status status = code_of(line->keys, before->mac, said, after->mac, line->report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(after->mac, TG_MAC_OCTETS, mac);
    tg_text_addf(&line->text, "%s%s" LAST, MAC + 1, mac);
    after->number = before->number + 1;
    return TOEGANG_GOOD;
}

static toegang_status no_memory_told(toegang_status status, toegang_report *report)
{
    return status == TOEGANG_NO_MEMORY ? tg_no_memory(report) : status;
}

toegang_status tg_line_make(const struct tg_trail_keys *keys, const struct tg_link *before, tg_line_body *body,
                            const void *what, struct tg_arena *arena, struct tg_span *out, struct tg_link *after,
                            toegang_report *report)
{
    struct tg_line line = {.keys = keys, .scratch = arena, .report = report};
    write_said(&line, before, body, what);
    if (line.status != TOEGANG_GOOD) return no_memory_told(line.status, report);
    size_t length = line.text.length + CODE;
    if (length > TG_LINE_MAX) return too_long(length, report);
    char *room = tg_arena_take(arena, length + 1);
    if (!room) return tg_no_memory(report);
    line.text = tg_text_of(room, length + 1);
    toegang_status status = write_whole(&line, before, body, what, after);
    *out = (struct tg_span){room, line.text.length};
    return no_memory_told(status, report);
}

/* ---- reading: anybody may have written it ---- */

static bool read_number(struct tg_span line, uint64_t *out)
{
    struct tg_cursor cursor = tg_cursor_of(tg_span_from(line, sizeof FIRST - 1));
    uint64_t number = 0;
    int octet = -1;
    for (unsigned digits = 0; digits < 18 && (octet = tg_cursor_next(&cursor)) >= '0' && octet <= '9'; digits++)
        number = number * 10 + (uint64_t)(octet - '0');
    *out = number;
    return octet == ',' && number > 0;
}

struct parts {
    struct tg_span said; /* up to ,"mac": */
    struct tg_span code; /* the digits of its mac */
    uint64_t number;
    uint8_t previous[TG_MAC_OCTETS];
};

static bool read_parts(struct tg_span line, struct parts *out)
{
    if (!tg_span_starts(line, FIRST) || line.length < sizeof FIRST + TAIL) return false;
    struct tg_span tail = tg_span_from(line, line.length - TAIL);
    struct tg_span code = tg_span_from(line, line.length - CODE - 1);
    out->said = tg_span_until(line, line.length - CODE);
    out->code = tg_span_until(tg_span_from(code, sizeof MAC - 1), HEX);
    return read_number(line, &out->number) && tg_span_starts(tail, PREVIOUS) && tg_span_starts(code, MAC) &&
           tg_span_is(tg_span_from(line, line.length - (sizeof LAST - 1)), LAST) &&
           tg_hex_read(tg_span_until(tg_span_from(tail, sizeof PREVIOUS - 1), HEX), TG_MAC_OCTETS, out->previous);
}

static toegang_status altered(const char *expected, toegang_report *report)
{
    return tg_refuse(report, CHECK_AUDIT_ALTERED, expected, TG_SPAN("another line"));
}

/* Compared as digits, so that there is one way only to write it. */
static toegang_status read_ours(const struct tg_trail_keys *keys, struct tg_span line, struct parts *out,
                                struct tg_link *place, toegang_report *report)
{
    static const char ours[] = "a line that was written with this key";
    char digits[HEX + 1];
    if (!read_parts(line, out)) return altered(ours, report);
    toegang_status status = code_of(keys, out->previous, out->said, place->mac, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(place->mac, TG_MAC_OCTETS, digits);
    place->number = out->number;
    return tg_octets_equal(digits, out->code.at, HEX) ? TOEGANG_GOOD : altered(ours, report);
}

toegang_status tg_link_of(const struct tg_trail_keys *keys, struct tg_span line, struct tg_link *out,
                          toegang_report *report)
{
    struct parts parts;
    struct tg_link place;
    toegang_status status = read_ours(keys, line, &parts, &place, report);
    if (status == TOEGANG_GOOD) *out = place;
    return status;
}

toegang_status tg_link_step(const struct tg_trail_keys *keys, struct tg_span line, struct tg_link *link,
                            toegang_report *report)
{
    struct parts parts;
    struct tg_link place;
    toegang_status status = read_ours(keys, line, &parts, &place, report);
    if (status != TOEGANG_GOOD) return status;
    if (place.number != link->number + 1 || !tg_octets_equal(parts.previous, link->mac, sizeof link->mac))
        return altered("the line after the one before", report);
    *link = place;
    return TOEGANG_GOOD;
}

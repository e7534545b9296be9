/* SPDX-License-Identifier: Apache-2.0 */
/* One line: the number of 20 digits, the mac of that line, and the code of both, so that nobody can set it back. */
#include "head.h"

#include <inttypes.h>
#include <stdio.h>

#include "administration/check.h"
#include "base/hex.h"
#include "base/report.h"
#include "base/text.h"
#include "disk.h"

#define HEX (2 * TG_MAC_OCTETS)
#define DIGITS 20
#define SAID (DIGITS + 1 + HEX)
#define WRITTEN (SAID + 1 + HEX + 1)

static toegang_status write_line(const struct tg_trail_keys *keys, const char *name, const struct tg_link *link,
                                 char out[WRITTEN + 1], toegang_report *report)
{
    char mac[HEX + 1], code[HEX + 1];
    uint8_t made[TG_MAC_OCTETS];
    tg_hex_write(link->mac, TG_MAC_OCTETS, mac);
    snprintf(out, WRITTEN + 1, "%020" PRIu64 " %s", link->number, mac);
    const struct tg_span pieces[] = {tg_span_of(name), TG_SPAN("\n"), {out, SAID}};
    toegang_status status = tg_mac(keys->crypto, keys->head, pieces, 3, made, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(made, TG_MAC_OCTETS, code);
    snprintf(out + SAID, WRITTEN + 1 - SAID, " %s\n", code);
    return TOEGANG_GOOD;
}

/* What was read must be what we would write of it. */
static toegang_status read_line(const struct tg_trail_keys *keys, const char *name, const char *line,
                                struct tg_link *out, toegang_report *report)
{
    char again[WRITTEN + 1];
    struct tg_link link = {0};
    for (size_t i = 0; i < DIGITS && line[i] >= '0' && line[i] <= '9'; i++)
        link.number = link.number * 10 + (uint64_t)(line[i] - '0');
    bool read = tg_hex_read((struct tg_span){line + DIGITS + 1, HEX}, TG_MAC_OCTETS, link.mac);
    toegang_status status = write_line(keys, name, &link, again, report);
    if (status != TOEGANG_GOOD) return status;
    if (!read || !tg_octets_equal(line, again, WRITTEN))
        return tg_refuse(report, CHECK_AUDIT_HEAD, "a head file that was written with this key",
                         TG_SPAN("something else"));
    *out = link;
    return TOEGANG_GOOD;
}

static char *path_of(struct tg_arena *arena, const char *path, const char *name, const char *end)
{
    char *named = tg_path_with(arena, path, *name ? "." : "", name);
    return named ? tg_path_with(arena, named, ".head", end) : NULL;
}

static toegang_status read_head(const struct tg_trail_keys *keys, const char *head, const char *name,
                                struct tg_head *out, toegang_report *report)
{
    char line[WRITTEN] = "";
    enum tg_small small = tg_read_small(head, line, WRITTEN);
    if (small == TG_SMALL_ABSENT) return TOEGANG_GOOD;
    if (small == TG_SMALL_FAILED) return tg_file_failed("a readable file", head, report);
    if (small == TG_SMALL_OTHER) memset(line, 0, sizeof line);
    toegang_status status = read_line(keys, name, line, &out->link, report);
    out->there = status == TOEGANG_GOOD;
    return status;
}

toegang_status tg_head_read(const struct tg_trail_keys *keys, const char *path, const char *name,
                            struct tg_head *out, toegang_report *report)
{
    struct tg_arena arena = {0};
    const char *head = path_of(&arena, path, name, "");
    *out = (struct tg_head){0};
    toegang_status status = head ? read_head(keys, head, name, out, report) : tg_no_memory(report);
    tg_arena_free(&arena);
    return status;
}

/* Replaces the file by a fresh one, or writes over it. */
static toegang_status write_head(const struct tg_trail_keys *keys, const char *path, const char *name,
                                 const struct tg_link *link, bool over, toegang_report *report)
{
    struct tg_arena arena = {0};
    char line[WRITTEN + 1];
    const struct tg_span octets = {line, WRITTEN};
    const char *head = path_of(&arena, path, name, ""), *fresh = path_of(&arena, path, name, ".new");
    toegang_status status = head && fresh ? TOEGANG_GOOD : tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = write_line(keys, name, link, line, report);
    if (status == TOEGANG_GOOD && !(over ? tg_overwrite(head, octets) : tg_replace(head, fresh, octets)))
        status = tg_file_failed("a writable file", head, report);
    tg_arena_free(&arena);
    return status;
}

toegang_status tg_head_write(const struct tg_trail_keys *keys, const char *path, const char *name,
                             const struct tg_link *link, toegang_report *report)
{
    return write_head(keys, path, name, link, false, report);
}

toegang_status tg_head_move(const struct tg_trail_keys *keys, const char *path, const char *name,
                            const struct tg_link *link, toegang_report *report)
{
    return write_head(keys, path, name, link, true, report);
}

static toegang_status cut(const struct tg_head *head, const struct tg_link *last, toegang_report *report)
{
    char expected[64];
    struct tg_text text = tg_text_of(expected, sizeof expected);
    tg_text_addf(&text, "%llu lines", (unsigned long long)head->link.number);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_AUDIT_CUT, expected, "%llu lines",
                      (unsigned long long)last->number);
}

toegang_status tg_head_fits(const struct tg_head *head, const struct tg_link *last, toegang_report *report)
{
    if (!head->there || head->link.number < last->number) return TOEGANG_GOOD;
    if (head->link.number > last->number) return cut(head, last, report);
    if (tg_octets_equal(head->link.mac, last->mac, sizeof last->mac)) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_AUDIT_ALTERED, "the line that the head file names", TG_SPAN("another line"));
}

struct tg_sequel tg_head_place(const struct tg_head *head, toegang_status read, const struct tg_link *last, bool ours,
                              bool must)
{
    struct tg_sequel place = {.has_head = head->there, .known = head->link.number, .there = ours ? last->number : 0};
    bool fits = read == TOEGANG_GOOD && (head->there || !must) && tg_head_fits(head, last, NULL) == TOEGANG_GOOD;
    place.gap = !ours || !fits;
    if (ours && (!place.gap || !head->there))
        place.link = *last;
    else
        place.link = head->link;
    return place;
}

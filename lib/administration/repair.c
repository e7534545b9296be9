/* SPDX-License-Identifier: Apache-2.0 */
#include "repair.h"

#include "base/hex.h"
#include "base/report.h"
#include "line.h"

#define EVENT ",\"event\":\"repaired\","

struct torn {
    size_t octets;
    char digest[2 * TG_MAC_OCTETS + 1];
};

static void write_repair(struct tg_line *line, const void *what)
{
    const struct torn *torn = what;
    tg_line_word(line, "event", "repaired");
    tg_line_word(line, "time", NULL);
    tg_line_number(line, "octets", (int64_t)torn->octets);
    tg_line_word(line, "evidence", torn->digest);
}

/* The event follows the number, so that it is found without reading the line as JSON. */
bool tg_is_repair(struct tg_span line)
{
    size_t comma = sizeof "{\"v\":1," - 1;
    struct tg_span rest = tg_span_from(line, comma);
    return tg_span_starts(tg_span_from(rest, tg_span_find(rest, ',')), EVENT);
}

static toegang_status put_over(const struct tg_locked *locked, struct tg_span line, size_t *end,
                               toegang_report *report)
{
    if (!tg_end_with(locked->file, line, *end)) return tg_file_failed("a writable file", locked->path, report);
    *end += line.length;
    return TOEGANG_GOOD;
}

static toegang_status say(const struct tg_trail_keys *keys, const struct tg_locked *locked, const struct torn *torn,
                          struct tg_arena *arena, size_t *end, struct tg_link *link, toegang_report *report)
{
    struct tg_span line = {0};
    struct tg_link after;
    toegang_status status = tg_line_make(keys, link, write_repair, torn, arena, &line, &after, report);
    if (status != TOEGANG_GOOD) return status;
    char *whole = tg_path_with(arena, line.at, "\n", "");
    if (!whole) return tg_no_memory(report);
    status = put_over(locked, tg_span_of(whole), end, report);
    if (status == TOEGANG_GOOD) *link = after;
    return status;
}

toegang_status tg_repair(const struct tg_trail_keys *keys, const struct tg_locked *locked, struct tg_span torn,
                         size_t *end, struct tg_link *link, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct torn what = {.octets = torn.length};
    uint8_t digest[TG_DIGEST_MAX];
    toegang_status status = tg_digest(keys->crypto, TG_SHA256, torn, digest, report);
    const char *aside = tg_path_with(&arena, locked->path, ".torn", "");
    if (status == TOEGANG_GOOD && !aside) status = tg_no_memory(report);
    if (status == TOEGANG_GOOD && !tg_add_to(aside, torn, TG_SPAN("\n"))) status = tg_file_failed("a writable file", aside, report);
    if (status == TOEGANG_GOOD) {
        tg_hex_write(digest, TG_MAC_OCTETS, what.digest);
        status = say(keys, locked, &what, &arena, end, link, report);
    }
    tg_arena_free(&arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "repair.h"

#include "base/hex.h"
#include "base/report.h"
#include "line.h"

struct torn {
    const struct tg_sequel *place;
    size_t octets;
    char digest[2 * TG_MAC_OCTETS + 1]; /* "": nothing was torn */
};

static void say_place(struct tg_line *line, const struct tg_sequel *place)
{
    tg_line_word(line, "event", "continued");
    tg_line_word(line, "time", NULL);
    if (place->has_head)
        tg_line_number(line, "known", (int64_t)place->known);
    else
        tg_line_word(line, "known", NULL);
    tg_line_number(line, "there", (int64_t)place->there);
}

void tg_continued_body(struct tg_line *line, const void *what)
{
    say_place(line, what);
}

static void write_repair(struct tg_line *line, const void *what)
{
    const struct torn *torn = what;
    if (torn->place->gap) {
        say_place(line, torn->place);
    } else {
        tg_line_word(line, "event", "repaired");
        tg_line_word(line, "time", NULL);
    }
    tg_line_number(line, "octets", (int64_t)torn->octets);
    tg_line_word(line, "evidence", torn->digest[0] ? torn->digest : NULL);
}

/* The event follows the number, so that it is found without reading the line as JSON. */
static bool is_event(struct tg_span line, const char *event)
{
    size_t comma = sizeof "{\"v\":1," - 1;
    struct tg_span rest = tg_span_from(line, comma);
    return tg_span_starts(tg_span_from(rest, tg_span_find(rest, ',')), event);
}

bool tg_is_repair(struct tg_span line)
{
    return is_event(line, ",\"event\":\"repaired\",");
}

bool tg_is_continued(struct tg_span line)
{
    return is_event(line, ",\"event\":\"continued\",");
}

static toegang_status say(const struct tg_trail_keys *keys, const struct tg_locked *locked, const struct torn *torn,
                          struct tg_arena *arena, struct tg_trail_end *end, toegang_report *report)
{
    struct tg_span line = {0};
    struct tg_link after;
    toegang_status status = tg_line_make(keys, &torn->place->link, write_repair, torn, arena, &line, &after, report);
    if (status != TOEGANG_GOOD) return status;
    char *whole = tg_path_with(arena, line.at, "\n", "");
    if (!whole) return tg_no_memory(report);
    if (!tg_end_with(locked->file, tg_span_of(whole), end->size))
        return tg_file_failed("a writable file", locked->path, report);
    end->size += line.length + 1;
    end->link = after;
    return TOEGANG_GOOD;
}

static toegang_status set_aside(const struct tg_trail_keys *keys, const struct tg_locked *locked, struct tg_span torn,
                                struct tg_arena *arena, struct torn *what, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    const char *aside = tg_path_with(arena, locked->path, ".torn", "");
    if (!aside) return tg_no_memory(report);
    toegang_status status = tg_digest(keys->crypto, TG_SHA256, torn, digest, report);
    if (status != TOEGANG_GOOD) return status;
    if (!tg_add_to(aside, torn, TG_SPAN("\n"))) return tg_file_failed("a writable file", aside, report);
    what->octets = torn.length;
    tg_hex_write(digest, TG_MAC_OCTETS, what->digest);
    return TOEGANG_GOOD;
}

toegang_status tg_repair(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                         const struct tg_sequel *place, struct tg_trail_end *end, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct torn what = {.place = place};
    toegang_status status =
        end->torn.length > 0 ? set_aside(keys, locked, end->torn, &arena, &what, report) : TOEGANG_GOOD;
    if (status == TOEGANG_GOOD) status = say(keys, locked, &what, &arena, end, report);
    tg_arena_free(&arena);
    return status;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record is found first, then parted in place. It ends at the first line end before which the quotes are even in
 * number (RFC 4180, 2.6 and 2.7); where quotes stand otherwise the parting refuses.
 */
#include "parse/csv.h"

#include <string.h>

#include "base/report.h"
#include "base/utf8.h"
#include "parse/check.h"

#define BUFFER ((size_t)4 * TG_CSV_RECORD_MAX)

struct tg_csv {
    tg_csv_source *source;
    void *context;
    char *octets;      /* BUFFER and one more, for the NUL after a last field without line end */
    size_t begin, end; /* what was read and not yet given out */
    uint64_t line;     /* of what stands at begin */
    bool ended;
    const char *fell; /* the check that ended the reading */
};

struct tg_csv *tg_csv_new(struct tg_arena *arena, tg_csv_source *source, void *context)
{
    struct tg_csv *csv = tg_arena_take(arena, sizeof *csv);
    char *octets = tg_arena_take(arena, BUFFER + 1);
    if (!csv || !octets) return NULL;
    *csv = (struct tg_csv){.source = source, .context = context, .octets = octets};
    return csv;
}

/* Fills the whole buffer, so that a record is looked through twice at most. */
static toegang_status refill(struct tg_csv *csv, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    memmove(csv->octets, csv->octets + csv->begin, csv->end - csv->begin);
    csv->end -= csv->begin;
    csv->begin = 0;
    while (status == TOEGANG_GOOD && !csv->ended && csv->end < BUFFER) {
        size_t length = 0;
        status = csv->source(csv->context, csv->octets + csv->end, BUFFER - csv->end, &length, report);
        if (status == TOEGANG_GOOD && length == 0) csv->ended = true;
        if (status == TOEGANG_GOOD) csv->end += length;
    }
    return status;
}

static size_t count_octet(struct tg_span span, char octet)
{
    size_t count = 0;
    for (const char *at = span.at, *end = span.at + span.length; at < end; count++, at++) {
        at = memchr(at, octet, (size_t)(end - at));
        if (!at) break;
    }
    return count;
}

/* With its line end; false when that was not read yet. */
static bool find_record(const struct tg_csv *csv, struct tg_span *out)
{
    const char *begin = csv->octets + csv->begin, *end = csv->octets + csv->end, *from = begin;
    size_t quotes = 0;
    while (from < end) {
        const char *feed = memchr(from, '\n', (size_t)(end - from));
        if (!feed) return false;
        quotes += count_octet((struct tg_span){from, (size_t)(feed - from)}, '"');
        from = feed + 1;
        if (quotes % 2 == 0) return *out = (struct tg_span){begin, (size_t)(from - begin)}, true;
    }
    return false;
}

static toegang_status refuse(struct tg_csv *csv, toegang_report *report, const char *check, const char *expected,
                             const char *came)
{
    csv->fell = check;
    bool first = report && report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(report, check, expected, tg_span_of(came));
    if (first) tg_report_place(report, csv->line < UINT32_MAX ? (uint32_t)csv->line : UINT32_MAX, 0, 0);
    return status;
}

/* The octets of a record; none at the end. */
static toegang_status take_record(struct tg_csv *csv, struct tg_span *out, toegang_report *report)
{
    if (!find_record(csv, out)) {
        toegang_status status = csv->ended ? TOEGANG_GOOD : refill(csv, report);
        if (status != TOEGANG_GOOD) return status;
        if (!find_record(csv, out)) *out = (struct tg_span){csv->octets + csv->begin, csv->end - csv->begin};
    }
    if (out->length > TG_CSV_RECORD_MAX)
        return refuse(csv, report, CHECK_CSV_SIZE, "a record of at most 65536 octets", "a longer one");
    csv->begin += out->length;
    return TOEGANG_GOOD;
}

static size_t without_line_end(struct tg_span record)
{
    size_t length = record.length;
    if (length > 0 && record.at[length - 1] == '\n') length--;
    if (length < record.length && length > 0 && record.at[length - 1] == '\r') length--;
    return length;
}

/* In quotes, *at behind the first; what is doubled is made single. NULL: it does not end as it must. */
static char *read_quoted(char *at, char *end, struct tg_span *out)
{
    char *to = at;
    out->at = at;
    for (; at < end; at++) {
        if (*at == '"' && (at + 1 == end || at[1] != '"')) break;
        if (*at == '"') at++;
        *to++ = *at;
    }
    if (at == end || (at + 1 < end && at[1] != ',')) return NULL;
    out->length = (size_t)(to - out->at);
    *to = '\0';
    return at + 1;
}

static char *read_bare(char *at, char *end, struct tg_span *out)
{
    char *comma = memchr(at, ',', (size_t)(end - at));
    if (!comma) comma = end;
    *out = (struct tg_span){at, (size_t)(comma - at)};
    if (memchr(at, '"', out->length)) return NULL;
    *comma = '\0';
    return comma;
}

static const char *fault_of(struct tg_span octets)
{
    if (memchr(octets.at, '\0', octets.length)) return CHECK_CSV_CHARACTER;
    return tg_utf8_valid(octets) ? NULL : CHECK_CSV_ENCODING;
}

static toegang_status part(struct tg_csv *csv, char *at, char *end, struct tg_csv_record *out,
                           toegang_report *report)
{
    for (out->count = 0;; at++) {
        if (out->count == TG_CSV_FIELDS_MAX)
            return refuse(csv, report, CHECK_CSV_FIELDS, "at most 64 fields", "more");
        struct tg_span *field = &out->fields[out->count++];
        bool quoted = at < end && *at == '"';
        char *behind = quoted ? read_quoted(at + 1, end, field) : read_bare(at, end, field);
        if (!behind)
            return refuse(csv, report, CHECK_CSV_QUOTE, "quotes around a whole field, doubled within it", "another quote");
        if (behind == end) return TOEGANG_GOOD;
        at = behind;
    }
}

static void pass_mark(struct tg_csv *csv)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t length = sizeof mark - 1;
    if (csv->end - csv->begin >= length && memcmp(csv->octets + csv->begin, mark, length) == 0) csv->begin += length;
}

static toegang_status begin_file(struct tg_csv *csv, toegang_report *report)
{
    toegang_status status = refill(csv, report);
    if (status != TOEGANG_GOOD) return status;
    csv->line = 1;
    pass_mark(csv);
    return TOEGANG_GOOD;
}

toegang_status tg_csv_next(struct tg_csv *csv, struct tg_csv_record *out, toegang_report *report)
{
    struct tg_span record = {NULL, 0};
    out->count = 0;
    if (csv->fell) return refuse(csv, report, csv->fell, "records of CSV", "something else");
    toegang_status status = csv->line == 0 ? begin_file(csv, report) : TOEGANG_GOOD;
    while (status == TOEGANG_GOOD) {
        status = take_record(csv, &record, report);
        if (status != TOEGANG_GOOD || record.length == 0) return status;
        size_t length = without_line_end(record), lines = count_octet(record, '\n');
        out->line = csv->line;
        out->end = csv->line + (lines > 0 ? lines - 1 : 0);
        if (length > 0) {
            out->fault = fault_of((struct tg_span){record.at, length});
            char *at = csv->octets + (record.at - csv->octets);
            status = part(csv, at, at + length, out, report);
            csv->line += lines;
            return status;
        }
        csv->line += lines;
    }
    return status;
}

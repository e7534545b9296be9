/* SPDX-License-Identifier: Apache-2.0 */
/* Records are the same in whatever pieces the octets come, and written again, all in quotes, they are read the same. */
#include <stdio.h>

#include "harness.h"
#include "parse/csv.h"

struct pieces {
    struct tg_span left;
    size_t most;
};

static toegang_status give(void *context, char *out, size_t room, size_t *length, toegang_report *report)
{
    struct pieces *pieces = context;
    (void)report;
    *length = pieces->left.length < pieces->most ? pieces->left.length : pieces->most;
    if (*length > room) *length = room;
    if (*length > 0) memcpy(out, pieces->left.at, *length);
    pieces->left = tg_span_from(pieces->left, *length);
    return TOEGANG_GOOD;
}

struct written {
    char *octets;
    size_t length;
    toegang_report report;
};

static void put_field(struct written *out, struct tg_span field)
{
    out->octets[out->length++] = '"';
    for (size_t i = 0; i < field.length; i++) {
        if (field.at[i] == '"') out->octets[out->length++] = '"';
        out->octets[out->length++] = field.at[i];
    }
    out->octets[out->length++] = '"';
}

static void put_record(struct written *out, const struct tg_csv_record *record)
{
    demand(record->end >= record->line && record->count <= TG_CSV_FIELDS_MAX);
    for (size_t i = 0; i < record->count; i++) {
        demand(record->fields[i].at[record->fields[i].length] == '\0');
        if (i > 0) out->octets[out->length++] = ',';
        put_field(out, record->fields[i]);
    }
    out->octets[out->length++] = '\n';
}

static void read_all(struct tg_span octets, size_t most, struct written *out)
{
    struct tg_arena arena = {0};
    struct pieces pieces = {octets, most};
    struct tg_csv_record record;
    struct tg_csv *csv = tg_csv_new(&arena, give, &pieces);
    *out = (struct written){.octets = malloc(octets.length * 4 + 64)};
    demand(csv && out->octets);
    toegang_status status = tg_csv_next(csv, &record, &out->report);
    for (; status == TOEGANG_GOOD && record.count > 0; status = tg_csv_next(csv, &record, &out->report))
        put_record(out, &record);
    check_report(status, &out->report);
    tg_arena_free(&arena);
}

static void expect_equal(const struct written *one, const struct written *other)
{
    demand(one->length == other->length && memcmp(one->octets, other->octets, one->length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct written whole, pieces, again;
    struct tg_span octets = {(const char *)data, size};
    read_all(octets, size + 1, &whole);
    read_all(octets, 1 + size % 5, &pieces);
    expect_equal(&whole, &pieces);
    demand(strcmp(whole.report.check, pieces.report.check) == 0 && whole.report.line == pieces.report.line);
    read_all((struct tg_span){whole.octets, whole.length}, 4096, &again);
    if (again.report.status == TOEGANG_GOOD) expect_equal(&whole, &again);
    demand(again.report.status == TOEGANG_GOOD || strcmp(again.report.check, "csv.size") == 0);
    free(whole.octets);
    free(pieces.octets);
    free(again.octets);
    return 0;
}

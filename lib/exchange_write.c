/* SPDX-License-Identifier: Apache-2.0 */
/* A register as CSV or YAML: what reads these files makes the same facts of them. */
#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "base/utf8.h"
#include "check.h"
#include "directory/rows.h"
#include "directory/shown.h"
#include "exchange.h"
#include "parse/stream.h"

#define LINE_ROOM 16384
#define YAML_MOST ((uint64_t)64 << 20) /* what the reader of YAML takes */

static toegang_status put(struct tg_writer *writer, const struct tg_text *text, toegang_report *report)
{
    if (text->length >= text->size)
        return tg_refuse(report, CHECK_IMPORT_FORM, "a fact that fits a line", TG_SPAN("a longer one"));
    writer->octets += text->length;
    if (writer->yaml && writer->octets > YAML_MOST)
        return tg_refuse(report, CHECK_IMPORT_FORM, "at most 64 MiB of YAML: FILE.csv takes more", TG_SPAN("more"));
    return tg_new_file_put(writer->file, (struct tg_span){text->out, text->length}, report);
}

static toegang_status no_moment(toegang_report *report)
{
    return tg_refuse(report, CHECK_IMPORT_FORM, "a moment within the years 1 to 9999", TG_SPAN("another one"));
}

/* ---- CSV ---- */

/* What a row of this register may hold. Its code is called so whatever its kind is. */
static bool is_column(const struct tg_writer *writer, const struct tg_field *field)
{
    unsigned held = TG_FIELD_OF(tg_register_kind(writer->reg)) | TG_FIELD_OF(TOEGANG_FACT_SUSPENSION);
    bool another_name = strcmp(field->name, "role") == 0 || strcmp(field->name, "right") == 0;
    return (field->rows & held) && !another_name;
}

static toegang_status put_header(struct tg_writer *writer, toegang_report *report)
{
    char line[LINE_ROOM];
    struct tg_text text = tg_text_of(line, sizeof line);
    tg_text_add(&text, "kind");
    for (size_t i = 0; i < TG_FIELDS; i++)
        if (is_column(writer, &tg_fields[i])) tg_text_addf(&text, ",%s", tg_fields[i].name);
    tg_text_add_char(&text, '\n');
    return put(writer, &text, report);
}

/* RFC 4180 2.6 and 2.7. The octets stay what they are: a program that runs "=…" of a cell is not ours to guess. */
static void add_cell(struct tg_text *text, const char *cell)
{
    bool quoted = strpbrk(cell, ",\"\r\n") != NULL;
    if (!quoted) {
        tg_text_add(text, cell);
        return;
    }
    tg_text_add_char(text, '"');
    for (; *cell; cell++) {
        if (*cell == '"') tg_text_add_char(text, '"');
        tg_text_add_char(text, *cell);
    }
    tg_text_add_char(text, '"');
}

/*
 * A store says "sqlite:kbo.csv:12#7" of what it was loaded as "kbo.csv:12": without what it added, so that a register
 * that goes there and back is the same.
 */
static void strip_source(char source[TG_SHOWN_ROOM])
{
    static const char *const stores[] = {"sqlite:", "postgresql:"};
    struct tg_span text = tg_span_of(source);
    size_t begin = 0, end = tg_span_find_last(text, '#');
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
        if (tg_span_starts(text, stores[i])) begin = strlen(stores[i]);
    if (begin == 0 || strspn(source + end, "#0123456789") != text.length - end) return;
    memmove(source, source + begin, end - begin);
    source[end - begin] = '\0';
}

static toegang_status put_row(struct tg_writer *writer, const toegang_fact *fact, toegang_report *report)
{
    char line[LINE_ROOM], cell[TG_SHOWN_ROOM];
    struct tg_text text = tg_text_of(line, sizeof line);
    bool good = true;
    tg_text_add(&text, tg_kind_name(fact->kind));
    for (size_t i = 0; good && i < TG_FIELDS; i++) {
        if (!is_column(writer, &tg_fields[i])) continue;
        good = tg_field_shown_as(tg_fields[i].name)(fact, cell);
        if (strcmp(tg_fields[i].name, "source") == 0) strip_source(cell);
        tg_text_add_char(&text, ',');
        add_cell(&text, cell);
    }
    tg_text_add_char(&text, '\n');
    toegang_status status = good ? put(writer, &text, report) : no_moment(report);
    explicit_bzero(line, sizeof line);
    explicit_bzero(cell, sizeof cell);
    return status;
}

/* ---- YAML ---- */

/* What the reader of YAML takes as it stands. */
static bool is_plain(struct tg_span character)
{
    static const char *const written[] = {"\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        if (tg_span_is(character, written[i])) return false;
    return !((unsigned char)character.at[0] == 0xc2 && (unsigned char)character.at[1] < 0xa0);
}

static void add_escaped(struct tg_text *text, struct tg_span character)
{
    const unsigned char *at = (const unsigned char *)character.at;
    unsigned code = character.length == 2 ? ((at[0] & 0x1fU) << 6) | (at[1] & 0x3fU)
                                          : ((at[0] & 0xfU) << 12) | ((at[1] & 0x3fU) << 6) | (at[2] & 0x3fU);
    tg_text_addf(text, "\\u%04x", code);
}

static void add_value(struct tg_text *text, const char *value)
{
    struct tg_span rest = tg_span_of(value);
    tg_text_add_char(text, '"');
    while (rest.length > 0) {
        size_t width = tg_utf8_width(rest);
        struct tg_span character = tg_span_until(rest, width > 0 ? width : 1);
        if (character.length == 1 && (*rest.at == '"' || *rest.at == '\\')) tg_text_add_char(text, '\\');
        if (character.length == 1 || is_plain(character))
            tg_text_add_span(text, character);
        else
            add_escaped(text, character);
        rest = tg_span_from(rest, character.length);
    }
    tg_text_add_char(text, '"');
}

static toegang_status begin_list(struct tg_writer *writer, toegang_fact_kind kind, toegang_report *report)
{
    char line[64];
    struct tg_text text = tg_text_of(line, sizeof line);
    writer->list = kind;
    tg_text_addf(&text, "%ss:\n", tg_kind_name(kind));
    return put(writer, &text, report);
}

static toegang_status put_item(struct tg_writer *writer, const toegang_fact *fact, toegang_report *report)
{
    char line[LINE_ROOM], value[TG_SHOWN_ROOM];
    struct tg_text text = tg_text_of(line, sizeof line);
    bool good = true, first = true;
    tg_text_add(&text, "  - {");
    for (size_t i = 0; good && i < TG_FIELDS; i++) {
        if (!(tg_fields[i].lists & TG_FIELD_OF(fact->kind))) continue;
        good = tg_field_shown_as(tg_fields[i].name)(fact, value);
        if (!*value) continue;
        tg_text_addf(&text, "%s%s: ", first ? "" : ", ", tg_fields[i].name);
        add_value(&text, value);
        first = false;
    }
    tg_text_add(&text, "}\n");
    toegang_status status = good ? put(writer, &text, report) : no_moment(report);
    explicit_bzero(line, sizeof line);
    explicit_bzero(value, sizeof value);
    return status;
}

static toegang_status put_fact(struct tg_writer *writer, const toegang_fact *fact, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    if (fact->kind == TOEGANG_FACT_SUSPENSION && fact->code && *fact->code)
        return tg_refuse(report, CHECK_IMPORT_FORM, "a suspension without a code: FILE.csv takes one", TG_SPAN("a code"));
    if (writer->list != fact->kind) status = begin_list(writer, fact->kind, report);
    return status == TOEGANG_GOOD ? put_item(writer, fact, report) : status;
}

/* ---- either ---- */

toegang_status tg_writer_begin(struct tg_writer *writer, toegang_report *report)
{
    char line[64];
    struct tg_text text = tg_text_of(line, sizeof line);
    writer->oldest = TOEGANG_NEVER;
    if (!writer->yaml) return put_header(writer, report);
    tg_text_addf(&text, "register: %s\n", toegang_register_name(writer->reg));
    return put(writer, &text, report);
}

toegang_status tg_writer_fact(struct tg_writer *writer, const toegang_fact *fact, toegang_report *report)
{
    if (fact->as_of < writer->oldest) writer->oldest = fact->as_of;
    return writer->yaml ? put_fact(writer, fact, report) : put_row(writer, fact, report);
}

/* CSV has the age in each row, YAML once. */
toegang_status tg_writer_end(struct tg_writer *writer, toegang_report *report)
{
    char line[64], age[TG_SHOWN_ROOM];
    struct tg_text text = tg_text_of(line, sizeof line);
    const toegang_fact oldest = {.as_of = writer->oldest};
    if (!writer->yaml || writer->oldest == TOEGANG_ALWAYS || writer->oldest == TOEGANG_NEVER) return TOEGANG_GOOD;
    if (!tg_field_shown_as("as-of")(&oldest, age)) return no_moment(report);
    tg_text_addf(&text, "as-of: \"%s\"\n", age);
    return put(writer, &text, report);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/report.h"
#include "parse/check.h"
#include "yaml_keys.h"
#include "yaml_source.h"

#define DEPTH_MAX 32
#define OCTETS_PER_NODE 8 /* real files have more; so a tree is at most some fourteen times its file */

struct key {
    struct tg_span text;
    uint32_t line, column;
    bool here; /* read, its value not yet */
};

struct frame {
    struct tg_yaml_node *node, *last;
    struct key key;
};

struct reader {
    yaml_parser_t parser;
    struct tg_yaml_place place;
    struct tg_arena *arena;
    toegang_report *report;
    struct tg_yaml_node *root;
    struct frame frames[DEPTH_MAX];
    size_t depth, nodes, nodes_max;
    uint32_t line, column; /* where the event began */
    size_t offset;
    bool has_document, ended;
};

static toegang_status refuse(const struct reader *reader, const char *check, const char *expected,
                             struct tg_span came)
{
    bool first = reader->report && reader->report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(reader->report, check, expected, came);
    if (first) tg_report_place(reader->report, reader->line, reader->column, reader->offset);
    return status;
}

static struct tg_span span_of(const yaml_char_t *text)
{
    return tg_span_of((const char *)text);
}

static void stand_at(struct reader *reader, size_t index)
{
    tg_yaml_follow(&reader->place, index);
    reader->line = reader->place.line;
    reader->column = reader->place.column;
    reader->offset = reader->place.offset;
}

/* libyaml's own words; it knows the place in characters only. */
static toegang_status refuse_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) return tg_no_memory(reader->report);
    stand_at(reader, parser->problem_mark.index);
    return refuse(reader, CHECK_YAML_SYNTAX, "YAML",
                  tg_span_of(parser->problem ? parser->problem : "no YAML"));
}

static toegang_status begin_document(struct reader *reader, const yaml_event_t *event)
{
    bool directive =
        event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end;
    if (directive) return refuse(reader, CHECK_YAML_DIRECTIVE, "no directive", TG_SPAN("%"));
    if (reader->has_document) return refuse(reader, CHECK_YAML_DOCUMENT, "one document", TG_SPAN("a second"));
    reader->has_document = true;
    return TOEGANG_GOOD;
}

/* Anchors and tags are refused before anything is made of the value that carries them. */
static toegang_status check_properties(const struct reader *reader, const yaml_char_t *anchor,
                                       const yaml_char_t *tag)
{
    if (anchor) return refuse(reader, CHECK_YAML_ANCHOR, "no anchor", span_of(anchor));
    if (tag) return refuse(reader, CHECK_YAML_TAG, "no tag", span_of(tag));
    return TOEGANG_GOOD;
}

static struct frame *innermost(struct reader *reader)
{
    return reader->depth > 0 ? &reader->frames[reader->depth - 1] : NULL;
}

static bool awaits_key(struct reader *reader)
{
    const struct frame *frame = innermost(reader);
    return frame && frame->node->kind == TG_YAML_MAPPING && !frame->key.here;
}

/* Hangs the node below the innermost list or mapping, or makes it the root. */
static void place_node(struct reader *reader, struct tg_yaml_node *node)
{
    struct frame *frame = innermost(reader);
    if (!frame) {
        reader->root = node;
        return;
    }
    node->key = frame->key.text;
    node->key_line = frame->key.line;
    node->key_column = frame->key.column;
    frame->key = (struct key){.here = false};
    if (frame->last)
        frame->last->next = node;
    else
        frame->node->first = node;
    frame->last = node;
    frame->node->count++;
}

static toegang_status add_node(struct reader *reader, enum tg_yaml_kind kind, struct tg_yaml_node **out)
{
    if (++reader->nodes > reader->nodes_max)
        return refuse(reader, CHECK_YAML_NODES, "fewer values", TG_SPAN("more"));
    struct tg_yaml_node *node = tg_arena_take(reader->arena, sizeof *node);
    if (!node) return tg_no_memory(reader->report);
    node->kind = kind;
    node->line = reader->line;
    node->column = reader->column;
    place_node(reader, node);
    return *out = node, TOEGANG_GOOD;
}

static toegang_status copy_text(struct reader *reader, const yaml_event_t *event, struct tg_span *out)
{
    struct tg_span text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (tg_span_find(text, '\0') < text.length)
        return refuse(reader, CHECK_YAML_CHARACTER, "text without NUL", TG_SPAN("NUL"));
    const char *copy = tg_arena_text(reader->arena, text);
    if (!copy) return tg_no_memory(reader->report);
    return *out = (struct tg_span){copy, text.length}, TOEGANG_GOOD;
}

static toegang_status add_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct tg_span text;
    struct tg_yaml_node *node = NULL;
    toegang_status status = check_properties(reader, event->data.scalar.anchor, event->data.scalar.tag);
    if (status == TOEGANG_GOOD) status = copy_text(reader, event, &text);
    if (status != TOEGANG_GOOD) return status;
    if (awaits_key(reader)) {
        innermost(reader)->key = (struct key){text, reader->line, reader->column, true};
        return TOEGANG_GOOD;
    }
    status = add_node(reader, TG_YAML_SCALAR, &node);
    if (status != TOEGANG_GOOD) return status;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return node->text = text, TOEGANG_GOOD;
}

static toegang_status open_container(struct reader *reader, enum tg_yaml_kind kind, const yaml_char_t *anchor,
                                     const yaml_char_t *tag)
{
    struct tg_yaml_node *node = NULL;
    toegang_status status = check_properties(reader, anchor, tag);
    if (status != TOEGANG_GOOD) return status;
    if (awaits_key(reader))
        return refuse(reader, CHECK_YAML_KEY, "a word as key", TG_SPAN("a list or a mapping"));
    if (reader->depth == DEPTH_MAX) return refuse(reader, CHECK_YAML_DEPTH, "depth 32", TG_SPAN("deeper"));
    status = add_node(reader, kind, &node);
    if (status != TOEGANG_GOOD) return status;
    reader->frames[reader->depth++] = (struct frame){.node = node};
    return TOEGANG_GOOD;
}

static toegang_status close_container(struct reader *reader)
{
    const struct tg_yaml_node *node = reader->frames[--reader->depth].node, *again = NULL;
    if (!tg_yaml_repeated_key(node, reader->arena, &again)) return tg_no_memory(reader->report);
    if (!again) return TOEGANG_GOOD;
    reader->line = again->key_line;
    reader->column = again->key_column;
    reader->offset = 0; /* passed long ago */
    return refuse(reader, CHECK_YAML_DUPLICATE, "each key once", again->key);
}

static toegang_status take_event(struct reader *reader, const yaml_event_t *event)
{
    stand_at(reader, event->start_mark.index);
    switch (event->type) {
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return TOEGANG_GOOD;
    case YAML_STREAM_END_EVENT:
        return reader->ended = true, TOEGANG_GOOD;
    case YAML_DOCUMENT_START_EVENT:
        return begin_document(reader, event);
    case YAML_ALIAS_EVENT:
        return refuse(reader, CHECK_YAML_ALIAS, "no alias", span_of(event->data.alias.anchor));
    case YAML_SCALAR_EVENT:
        return add_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_container(reader, TG_YAML_SEQUENCE, event->data.sequence_start.anchor,
                              event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return open_container(reader, TG_YAML_MAPPING, event->data.mapping_start.anchor,
                              event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_container(reader);
    case YAML_NO_EVENT:
    default:
        return refuse(reader, CHECK_YAML_SYNTAX, "YAML", TG_SPAN("no event"));
    }
}

/* Event by event, so that the parser never gets deeper than we allow: its work grows with the square of that.
 */
static toegang_status read_events(struct reader *reader)
{
    while (!reader->ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) return refuse_syntax(reader);
        toegang_status status = take_event(reader, &event);
        yaml_event_delete(&event);
        if (status != TOEGANG_GOOD) return status;
    }
    if (reader->root) return TOEGANG_GOOD;
    return add_node(reader, TG_YAML_MAPPING, &reader->root);
}

static toegang_status read_text(struct reader *reader, struct tg_span text)
{
    if (!yaml_parser_initialize(&reader->parser)) return tg_no_memory(reader->report);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING); /* else it would guess UTF-16 */
    yaml_parser_set_input_string(&reader->parser, (const yaml_char_t *)(text.length > 0 ? text.at : ""),
                                 text.length);
    toegang_status status = read_events(reader);
    yaml_parser_delete(&reader->parser);
    return status;
}

static toegang_status refuse_size(size_t limit, size_t length, toegang_report *report)
{
    char most[64];
    snprintf(most, sizeof most, "at most %zu octets", limit);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_YAML_SIZE, most, "%zu", length);
}

toegang_status tg_yaml_read(struct tg_span octets, size_t limit, struct tg_arena *arena,
                            struct tg_yaml_node **root, toegang_report *report)
{
    struct tg_span text;
    if (octets.length > limit) return refuse_size(limit, octets.length, report);
    toegang_status status = tg_yaml_source(octets, &text, report);
    if (status != TOEGANG_GOOD) return status;
    struct reader reader = {.place = tg_yaml_place_of(text), .arena = arena, .report = report};
    reader.nodes_max = limit / OCTETS_PER_NODE + 1; /* an empty file has one */
    status = read_text(&reader, text);
    if (status != TOEGANG_GOOD) return status;
    return *root = reader.root, TOEGANG_GOOD;
}

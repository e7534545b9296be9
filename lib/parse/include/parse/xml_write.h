/* SPDX-License-Identifier: Apache-2.0 */
/* The one writer of XML. All that comes from elsewhere is escaped here; names are literals of ours. */
#ifndef TG_PARSE_XML_WRITE_H
#define TG_PARSE_XML_WRITE_H

#include <toegang/base.h>

#include "base/arena.h"

/*
 * Writes what exclusive canonicalisation would: start and end tag of every element, one kind of quotes. After the
 * first failure nothing more is written and tg_xml_written tells it. Lies in the arena, as do the octets.
 */
struct tg_xml_writer;

/* NULL when memory is at its end; every function below then does nothing, tg_xml_written says so. */
struct tg_xml_writer *tg_xml_write(struct tg_arena *arena, toegang_report *report);
/* Begins an element, at most 16 deep. Its attributes follow, then what is in it. */
void tg_xml_put_element(struct tg_xml_writer *writer, const char *name);
/* NULL as value: the attribute is not there. */
void tg_xml_put_attribute(struct tg_xml_writer *writer, const char *name, const char *value);
void tg_xml_put_text(struct tg_xml_writer *writer, const char *text);
/* Ends the innermost element. */
void tg_xml_put_end(struct tg_xml_writer *writer);
/* A whole element with one text. */
void tg_xml_put_leaf(struct tg_xml_writer *writer, const char *name, const char *text);
/* The document, when every element has ended. REFUSED: xml.character, for a text that XML cannot hold. */
toegang_status tg_xml_written(struct tg_xml_writer *writer, struct tg_span *out, toegang_report *report);

#endif

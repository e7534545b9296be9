/* SPDX-License-Identifier: Apache-2.0 */
/* XML read to a tree of ours in an arena. What comes from outside has one parser: the gate, then libxml2
 * (SAX2). */
#ifndef TG_PARSE_XML_H
#define TG_PARSE_XML_H

#include "base/arena.h"
#include "parse/gate.h"

struct tg_xml_namespace {
    struct tg_span prefix; /* empty: the default namespace */
    struct tg_span uri;    /* empty: xmlns="" */
    struct tg_xml_namespace *next;
};

struct tg_xml_attribute {
    struct tg_span prefix, local, uri, value; /* value: references resolved, normalised as XML says */
    struct tg_xml_attribute *next;            /* in the order of the document */
};

/* An element, or a text when local is empty. Adjacent text is one node. */
struct tg_xml_node {
    struct tg_span prefix, local, uri;
    struct tg_span text; /* of a text node, references resolved */
    struct tg_xml_namespace *namespaces;
    struct tg_xml_attribute *attributes;
    struct tg_xml_node *parent, *first, *last, *next;
};

/*
 * Reads octets: the gate, then libxml2, which must find it well-formed and namespace-well-formed without any
 * complaint; every namespace name must be an absolute URI of at most 512 octets without "&". The tree lies in
 * the arena and holds copies. The document ends when the arena does.
 */
toegang_status tg_xml_read(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_arena *arena,
                           struct tg_xml_node **root, toegang_report *report);

/*
 * Reads octets that tg_c14n_exclusive made of a tree that tg_xml_read made: the same tree as tg_xml_read
 * gives for them, sooner. That names of namespaces are absolute and attributes stand once was found then. The
 * tree borrows the octets.
 */
toegang_status tg_xml_read_canonical(struct tg_span octets, const struct tg_xml_limits *limits,
                                     struct tg_arena *arena, struct tg_xml_node **root,
                                     toegang_report *report);

/*
 * Reads octets that are one element which stood, encrypted, as a child of place: the namespaces in scope there
 * hold in it. *out has an element of ours around it, with these namespaces and nothing else.
 */
toegang_status tg_xml_read_within(struct tg_span octets, const struct tg_xml_node *place,
                                  const struct tg_xml_limits *limits, struct tg_arena *arena,
                                  struct tg_xml_node **out, toegang_report *report);

/* An empty node at the end of the parent's children (NULL: a root); NULL when memory is at its end. For
 * readers. */
struct tg_xml_node *tg_xml_append(struct tg_arena *arena, struct tg_xml_node *parent);

bool tg_xml_is_element(const struct tg_xml_node *node);
/* An element with this namespace name and local name. */
bool tg_xml_is(const struct tg_xml_node *node, const char *uri, const char *local);
/* The first element among the children, the next element among the siblings; NULL when there is none. */
struct tg_xml_node *tg_xml_first_element(const struct tg_xml_node *node);
struct tg_xml_node *tg_xml_next_element(const struct tg_xml_node *node);
/* The first child element of that name after `after` (NULL: from the start), NULL when there is none. */
struct tg_xml_node *tg_xml_child(const struct tg_xml_node *node, const char *uri, const char *local,
                                 const struct tg_xml_node *after);
/* An attribute without namespace; NULL when absent. */
const struct tg_xml_attribute *tg_xml_attribute_of(const struct tg_xml_node *node, const char *local);
/* The text of an element that has exactly one child, a text, or none (empty span); false when it has other
 * children. */
bool tg_xml_only_text(const struct tg_xml_node *node, struct tg_span *out);
/* The element after this one in document order within root, NULL at the end. */
struct tg_xml_node *tg_xml_following(const struct tg_xml_node *node, const struct tg_xml_node *root);

#endif

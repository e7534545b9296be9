/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_PARSE_CHECK_H
#define TG_PARSE_CHECK_H

/* Files that a configuration or a command names. */
#define CHECK_FILE_ABSENT "file.absent" /* no file of that name */
#define CHECK_FILE_KIND "file.kind"     /* a directory, a device, a pipe or a socket in place of a file */
#define CHECK_FILE_ACCESS "file.access" /* this process may not read it */
#define CHECK_FILE_SIZE "file.size"     /* more octets than this kind of file may have */
#define CHECK_FILE_READ "file.read"     /* the reading failed, or the file changed while it was read */

#define CHECK_FILE_WRITE "file.write"   /* no right to write there, no such folder, or no room */

/* RFC 4180, sections of it. */
#define CHECK_CSV_QUOTE "csv.quote"         /* a quote that does not stand around a whole field, doubled within it (2.5 to 2.7) */
#define CHECK_CSV_SIZE "csv.size"           /* a record of more octets than allowed here */
#define CHECK_CSV_FIELDS "csv.fields"       /* more fields than allowed here, or not as many as the header has (2.4) */
#define CHECK_CSV_ENCODING "csv.encoding"   /* not UTF-8 */
#define CHECK_CSV_CHARACTER "csv.character" /* a NUL */

/* RFC 4648 sections 3.2 to 3.5, 4 and 5. */
#define CHECK_BASE64_CHARACTER "base64.character" /* an octet outside the alphabet (section 3.3) */
#define CHECK_BASE64_LENGTH "base64.length"       /* one character left over: no octet can be made of it (section 4) */
#define CHECK_BASE64_PADDING "base64.padding"     /* "=" missing, too many, or in the middle (section 3.2) */
#define CHECK_BASE64_TAIL "base64.tail"           /* unused bits of the last character are not zero (section 3.5) */
#define CHECK_BASE64_SIZE "base64.size"           /* more octets than allowed here */

/* YAML 1.1, of which we read a small part: sections of yaml.org/spec/1.1. */
#define CHECK_YAML_SIZE "yaml.size"           /* more octets than allowed here */
#define CHECK_YAML_ENCODING "yaml.encoding"   /* not UTF-8 */
#define CHECK_YAML_CHARACTER "yaml.character" /* a control character, a NUL or an invisible line end (4.1, 4.2) */
#define CHECK_YAML_SYNTAX "yaml.syntax"       /* not YAML: the words of the parser say where it stopped */
#define CHECK_YAML_DIRECTIVE "yaml.directive" /* a line that begins with % (7.1): not allowed here */
#define CHECK_YAML_DOCUMENT "yaml.document"   /* a second document in one file (7.3): not allowed here */
#define CHECK_YAML_ANCHOR "yaml.anchor"       /* &name (6.2.2): not allowed here */
#define CHECK_YAML_ALIAS "yaml.alias"         /* *name (7.1): not allowed here */
#define CHECK_YAML_TAG "yaml.tag"             /* !type (6.2.1): not allowed here */
#define CHECK_YAML_KEY "yaml.key"             /* a key that is a list or a mapping */
#define CHECK_YAML_DUPLICATE "yaml.duplicate" /* a key that stands twice in one mapping (3.2.1.3) */
#define CHECK_YAML_DEPTH "yaml.depth"         /* lists and mappings nested deeper than 32 */
#define CHECK_YAML_NODES "yaml.nodes"         /* more values than one for every 8 octets that a file may have */

/* JSON (RFC 8259), of which we read I-JSON (RFC 7493). */
#define CHECK_JSON_SIZE "json.size"           /* more octets than allowed here */
#define CHECK_JSON_EMPTY "json.empty"         /* no octets, or nothing but white space (8259, 2) */
#define CHECK_JSON_BOM "json.bom"             /* a byte order mark (8259, 8.1) */
#define CHECK_JSON_ENCODING "json.encoding"   /* not UTF-8 (8259, 8.1; 7493, 2.1) */
#define CHECK_JSON_SYNTAX "json.syntax"       /* another octet, or the end, where a value, a name or a mark belongs (8259, 2 to 7) */
#define CHECK_JSON_LITERAL "json.literal"     /* a word other than null, false, true (8259, 3) */
#define CHECK_JSON_NUMBER "json.number"       /* not a number as JSON writes it (8259, 6) */
#define CHECK_JSON_CHARACTER "json.character" /* a control character that is not escaped, a NUL, or a noncharacter (8259, 7; 7493, 2.1) */
#define CHECK_JSON_ESCAPE "json.escape"       /* a backslash before something that it does not escape (8259, 7) */
#define CHECK_JSON_SURROGATE "json.surrogate" /* half of a surrogate pair (7493, 2.1) */
#define CHECK_JSON_DUPLICATE "json.duplicate" /* a name that stands twice in one object, once decoded (7493, 2.3) */
#define CHECK_JSON_TRAILING "json.trailing"   /* something after the value (8259, 2) */
#define CHECK_JSON_DEPTH "json.depth"         /* arrays and objects nested deeper than allowed here (8259, 9) */
#define CHECK_JSON_VALUES "json.values"       /* more values than allowed here (8259, 9) */

/* The lexical gate: what of XML 1.0 (fifth edition) and Namespaces in XML 1.0 never reaches the parser. */
#define CHECK_XML_SIZE "xml.size"               /* no octets, or more than allowed here */
#define CHECK_XML_ENCODING "xml.encoding"       /* not UTF-8: bad octets, a byte order mark, another declared encoding (4.3.3) */
#define CHECK_XML_CHARACTER "xml.character"     /* a character that XML does not have, or "]]>" in text (2.2, 2.4) */
#define CHECK_XML_DECLARATION "xml.declaration" /* an XML declaration not as <?xml version="1.0" encoding="UTF-8"?> (2.8) */
#define CHECK_XML_DOCTYPE "xml.doctype"         /* a DOCTYPE (2.8): never read, it is the door to entity attacks */
#define CHECK_XML_COMMENT "xml.comment"         /* a comment (2.5): could cut a text in two */
#define CHECK_XML_CDATA "xml.cdata"             /* a CDATA section (2.7): could cut a text in two */
#define CHECK_XML_INSTRUCTION "xml.instruction" /* a processing instruction (2.6): could cut a text in two */
#define CHECK_XML_ENTITY "xml.entity"           /* an entity other than lt, gt, amp, quot, apos (4.1, 4.6) */
#define CHECK_XML_REFERENCE "xml.reference"     /* a character reference to no XML character, or without its end (4.1) */
#define CHECK_XML_NAME "xml.name"               /* not an ASCII name with at most one colon, or too long (2.3) */
#define CHECK_XML_TAG "xml.tag"                 /* a tag that is not well-formed, or an end tag of another element (3.1) */
#define CHECK_XML_ATTRIBUTE "xml.attribute"     /* an attribute without =, quotes or white space before it, or with < inside (3.1) */
#define CHECK_XML_ATTRIBUTE_DUPLICATE "xml.attribute.duplicate" /* one attribute name twice in an element (3.1) */
#define CHECK_XML_DEPTH "xml.depth"             /* elements nested deeper than allowed here */
#define CHECK_XML_ELEMENTS "xml.elements"       /* more elements than allowed here */
#define CHECK_XML_ATTRIBUTES "xml.attributes"   /* more attributes, in an element or in all, than allowed here */
#define CHECK_XML_ROOT "xml.root"               /* not exactly one element with nothing but white space around it (2.1) */
#define CHECK_XML_NAMESPACE "xml.namespace"     /* a reserved, undeclared or not absolute namespace (Namespaces 2.2, 3, 5) */
#define CHECK_XML_PARSER "xml.parser"           /* the parser complained about, or lost, what the gate let through */

/* Exclusive XML canonicalisation 1.0. */
#define CHECK_C14N_PREFIXES "c14n.prefixes" /* a PrefixList of more than 8 names, or with something that is no name (4) */
#define CHECK_C14N_SIZE "c14n.size"         /* canonical octets beyond what a document may measure, or none */

#endif

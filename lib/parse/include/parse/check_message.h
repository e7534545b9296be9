/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of what carries a message in a URL: its query and its compression; doc/checks.md describes each. */
#ifndef TG_PARSE_CHECK_MESSAGE_H
#define TG_PARSE_CHECK_MESSAGE_H

/* RFC 3986 sections 2.1 and 3.4; SAML bindings 3.4.4.1. */
#define CHECK_QUERY_SIZE "query.size"           /* more than 64 KiB, or more than 64 parameters */
#define CHECK_QUERY_CHARACTER "query.character" /* an octet that no query has: control, space, #, beyond ASCII */
#define CHECK_QUERY_ENCODING "query.encoding"   /* "%" without two hexadecimal digits, or %00 */
#define CHECK_QUERY_DUPLICATE "query.duplicate" /* a name that stands twice once it is decoded (CVE-2025-31335) */
#define CHECK_QUERY_PLUS "query.plus"           /* "+" in a value for which "+" and a space are not the same */

/* RFC 1951, as SAML bindings 3.4.4.1 uses it: raw, without zlib's header. */
#define CHECK_REDIRECT_ABSENT "redirect.absent"     /* built without zlib: no message goes by HTTP-Redirect */
#define CHECK_DEFLATE_FORM "deflate.form"           /* not DEFLATE, or it breaks off */
#define CHECK_DEFLATE_SIZE "deflate.size"           /* longer than allowed here, as it came or as it unfolds */
#define CHECK_DEFLATE_TRAILING "deflate.trailing"   /* octets after the last block */

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Filters with named parameters, {holder} and the like, and what is put in their place (RFC 4515). */
#ifndef TG_DIRECTORY_LDAP_TEMPLATE_H
#define TG_DIRECTORY_LDAP_TEMPLATE_H

#include <toegang/directory.h>

#include "base/text.h"

#define TG_LDAP_FILTER_MAX 2048 /* octets of a template */
#define TG_LDAP_DEPTH_MAX 16    /* parentheses in parentheses */

/* NULL when it is a template; else what was expected, for people. */
const char *tg_ldap_template_wrong(const char *filter);
/*
 * The filter for a question. An item, "(uid={holder})", whose parameter the question does not name becomes
 * "(objectClass=*)", which is true of every entry: so no template may hold one below a "!".
 */
void tg_ldap_template_write(struct tg_text *out, const char *filter,
                            const toegang_directory_question *question);
/* RFC 4515, 3: what is not surely harmless as a backslash and two hexadecimal digits. */
void tg_ldap_escape(struct tg_text *out, struct tg_span value);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Names beside organisations. */
#ifndef CLI_KNOWN_H
#define CLI_KNOWN_H

#include "cli.h"

struct names {
    const toegang *all;
    toegang_language language;
    bool off; /* there are none */
};

/* False: nothing is known of organisations, or not of this kind. Then as_of of out is TOEGANG_ALWAYS. */
bool known_find(struct names *names, const toegang_organisation *organisation, toegang_known *out);
/* A line where it is not active or its situation is not the normal one. */
void known_print_note(toegang_language language, const toegang_known *known);
/* Members, where something is known. */
void known_print_json(const toegang_known *known);

#endif

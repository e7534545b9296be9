/* SPDX-License-Identifier: Apache-2.0 */
/* What KBO Open Data says of an organisation, beside it: for who reads a list, never for a decision. */
#include "known.h"

#include <string.h>

/* A store that keeps none, or does not answer, is not asked again for each row. */
bool known_find(struct names *names, const toegang_organisation *organisation, toegang_known *out)
{
    *out = (toegang_known){.size = sizeof *out, .as_of = TOEGANG_ALWAYS};
    bool is_kbo = organisation->scheme == TOEGANG_SCHEME_KBO || organisation->scheme == TOEGANG_SCHEME_ESTABLISHMENT;
    if (names->off || !is_kbo) return false;
    toegang_status status = toegang_organisation_known(names->all, organisation, names->language, out, NULL);
    names->off = status != TOEGANG_GOOD || out->as_of == TOEGANG_ALWAYS;
    return !names->off;
}

void known_print_note(toegang_language language, const toegang_known *known)
{
    char day[DAY_ROOM];
    if (known->as_of == TOEGANG_ALWAYS) return;
    bool is_active = strcmp(known->status, "AC") == 0;
    bool is_normal = !known->situation[0] || strcmp(known->situation, "000") == 0;
    if (is_active && is_normal) return;
    write_day(language, known->as_of, day);
    fputs("    ! ", stdout);
    if (known->status[0])
        say(stdout, language, TEXT_KNOWN_STATUS, day, known->status, known->situation);
    else if (known->organisation.scheme == TOEGANG_SCHEME_ESTABLISHMENT)
        say(stdout, language, TEXT_KNOWN_CLOSED, day);
    else
        say(stdout, language, TEXT_KNOWN_STOPPED, day);
    putchar('\n');
}

void known_print_json(const toegang_known *known)
{
    char as_of[32];
    if (known->as_of == TOEGANG_ALWAYS) return;
    toegang_time_format(known->as_of, as_of);
    print_member("name", known->name);
    print_member("status", known->status);
    print_member("situation", known->situation);
    print_member("known_as_of", as_of);
}

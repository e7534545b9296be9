/* SPDX-License-Identifier: Apache-2.0 */
#include <toegang/number.h>

#include <string.h>

static const char *const scheme_names[] = {NULL, "kbo", "establishment", "ovo", "nis", "school", "vcode"};

const char *toegang_scheme_name(toegang_scheme scheme)
{
    return (size_t)scheme < sizeof scheme_names / sizeof *scheme_names ? scheme_names[scheme] : NULL;
}

int toegang_organisation_equal(const toegang_organisation *one, const toegang_organisation *other)
{
    if (one->scheme == TOEGANG_SCHEME_NONE || one->scheme != other->scheme) return 0;
    return strncmp(one->value, other->value, sizeof one->value) == 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The PrefixList of InclusiveNamespaces (Exclusive XML Canonicalization 1.0, sections 3 and 4). */
#include "parse/c14n.h"

#include "base/report.h"
#include "gate_reader.h"
#include "parse/check.h"

static bool is(char octet, unsigned flag)
{
    return (tg_gate_class[(unsigned char)octet] & flag) != 0;
}

/* An ASCII NCName at the start; 0 when there is none. */
static size_t name_length(struct tg_span list)
{
    if (list.length == 0 || !is(list.at[0], TG_GATE_NAME_START)) return 0;
    size_t length = 1;
    while (length < list.length && is(list.at[length], TG_GATE_NAME)) length++;
    return length;
}

static bool read_prefix(struct tg_span *list, struct tg_span *out)
{
    static const char by_default[] = "#default";
    bool is_default = tg_span_starts(*list, by_default);
    size_t length = is_default ? sizeof by_default - 1 : name_length(*list);
    struct tg_span name = tg_span_until(*list, length);
    *list = tg_span_from(*list, length);
    if (length == 0 || (list->length > 0 && !is(list->at[0], TG_GATE_SPACE))) return false;
    return *out = is_default ? (struct tg_span){NULL, 0} : name, true;
}

toegang_status tg_c14n_prefixes_read(struct tg_span list, struct tg_c14n_prefixes *out,
                                     toegang_report *report)
{
    struct tg_c14n_prefixes prefixes = {.count = 0};
    for (struct tg_span rest = tg_span_trim(list); rest.length > 0; rest = tg_span_trim(rest)) {
        if (prefixes.count == TG_C14N_PREFIXES_MAX)
            return tg_refuse(report, CHECK_C14N_PREFIXES, "at most 8 prefixes", list);
        if (!read_prefix(&rest, &prefixes.names[prefixes.count++]))
            return tg_refuse(report, CHECK_C14N_PREFIXES, "prefixes or #default", list);
    }
    return *out = prefixes, TOEGANG_GOOD;
}

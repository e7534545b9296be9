/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/query.h"

#include "base/report.h"
#include "parse/check_message.h"

static int digit_of(char octet)
{
    if (octet >= '0' && octet <= '9') return octet - '0';
    if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
    if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
    return -1;
}

/* RFC 3986 3.4 allows fewer; browsers send these as they stand and no reader takes them for something else. */
static bool is_query_octet(char octet)
{
    return octet > ' ' && octet < 0x7f && octet != '#';
}

/* The octet that "%41" at the start stands for; 0 when it stands for none that may be there. */
static char escaped(struct tg_span text)
{
    int high = text.length >= 3 ? digit_of(text.at[1]) : -1, low = text.length >= 3 ? digit_of(text.at[2]) : -1;
    return high < 0 || low < 0 ? '\0' : (char)(unsigned char)(high * 16 + low);
}

/* NUL would end the text for some readers and not for others. */
static toegang_status decode(struct tg_span text, struct tg_arena *arena, struct tg_span *out,
                             toegang_report *report)
{
    size_t length = 0;
    char *decoded = tg_arena_take(arena, text.length + 1);
    if (!decoded) return tg_no_memory(report);
    for (size_t i = 0; i < text.length; i++) {
        decoded[length] = text.at[i];
        if (text.at[i] == '%') {
            decoded[length] = escaped(tg_span_from(text, i));
            if (decoded[length] == '\0')
                return tg_refuse(report, CHECK_QUERY_ENCODING, "two hexadecimal digits, not 00",
                                 tg_span_until(tg_span_from(text, i), 3));
            i += 2;
        }
        length++;
    }
    return *out = (struct tg_span){decoded, length}, TOEGANG_GOOD;
}

static toegang_status check_octets(struct tg_span octets, toegang_report *report)
{
    if (octets.length > TG_QUERY_OCTETS_MAX)
        return tg_refuse(report, CHECK_QUERY_SIZE, "at most 65536 octets", TG_SPAN("more"));
    for (size_t i = 0; i < octets.length; i++)
        if (!is_query_octet(octets.at[i]))
            return tg_refuse(report, CHECK_QUERY_CHARACTER, "characters of a query",
                             (struct tg_span){octets.at + i, 1});
    return TOEGANG_GOOD;
}

static toegang_status check_once(const struct tg_query *query, struct tg_span name, toegang_report *report)
{
    for (size_t i = 0; i < query->count; i++)
        if (tg_span_equal(query->parameters[i].name, name))
            return tg_refuse(report, CHECK_QUERY_DUPLICATE, "each name once", name);
    return TOEGANG_GOOD;
}

static toegang_status add(struct tg_query *query, struct tg_span whole, struct tg_arena *arena,
                          toegang_report *report)
{
    size_t equals = tg_span_find(whole, '=');
    struct tg_parameter parameter = {.whole = whole, .value = tg_span_from(whole, equals + 1)};
    if (query->count == TG_QUERY_PARAMETERS_MAX)
        return tg_refuse(report, CHECK_QUERY_SIZE, "at most 64 parameters", TG_SPAN("more"));
    toegang_status status = decode(tg_span_until(whole, equals), arena, &parameter.name, report);
    if (status == TOEGANG_GOOD) status = check_once(query, parameter.name, report);
    if (status != TOEGANG_GOOD) return status;
    query->parameters[query->count++] = parameter;
    return TOEGANG_GOOD;
}

toegang_status tg_query_read(struct tg_span octets, struct tg_arena *arena, struct tg_query *out,
                             toegang_report *report)
{
    toegang_status status = check_octets(octets, report);
    out->count = 0;
    while (status == TOEGANG_GOOD && octets.length > 0) {
        size_t end = tg_span_find(octets, '&');
        if (end > 0) status = add(out, tg_span_until(octets, end), arena, report);
        octets = tg_span_from(octets, end + 1);
    }
    return status;
}

const struct tg_parameter *tg_query_find(const struct tg_query *query, const char *name)
{
    for (size_t i = 0; i < query->count; i++)
        if (tg_span_is(query->parameters[i].name, name)) return &query->parameters[i];
    return NULL;
}

toegang_status tg_parameter_value(const struct tg_parameter *parameter, struct tg_arena *arena, struct tg_span *out,
                                  toegang_report *report)
{
    if (tg_span_find(parameter->value, '+') < parameter->value.length)
        return tg_refuse(report, CHECK_QUERY_PLUS, "an encoded plus sign or space", TG_SPAN("+"));
    return decode(parameter->value, arena, out, report);
}

static bool is_unreserved(char octet)
{
    return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') ||
           octet == '-' || octet == '.' || octet == '_' || octet == '~';
}

char *tg_query_encode(struct tg_span octets, struct tg_arena *arena)
{
    static const char digits[] = "0123456789ABCDEF";
    char *encoded = tg_arena_array(arena, octets.length + 1, 3), *at = encoded;
    if (!encoded) return NULL;
    for (size_t i = 0; i < octets.length; i++) {
        unsigned char octet = (unsigned char)octets.at[i];
        if (is_unreserved(octets.at[i])) {
            *at++ = octets.at[i];
            continue;
        }
        *at++ = '%';
        *at++ = digits[octet >> 4];
        *at++ = digits[octet & 15];
    }
    return encoded;
}

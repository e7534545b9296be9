/* SPDX-License-Identifier: Apache-2.0 */
/* Moments and numbers that stand on the command line. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static bool parse_day(const char *given, toegang_time *begins, toegang_time *ends)
{
    return toegang_day_parse(given, strlen(given), begins, ends, NULL) == TOEGANG_GOOD;
}

/* 0 means that none is given; the second after it lies as much in the past. */
static bool parse_instant(const struct options *options, const char *given, toegang_time *out)
{
    if (toegang_time_parse(given, strlen(given), out, NULL) == TOEGANG_GOOD) return *out += *out == 0, true;
    fault(options->language, TEXT_MOMENT, given);
    return false;
}

bool input_begin(const struct options *options, const char *given, toegang_time *out)
{
    toegang_time begins, ends;
    *out = 0;
    if (!given) return true;
    if (!parse_day(given, &begins, &ends)) return parse_instant(options, given, out);
    bool today = begins <= options->moment && options->moment < ends;
    *out = today ? options->moment : begins;
    return true;
}

bool input_end(const struct options *options, const char *given, toegang_time *out)
{
    toegang_time begins;
    *out = 0;
    return !given || parse_day(given, &begins, out) || parse_instant(options, given, out);
}

bool input_count(const struct options *options, const char *name, const char *given, size_t *out)
{
    *out = 0;
    if (!given) return true;
    bool digits = strspn(given, "0123456789") == strlen(given) && strlen(given) <= 6;
    if (digits) *out = strtoul(given, NULL, 10);
    if (*out == 0) fault(options->language, TEXT_COUNT, name, given);
    return *out > 0;
}

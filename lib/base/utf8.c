/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

static bool follows(struct tg_span span, size_t width)
{
    if (span.length < width) return false;
    for (size_t i = 1; i < width; i++)
        if (((unsigned char)span.at[i] & 0xc0) != 0x80) return false;
    return true;
}

size_t tg_utf8_width(struct tg_span span)
{
    if (span.length == 0) return 0;
    unsigned first = (unsigned char)span.at[0];
    if (first < 0x80) return 1;
    unsigned second = span.length > 1 ? (unsigned char)span.at[1] : 0;
    if (first >= 0xc2 && first <= 0xdf) return follows(span, 2) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        bool overlong = first == 0xe0 && second < 0xa0, surrogate = first == 0xed && second >= 0xa0;
        return follows(span, 3) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        bool overlong = first == 0xf0 && second < 0x90, beyond = first == 0xf4 && second >= 0x90;
        return follows(span, 4) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool tg_utf8_valid(struct tg_span span)
{
    for (size_t i = 0; i < span.length;) {
        bool is_ascii = (unsigned char)span.at[i] < 0x80; /* nearly always */
        size_t width = is_ascii ? 1 : tg_utf8_width(tg_span_from(span, i));
        if (width == 0) return false;
        i += width;
    }
    return true;
}

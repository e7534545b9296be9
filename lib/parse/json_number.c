/* SPDX-License-Identifier: Apache-2.0 */
#include "json_reader.h"
#include "parse/check.h"

#define LARGEST_INTEGER INT64_C(9007199254740991) /* 2^53 - 1: RFC 7493 section 2.2 */
#define INTEGER_LENGTH (sizeof "-9007199254740991" - 1)

static size_t pass_digits(struct tg_json_reader *reader)
{
    size_t start = reader->next;
    for (int octet = tg_json_peek(reader); octet >= '0' && octet <= '9'; octet = tg_json_peek(reader))
        reader->next++;
    return reader->next - start;
}

static toegang_status read_digits(struct tg_json_reader *reader)
{
    if (pass_digits(reader) > 0) return TOEGANG_GOOD;
    return tg_json_refuse_next(reader, CHECK_JSON_NUMBER, "a digit");
}

/* Zero, or digits that begin with another. */
static toegang_status read_whole(struct tg_json_reader *reader)
{
    size_t start = reader->next;
    toegang_status status = read_digits(reader);
    if (status != TOEGANG_GOOD) return status;
    if (reader->octets.at[start] == '0' && reader->next - start > 1)
        return tg_json_refuse(reader, start, CHECK_JSON_NUMBER, "no 0 before other digits", TG_SPAN("one"));
    return TOEGANG_GOOD;
}

static toegang_status read_fraction_and_exponent(struct tg_json_reader *reader)
{
    toegang_status status = tg_json_skip(reader, '.') ? read_digits(reader) : TOEGANG_GOOD;
    if (status != TOEGANG_GOOD) return status;
    if (!tg_json_skip(reader, 'e') && !tg_json_skip(reader, 'E')) return TOEGANG_GOOD;
    if (!tg_json_skip(reader, '-')) tg_json_skip(reader, '+');
    return read_digits(reader);
}

/* Digits, with a sign or not, that an IEEE 754 double holds exactly, whoever reads them. */
static bool integer_of(struct tg_span text, int64_t *out)
{
    int64_t value = 0;
    bool negative = text.at[0] == '-';
    if (text.length > INTEGER_LENGTH || tg_span_is(text, "-0")) return false;
    for (size_t i = negative; i < text.length; i++) value = value * 10 + (text.at[i] - '0');
    if (value > LARGEST_INTEGER) return false;
    return *out = negative ? -value : value, true;
}

toegang_status tg_json_read_number(struct tg_json_reader *reader, struct tg_json *node)
{
    size_t start = reader->next;
    node->kind = TG_JSON_NUMBER;
    tg_json_skip(reader, '-');
    toegang_status status = read_whole(reader);
    size_t whole = reader->next;
    if (status == TOEGANG_GOOD) status = read_fraction_and_exponent(reader);
    if (status != TOEGANG_GOOD) return status;
    node->text = (struct tg_span){reader->octets.at + start, reader->next - start};
    node->is_integer = reader->next == whole && integer_of(node->text, &node->integer);
    return TOEGANG_GOOD;
}

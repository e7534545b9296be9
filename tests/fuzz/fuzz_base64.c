/* SPDX-License-Identifier: Apache-2.0 */
/* What either reader accepts is the one way to write those octets, but for white space. */
#include <stdlib.h>

#include "parse/base64.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char as_url(char octet)
{
    return octet == '+' ? '-' : octet == '/' ? '_' : octet;
}

static bool is_left_out(char octet)
{
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n' || octet == '=';
}

/* The characters of text that carry bits, in the alphabet of base64url. */
static size_t bare(struct tg_span text, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (!is_left_out(text.at[i])) out[length++] = as_url(text.at[i]);
    return length;
}

static void expect_written_so(struct tg_span text, struct tg_span octets)
{
    char *in = malloc(text.length + 1), *out = malloc(octets.length / 3 * 4 + 5);
    if (!in || !out) abort();
    struct tg_span plain = {in, bare(text, in)};
    tg_base64url_write(octets, out);
    if (!tg_span_is(plain, out)) abort();
    free(in);
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_span text = {(const char *)data, size}, out = {NULL, 0};
    size_t limit = size > 0 ? data[size - 1] * (size_t)16 : 0;
    struct tg_arena arena = {0};
    if (tg_base64_read(text, limit, &arena, &out, NULL) == TOEGANG_GOOD) {
        if (out.length > limit) abort();
        expect_written_so(text, out);
    }
    if (tg_base64url_read(text, limit, &arena, &out, NULL) == TOEGANG_GOOD) {
        if (out.length > limit ||
            text.length != out.length / 3 * 4 + (out.length % 3 ? out.length % 3 + 1 : 0))
            abort();
        expect_written_so(text, out);
    }
    tg_arena_free(&arena);
    return 0;
}

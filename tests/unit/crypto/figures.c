/* SPDX-License-Identifier: Apache-2.0 */
#include "figures.h"

#include <criterion/criterion.h>
#include <openssl/crypto.h>

#include "base/arena.h"
#include "parse/base64.h"

static struct tg_arena arena;

struct tg_span figure_of_url(const char *text)
{
    struct tg_span out = {NULL, 0};
    if (*text)
        cr_assert_eq(tg_base64url_read(tg_span_of(text), 4096, &arena, &out, NULL), TOEGANG_GOOD, "%s", text);
    return out;
}

struct tg_span figure_of_hex(const char *text)
{
    size_t length = 0, room = strlen(text) / 2 + 1;
    unsigned char *octets = tg_arena_take(&arena, room);
    cr_assert_eq(OPENSSL_hexstr2buf_ex(octets, room, &length, text, '\0'), 1, "%s", text);
    return (struct tg_span){(char *)octets, length};
}

struct tg_span figure_flipped(struct tg_span octets, size_t bit)
{
    char *copy = tg_arena_text(&arena, octets);
    copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << (bit % 8)));
    return (struct tg_span){copy, octets.length};
}

void figures_end(void)
{
    tg_arena_free(&arena);
}

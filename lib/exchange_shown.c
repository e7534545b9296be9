/* SPDX-License-Identifier: Apache-2.0 */
/* A source as it is configured, without what is secret in it. */
#include "base/text.h"
#include "exchange.h"

/* Octets of "user:password" between "//" and the "@" before the path; 0: there is none. */
static size_t user_length(struct tg_span rest)
{
    struct tg_span authority = tg_span_until(rest, tg_span_find(rest, '/'));
    size_t at = tg_span_find_last(authority, '@');
    return at < authority.length ? at : 0;
}

/* "password=secret" of a conninfo or a query, up to what follows; it may stand in quotes. */
static size_t password_length(struct tg_span rest)
{
    size_t length = 0;
    bool quoted = rest.length > 0 && rest.at[0] == '\'';
    for (length = quoted ? 1 : 0; length < rest.length; length++) {
        if (quoted ? rest.at[length] == '\'' : rest.at[length] == ' ' || rest.at[length] == '&') break;
        if (rest.at[length] == '\\' && length + 1 < rest.length) length++;
    }
    return quoted && length < rest.length ? length + 1 : length;
}

static size_t secret_length(struct tg_span rest, size_t *open)
{
    static const char *const names[] = {"password=", "password%3D", "password =", "passwd="};
    *open = 2;
    if (tg_span_starts(rest, "//")) return user_length(tg_span_from(rest, 2));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *open = strlen(names[i]);
        if (tg_span_starts(rest, names[i])) return password_length(tg_span_from(rest, *open));
    }
    return 0;
}

const char *tg_source_shown(const char *source, char out[TG_SOURCE_ROOM])
{
    char all[TG_SOURCE_ROOM];
    struct tg_text text = tg_text_of(all, sizeof all);
    struct tg_span rest = tg_span_of(source);
    while (rest.length > 0) {
        size_t open = 1, secret = secret_length(rest, &open);
        if (secret == 0) open = 1;
        tg_text_add_span(&text, tg_span_until(rest, open));
        if (secret > 0) tg_text_add(&text, "…");
        rest = tg_span_from(rest, open + secret);
    }
    tg_text_safe(out, TG_SOURCE_ROOM, tg_span_of(all));
    return out;
}

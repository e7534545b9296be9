/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/phrases.h"

#include <string.h>

#define HOLES 3
#define DEPTH 2 /* a phrase in a phrase: "signing key 2: key.size: a length of 1024 bits" */

/* What the places of a row took. */
struct taken {
    struct tg_span holes[HOLES];
};

/* A place in the English of a row, "{1}" or "{1d}": octets that it takes there, 0 where none begins. */
static size_t hole_at(const char *at)
{
    if (at[0] != '{' || at[1] < '0' || at[1] >= '0' + HOLES) return 0;
    if (at[2] == '}') return 3;
    return at[2] == 'd' && at[3] == '}' ? 4 : 0;
}

/* The octets of a row up to its next place or its end. */
static struct tg_span fixed_part(const char *at)
{
    size_t length = 0;
    while (at[length] && hole_at(at + length) == 0) length++;
    return (struct tg_span){at, length};
}

static size_t number_length(struct tg_span text)
{
    size_t length = text.length > 0 && text.at[0] == '-', sign = length;
    while (length < text.length && text.at[length] >= '0' && text.at[length] <= '9') length++;
    return length > sign ? length : 0;
}

/* Where a part stands first after at least one octet; the length of the text where it does not. */
static size_t find_part(struct tg_span text, struct tg_span part)
{
    for (size_t i = 1; i + part.length <= text.length; i++)
        if (memcmp(text.at + i, part.at, part.length) == 0) return i;
    return text.length;
}

static bool ends_with(struct tg_span text, struct tg_span part)
{
    return text.length > part.length &&
           memcmp(text.at + text.length - part.length, part.at, part.length) == 0;
}

/* What a place takes: a number whole; any text up to where the part after it stands first, or, when that part
 * is the last of the row, up to where it ends the text. Nothing is tried twice, so that a row costs no more
 * than its text. */
static size_t take(bool number, struct tg_span text, struct tg_span after, bool last)
{
    if (number) return number_length(text);
    if (!last) return find_part(text, after);
    return ends_with(text, after) ? text.length - after.length : 0;
}

static bool step_over(struct tg_span *text, struct tg_span part)
{
    if (part.length == 0) return true;
    if (text->length < part.length || memcmp(text->at, part.at, part.length) != 0) return false;
    *text = tg_span_from(*text, part.length);
    return true;
}

static bool fits(const char *row, struct tg_span text, struct taken *out)
{
    struct tg_span part = fixed_part(row);
    if (!step_over(&text, part)) return false;
    for (row += part.length; *row; row += part.length) {
        size_t hole = hole_at(row), which = (size_t)(row[1] - '0');
        part = fixed_part(row + hole);
        row += hole;
        size_t length = take(hole == 4, text, part, row[part.length] == '\0');
        if (length == 0) return false;
        out->holes[which] = (struct tg_span){text.at, length};
        text = tg_span_from(text, length);
        if (!step_over(&text, part)) return false;
    }
    return text.length == 0;
}

static const struct tg_said *find_row(struct tg_span english, struct taken *out)
{
    static const struct tg_said *const parts[] = {
        tg_phrases_of_numbers,
        tg_phrases_of_messages,
        tg_phrases_of_crypto,
        tg_phrases_of_sign_in,
        tg_phrases_of_files,
        tg_phrases_of_json,
        tg_phrases_of_replay,
        tg_phrases_of_audit,
        tg_phrases_of_stores,
        tg_phrases_of_visits,
        tg_phrases_of_layers,
        tg_phrases_of_http,
        tg_phrases_of_ldap,
        tg_phrases_of_postgresql,
        tg_phrases_of_sql,
        tg_phrases_of_jose,
        tg_phrases_of_jwt,
        tg_phrases_of_encryption,
        tg_phrases_of_import,
        tg_phrases_of_exchange,
        tg_phrases_of_administration,
        tg_phrases_of_authzen,
    };
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (const struct tg_said *row = parts[part]; row->in[TOEGANG_EN]; row++)
            if (fits(row->in[TOEGANG_EN], english, out)) return row;
    return NULL;
}

/* The octets up to and with the last ": "; 0 where it does not stand. */
static size_t head_length(struct tg_span text)
{
    for (size_t i = text.length; i > 2; i--)
        if (text.at[i - 2] == ':' && text.at[i - 1] == ' ') return i;
    return 0;
}

static void add_phrase(struct tg_text *text, toegang_language language, struct tg_span english, int depth);

/* "kbo.yaml:3: a list": the place as it came, what was there in the language. */
static void add_with_head(struct tg_text *text, toegang_language language, struct tg_span english, int depth)
{
    size_t head = head_length(english);
    tg_text_add_span(text, (struct tg_span){english.at, head});
    if (head > 0)
        add_phrase(text, language, tg_span_from(english, head), depth);
    else
        tg_text_add_span(text, english);
}

static void add_row(struct tg_text *text, toegang_language language, const char *said,
                    const struct taken *taken, int depth)
{
    for (; *said; said++) {
        if (hole_at(said) != 3) {
            tg_text_add_char(text, *said);
            continue;
        }
        add_phrase(text, language, taken->holes[said[1] - '0'], depth);
        said += 2;
    }
}

static void add_phrase(struct tg_text *text, toegang_language language, struct tg_span english, int depth)
{
    struct taken taken = {0};
    const struct tg_said *row = depth > 0 ? find_row(english, &taken) : NULL;
    if (row)
        add_row(text, language, tg_in(row, language), &taken, depth - 1);
    else if (depth > 0)
        add_with_head(text, language, english, depth - 1);
    else
        tg_text_add_span(text, english);
}

void tg_phrase(struct tg_text *text, toegang_language language, struct tg_span english)
{
    if (language == TOEGANG_EN || (unsigned)language >= TOEGANG_LANGUAGES)
        tg_text_add_span(text, english);
    else
        add_phrase(text, language, english, DEPTH);
}

/* Checks of which what came is a word that somebody chose, and what was expected is one to write, if it is
 * one. */
static bool is_about_words(const char *check)
{
    static const char *const checks[] = {"config.value",
                                         "config.key.unknown",
                                         "config.eloket",
                                         "config.trust.claims",
                                         "config.trust.kind",
                                         "config.directory.adapter",
                                         "fact.key",
                                         "import.column",
                                         "fact.code",
                                         "fact.register",
                                         "fact.time",
                                         "trust.claims.map",
                                         "trust.claims.rule",
                                         "trust.right",
                                         "trust.assurance.rule",
                                         "trust.algorithm",
                                         "eloket.unknown",
                                         "right.unknown",
                                         "language.unknown",
                                         "organisation.scheme",
                                         "saml.status",
                                         "jwt.header.member",
                                         "jwt.algorithm.unknown",
                                         "jwt.algorithm.pinned",
                                         "jwe.algorithm",
                                         "jwe.encryption"};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(checks[i], check) == 0) return true;
    return false;
}

void tg_phrase_expected(struct tg_text *text, const toegang_report *report, toegang_language language)
{
    bool one_word = !strchr(report->expected, ' ');
    bool as_it_is = one_word && is_about_words(report->check);
    tg_phrase(text, as_it_is ? TOEGANG_EN : language, tg_span_of(report->expected));
}

void tg_phrase_came(struct tg_text *text, const toegang_report *report, toegang_language language)
{
    tg_phrase(text, is_about_words(report->check) ? TOEGANG_EN : language, tg_span_of(report->came));
}

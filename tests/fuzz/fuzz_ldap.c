/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What LDAP is asked, and when it says something is: a template, a zero octet, what is put in, a zero octet,
 * a time. A template that is taken gives a filter that has the form of one, whatever is put in.
 */
#include <stdlib.h>
#include <string.h>

#include "../../lib/directory/ldap_template.h"
#include "../../lib/directory/ldap_time.h"
#include "harness.h"

/* As many items as the template, and nothing put in ends one: the same parentheses, in the same order. */
static void check_form(const char *template, const char *filter)
{
    for (;;) {
        template += strcspn(template, "()");
        filter += strcspn(filter, "()");
        demand(*template == *filter);
        if (!*template) return;
        template ++, filter++;
    }
}

static void check_template(const char *template, const char *eloket)
{
    static char filter[TG_LDAP_FILTER_MAX * 16];
    const toegang_directory_question question = {.reg = TOEGANG_KBO, .eloket = eloket};
    struct tg_text text = tg_text_of(filter, sizeof filter);
    if (tg_ldap_template_wrong(template) != NULL) return;
    tg_ldap_template_write(&text, template, &question);
    if (text.length >= sizeof filter) return;
    demand(strlen(filter) == text.length);
    check_form(template, filter);
}

static void check_escape(const char *octets, size_t length)
{
    char out[1024];
    struct tg_text text = tg_text_of(out, sizeof out);
    if (length > sizeof out / 3 - 1) length = sizeof out / 3 - 1;
    tg_ldap_escape(&text, (struct tg_span){octets, length});
    demand(text.length < sizeof out && strcspn(out, "()*= \n") == text.length);
}

static void check_time(const char *octets, size_t length)
{
    toegang_time down = 0, up = 0;
    bool is_time = tg_ldap_time_read((struct tg_span){octets, length}, TG_ROUND_DOWN, &down);
    demand(is_time == tg_ldap_time_read((struct tg_span){octets, length}, TG_ROUND_UP, &up));
    demand(!is_time || (up - down <= 1 && up >= down && down > -62135700000 && up < 253402400000));
}

/* The next part, up to a zero octet or the end; a copy that ends in one. */
static char *next_part(const uint8_t **at, size_t *left, size_t *length)
{
    const uint8_t *end = *left > 0 ? memchr(*at, 0, *left) : NULL;
    *length = end ? (size_t)(end - *at) : *left;
    char *part = malloc(*length + 1);
    demand(part != NULL);
    if (*length > 0) memcpy(part, *at, *length);
    part[*length] = '\0';
    size_t passed = *length + (end != NULL);
    *at += passed;
    *left -= passed;
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
    size_t lengths[3];
    char *parts[3];
    for (size_t i = 0; i < 3; i++) parts[i] = next_part(&octets, &length, &lengths[i]);
    check_template(parts[0], parts[1]);
    check_escape(parts[1], lengths[1]);
    check_time(parts[2], lengths[2]);
    for (size_t i = 0; i < 3; i++) free(parts[i]);
    return 0;
}

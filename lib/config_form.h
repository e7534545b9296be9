/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand in a configuration, for the schema that editors read (doc/schema). The readers judge; a form
 * says what they take, as well as a schema can. */
#ifndef TG_CONFIG_FORM_H
#define TG_CONFIG_FORM_H

#include "internal.h"

enum tg_form_kind {
    TG_FORM_TEXT,      /* one value; pattern, NULL: any */
    TG_FORM_ITEM,      /* one value, as the tg_config_items want that are the detail of the key */
    TG_FORM_WORD,      /* of a closed list: words, NULL: the detail of the key */
    TG_FORM_NUMBER,    /* in the range that is the detail of the key */
    TG_FORM_ALGORITHM, /* of the table; the detail of the key says which */
    TG_FORM_SECTION,
    TG_FORM_LIST,  /* of its first part; a least and a most */
    TG_FORM_NAMED, /* a mapping from names, pattern, to its first part */
    TG_FORM_ANY,   /* one of its parts */
    TG_FORM_SOURCE /* of facts */
};

struct tg_config_form {
    enum tg_form_kind kind;
    const char
        *name; /* under which it stands once and others refer to it; NULL: it stands where it is used */
    const char *pattern, *expected; /* expected: the same for people */
    const struct tg_config_words *words;
    const struct tg_config_section *section;
    const char *const *one_of; /* keys of a section of which there is exactly one; ends in NULL */
    const struct tg_config_form *const *of; /* ends in NULL */
    size_t least, most;                     /* items, or keys that are there; 0: no bound */
};

/* A list of forms that ends in NULL. */
#define TG_FORMS(...) ((const struct tg_config_form *const[]){__VA_ARGS__, NULL})

extern const struct tg_config_form tg_form_text, tg_form_texts, tg_form_seconds;
extern const struct tg_config_form tg_form_configuration, tg_form_scenarios;
extern const struct tg_config_form tg_form_trust, tg_form_provider, tg_form_issuer, tg_form_claims;
extern const struct tg_config_form tg_form_elokets, tg_form_directories, tg_form_handles, tg_form_replay,
    tg_form_audit, tg_form_authzen;
extern const struct tg_config_form tg_form_source, tg_form_sources, tg_form_cache, tg_form_breaker;

#endif

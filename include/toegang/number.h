/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as values: national numbers, enterprise numbers, typed organisation keys. */
#ifndef TOEGANG_NUMBER_H
#define TOEGANG_NUMBER_H

#include <toegang/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which register gave the number out. 0 is no number: a zeroed value never equals a parsed one. */
typedef enum toegang_rrn_kind {
    TOEGANG_RRN_NONE = 0,
    TOEGANG_RRN_NATIONAL = 1, /* National Register */
    TOEGANG_RRN_BIS = 2,      /* BIS register: month + 20 (sex unknown) or + 40 */
    TOEGANG_RRN_TEST = 3      /* official Flemish test number: month 61 to 72 */
} toegang_rrn_kind;

/* A national number (INSZ): 11 digits, not terminated. A value: copy it. Wipe it when you are done with it. */
typedef struct toegang_rrn {
    char digits[11];
    uint8_t kind; /* toegang_rrn_kind */
} toegang_rrn;

/* How toegang_rrn_parse reads. */
enum {
    TOEGANG_RRN_DIGITS_ONLY = 1, /* exactly 11 digits: what an assertion may hold */
    TOEGANG_RRN_ALLOW_TEST = 2   /* also test numbers (months 61 to 72); never in production */
};

/*
 * Reads a national number: 11 digits, or the printed form 85.07.30-033.28 (dots, dashes and spaces only where
 * the printed form has a separator) unless TOEGANG_RRN_DIGITS_ONLY. Rules: length, digits, month, day (leap
 * days of the century that the check digits prove), sequence (001 to 998; 999 for BIS), check digits 97 - n mod
 * 97 with n the first nine digits, from 2000 on with a 2 before them. Whether the number was replaced or
 * annulled is a matter of a directory. On GOOD *out is the number, else it is untouched.
 * Checks: rrn.length, rrn.form, rrn.month, rrn.day, rrn.sequence, rrn.checksum, rrn.test.
 * Source: Royal Decree of 3 April 1984; Belgif rules for SSIN.
 */
TOEGANG_CHECKED toegang_status toegang_rrn_parse(const char *text, size_t length, unsigned options,
                                                 toegang_rrn *out, toegang_report *report);

/* "85.07.30-033.28", in clear: for the one place that has to show it to the person itself. */
TOEGANG_API void toegang_rrn_format(const toegang_rrn *rrn, char out[16]);

/* "85.07.30-***.**": the only form for logs, texts and evidence. */
TOEGANG_API void toegang_rrn_mask(const toegang_rrn *rrn, char out[16]);

/* 1 when both are numbers and the same, else 0. */
TOEGANG_API int toegang_rrn_equal(const toegang_rrn *one, const toegang_rrn *other);

/* 1 when the number says that its holder is born after that instant (Belgian day), else 0 (unknown included). */
TOEGANG_API int toegang_rrn_born_after(const toegang_rrn *rrn, toegang_time at);

/* What kind of key names the organisation. */
typedef enum toegang_scheme {
    TOEGANG_SCHEME_NONE = 0,
    TOEGANG_SCHEME_KBO = 1,           /* enterprise number: 10 digits, first 0 or 1 */
    TOEGANG_SCHEME_ESTABLISHMENT = 2, /* establishment unit: 10 digits, first 2 to 8 */
    TOEGANG_SCHEME_OVO = 3,           /* OVO followed by 6 digits */
    TOEGANG_SCHEME_NIS = 4,           /* 5 digits of the NIS code of a municipality or region */
    TOEGANG_SCHEME_SCHOOL = 5,        /* institution number of education: up to 6 digits */
    TOEGANG_SCHEME_VCODE = 6          /* association: V followed by 7 digits, from V0001001 */
} toegang_scheme;

/* A typed organisation key in canonical form. A value; value ends in NUL. */
typedef struct toegang_organisation {
    char value[15];
    uint8_t scheme; /* toegang_scheme */
} toegang_organisation;

/*
 * Reads an enterprise number: 0999.999.922, 0999999922, BE0999999922, BE 0999.999.922 or the old form of 9
 * digits, to which a 0 is prefixed. Two check digits, 97 - n mod 97 of the first eight; all zeros is refused;
 * the first digit is 0 or 1 (1 since 2023-09-19). An establishment number is an error of its own.
 * Checks: kbo.length, kbo.form, kbo.series, kbo.establishment, kbo.checksum, kbo.zero.
 */
TOEGANG_CHECKED toegang_status toegang_kbo_parse(const char *text, size_t length, toegang_organisation *out,
                                                 toegang_report *report);

/* Reads an establishment unit number, 2.297.964.444 or 2297964444. Checks: establishment.length, .form, .series, .checksum. */
TOEGANG_CHECKED toegang_status toegang_establishment_parse(const char *text, size_t length,
                                                           toegang_organisation *out, toegang_report *report);

/*
 * Reads a typed key: "kbo:0999999922", "establishment:…", "ovo:OVO002949", "nis:44021", "school:…",
 * "vcode:V0001001"; without a prefix an enterprise number, OVO code or V-code by its form. An establishment
 * number without its prefix is refused (kbo.establishment): an enterprise was asked.
 * Checks: organisation.absent (nothing, or nothing after the prefix), organisation.scheme, ovo.form, nis.form,
 * school.form, vcode.form, and those of the numbers.
 */
TOEGANG_CHECKED toegang_status toegang_organisation_parse(const char *text, size_t length,
                                                          toegang_organisation *out, toegang_report *report);

/* For people: "0999.999.922", "2.297.964.444", "OVO002949". Names of schemes: "kbo", "establishment", … or NULL. */
TOEGANG_API void toegang_organisation_format(const toegang_organisation *organisation, char out[24]);
TOEGANG_API const char *toegang_scheme_name(toegang_scheme scheme);
/* For programs, as toegang_organisation_parse reads it: "kbo:0999999922", "ovo:OVO002949"; "" for no organisation. */
#define TOEGANG_ORGANISATION_KEY_MAX 32 /* with the NUL */
TOEGANG_API void toegang_organisation_key(const toegang_organisation *organisation,
                                          char out[TOEGANG_ORGANISATION_KEY_MAX]);

/* 1 when both are keys of the same scheme and value, else 0. */
TOEGANG_API int toegang_organisation_equal(const toegang_organisation *one, const toegang_organisation *other);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* What every other header uses: version, status, time, language and the report of a refusal. */
#ifndef TOEGANG_BASE_H
#define TOEGANG_BASE_H

#include <stddef.h>
#include <stdint.h>

#define TOEGANG_VERSION "0.1.0"

#if defined(__GNUC__)
#define TOEGANG_API __attribute__((visibility("default")))
#define TOEGANG_CHECKED __attribute__((visibility("default"), warn_unused_result))
#else
#define TOEGANG_API
#define TOEGANG_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* 0 is good. Above 0 the answer is no: the input was judged and refused. Below 0 nothing was judged. */
typedef int32_t toegang_status;
enum {
    TOEGANG_GOOD = 0,
    TOEGANG_REFUSED = 1,
    TOEGANG_NO_MEMORY = -1,
    TOEGANG_MISUSE = -2,        /* an argument that a caller's programmer must correct */
    TOEGANG_CONFIGURATION = -3, /* a configuration or one of its files is wrong */
    TOEGANG_UNAVAILABLE = -4,   /* a directory or a file could not be read or did not answer in time */
    TOEGANG_INDETERMINATE = -5, /* a decision could not be taken; hosts answer 503, not 403 */
    TOEGANG_INTERNAL = -6       /* a defect of the library or of a library under it */
};

/* Seconds since 1970-01-01T00:00:00Z, leap seconds not counted. Periods are half-open: [from, until). */
typedef int64_t toegang_time;
#define TOEGANG_ALWAYS INT64_MIN /* a from without a beginning */
#define TOEGANG_NEVER INT64_MAX  /* an until without an end */

typedef enum toegang_language {
    TOEGANG_NL = 0,
    TOEGANG_EN = 1,
    TOEGANG_FR = 2,
    TOEGANG_DE = 3
} toegang_language;
#define TOEGANG_LANGUAGES 4

/*
 * Why something was refused or could not be judged: 512 octets that the caller owns, without pointers. Every
 * function that takes one accepts NULL. The first reason stays: a function does not write over a report whose
 * status is not 0, so set it to {0} before the call. All texts end in NUL and hold no national number in clear.
 */
typedef struct toegang_report {
    toegang_status status;
    uint32_t line;      /* from 1; 0 where the input has no lines */
    uint32_t column;    /* from 1, in octets; 0 where unknown */
    uint32_t offset;    /* octets before the fault, where known */
    char check[48];     /* the stable dotted id of the check that fell, as in doc/checks.md */
    char expected[224]; /* what was expected: a value, or a few English words that explain translates */
    char came[224];     /* what came, masked and with control characters replaced */
} toegang_report;

/* The version of the library that runs, "0.1.0". Static text. */
TOEGANG_API const char *toegang_version(void);

/* What is compiled in, separated by spaces: "memory yaml", and sqlite, postgresql, http where found. Static text. */
TOEGANG_API const char *toegang_adapters(void);

/*
 * Writes the report as text for a person in the given language: what happened, expected, came, the check id and
 * what to do. Returns the length of the whole text without its NUL, as snprintf does; out may be NULL when size
 * is 0. Thread-safe.
 */
TOEGANG_API size_t toegang_report_explain(const toegang_report *report, toegang_language language, char *out,
                                          size_t size);

/* "nl", "en", "fr", "de" to a language; REFUSED (check "language.unknown") for anything else. */
TOEGANG_CHECKED toegang_status toegang_language_parse(const char *text, toegang_language *out,
                                                      toegang_report *report);
/* And back: "nl", "en", "fr", "de"; "en" for no language of ours. */
TOEGANG_API const char *toegang_language_name(toegang_language language);

/*
 * An instant as RFC 3339 in UTC, "2026-11-23T10:00:00Z"; years 0001 to 9999; a fraction of a second is cut
 * off. REFUSED with check "time.form". toegang_time_format writes that form; the open ends become "always" and
 * "never".
 */
TOEGANG_CHECKED toegang_status toegang_time_parse(const char *text, size_t length, toegang_time *out,
                                                  toegang_report *report);
TOEGANG_API void toegang_time_format(toegang_time time, char out[32]);
/*
 * A Belgian civil day, "2026-11-23": the instant at which it begins, and the one at which it ends, when the next
 * begins. REFUSED with check "time.form".
 */
TOEGANG_CHECKED toegang_status toegang_day_parse(const char *text, size_t length, toegang_time *begins,
                                                 toegang_time *ends, toegang_report *report);
/* The Belgian civil day at that instant, "2026-11-23"; the open ends become "always" and "never". */
TOEGANG_API void toegang_day_format(toegang_time time, char out[32]);

#ifdef __cplusplus
}
#endif
#endif

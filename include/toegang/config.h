/* SPDX-License-Identifier: Apache-2.0 */
/* One YAML file to everything: trust, directories, policies of e-counters; and the questions asked of them. */
#ifndef TOEGANG_CONFIG_H
#define TOEGANG_CONFIG_H

#include <toegang/decision.h>
#include <toegang/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All that a configuration says. May be shared between threads as far as its directories may. */
typedef struct toegang toegang;

/*
 * Reads a configuration; file names in it are relative to it. On GOOD *out is yours. CONFIGURATION with the
 * first problem in the report; problems (may be NULL) gets them all. A directory, or a memory of what
 * was used, that cannot be read does not stop this: questions and sign-ins that need it cannot be judged.
 * toegang_open_strict refuses such a configuration too.
 */
TOEGANG_CHECKED toegang_status toegang_open(const char *path, toegang_problem_sink *problems, void *context,
                                            toegang **out, toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_open_strict(const char *path, toegang_problem_sink *problems, void *context,
                                                   toegang **out, toegang_report *report);
/*
 * The same, strictly where strict is 1, with directories of the program itself: registers[r] is asked wherever the
 * configuration says `host` for register r; NULL elsewhere. On GOOD they are the new one's (the same one may stand
 * twice and is closed once), else they stay yours. CONFIGURATION (config.directory.host): one that the configuration
 * does not ask for, or one that it asks for and does not get, as always from the two functions above.
 */
TOEGANG_CHECKED toegang_status toegang_open_with(const char *path, int strict,
                                                 toegang_directory *const registers[TOEGANG_REGISTERS],
                                                 toegang_problem_sink *problems, void *context, toegang **out,
                                                 toegang_report *report);
/* NULL is nothing. */
TOEGANG_API void toegang_free(toegang *all);

/* The trust of the configuration, NULL when it has none. Belongs to it. */
TOEGANG_API const toegang_trust *toegang_trusted(const toegang *all);
/* 1 when the configuration allows official test numbers, else 0. */
TOEGANG_API int toegang_allows_test_numbers(const toegang *all);

/*
 * What the configuration holds, part by part, for people: section "trust", "directories" or "e-lokets", the name
 * in it, and one line of detail, all borrowed by the sink.
 */
typedef void toegang_part_sink(void *context, const char *section, const char *name, const char *detail);
TOEGANG_API void toegang_parts(const toegang *all, toegang_part_sink *sink, void *context);
/*
 * How the directory of each register that is configured is now, for people: what it says of itself by name ("adapter",
 * "cache.hits", "2.breaker.state"), then "reachable" (yes or no), where it is not "check" and "came", and "took". Each
 * is tried, within its share of the patience (0: its own; at most 60 000). GOOD when all could be reached, else
 * UNAVAILABLE with the first reason.
 */
typedef void toegang_directory_detail_sink(void *context, toegang_register reg, const char *name, const char *value);
TOEGANG_CHECKED toegang_status toegang_directories(const toegang *all, int64_t patience_ms,
                                                   toegang_directory_detail_sink *sink, void *context,
                                                   toegang_report *report);
/* 1 when the configuration names a key for handles, which is then in out; else 0. Wipe it when done. */
TOEGANG_API int toegang_handle_key(const toegang *all, uint8_t out[32]);

/*
 * Whether there is such an e-counter and whether it knows that right (NULL: no right is asked about). GOOD, or
 * MISUSE with eloket.unknown or right.unknown; expected names the nearest.
 */
TOEGANG_CHECKED toegang_status toegang_knows(const toegang *all, const char *eloket, const char *right,
                                             toegang_report *report);

/*
 * Decides: reads the facts from the directories and judges them by the e-counter's policy. GOOD only for permit,
 * REFUSED for deny, INDETERMINATE; in these three *out is the decision and yours. MISUSE for an unknown
 * e-counter or right (eloket.unknown, right.unknown; expected names the nearest), then *out is untouched. At hand:
 * UNAVAILABLE (directory.at-hand), *out untouched, where any register would have to be waited for, and where decisions
 * are logged, since a log waits for its disk. Then the same is asked without at_hand, on a thread that may wait.
 */
TOEGANG_CHECKED toegang_status toegang_check(const toegang *all, const toegang_question *question,
                                             toegang_decision **out, toegang_report *report);

/*
 * A whole sign-in: what toegang_verify_saml does, and then the note that this assertion was used, in the memory that
 * the configuration names (replay, else one of this process). REFUSED with replay.used the second time; UNAVAILABLE
 * with replay.* when the memory cannot tell, and then nobody is signed in.
 */
TOEGANG_CHECKED toegang_status toegang_sign_in_saml(const toegang *all, const void *octets, size_t length,
                                                    const char *in_response_to, toegang_time at,
                                                    toegang_identity **out, toegang_report *report);
/*
 * The same with a token. Where its key is not known and the issuer's keys lie behind a URL, they are fetched once,
 * within patience_ms (0: 2 s), and the token is looked at again. An ID token with a jti is noted as used; the other
 * kinds accompany many requests. UNAVAILABLE with fetch.* or jwks.* when the key is not known and newer ones could not be
 * had: then nobody can tell whether the issuer has it.
 */
TOEGANG_CHECKED toegang_status toegang_sign_in_jwt(const toegang *all, const void *octets, size_t length,
                                                   const toegang_expected *expected, toegang_time at,
                                                   int64_t patience_ms, toegang_identity **out,
                                                   toegang_report *report);
/*
 * Who remembers which assertions were used: 2 a store that processes share, 1 this process alone, 0 nobody, because
 * that store could not be opened. A program of several processes needs 2.
 */
TOEGANG_API int toegang_remembers(const toegang *all);
/*
 * Fetches the keys of an issuer anew: GOOD when they are replaced. REFUSED: keys.refresh (too soon; `refresh` of the
 * configuration says how often), or what came is no set of keys; UNAVAILABLE: fetch.*. Then the old keys stay.
 * MISUSE: no issuer of that name has a URL. Thread-safe; who comes while another fetches waits for him.
 */
TOEGANG_CHECKED toegang_status toegang_refresh(const toegang *all, const char *issuer, toegang_time at,
                                               int64_t patience_ms, toegang_report *report);

/* One row of who represents whom: a function that represents, or an HTB appointment, live at the moment asked. */
typedef struct toegang_representation {
    toegang_rrn holder;
    toegang_organisation organisation;
    toegang_organisation through; /* the company whose permanent representative it is; else scheme NONE */
    const char *as;               /* "legal-representative" or "htb" */
    const toegang_fact *fact;
} toegang_representation;
typedef toegang_status toegang_representation_sink(void *context, const toegang_representation *row);

/*
 * Who represents this organisation (holder NULL), or whom this holder represents (organisation NULL), at that
 * moment, by the KBO functions that the configuration counts by default. Rows are borrowed by the sink.
 */
TOEGANG_CHECKED toegang_status toegang_represent(const toegang *all, const toegang_organisation *organisation,
                                                 const toegang_rrn *holder, toegang_time at,
                                                 toegang_representation_sink *sink, void *context,
                                                 toegang_report *report);

/*
 * A handle stands for a national number where the number may not be shown: "~" and base64url of its AES-SIV
 * under a key of 32 octets; the same number and key give the same handle. Open refuses (handle.form,
 * handle.seal) what was not made with this key. out of seal has room for TOEGANG_HANDLE_MAX with the NUL.
 */
#define TOEGANG_HANDLE_MAX 64
TOEGANG_CHECKED toegang_status toegang_handle_seal(const uint8_t key[32], const toegang_rrn *rrn,
                                                   char out[TOEGANG_HANDLE_MAX], toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_handle_open(const uint8_t key[32], const char *handle, toegang_rrn *out,
                                                   toegang_report *report);

/* One question with the answer that its writer expects. Texts are borrowed by the sink; "" when not given. */
typedef struct toegang_scenario {
    size_t size;
    const char *name;
    const char *config; /* file names are resolved: relative to the file with the scenarios */
    toegang_rrn holder; /* kind NONE: saml is the file with the response that states it, or jwt with a token */
    const char *saml;
    const char *in_response_to;
    const char *jwt; /* the file with the token that states it; with its nonce, "" when none */
    const char *nonce;
    toegang_token_kind kind; /* of jwt */
    toegang_assurance assurance; /* of holder */
    const char *capacity;        /* of holder */
    toegang_organisation organisation;
    const char *eloket;
    const char *right;
    const char *context;
    toegang_time at; /* TOEGANG_ALWAYS: not given, the host's clock */
    toegang_outcome expect;
    const char *check; /* the check that has to fall, "" for any */
    uint32_t line;
} toegang_scenario;
typedef toegang_status toegang_scenario_sink(void *context, const toegang_scenario *scenario);

/*
 * Reads a YAML file with a list `scenarios:` (at most 1 MiB, 10,000 scenarios) and pushes each into the sink, in
 * order, once the whole file is found good. CONFIGURATION or UNAVAILABLE as toegang_open; problems (may be NULL)
 * gets every problem. A status of the sink other than GOOD ends the reading and is returned.
 */
TOEGANG_CHECKED toegang_status toegang_scenarios_read(const char *path, toegang_problem_sink *problems,
                                                      void *problems_context, toegang_scenario_sink *sink,
                                                      void *context, toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Directories: who represents whom, who was appointed, who was granted what. */
#ifndef TOEGANG_DIRECTORY_H
#define TOEGANG_DIRECTORY_H

#include <toegang/number.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The register that a fact is from. */
typedef enum toegang_register {
    TOEGANG_KBO = 0,              /* functions in enterprises */
    TOEGANG_BTB = 1,              /* appointments of chief access managers */
    TOEGANG_GEBRUIKERSBEHEER = 2, /* Flemish rights */
    TOEGANG_ROLLENBEHEER = 3      /* federal rights */
} toegang_register;
#define TOEGANG_REGISTERS 4

typedef enum toegang_fact_kind {
    TOEGANG_FACT_FUNCTION = 1,    /* holder (or the company held_by) has function code in organisation */
    TOEGANG_FACT_APPOINTMENT = 2, /* holder was appointed code ("htb") in organisation */
    TOEGANG_FACT_RIGHT = 3,       /* holder has right code on eloket for organisation */
    TOEGANG_FACT_SUSPENSION = 4   /* a block on the holder, on the pair with organisation, or on an eloket */
} toegang_fact_kind;

/*
 * The one record. Texts are NUL-terminated UTF-8, never NULL from a directory of ours ("" when absent); who gets
 * a fact from a sink borrows it until the sink returns. Set to {0}, then size = sizeof.
 */
typedef struct toegang_fact {
    size_t size;
    toegang_fact_kind kind;
    toegang_rrn holder;                /* kind NONE: held by a company alone, or a block on an eloket */
    toegang_organisation organisation; /* scheme NONE: for oneself, or a block everywhere */
    toegang_organisation held_by;      /* functions: the company that holds it; else scheme NONE */
    const char *eloket;
    const char *code;    /* KBO function code of 5 digits, "htb", or the name of the right */
    const char *context; /* of a right; "" for no context */
    toegang_time from;   /* inclusive; TOEGANG_ALWAYS */
    toegang_time until;  /* exclusive; TOEGANG_NEVER */
    toegang_rrn granted_by;  /* kind NONE: the register's own word */
    const char *granted_as;  /* capacity of the grantor as recorded, "" when not */
    toegang_time granted_at; /* TOEGANG_ALWAYS: not recorded, from counts */
    const char *source;      /* "kbo.yaml:12", for the evidence */
    toegang_time as_of;      /* when the source was last known to say so; TOEGANG_ALWAYS: not known */
} toegang_fact;

/*
 * What is known of an enterprise or an establishment, from KBO Open Data: not who represents it, and no decision looks
 * at it. A value; texts end in NUL and are "" where they are not known.
 */
#define TOEGANG_NAME_ROOM 1024
typedef struct toegang_known {
    size_t size;
    toegang_organisation organisation;
    toegang_organisation of; /* the enterprise of an establishment; else scheme NONE */
    toegang_time since;      /* when it began; TOEGANG_ALWAYS: not known */
    toegang_time as_of;      /* how old this is; TOEGANG_ALWAYS: no Open Data was ever loaded */
    char status[4];          /* "AC": active, as an establishment in Open Data always is; "": it is not in it */
    char situation[4];       /* the legal situation, "000": normal */
    char language[4];        /* of the name: "nl", "fr", "de", "en"; "und": not known */
    char name[TOEGANG_NAME_ROOM];
} toegang_known;

/* What is asked of a directory. Set to {0}, then size = sizeof. Every given field narrows the answer. */
typedef struct toegang_directory_question {
    size_t size;
    toegang_register reg;
    toegang_fact_kind kind;
    toegang_rrn holder;                /* kind NONE: anybody */
    toegang_organisation organisation; /* scheme NONE: any; see for_oneself */
    int for_oneself;                   /* 1: only facts without an organisation */
    const char *eloket;                /* NULL: any */
    toegang_time at;     /* the moment that is asked about; answers hold facts of all periods all the same */
    int64_t patience_ms; /* how long the answer may take; 0: the directory's own limit */
    int fresh;          /* 1: as the store itself knows it now, from no cache and no replica: changes are judged so */
    toegang_time since; /* the answer, an empty one too, must show things as they stood then or later; 0: any age */
    const char *wanted; /* the right that is asked, NULL: any. Narrows nothing: for a source that must be asked one */
    int at_hand; /* 1: only what is in memory of this process is asked; what would wait is UNAVAILABLE, directory.at-hand */
} toegang_directory_question;

/* Takes one fact, borrowed until it returns. Any status but GOOD ends the reading with that status. */
typedef toegang_status toegang_fact_sink(void *context, const toegang_fact *fact);

/* Facts that one question may bring at most; more is UNAVAILABLE, check "directory.limit". */
#define TOEGANG_FACTS_MAX 10000

typedef struct toegang_directory toegang_directory;

/* One problem of a file: line, column, check, expected, came; source_line is the line's text, may be "". */
typedef void toegang_problem_sink(void *context, const char *file, const char *source_line,
                                  const toegang_report *problem);

/* A directory that keeps copies of these facts, of any register. Immutable, may be shared between threads. */
TOEGANG_CHECKED toegang_status toegang_directory_memory_new(const toegang_fact *facts, size_t count,
                                                            toegang_directory **out, toegang_report *report);

/* How a YAML file is read. Set to {0}, then size = sizeof. May be NULL. */
typedef struct toegang_yaml_settings {
    size_t size;
    int allow_test_numbers;
    toegang_problem_sink *problems; /* gets every problem, also those after the first; may be NULL */
    void *problems_context;
} toegang_yaml_settings;

/*
 * Reads a YAML file (at most 64 MiB) with any of the lists functions, appointments, rights; `register:
 * rollenbeheer` at the top marks federal rights. Anchors, aliases, tags, duplicate keys, unknown keys and depth over 32 are
 * refused with line and column. CONFIGURATION (the file is wrong: yaml.*, fact.*, rrn.*, kbo.*) or UNAVAILABLE
 * (it cannot be read: file.*). Immutable once read, may be shared between threads.
 */
TOEGANG_CHECKED toegang_status toegang_directory_yaml_open(const char *path, const toegang_yaml_settings *settings,
                                                           toegang_directory **out, toegang_report *report);

/* A directory that answers every question with UNAVAILABLE and this report: a source that could not be opened. */
TOEGANG_CHECKED toegang_status toegang_directory_broken_new(const toegang_report *why, toegang_directory **out,
                                                            toegang_report *report);

/* How a SQL store is used. Set to {0}, then size = sizeof. May be NULL. */
typedef struct toegang_sql_settings {
    size_t size;
    int64_t patience_ms; /* for a question that names none; 0: 2000, at most 60 000 */
    int allow_test_numbers;
    int read_only;        /* 1: takes no changes, and nothing is locked for one */
    unsigned connections; /* for questions; 0: 4, at most 32. A change has one of its own */
    /*
     * A table of one's own instead of our schema: a SELECT whose columns have the names of the fields of a fact
     * (holder, held_by, organisation, code, eloket, context, from, until, granted_by, granted_at, granted_as,
     * source, as_of; left out where there are none) and whose parameters, :holder :organisation :eloket
     * :register :kind, are "" where the question names none. Such a store takes no changes.
     */
    const char *query;
    int notify; /* PostgreSQL: hears of changes by other processes at once (LISTEN), so that a cache may believe */
} toegang_sql_settings;

/*
 * A SQLite file, the embedded default: WAL, connections that threads take in turn, changes durable when they are
 * acknowledged. Opens at the first question, so that it may be made before fork and before the file is there. The
 * schema is made by toegang_directory_migrate and only checked here (directory.schema). Not on a network file
 * system. CONFIGURATION: directory.settings (the path, the query), directory.adapter (SQLite is not compiled in).
 */
TOEGANG_CHECKED toegang_status toegang_directory_sqlite_open(const char *path, const toegang_sql_settings *settings,
                                                             toegang_directory **out, toegang_report *report);
/*
 * PostgreSQL, shared by hosts. conninfo as for toegang_replay_postgresql_open. It may name several hosts: changes
 * and fresh questions go to the primary, others to a replica where there is one, and as_of says how far it is behind.
 * Works through pgbouncer in transaction mode. Connects at the first question.
 */
TOEGANG_CHECKED toegang_status toegang_directory_postgresql_open(const char *conninfo,
                                                                 const toegang_sql_settings *settings,
                                                                 toegang_directory **out, toegang_report *report);

/* What is asked over HTTP. */
typedef enum toegang_http_mode {
    TOEGANG_HTTP_REGISTER = 0, /* a register service (doc/register.openapi.yaml): any question, facts come back */
    TOEGANG_HTTP_AUTHZEN = 1   /* a decision point (OpenID AuthZEN 1.0): one right of one holder, yes or no */
} toegang_http_mode;

/* How a service is asked. Set to {0}, then size = sizeof. May be NULL. Texts are copied. */
typedef struct toegang_http_settings {
    size_t size;
    int64_t patience_ms; /* for a question that names none; 0: 2000, at most 60 000 */
    int allow_test_numbers;
    unsigned connections; /* that are kept; 0: 4, at most 32. Who comes later waits, within his patience */
    toegang_http_mode mode;
    const char *right;       /* AuthZEN: the right that is asked for where a question wants none in particular */
    const char *token;       /* sent as a bearer token (RFC 6750); NULL: none */
    const char *authorities; /* PEM file that the certificate of the service is checked with; NULL: the system's */
    const char *certificate, *key; /* PEM files: how we show who asks (TLS); NULL: not at all */
} toegang_http_settings;

/*
 * A service at https://…, or at http:// on this very machine; takes no changes. The national number is in the body of
 * a POST, never in a URL. No redirect, proxy or environment has a say. Connects at the first question; may be asked by
 * several threads. An answer that is not whole, not to this question, or not understood is UNAVAILABLE.
 * CONFIGURATION: directory.settings, directory.adapter (libcurl is not compiled in).
 */
TOEGANG_CHECKED toegang_status toegang_directory_http_open(const char *url, const toegang_http_settings *settings,
                                                          toegang_directory **out, toegang_report *report);

/* Where a field of a fact stands in an entry of LDAP. */
typedef struct toegang_ldap_field {
    const char *field;     /* "holder", "organisation", "code", … as for toegang_sql_settings, or "held-by" with "-" */
    const char *attribute; /* that holds it; NULL: it is value, in every entry */
    const char *rdn;       /* the attribute holds a DN: the field is what its first RDN says, of this type; or NULL */
    const char *value;
} toegang_ldap_field;

/* How facts of one kind are found, and read. */
typedef struct toegang_ldap_kind {
    /*
     * A filter (RFC 4515) with {holder} {organisation} {organisation-value} {eloket} {register} in its values; NULL:
     * that of our schema. An item whose parameter the question does not name is true; none may stand below a "!".
     * It may find too much: what does not fit the question is passed over.
     */
    const char *filter;
    const toegang_ldap_field *fields; /* all that are read; none: the attributes of our schema */
    size_t field_count;
} toegang_ldap_kind;

typedef enum toegang_ldap_scope {
    TOEGANG_LDAP_SUBTREE = 0,
    TOEGANG_LDAP_ONE = 1,
    TOEGANG_LDAP_BASE = 2
} toegang_ldap_scope;

/* How an LDAP server is asked. Set to {0}, then size = sizeof. May be NULL when the URL says where to look. */
typedef struct toegang_ldap_settings {
    size_t size;
    int64_t patience_ms; /* for a question that names none; 0: 2000, at most 60 000 */
    int allow_test_numbers;
    unsigned connections; /* 0: 4, at most 32 */
    const char *base;     /* where to look, a DN; NULL: that of the URL */
    toegang_ldap_scope scope;
    const char *bind;        /* as whom, a DN; NULL: anonymously */
    const char *password;    /* of bind, never empty; copied, and wiped at the end */
    int start_tls;           /* TLS on ldap://; what is not encrypted then is not used */
    const char *authorities; /* a PEM file that vouches for the server; TLS needs it */
    toegang_ldap_kind functions, appointments, rights, suspensions;
} toegang_ldap_settings;

/*
 * An LDAP server, version 3: ldap://host:port/base, ldaps://…, or ldapi://%2Fpath%2Fof%2Fsocket/base. Without TLS only
 * on this very machine; over a network the name in the certificate must be the host's. Read only: LDAP has no
 * transactions, and a trail could not be kept with the facts. Each field has one value in an entry, but for one of holder,
 * organisation, code, eloket and context: an entry with several of these is as many facts. Limits of the server,
 * referrals and half answers are UNAVAILABLE (directory.store). How old an answer is, LDAP does not know: as_of is
 * TOEGANG_ALWAYS, unless a field holds it. Connects at the first question, asks page by page, never asks a person,
 * and reads neither ldap.conf nor the environment. The patience does not bind the system's resolver of names.
 * CONFIGURATION: directory.settings (URL, DN, TLS), directory.query (a filter, a field), directory.adapter.
 */
TOEGANG_CHECKED toegang_status toegang_directory_ldap_open(const char *url, const toegang_ldap_settings *settings,
                                                           toegang_directory **out, toegang_report *report);

/*
 * A directory made of directories, one a register; NULL where a register is not configured: that register is
 * empty. On GOOD the layer owns them (the same one may stand twice and is closed once).
 */
TOEGANG_CHECKED toegang_status toegang_directory_layer_new(toegang_directory *const registers[TOEGANG_REGISTERS],
                                                           toegang_directory **out, toegang_report *report);

/* How answers are kept. Set to {0}, then size = sizeof. May be NULL. */
typedef struct toegang_cache_settings {
    size_t size;
    int64_t for_ms;      /* how long an answer with facts is given; 0: 300 000, at most a day */
    int64_t negative_ms; /* and one without facts; 0: 15 000, at most a day */
    unsigned refresh;    /* percent of its life after which one of those who ask renews it; 0: 75; 100: none does */
    size_t entries;      /* answers that are kept at most; 0: 100 000, at most 10 000 000 */
    size_t octets;       /* memory that they take at most; 0: 64 MiB */
    /*
     * Of the policy by which questions are made, a digest of the configuration: what is asked, of whom and how old
     * it may be follows from it, so that an answer which was kept under one is none under another.
     */
    uint64_t version;
} toegang_cache_settings;

/*
 * Keeps whole answers of the directory inside, of which it takes possession on GOOD: those with facts and those
 * without, never a failure. The key is the complete question, but for its moment, since answers hold facts of all
 * periods. A fresh question goes through, and so does one that wants a younger answer (since) than the source said
 * this one is; what comes is kept. A question of what is at hand (at_hand) gets what is kept, and
 * directory.at-hand where the answer would have to be asked anew. When the directory inside hears of a change
 * (generation), what was kept before is not used any more. Facts keep their as_of. May be shared between threads
 * when the directory inside may.
 */
TOEGANG_CHECKED toegang_status toegang_directory_cache_new(toegang_directory *inside,
                                                           const toegang_cache_settings *settings,
                                                           toegang_directory **out, toegang_report *report);

/*
 * Several directories of the same registers, at most TOEGANG_PARTS_MAX. On GOOD they are the new one's. What is left of
 * the patience is divided over those that are still to be asked; patience_ms is that of a question which names none, 0:
 * then each part has its own. May be shared between threads when all parts may.
 *
 * first: the first that can answer does; those behind it are asked only where one is UNAVAILABLE. When none can,
 * the reason is that of the first. A fresh question, and a change, goes to the first alone: the others stand in for it.
 *
 * union: what all of them know, equal facts (in all but source and as_of) once, the younger of them. One that cannot answer
 * makes the whole UNAVAILABLE. A change goes to the first that takes changes.
 */
#define TOEGANG_PARTS_MAX 8
TOEGANG_CHECKED toegang_status toegang_directory_first_new(toegang_directory *const parts[], size_t count,
                                                           int64_t patience_ms, toegang_directory **out,
                                                           toegang_report *report);
TOEGANG_CHECKED toegang_status toegang_directory_union_new(toegang_directory *const parts[], size_t count,
                                                           int64_t patience_ms, toegang_directory **out,
                                                           toegang_report *report);

/* When a directory that fails is left alone. Set to {0}, then size = sizeof. May be NULL. */
typedef struct toegang_breaker_settings {
    size_t size;
    unsigned failures; /* in a row, until it is; 0: 5, at most 1000 */
    int64_t open_ms;   /* for how long; 0: 30 000, at most an hour */
} toegang_breaker_settings;

/*
 * Asks the directory inside, of which it takes possession on GOOD, until it failed too often in a row. Then every
 * question, a fresh one too, is UNAVAILABLE at once (directory.breaker), until one alone may try: when he gets an answer, all
 * may ask again. Failures of the source as a whole count; a bad or too large or too old answer to one question
 * does not, and neither does what the sink says. May be shared between threads when the directory inside may.
 */
TOEGANG_CHECKED toegang_status toegang_directory_breaker_new(toegang_directory *inside,
                                                             const toegang_breaker_settings *settings,
                                                             toegang_directory **out, toegang_report *report);

/*
 * Asks. GOOD: the sink got all that the directory knows, which may be nothing. UNAVAILABLE: it could not answer,
 * or answered another question than was asked (directory.answer); what the sink got then counts for nothing.
 */
TOEGANG_CHECKED toegang_status toegang_directory_read(toegang_directory *directory,
                                                      const toegang_directory_question *question,
                                                      toegang_fact_sink *sink, void *context,
                                                      toegang_report *report);

/* NULL is nothing. */
TOEGANG_API void toegang_directory_free(toegang_directory *directory);

/* "kbo", "btb", "gebruikersbeheer", "rollenbeheer"; NULL for anything else. */
TOEGANG_API const char *toegang_register_name(toegang_register reg);

#ifdef __cplusplus
}
#endif
#endif

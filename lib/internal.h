/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this floor share: the configuration in memory, and the machinery that reads one. */
#ifndef TG_INTERNAL_H
#define TG_INTERNAL_H

#include <toegang/config.h>
#include <toegang/replay.h>

#include "base/arena.h"
#include "decision/policy.h"
#include "parse/yaml.h"

#define TG_CONFIG_OCTETS_MAX ((size_t)1 << 20)
#define TG_METADATA_OCTETS_MAX ((size_t)8 << 20)
#define TG_ELOKETS_MAX 10000
#define TG_PROVIDERS_MAX 64
#define TG_SCENARIOS_MAX 10000
#define TG_PROBLEMS_MAX 100 /* problems of one file that are told; the rest is the same mistake again */
#define TG_SECRET_OCTETS 32

struct tg_key_source; /* keys.h */
struct tg_source;     /* config_source.h */
struct tg_audit;      /* audit.h */
struct tg_authzen_names; /* authzen.h */

/* Lies in its own arena, but for trust, layer, hosted and replay. Immutable once opened. */
struct toegang {
    struct tg_arena arena;
    toegang_trust *trust;                   /* NULL: none configured */
    toegang_directory *layer;               /* the registers together */
    const char *sources[TOEGANG_REGISTERS]; /* "yaml:kbo.yaml"; NULL: not configured */
    toegang_directory *hosted[TOEGANG_REGISTERS]; /* what the program gave; NULL: nothing. layer only borrows them */
    struct tg_source *opened[TOEGANG_REGISTERS]; /* what it was made of, while the configuration is read */
    struct tg_policy *policies;             /* in the order of the file */
    size_t policy_count;
    uint32_t *index; /* open hash by name: 1 + ordinal, 0 free */
    size_t index_size;
    toegang_replay *replay;        /* which assertions were used; never NULL once opened */
    int remembers;                 /* toegang_remembers */
    struct tg_key_source *key_sources; /* of issuers whose keys are fetched */
    size_t key_source_count;
    bool allow_test_numbers;
    bool has_handle_key;
    uint8_t handle_key[TG_SECRET_OCTETS];
    struct tg_audit *audit; /* NULL: no trail */
    struct tg_authzen_names *authzen; /* what callers call people and organisations; NULL: what we call them */
    char version[65];       /* of the configuration: SHA-256 of its file, in hex */
};

/* NULL: no e-counter of that name. */
const struct tg_policy *tg_policy_find(const toegang *all, struct tg_span name);
/* Builds what tg_policy_find needs; false when memory is at its end. */
bool tg_policy_index(toegang *all);

/* ---- problems ---- */

struct tg_place {
    uint32_t line, column;
};

struct tg_problem {
    struct tg_problem *next;
    toegang_report report;
};

/* One file being read. Problems are gathered, so that all are told at once, in the order of their lines. */
struct tg_config {
    const char *path;        /* as the caller named it */
    toegang_directory *const *registers; /* of the program, TOEGANG_REGISTERS of them */
    struct tg_span octets;   /* of the file */
    struct tg_arena *arena;  /* of the result */
    struct tg_arena scratch; /* tree, files, problems: gone when the reading ends */
    toegang_problem_sink *sink;
    void *context;
    toegang_report *report;
    struct tg_problem *first;
    size_t problems;
    bool no_memory;
};

struct tg_place tg_place_of(const struct tg_yaml_node *node); /* the value's */
struct tg_place
tg_place_of_key(const struct tg_yaml_node *node); /* the key's; the value's where it has none */

void tg_problem(struct tg_config *config, struct tg_place place, const char *check, const char *expected,
                struct tg_span came);
/* The same with the nearest of the words as what was expected, or with all of them where none is near. */
void tg_problem_among(struct tg_config *config, struct tg_place place, const char *check,
                      const char *const *words, size_t count, struct tg_span came);
/* A problem that another room reported, at a place of ours; no memory is noted as such. */
void tg_problem_of(struct tg_config *config, struct tg_place place, const toegang_report *report);
/* Tells what was gathered since the last time; the first one ever goes into the report. */
void tg_problems_tell(struct tg_config *config);
/* GOOD when there was no problem; tells what is left. Frees the scratch. */
toegang_status tg_config_end(struct tg_config *config);

/* ---- the description of keys: read by it, and printed as a schema (doc/schema) ---- */

struct tg_config_key;
struct tg_config_form; /* config_form.h */
typedef void tg_config_reader(struct tg_config *config, const struct tg_config_key *key,
                              const struct tg_yaml_node *node, void *target);

struct tg_config_type {
    const char *name; /* "text", "word", "duration", … */
    tg_config_reader *read;
    const struct tg_config_form *form; /* NULL: the detail of the key is one */
};

struct tg_config_key {
    const char *name;
    const struct tg_config_type *type;
    size_t offset;      /* of what it fills in the target */
    const void *detail; /* what the type needs: words, a range, a section */
    bool required;
    const char *fallback; /* what an absent key means, for people; NULL: nothing */
    const char *help;     /* one line */
};

struct tg_config_section {
    const char *name;
    const struct tg_config_key *keys;
    size_t count;
};

/* A word of a closed list becomes first plus its ordinal. */
struct tg_config_words {
    const char *const *words;
    size_t count;
    unsigned first;
};

struct tg_config_range {
    int64_t least, most;
    const char *expected; /* "0 .. 300" */
};

/* A list of texts, or one text in its place. good says whether one item will do; NULL: any text does. */
struct tg_config_items {
    bool (*good)(struct tg_span item);
    const char *expected;
    const char *pattern; /* the same for a schema */
};
struct tg_config_list {
    const char *const *items;
    size_t count;
};

/* One item, in memory of the configuration or its scratch; NULL with a problem when it will not do. */
typedef const char *tg_config_item_reader(struct tg_config *config, const struct tg_config_key *key,
                                          const struct tg_yaml_node *item);
/* A sequence that is not empty, or one item in its place; out is as it was when there is none. */
void tg_config_read_list(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node, tg_config_item_reader *read,
                         struct tg_config_list *out);

extern const struct tg_config_type tg_type_text;    /* const char * */
extern const struct tg_config_type tg_type_link;    /* const char *, https */
extern const struct tg_config_type tg_type_word;    /* an enum; detail tg_config_words */
extern const struct tg_config_type tg_type_flag;    /* bool; detail: two words, the second means true */
extern const struct tg_config_type tg_type_count;   /* unsigned; detail tg_config_range */
extern const struct tg_config_type tg_type_seconds; /* int64_t, "90" or "90s"; detail tg_config_range */
extern const struct tg_config_type tg_type_milliseconds; /* int64_t, "500ms", "2s"; detail tg_config_range */
extern const struct tg_config_type tg_type_list;    /* tg_config_list; detail tg_config_items or NULL */
extern const struct tg_config_type tg_type_path;    /* const char *, relative to the configuration */
extern const struct tg_config_type tg_type_node;    /* const struct tg_yaml_node *: read later; detail tg_config_form */

/* Reads every key of a mapping into the target; unknown and missing ones are problems. */
void tg_config_section_read(struct tg_config *config, const struct tg_config_section *section,
                            const struct tg_yaml_node *node, void *target);
/* False, with a problem, when the node is of another kind. */
bool tg_config_is(struct tg_config *config, const struct tg_yaml_node *node, enum tg_yaml_kind kind);
/* A copy in the result's arena; notes when memory is at its end, then "". */
const char *tg_config_copy(struct tg_config *config, struct tg_span text);
void *tg_config_take(struct tg_config *config, size_t count, size_t size);
/* Reads path's file and its tree into config->scratch; NULL with a problem. */
const struct tg_yaml_node *tg_config_tree(struct tg_config *config);
/* A file named in the configuration, relative to it, into the scratch; false with a problem at the node. */
bool tg_config_file(struct tg_config *config, const struct tg_yaml_node *node, const char *path, size_t limit,
                    struct tg_span *out);

/* Whether none of these may read the file: bits of its mode, 077 for all but its owner. False too when that cannot be told. */
bool tg_config_closed_to(struct tg_config *config, const char *path, unsigned mode);

/*
 * A key of 32 octets from the file that node names: 64 hexadecimal digits, readable by its owner only. False with a
 * problem by this check, or by file.*.
 */
bool tg_config_secret(struct tg_config *config, const struct tg_config_key *key, const struct tg_yaml_node *node,
                      const char *check, uint8_t out[TG_SECRET_OCTETS]);

/* ---- the parts, each read from its node (NULL: absent) ---- */

void tg_config_elokets(struct tg_config *config, const struct tg_yaml_node *node, toegang *all);
void tg_config_trust(struct tg_config *config, const struct tg_yaml_node *trust,
                     const struct tg_yaml_node *claims, toegang *all);
/* The memory of what was used; the one of the process when nothing is named. */
void tg_config_replay(struct tg_config *config, const struct tg_yaml_node *node, bool strict, toegang *all);
void tg_config_audit(struct tg_config *config, const struct tg_yaml_node *node, toegang *all);
/* Which configuration it is, for what was decided by it. */
void tg_config_version(struct tg_config *config, toegang *all);
void tg_config_handles(struct tg_config *config, const struct tg_yaml_node *node, toegang *all);
/* After the e-counters. */
void tg_config_authzen(struct tg_config *config, const struct tg_yaml_node *node, toegang *all);
/* What stands there is read by sources; opened later, when the file itself is found good. */
void tg_config_sources(struct tg_config *config, const struct tg_yaml_node *node, toegang *all);
void tg_config_directories(struct tg_config *config, bool strict, toegang *all);

/* Site maps and their levels, for toegang_trust_settings. */
struct tg_config_claims {
    toegang_claim_rule *rules;
    size_t rule_count;
    toegang_assurance_rule *levels;
    size_t level_count;
    const char **maps; /* names, those that ship first */
    size_t map_count;
};
void tg_config_claims(struct tg_config *config, const struct tg_yaml_node *node,
                      struct tg_config_claims *out);

extern const struct tg_config_words tg_assurance_words; /* none, low, substantial, high */

#endif
